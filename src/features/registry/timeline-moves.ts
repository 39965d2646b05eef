import { firstDayOf, inOrder, nested, type TimelineTrack } from './timeline.ts'

/** A meeting on one row; a joint meeting stands on several. */
export interface Place {
  readonly track: string
  readonly meeting: string
  readonly day: string
}

/** Every meeting in the order the keyboard walks: row by row, each row in time. */
export const placesOf = (tracks: readonly TimelineTrack[]): Place[][] =>
  nested(tracks).map(({ track }) =>
    inOrder(track.meetings).map(meeting => ({
      track: track.id,
      meeting: meeting.id,
      day: firstDayOf(meeting),
    })),
  )

export type Move = 'later' | 'earlier' | 'row-below' | 'row-above' | 'first' | 'last'

const away = (day: string, other: string) => Math.abs(Date.parse(day) - Date.parse(other))

/** Where a move of the keyboard leads; null where there is nothing that way. Rows without meetings are passed over. */
export const moveFrom = (rows: readonly (readonly Place[])[], from: Place, move: Move): Place | null => {
  const row = rows.findIndex(each => each.some(place => place.track === from.track))
  const own = rows[row] ?? []
  const at = own.findIndex(place => place.meeting === from.meeting)
  if (move === 'later') return own[at + 1] ?? null
  if (move === 'earlier') return own[at - 1] ?? null
  if (move === 'first') return own[0] ?? null
  if (move === 'last') return own.at(-1) ?? null
  const others = move === 'row-below' ? rows.slice(row + 1) : rows.slice(0, Math.max(0, row)).toReversed()
  const next = others.find(each => each.length > 0) ?? []
  return next.toSorted((first, second) => away(first.day, from.day) - away(second.day, from.day))[0] ?? null
}
