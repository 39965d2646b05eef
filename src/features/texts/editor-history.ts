import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state'
import {
  AddMarkStep,
  AddNodeMarkStep,
  Mapping,
  RemoveMarkStep,
  ReplaceStep,
  Step,
  type StepMap,
} from 'prosemirror-transform'
import { handOf, ownIn, suggested, suggestingAt } from './editor-suggest.ts'
import { unseenIn } from './room.ts'
import { insertedBy, schema, struck, struckBy } from './schema.ts'
import { type Suggesting, suggestReplace } from './suggest.ts'

// Undoing takes back what was proposed here, by marks, since others may have read it. What others did meanwhile stays.

/** A step that would take one step back, as it was when that was done. */
interface Inverse {
  readonly step: Step
  /** Which of the history's maps is that of the step it takes back. */
  readonly of: number
}

/** What was done at once, first to last. */
interface Deed {
  readonly inverses: readonly Inverse[]
  readonly at: number
}

interface History {
  /**
   * Where everything has moved since. A step that puts words back mirrors the one that took them out, so that what
   * came before still finds them.
   */
  readonly moves: Mapping
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

/** A step carried over what was done since. One that strikes, or lets stand, leaves out what was put into its midst. */
const carried = (step: Step, mapping: Mapping): readonly Step[] => {
  const isMark = step instanceof AddMarkStep || step instanceof RemoveMarkStep
  if (!isMark) {
    const mapped = step.map(mapping)
    return mapped === null ? [] : [mapped]
  }
  const stretches: { from: number; to: number }[] = []
  for (let at = step.from; at < step.to; at += 1) {
    const [from, to] = [mapping.map(at, 1), mapping.map(at + 1, -1)]
    const last = stretches.at(-1)
    if (last?.to === from && from < to) last.to = to
    else if (from < to) stretches.push({ from, to })
  }
  return stretches.map(({ from, to }) =>
    step instanceof AddMarkStep
      ? new AddMarkStep(from, to, step.mark)
      : new RemoveMarkStep(from, to, step.mark),
  )
}

const inversesOf = (tr: Transaction, first: number): Inverse[] =>
  tr.steps.flatMap((step, index) => {
    const before = tr.docs[index]
    const inverses = before === undefined ? [] : single(step.invert(before))
    return inverses.map(each => ({ step: each, of: first + index }))
  })

/** As much as the deeds that can still be undone need, and not every move since the text was opened. */
const mostMoves = 4000

const kept = (history: History): History => {
  const { moves, done, undone } = history
  const cut = moves.maps.length - mostMoves / 2
  if (cut < mostMoves / 2) return history
  const mirrors: number[] = []
  moves.maps.forEach((_, index) => {
    const mirror = moves.getMirror(index)
    if (mirror !== undefined && mirror < index && mirror >= cut) mirrors.push(index - cut, mirror - cut)
  })
  const later = (deeds: readonly Deed[]) =>
    deeds
      .filter(({ inverses }) => inverses.every(({ of }) => of >= cut))
      .map(deed => ({ ...deed, inverses: deed.inverses.map(each => ({ ...each, of: each.of - cut })) }))
  return {
    ...history,
    moves: new Mapping(moves.maps.slice(cut), mirrors),
    done: later(done),
    undone: later(undone),
  }
}

const placeOf = (tr: Transaction): number | null => (tr.selection.empty ? tr.selection.from : null)

export const historyPlugin = (): Plugin<History> =>
  new Plugin<History>({
    key: historyKey,
    state: {
      init: () => ({ moves: new Mapping(), done: [], undone: [], place: null }),
      apply: (tr, history, before) => {
        if (!tr.docChanged) return tr.selectionSet ? { ...history, place: placeOf(tr) } : history
        const turned = tr.getMeta(historyKey) as Turned | undefined
        const deed = { inverses: inversesOf(tr, history.moves.maps.length), at: tr.time }
        const moves = turned?.moves ?? history.moves.slice()
        if (turned === undefined) moves.appendMapping(tr.mapping)
        return kept({ ...history, moves, ...remembered(history, tr, before, deed, turned?.way) })
      },
    },
  })

interface Turned {
  readonly way: 'undo' | 'redo'
  readonly moves: Mapping
}

const remembered = (
  { done, undone, place }: History,
  tr: Transaction,
  before: EditorState,
  deed: Deed,
  way: Turned['way'] | undefined,
): Pick<History, 'done' | 'undone' | 'place'> => {
  if (tr.getMeta('addToHistory') === false) return { done, undone, place }
  if (way === 'undo') return { done: done.slice(0, -1), undone: [...undone, deed], place: null }
  if (way === 'redo') return { done: [...done, deed], undone: undone.slice(0, -1), place: null }
  const last = done.at(-1)
  const follows =
    last !== undefined &&
    tr.time - last.at < soon &&
    place === before.selection.from &&
    before.selection.empty
  if (!follows) return { done: [...done, deed].slice(-most), undone: [], place: placeOf(tr) }
  const joined = { inverses: [...last.inverses, ...deed.inverses], at: tr.time }
  return { done: [...done.slice(0, -1), joined], undone: [], place: placeOf(tr) }
}

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

/** Whether a step puts back, in one place, as much as another took out. */
const putsBack = (map: StepMap, taken: StepMap | undefined): boolean => {
  const sizes = (each: StepMap) => {
    const all: string[] = []
    each.forEach((from, to, newFrom, newTo) => void all.push(`${to - from} ${newTo - newFrom}`))
    return all.join()
  }
  return taken !== undefined && /^0 [^0,]+$/.test(sizes(map)) && sizes(map) === sizes(taken.invert())
}

const turning = (state: EditorState, history: History, deed: Deed, way: Turned['way']): Transaction => {
  const moves = history.moves.slice()
  const place = deed.inverses.flatMap(({ step, of }) => {
    const now = step instanceof ReplaceStep ? moves.slice(of + 1).map(step.from) : state.selection.from
    return Math.min(now, state.doc.content.size)
  })
  const how = suggestingAt(state, place.at(-1) ?? state.selection.from)
  const unseen = unseenIn(state, handOf(state).sent)
  return suggested(state, { ...how, own: new Set([...ownIn(state), how.proposal]) }, tr => {
    const following: Suggesting = {
      ...how,
      // Asked of places in the text as it was before this transaction.
      isUnseen: (from, to) => {
        const back = tr.mapping.invert()
        return unseen(back.map(from, 1), back.map(to, -1))
      },
    }
    for (const { step, of } of deed.inverses.toReversed())
      for (const each of carried(step, moves.slice(of + 1))) {
        const from = tr.steps.length
        carryOut(tr, each, following)
        const maps = tr.mapping.maps.slice(from)
        const [only] = maps
        const mirrors = maps.length === 1 && only !== undefined && putsBack(only, moves.maps[of])
        for (const map of maps) moves.appendMap(map, mirrors ? of : undefined)
      }
  }).setMeta(historyKey, { way, moves } satisfies Turned)
}

const turn = (state: EditorState, way: 'undo' | 'redo'): Transaction | null => {
  const history = historyKey.getState(state)
  const deed = (way === 'undo' ? history?.done : history?.undone)?.at(-1)
  return history === undefined || deed === undefined ? null : turning(state, history, deed, way)
}

export const undo = (state: EditorState): Transaction | null => turn(state, 'undo')
export const redo = (state: EditorState): Transaction | null => turn(state, 'redo')
