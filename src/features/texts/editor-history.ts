import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state'
import { AddMarkStep, AddNodeMarkStep, type Mapping, ReplaceStep, Step } from 'prosemirror-transform'
import { handOf, ownIn, suggested, suggestingAt } from './editor-suggest.ts'
import { unseenIn } from './room.ts'
import { insertedBy, schema, struck, struckBy } from './schema.ts'
import { type Suggesting, suggestReplace } from './suggest.ts'

// Undoing takes back what was proposed here, by marks, since others may have read it. What others did meanwhile stays.

/** What was done at once: the steps that would undo it, first to last, kept fitting the text as it is now. */
interface Deed {
  readonly inverses: readonly Step[]
  readonly at: number
}

interface History {
  readonly done: readonly Deed[]
  readonly undone: readonly Deed[]
  /** What is typed next belongs to the last deed if it follows soon, and here. */
  readonly place: number | null
}

const historyKey = new PluginKey<History>('undo')
const most = 200
const soon = 600

/** ProseMirror makes one step of marks on several stretches, of a kind that no server takes. */
const single = (step: Step): readonly Step[] => {
  const { steps } = step.toJSON() as { readonly steps?: readonly object[] }
  return steps?.map(each => Step.fromJSON(schema, each)) ?? [step]
}

/** A step carried over what was done since. One that strikes leaves out what was put into its midst. */
const carried = (step: Step, mapping: Mapping): readonly Step[] => {
  if (!(step instanceof AddMarkStep)) {
    const mapped = step.map(mapping)
    return mapped === null ? [] : [mapped]
  }
  const parts: AddMarkStep[] = []
  for (let at = step.from; at < step.to; at += 1) {
    const [from, to] = [mapping.map(at, 1), mapping.map(at + 1, -1)]
    const last = parts.at(-1)
    if (last?.to === from && from < to) parts[parts.length - 1] = new AddMarkStep(last.from, to, step.mark)
    else if (from < to) parts.push(new AddMarkStep(from, to, step.mark))
  }
  return parts
}

const inversesOf = (tr: Transaction): Step[] =>
  tr.steps.flatMap((step, index) => {
    const before = tr.docs[index]
    const inverses = before === undefined ? [] : single(step.invert(before))
    return inverses.flatMap(each => carried(each, tr.mapping.slice(index + 1)))
  })

const fitting = (deeds: readonly Deed[], tr: Transaction): readonly Deed[] =>
  deeds.map(deed => ({ ...deed, inverses: deed.inverses.flatMap(step => carried(step, tr.mapping)) }))

const placeOf = (tr: Transaction): number | null => (tr.selection.empty ? tr.selection.from : null)

export const historyPlugin = (): Plugin<History> =>
  new Plugin<History>({
    key: historyKey,
    state: {
      init: () => ({ done: [], undone: [], place: null }),
      apply: (tr, history, before) => {
        if (!tr.docChanged) return tr.selectionSet ? { ...history, place: placeOf(tr) } : history
        const [done, undone] = [fitting(history.done, tr), fitting(history.undone, tr)]
        if (tr.getMeta('addToHistory') === false) return { done, undone, place: history.place }
        const deed = { inverses: inversesOf(tr), at: tr.time }
        const turn = tr.getMeta(historyKey) as 'undo' | 'redo' | undefined
        if (turn === 'undo') return { done: done.slice(0, -1), undone: [...undone, deed], place: null }
        if (turn === 'redo') return { done: [...done, deed], undone: undone.slice(0, -1), place: null }
        const last = done.at(-1)
        const follows =
          last !== undefined &&
          tr.time - last.at < soon &&
          history.place === before.selection.from &&
          before.selection.empty
        const place = placeOf(tr)
        if (!follows) return { done: [...done, deed].slice(-most), undone: [], place }
        const joined = { inverses: [...last.inverses, ...deed.inverses], at: tr.time }
        return { done: [...done.slice(0, -1), joined], undone: [], place }
      },
    },
  })

/** Takes back what the writer put in between two positions, and nothing of anybody else's there. */
const takeBack = (tr: Transaction, from: number, to: number, how: Suggesting) => {
  const { own, isUnseen } = how
  const ownHere = (by: string | null) => by !== null && own.has(by)
  let all = true
  tr.doc.nodesBetween(from, to, (node, at) => {
    const within = node.isText || (node.isTextblock && from <= at && to > at)
    if (within && !ownHere(insertedBy(node))) all = false
  })
  if (
    all &&
    isUnseen?.(from, to) === true &&
    tr.maybeStep(new ReplaceStep(from, to, tr.doc.slice(0, 0))).failed === null
  )
    return
  tr.doc.nodesBetween(from, to, (node, at) => {
    const by = insertedBy(node)
    if (by === null || !own.has(by) || struckBy(node).includes(by)) return
    const mark = struck(by)
    if (node.isText) tr.step(new AddMarkStep(Math.max(at, from), Math.min(at + node.nodeSize, to), mark))
    else if (from <= at && to > at) tr.step(new AddNodeMarkStep(at, mark))
  })
}

const carryOut = (tr: Transaction, step: Step, how: Suggesting) => {
  if (step instanceof ReplaceStep) {
    if (step.slice.size === 0) takeBack(tr, step.from, step.to, how)
    else suggestReplace(tr, step.from, step.from, step.slice, how)
    return
  }
  // A proposal that is decided by now is not written in any more.
  const sets = step instanceof AddMarkStep || step instanceof AddNodeMarkStep
  if (sets && !how.own.has(String(step.mark.attrs['proposal']))) return
  tr.maybeStep(step)
}

const turning = (state: EditorState, deed: Deed, turn: 'undo' | 'redo'): Transaction => {
  const first = deed.inverses.at(-1)
  const at = first instanceof ReplaceStep ? first.from : state.selection.from
  const place = Math.min(at, state.doc.content.size)
  const known = ownIn(state)
  const how = { ...suggestingAt(state, place), isUnseen: unseenIn(state, handOf(state).sent) }
  return suggested(state, { ...how, own: new Set([...known, how.proposal]) }, tr => {
    const unseen = how.isUnseen
    const following: Suggesting = {
      ...how,
      // Asked of places in the text as it was before this transaction.
      isUnseen: (from, to) => {
        const back = tr.mapping.invert()
        return unseen(back.map(from, 1), back.map(to, -1))
      },
    }
    for (const step of deed.inverses.toReversed()) {
      for (const each of carried(step, tr.mapping)) carryOut(tr, each, following)
    }
  }).setMeta(historyKey, turn)
}

const turn = (state: EditorState, way: 'undo' | 'redo'): Transaction | null => {
  const history = historyKey.getState(state)
  const deed = (way === 'undo' ? history?.done : history?.undone)?.at(-1)
  return deed === undefined ? null : turning(state, deed, way)
}

export const undo = (state: EditorState): Transaction | null => turn(state, 'undo')
export const redo = (state: EditorState): Transaction | null => turn(state, 'redo')
