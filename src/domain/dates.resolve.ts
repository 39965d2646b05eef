import { type CalendarName, fromIsoDay } from './calendars.ts'
import { addDays, addMonths, daysBetween, isoMonth, isoYear, weekdayOf } from './dates.days.ts'
import type { Written } from './dates.grammar.ts'
import { numericDate } from './dates.numeric.ts'
import { type Span, dateInYear, daysAsEdtf, seasonInYear, spanOf } from './dates.spans.ts'
import type { DateNote, DateRefusal, Reference, Resolved } from './dates.reading.ts'
import { isRefusal, refuse } from './refusal.ts'

type Dated<Type extends Written['type']> = Extract<Written, { type: Type }>

const distance = (span: Span, day: string) =>
  day < span.from ? daysBetween(day, span.from) : day > span.to ? daysBetween(span.to, day) : 0

/** Candidates the direction and tense allow, nearest first. */
const nearest = (spans: readonly Span[], day: string, direction?: number, tense?: 'past' | 'future') => {
  const allowed = spans.filter(({ from, to }) => {
    if (direction === -1) return to < day
    if (direction === 1) return from > day
    return tense === undefined || (tense === 'past' ? from <= day : to >= day)
  })
  return allowed.toSorted((a, b) => distance(a, day) - distance(b, day))
}

/** Years far enough around the day to hold a 29 February of the weekday named. */
const yearsAround = (calendar: CalendarName, day: string) => {
  const { year } = fromIsoDay(calendar, day)
  return Array.from({ length: 81 }, (_, at) => year - 40 + at)
}

const isSpan = (span: Span | null): span is Span => span !== null

const inferred = (
  make: (year: number) => Span | null,
  calendar: CalendarName,
  { direction, yearDirection, weekday }: { direction?: number; yearDirection?: number; weekday?: number },
  { day, tense }: Reference,
): Resolved | DateRefusal => {
  if (day === null) {
    const isPossible = yearsAround(calendar, '2000-01-01').some(year => make(year) !== null)
    return refuse(isPossible ? 'needs-reference-date' : 'impossible-date')
  }
  const current = fromIsoDay(calendar, day).year
  if (yearDirection !== undefined || direction === 0) {
    const span = make(current + (yearDirection ?? 0))
    return span ? { edtf: span.edtf, notes: ['relative-to-publication'] } : refuse('impossible-date')
  }
  const spans = yearsAround(calendar, day).map(make).filter(isSpan)
  // A weekday that fits only a far year is likelier a slip of the pen.
  const isNamed = weekday !== undefined
  const [first, second] = nearest(spans, day, direction, tense)
  if (first === undefined || (isNamed && distance(first, day) > 366)) return refuse('impossible-date')
  if (direction !== undefined) return { edtf: first.edtf, notes: ['relative-to-publication'] }
  return {
    edtf: first.edtf,
    notes: ['year-inferred'],
    ...(tense === undefined && second && { alternatives: [second.edtf] }),
  }
}

const lunarNotes = (calendar: CalendarName): DateNote[] =>
  calendar === 'islamic-umalqura' ? ['observance-may-differ'] : []

/** 'Ramadan 2025': the month of the other calendar that begins in the Gregorian year. */
const inGregorianYear = (date: Dated<'calendar'>, year: number): Resolved | DateRefusal => {
  const first = fromIsoDay(date.calendar, `${isoYear(year)}-01-01`).year
  const spans = [first, first + 1, first + 2].map(each => dateInYear(date, each)).filter(isSpan)
  const [span, other] = spans.filter(({ from }) => from.startsWith(isoYear(year)))
  if (span === undefined) return refuse('impossible-date')
  if (other !== undefined) return refuse('ambiguous-date', `${span.edtf} or ${other.edtf}`)
  return { edtf: span.edtf, notes: ['year-is-gregorian'] }
}

