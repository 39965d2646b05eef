import { type CalendarName, fromIsoDay, monthLength, monthsAsDays, toIsoDay } from './calendars.ts'
import { isoMonth, isoYear, weekdayOf } from './dates.days.ts'
import { bounds, monthsOfSeason } from './edtf.ts'

/** An expression with its bounds at hand, both ends known. */
export interface Span {
  readonly edtf: string
  readonly from: string
  readonly to: string
}

/** A date within a given year of its calendar. */
export interface DateOfYear {
  readonly calendar: CalendarName
  readonly month?: number
  readonly day?: number
  readonly weekday?: number
  readonly part?: string
}

/** The expression with its bounds, or null when it is not EDTF or has an open end. */
export const spanOf = (edtf: string): Span | null => {
  const { from, to } = bounds(edtf)
  return from !== null && to !== null ? { edtf, from, to } : null
}

/** Both days as one expression: the day itself when they are the same. */
export const daysAsEdtf = (from: string, to: string, mark = ''): string =>
  from === to ? from + mark : `${from}${mark}/${to}${mark}`

/** First day, last day and mark of a part of a month of so many days. Thirds are what is meant roughly. */
const partOfMonth = (part: string, length: number): readonly [number, number, string] | null => {
  const thirds: Record<string, readonly [number, number, string]> = {
    early: [1, 10, '~'],
    beginning: [1, 10, '~'],
    mid: [11, 20, '~'],
    late: [21, length, '~'],
    end: [21, length, '~'],
    'first-half': [1, 15, ''],
    'second-half': [16, length, ''],
    'first-week': [1, 7, ''],
    'last-week': [length - 6, length, ''],
  }
  return thirds[part] ?? null
}

/** First month, last month and mark of a part of a year. */
const partsOfYear: Record<string, readonly [number, number, string]> = {
  early: [1, 4, '~'],
  beginning: [1, 2, '~'],
  mid: [5, 8, '~'],
  late: [9, 12, '~'],
  end: [11, 12, '~'],
  'first-half': [1, 6, ''],
  'second-half': [7, 12, ''],
}

/** Lunar months begin when the moon is seen: what was observed may differ from the computed day. */
const markOf = (calendar: CalendarName, mark: string) => (calendar === 'islamic-umalqura' ? '~' : mark)

const months = (
  calendar: CalendarName,
  year: number,
  [from, to, mark]: readonly [number, number, string],
) => {
  if (calendar === 'gregorian' && mark === '' && to - from === 5)
    return `${isoYear(year)}-${from === 1 ? 40 : 41}`
  if (calendar === 'gregorian') return `${isoMonth(year, from)}${mark}/${isoMonth(year, to)}${mark}`
  const days = monthsAsDays(calendar, year, from, to)
  return days && daysAsEdtf(days.from, days.to, markOf(calendar, mark))
}

const wholeYear = (calendar: CalendarName, year: number) =>
  calendar === 'gregorian' ? isoYear(year) : months(calendar, year, [1, 12, ''])

const wholeMonth = (calendar: CalendarName, year: number, month: number) => {
  if (calendar === 'gregorian') return isoMonth(year, month)
  return months(calendar, year, [month, month, ''])
}

const partOf = ({ calendar, month }: DateOfYear, year: number, part: string) => {
  if (month === undefined) return partsOfYear[part] ? months(calendar, year, partsOfYear[part]) : null
  const days = partOfMonth(part, monthLength(calendar, year, month))
  const from = days && toIsoDay(calendar, { year, month, day: days[0] })
  const to = days && toIsoDay(calendar, { year, month, day: days[1] })
  return from && to && days ? daysAsEdtf(from, to, markOf(calendar, days[2])) : null
}

const dayOf = ({ calendar, weekday }: DateOfYear, year: number, month: number, day: number) => {
  const found = toIsoDay(calendar, { year, month, day })
  if (found === null || (weekday !== undefined && weekdayOf(found) !== weekday)) return null
  return found + markOf(calendar, '')
}

/** The date in that year of its calendar, or null when the year has no such day or it falls on another weekday. */
export const dateInYear = (date: DateOfYear, year: number): Span | null => {
  const { calendar, month, day, part } = date
  if (calendar !== 'gregorian' && monthsAsDays(calendar, year, 1, 12) === null) return null
  if (year < 1 || year > 9998) return null
  const edtf =
    part !== undefined
      ? partOf(date, year, part)
      : month === undefined
        ? wholeYear(calendar, year)
        : day === undefined
          ? wholeMonth(calendar, year, month)
          : dayOf(date, year, month, day)
  return edtf === null ? null : spanOf(edtf)
}

/** A season or quarter of a Gregorian or Solar Hijri year; a part of it is one of its months, roughly. */
export const seasonInYear = (
  calendar: CalendarName,
  code: number,
  year: number,
  part?: string,
): Span | null => {
  if (year < 1 || year > 9997) return null
  if (calendar !== 'gregorian') {
    const first = ((code - (code > 24 ? 33 : 21)) % 4) * 3 + 1
    const edtf = months(calendar, year, [first, first + 2, part === undefined ? '' : '~'])
    return edtf === null ? null : spanOf(edtf)
  }
  const extent = part === undefined ? null : monthsOfSeason(year, code)
  if (extent === null) return spanOf(`${isoYear(year)}-${code}`)
  const middle = spanOf(extent.from)?.to
  const month =
    part === 'mid'
      ? middle && monthAfter(middle)
      : /early|beginning/.test(part ?? '')
        ? extent.from
        : extent.to
  return month ? spanOf(`${month}~`) : null
}

const monthAfter = (day: string) => {
  const { year, month } = fromIsoDay('gregorian', day)
  return month === 12 ? isoMonth(year + 1, 1) : isoMonth(year, month + 1)
}
