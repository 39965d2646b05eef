import { Name } from '../../web/parts/name.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { SourceMark, Sourced } from '../../web/parts/sourced.tsx'
import { kindsOf, nameText, StatedList, Words } from '../../web/pages/pieces.tsx'
import { useLocale, useText, useWord } from '../../web/text.ts'
import type { Context } from '../record/record.api.ts'
import {
  type Delegate,
  type Delegation,
  isObserver,
  orderDelegations,
  type OrderRule,
  rankOfDelegation,
} from './delegations.ts'

const DelegateLine = ({ delegate, context }: { delegate: Delegate; context: Context }) => {
  const say = useText()
  const word = useWord()
  const titles = new Map(
    delegate.claims.flatMap(({ value }) =>
      value.title === undefined ? [] : [[value.title, value.language] as const],
    ),
  )
  return (
    <li className={delegate.absent ? 'absent' : undefined}>
      <Name id={delegate.person} names={context.names} link />
      {delegate.head && <span className="tag">{say('pages.meeting.head')}</span>}
      {delegate.absent && <span className="tag denied">{word('attendance', 'absent')}</span>}{' '}
      <SourceMark claims={delegate.claims} context={context} />
      {[...titles].map(([title, language]) => (
        <span key={title} className="title-held">
          <Words text={title} language={language} />
        </span>
      ))}
      {titles.size === 0 && delegate.rank !== null && (
        <span className="title-held">{word('rank', delegate.rank)}</span>
      )}
    </li>
  )
}

const DelegationRow = ({ delegation, context }: { delegation: Delegation; context: Context }) => {
  const say = useText()
  const word = useWord()
  const { party, attendance, capacities, modes, levels, reasons, delegates } = delegation
  return (
    <tr className={attendance.versions[0]?.value ?? 'unknown'}>
      <th scope="row">
        <Name id={party} names={context.names} link />
        {capacities.versions.length > 0 && (
          <span className="capacity">
            <Sourced reading={capacities} render={capacity => word('capacity', capacity)} context={context} />
          </span>
        )}
      </th>
      <td>
        <Sourced
          reading={{ ...attendance, disputed: delegation.disputed }}
          render={status => word('attendance', status)}
          context={context}
          empty={<span className="nothing">{say('pages.meeting.attendanceUnknown')}</span>}
        />
        {modes.versions.map(({ value }) => (
          <span key={value} className="tag">
            {word('mode', value)}
          </span>
        ))}
        {levels.map(level => (
          <span key={level.text} className="line">
            <Words text={level.text} />
          </span>
        ))}
        {reasons.length > 0 && (
          <span className="line reason">
            <StatedList all={reasons} context={context} />
          </span>
        )}
      </td>
      <td>
        <ul className="delegates">
          {delegates.map(delegate => (
            <DelegateLine key={delegate.person} delegate={delegate} context={context} />
          ))}
        </ul>
      </td>
    </tr>
  )
}

interface Props {
  delegations: readonly Delegation[]
  /** Persons at the meeting for whom no party is named. */
  others: readonly Delegate[]
  rule: OrderRule
  context: Context
}

const RuleText = ({ rule }: { rule: OrderRule }) => {
  const say = useText()
  const { tag } = useLocale()
  if (rule.by === 'rank') return say('pages.meeting.order.rank')
  if (rule.by === 'lot') return say('pages.meeting.order.lot')
  if (rule.language === null) return say('pages.meeting.order.alphabet')
  const language = new Intl.DisplayNames(tag, { type: 'language' }).of(rule.language) ?? rule.language
  return <Phrase of="pages.meeting.order.alphabetIn" with={{ language: <span>{language}</span> }} />
}

/** The list of participants, in the order that the rule of the track gives. */
export const Delegations = ({ delegations, others, rule, context }: Props) => {
  const say = useText()
  const { language } = useLocale()
  const ordered = orderDelegations(
    delegations.map(delegation => ({
      delegation,
      party: delegation.party,
      name: nameText(context.names, delegation.party),
      kinds: kindsOf(context.names, delegation.party),
      observer: isObserver(delegation.capacities.versions.map(version => version.value)),
      rank: rankOfDelegation(delegation.delegates),
    })),
    rule,
    language,
  )
  return (
    <>
      <div className="table-frame">
        <table className="data-table delegations">
          <caption className="visually-hidden">{say('pages.meeting.participants')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('pages.column.delegation')}</th>
              <th scope="col">{say('pages.column.attendance')}</th>
              <th scope="col">{say('pages.column.persons')}</th>
            </tr>
          </thead>
          <tbody>
            {ordered.map(({ delegation }) => (
              <DelegationRow key={delegation.party} delegation={delegation} context={context} />
            ))}
          </tbody>
        </table>
      </div>
      {others.length > 0 && (
        <div className="others">
          <p className="hint">{say('pages.meeting.others')}</p>
          <ul className="delegates">
            {others.map(delegate => (
              <DelegateLine key={delegate.person} delegate={delegate} context={context} />
            ))}
          </ul>
        </div>
      )}
      <p className="hint">
        <RuleText rule={rule} />{' '}
        {ordered.some(each => each.kinds.length > 0) && say('pages.meeting.order.always')}
      </p>
    </>
  )
}
