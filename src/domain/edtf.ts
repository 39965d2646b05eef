import { z } from 'zod'
import { daysInMonth, isoDay, isoMonth } from './dates.days.ts'

/**
 * What kind of time an expression names: `days` is an interval between two days, `range` an interval between
 * coarser ends, `open` an interval with an open or unknown end, `years` a decade or century, `one-of` and
 * `all-of` the two kinds of set.
 */
export type Precision =
  | 'instant'
  | 'day'
  | 'days'
  | 'month'
  | 'season'
  | 'year'
  | 'years'
  | 'range'
  | 'open'
  | 'one-of'
  | 'all-of'

/** First and last possible day, `YYYY-MM-DD`, both inclusive. Null where the end is open or unknown. */
export interface Bounds {
  readonly from: string | null
  readonly to: string | null
}

interface Extent extends Bounds {
  readonly precision: Precision
}

const patterns = {
  instant:
    /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/,
  season: /^(\d{4})-(2[1-9]|3\d|4[01])$/,
  unspecified: /^([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?$/,
  qualified: /^[?~%]?(\d{4})(?:[?~%]?-[?~%]?(\d\d)(?:[?~%]?-[?~%]?(\d\d))?)?[?~%]?$/,
}

/** First month and number of months of the codes 21–41; winter of the north runs into the next year. */
const seasonMonths: Record<number, readonly [first: number, count: number]> = {
  21: [3, 3],
  22: [6, 3],
  23: [9, 3],
  24: [12, 3],
  25: [3, 3],
  26: [6, 3],
  27: [9, 3],
  28: [12, 3],
  29: [9, 3],
  30: [12, 3],
  31: [3, 3],
  32: [6, 3],
  33: [1, 3],
  34: [4, 3],
  35: [7, 3],
  36: [10, 3],
  37: [1, 4],
  38: [5, 4],
  39: [9, 4],
  40: [1, 6],
  41: [7, 6],
}

/** First and last month of a season, quarter, third or half of a year, as `YYYY-MM`. Null for other codes. */
export const monthsOfSeason = (year: number, code: number): { from: string; to: string } | null => {
  const months = seasonMonths[code]
  if (months === undefined) return null
  const last = months[0] + months[1] - 1
  const to = last > 12 ? isoMonth(Math.min(year + 1, 9999), last - 12) : isoMonth(year, last)
  return { from: isoMonth(year, months[0]), to }
}

const lastDayOf = (month: string) =>
  `${month}-${daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)))}`

const instant = (text: string): Extent | null => {
  const found = patterns.instant.exec(text)
  if (found === null) return null
  const day = isoDay(Number(found[1]), Number(found[2]), Number(found[3]))
  return day === null ? null : { from: day, to: day, precision: 'instant' }
}

const season = (text: string): Extent | null => {
  const found = patterns.season.exec(text)
  if (found === null) return null
  const months = monthsOfSeason(Number(found[1]), Number(found[2]))
  return months && { from: `${months.from}-01`, to: lastDayOf(months.to), precision: 'season' }
}

const qualified = (text: string): Extent | null => {
  const found = patterns.qualified.exec(text)
  if (found === null) return null
  const [, year = '', month, day] = found
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31`, precision: 'year' }
  const first = isoDay(Number(year), Number(month), 1)
  if (first === null) return null
  if (day === undefined) return { from: first, to: lastDayOf(`${year}-${month}`), precision: 'month' }
  const only = isoDay(Number(year), Number(month), Number(day))
  return only === null ? null : { from: only, to: only, precision: 'day' }
}

const fits = (text: string, mask: string) =>
  mask.split('').every((digit, at) => digit === 'X' || digit === text[at])

const numbers = (mask: string, first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => at + first).filter(number =>
    fits(String(number).padStart(mask.length, '0'), mask),
  )

/** The first day that fits the masks, looking through the numbers in the order given. */
const firstFitting = (years: number[], months: number[], days: number[]) => {
  for (const year of years)
    for (const month of months)
      for (const day of days) {
        const found = isoDay(year, month, day)
        if (found !== null) return found
      }
  return null
}

const unspecified = (text: string): Extent | null => {
  const found = patterns.unspecified.exec(text)
  if (found === null || !text.includes('X')) return null
  const [, year = '', month = 'XX', day = 'XX'] = found
  const all = [numbers(year, 0, 9999), numbers(month, 1, 12), numbers(day, 1, 31)] as const
  const from = firstFitting(...all)
  const to = firstFitting(all[0].reverse(), all[1].reverse(), all[2].reverse())
  if (from === null || to === null) return null
  if (year === 'XXXX') return { from: null, to: null, precision: 'years' }
  if (year.includes('X')) return { from, to, precision: 'years' }
  return { from, to, precision: month.includes('X') ? 'year' : 'month' }
}

const single = (text: string): Extent | null => qualified(text) ?? season(text) ?? unspecified(text)

/** The peer library refuses seasons at the ends of intervals and in sets; so do we, for exchange. */
const member = (text: string): Extent | null => qualified(text) ?? unspecified(text)

/** Milliseconds at which the extent begins; an instant without offset counts as UTC. */
const startOf = (text: string, extent: Extent) =>
  extent.precision === 'instant'
    ? Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`)
    : Date.parse(`${extent.from}T00:00:00Z`)

const interval = (text: string): Extent | null => {
  const [lower = '', upper = '', ...rest] = text.split('/')
  if (!text.includes('/') || rest.length > 0) return null
  const [from, to] = [lower, upper].map(end =>
    ['', '..'].includes(end) ? 'open' : (instant(end) ?? member(end)),
  )
  if (!from || !to || (lower === '' && upper === '')) return null
  if (from === 'open' || to === 'open')
    return {
      from: from === 'open' ? null : from.from,
      to: to === 'open' ? null : to.to,
      precision: 'open',
    }
  if (from.from === null || to.from === null || startOf(upper, to) < startOf(lower, from)) return null
  const days = [from, to].every(end => ['day', 'instant'].includes(end.precision))
  return { from: from.from, to: to.to, precision: days ? 'days' : 'range' }
}

/** The least bounds around them all; open where one of them is. */
const hull = (all: readonly Bounds[]): Bounds =>
  all.reduce((first, second) => ({
    from: first.from && second.from && (first.from < second.from ? first.from : second.from),
    to: first.to && second.to && (first.to > second.to ? first.to : second.to),
  }))

/** `a`, `a..b`, and, at the two ends of a set, `..b` and `a..`. */
const setMember = (text: string, place: { first: boolean; last: boolean }): Bounds | null => {
  if (!text.includes('..')) return member(text)
  const [lower = '', upper = '', ...rest] = text.split('..')
  const [from, to] = [member(lower), member(upper)]
  if (rest.length > 0 || (lower === '' && upper === '')) return null
  if (from === null && !(lower === '' && place.first)) return null
  if (to === null && !(upper === '' && place.last)) return null
  if (from?.from && to?.from && to.from < from.from) return null
  return { from: from?.from ?? null, to: to?.to ?? null }
}

const set = (text: string): Extent | null => {
  const found = /^(?:\[(.+)\]|\{(.+)\})$/.exec(text)
  if (found === null) return null
  const texts = (found[1] ?? found[2] ?? '').split(',')
  const read = texts.map((each, at) => setMember(each, { first: at === 0, last: at === texts.length - 1 }))
  const members = read.filter(each => each !== null)
  if (members.length < read.length) return null
  return { ...hull(members), precision: found[1] === undefined ? 'all-of' : 'one-of' }
}

const extentOf = (text: string): Extent | null => instant(text) ?? single(text) ?? interval(text) ?? set(text)

/** Sets and intervals of any use are far shorter; the database sorts by some of these texts. */
const longest = 400

/** Whether the text is a valid expression of the EDTF subset used here (levels 0, 1 and parts of 2). */
export const isEdtf = (text: string): boolean => extentOf(text) !== null

/**
 * A time in the Extended Date/Time Format (ISO 8601-2): `2025-12-11~/2025-12-20~`, `2023-05`, `../2024`.
 * Also intervals, seasons and quarters (21–41), unspecified digits `X`, sets `[a,b]` `{a,b}` and instants.
 */
export const Edtf = z.string().max(longest, { error: 'not-a-date' }).refine(isEdtf, { error: 'not-a-date' })
export type Edtf = z.infer<typeof Edtf>

/**
 * The days between which the time lies; approximation does not widen them. An instant lies on the day it is
 * written with, whatever its offset. Both ends are null for a text that is not EDTF.
 */
export const bounds = (edtf: string): Bounds => {
  const extent = extentOf(edtf)
  return { from: extent?.from ?? null, to: extent?.to ?? null }
}

/** Null for a text that is not EDTF. */
export const precisionOf = (edtf: string): Precision | null => extentOf(edtf)?.precision ?? null

/** Marked `~` or `%` anywhere. */
export const isApproximate = (edtf: string): boolean => /[~%]/.test(edtf)

/** Marked `?` or `%` anywhere. */
export const isUncertain = (edtf: string): boolean => /[?%]/.test(edtf)

const orderOf = (edtf: string) => {
  const extent = extentOf(edtf)
  if (extent === null) return ['9', '9', 0] as const
  const { from, to } = extent
  if (from === null && to === null) return ['9', '9', 0] as const
  return [from ?? '', to ?? '9', from === null ? 0 : startOf(edtf, extent)] as const
}

/** Order for sorting: by first day, then by last day, then by hour. Texts that are not EDTF, and unknown times, come last. */
export const compareDates = (a: string, b: string): number => {
  const [first, second] = [orderOf(a), orderOf(b)]
  if (first[0] !== second[0]) return first[0] < second[0] ? -1 : 1
  if (first[1] !== second[1]) return first[1] < second[1] ? -1 : 1
  return first[2] - second[2]
}
