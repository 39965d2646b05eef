import { DataTable } from '../../web/parts/data-table.tsx'
import { DateText } from '../../web/parts/date-text.tsx'
import { Name } from '../../web/parts/name.tsx'
import { Fold } from '../../web/parts/section.tsx'
import { SourceMark, Sourced } from '../../web/parts/sourced.tsx'
import { kindsOf, nameText, StatedList } from '../../web/pages/pieces.tsx'
import { useLocale, useText, useWord } from '../../web/text.ts'
import type { Context } from '../record/record.api.ts'
import { neutralOrder } from './order.ts'
import { isObserving, type Participant, type Seat } from './participation.ts'

interface Line {
  readonly party: string
  readonly seat: Seat
}

const Period = ({ seat, context }: { seat: Seat; context: Context }) => {
  const say = useText()
  return (
    <>
      {seat.from.versions.length > 0 && (
        <span className="line">
          {say('pages.from')}{' '}
          <Sourced reading={seat.from} render={edtf => <DateText edtf={edtf} />} context={context} />
        </span>
      )}
      {seat.to.versions.length > 0 && (
        <span className="line">
          {say('pages.until')}{' '}
          <Sourced reading={seat.to} render={edtf => <DateText edtf={edtf} />} context={context} />
        </span>
      )}
    </>
  )
}

const Past = ({ seat, context }: { seat: Seat; context: Context }) => {
  const say = useText()
  const word = useWord()
  return (
    <Fold title={say('pages.corrected')}>
      {seat.superseded.map(claim => (
        <span key={claim.id} className="line corrected">
          {word('participation', claim.value.status)} <SourceMark claims={[claim]} context={context} />
        </span>
      ))}
    </Fold>
  )
}

interface Props {
  participants: readonly Participant[]
  context: Context
}

/** Who takes part in a track: role, status, since when, on what condition, for what reason not. */
export const Participants = ({ participants, context }: Props) => {
  const say = useText()
  const word = useWord()
  const { language } = useLocale()
  const { names } = context
  const ordered = neutralOrder(
    participants.map(each => ({
      id: each.party,
      name: nameText(names, each.party),
      kinds: kindsOf(names, each.party),
      observer: isObserving(each.seats.map(seat => seat.role)),
      seats: each.seats,
    })),
    language,
  )
  const lines = ordered.flatMap(({ id, seats }): Line[] => seats.map(seat => ({ party: id, seat })))
  return (
    <>
      <DataTable
        caption={say('pages.track.participants')}
        rows={lines}
        keyOf={({ party, seat }) => `${party} ${seat.role}`}
        columns={[
          {
            id: 'party',
            title: say('pages.column.party'),
            cell: ({ party }) => <Name id={party} names={names} link />,
            order: ({ party }) => nameText(names, party),
          },
          {
            id: 'role',
            title: say('pages.column.role'),
            cell: ({ seat }) => word('role', seat.role),
            order: ({ seat }) => word('role', seat.role),
          },
          {
            id: 'status',
            title: say('pages.column.status'),
            cell: ({ seat }) => (
              <>
                <Sourced
                  reading={{ ...seat.statuses, disputed: seat.disputed }}
                  render={status => word('participation', status)}
                  context={context}
                />
                {seat.superseded.length > 0 && <Past seat={seat} context={context} />}
              </>
            ),
          },
          {
            id: 'period',
            title: say('pages.column.period'),
            cell: ({ seat }) => <Period seat={seat} context={context} />,
          },
          {
            id: 'words',
            title: say('pages.column.conditions'),
            cell: ({ seat }) => (
              <>
                {seat.conditions.length > 0 && (
                  <span className="line">
                    <span className="tag">{say('pages.condition')}</span>{' '}
                    <StatedList all={seat.conditions} context={context} />
                  </span>
                )}
                {seat.reasons.length > 0 && (
                  <span className="line">
                    <StatedList all={seat.reasons} context={context} />
                  </span>
                )}
              </>
            ),
          },
        ]}
      />
      <p className="hint">
        {say(ordered.some(each => each.kinds.length > 0) ? 'pages.matrix.order' : 'pages.matrix.orderOnly')}
      </p>
    </>
  )
}
