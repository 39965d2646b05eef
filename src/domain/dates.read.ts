import type { CalendarName } from './calendars.ts'
import { addDays, daysBetween } from './dates.days.ts'
import { marking } from './dates.ends.ts'
import { carrying, hourIn } from './dates.grammar.ts'
import { phrase } from './dates.phrases.ts'
import {
  type DateNote,
  type DateRefusal,
  type Outcome,
  type Reference,
  type Resolved,
  isResolved,
} from './dates.reading.ts'
import { dateInYear, daysAsEdtf } from './dates.spans.ts'
import { type Token, shapeOf, tokensOf } from './dates.tokens.ts'
import type { Sort } from './dates.words.ts'
import { bounds, isApproximate, isEdtf, precisionOf } from './edtf.ts'
import { isRefusal, refuse } from './refusal.ts'

/** What is known of the text a date was written in. */
export interface ReadingOptions {
  /** When the text was published, EDTF: relative dates and dates without year are read against it. */
  readonly published?: string | undefined
  /** BCP 47; tells the calendar of years such as 1404. */
  readonly language?: string | undefined
  /** Whether the sentence speaks of the past or the future; words such as 'expected' tell it too. */
  readonly tense?: 'past' | 'future' | undefined
  /** The order of '03/04/2023' in this source. */
  readonly dayFirst?: boolean | undefined
}

/** A date as read, with everything that had to be supposed. */
export interface DateReading {
  readonly edtf: string
  /** First and last possible day, as `bounds` gives them. */
  readonly from: string | null
  readonly to: string | null
  readonly note?: readonly DateNote[]
  /** The calendar it was written in. */
  readonly calendar?: CalendarName
  /** Other readings in EDTF, the likeliest first. */
  readonly alternatives?: readonly string[]
}

const longest = 200

const has = (tokens: readonly Token[], sort: Sort) => tokens.some(token => token.sort === sort)

const calendarOf = (text: string, tokens: readonly Token[], language = ''): CalendarName => {
  const era = tokens.find(token => token.sort === 'era')?.name
  if (era === 'persian' || era === 'islamic-umalqura' || era === 'gregorian') return era
  if (/^(?:fa|prs|ps)\b/.test(language) || /[۰-۹]/.test(text)) return 'persian'
  return /^ar\b/.test(language) || /[٠-٩]/.test(text) ? 'islamic-umalqura' : 'gregorian'
}

const tenseOf = (tokens: readonly Token[], given: ReadingOptions['tense']) => {
  if (given !== undefined) return given
  if (has(tokens, 'future')) return 'future'
  return has(tokens, 'past') ? 'past' : undefined
}

const withHour = (resolved: Resolved, tokens: readonly Token[]): Outcome => {
  const hour = hourIn(tokens)
  if (hour === null) return resolved
  const edtf = `${resolved.edtf}T${hour}`
  if (precisionOf(resolved.edtf) !== 'day' || !isEdtf(edtf)) return refuse('unreadable-date')
  return {
    ...resolved,
    edtf,
    notes: [...resolved.notes, ...(has(tokens, 'zone') ? [] : ['zone-unknown' as const])],
  }
}

const withHedges = (resolved: Resolved, tokens: readonly Token[]): Resolved => {
  const about = has(tokens, 'circa') ? marking(resolved.edtf, '~') : resolved.edtf
  const edtf = has(tokens, 'perhaps') ? marking(about, '?') : about
  return {
    ...resolved,
    edtf,
    notes: [...resolved.notes, ...(has(tokens, 'by') ? ['at-the-latest' as const] : [])],
  }
}

