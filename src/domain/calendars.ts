import {
  type Calendar,
  CalendarDate,
  GregorianCalendar,
  IslamicUmalquraCalendar,
  PersianCalendar,
  toCalendar,
} from '@internationalized/date'
import { partsOfDay } from './dates.days.ts'

/**
 * Calendars people write in. `persian` is the Solar Hijri year of Iran and Afghanistan, `islamic-umalqura` the
 * lunar Hijri year as computed in Mecca: what is observed elsewhere may differ from it by a day.
 */
export type CalendarName = 'gregorian' | 'persian' | 'islamic-umalqura'

/** A day in some calendar; the month counts from 1. */
export interface DayOfCalendar {
  readonly year: number
  readonly month: number
  readonly day: number
}

const calendars: Record<CalendarName, Calendar> = {
  gregorian: new GregorianCalendar(),
  persian: new PersianCalendar(),
  'islamic-umalqura': new IslamicUmalquraCalendar(),
}

/** First and last year that can be converted; the Umm al-Qura tables cover no more. */
const years: Record<CalendarName, readonly [number, number]> = {
  gregorian: [1, 9998],
  persian: [1, 9000],
  'islamic-umalqura': [1300, 1600],
}

/** The Gregorian ISO day of a day written in the calendar, or null when there is no such day. */
export const toIsoDay = (name: CalendarName, { year, month, day }: DayOfCalendar): string | null => {
  const [first, last] = years[name]
  if (year < first || year > last || month < 1 || month > 12 || day < 1) return null
  const date = new CalendarDate(calendars[name], year, month, day)
  // The library moves an impossible day to the nearest real one.
  if (date.month !== month || date.day !== day) return null
  return toCalendar(date, calendars.gregorian).toString()
}

/** The day of the calendar on a Gregorian ISO day. */
export const fromIsoDay = (name: CalendarName, isoDay: string): DayOfCalendar => {
  const { year, month, day } = partsOfDay(isoDay)
  const date = toCalendar(new CalendarDate(calendars.gregorian, year, month, day), calendars[name])
  return { year: date.year, month: date.month, day: date.day }
}

/** How many days the month of the calendar has. */
export const monthLength = (name: CalendarName, year: number, month: number): number =>
  calendars[name].getDaysInMonth(new CalendarDate(calendars[name], year, month, 1))

/** First and last ISO day of the months `from` to `to` of a year, or null when the year cannot be converted. */
export const monthsAsDays = (
  name: CalendarName,
  year: number,
  from: number,
  to: number,
): { from: string; to: string } | null => {
  const first = toIsoDay(name, { year, month: from, day: 1 })
  const last = first && toIsoDay(name, { year, month: to, day: monthLength(name, year, to) })
  return first && last ? { from: first, to: last } : null
}
