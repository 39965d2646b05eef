import { Name } from '../../web/parts/name.tsx'
import { Section } from '../../web/parts/section.tsx'
import { Facts, Fact, SourcedFact, StatedList } from '../../web/pages/pieces.tsx'
import { Sourced } from '../../web/parts/sourced.tsx'
import { useText, useWord } from '../../web/text.ts'
import type { Context } from '../record/record.api.ts'
import { Demands, FloatedBy, Happened, Pledges, Positions, Responsible } from './matter-parts.view.tsx'
import { type Matter, matterTypes } from './matters.ts'

/** All that the record holds on one matter, under its name or on its own page. */
export const MatterBody = ({ matter, context }: { matter: Matter; context: Context }) => {
  const say = useText()
  const word = useWord()
  return (
    <>
      {matter.descriptions.length > 0 && (
        <p className="described">
          <StatedList all={matter.descriptions} context={context} />
        </p>
      )}
      {matter.floated.versions.length > 0 && <FloatedBy reading={matter.floated} context={context} />}
      <Facts>
        <SourcedFact
          label={say('pages.outcome.kind')}
          reading={matter.outcomeKind}
          render={kind => word('outcome', kind)}
          context={context}
        />
        <SourcedFact
          label={say('pages.outcome.status')}
          reading={matter.outcomeStatus}
          render={status => word('outcomeStatus', status)}
          context={context}
        />
        <SourcedFact
          label={say('pages.measure.status')}
          reading={matter.measureStatus}
          render={status => <span className={`status ${status}`}>{word('implementation', status)}</span>}
          context={context}
        />
        {matter.responsible.length > 0 && (
          <Fact label={say('pages.measure.responsible')}>
            <Responsible of={matter.responsible} context={context} />
          </Fact>
        )}
      </Facts>
      {matter.happened.length > 0 && <Happened of={matter.happened} context={context} />}
      {matter.positions.length > 0 && <Positions positions={matter.positions} context={context} />}
      {matter.demands.length > 0 && <Demands demands={matter.demands} context={context} />}
      {matter.pledges.length > 0 && <Pledges pledges={matter.pledges} context={context} />}
    </>
  )
}

const MatterCard = ({ matter, context }: { matter: Matter; context: Context }) => (
  <article className={`matter ${matter.type}`}>
    <h4>
      <Name id={matter.id} names={context.names} link />
    </h4>
    <MatterBody matter={matter} context={context} />
  </article>
)

/** Matters by type: issues, proposals, measures, outcomes, incidents. A type without any is not mentioned. */
export const Matters = ({ matters, context }: { matters: readonly Matter[]; context: Context }) => {
  const say = useText()
  const word = useWord()
  return matterTypes.map(type => {
    const of = matters.filter(matter => matter.type === type)
    if (of.length === 0) return null
    return (
      <Section
        key={type}
        level={3}
        title={word('entities', type)}
        count={say('parts.number', { number: of.length })}
      >
        <div className="matters">
          {of.map(matter => (
            <MatterCard key={matter.id} matter={matter} context={context} />
          ))}
        </div>
      </Section>
    )
  })
}

/** What a matter concerns, as sources link it. */
export const ConcernsFact = ({ matter, context }: { matter: Matter; context: Context }) => {
  const say = useText()
  if (matter.concerns.versions.length === 0) return null
  return (
    <Fact label={say('pages.matter.concerns')}>
      <Sourced
        reading={matter.concerns}
        render={id => <Name id={id} names={context.names} link />}
        context={context}
      />
    </Fact>
  )
}
