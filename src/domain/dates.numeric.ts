import { type CalendarName, toIsoDay } from './calendars.ts'
import { weekdayOf } from './dates.days.ts'
import type { Written } from './dates.grammar.ts'
import type { DateRefusal, Reference, Resolved } from './dates.reading.ts'
import { refuse } from './refusal.ts'

type Numeric = Extract<Written, { type: 'numeric' }>

/** Years of the Solar and lunar Hijri calendars that overlap in numbers; neither is guessed. */
const isHijriYear = (year: number) => year >= 1300 && year < 1600

const calendarsOf = (year: number, preferred: CalendarName): CalendarName[] => {
  if (!isHijriYear(year)) return ['gregorian']
  return preferred === 'gregorian' ? ['persian', 'islamic-umalqura'] : [preferred]
}

const readings = (year: number, month: number, day: number, preferred: CalendarName) =>
  calendarsOf(year, preferred).flatMap((calendar): { day: string; calendar: CalendarName }[] => {
    const found = toIsoDay(calendar, { year, month, day })
    return found === null ? [] : [{ day: found, calendar }]
  })

/** '03/04/2023' is two days until the order is known; '14/07/2021' and '2021/07/14' are one. */
export const numericDate = (
  { text, weekday }: Numeric,
  { calendar, dayFirst }: Reference,
): Resolved | DateRefusal => {
  const [first = '', second = '', third = '', ...rest] = text.split(/[/.-]/)
  if (rest.length > 0 || third === '') return refuse('ambiguous-date')
  const [a, b, c] = [Number(first), Number(second), Number(third)]
  if (first.length < 3 && third.length < 3) return refuse('ambiguous-date')
  if (first.length === 3 || third.length === 3 || first.length + third.length > 6)
    return refuse('unreadable-date')
  const dayLast = first.length === 4 ? readings(a, b, c, calendar) : []
  const dayBefore = first.length < 3 ? readings(c, b, a, calendar) : []
  const monthBefore = first.length < 3 ? readings(c, a, b, calendar) : []
  const chosen = dayFirst === undefined ? [...dayBefore, ...monthBefore] : dayFirst ? dayBefore : monthBefore
  const all = [...dayLast, ...chosen].filter(each => weekday === undefined || weekdayOf(each.day) === weekday)
  const [found] = all
  if (found === undefined) return refuse('impossible-date')
  const days = [...new Set(all.map(each => each.day))]
  if (days.length > 1) return refuse('ambiguous-date', days.join(' or '))
  const isOrderGiven = dayFirst === true && monthBefore.length > 0 && a !== b
  if (found.calendar === 'islamic-umalqura')
    return { edtf: `${found.day}~`, calendar: found.calendar, notes: ['observance-may-differ'] }
  return { edtf: found.day, calendar: found.calendar, notes: isOrderGiven ? ['day-first'] : [] }
}