/** Whether the words place the time by something that happened, which only a person can date. */
const isEventRelative = (tokens: readonly Token[]) => {
  const shape = shapeOf(tokens.filter(token => token.sort !== 'neutral'))
  if (/[MY#@]/.test(shape)) return false
  return shape.includes('V') || /^[xANnU]*[bkaz].*x|^[su]x/.test(shape)
}

const readWords = (text: string, reference: Reference, language?: string): Outcome => {
  const tokens = tokensOf(text)
  const written = carrying(tokens)
  const context = {
    ...reference,
    calendar: calendarOf(text, tokens, language),
    tense: tenseOf(tokens, reference.tense),
    dayFirst: reference.dayFirst ?? (/^ru\b/.test(language ?? '') && /\d\.\d/.test(text) ? true : undefined),
  }
  const resolved = phrase(written, context)
  if (isRefusal(resolved)) {
    const isUnread = resolved.refused === 'unreadable-date'
    return isUnread && isEventRelative(tokens) ? refuse('relative-to-an-event') : resolved
  }
  const hourly = withHour(resolved, tokens)
  return isRefusal(hourly) ? hourly : withHedges(hourly, tokens)
}

/** '24 Azar 1404 (15 December 2025)': one day in two calendars, which must agree. */
const readTwice = (text: string, reference: Reference, language?: string): Outcome | null => {
  const [, outer = '', inner = ''] =
    /^(.+?)\s*\((.+)\)$/.exec(text) ??
    /^(.+?)\s*(?:,?\s*corresponding to|الموافق(?: ل)?|برابر با|مطابق با|مصادف با)\s*(.+)$/u.exec(text) ??
    []
  if (outer === '' || inner === '') return null
  const [first, second] = [readWords(outer, reference, language), readWords(inner, reference, language)]
  if (isRefusal(first) || isRefusal(second)) return null
  const [a, b] = [bounds(first.edtf), bounds(second.edtf)]
  if (a.from === null || b.from === null) return null
  const apart = Math.abs(daysBetween(a.from, b.from))
  const isLunar = [first.calendar, second.calendar].includes('islamic-umalqura')
  if (apart > (isLunar ? 1 : 0)) return refuse('ambiguous-date', `${first.edtf} or ${second.edtf}`)
  const civil = second.calendar === 'gregorian' ? second : first
  return apart === 0 ? civil : { ...civil, notes: [...civil.notes, 'calendars-differ-by-a-day'] }
}

/** The days on which a text so dated may have come out; three days either way when that is approximate. */
const referenceDays = (published: string | undefined): readonly (string | null)[] => {
  const { from, to } = bounds(published ?? '')
  if (published === undefined || from === null || to === null) return [null]
  if (from !== to) return [from, to]
  return isApproximate(published) ? [from, addDays(from, -3), addDays(from, 3)] : [from]
}

/** One reading out of those for each possible day of publication: the same, or the days they span. */
const reconciled = (outcomes: readonly Outcome[]): Outcome => {
  const [first] = outcomes
  const refusal = outcomes.find(each => isRefusal(each))
  if (first === undefined || refusal !== undefined || isRefusal(first))
    return refusal ?? refuse('unreadable-date')
  const read = outcomes.filter(isResolved)
  if (read.every(each => each.edtf === first.edtf)) return first
  const notes: readonly DateNote[] = [...first.notes, 'publication-approximate']
  if (read.length === 3) return { ...first, edtf: marking(first.edtf, '~'), notes }
  const all = read.map(each => bounds(each.edtf))
  const from = all.map(each => each.from ?? '').reduce((a, b) => (a < b ? a : b))
  const to = all.map(each => each.to ?? '').reduce((a, b) => (a > b ? a : b))
  if (all.some(each => each.from === null || each.to === null)) return refuse('needs-reference-date')
  return { edtf: daysAsEdtf(from, to, '~'), notes }
}

/** A valid expression is taken as it is; what a person may have meant by it instead is noted. */
const asWritten = (edtf: string): Resolved => {
  const [, century = '', from = '', to = ''] = /^(\d\d)(\d\d)-(\d\d)$/.exec(edtf) ?? []
  if (Number(to) > 20 && to > from)
    return { edtf, notes: ['perhaps-a-range-of-years'], alternatives: [`${century}${from}/${century}${to}`] }
  const [, year, month, day] = /^(1[34]\d\d)(?:-(\d\d))?(?:-(\d\d))?$/.exec(edtf) ?? []
  if (year === undefined) return { edtf, notes: [] }
  const date = { ...(month && { month: Number(month) }), ...(day && { day: Number(day) }) }
  const solar = dateInYear({ calendar: 'persian', ...date }, Number(year))
  return { edtf, notes: ['perhaps-solar-hijri'], ...(solar && { alternatives: [solar.edtf] }) }
}

/**
 * The time that is meant by a date as people write it, in English, Arabic, Persian and Dari or Russian, in the
 * Gregorian, Solar Hijri or lunar Hijri calendar. EDTF is taken as it is. Nothing is guessed silently: what had
 * to be supposed is in `note`. Refuses with the written text, or the possible readings, as detail; never throws.
 */
export const readDate = (written: string, options: ReadingOptions = {}): DateReading | DateRefusal => {
  const text = written.trim()
  const detail = text.slice(0, longest)
  if (text === '' || text.length > longest) return refuse('unreadable-date', detail)
  const outcomes = referenceDays(options.published).map(day => {
    const { tense, dayFirst } = options
    const reference: Reference = { day, tense, dayFirst, calendar: 'gregorian' }
    return readTwice(text, reference, options.language) ?? readWords(text, reference, options.language)
  })
  const outcome = isEdtf(text) ? asWritten(text) : reconciled(outcomes)
  if (isRefusal(outcome)) return { ...outcome, detail: outcome.detail ?? detail }
  if (!isEdtf(outcome.edtf)) return refuse('impossible-date', detail)
  const { edtf, notes, calendar, alternatives } = outcome
  return {
    edtf,
    ...bounds(edtf),
    ...(notes.length > 0 && { note: [...new Set(notes)] }),
    ...(calendar && { calendar }),
    ...(alternatives && { alternatives }),
  }
}
