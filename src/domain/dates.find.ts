import { type DateReading, type ReadingOptions, readDate } from './dates.read.ts'
import type { DateRefusal } from './dates.reading.ts'
import { type Token, shapeOf, tokensOf } from './dates.tokens.ts'
import type { Sort } from './dates.words.ts'
import { isRefusal } from './refusal.ts'

/** A date as it stands in a text: `text` is the slice from `start` to `end`. */
export interface FoundDate {
  readonly start: number
  readonly end: number
  readonly text: string
  /** A refusal where a date is meant that only a person can tell: ambiguous, or told by an event. */
  readonly reading: DateReading | DateRefusal
}

const longest = 10

/** Months and weekdays are names: 'may', 'march' and 'sat' in small letters are other words. */
const isName = (token: Token, text: string) =>
  !['month', 'weekday'].includes(token.sort) || !/[a-z]/.test(text[token.start] ?? '')

/** What can be taken for a date in running text: a day or month by name, a year after 'in', a distance in time. */
const telling =
  /M.*[nY]|n.*M|[E]h?_*M|[RE].*[MSU]|[MSU].*R|[IFsubaky]_*(?:M|Y)$|[SQ].*Y|W|D|#|@|d|Y[hT](?:Y|n)|U.*[GL]|[Iw].*U|k.*U|z.*U|E.*Y|U.*[baV]|[RV].*V|[ab]_*V/

/** Whether the words stand in one sentence, nothing but spaces, commas, dashes and brackets between them. */
const isUnbroken = (text: string, tokens: readonly Token[]) =>
  tokens.every((token, at) => {
    const next = tokens[at + 1]
    return (
      next === undefined || !/[!?؟;:]|\.\s|\n/.test(text.slice(token.end, next.start)) || isShort(token, text)
    )
  })

/** 'Oct.' */
const isShort = (token: Token, text: string) =>
  token.sort === 'month' && text[token.end] === '.' && token.end - token.start < 5

const sentenceAround = (text: string, at: number) => {
  const before =
    text
      .slice(0, at)
      .split(/[.!?؟\n](?=\s|$)/)
      .at(-1) ?? ''
  const after = text.slice(at).split(/[.!?؟\n](?=\s|$)/)[0] ?? ''
  return before + after
}

const tenseAround = (text: string, at: number): ReadingOptions['tense'] => {
  const sentence = sentenceAround(text, at)
  if (/\b(?:will|expected|scheduled|planned|due|to be held|to take place)\b/i.test(sentence)) return 'future'
  return /\b(?:was|were|had|held|took|met|went|said|\w{2,}ed)\b/.test(sentence) ? 'past' : undefined
}

/** 'A few days before the conference', 'following the meeting', 'the next summit'. */
const byEvent = /^A?[nN]?U_*[bakz]_*R?V$|^[bakz]_*R?V$|^RV$/

const neverOuter: readonly Sort[] = [
  'neutral',
  'hyphen',
  'and',
  'or',
  'to',
  'unknown',
  'past',
  'future',
  'by',
]

const neverLast: readonly Sort[] = [
  ...([
    'in',
    'from',
    'between',
    'before',
    'before-or-ago',
    'since',
    'after',
    'after-or-in',
    'until',
  ] as const),
  ...(['within', 'circa', 'perhaps', 'article'] as const),
]

const isLast = (token: Token | undefined) =>
  token !== undefined && !neverOuter.includes(token.sort) && !neverLast.includes(token.sort)

const found = (text: string, tokens: readonly Token[], options: ReadingOptions): FoundDate | null => {
  const [first, last] = [tokens[0], tokens.at(-1)]
  // 'This meeting' tells no time.
  const shape = shapeOf(
    tokens.filter(token => token.sort !== 'relative' || token.value !== 0 || tokens.length > 2),
  )
  if (first === undefined || last === undefined || !telling.test(shape)) return null
  if (!isLast(last) || !isUnbroken(text, tokens) || !tokens.every(token => isName(token, text))) return null
  const slice = text.slice(first.start, last.end)
  const reading = readDate(slice, { ...options, tense: options.tense ?? tenseAround(text, first.start) })
  if (isRefusal(reading) && reading.refused !== 'ambiguous-date')
    if (reading.refused !== 'relative-to-an-event' || !byEvent.test(shape)) return null
  return { start: first.start, end: last.end, text: slice, reading }
}

/**
 * The dates written in a running text, in order and without overlap, each the longest that can be read. Proposes;
 * a person decides. Bare numbers, and names of months that are also words, are passed over unless a date is plain.
 */
export const findDates = (text: string, options: ReadingOptions = {}): FoundDate[] => {
  const tokens = tokensOf(text)
  const dates: FoundDate[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const first = tokens[at]
    if (first === undefined || neverOuter.includes(first.sort)) continue
    for (let length = Math.min(longest, tokens.length - at); length > 0; length -= 1) {
      const date = found(text, tokens.slice(at, at + length), options)
      if (date === null) continue
      dates.push(date)
      at += length - 1
      break
    }
  }
  return dates
}
