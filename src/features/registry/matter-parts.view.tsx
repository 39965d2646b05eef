import { DateText } from '../../web/parts/date-text.tsx'
import { Name } from '../../web/parts/name.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { SourceMark } from '../../web/parts/sourced.tsx'
import { Said, Words } from '../../web/pages/pieces.tsx'
import { useText, useWord } from '../../web/text.ts'
import type { Context } from '../record/record.api.ts'
import type { Claim, Reading } from '../record/record.ts'
import { groupedBy } from './folds.ts'
import { type Demand, type Floated, type Matter, type Pledge, type Position, sidesOf } from './matters.ts'

const NotLinked = ({ to }: { to: string }) => (
  <span className="not-linked">
    <Phrase of="pages.matter.notLinkedTo" with={{ what: <Words text={to} /> }} />
  </span>
)

/** How firmly it is said, where that is anything but plainly. */
export const Modality = ({ claim }: { claim: Claim }) => {
  const word = useWord()
  if (claim.modality === 'asserts') return null
  return (
    <span className={claim.modality === 'denies' ? 'tag denied' : 'tag'}>
      {word('modality', claim.modality)}
    </span>
  )
}

export const Positions = ({ positions, context }: { positions: readonly Position[]; context: Context }) => {
  const say = useText()
  const word = useWord()
  return (
    <table className="positions">
      <caption className="visually-hidden">{say('pages.matter.positions')}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{say('pages.column.party')}</th>
          <th scope="col">{say('pages.column.stance')}</th>
          <th scope="col">{say('pages.column.words')}</th>
        </tr>
      </thead>
      <tbody>
        {positions.flatMap(({ party, claims, disputed }) =>
          claims.map((claim, at) => (
            <tr key={claim.id} className={disputed ? 'disputed' : undefined}>
              <th scope="row">
                {at === 0 ? (
                  <Name id={party} names={context.names} link />
                ) : (
                  <span className="visually-hidden">
                    <Name id={party} names={context.names} />
                  </span>
                )}
              </th>
              <td>
                <span className={`stance stance${claim.value.stance}`}>
                  {word('stance', claim.value.stance)}
                </span>
                {disputed && <span className="tag denied">{say('parts.disputed')}</span>}
              </td>
              <td>
                <Said
                  text={claim.value.text}
                  before={
                    <>
                      {claim.value.option !== undefined && (
                        <span className="tag">
                          <Words text={claim.value.option} />
                        </span>
                      )}
                      <Modality claim={claim} />
                    </>
                  }
                >
                  <SourceMark claims={[claim]} context={context} />
                </Said>
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  )
}

export const Demands = ({ demands, context }: { demands: readonly Demand[]; context: Context }) => {
  const say = useText()
  const word = useWord()
  return (
    <ul className="demands" aria-label={say('pages.matter.demands')}>
      {demands.map(demand => (
        <li key={demand.claims[0]?.id} className={demand.kind}>
          <Said
            text={demand.text}
            before={
              <>
                {(demand.kind !== 'non-linkage' || demand.notLinkedTo === null) && (
                  <span className={`tag demand-${demand.kind}`}>{word('demand', demand.kind)}</span>
                )}
                {demand.party !== null && (
                  <span className="of">
                    <Name id={demand.party} names={context.names} link />
                    {say('pages.colon')}
                  </span>
                )}
                {demand.claims[0] !== undefined && <Modality claim={demand.claims[0]} />}
              </>
            }
          >
            <SourceMark claims={demand.claims} context={context} />
          </Said>
          {demand.notLinkedTo !== null && <NotLinked to={demand.notLinkedTo} />}
        </li>
      ))}
    </ul>
  )
}

const FloatedLine = ({ value, context, denied }: { value: Floated; context: Context; denied: boolean }) => {
  const party = <Name id={value.party} names={context.names} link />
  if (value.to === null)
    return <Phrase of={denied ? 'pages.proposal.deniedBy' : 'pages.proposal.by'} with={{ party }} />
  const to = <Name id={value.to} names={context.names} link />
  return <Phrase of={denied ? 'pages.proposal.deniedTo' : 'pages.proposal.byTo'} with={{ party, to }} />
}

/** Who is said to have put a proposal forward, and beside it who says that this did not happen. */
export const FloatedBy = ({ reading, context }: { reading: Reading<Floated>; context: Context }) => {
  const { asserted, denied } = sidesOf(reading)
  const line = (isDenied: boolean) => (version: (typeof asserted)[number]) => (
    <li key={version.claims[0]?.id} className={isDenied ? 'denied' : undefined}>
      <FloatedLine value={version.value} context={context} denied={isDenied} />{' '}
      {version.claims[0] !== undefined && !isDenied && <Modality claim={version.claims[0]} />}{' '}
      <SourceMark claims={version.claims} independent={version.independent} context={context} />
    </li>
  )
  return (
    <ul className={reading.disputed ? 'floated disputed' : 'floated'}>
      {asserted.map(line(false))}
      {denied.map(line(true))}
    </ul>
  )
}

export const Pledges = ({ pledges, context }: { pledges: readonly Pledge[]; context: Context }) => {
  const say = useText()
  const word = useWord()
  return (
    <ul className="pledges" aria-label={say('pages.matter.pledges')}>
      {pledges.flatMap(({ party, claims }) =>
        claims.map(claim => (
          <li key={claim.id}>
            <Said
              text={claim.value.text}
              before={
                <>
                  <span className="tag">{word('pledge', claim.value.stage)}</span>
                  <span className="of">
                    <Name id={party} names={context.names} link />
                    {say('pages.colon')}
                  </span>
                  <Modality claim={claim} />
                </>
              }
            >
              <SourceMark claims={[claim]} context={context} />
            </Said>
            {claim.value.amount !== undefined && (
              <b className="line">
                <Words text={claim.value.amount} />
              </b>
            )}
            {claim.value.notLinkedTo !== undefined && <NotLinked to={claim.value.notLinkedTo} />}
          </li>
        )),
      )}
    </ul>
  )
}

export const Responsible = ({ of, context }: { of: Matter['responsible']; context: Context }) => (
  <ul className="responsible">
    {of.map(claim => (
      <li key={claim.id}>
        {claim.object !== null && <Name id={claim.object} names={context.names} link />}{' '}
        {claim.value.due !== undefined && (
          <Phrase of="pages.measure.due" with={{ date: <DateText edtf={claim.value.due} /> }} />
        )}{' '}
        <SourceMark claims={[claim]} context={context} />
      </li>
    ))}
  </ul>
)

export const Happened = ({ of, context }: { of: Matter['happened']; context: Context }) => {
  const say = useText()
  const same = groupedBy(of, claim => JSON.stringify([claim.value, claim.occurred, claim.modality]))
  return (
    <ul className="happened">
      {[...same.values()].map(claims => {
        const [claim] = claims
        if (claim === undefined) return null
        return (
          <li key={claim.id}>
            <span className="happened-when">
              {claim.occurred === null ? say('pages.noDate') : <DateText edtf={claim.occurred} />}
              {claim.value.place !== undefined && (
                <>
                  {say('parts.comma')}
                  <Words text={claim.value.place} />
                </>
              )}
            </span>
            <Said text={claim.value.text} before={<Modality claim={claim} />}>
              <SourceMark claims={claims} context={context} />
            </Said>
          </li>
        )
      })}
    </ul>
  )
}
