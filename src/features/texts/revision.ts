import { diffWordsWithSpace } from 'diff'
import type { Node } from 'prosemirror-model'
import type { StepMap } from 'prosemirror-transform'
import { labelsOf } from './numbering.ts'
import { attrsOf } from './schema.ts'
import { paragraphsShown, wordsOf } from './runs.ts'
import type { Talks } from './talks.ts'

/** A line of an issued revision: where it begins in the document, and what stands in it. */
export interface Line {
  readonly paragraph: string
  readonly position: number
  readonly text: string
}

/** About a line of a page in A4, in characters; fixed, so that a revision has the same lines on every screen and paper. */
const lineLength = 84

/** The characters of a run of the text with the position each has in the document; brackets have that of what follows. */
interface Letter {
  readonly letter: string
  readonly position: number
}

const lettersOf = (paragraph: Node, at: number): Letter[] => {
  const letters: Letter[] = []
  let last: { readonly by: string } = { by: '' }
  paragraph.forEach((run, offset) => {
    const by = run.marks.map(mark => `${mark.type.name}${String(mark.attrs['proposal'])}`).join()
    const position = at + 1 + offset
    if (last.by !== by && last.by !== '') letters.push({ letter: ']', position })
    if (last.by !== by && by !== '') letters.push({ letter: '[', position })
    last = { by }
    let here = position
    for (const { segment } of graphemes.segment(run.text ?? '')) {
      letters.push({ letter: segment, position: here })
      here += segment.length
    }
  })
  if (last.by !== '') letters.push({ letter: ']', position: at + 1 + paragraph.content.size })
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

/** The lines of a text as it is issued, brackets included; the line's number is its place, from 1 on. */
export const linesOf = (doc: Node): Line[] => {
  const labels = labelsOf(doc)
  const lines: Line[] = []
  doc.forEach((paragraph, at, index) => {
    const { id } = attrsOf(paragraph)
    const label = labels[index] ?? ''
    const prefix = label === '' ? '' : `${label}. `
    const letters = prefix.split('').map(letter => ({ letter, position: at + 1 }))
    for (const line of broken([...letters, ...lettersOf(paragraph, at)]))
      lines.push({
        paragraph: id,
        position: line[0]?.position ?? at + 1,
        text: line
          .map(({ letter }) => letter)
          .join('')
          .trimEnd(),
      })
  })
  return lines
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

const worded = ({ doc, talks }: Side) =>
  paragraphsShown(doc, talks, { show: 'accepted' }).map(each => ({
    id: each.id,
    label: each.label,
    words: wordsOf(each),
  }))

/** What differs between two states of a text, each read as if its open proposals were accepted; paragraph by paragraph. */
export const compareTexts = (before: Side, after: Side): ParagraphDifference[] => {
  const old = worded(before)
  const now = worded(after)
  const oldById = new Map(old.map(each => [each.id, each]))
  const staying = new Set(now.map(({ id }) => id))
  const removed = (each: { id: string; label: string; words: string }): ParagraphDifference => ({
    paragraph: each.id,
    label: each.label,
    change: 'removed',
    parts: [{ text: each.words, change: 'removed' }],
  })
  const differences: ParagraphDifference[] = []
  let next = 0
  for (const { id, label, words } of now) {
    const was = oldById.get(id)
    if (was === undefined) {
      differences.push({ paragraph: id, label, change: 'added', parts: [{ text: words, change: 'added' }] })
      continue
    }
    // What stood before this paragraph and is gone is shown where it stood.
    for (let each = old[next]; each !== undefined && !staying.has(each.id); each = old[next]) {
      differences.push(removed(each))
      next += 1
    }
    next = Math.max(next, old.indexOf(was) + 1)
    const parts = diffWordsWithSpace(was.words, words).map(part => ({
      text: part.value,
      change: part.added ? ('added' as const) : part.removed ? ('removed' as const) : ('same' as const),
    }))
    const isSame = was.words === words
    differences.push({ paragraph: id, label, change: isSame ? 'same' : 'changed', parts })
  }
  const shown = new Set(differences.map(({ paragraph }) => paragraph))
  for (const each of old) if (!shown.has(each.id)) differences.push(removed(each))
  return differences
}
