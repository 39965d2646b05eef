import type { CalendarName } from './calendars.ts'
import {
  type Sort,
  dayWords,
  letters,
  months,
  named,
  numerals,
  plainWords,
  quarters,
  relatives,
  seasons,
  weekdays,
} from './dates.words.ts'
import { isEdtf } from './edtf.ts'

interface Meaning {
  readonly sort: Sort
  /** A count, a month's or weekday's number, an EDTF code, a direction. */
  readonly value: number
  /** Which unit, part, zone or era; the text of numbers and EDTF expressions in Western digits. */
  readonly name: string
  readonly calendar: CalendarName
}

/** A word of a written date, with its place in the text. */
export interface Token extends Meaning {
  readonly start: number
  readonly end: number
}

const meaning = (sort: Sort, rest: Partial<Meaning> = {}): Meaning => ({
  sort,
  value: 0,
  name: '',
  calendar: 'gregorian',
  ...rest,
})

/** A word as it is looked up: lower case, without marks, article or differences of Arabic and Persian letters. */
const fold = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\p{M}\p{Cf}ـ'’ʿʾ`.]/gu, '')
    .replaceAll('ة', 'ه')
    .replaceAll(/[ىيۍ]/g, 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll('ګ', 'گ')
    .replace(/^ال(?=.{3})/, '')

const spelled = (spellings: string) =>
  spellings.split('|').map(spelling => spelling.split(' ').map(fold).join(' '))

type Entry = readonly [spelling: string, meanings: readonly Meaning[]]

const listed = (sort: Sort, list: string, first: number, calendar: CalendarName = 'gregorian'): Entry[] =>
  list
    .split(', ')
    .flatMap((spellings, at) =>
      spelled(spellings).map((spelling): Entry => [
        spelling,
        [meaning(sort, { value: at + first, calendar })],
      ]),
    )

const byName = (sort: Sort, table: Record<string, string>): Entry[] =>
  Object.entries(table).flatMap(([name, spellings]) =>
    spelled(spellings).map((spelling): Entry => [spelling, [meaning(sort, { name })]]),
  )

const sorts = Object.keys(letters) as Sort[]

/** Later entries win over earlier ones of the same spelling. */
const lexicon = new Map<string, readonly Meaning[]>([
  ...sorts.flatMap(sort => byName(sort, { '': plainWords[sort] ?? '' })),
  ...listed('number', numerals, 1),
  ...listed('season', seasons, 21),
  ...listed('quarter', quarters, 33),
  ...listed('relative', relatives, -1),
  ...listed('day', dayWords, -2),
  ...listed('weekday', weekdays, 0),
  ...months.gregorian.flatMap(list => listed('month', list, 1)),
  ...months.persian.flatMap(list => listed('month', list, 1, 'persian')),
  ...months['islamic-umalqura'].flatMap(list => listed('month', list, 1, 'islamic-umalqura')),
  ...byName('unit', named.unit),
  ...byName('unit', named.dual).map(([spelling, units]): Entry => [
    spelling,
    [meaning('number', { value: 2, name: '2' }), ...units],
  ]),
  ...byName('part', named.part),
  ...byName('zone', named.zone),
  ...byName('era', named.era),
  ...byName('meridiem', named.meridiem),
])
lexicon.delete('')

/** Digits of any script as 0–9. */
export const westernDigits = (text: string): string =>
  text.replaceAll(/[٠-٩۰-۹]/g, digit => String((digit.codePointAt(0) ?? 0) & 15))

const piece =
  /(?<edtf>\d{4}(?:[?~%]|[?~%]?-[?~%]?[\dX]{2}(?!\d)[\dX?~%-]*(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)(?![\p{L}\d]))|(?<short>['’]\d\d(?!\d))|(?<numeric>\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?!\d))|(?<time>\d{1,2}:\d\d(?::\d\d)?)|(?<zone>[+-]\d\d:\d\d)|(?<decade>\d{3}0s)|(?<number>\d+)(?:st|nd|rd|th|-?го|-?е)?|(?<hyphen>-)|(?<dash>[–—−])|(?<word>[\p{L}][\p{L}\p{M}\u200d'’ʿʾ`]*\d?)|(?<stop>[^\s\u200c\u200e\u200f/,،.()«»"“”;؛:!?؟'’]+)/gu

const ofNumber = (digits: string): Meaning => {
  const sort = digits.length === 4 ? 'year' : digits.length < 3 ? 'number' : 'unknown'
  return meaning(sort, { value: Number(digits), name: digits })
}

const ofPiece = (groups: Record<string, string | undefined>): Meaning => {
  const { edtf, short, numeric, time, zone, decade, number, hyphen, dash } = groups
  if (edtf !== undefined && isEdtf(edtf)) return meaning('edtf', { name: edtf })
  const digits = edtf ?? short ?? numeric
  if (digits !== undefined) return meaning('numeric', { name: digits })
  if (time !== undefined) return meaning('time', { name: time.padStart(time.length > 5 ? 8 : 5, '0') })
  if (zone !== undefined) return meaning('zone', { name: zone })
  if (decade !== undefined) return meaning('decade', { value: Number(decade.slice(0, 4)) })
  if (number !== undefined) return ofNumber(number)
  if (dash !== undefined) return meaning('to')
  return meaning(hyphen === undefined ? 'unknown' : 'hyphen')
}

/** Arabic writes 'and', 'in' and 'for' as one letter before the word. */
const withoutPrefix = (word: string): readonly Meaning[] | undefined => {
  const rest = lexicon.get(fold(word.slice(1)))
  if (rest === undefined || !/^[وبل]/.test(word)) return undefined
  return word.startsWith('و') ? [meaning('and'), ...rest] : rest
}

/** The longest phrase that begins at the piece, hyphens inside it allowed. */
const phraseAt = (pieces: readonly RegExpExecArray[], at: number) => {
  for (let length = Math.min(5, pieces.length - at); length > 0; length -= 1) {
    const slice = pieces.slice(at, at + length).filter(each => each.groups?.['hyphen'] === undefined)
    if (slice.some(each => each.groups?.['word'] === undefined)) continue
    if (pieces[at + length - 1]?.groups?.['hyphen'] !== undefined) continue
    const found = lexicon.get(slice.map(each => fold(each[0])).join(' '))
    if (found !== undefined && slice.length > 0) return { found, length }
  }
  return undefined
}

/** The words of the text that may belong to a date, in order; punctuation is left out. */
export const tokensOf = (text: string): Token[] => {
  const pieces = [...westernDigits(text).matchAll(piece)]
  const tokens: Token[] = []
  for (let at = 0; at < pieces.length;) {
    const first = pieces[at]
    if (first?.groups === undefined) break
    const word = first.groups['word']
    const phrase = word === undefined ? undefined : phraseAt(pieces, at)
    const length = phrase?.length ?? 1
    const last = pieces[at + length - 1] ?? first
    const place = { start: first.index, end: last.index + last[0].length }
    const found = phrase?.found ??
      (word === undefined ? undefined : withoutPrefix(word)) ?? [ofPiece(first.groups)]
    tokens.push(...found.map(each => ({ ...each, ...place })))
    at += length
  }
  return tokens
}

/** One letter for each token, to be matched by patterns. */
export const shapeOf = (tokens: readonly Token[]): string => tokens.map(token => letters[token.sort]).join('')
