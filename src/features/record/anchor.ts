import type { Evidence } from './dossier.ts'
import { type Span, wordSpans } from './passages.ts'

/** A passage as the W3C Web Annotation model names it: what it says, what stands around it, and where. */
export type Quote = Extract<Evidence, { exact: string }>

const contextLength = 32

/** Names a passage of a captured text so that it can be found again. */
export const quoteAt = (text: string, { start, end }: Span): Quote => ({
  exact: text.slice(start, end),
  prefix: text.slice(Math.max(0, start - contextLength), start),
  suffix: text.slice(end, end + contextLength),
  start,
  end,
})

/** Where a passage stands in a text, and how certain that is. An orphaned one waits for a person's decision. */
export type Anchoring =
  | ({ readonly found: 'unchanged' | 'moved' | 'reworded' } & Span)
  | { readonly found: 'orphaned' }

const orphaned: Anchoring = { found: 'orphaned' }

const agrees = (quote: Quote, text: string, start: number): boolean => {
  const end = start + quote.exact.length
  const { prefix = '', suffix = '' } = quote
  return (
    text.slice(start, end) === quote.exact &&
    text.slice(Math.max(0, start - prefix.length), start) === prefix &&
    text.slice(end, end + suffix.length) === suffix
  )
}

const occurrences = (text: string, part: string): number[] => {
  const found: number[] = []
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) found.push(at)
  return found
}

/** Where a passage stands in the very text it was taken from; null when it was taken from another. */
export const placeIn = (quote: Quote, text: string): Span | null => {
  const at = (start: number): Span => ({ start, end: start + quote.exact.length })
  if (quote.start !== undefined && agrees(quote, text, quote.start)) return at(quote.start)
  const all = occurrences(text, quote.exact).filter(start => agrees(quote, text, start))
  const [only] = all
  return only !== undefined && all.length === 1 ? at(only) : null
}

/** The first of the captured texts that a passage was taken from. Where several fit, all say the same there. */
export const takenFrom = (quote: Quote, texts: readonly string[]): number => {
  const exactly = texts.findIndex(text => quote.start !== undefined && agrees(quote, text, quote.start))
  return exactly !== -1 ? exactly : texts.findIndex(text => placeIn(quote, text) !== null)
}

interface Word extends Span {
  readonly key: string
}

const keyed = (text: string): Word[] =>
  wordSpans(text).map(span => ({ ...span, key: text.slice(span.start, span.end).toLowerCase() }))

/** For two runs of words, which stand in both in the same order: pairs of places, as many as there can be. */
const common = (left: readonly Word[], right: readonly Word[]): [number, number][] => {
  const wide = right.length + 1
  const length = new Uint16Array((left.length + 1) * wide)
  const of = (row: number, column: number) => length[row * wide + column] ?? 0
  for (let row = left.length - 1; row >= 0; row -= 1)
    for (let column = right.length - 1; column >= 0; column -= 1)
      length[row * wide + column] =
        left[row]?.key === right[column]?.key
          ? of(row + 1, column + 1) + 1
          : Math.max(of(row + 1, column), of(row, column + 1))
  const pairs: [number, number][] = []
  for (let row = 0, column = 0; row < left.length && column < right.length;)
    if (left[row]?.key === right[column]?.key) pairs.push([row++, column++])
    else if (of(row + 1, column) >= of(row, column + 1)) row += 1
    else column += 1
  return pairs
}

/** How alike two runs of words are, from 0 to 1. */
const likeness = (left: readonly Word[], right: readonly Word[]): number =>
  left.length + right.length === 0 ? 1 : (2 * common(left, right).length) / (left.length + right.length)

/** A place among the words of a text: from the word numbered `first` up to, not including, `last`. */
interface Place {
  readonly first: number
  readonly last: number
}

const around = 8
const mostCandidates = 12
const longestCompared = 600

const before = (words: readonly Word[], { first }: Place) => words.slice(Math.max(0, first - around), first)
const after = (words: readonly Word[], { last }: Place) => words.slice(last, last + around)
const inside = (words: readonly Word[], { first, last }: Place) => words.slice(first, last)

const scoreOf = (from: readonly Word[], place: Place, to: readonly Word[], candidate: Place): number =>
  0.5 * likeness(inside(from, place), inside(to, candidate)) +
  0.25 * likeness(before(from, place), before(to, candidate)) +
  0.25 * likeness(after(from, place), after(to, candidate))

/** Windows of a text that hold at least half of the wanted words, the fullest first, none over another. */
const windows = (wanted: readonly Word[], words: readonly Word[]): Place[] => {
  const size = Math.min(wanted.length, words.length)
  const need = new Map<string, number>()
  for (const { key } of wanted) need.set(key, (need.get(key) ?? 0) + 1)
  const have = new Map<string, number>()
  const shared: number[] = []
  let count = 0
  for (const [at, { key }] of words.entries()) {
    const held = (have.get(key) ?? 0) + 1
    have.set(key, held)
    if (held <= (need.get(key) ?? 0)) count += 1
    const gone = words[at - size]?.key
    if (gone !== undefined) {
      const left = have.get(gone) ?? 0
      have.set(gone, left - 1)
      if (left <= (need.get(gone) ?? 0)) count -= 1
    }
    if (at >= size - 1) shared[at - size + 1] = count
  }
  const chosen: Place[] = []
  const fullest = [...shared.entries()]
    .filter(([, each]) => each >= wanted.length / 2)
    .sort((left, right) => right[1] - left[1] || left[0] - right[0])
  for (const [first] of fullest) {
    if (chosen.length === mostCandidates) break
    if (chosen.every(each => first >= each.last || first + size <= each.first))
      chosen.push({ first, last: first + size })
  }
  return chosen
}

