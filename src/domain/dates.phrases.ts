import { addDays, daysBetween } from './dates.days.ts'
import { afterIt, asSet, beforeIt, fromTo, sinceIt, untilIt } from './dates.ends.ts'
import { writtenDate } from './dates.grammar.ts'
import { type Outcome, type Reference, type Resolved, isResolved } from './dates.reading.ts'
import { resolve } from './dates.resolve.ts'
import { type Token, shapeOf } from './dates.tokens.ts'
import type { Sort } from './dates.words.ts'
import { bounds, precisionOf } from './edtf.ts'
import { isRefusal, refuse } from './refusal.ts'

const has = (tokens: readonly Token[], sort: Sort) => tokens.some(token => token.sort === sort)

const taken = (tokens: readonly Token[], sort: Sort) => tokens.filter(token => token.sort === sort)

/** What the first of two dates leaves to the second, and the second to the first: '3–5 May', 'May 3–5'. */
const completed = (tokens: readonly Token[], from: readonly Token[]): Token[] => {
  const needsMonth = has(tokens, 'number') || (has(tokens, 'part') && !has(tokens, 'year'))
  const month = needsMonth && !has(tokens, 'month') && !has(tokens, 'unit') ? taken(from, 'month') : []
  const isDated = has(tokens, 'month') || month.length > 0 || (has(tokens, 'part') && !has(tokens, 'unit'))
  const year = isDated && !has(tokens, 'year') ? taken(from, 'year') : taken(tokens, 'year')
  return [...tokens.filter(token => token.sort !== 'year'), ...month, ...year]
}

/** '2022–24': the second year in the century of the first. */
const inCentury = (tokens: readonly Token[], [year]: readonly Token[]): readonly Token[] => {
  const [only] = tokens
  if (tokens.length !== 1 || only?.sort !== 'number' || year?.sort !== 'year' || only.name.length !== 2)
    return tokens
  return [{ ...only, sort: 'year', value: Math.floor(year.value / 100) * 100 + only.value }]
}

const inYear = (tokens: readonly Token[], step: number): Token[] =>
  tokens.map(token => (token.sort === 'year' ? { ...token, value: token.value + step } : token))

const single = (tokens: readonly Token[], reference: Reference): Outcome => {
  const written = writtenDate(tokens)
  return written === null ? refuse('unreadable-date') : resolve(written, reference)
}

const follows = (first: Resolved, second: Resolved) =>
  (bounds(first.edtf).from ?? '') <= (bounds(second.edtf).from ?? '')

const joined = (edtf: string, parts: readonly Resolved[]): Resolved => ({
  edtf,
  notes: [...new Set(parts.flatMap(part => part.notes))].filter(note => note !== 'past-assumed'),
  ...(parts[0]?.calendar && { calendar: parts[0].calendar }),
})

/** The second date read as following the first: next year's when it would otherwise come before. */
const second = (
  tokens: readonly Token[],
  left: readonly Token[],
  first: Resolved,
  reference: Reference,
): Outcome => {
  const whole = completed(tokens, left)
  if (has(whole, 'year')) {
    const read = single(whole, reference)
    if (isRefusal(read) || follows(first, read) || has(tokens, 'year')) return read
    return single(inYear(whole, 1), reference)
  }
  const from = bounds(first.edtf).from
  const isPlain = !has(tokens, 'day') && !has(tokens, 'relative') && !has(tokens, 'unit')
  return single(whole, isPlain && from !== null ? { ...reference, day: from, tense: 'future' } : reference)
}

const range = (left: readonly Token[], right: readonly Token[], reference: Reference): Outcome => {
  const later = inCentury(right, left)
  const earlier = completed(left, later)
  const borrowed = has(earlier, 'year') && !has(left, 'year')
  const first = single(earlier, reference)
  if (isRefusal(first)) return first
  const last = second(later, earlier, first, reference)
  if (isRefusal(last)) return last
  // '28 December – 3 January 2024' begins in 2023.
  const begun = borrowed && !follows(first, last) ? single(inYear(earlier, -1), reference) : first
  if (isRefusal(begun)) return begun
  const edtf = fromTo(begun.edtf, last.edtf)
  return edtf === null ? refuse('impossible-date') : joined(edtf, [begun, last])
}

const split = (tokens: readonly Token[], isBoundary: (token: Token) => boolean): Token[][] => {
  const groups: Token[][] = [[]]
  for (const token of tokens) {
    if (isBoundary(token)) groups.push([])
    else groups.at(-1)?.push(token)
  }
  return groups
}

