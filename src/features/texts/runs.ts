import type { Node } from 'prosemirror-model'
import type { ParagraphKind } from './acts.ts'
import { labelsOf } from './numbering.ts'
import { attrsOf, insertedBy, struckBy } from './schema.ts'
import { type Holder, holdersOf, type Proposal, type Talks } from './talks.ts'

/** A stretch of wording that the same proposals speak of. The beginning of a paragraph is a run without text. */
export interface Run {
  readonly text: string
  readonly insertedBy: string | null
  readonly struckBy: readonly string[]
}

export interface RunParagraph {
  readonly id: string
  readonly kind: ParagraphKind
  /** As it is called in the room: OP2bis. Empty for headings and footnotes. */
  readonly label: string
  readonly beginning: Run
  readonly runs: readonly Run[]
}

/**
 * What of the text is shown: every proposal; the words alone as if all were accepted; what is agreed; or what is agreed
 * with one party's proposals.
 */
export type Shown =
  | { readonly show: 'all' }
  | { readonly show: 'accepted' }
  | { readonly show: 'base' }
  | { readonly show: 'party'; readonly party: string | null }

const holds = (proposal: Proposal | undefined, party: string | null) =>
  proposal !== undefined && holdersOf(proposal).some(each => each.party === party && each.name === null)

/** A run as it is shown, or null if it is not. */
const shownAs = (run: Run, shown: Shown, { proposals }: Talks): Run | null => {
  if (run.insertedBy !== null && run.struckBy.includes(run.insertedBy)) return null
  const plain = { text: run.text, insertedBy: null, struckBy: [] }
  switch (shown.show) {
    case 'all':
      return run
    case 'accepted':
      return run.struckBy.length > 0 ? null : plain
    case 'base':
      return run.insertedBy === null ? plain : null
    case 'party': {
      const isTheirs = (id: string) => holds(proposals.get(id), shown.party)
      if (run.insertedBy !== null && !isTheirs(run.insertedBy)) return null
      return { ...run, struckBy: run.struckBy.filter(isTheirs) }
    }
  }
}

const runOf = (node: Node): Run => ({
  text: node.text ?? '',
  insertedBy: insertedBy(node),
  struckBy: struckBy(node),
})

/** The paragraphs of a text as they are to be shown; one whose beginning is not is part of the one before it. */
export const paragraphsShown = (doc: Node, talks: Talks, shown: Shown = { show: 'all' }): RunParagraph[] => {
  const labels = labelsOf(doc)
  const paragraphs: (RunParagraph & { runs: Run[] })[] = []
  let orphans: Run[] = []
  doc.children.forEach((paragraph, index) => {
    const runs = paragraph.children.flatMap(node => shownAs(runOf(node), shown, talks) ?? [])
    const beginning = shownAs(runOf(paragraph), shown, talks)
    const last = paragraphs.at(-1)
    if (beginning !== null) {
      const { id, kind } = attrsOf(paragraph)
      paragraphs.push({ id, kind, label: labels[index] ?? '', beginning, runs: [...orphans, ...runs] })
      orphans = []
    } else if (last === undefined) orphans.push(...runs)
    else last.runs.push(...runs)
  })
  return paragraphs.map(each => ({ ...each, runs: merged(each.runs) }))
}

const isAlike = (left: Run, right: Run) =>
  left.insertedBy === right.insertedBy && left.struckBy.join() === right.struckBy.join()

const merged = (runs: readonly Run[]): Run[] => {
  const all: Run[] = []
  for (const run of runs) {
    const last = all.at(-1)
    if (last !== undefined && isAlike(last, run)) all[all.length - 1] = { ...run, text: last.text + run.text }
    else if (run.text !== '') all.push(run)
  }
  return all
}

/** The words of paragraphs shown without brackets. */
export const wordsOf = ({ runs }: RunParagraph): string => runs.map(({ text }) => text).join('')

/** Who holds a proposal, whether open or closed since. */
export const holdersNow = ({ proposals }: Talks, id: string): readonly Holder[] => {
  const proposal = proposals.get(id)
  return proposal === undefined ? [] : holdersOf(proposal)
}
