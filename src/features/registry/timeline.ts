import { addDays, daysBetween } from '../../domain/dates.days.ts'
import { bounds, isApproximate } from '../../domain/edtf.ts'
import { type Level, levels, type lifecycleSteps } from '../../domain/vocabulary.ts'
import { meetingStatusesConflict } from '../meetings/meeting.ts'
import type { MeetingSummary } from '../meetings/meetings.ts'
import { datesConflict, unique } from './folds.ts'
import { lengthOf, type TimeWindow } from './timeline.window.ts'

/** What the timeline needs of a track; `LandscapeTrack` has it. */
export interface TimelineTrack {
  readonly id: string
  readonly parent: string | null
  readonly lifecycle: readonly {
    readonly step: (typeof lifecycleSteps)[number]
    readonly date: string | null
    readonly from: string | null
    readonly to: string | null
  }[]
  readonly meetings: readonly MeetingSummary[]
}

/** How far a meeting is known to have come. `called-off` is cancelled or postponed. */
export type MeetingState = 'planned' | 'occurred' | 'called-off' | 'undisclosed'

/** One dated stretch of a meeting. Positions are pixels from the start of the line, whatever the direction of reading. */
export interface Stretch {
  readonly date: string
  readonly basis: 'planned' | 'occurred' | 'published' | 'known'
  readonly start: number
  readonly end: number
  /** The end of the span is approximate or open. One that lies beyond the window is cut, not soft. */
  readonly softStart: boolean
  readonly softEnd: boolean
}

export interface Mark {
  readonly meeting: MeetingSummary
  readonly state: MeetingState
  /** Highest level some source gives; null where none does. */
  readonly level: Level | null
  /** Middle of its shelf in the lane of the highest level, and of the lowest where sources differ. */
  readonly top: number
  readonly bottom: number
  readonly stretches: readonly Stretch[]
  /** From the day of an undisclosed meeting to the day it became known. */
  readonly hidden: { readonly start: number; readonly end: number } | null
  readonly disputed: boolean
}

export interface Step {
  readonly step: (typeof lifecycleSteps)[number]
  readonly date: string
  readonly start: number
  readonly end: number
}

export interface Row {
  readonly track: string
  readonly depth: number
  readonly height: number
  /** Where the lifecycle is drawn, from the top. */
  readonly stepsTop: number
  readonly marks: readonly Mark[]
  readonly steps: readonly Step[]
  /** Meetings before and after the window, so that an empty row can say where to look. */
  readonly before: number
  readonly after: number
}

const laneHeight = 10
/** A lane in which nothing stands still keeps the distance between those above and below it. */
const emptyLaneHeight = 2
export const markSize = 10
const padding = 3
const stepBand = 14
const emptyHeight = 12

/** Lanes from the top: the summit first, meetings whose level nobody gives last. */
const lanes: readonly (Level | null)[] = [...levels.toReversed(), null]

/** Pixels from the start of the line to the beginning of the day; outside 0..width for days out of view. */
export const positionOf = (day: string, window: TimeWindow, width: number): number =>
  (daysBetween(window.from, day) / lengthOf(window)) * width

/** Tracks in the order given, each followed by its working groups, with how deep it stands. A circle ends where it began. */
export const nested = <Each extends { readonly id: string; readonly parent: string | null }>(
  tracks: readonly Each[],
): { track: Each; depth: number }[] => {
  const known = new Set(tracks.map(each => each.id))
  const placed = new Set<string>()
  const place = (track: Each, depth: number): { track: Each; depth: number }[] => {
    if (placed.has(track.id)) return []
    placed.add(track.id)
    const groups = tracks.filter(each => each.parent === track.id)
    return [{ track, depth }, ...groups.flatMap(group => place(group, depth + 1))]
  }
  const roots = tracks.filter(each => each.parent === null || !known.has(each.parent))
  return [...roots.flatMap(root => place(root, 0)), ...tracks.flatMap(each => place(each, 0))]
}

