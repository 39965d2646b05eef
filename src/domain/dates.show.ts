import { type CalendarName, fromIsoDay, monthLength } from './calendars.ts'
import { addDays, isoYear } from './dates.days.ts'
import { endsOf, unitAfter } from './dates.ends.ts'
import { type DatePhrases, phrasesFor } from './dates.show.phrases.ts'
import { bounds, isApproximate, isEdtf, isUncertain, precisionOf } from './edtf.ts'

/** How a date is shown. */
export interface ShowOptions {
  /** BCP 47. Phrases exist in English, Arabic and Persian; `prs` (Dari) takes the month names of Afghanistan. */
  readonly locale: string
  /** Gregorian unless said. */
  readonly calendar?: CalendarName | undefined
  /** IANA name of the zone in which instants are told; their own, or UTC, unless said. */
  readonly zone?: string | undefined
}

const regions: Record<string, string> = { en: 'en-GB', fa: 'fa-IR', prs: 'fa-AF' }

const formatter = ({ locale, calendar = 'gregorian' }: ShowOptions, fields: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(regions[locale] ?? locale, {
    timeZone: 'UTC',
    calendar: calendar === 'gregorian' ? 'gregory' : calendar,
    ...fields,
  })

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`)

/** Ranges of days and years close up, others keep their spaces; 'AP' is not used in English diplomatic texts. */
const tidy = (text: string) =>
  text
    .replaceAll(/[\u2009\u202f]/g, ' ')
    .replace(/^(\p{Nd}{1,2}|\p{Nd}{4}) ?– ?(?=(?:\p{Nd}{1,2}|\p{Nd}{4})(?!\p{Nd}))/u, '$1–')
    .replaceAll(/(?<=\p{Nd}) AP\b/gu, '')

const day = (iso: string, options: ShowOptions) =>
  tidy(formatter(options, { dateStyle: 'long' }).format(dateOf(iso)))

const days = (from: string, to: string, options: ShowOptions) =>
  tidy(formatter(options, { dateStyle: 'long' }).formatRange(dateOf(from), dateOf(to)))

/** Put together from parts: Persian locale data have the year before the month. */
const joined = (iso: string, options: ShowOptions, fields: Intl.DateTimeFormatOptions) => {
  const parts = formatter(options, fields).formatToParts(dateOf(iso))
  const wanted = ['month', 'year', 'relatedYear', 'era'].flatMap(type =>
    parts.filter(part => part.type === type),
  )
  return tidy(wanted.map(part => part.value).join(' '))
}

const month = (iso: string, options: ShowOptions) => joined(iso, options, { month: 'long', year: 'numeric' })

const year = (iso: string, options: ShowOptions) => joined(iso, options, { year: 'numeric' })

const months = (from: string, to: string, options: ShowOptions, { between }: DatePhrases) => {
  if (month(from, options) === month(to, options)) return month(from, options)
  const isSameYear = year(from, options) === year(to, options)
  return between(
    isSameYear ? joined(from, options, { month: 'long' }) : month(from, options),
    month(to, options),
  )
}

/** A stretch of days in another calendar: by its own months and years where it is made of them. */
const converted = (edtf: string, from: string, to: string, options: ShowOptions, phrases: DatePhrases) => {
  const calendar = options.calendar ?? 'gregorian'
  const [first, last] = [fromIsoDay(calendar, from), fromIsoDay(calendar, to)]
  const isWhole = first.day === 1 && last.day === monthLength(calendar, last.year, last.month)
  if (isWhole && first.month === 1 && last.month === 12 && first.year === last.year)
    return year(from, options)
  const isFine = ['days', 'month'].includes(precisionOf(edtf) ?? '')
  const isRough = isApproximate(edtf) && precisionOf(edtf) === 'month'
  if (isWhole || !isFine || isRough) return months(from, to, options, phrases)
  return days(from, to, options)
}

const season = (edtf: string, options: ShowOptions, phrases: DatePhrases) =>
  phrases.season(Number(edtf.slice(5)), year(`${edtf.slice(0, 4)}-06-01`, options))

const years = (from: string, to: string, options: ShowOptions, { between }: DatePhrases) =>
  tidy(between(year(from, options), year(to, options)))

const several = (from: string, to: string, options: ShowOptions, phrases: DatePhrases) =>
  from.slice(0, 3) === to.slice(0, 3)
    ? phrases.decade(year(from, options))
    : years(from, to, options, phrases)

const set = (edtf: string, options: ShowOptions) => {
  const isOneOf = edtf.startsWith('[')
  const members = edtf
    .slice(1, -1)
    .split(',')
    .map(member => {
      const [lower = '', upper] = member.split('..')
      return upper === undefined ? plain(lower, options) : plain(`${lower || '..'}/${upper || '..'}`, options)
    })
  const type = isOneOf ? 'disjunction' : 'conjunction'
  return new Intl.ListFormat(regions[options.locale] ?? options.locale, { type }).format(members)
}

const interval = (edtf: string, from: string, to: string, options: ShowOptions, phrases: DatePhrases) => {
  const { lower, upper } = endsOf(edtf)
  const kinds = [precisionOf(lower), precisionOf(upper)]
  const isAll = (kind: string) => kinds.every(each => each === kind)
  if (isAll('day')) return days(from, to, options)
  if (isAll('month')) return months(from, to, options, phrases)
  if (isAll('year')) return years(from, to, options, phrases)
  return phrases.between(plain(lower, options), plain(upper, options))
}

const open = (edtf: string, options: ShowOptions, phrases: DatePhrases) => {
  const { lower, upper } = endsOf(edtf)
  const { from, to } = bounds(edtf)
  const isGregorian = (options.calendar ?? 'gregorian') === 'gregorian'
  if (from !== null) return phrases.from(isGregorian ? plain(lower, options) : day(from, options))
  if (to === null) return phrases.unknown
  return phrases.before(isGregorian ? plain(unitAfter(upper), options) : day(addDays(to, 1), options))
}

/** The text without its marks of approximation. */
const plain = (edtf: string, options: ShowOptions): string => {
  const phrases = phrasesFor(options.locale)
  const precision = precisionOf(edtf)
  const { from, to } = bounds(edtf)
  if (precision === null) return edtf
  if (precision === 'instant') return showInstant(edtf, options)
  if (precision === 'open') return open(edtf, options, phrases)
  if (precision === 'one-of' || precision === 'all-of') return set(edtf, options)
  if (from === null || to === null) return phrases.unknown
  if (precision === 'day') return day(from, options)
  if ((options.calendar ?? 'gregorian') !== 'gregorian') return converted(edtf, from, to, options, phrases)
  if (precision === 'days' || precision === 'range') return interval(edtf, from, to, options, phrases)
  if (precision === 'month') return month(from, options)
  if (precision === 'season') return season(edtf, options, phrases)
  return precision === 'years' ? several(from, to, options, phrases) : year(from, options)
}

/**
 * The date as a person reads it, as exactly as it is known: '11–20 December 2025, approximately', 'before 12 May
 * 2023', 'first quarter of 2026'. Says by itself what is approximate or uncertain. Text that is not EDTF is given
 * back as it is. Throws RangeError for a zone that does not exist.
 */
export const showDate = (edtf: string, options: ShowOptions): string => {
  if (!isEdtf(edtf)) return edtf
  const { approximately, uncertain } = phrasesFor(options.locale)
  const text = plain(edtf, options)
  const about = isApproximate(edtf) ? approximately(text) : text
  return isUncertain(edtf) ? uncertain(about) : about
}

/** The date in the reader's calendar, and in brackets in a second one: '15 December 2025 (24 Azar 1404)'. */
export const showBoth = (
  edtf: string,
  options: ShowOptions & { readonly secondary: CalendarName },
): string => {
  const first = showDate(edtf, options)
  const second = plain(edtf, { ...options, calendar: options.secondary })
  return second === plain(edtf, options) ? first : `${first} (${second})`
}

const hasOffset = (iso: string) => /(?:Z|[+-]\d\d:\d\d)$/.test(iso)

const instantOf = (iso: string) => new Date(hasOffset(iso) || !iso.includes('T') ? iso : `${iso}Z`)

/**
 * Day and hour of an instant on the clock of the zone, the zone named: '6 June 2023, 19:29 GMT+4:30'. An instant
 * written without offset keeps its hour and names no zone. Text that is no instant is given back as it is.
 */
export const showInstant = (iso: string, options: ShowOptions): string => {
  const at = instantOf(iso)
  if (Number.isNaN(at.getTime())) return iso
  const zone = hasOffset(iso) ? (options.zone ?? 'UTC') : 'UTC'
  const date = tidy(formatter(options, { dateStyle: 'long', timeZone: zone }).format(at))
  const hour = formatter(options, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
    ...(hasOffset(iso) && { timeZoneName: 'short' }),
  }).format(at)
  return `${date}${phrasesFor(options.locale).comma}${hour.replaceAll('\u202f', ' ')}`
}

/** The ISO day it is in the zone at the instant; the day as written when the text has no offset. */
export const dayIn = (iso: string, zone: string): string => {
  if (!hasOffset(iso)) return iso.slice(0, 10)
  const fields = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone } as const
  const parts = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', fields).formatToParts(instantOf(iso))
  const value = (type: string) => parts.find(part => part.type === type)?.value ?? ''
  return `${isoYear(Number(value('year')))}-${value('month')}-${value('day')}`
}
