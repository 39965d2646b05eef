import { type Node, Slice } from 'prosemirror-model'
import {
  AddNodeMarkStep,
  AttrStep,
  RemoveMarkStep,
  RemoveNodeMarkStep,
  ReplaceStep,
  Transform,
} from 'prosemirror-transform'
import { isNumbered, numbersOf } from './numbering.ts'
import { attrsOf, inserted, insertedBy, struck, struckBy } from './schema.ts'

/** What becomes of proposals: their words enter the text or leave it. */
export interface Outcome {
  readonly accepted: ReadonlySet<string>
  /** Rejected, withdrawn or superseded: the text is as if they had never been made. */
  readonly removed: ReadonlySet<string>
}

/** Whether the characters, or the beginning of the paragraph, go. */
const goes = (node: Node, { accepted, removed }: Outcome): boolean => {
  const by = insertedBy(node)
  if (by !== null && removed.has(by)) return true
  const strikers = struckBy(node)
  if (strikers.some(each => accepted.has(each))) return true
  // Words their own author had taken back before they were accepted.
  return by !== null && accepted.has(by) && strikers.includes(by)
}

const settleRun = (tr: Transform, run: Node, from: number, outcome: Outcome) => {
  const to = from + run.nodeSize
  if (goes(run, outcome)) {
    tr.step(new ReplaceStep(from, to, Slice.empty))
    return
  }
  const by = insertedBy(run)
  if (by !== null && outcome.accepted.has(by)) tr.step(new RemoveMarkStep(from, to, inserted(by)))
  for (const each of struckBy(run))
    if (outcome.removed.has(each)) tr.step(new RemoveMarkStep(from, to, struck(each)))
}

/**
 * The second paragraph, whose beginning stays, takes in the words of the first. They stay where they are, so that what
 * somebody is writing among them meanwhile finds its place.
 */
const joinFirst = (tr: Transform) => {
  const [first, second] = [tr.doc.firstChild, tr.doc.maybeChild(1)]
  if (first === null || second === null) return false
  const end = first.nodeSize
  tr.step(new ReplaceStep(end - 1, end + 1, Slice.empty))
  for (const [name, value] of Object.entries(second.attrs))
    if (first.attrs[name] !== value) tr.step(new AttrStep(0, name, value))
  for (const mark of first.marks) tr.step(new RemoveNodeMarkStep(0, mark))
  for (const mark of second.marks) tr.step(new AddNodeMarkStep(0, mark))
  return true
}

const settleBeginning = (tr: Transform, at: number, outcome: Outcome, number: string | null) => {
  const paragraph = tr.doc.nodeAt(at)
  if (paragraph === null) return
  if (goes(paragraph, outcome)) {
    if (at > 0) {
      tr.step(new ReplaceStep(at - 1, at + 1, Slice.empty))
      return
    }
    if (joinFirst(tr)) return
  }
  const by = insertedBy(paragraph)
  const staysAlone = by !== null && goes(paragraph, outcome)
  if (by !== null && (outcome.accepted.has(by) || staysAlone)) {
    tr.step(new RemoveNodeMarkStep(at, inserted(by)))
    if (number !== null && attrsOf(paragraph).number === null) tr.step(new AttrStep(at, 'number', number))
  }
  for (const each of struckBy(paragraph))
    if (outcome.removed.has(each) || outcome.accepted.has(each) || (by === each && outcome.accepted.has(by)))
      tr.step(new RemoveNodeMarkStep(at, struck(each)))
}

/**
 * The steps that carry an outcome out. What is accepted keeps the number it was called by in the room. Words another
 * party had put inside what goes stay, as that party's proposal still. The only paragraph of a text stays,
 * even empty.
 */
export const outcomeSteps = (doc: Node, outcome: Outcome): Transform => {
  const tr = new Transform(doc)
  const numbers = numbersOf(doc)
  const starts: number[] = []
  doc.forEach((_, at) => void starts.push(at))
  // From the end, so that nothing moves that is still to come.
  for (const [index, at] of [...starts.entries()].toReversed()) {
    const paragraph = doc.child(index)
    const runs: [Node, number][] = []
    paragraph.forEach((run, offset) => void runs.push([run, at + 1 + offset]))
    for (const [run, from] of runs.toReversed()) settleRun(tr, run, from, outcome)
    settleBeginning(tr, at, outcome, numbers[index] ?? null)
  }
  return tr
}

/** The steps that number all paragraphs anew, one after another in each kind. Alternatives keep following theirs. */
export const renumberSteps = (doc: Node): Transform => {
  const tr = new Transform(doc)
  const counts = { preambular: 0, operative: 0, heading: 0, note: 0 }
  doc.forEach((paragraph, at) => {
    const { kind, number, alternative } = attrsOf(paragraph)
    const isSettled = insertedBy(paragraph) === null && !alternative
    const next = !isNumbered(kind) || !isSettled ? null : String((counts[kind] += 1))
    if (next !== number) tr.step(new AttrStep(at, 'number', next))
  })
  return tr
}