/** A meeting that was not announced, even if it has become known since. */
const wasHidden = ({ undisclosed, statuses }: MeetingSummary): boolean =>
  undisclosed || statuses.includes('undisclosed')

export const stateOf = (meeting: MeetingSummary): MeetingState => {
  const { statuses } = meeting
  if (statuses.includes('held')) return 'occurred'
  if (statuses.includes('undisclosed')) return 'undisclosed'
  if (statuses.includes('cancelled') || statuses.includes('postponed')) return 'called-off'
  return meeting.dates.some(each => each.kind === 'occurred') ? 'occurred' : 'planned'
}

/** The dates that place a meeting: when it took place, else when it is planned, else the first that anyone heard of it. */
export const placingDates = (meeting: MeetingSummary): { date: string; basis: Stretch['basis'] }[] => {
  for (const basis of ['occurred', 'planned', 'published'] as const) {
    const dates = unique(meeting.dates.filter(each => each.kind === basis).map(each => each.date))
    if (dates.length > 0) return dates.map(date => ({ date, basis }))
  }
  return [{ date: meeting.knownFrom, basis: 'known' }]
}

const stretchOf = (
  { date, basis }: { date: string; basis: Stretch['basis'] },
  window: TimeWindow,
  width: number,
): Stretch | null => {
  const { from, to } = bounds(date)
  if (from === null && to === null) return null
  const [lower, upper] = date.split('/')
  const start = from === null ? 0 : positionOf(from, window, width)
  const end = to === null ? width : positionOf(addDays(to, 1), window, width)
  if (end <= 0 || start >= width) return null
  // A day too narrow to see is drawn wide enough to point at, around its middle.
  const spare = Math.max(0, markSize - (end - start)) / 2
  return {
    date,
    basis,
    start: Math.max(0, start - spare),
    end: Math.min(width, end + spare),
    softStart: from === null || (start >= 0 && isApproximate(lower ?? date)),
    softEnd: to === null || (end <= width && isApproximate(upper ?? date)),
  }
}

/** A mark before it is known at what height it stands. */
type Placed = Omit<Mark, 'top' | 'bottom'> & { readonly lowest: Level | null }

const markOf = (meeting: MeetingSummary, window: TimeWindow, width: number): Placed | null => {
  const dates = placingDates(meeting)
  const stretches = dates.map(each => stretchOf(each, window, width)).filter(each => each !== null)
  if (stretches.length === 0) return null
  const sorted = meeting.levels.toSorted((first, second) => levels.indexOf(second) - levels.indexOf(first))
  const end = Math.max(...stretches.map(each => each.end))
  const known = positionOf(bounds(meeting.knownFrom).from ?? meeting.knownFrom, window, width)
  return {
    meeting,
    state: stateOf(meeting),
    level: sorted.at(0) ?? null,
    lowest: sorted.at(-1) ?? null,
    stretches,
    hidden: wasHidden(meeting) && known > end ? { start: end, end: Math.min(width, known) } : null,
    disputed:
      sorted.length > 1 ||
      meetingStatusesConflict(meeting.statuses) ||
      datesConflict(dates.map(each => each.date)),
  }
}

const extentOf = ({ stretches }: Placed) => ({
  start: Math.min(...stretches.map(each => each.start)),
  end: Math.max(...stretches.map(each => each.end)),
})

/** Meetings that would cover one another stand on shelves of their lane: the first free one from the top. */
const shelved = (marks: readonly Placed[]): ReadonlyMap<Placed, number> => {
  const filledTo: number[] = []
  const shelves = new Map<Placed, number>()
  for (const mark of marks.toSorted((first, second) => extentOf(first).start - extentOf(second).start)) {
    const { start, end } = extentOf(mark)
    const free = filledTo.findIndex(filled => filled <= start)
    const shelf = free === -1 ? filledTo.length : free
    filledTo[shelf] = end
    shelves.set(mark, shelf)
  }
  return shelves
}

