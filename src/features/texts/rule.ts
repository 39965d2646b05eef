import type { Fragment, Node } from 'prosemirror-model'
import {
  AddMarkStep,
  AddNodeMarkStep,
  AttrStep,
  RemoveMarkStep,
  RemoveNodeMarkStep,
  ReplaceStep,
  type Step,
} from 'prosemirror-transform'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { attrsOf, insertedBy, isPlain, schema, struckBy } from './schema.ts'

/** The kinds of steps the rule can judge. Whatever else ProseMirror knows is refused. */
const judged: readonly unknown[] = [
  ReplaceStep,
  AddMarkStep,
  RemoveMarkStep,
  AddNodeMarkStep,
  RemoveNodeMarkStep,
  AttrStep,
]

export const isJudged = (step: Step): boolean =>
  judged.includes(step.constructor) && (!(step instanceof AttrStep) || isAttribute(step))

/** Whether it sets what a paragraph has, to something small: a record is no place to put away other things. */
const isAttribute = ({ attr, value }: AttrStep): boolean =>
  Object.hasOwn(schema.nodes.paragraph.spec.attrs ?? {}, attr) &&
  (value === null || typeof value === 'boolean' || (typeof value === 'string' && value.length <= 64))

/** The paragraphs `from` up to `to` of a document. */
interface Window {
  readonly from: number
  readonly to: number
}

/**
 * The paragraphs that differ, as windows into both documents. Unchanged paragraphs are the same objects, because
 * steps share what they do not touch, so this looks at none of their content.
 */
export const changedWindows = (before: Fragment, after: Fragment): { before: Window; after: Window } => {
  const least = Math.min(before.childCount, after.childCount)
  let start = 0
  let end = 0
  while (start < least && before.child(start) === after.child(start)) start += 1
  while (
    end < least - start &&
    before.child(before.childCount - 1 - end) === after.child(after.childCount - 1 - end)
  )
    end += 1
  return {
    before: { from: start, to: before.childCount - end },
    after: { from: start, to: after.childCount - end },
  }
}

type Own = Pick<ReadonlySet<string>, 'has'>

const strangers = (proposals: readonly string[], own: Own) =>
  proposals.length === 0 ? '' : proposals.filter(each => !own.has(each)).join()

/** Collects runs of text; those of one quality that touch become one. */
const collector = () => {
  const runs: string[] = []
  let quality = ''
  let text = ''
  const end = () => {
    if (text !== '') runs.push(quality, text)
  }
  return {
    add: (next: string, more: string) => {
      if (next === quality) text += more
      else {
        end()
        quality = next
        text = more
      }
    },
    runs: () => {
      end()
      return runs
    },
  }
}

/**
 * The text as if the proposals in `own` had never been made: without the characters and the beginnings of paragraphs
 * they insert, and with nothing struck by them. What somebody else would strike stays, although it is own: once
 * others have spoken of it, its author cannot take it from under them.
 */
export const project = (
  doc: Node,
  own: Own,
  { from, to }: Window = { from: 0, to: doc.childCount },
): string[] => {
  const { add, runs } = collector()
  for (let index = from; index < to; index += 1) {
    const paragraph = doc.child(index)
    const author = insertedBy(paragraph)
    const against = strangers(struckBy(paragraph), own)
    if (author === null || !own.has(author) || against !== '') {
      const { id, kind, number, alternative } = attrsOf(paragraph)
      add(`¶ ${id} ${kind} ${String(number)} ${String(alternative)} ${author ?? ''} ${against}`, '\n')
    }
    paragraph.forEach(run => {
      const by = insertedBy(run)
      const opposed = strangers(struckBy(run), own)
      if (by === null || !own.has(by) || opposed !== '') add(`${by ?? ''} ${opposed}`, run.text ?? '')
    })
  }
  return runs()
}

const isSame = (left: readonly string[], right: readonly string[]) =>
  left.length === right.length && left.every((each, index) => each === right[index])

/** Whether the paragraphs are well formed: known attributes and marks, and wording without invisible commands. */
const isWellFormed = (doc: Node, { from, to }: Window): boolean => {
  try {
    for (let index = from; index < to; index += 1) {
      const paragraph = doc.child(index)
      paragraph.check()
      // Run by run, so that nothing comes to stand between the halves of one character.
      for (const run of paragraph.children) if (!isPlain(run.text ?? '')) return false
    }
    return true
  } catch {
    return false
  }
}

/** Whether each id in the window is new or was there before, and none occurs twice in the text or ever did. */
const hasOwnIds = (
  before: Node,
  after: Node,
  windows: ReturnType<typeof changedWindows>,
  retired: Own,
): boolean => {
  const known = new Set<string>()
  for (let index = windows.before.from; index < windows.before.to; index += 1)
    known.add(attrsOf(before.child(index)).id)
  const seen = new Set<string>()
  let isNew = false
  for (let index = windows.after.from; index < windows.after.to; index += 1) {
    const { id } = attrsOf(after.child(index))
    if (seen.has(id) || retired.has(id)) return false
    seen.add(id)
    isNew ||= !known.has(id)
  }
  if (!isNew) return true
  return before.children.every(
    (paragraph, index) =>
      (index >= windows.before.from && index < windows.before.to) || !seen.has(attrsOf(paragraph).id),
  )
}

export interface Party {
  /** The proposals of the author that are open, those this commit opens included. */
  readonly own: Own
  /** Ids of paragraphs that were in the text once. */
  readonly retired: Own
}

export type RuleRefusal = Refusal<'not-well-formed' | 'paragraph-id-taken' | 'touches-others'>

/**
 * THE RULE: a delegation's commit is legal exactly when the text without that party's own open proposals is the same
 * before and after. This one equation protects the agreed text, every other party's proposals, and who made them.
 * `whole` compares all paragraphs and not only those that changed: slower, and for tests to hold the two together.
 */
export const judge = (
  before: Node,
  after: Node,
  { own, retired }: Party,
  { whole = false } = {},
): RuleRefusal | undefined => {
  const windows = whole
    ? { before: { from: 0, to: before.childCount }, after: { from: 0, to: after.childCount } }
    : changedWindows(before.content, after.content)
  if (!isWellFormed(after, windows.after)) return refuse('not-well-formed')
  if (!hasOwnIds(before, after, windows, retired)) return refuse('paragraph-id-taken')
  if (!isSame(project(before, own, windows.before), project(after, own, windows.after)))
    return refuse('touches-others')
  return undefined
}
