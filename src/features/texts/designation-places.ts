import type { Node } from 'prosemirror-model'
import { type Check, type Finding, findingIn, type Place } from './designation.ts'
import type { RunParagraph } from './runs.ts'
import { attrsOf, insertedBy, struckBy } from './schema.ts'

// Where in a text the names stand that its track does not use. Read are the words as they are proposed: what somebody
// would put in is there, what somebody would strike is not.

/** Words of a paragraph that stand together in the document. */
interface Piece {
  /** Where they begin in the paragraph's words. */
  readonly start: number
  /** Where they begin in the document, from the paragraph's own beginning. */
  readonly at: number
  readonly text: string
}

interface Wording {
  readonly words: string
  readonly pieces: readonly Piece[]
  readonly seams: ReadonlySet<number>
}

/** Paragraphs that would be one: the first, and those somebody would join to it. */
const wordingOf = (paragraphs: readonly Node[]): Wording => {
  const pieces: Piece[] = []
  const seams = new Set<number>()
  let words = ''
  let at = 0
  let last: string | null = null
  for (const paragraph of paragraphs) {
    paragraph.forEach((run, offset) => {
      if (struckBy(run).length > 0) return
      const by = insertedBy(run)
      if (by !== null && last !== null && by !== last) seams.add(words.length)
      last = by
      const text = run.text ?? ''
      pieces.push({ start: words.length, at: at + 1 + offset, text })
      words += text
    })
    at += paragraph.nodeSize
  }
  return { words, pieces, seams }
}

/** A place in the document. */
export interface Marked extends Omit<Place, 'from' | 'to'> {
  readonly from: number
  readonly to: number
  /** The same place without what stands struck inside it. */
  readonly parts: readonly { readonly from: number; readonly to: number }[]
  /** The paragraph: its id, and its number among the document's. */
  readonly paragraph: string
  readonly index: number
  /** The words of the paragraph, and where in them the place is. */
  readonly words: string
  readonly offset: number
}

interface Read {
  readonly paragraphs: readonly Node[]
  readonly finding: Finding
  /** From the beginning of the first paragraph. */
  readonly marked: readonly Omit<Marked, 'index'>[]
}

const partsOf = ({ pieces }: Wording, { from, to }: Place) =>
  pieces.flatMap(({ start, at, text }) => {
    const [first, end] = [Math.max(from, start), Math.min(to, start + text.length)]
    return first < end ? [{ from: at + first - start, to: at + end - start }] : []
  })

const readParagraphs = (check: Check, paragraphs: readonly Node[]): Read => {
  const wording = wordingOf(paragraphs)
  const finding = findingIn(check, wording.words, wording.seams)
  const [first] = paragraphs
  const marked = finding.places.flatMap(place => {
    const parts = partsOf(wording, place)
    const [from, to] = [parts[0]?.from, parts.at(-1)?.to]
    if (first === undefined || from === undefined || to === undefined) return []
    const paragraph = attrsOf(first).id
    return [{ ...place, from, to, parts, paragraph, words: wording.words, offset: place.from }]
  })
  return { paragraphs, finding, marked }
}

/** Paragraphs read before: each is read once, for they never change but are replaced. */
const known = new WeakMap<Check, WeakMap<Node, Read>>()

const readsBy = (check: Check): WeakMap<Node, Read> => {
  const reads = known.get(check) ?? new WeakMap<Node, Read>()
  known.set(check, reads)
  return reads
}

const read = (check: Check, before: WeakMap<Node, Read>, paragraphs: readonly Node[]): Read => {
  const [first] = paragraphs
  const kept = first === undefined ? undefined : before.get(first)
  const isSame =
    kept?.paragraphs.length === paragraphs.length &&
    kept.paragraphs.every((each, index) => each === paragraphs[index])
  if (kept !== undefined && isSame) return kept
  const fresh = readParagraphs(check, paragraphs)
  if (first !== undefined) before.set(first, fresh)
  return fresh
}

export const isJoined = (paragraph: Node): boolean => struckBy(paragraph).length > 0

export interface Survey {
  readonly places: readonly Marked[]
  /** The parties whose name is used in the text while its footnote is nowhere. */
  readonly footnotes: readonly string[]
}

/** Everything in a text that its track's policy does not allow, in the order of the text. */
export const surveyOf = (check: Check, doc: Node): Survey => {
  const reads = readsBy(check)
  const places: Marked[] = []
  const uses = new Set<string>()
  const notes = new Set<string>()
  let group: Node[] = []
  let [start, first, at] = [0, 0, 0]
  const end = () => {
    if (group.length === 0) return
    const { finding, marked } = read(check, reads, group)
    for (const party of finding.uses) uses.add(party)
    for (const party of finding.notes) notes.add(party)
    for (const each of marked)
      places.push({
        ...each,
        index: first,
        from: each.from + start,
        to: each.to + start,
        parts: each.parts.map(({ from, to }) => ({ from: from + start, to: to + start })),
      })
  }
  doc.forEach((paragraph, _, index) => {
    if (index > 0 && isJoined(paragraph)) group.push(paragraph)
    else {
      end()
      group = [paragraph]
      start = at
      first = index
    }
    at += paragraph.nodeSize
  })
  end()
  const footnotes = [...uses].filter(
    party => !notes.has(party) && (check.policies.get(party)?.caveat ?? null) !== null,
  )
  return { places, footnotes }
}

/** The places in a paragraph as it is shown for reading, counted in all the words shown. */
export const placesShown = (check: Check, { runs }: RunParagraph): readonly Place[] => {
  const pieces: Piece[] = []
  let words = ''
  let at = 0
  for (const { text, struckBy: strikers } of runs) {
    if (strikers.length === 0) {
      pieces.push({ start: words.length, at, text })
      words += text
    }
    at += text.length
  }
  const wording = { words, pieces, seams: new Set<number>() }
  return findingIn(check, words).places.flatMap(place =>
    partsOf(wording, place).map(part => ({ ...place, ...part })),
  )
}