/** The higher the level, the higher the mark. A lane grows where its meetings need shelves. */
const stacked = (placed: readonly Placed[]): { marks: Mark[]; height: number } => {
  const tops = new Map<Level | null, number>()
  const shelves = new Map<Placed, number>()
  let height = padding
  for (const lane of lanes) {
    const own = shelved(placed.filter(mark => mark.level === lane))
    tops.set(lane, height)
    const lowestHere = placed.some(mark => mark.lowest === lane)
    const count = Math.max(lowestHere ? 1 : 0, ...[...own.values()].map(shelf => shelf + 1))
    height += count === 0 ? emptyLaneHeight : laneHeight * count
    for (const [mark, shelf] of own) shelves.set(mark, shelf)
  }
  const middleOf = (level: Level | null, shelf: number) => (tops.get(level) ?? 0) + laneHeight * (shelf + 0.5)
  const marks = placed.map(({ lowest, ...mark }, at) => {
    const top = middleOf(mark.level, shelves.get(placed[at] ?? { ...mark, lowest }) ?? 0)
    return { ...mark, top, bottom: lowest === mark.level ? top : middleOf(lowest, 0) }
  })
  return { marks, height: height + padding }
}

/** Where a meeting begins for the order of the keyboard: its earliest possible day. */
export const firstDayOf = (meeting: MeetingSummary): string => {
  const days = placingDates(meeting).map(({ date }) => bounds(date).from ?? bounds(date).to ?? date)
  return days.toSorted()[0] ?? meeting.knownFrom
}

const lastDayOf = (meeting: MeetingSummary): string => {
  const days = placingDates(meeting).map(({ date }) => bounds(date).to ?? bounds(date).from ?? date)
  return days.toSorted().at(-1) ?? meeting.knownFrom
}

/** Meetings by their earliest possible day, then by round. */
export const inOrder = (meetings: readonly MeetingSummary[]): MeetingSummary[] =>
  meetings
    .map(meeting => ({ meeting, day: firstDayOf(meeting), round: meeting.rounds[0] ?? 0 }))
    .toSorted((first, second) =>
      first.day === second.day ? first.round - second.round : first.day < second.day ? -1 : 1,
    )
    .map(each => each.meeting)

const stepsOf = (track: TimelineTrack, window: TimeWindow, width: number): Step[] =>
  track.lifecycle.flatMap(({ step, date }) => {
    const stretch = date === null ? null : stretchOf({ date, basis: 'occurred' }, window, width)
    return stretch && date !== null ? [{ step, date, start: stretch.start, end: stretch.end }] : []
  })

/** One row a track: its meetings by level, its lifecycle below. Nothing is placed outside the window. */
export const layoutTimeline = (tracks: readonly TimelineTrack[], window: TimeWindow, width: number): Row[] =>
  nested(tracks).map(({ track, depth }) => {
    const meetings = inOrder(track.meetings)
    const { marks, height } = stacked(meetings.flatMap(meeting => markOf(meeting, window, width) ?? []))
    // A track of which no meeting is known takes little room.
    const lanesHeight = meetings.length === 0 ? emptyHeight : height
    const steps = stepsOf(track, window, width)
    return {
      track: track.id,
      depth,
      height: lanesHeight + (steps.length === 0 ? 0 : stepBand),
      stepsTop: lanesHeight + stepBand / 2,
      marks,
      steps,
      before: meetings.filter(meeting => lastDayOf(meeting) < window.from).length,
      after: meetings.filter(meeting => firstDayOf(meeting) > window.to).length,
    }
  })

/** Every day that some mark stands on, to find the window that shows them all. */
export const daysOf = (tracks: readonly TimelineTrack[]): string[] =>
  tracks.flatMap(track => [
    ...track.meetings.flatMap(meeting => [firstDayOf(meeting), lastDayOf(meeting)]),
    ...track.lifecycle.flatMap(({ from, to }) => [from, to].filter(day => day !== null)),
  ])
