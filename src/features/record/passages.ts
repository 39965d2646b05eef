/** A stretch of a text: from its first character up to, not including, `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

export type Unit = 'word' | 'sentence' | 'paragraph'

const inner = /[\p{Letter}\p{Mark}\p{Number}\u200c]/u
const word = /[\p{Letter}\p{Mark}\p{Number}\u200c]+(?:['’][\p{Letter}\p{Mark}]+)?/gu

/** Where the words of a text stand, in any script. */
export const wordSpans = (text: string): Span[] =>
  [...text.matchAll(word)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }))

/** The span without the white space at its ends; null when nothing else is in it. */
export const trimmed = (text: string, { start, end }: Span): Span | null => {
  const inside = text.slice(start, end)
  const from = start + (inside.length - inside.trimStart().length)
  const to = end - (inside.length - inside.trimEnd().length)
  return to > from ? { start: from, end: to } : null
}

const hardWrapped = (lines: readonly string[], text: string) =>
  /\S\n\S/.test(text) && /\n\s*\n/.test(text) && lines.every(line => line.length <= 100)

/** The paragraphs of a text: its lines, or what stands between blank lines where lines were broken by hand. */
export const paragraphSpans = (text: string): Span[] => {
  const lines = text.split('\n')
  const breaks = hardWrapped(lines, text) ? /\n[^\S\n]*(?:\n[^\S\n]*)+/g : /\n/g
  const spans: (Span | null)[] = []
  let start = 0
  for (const { index, 0: gap } of text.matchAll(breaks)) {
    spans.push(trimmed(text, { start, end: index }))
    start = index + gap.length
  }
  spans.push(trimmed(text, { start, end: text.length }))
  return spans.filter(span => span !== null)
}

/** The sentences of a text. None runs over the end of a paragraph. */
export const sentenceSpans = (text: string, language: string): Span[] => {
  const segmenter = new Intl.Segmenter(isKnown(language) ? language : 'en', { granularity: 'sentence' })
  return paragraphSpans(text).flatMap(paragraph =>
    [...segmenter.segment(text.slice(paragraph.start, paragraph.end))].flatMap(({ index, segment }) => {
      const start = paragraph.start + index
      return trimmed(text, { start, end: start + segment.length }) ?? []
    }),
  )
}

const isKnown = (language: string) => {
  try {
    return Intl.Segmenter.supportedLocalesOf(language).length > 0
  } catch {
    return false
  }
}

export const unitSpans = (text: string, unit: Unit, language: string): Span[] => {
  if (unit === 'paragraph') return paragraphSpans(text)
  return unit === 'sentence' ? sentenceSpans(text, language) : wordSpans(text)
}

/** What a person marked with a careless hand: whole words, without the space around them. Null for nothing. */
export const wholeWords = (text: string, span: Span): Span | null => {
  const found = trimmed(text, span)
  if (found === null) return null
  let { start, end } = found
  while (start > 0 && inner.test(text.charAt(start)) && inner.test(text.charAt(start - 1))) start -= 1
  while (end < text.length && inner.test(text.charAt(end - 1)) && inner.test(text.charAt(end))) end += 1
  return { start, end }
}

/** A passage with the claims that rest on it. Claims on the very same words share one. */
export interface Passage extends Span {
  readonly claims: readonly string[]
}

/** Passages in the order of the text; of two that begin together, the longer first. */
export const passagesOf = (places: readonly (Span & { readonly claim: string })[]): Passage[] => {
  const found = new Map<string, Passage>()
  for (const { start, end, claim } of places) {
    if (end <= start) continue
    const key = `${start} ${end}`
    const claims = found.get(key)?.claims ?? []
    found.set(key, { start, end, claims: claims.includes(claim) ? claims : [...claims, claim] })
  }
  return [...found.values()].sort((left, right) => left.start - right.start || right.end - left.end)
}

/** A stretch of text on which the same passages lie, and the passages that end with it. */
export interface Piece extends Span {
  readonly on: readonly number[]
  readonly ending: readonly number[]
}

/** Cuts a stretch of text wherever a passage begins or ends, so that those that overlap can both be shown. */
export const piecesOf = (within: Span, passages: readonly Span[]): Piece[] => {
  const near = passages
    .map((passage, index) => ({ ...passage, index }))
    .filter(({ start, end }) => start < within.end && end > within.start)
  const cuts = new Set([within.start, within.end])
  for (const { start, end } of near)
    for (const cut of [start, end]) if (cut > within.start && cut < within.end) cuts.add(cut)
  const ordered = [...cuts].sort((left, right) => left - right)
  return ordered.slice(1).map((end, at) => {
    const start = ordered[at] ?? end
    return {
      start,
      end,
      on: near.filter(each => each.start < end && each.end > start).map(each => each.index),
      ending: near.filter(each => each.end === end).map(each => each.index),
    }
  })
}