const calendarDate = (written: Dated<'calendar'>, reference: Reference): Resolved | DateRefusal => {
  const isHijri = written.year !== undefined && written.year < 1600
  const calendar = written.month === undefined && isHijri ? reference.calendar : written.calendar
  const date = { ...written, calendar }
  const { year } = date
  if (year === undefined) {
    const resolved = inferred(each => dateInYear(date, each), calendar, date, reference)
    return isRefusal(resolved) ? resolved : withCalendar(resolved, calendar)
  }
  const foreign = calendar !== 'gregorian' && year > 1600
  const span = foreign ? null : dateInYear(date, year)
  if (foreign) {
    const resolved = inGregorianYear(date, year)
    return isRefusal(resolved) ? resolved : withCalendar(resolved, calendar)
  }
  return span === null ? refuse('impossible-date') : withCalendar({ edtf: span.edtf, notes: [] }, calendar)
}

const withCalendar = (resolved: Resolved, calendar: CalendarName): Resolved => ({
  ...resolved,
  notes: [...resolved.notes, ...lunarNotes(calendar)],
  calendar,
})

const seasonDate = (written: Dated<'season'>, reference: Reference): Resolved | DateRefusal => {
  const { code, year, part } = written
  const calendar =
    reference.calendar === 'persian' && (year === undefined || year < 1600) ? 'persian' : 'gregorian'
  const make = (each: number) => seasonInYear(calendar, code, each, part)
  const resolved =
    year === undefined
      ? inferred(make, calendar, written, reference)
      : { edtf: make(year)?.edtf ?? '', notes: [] }
  if (isRefusal(resolved)) return resolved
  if (resolved.edtf === '') return refuse('impossible-date')
  if (code !== 24 || calendar !== 'gregorian') return { ...resolved, calendar }
  const earlier = make(Number(resolved.edtf.slice(0, 4)) - 1)
  return {
    ...resolved,
    notes: [...resolved.notes, 'winter-spans-years'],
    alternatives: [...(resolved.alternatives ?? []), ...(earlier ? [earlier.edtf] : [])],
  }
}

/** A weekday without date: the last one up to publication unless the future is spoken of. */
const weekdayDate = (
  { weekday: wanted, direction }: Dated<'weekday'>,
  { day, tense }: Reference,
): Resolved | DateRefusal => {
  if (day === null) return refuse('needs-reference-date')
  const back = (weekdayOf(day) - wanted + 7) % 7
  const ahead = (wanted - weekdayOf(day) + 7) % 7
  const last = addDays(day, direction === -1 && back === 0 ? -7 : -back)
  const next = addDays(day, direction === 1 && ahead === 0 ? 7 : ahead)
  if (direction === -1) return { edtf: last, notes: ['relative-to-publication'] }
  if (direction === 1)
    return {
      edtf: next,
      notes: ['relative-to-publication', 'next-is-ambiguous'],
      alternatives: [addDays(next, 7)],
    }
  if (tense === 'future' || (tense === undefined && direction === 0))
    return { edtf: next, notes: ['relative-to-publication'] }
  if (tense === 'past') return { edtf: last, notes: ['relative-to-publication'] }
  return { edtf: last, notes: ['relative-to-publication', 'past-assumed'], alternatives: [addDays(last, 7)] }
}

/** The day so many units away. Days are exact, anything longer is meant roughly. */
const away = (day: string, count: number, unit: string) => {
  if (unit === 'day') return addDays(day, count)
  if (unit === 'week') return addDays(day, count * 7)
  return addMonths(day, unit === 'year' ? count * 12 : count)
}

/** 'in a month' is a month, 'in two weeks' a day: no finer than the unit is usually meant. */
const cut = (day: string, unit: string) => {
  if (unit === 'year') return `${day.slice(0, 4)}~`
  if (unit === 'month') return `${day.slice(0, 7)}~`
  return unit === 'week' ? `${day}~` : day
}