/** Weekdays named together are days of one week; each is read next to its neighbour. */
const neighbouring = (groups: readonly Token[][], reference: Reference): Outcome[] => {
  const isAhead = reference.tense === 'future'
  const ordered = isAhead ? groups : groups.toReversed()
  const read: Outcome[] = []
  let { day } = reference
  for (const group of ordered) {
    const outcome = single(group, { ...reference, day, tense: isAhead ? 'future' : 'past' })
    read.push(outcome)
    if (!isRefusal(outcome) && day !== null) day = addDays(outcome.edtf.slice(0, 10), isAhead ? 1 : -1)
  }
  return isAhead ? read : read.toReversed()
}

const isConsecutive = (dates: readonly Resolved[]) =>
  dates.every(
    ({ edtf }, at) =>
      precisionOf(edtf) === 'day' &&
      (at === 0 || daysBetween(dates[at - 1]?.edtf.slice(0, 10) ?? '', edtf.slice(0, 10)) === 1),
  )

/** '9 and 10 October', 'Saturday and Sunday', '12 or 13 May'. */
const list = (groups: readonly Token[][], kind: 'all' | 'one', reference: Reference): Outcome => {
  if (groups.length < 2 || groups.some(group => group.length === 0)) return refuse('unreadable-date')
  const complete = groups.map(group => completed(group, groups.at(-1) ?? []))
  const whole = complete.map(group => completed(group, complete[0] ?? []))
  const isWeekdays = whole.every(group => shapeOf(group) === 'W')
  const outcomes = isWeekdays ? neighbouring(whole, reference) : whole.map(group => single(group, reference))
  const refusal = outcomes.find(each => isRefusal(each))
  if (refusal !== undefined) return refusal
  const dates = outcomes.filter(isResolved)
  const [first, last] = [dates[0], dates.at(-1)]
  if (first === undefined || last === undefined) return refuse('unreadable-date')
  if (dates.some(each => !['day', 'month', 'year'].includes(precisionOf(each.edtf) ?? '')))
    return refuse('unreadable-date')
  const edtfs = [...new Set(dates.map(each => each.edtf))]
  if (edtfs.length === 1) return joined(first.edtf, dates)
  if (kind === 'one') return joined(asSet('[', edtfs), dates)
  return joined(isConsecutive(dates) ? `${first.edtf}/${last.edtf}` : asSet('{', edtfs), dates)
}

/** 'Before the end of 2024' allows all of 2024; 'before May' does not allow May. */
const limit = (tokens: readonly Token[]): ((edtf: string) => string) | null => {
  const first = shapeOf(tokens)[0] ?? ''
  if ('bk'.includes(first)) return tokens.some(token => token.name === 'end') ? untilIt : beforeIt
  if ('az'.includes(first)) return afterIt
  if ('sF'.includes(first)) return sinceIt
  return first === 'u' ? untilIt : null
}

const limited = (
  tokens: readonly Token[],
  limiting: (edtf: string) => string,
  reference: Reference,
): Outcome => {
  const date = phrase(tokens.slice(1), reference)
  if (isRefusal(date)) return date
  if (/\.\.|[[{]/.test(date.edtf)) return refuse('unreadable-date')
  return { ...joined(limiting(date.edtf), [date]), notes: date.notes }
}

/**
 * The time meant by the words: one date, or dates joined by 'to', 'and', 'or', or limited by 'before', 'since'.
 * Refuses what it cannot read.
 */
export const phrase = (tokens: readonly Token[], reference: Reference): Outcome => {
  if (writtenDate(tokens) !== null) return single(tokens, reference)
  const isTo = (token: Token) => token.sort === 'to' || (token.sort === 'until' && token !== tokens[0])
  const isBetween = tokens[0]?.sort === 'between'
  const ends = split(tokens, token => isTo(token) || (isBetween && token.sort === 'and'))
  const [left = [], right = []] = ends
  if (ends.length === 2 && left.length > 0 && right.length > 0)
    return range(/^[FsB]/.test(shapeOf(left)) ? left.slice(1) : left, right, reference)
  const limiting = limit(tokens)
  if (limiting !== null && tokens.length > 1) return limited(tokens, limiting, reference)
  if (has(tokens, 'or'))
    return list(
      split(tokens, token => token.sort === 'or'),
      'one',
      reference,
    )
  if (has(tokens, 'and')) return list(listed(tokens), 'all', reference)
  return refuse('unreadable-date')
}

/** Commas are not kept, so a number right before a number is a date of its own: '3, 4 and 5 May'. */
const listed = (tokens: readonly Token[]): Token[][] =>
  split(tokens, token => token.sort === 'and').flatMap(group =>
    group.every(token => token.sort === 'number') ? group.map(token => [token]) : [group],
  )
