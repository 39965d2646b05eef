import { Fragment, type Node, Slice } from 'prosemirror-model'
import {
  AddMarkStep,
  AddNodeMarkStep,
  RemoveMarkStep,
  RemoveNodeMarkStep,
  ReplaceStep,
  type Transform,
} from 'prosemirror-transform'
import type { ParagraphKind } from './acts.ts'
import { isNumbered } from './numbering.ts'
import {
  attrsOf,
  delMark,
  inserted,
  insertedBy,
  type NewParagraph,
  paragraphNode,
  plainText,
  schema,
  struck,
  struckBy,
  wording,
} from './schema.ts'

/** In whose name an edit is turned into suggestions. */
export interface Suggesting {
  /** The party's open proposals, `proposal` included. */
  readonly own: ReadonlySet<string>
  /** What an edit adds to where it does not continue another of the party's proposals. */
  readonly proposal: string
  /** A new id for a paragraph, never given before. */
  readonly newId: () => string
  /**
   * Whether the text between two positions was typed here and never sent. Such text is taken out instead of struck:
   * nobody else can be at work in it, and an input method composes without leaving traces.
   */
  readonly isUnseen?: (from: number, to: number) => boolean
}

/** Wording to be put in, a paragraph each; the first and the last run into what is around them. */
interface Piece {
  readonly text: string
  readonly kind?: ParagraphKind
}

const piecesOf = ({ content }: Slice): readonly Piece[] => {
  const pieces: Piece[] = []
  let loose = ''
  for (const node of content.content) {
    if (node.isTextblock) {
      const { kind } = attrsOf(node)
      pieces.push({ text: plainText(node.textContent), ...(!isNumbered(kind) && { kind }) })
    } else loose += node.textContent
  }
  return pieces.length === 0 ? (loose === '' ? [] : [{ text: plainText(loose) }]) : pieces
}

/** The party's own proposal that the text just before a place, or else just after it, belongs to. */
export const proposalAt = (doc: Node, at: number, own: ReadonlySet<string>): string | undefined => {
  const { nodeBefore, nodeAfter, parent, parentOffset } = doc.resolve(at)
  const neighbours = [nodeBefore, nodeAfter, parentOffset === 0 ? parent : null]
  for (const node of neighbours) {
    if (node === null) continue
    const by = insertedBy(node)
    const found = by !== null && own.has(by) ? by : struckBy(node).find(each => own.has(each))
    if (found !== undefined) return found
  }
  return undefined
}

/** What strikes this node in the party's name: its own words it takes back under the proposal that put them in. */
const strikingBy = (node: Node, { own, proposal }: Suggesting): string | undefined => {
  const by = insertedBy(node)
  if (by !== null && own.has(by)) return struckBy(node).includes(by) ? undefined : by
  return struckBy(node).some(each => own.has(each)) ? undefined : proposal
}

const isOwn = (node: Node, own: ReadonlySet<string>) => {
  const by = insertedBy(node)
  return by !== null && own.has(by)
}

const strikeText = (tr: Transform, from: number, to: number, how: Suggesting) => {
  const runs: { from: number; to: number; node: Node }[] = []
  tr.doc.nodesBetween(from, to, (node, at) => {
    if (node.isText) runs.push({ from: Math.max(at, from), to: Math.min(at + node.nodeSize, to), node })
  })
  // From the last, so that what is taken out moves nothing that is still to come.
  for (const run of runs.toReversed()) {
    if (isOwn(run.node, how.own) && how.isUnseen?.(run.from, run.to) === true) tr.delete(run.from, run.to)
    else {
      const proposal = strikingBy(run.node, how)
      if (proposal !== undefined) tr.step(new AddMarkStep(run.from, run.to, struck(proposal)))
    }
  }
}

/** Strikes the beginning of the paragraph that starts at `at`: proposes to join it to the one before. */
const strikeBeginning = (tr: Transform, at: number, how: Suggesting) => {
  const paragraph = tr.doc.nodeAt(at)
  const proposal = paragraph === null ? undefined : strikingBy(paragraph, how)
  if (proposal !== undefined) tr.step(new AddNodeMarkStep(at, struck(proposal)))
}

