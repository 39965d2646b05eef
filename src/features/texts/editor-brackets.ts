import type { Node } from 'prosemirror-model'
import { insertedBy, struckBy } from './schema.ts'

/** What a bracket says of the words in it. */
export interface Quality {
  readonly proposal: string
  readonly kind: 'ins' | 'del'
}

/** A run of words with the brackets that open before and close behind it, outermost first and innermost first. */
export interface BracketedRun {
  readonly node: Node
  /** Where it begins in the paragraph. */
  readonly offset: number
  readonly qualities: readonly Quality[]
  readonly opens: readonly Quality[]
  readonly closes: readonly Quality[]
}

const retracted = (node: Node) => {
  const by = insertedBy(node)
  return by !== null && struckBy(node).includes(by)
}

const qualitiesOf = (node: Node): Quality[] => {
  const by = insertedBy(node)
  return [
    ...(by === null ? [] : [{ proposal: by, kind: 'ins' as const }]),
    ...struckBy(node).map(proposal => ({ proposal, kind: 'del' as const })),
  ]
}

const same = (left: Quality, right: Quality) => left.proposal === right.proposal && left.kind === right.kind
const has = (all: readonly Quality[], one: Quality) => all.some(each => same(each, one))

/**
 * The words of a paragraph in brackets that nest: what goes on longest stands outermost, and a bracket that would cross
 * another is closed and opened again. Words their author took back are left out.
 */
export const bracketed = (paragraph: Node): BracketedRun[] => {
  const runs: { node: Node; offset: number; qualities: Quality[] }[] = []
  paragraph.forEach((node, offset) => {
    if (!retracted(node)) runs.push({ node, offset, qualities: qualitiesOf(node) })
  })
  const lasts = (quality: Quality, from: number) => {
    let to = from
    while (to < runs.length && has(runs[to]?.qualities ?? [], quality)) to += 1
    return to
  }
  const stack: Quality[] = []
  return runs.map((run, index) => {
    const opens = run.qualities
      .filter(each => !has(stack, each))
      .toSorted((left, right) => lasts(right, index) - lasts(left, index))
    stack.push(...opens)
    const next = runs[index + 1]?.qualities ?? []
    const closes: Quality[] = []
    while (stack.some(each => !has(next, each))) {
      const top = stack.pop()
      if (top !== undefined) closes.push(top)
    }
    return { ...run, opens, closes }
  })
}
