import { addDays, addMonths, daysBetween } from '../../domain/dates.days.ts'

/** The stretch of time in view, from its first day to its last, both `YYYY-MM-DD`. */
export interface TimeWindow {
  readonly from: string
  readonly to: string
}

export const zooms = ['all', 'decade', 'year', 'month'] as const
export type Zoom = (typeof zooms)[number]

const spans: Record<Exclude<Zoom, 'all'>, number> = { decade: 3653, year: 366, month: 31 }
const shortest = 7
const longest = 366 * 60

export const lengthOf = (window: TimeWindow): number => Math.max(1, daysBetween(window.from, window.to) + 1)

/** The day in the middle of the window. */
export const middleOf = (window: TimeWindow): string =>
  addDays(window.from, Math.floor((lengthOf(window) - 1) / 2))

/** A window of that many days around a day. */
export const windowAround = (middle: string, days: number): TimeWindow => {
  const length = Math.round(Math.min(longest, Math.max(shortest, days)))
  const from = addDays(middle, -Math.floor((length - 1) / 2))
  return { from, to: addDays(from, length - 1) }
}

/** A window that holds all the days with a little room at both ends; the year around `today` when there are none. */
export const windowOfAll = (days: readonly string[], today: string): TimeWindow => {
  const sorted = days.toSorted()
  const [first, last] = [sorted.at(0), sorted.at(-1)]
  if (first === undefined || last === undefined) return windowAround(today, spans.year)
  const room = Math.max(10, Math.round(daysBetween(first, last) * 0.03))
  return { from: addDays(first, -room), to: addDays(last, room) }
}

export const zoomTo = (zoom: Zoom, window: TimeWindow, all: TimeWindow): TimeWindow =>
  zoom === 'all' ? all : windowAround(middleOf(window), spans[zoom])

/** Which named zoom the window is nearest to. */
export const zoomOf = (window: TimeWindow, all: TimeWindow): Zoom => {
  const length = lengthOf(window)
  if (length >= lengthOf(all)) return 'all'
  if (length > spans.year * 2) return 'decade'
  return length > spans.month * 3 ? 'year' : 'month'
}

/** Makes the window shorter (factor below 1) or longer around a point, given as a share 0..1 of its length. */
export const zoomBy = (window: TimeWindow, factor: number, at = 0.5): TimeWindow => {
  const length = lengthOf(window)
  const next = Math.round(Math.min(longest, Math.max(shortest, length * factor)))
  const held = addDays(window.from, Math.round(at * (length - 1)))
  const from = addDays(held, -Math.round(at * (next - 1)))
  return { from, to: addDays(from, next - 1) }
}

/** Moves the window along by a share of its length; negative is earlier. */
export const panBy = (window: TimeWindow, share: number): TimeWindow => {
  const days = Math.trunc(lengthOf(window) * share)
  return { from: addDays(window.from, days), to: addDays(window.to, days) }
}

/** The same length of time, moved only if the day lies outside it. */
export const windowShowing = (window: TimeWindow, day: string): TimeWindow =>
  day >= window.from && day <= window.to ? window : windowAround(day, lengthOf(window))

/** What one step of the axis is called by. */
export type TickUnit = 'decade' | 'year' | 'month' | 'day'

export interface Tick {
  readonly day: string
  readonly unit: TickUnit
}

const steps: readonly { unit: TickUnit; months?: number; days?: number; length: number }[] = [
  { unit: 'day', days: 1, length: 1 },
  { unit: 'day', days: 7, length: 7 },
  { unit: 'month', months: 1, length: 30 },
  { unit: 'month', months: 3, length: 91 },
  { unit: 'year', months: 12, length: 365 },
  { unit: 'year', months: 24, length: 730 },
  { unit: 'year', months: 60, length: 1826 },
  { unit: 'decade', months: 120, length: 3652 },
]

const firstTick = (from: string, step: (typeof steps)[number]): string => {
  if (step.days !== undefined) return from
  const months = step.months ?? 12
  const index = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1
  const start = Math.floor(index / months) * months
  const year = String(Math.floor(start / 12)).padStart(4, '0')
  return `${year}-${String((start % 12) + 1).padStart(2, '0')}-01`
}

/** Days to mark on the axis so that labels stand at least `apart` pixels from one another. */
export const ticksOf = (window: TimeWindow, width: number, apart = 64): Tick[] => {
  const perDay = width / lengthOf(window)
  const step = steps.find(each => each.length * perDay >= apart) ?? steps.at(-1)
  if (step === undefined || width <= 0) return []
  const ticks: Tick[] = []
  let day = firstTick(window.from, step)
  while (day <= window.to && ticks.length < 400) {
    if (day >= window.from) ticks.push({ day, unit: step.unit })
    const next = step.days === undefined ? addMonths(day, step.months ?? 12) : addDays(day, step.days)
    if (next <= day) break
    day = next
  }
  return ticks
}