const strike = (tr: Transform, from: number, to: number, how: Suggesting) => {
  const beginnings: number[] = []
  tr.doc.forEach((_, at) => {
    if (from <= at && to > at) beginnings.push(at)
  })
  for (const at of beginnings) strikeBeginning(tr, at, how)
  strikeText(tr, from, to, how)
}

/** The kind a paragraph split off at the end of this one has. */
const kindAfter = (doc: Node, index: number): ParagraphKind => {
  const { kind } = attrsOf(doc.child(index))
  if (kind !== 'heading') return kind
  const next = doc.maybeChild(index + 1)
  return next === null ? 'operative' : attrsOf(next).kind
}

/** Whole paragraphs between two others. Returns where they end. */
const putBetween = (
  tr: Transform,
  at: number,
  pieces: readonly Piece[],
  kind: ParagraphKind,
  how: Suggesting,
): number => {
  const whole = pieces.length > 1 && pieces.at(-1)?.text === '' ? pieces.slice(0, -1) : pieces
  const content = Fragment.from(
    whole.map(each =>
      paragraphNode({
        id: how.newId(),
        kind: each.kind ?? kind,
        text: each.text,
        proposal: how.proposal,
      }),
    ),
  )
  tr.step(new ReplaceStep(at, at, new Slice(content, 0, 0)))
  return at + content.size
}

/** Puts pieces in as suggestions and says where they end. */
const putIn = (tr: Transform, at: number, pieces: readonly Piece[], how: Suggesting): number => {
  const [first, ...more] = pieces
  if (first === undefined) return at
  const $at = tr.doc.resolve(at)
  const index = $at.index(0)
  if ($at.depth === 0)
    return putBetween(tr, at, pieces, index === 0 ? 'operative' : kindAfter(tr.doc, index - 1), how)
  const own = { ...how, proposal: proposalAt(tr.doc, at, how.own) ?? how.proposal }
  const { kind } = attrsOf($at.parent)
  if ($at.parentOffset === 0 && $at.parent.content.size > 0 && more.at(-1)?.text === '') {
    // Whole paragraphs before this one: it keeps its beginning, and so its number.
    return putBetween(tr, $at.before(), pieces, kind, own) + 1
  }
  const run = first.text === '' ? null : schema.text(first.text, [inserted(own.proposal)])
  if (more.length === 0) {
    if (run !== null) tr.step(new ReplaceStep(at, at, new Slice(Fragment.from(run), 0, 0)))
    return at + first.text.length
  }
  const isAtEnd = $at.parentOffset === $at.parent.content.size
  const content = Fragment.from([
    $at.parent.type.create($at.parent.attrs, run),
    ...more.map(each =>
      paragraphNode({
        id: how.newId(),
        kind: each.kind ?? (isAtEnd ? kindAfter(tr.doc, index) : kind),
        text: each.text,
        proposal: own.proposal,
      }),
    ),
  ])
  tr.step(new ReplaceStep(at, at, new Slice(content, 1, 1)))
  return at + content.size - 2
}

/** The position, or the one beside it if it stands between the halves of one character. */
const besideCharacter = (doc: Node, at: number, side: -1 | 1): number => {
  const { parent, parentOffset } = doc.resolve(at)
  if (!parent.isTextblock || parentOffset === 0 || parentOffset === parent.content.size) return at
  const between = parent.textBetween(parentOffset - 1, parentOffset + 1)
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(between) ? at + side : at
}

/** The range without the beginning of a paragraph it just reaches: whoever marks whole paragraphs means only those. */
const wholeParagraphs = (doc: Node, from: number, to: number, empty: boolean): readonly [number, number] => {
  const [$from, $to] = [doc.resolve(from), doc.resolve(to)]
  const atStarts = $from.depth === 1 && $to.depth === 1 && $from.parentOffset === 0 && $to.parentOffset === 0
  if (!atStarts || $from.index(0) === $to.index(0)) return [from, to]
  return empty ? [$from.before(), $to.before()] : [from, $to.before() - 1]
}

