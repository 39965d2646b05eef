import { useState } from 'react'
import { useQueryOf } from '../../web/api.ts'
import { SelectField } from '../../web/parts/field.tsx'
import { Caveats, caveatsOf } from '../../web/parts/name.tsx'
import { Empty, Loading, Problem } from '../../web/parts/states.tsx'
import { useKnownOn, useLinks } from '../../web/links.ts'
import { useText } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import type { TextView } from '../texts/texts.api.ts'
import { BeginOutcomeForm } from './begin-outcome.view.tsx'
import { Facts } from './facts.view.tsx'
import type { OutcomePage } from './outcome.api.ts'
import { OwnWord, RecordAbsence } from './own-word.view.tsx'
import { Stands } from './stands.view.tsx'

/** What happens to an outcome: the three facts, how each stands, and what the reader may say or state. */
export const Procedure = ({ outcome, party }: { outcome: OutcomePage; party: string | null | undefined }) => {
  const past = useKnownOn() !== null
  const { presides, secretariat } = outcome.mine
  return (
    <>
      <Facts outcome={outcome} past={past} />
      <Stands outcome={outcome} />
      {!past && typeof party === 'string' && <OwnWord key={party} outcome={outcome} party={party} />}
      {!past && outcome.issued === null && (presides || secretariat) && <RecordAbsence outcome={outcome} />}
    </>
  )
}

/** As `Procedure`, in the name of one of the parties that the reader speaks for. */
export const ProcedureFor = ({ outcome }: { outcome: OutcomePage }) => {
  const say = useText()
  const { parties } = outcome.mine
  const [party, setParty] = useState(parties[0])
  return (
    <>
      {parties.length > 1 && (
        <SelectField
          label={say('outcomes.mine.as')}
          value={party}
          onChange={event => setParty(event.target.value)}
        >
          {parties.map(each => (
            <option key={each} value={each}>
              {outcome.names[each]?.text ?? say('parts.unnamed')}
            </option>
          ))}
        </SelectField>
      )}
      <Procedure outcome={outcome} party={party} />
    </>
  )
}

const One = ({ id, text, party }: { id: string; text: TextView; party: string | null | undefined }) => {
  const say = useText()
  const links = useLinks()
  const { data, error, refetch } = useQueryOf('readOutcome', { params: { id } })
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Loading lines={6} />
  return (
    <section className="outcome" aria-label={data.title}>
      <p className="eyebrow">
        {say(`outcomes.kind.${data.kind}`)} · <bdi>{data.content.revision}</bdi>
      </p>
      <h3>
        <bdi lang={text.language} dir={directionOf(text.language)}>
          {data.title}
        </bdi>
      </h3>
      <p>
        <a href={links.at(`/outcomes/${id}`)}>{say('outcomes.open')}</a>
      </p>
      <Procedure outcome={data} party={party} />
      {/* Where the text itself has notes to names, they stand at its foot. */}
      {caveatsOf(text.names).size === 0 && <Caveats names={data.names} />}
    </section>
  )
}

/** What came of a text, and where the chair makes an outcome of one of its revisions. */
export const Outcomes = ({
  text,
  party,
  mayDirect,
}: {
  text: TextView
  party: string | null | undefined
  mayDirect: boolean
}) => {
  const say = useText()
  const { data, error, refetch } = useQueryOf('listOutcomes', { params: { id: text.id } })
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Loading lines={4} />
  return (
    <div className="outcomes">
      {data.outcomes.length === 0 && (
        <Empty title={say('outcomes.none')}>
          {say(text.revisions.length === 0 ? 'outcomes.none.revision' : 'outcomes.none.hint')}
        </Empty>
      )}
      {data.outcomes.toReversed().map(({ id }) => (
        <One key={id} id={id} text={text} party={party} />
      ))}
      {mayDirect && text.revisions.length > 0 && <BeginOutcomeForm text={text} />}
    </div>
  )
}
