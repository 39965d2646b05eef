import type { Node } from 'prosemirror-model'
import { Transform } from 'prosemirror-transform'
import { type ParagraphAttrs, paragraphNode, schema, inserted, struck } from './schema.ts'
import type { Suggesting } from './suggest.ts'

// A small language for tests: `text(p('OP1', 'The parties ', ins('a', 'shall'), del('b', ' meet')))`.

type Run = string | readonly Node[]

const nodes = (run: Run): readonly Node[] =>
  typeof run === 'string' ? (run === '' ? [] : [schema.text(run)]) : run

/** Wording that a proposal would insert. */
export const ins = (proposal: string, ...runs: readonly Run[]): readonly Node[] =>
  runs.flatMap(nodes).map(node => node.mark(inserted(proposal).addToSet(node.marks)))

/** Wording that a proposal would strike. */
export const del = (proposal: string, ...runs: readonly Run[]): readonly Node[] =>
  runs.flatMap(nodes).map(node => node.mark(struck(proposal).addToSet(node.marks)))

export const p = (id: string | Partial<ParagraphAttrs>, ...runs: readonly Run[]): Node => {
  const attrs = typeof id === 'string' ? { id } : { id: 'p', ...id }
  return schema.nodes.paragraph.create(paragraphNode(attrs).attrs, runs.flatMap(nodes))
}

/** A paragraph whose beginning a proposal would insert. */
export const newP = (proposal: string, paragraph: Node): Node =>
  paragraph.mark(inserted(proposal).addToSet(paragraph.marks))

/** A paragraph that a proposal would join to the one before. */
export const joinedP = (proposal: string, paragraph: Node): Node =>
  paragraph.mark(struck(proposal).addToSet(paragraph.marks))

export const text = (...paragraphs: readonly Node[]): Node => schema.nodes.doc.create(null, paragraphs)

/** Reads a text back in that language's spirit: `OP1: The parties +a{shall} -b{ meet}`. */
export const shown = (doc: Node): string[] =>
  doc.children.map(paragraph => {
    const quality = (node: Node, words: string) =>
      node.marks.reduce(
        (all, { type, attrs }) => `${type.name === 'ins' ? '+' : '-'}${String(attrs['proposal'])}{${all}}`,
        words,
      )
    const runs = paragraph.children.map(run => quality(run, run.text ?? ''))
    return (
      quality(paragraph, `${String(paragraph.attrs['id'])}:`) + (runs.length > 0 ? ` ${runs.join('')}` : '')
    )
  })

/** Where a phrase begins in a text. */
export const find = (doc: Node, phrase: string): number => {
  let found = -1
  doc.forEach((paragraph, at) => {
    const offset = paragraph.textContent.indexOf(phrase)
    if (found < 0 && offset >= 0) found = at + 1 + offset
  })
  if (found < 0) throw new RangeError(`“${phrase}” is not there.`)
  return found
}

let ids = 0
/** One party's hand: everything it writes goes to proposal `name`. */
export const hand = (name: string, ...others: readonly string[]): Suggesting => ({
  own: new Set([name, ...others]),
  proposal: name,
  newId: () => `new${(ids += 1)}`,
})

/** A text after an edit. */
export const edited = (doc: Node, edit: (tr: Transform) => unknown): Node => {
  const tr = new Transform(doc)
  edit(tr)
  return tr.doc
}

/** A repeatable chance. */
export const dice = (seed: number): ((sides: number) => number) => {
  let state = seed >>> 0
  return sides => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}