/**
 * Proposes to replace what lies between two positions: strikes it, and puts the slice in (only its wording; whose it
 * is follows from `how`). Nothing is ever taken out of the document but what was never sent. Returns where what was put
 * in ends. Every edit comes down to this: typing, deleting, pasting, splitting and merging paragraphs.
 */
export const suggestReplace = (
  tr: Transform,
  from: number,
  to: number,
  slice: Slice,
  how: Suggesting,
): number => {
  const pieces = piecesOf(slice)
  const [start, end] = wholeParagraphs(
    tr.doc,
    besideCharacter(tr.doc, from, -1),
    besideCharacter(tr.doc, to, from === to ? -1 : 1),
    pieces.length === 0,
  )
  const done = tr.steps.length
  if (end > start) strike(tr, start, end, how)
  const within =
    end === start || tr.doc.resolve(start).sameParent(tr.doc.resolve(Math.min(end, tr.doc.content.size)))
  const at = tr.mapping.slice(done).map(within ? end : start, within ? 1 : -1)
  return pieces.length === 0 ? at : putIn(tr, at, pieces, how)
}

export const suggestDelete = (tr: Transform, from: number, to: number, how: Suggesting): void =>
  void suggestReplace(tr, from, to, Slice.empty, how)

export const suggestInsert = (tr: Transform, at: number, text: string, how: Suggesting): number =>
  suggestReplace(tr, at, at, wording(plainText(text)), how)

/** Enter: a new beginning of a paragraph here. */
export const suggestSplit = (tr: Transform, at: number, how: Suggesting): number =>
  suggestReplace(tr, at, at, wording('', ''), how)

/** Joins the paragraph that starts at `at` to the one before it. */
export const suggestMerge = (tr: Transform, at: number, how: Suggesting): void => strikeBeginning(tr, at, how)

/** A paragraph of the party's own, between two others. */
export const suggestParagraph = (
  tr: Transform,
  at: number,
  { text = '', ...attrs }: Omit<NewParagraph, 'id' | 'proposal'>,
  { proposal, newId }: Suggesting,
): void => void tr.insert(at, paragraphNode({ ...attrs, text: plainText(text), id: newId(), proposal }))

/** The wording of a range as it reads now: without what the party has taken back or would strike. */
export const wordingOf = (doc: Node, from: number, to: number, own: ReadonlySet<string>): Slice => {
  const paragraphs: Node[] = []
  doc.nodesBetween(from, to, (node, at) => {
    if (!node.isTextblock) return true
    let text = ''
    node.forEach((run, offset) => {
      const start = at + 1 + offset
      if (struckBy(run).some(each => own.has(each))) return
      text += (run.text ?? '').slice(Math.max(0, from - start), Math.max(0, to - start))
    })
    paragraphs.push(paragraphNode({ ...attrsOf(node), text }))
    return false
  })
  return new Slice(Fragment.from(paragraphs), 1, 1)
}

/** Cutting and pasting elsewhere: one proposal that strikes the words here and puts them in there. */
export const suggestMove = (
  tr: Transform,
  from: number,
  to: number,
  target: number,
  how: Suggesting,
): void => {
  if (target >= from && target <= to) return
  const slice = wordingOf(tr.doc, from, to, how.own)
  const done = tr.steps.length
  suggestDelete(tr, from, to, how)
  const at = tr.mapping.slice(done).map(target)
  suggestReplace(tr, at, at, slice, how)
}

/** Takes back what the party would strike in a range: the way back from `suggestDelete`. */
export const restore = (tr: Transform, start: number, end: number, own: ReadonlySet<string>): void => {
  const [from, to] = [besideCharacter(tr.doc, start, -1), besideCharacter(tr.doc, end, 1)]
  tr.doc.nodesBetween(from, to, (node, at) => {
    for (const mark of node.marks) {
      if (mark.type !== delMark || !own.has(String(mark.attrs['proposal']))) continue
      if (node.isText) tr.step(new RemoveMarkStep(Math.max(at, from), Math.min(at + node.nodeSize, to), mark))
      else if (from <= at && to > at) tr.step(new RemoveNodeMarkStep(at, mark))
    }
  })
}