const offset = (written: Dated<'offset'>, { day }: Reference): Resolved | DateRefusal => {
  const { unit, direction, count, weekday: named } = written
  if (day === null) return refuse('needs-reference-date')
  if (count !== null) {
    const edtf = cut(away(day, direction * count, unit), unit)
    if (named !== undefined && weekdayOf(edtf) !== named) return refuse('impossible-date')
    return { edtf, notes: ['relative-to-publication'] }
  }
  const ends = [2, 7].map(each => cut(away(day, direction * each, unit), unit).replace('~', ''))
  const [from = '', to = ''] = direction < 0 ? ends.toReversed() : ends
  return { edtf: daysAsEdtf(from, to, '~'), notes: ['relative-to-publication', 'vague-count'] }
}

const span = ({ unit, direction, count }: Dated<'span'>, { day }: Reference): Resolved | DateRefusal => {
  if (day === null) return refuse('needs-reference-date')
  const other = away(day, (direction < 0 ? -1 : 1) * (count ?? 7), unit)
  const [from, to] = other < day ? [other, day] : [day, other]
  const notes: DateNote[] =
    count === null ? ['relative-to-publication', 'vague-count'] : ['relative-to-publication']
  return { edtf: daysAsEdtf(from, to, unit === 'day' && count !== null ? '' : '~'), notes }
}

/** 'next week', 'this year', 'the end of last month'. */
const unitDate = (written: Dated<'unit'>, reference: Reference): Resolved | DateRefusal => {
  const { unit, direction, part } = written
  const { day } = reference
  if (day === null) return refuse('needs-reference-date')
  const there = away(day, direction, unit)
  const notes: DateNote[] = ['relative-to-publication']
  if (unit === 'week') {
    const monday = addDays(there, -((weekdayOf(there) + 6) % 7))
    if (part !== undefined) return refuse('unreadable-date')
    return { edtf: daysAsEdtf(monday, addDays(monday, 6), '~'), notes: [...notes, 'week-starts-monday'] }
  }
  if (unit === 'day') return part === undefined ? { edtf: there, notes } : refuse('unreadable-date')
  const { year, month } = fromIsoDay('gregorian', there)
  if (part === undefined) return { edtf: unit === 'year' ? isoYear(year) : isoMonth(year, month), notes }
  const found = dateInYear({ calendar: 'gregorian', part, ...(unit === 'month' && { month }) }, year)
  return found ? { edtf: found.edtf, notes } : refuse('unreadable-date')
}

/** Early, mid and late are the thirds of a decade, roughly. */
const decade = ({ year, part }: Dated<'decade'>): Resolved | DateRefusal => {
  if (part === undefined) return { edtf: `${isoYear(year).slice(0, 3)}X`, notes: [] }
  const [first, last] = /early|beginning/.test(part) ? [0, 3] : part === 'mid' ? [4, 6] : [7, 9]
  if (part.includes('-')) return refuse('unreadable-date')
  return { edtf: `${isoYear(year + first)}~/${isoYear(year + last)}~`, notes: [] }
}

/** The time meant, given when and in what sense it was written. */
export const resolve = (written: Written, reference: Reference): Resolved | DateRefusal => {
  switch (written.type) {
    case 'calendar':
      return calendarDate(written, reference)
    case 'season':
      return seasonDate(written, reference)
    case 'weekday':
      return weekdayDate(written, reference)
    case 'offset':
      return offset(written, reference)
    case 'span':
      return span(written, reference)
    case 'unit':
      return unitDate(written, reference)
    case 'decade':
      return decade(written)
    case 'numeric':
      return numericDate(written, reference)
    case 'edtf':
      if (reference.calendar !== 'gregorian' && /^1[345]\d\d-\d\d-\d\d$/.test(written.edtf))
        return numericDate({ type: 'numeric', text: written.edtf }, reference)
      return spanOf(written.edtf) ? { edtf: written.edtf, notes: [] } : refuse('unreadable-date')
  }
}
