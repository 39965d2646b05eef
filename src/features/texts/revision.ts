import { diffArrays } from 'diff'
import type { Node } from 'prosemirror-model'
import type { StepMap } from 'prosemirror-transform'
import type { BracketWords } from './bracket-words.ts'
import { type Written, writtenOf } from './render.ts'
import { paragraphsShown, type RunParagraph } from './runs.ts'
import { attrsOf, isTakenBack } from './schema.ts'
import type { Talks } from './talks.ts'

/** A line of an issued revision: where it begins in the document, and what stands in it. */
export interface Line {
  readonly paragraph: string
  readonly position: number
  readonly text: string
}

/** About a line of a page in A4, in characters; fixed, so that a revision has the same lines on every screen and paper. */
const lineLength = 84

/** A character with its place in the document; signs round the words have that of what follows. */
interface Letter {
  readonly letter: string
  readonly position: number
}

/** Where the paragraphs shown begin, and where each character of their words stands. */
interface Places {
  readonly start: number
  readonly words: number[]
}

/** What its author took back stands in no line; a paragraph whose beginning it is goes on in the one before it. */
const placesOf = (doc: Node): ReadonlyMap<string, Places> => {
  const places = new Map<string, Places>()
  let words: number[] = []
  doc.forEach((paragraph, at) => {
    if (!isTakenBack(paragraph)) {
      if (places.size > 0) words = []
      places.set(attrsOf(paragraph).id, { start: at + 1, words })
    }
    paragraph.forEach((run, offset) => {
      if (isTakenBack(run)) return
      for (let index = 0; index < run.nodeSize; index += 1) words.push(at + 1 + offset + index)
    })
  })
  return places
}

const lettersOf = (written: readonly Written[], beginning: number, { start, words }: Places): Letter[] => {
  const letters: Letter[] = []
  let next = -beginning
  for (const { text, isSign } of written)
    for (const { segment } of graphemes.segment(text)) {
      const end = (words.at(-1) ?? start - 1) + 1
      letters.push({ letter: segment, position: next < 0 ? start : (words[next] ?? end) })
      if (!isSign) next += segment.length
    }
  return letters
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Breaks at the last space that fits; within a word only if it is longer than a line. */
const broken = (letters: readonly Letter[]): Letter[][] => {
  const lines: Letter[][] = []
  let from = 0
  while (letters.length - from > lineLength) {
    let to = from + lineLength
    while (to > from && letters[to]?.letter !== ' ') to -= 1
    if (to === from) to = from + lineLength - 1
    lines.push(letters.slice(from, to + 1))
    from = to + 1
  }
  return [...lines, letters.slice(from)]
}

/** A beginning that is spoken of without its number: in headings, and beside a number that stands apart. */
const markedBeginning = ({ beginning }: RunParagraph) =>
  beginning.insertedBy === null && beginning.struckBy.length === 0 ? '' : '¶ '

/**
 * The lines of a text as it is issued, brackets included, with who holds them and what others say of them; the line's
 * number is its place, from 1 on.
 */
export const linesOf = (doc: Node, talks: Talks, says: BracketWords): Line[] => {
  const places = placesOf(doc)
  return paragraphsShown(doc, talks).flatMap(paragraph => {
    const { id, label } = paragraph
    const beginning = label === '' ? markedBeginning(paragraph) : `${label}. `
    const place = places.get(id) ?? { start: 1, words: [] }
    const letters = lettersOf(writtenOf(paragraph, beginning, talks, says), beginning.length, place)
    return broken(letters).map(line => ({
      paragraph: id,
      position: line[0]?.position ?? place.start,
      text: line
        .map(({ letter }) => letter)
        .join('')
        .trimEnd(),
    }))
  })
}

/**
 * For each line of a revision the number of the line of a later one that holds what it began with; null when those words
 * are gone. `maps` are those of the steps between the two.
 */
export const concordance = (
  earlier: readonly Line[],
  later: readonly Line[],
  maps: readonly StepMap[],
): (number | null)[] =>
  earlier.map(({ position }) => {
    let at = position
    for (const map of maps) {
      const result = map.mapResult(at, 1)
      if (result.deletedAcross) return null
      at = result.pos
    }
    const found = later.findLastIndex(line => line.position <= at)
    return found < 0 ? null : found + 1
  })

export interface ParagraphDifference {
  readonly paragraph: string
  readonly label: string
  readonly change: 'same' | 'changed' | 'added' | 'removed'
  readonly parts: readonly { readonly text: string; readonly change: 'same' | 'added' | 'removed' }[]
}

interface Side {
  readonly doc: Node
  readonly talks: Talks
}

/** Words, the spaces and signs between them; and brackets, each a sign of its own with what stands behind it. */
const tokensOf = (written: readonly Written[]): string[] =>
  written.flatMap(({ text, isSign }) =>
    isSign ? [text] : (text.match(/(?:[\p{L}\p{N}\p{M}’']|\u200c|\u200d)+|\s+|[^]/gu) ?? []),
  )

const worded = ({ doc, talks }: Side, says: BracketWords) =>
  paragraphsShown(doc, talks).map(each => ({
    id: each.id,
    label: each.label,
    tokens: tokensOf(writtenOf(each, markedBeginning(each), talks, says)),
  }))

type Part = ParagraphDifference['parts'][number]

const partsOf = (before: readonly string[], after: readonly string[]): Part[] =>
  diffArrays([...before], [...after]).map(({ value, added, removed }) => ({
    text: value.join(''),
    change: added ? 'added' : removed ? 'removed' : 'same',
  }))

/**
 * What differs between two states of a text, paragraph by paragraph, as it is read in the room: the words with every
 * bracket around them and who holds it. So a word that was only proposed differs from the same word agreed, a bracket
 * that somebody joined from the one before, and what nobody touched is the same.
 */
export const compareTexts = (before: Side, after: Side, says: BracketWords): ParagraphDifference[] => {
  const old = worded(before, says)
  const now = worded(after, says)
  const oldById = new Map(old.map(each => [each.id, each]))
  const staying = new Set(now.map(({ id }) => id))
  const removed = ({ id, label, tokens }: (typeof old)[number]): ParagraphDifference => ({
    paragraph: id,
    label,
    change: 'removed',
    parts: [{ text: tokens.join(''), change: 'removed' }],
  })
  const differences: ParagraphDifference[] = []
  let next = 0
  for (const { id, label, tokens } of now) {
    const was = oldById.get(id)
    if (was === undefined) {
      const parts: Part[] = [{ text: tokens.join(''), change: 'added' }]
      differences.push({ paragraph: id, label, change: 'added', parts })
      continue
    }
    // What stood before this paragraph and is gone is shown where it stood.
    for (let each = old[next]; each !== undefined && !staying.has(each.id); each = old[next]) {
      differences.push(removed(each))
      next += 1
    }
    next = Math.max(next, old.indexOf(was) + 1)
    const parts = partsOf(was.tokens, tokens)
    const isSame = parts.every(({ change }) => change === 'same')
    differences.push({ paragraph: id, label, change: isSame ? 'same' : 'changed', parts })
  }
  const shown = new Set(differences.map(({ paragraph }) => paragraph))
  for (const each of old) if (!shown.has(each.id)) differences.push(removed(each))
  return differences
}
