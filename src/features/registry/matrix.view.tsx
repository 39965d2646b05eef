import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { participationStatuses } from '../../domain/vocabulary.ts'
import { Name, type Names } from '../../web/parts/name.tsx'
import { useLocale, useText, useWord } from '../../web/text.ts'
import { type Cell, foldMatrix, type MatrixTrack } from './matrix.ts'
import type { PartyKind } from './order.ts'
import type { ParticipationStatus } from './participation.ts'

/** Signs of how far a party has come; the words stand in the legend and in each cell's name. */
const signs: Readonly<Record<ParticipationStatus, string>> = {
  participates: '●',
  accepted: '◕',
  invited: '◔',
  proposed: '○',
  declined: '✕',
  excluded: '⊘',
  suspended: '‖',
  left: '↩',
}

export interface Chosen {
  readonly track: string
  readonly party: string
}

/** Where in the table a party has a place in a track. */
interface Seat {
  readonly row: number
  readonly column: number
}

interface Props {
  tracks: readonly MatrixTrack[]
  names: Names
  kindsOf: (party: string) => readonly PartyKind[]
  onOpen: (chosen: Chosen) => void
}

const CellView = ({ cell }: { cell: Cell }) => {
  const word = useWord()
  return (
    <>
      {cell.entries.map(({ role, status, illustration }) => (
        <span key={`${role} ${status}`} className={`seat ${status}${illustration ? ' illustration' : ''}`}>
          <span aria-hidden="true">{signs[status]}</span> {word('role', role)}
        </span>
      ))}
    </>
  )
}

/** Tells the style on which sides the table goes on beyond its frame, so that a shadow can say so. */
const beyond = (hint: HTMLElement | null) => {
  const frame = hint?.firstElementChild
  if (hint === null || !frame) return undefined
  const tell = () => {
    const moved = Math.abs(frame.scrollLeft)
    hint.toggleAttribute('data-before', moved > 4)
    hint.toggleAttribute('data-after', frame.scrollWidth - frame.clientWidth - moved > 4)
  }
  const watched = new ResizeObserver(tell)
  watched.observe(frame)
  if (frame.firstElementChild) watched.observe(frame.firstElementChild)
  frame.addEventListener('scroll', tell, { passive: true })
  return () => {
    watched.disconnect()
    frame.removeEventListener('scroll', tell)
  }
}

/** Parties by tracks: who sits where, as what. Arrow keys walk it, Enter opens what sources say of a seat. */
export const Matrix = ({ tracks, names, kindsOf, onOpen }: Props) => {
  const say = useText()
  const word = useWord()
  const { language, direction } = useLocale()
  const grid = useRef<HTMLTableElement>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const nameOf = (id: string) => names[id]?.text ?? ''
  const rows = useMemo(
    () => foldMatrix(tracks, id => names[id]?.text ?? '', kindsOf, language),
    [tracks, names, kindsOf, language],
  )

  const seats = rows.flatMap((each, row) =>
    each.cells.flatMap((cell, column): Seat[] => (cell === null ? [] : [{ row, column }])),
  )
  const at = (seat: Seat | undefined) => (seat === undefined ? null : `${seat.row} ${seat.column}`)
  const entry = current ?? at(seats[0])

  const pressed = (event: KeyboardEvent, row: number, column: number) => {
    const forward = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const back = direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft'
    const ways: Readonly<Record<string, () => Seat | undefined>> = {
      [forward]: () => seats.find(seat => seat.row === row && seat.column > column),
      [back]: () => seats.findLast(seat => seat.row === row && seat.column < column),
      ArrowDown: () => seats.find(seat => seat.column === column && seat.row > row),
      ArrowUp: () => seats.findLast(seat => seat.column === column && seat.row < row),
      Home: () => seats.find(seat => event.ctrlKey || seat.row === row),
      End: () => seats.findLast(seat => event.ctrlKey || seat.row === row),
    }
    const way = ways[event.key]
    if (way === undefined) return
    event.preventDefault()
    const next = way()
    if (next === undefined) return
    grid.current?.querySelector<HTMLElement>(`[data-at="${next.row} ${next.column}"]`)?.focus()
  }

  const spoken = (party: string, track: string, cell: Cell) =>
    [
      nameOf(party),
      nameOf(track),
      ...cell.entries.map(({ role, status }) =>
        say('pages.matrix.seat', { role: word('role', role), status: word('participation', status) }),
      ),
      ...(cell.entries.some(each => each.illustration) ? [say('parts.illustration')] : []),
      ...(cell.disputed ? [say('parts.disputed')] : []),
    ].join(say('parts.comma'))

  return (
    <>
      <div ref={beyond} className="matrix-hint">
        <div className="matrix-frame">
          <table ref={grid} className="matrix">
            <caption className="visually-hidden">{say('pages.matrix.title')}</caption>
            <thead>
              <tr>
                <th scope="col" className="corner">
                  <span className="visually-hidden">{say('pages.column.party')}</span>
                </th>
                {tracks.map(track => (
                  <th key={track.id} scope="col">
                    <Name id={track.id} names={names} link />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((each, row) => (
                <tr key={each.party}>
                  <th scope="row">
                    <Name id={each.party} names={names} link />
                  </th>
                  {each.cells.map((cell, column) => {
                    const track = tracks[column]?.id ?? ''
                    const here = `${row} ${column}`
                    if (cell === null)
                      return (
                        <td key={track}>
                          <span className="visually-hidden">{say('pages.matrix.noSeat')}</span>
                        </td>
                      )
                    return (
                      <td key={track} className={cell.disputed ? 'disputed' : undefined}>
                        <button
                          type="button"
                          data-at={here}
                          tabIndex={here === entry ? 0 : -1}
                          aria-label={spoken(each.party, track, cell)}
                          aria-haspopup="dialog"
                          onKeyDown={event => pressed(event, row, column)}
                          onFocus={() => setCurrent(here)}
                          onClick={() => onOpen({ track, party: each.party })}
                        >
                          <CellView cell={cell} />
                          {cell.disputed && (
                            <span className="differs" aria-hidden="true">
                              ≠
                            </span>
                          )}
                        </button>
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <ul className="matrix-legend" aria-label={say('pages.matrix.legend')}>
        {participationStatuses.map(status => (
          <li key={status} className={`seat ${status}`}>
            <span aria-hidden="true">{signs[status]}</span> {word('participation', status)}
          </li>
        ))}
        <li>
          <span className="differs" aria-hidden="true">
            ≠
          </span>{' '}
          {say('parts.disputed')}
        </li>
        {rows.some(each => each.cells.some(cell => cell?.entries.some(seat => seat.illustration))) && (
          <li className="seat illustration">{say('parts.illustration')}</li>
        )}
      </ul>
      <p className="hint">
        {say(
          rows.some(each => kindsOf(each.party).length > 0) ? 'pages.matrix.order' : 'pages.matrix.orderOnly',
        )}
      </p>
    </>
  )
}