/** Sets the ends of a window by what stood around the passage: whatever lies between is what became of it. */
const fitted = (from: readonly Word[], place: Place, to: readonly Word[], window: Place): Place => {
  const start = Math.max(0, window.first - around)
  const stretch = to.slice(start, window.last + around)
  const lead = before(from, place).length
  const size = place.last - place.first
  const whole = [...before(from, place), ...inside(from, place), ...after(from, place)]
  const pairs = common(whole, stretch)
  const beforeIt = pairs.findLast(([left]) => left < lead)
  const afterIt = pairs.find(([left]) => left >= lead + size)
  const own = pairs.filter(([left]) => left >= lead && left < lead + size)
  const [firstOwn] = own
  const lastOwn = own.at(-1)
  if (firstOwn === undefined || lastOwn === undefined) return window
  const joins = beforeIt?.[0] === lead - 1
  const ends = afterIt?.[0] === lead + size
  return {
    first: start + (joins ? beforeIt[1] + 1 : firstOwn[1]),
    last: start + (ends ? afterIt[1] : lastOwn[1] + 1),
  }
}

const commonStart = (left: string, right: string): number => {
  const most = Math.min(left.length, right.length)
  let at = 0
  while (at < most && left[at] === right[at]) at += 1
  return at
}

const commonEnd = (left: string, right: string): number => {
  const most = Math.min(left.length, right.length)
  let at = 0
  while (at < most && left[left.length - 1 - at] === right[right.length - 1 - at]) at += 1
  return at
}

const enough = 0.7
const leastWording = 0.6
const margin = 0.15
const longEnough = 40

/** A long passage that stands word for word exactly once in both texts, and nothing like it in either. */
const onlyMoved = (exact: string, from: string, to: string, alone: boolean): number | null => {
  const [at, more] = occurrences(to, exact)
  const isOnce = at !== undefined && more === undefined && occurrences(from, exact).length === 1
  return isOnce && alone && exact.length >= longEnough ? at : null
}

/**
 * Finds in a later text what became of passages of an earlier one. Only a place that clearly fits better than any
 * other, and that no other passage of the earlier text fits as well, is taken; otherwise the passage is orphaned.
 */
export const reanchoring = (from: string, to: string): ((span: Span) => Anchoring) => {
  const sameStart = commonStart(from, to)
  const sameEnd = from.length - commonEnd(from, to)
  const shift = to.length - from.length
  let words: readonly [Word[], Word[]] | undefined
  return span => {
    if (span.end <= sameStart) return { found: 'unchanged', ...span }
    if (span.start >= sameEnd) return { found: 'unchanged', start: span.start + shift, end: span.end + shift }
    words ??= [keyed(from), keyed(to)]
    return sought(span, from, to, words)
  }
}

export const reanchor = (span: Span, from: string, to: string): Anchoring => reanchoring(from, to)(span)

const sought = (
  span: Span,
  from: string,
  to: string,
  [fromWords, toWords]: readonly [readonly Word[], readonly Word[]],
): Anchoring => {
  const first = fromWords.findIndex(each => each.end > span.start)
  const last = fromWords.findLastIndex(each => each.start < span.end) + 1
  const place = { first, last }
  const wanted = inside(fromWords, place)
  if (first === -1 || wanted.length === 0 || wanted.length > longestCompared) return orphaned

  const candidates = windows(wanted, toWords)
    .map(window => fitted(fromWords, place, toWords, window))
    .map(candidate => ({ candidate, score: scoreOf(fromWords, place, toWords, candidate) }))
    .sort((left, right) => right.score - left.score)
  const rivals = windows(wanted, fromWords).filter(each => each.last <= first || each.first >= last)
  const alike = (among: readonly Word[], each: Place) => likeness(wanted, inside(among, each)) >= 0.8
  const exact = from.slice(span.start, span.end)

  const [best, second] = candidates
  if (best !== undefined && best.score >= enough) {
    const clear = second === undefined || best.score - second.score >= margin
    const ours = rivals.every(
      rival => best.score - scoreOf(fromWords, rival, toWords, best.candidate) >= margin,
    )
    const wording = likeness(wanted, inside(toWords, best.candidate))
    if (clear && ours && wording >= leastWording) return placed(exact, to, toWords, best.candidate)
  }
  const alone =
    !rivals.some(rival => alike(fromWords, rival)) &&
    candidates.filter(({ candidate }) => alike(toWords, candidate)).length === 1
  const at = onlyMoved(exact, from, to, alone)
  return at === null ? orphaned : { found: 'moved', start: at, end: at + exact.length }
}

/** The characters of a place: the very same wording with its quotation marks where it stands there, else its words. */
const placed = (exact: string, to: string, words: readonly Word[], { first, last }: Place): Anchoring => {
  const start = words[first]?.start
  const end = words[last - 1]?.end
  if (start === undefined || end === undefined || end <= start) return orphaned
  const lead = exact.search(/[\p{Letter}\p{Mark}\p{Number}]/u)
  const at = start - Math.max(lead, 0)
  if (to.slice(at, at + exact.length) === exact)
    return { found: 'unchanged', start: at, end: at + exact.length }
  // Marks that stood at its ends and stand there still belong to it.
  const opening = exact.slice(0, Math.max(lead, 0))
  const closing = marksAtEnd.exec(exact)?.[0] ?? ''
  return {
    found: 'reworded',
    start: opening !== '' && to.slice(0, start).endsWith(opening) ? start - opening.length : start,
    end: closing !== '' && to.startsWith(closing, end) ? end + closing.length : end,
  }
}

const marksAtEnd = /[^\p{Letter}\p{Mark}\p{Number}\s]+$/u
