import type { Node } from 'prosemirror-model'
import type { ParagraphKind } from './acts.ts'
import { labelsOf } from './numbering.ts'
import { attrsOf, insertedBy, struckBy } from './schema.ts'

/** What a proposal would do in the text as it stands, in few words, and where first. */
export interface Piece {
  readonly inserted: string
  readonly struck: string
  /** It would begin a paragraph, or join one to the one before. */
  readonly begins: boolean
  readonly joins: boolean
  /** The paragraph it stands in first: its id, its number, and the position there. */
  readonly paragraph: string
  readonly label: string
  readonly kind: ParagraphKind
  readonly at: number
}

const between = (before: string, after: string) => (before === '' ? after : `${before} … ${after}`)

/** What every proposal would do, by its id. */
export const piecesOf = (doc: Node): ReadonlyMap<string, Piece> => {
  const pieces = new Map<string, Piece>()
  const labels = labelsOf(doc)
  // Where the words last added to each proposal end: what follows there goes on with them.
  const ends = new Map<string, number>()
  doc.forEach((paragraph, start, index) => {
    const { id, kind } = attrsOf(paragraph)
    const pieceOf = (proposal: string, at: number): Piece =>
      pieces.get(proposal) ?? {
        inserted: '',
        struck: '',
        begins: false,
        joins: false,
        paragraph: id,
        label: labels[index] ?? '',
        kind,
        at,
      }
    const by = insertedBy(paragraph)
    const strikers = struckBy(paragraph)
    if (by !== null && !strikers.includes(by)) pieces.set(by, { ...pieceOf(by, start + 1), begins: true })
    for (const each of strikers)
      if (each !== by) pieces.set(each, { ...pieceOf(each, start + 1), joins: true })
    paragraph.forEach((run, offset) => {
      const at = start + 1 + offset
      const text = run.text ?? ''
      const author = insertedBy(run)
      const against = struckBy(run)
      if (author !== null && against.includes(author)) return
      const add = (proposal: string, what: 'inserted' | 'struck') => {
        const piece = pieceOf(proposal, at)
        const key = `${what} ${proposal}`
        const goesOn = ends.get(key) === at
        pieces.set(proposal, { ...piece, [what]: goesOn ? piece[what] + text : between(piece[what], text) })
        ends.set(key, at + run.nodeSize)
      }
      if (author !== null) add(author, 'inserted')
      for (const each of against) add(each, 'struck')
    })
  })
  return pieces
}
