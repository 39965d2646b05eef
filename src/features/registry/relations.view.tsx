import { DateText } from '../../web/parts/date-text.tsx'
import { Name } from '../../web/parts/name.tsx'
import { SourceMark } from '../../web/parts/sourced.tsx'
import { Said } from '../../web/pages/pieces.tsx'
import { useText, useWord } from '../../web/text.ts'
import type { Context } from '../record/record.api.ts'
import type { ClaimOf } from '../record/record.ts'
import { groupedBy } from './folds.ts'

interface Props {
  relations: readonly ClaimOf<'related-to'>[]
  party: string
  context: Context
}

/** Relations to other parties, read from the first to the second, with their dates. */
export const Relations = ({ relations, party, context }: Props) => {
  const say = useText()
  const word = useWord()
  const groups = groupedBy(relations, claim =>
    JSON.stringify([
      claim.subject,
      claim.object,
      claim.value.relation,
      claim.value.from,
      claim.value.to,
      claim.modality,
    ]),
  )
  return (
    <ul className="relations">
      {[...groups.values()].map(claims => {
        const [claim] = claims
        if (claim === undefined || claim.object === null) return null
        const { relation, from, to } = claim.value
        return (
          <li key={claim.id} className={claim.modality === 'denies' ? 'denied' : undefined}>
            <Name id={claim.subject} names={context.names} link={claim.subject !== party} />{' '}
            <b className="relation">{word('relation', relation)}</b>{' '}
            <Name id={claim.object} names={context.names} link={claim.object !== party} />
            {claim.modality === 'denies' && <span className="tag denied">{say('parts.denied')}</span>}
            {from !== undefined && (
              <span className="period">
                {say('pages.from')} <DateText edtf={from} />
              </span>
            )}
            {to !== undefined && (
              <span className="period">
                {say('pages.until')} <DateText edtf={to} />
              </span>
            )}
            <SourceMark claims={claims} context={context} />
            {claims.map(
              each => each.value.text !== undefined && <Said key={each.id} text={each.value.text} />,
            )}
          </li>
        )
      })}
    </ul>
  )
}
