import { receiveTransaction, sendableSteps } from 'prosemirror-collab'
import type { Mark, Slice } from 'prosemirror-model'
import type { EditorState, Transaction } from 'prosemirror-state'
import {
  AddMarkStep,
  AddNodeMarkStep,
  type Mappable,
  RemoveMarkStep,
  RemoveNodeMarkStep,
  ReplaceStep,
  Step,
  type Transform,
} from 'prosemirror-transform'
import { delMark, schema } from './schema.ts'

// What an open editor does with what it sends and receives; the connection itself is elsewhere. The editor's state
// holds the plugin `collab({ version, clientID })` of prosemirror-collab.

/** What an editor needs of a commit. */
export interface Received {
  readonly versionFrom: number
  readonly steps: readonly Readonly<Record<string, unknown>>[]
  readonly client: string | null
}

export interface ToSend {
  readonly version: number
  readonly steps: Record<string, unknown>[]
}

/** What was written here and is not confirmed yet; null when there is nothing. Send the next only when this is answered. */
export const unsent = (state: EditorState): ToSend | null => {
  const sendable = sendableSteps(state)
  if (sendable === null || sendable.steps.length === 0) return null
  return { version: sendable.version, steps: jsonOf(sendable.steps) }
}

const jsonOf = (steps: readonly Step[]) => JSON.parse(JSON.stringify(steps)) as Record<string, unknown>[]

/** Wording written here whose place somebody else's change, such as a decision, has taken away. */
export interface Lost {
  readonly slice: Slice
  /** The nearest place there is now. */
  readonly at: number
}

const lostBetween = (before: EditorState, tr: Transaction, after: EditorState): Lost[] => {
  const steps = sendableSteps(before)?.steps ?? []
  const kept = (sendableSteps(after)?.steps ?? []).map(sliceKey)
  const lost: Lost[] = []
  steps.forEach((step, index) => {
    const key = sliceKey(step)
    // A step keeps its wording when it is moved, and the order of steps stays.
    const next = kept[0] === key
    if (next) kept.shift()
    if (next || !(step instanceof ReplaceStep) || step.slice.size === 0) return
    const here = steps.slice(index + 1).reduce((at, later) => later.getMap().map(at), step.from)
    lost.push({ slice: step.slice, at: tr.mapping.map(here) })
  })
  return lost
}

const sliceKey = (step: Step) => {
  const { stepType, slice, mark } = step.toJSON() as { stepType: string; slice?: unknown; mark?: unknown }
  return JSON.stringify([stepType, slice, mark])
}

interface Range {
  readonly from: number
  readonly to: number
}

const following = ({ from, to }: Range, map: Mappable): Range => ({
  from: map.map(from, 1),
  to: map.map(to, -1),
})

/**
 * Steps of ours that were carried over others' strike, with what they struck before, what those put in its midst
 * meanwhile, which nobody here had read. This takes our marks off it. `tr` takes back our steps, takes in `count` of
 * others', and does ours again.
 */
const sparing = (after: EditorState, tr: Transaction, unconfirmed: number, count: number): Transaction => {
  let theirs: Range[] = []
  let spared: (Range & { readonly mark: Mark })[] = []
  tr.steps.forEach((step, index) => {
    const map = step.getMap()
    if (index < unconfirmed) return
    if (index >= unconfirmed + count && step instanceof AddMarkStep && step.mark.type === delMark)
      for (const { from, to } of theirs)
        spared.push({ from: Math.max(from, step.from), to: Math.min(to, step.to), mark: step.mark })
    theirs = theirs.map(each => following(each, map))
    spared = spared.map(each => ({ ...each, ...following(each, map) }))
    if (index < unconfirmed + count) map.forEach((_from, _to, from, to) => void theirs.push({ from, to }))
  })
  const spare = after.tr
  for (const { from, to, mark } of spared)
    if (from < to && after.doc.rangeHasMark(from, to, mark)) spare.step(new RemoveMarkStep(from, to, mark))
  return spare
}

export interface Receipt {
  /** To be dispatched one after another. */
  readonly transactions: readonly Transaction[]
  /** The state after them: up to these commits, with what is unconfirmed still on top. */
  readonly state: EditorState
  /** What could not be kept in its place: show it, and offer to propose it anew with `suggestReplace`. */
  readonly lost: readonly Lost[]
  /** The server has our own commit otherwise than we do: read the text anew. */
  readonly diverged: boolean
}

/** Commits one after another that are all ours, or all others': prosemirror-collab confirms only what comes first. */
const inTurns = (commits: readonly Received[], client: string): Received[][] => {
  const turns: Received[][] = []
  for (const commit of commits) {
    const turn = turns.at(-1)
    if (turn !== undefined && (turn[0]?.client === client) === (commit.client === client)) turn.push(commit)
    else turns.push([commit])
  }
  return turns
}

/** Takes in the next commits, in order. Throws if one is missing between them and `version`. */
export const receive = (
  before: EditorState,
  commits: readonly Received[],
  client: string,
  version: number,
): Receipt => {
  const transactions: Transaction[] = []
  let lost: Lost[] = []
  let state = before
  let expected = version
  let diverged = false
  for (const turn of inTurns(commits, client)) {
    const isOwn = turn[0]?.client === client
    const steps: Step[] = []
    for (const commit of turn) {
      if (commit.versionFrom !== expected) throw new RangeError('A commit is missing.')
      expected += commit.steps.length
      steps.push(...commit.steps.map(step => Step.fromJSON(schema, step)))
    }
    const mine = sendableSteps(state)?.steps.slice(0, steps.length) ?? []
    diverged ||= isOwn && JSON.stringify(mine) !== JSON.stringify(steps)
    const tr = receiveTransaction(
      state,
      steps,
      steps.map(() => (isOwn ? client : '')),
      { mapSelectionBackward: true },
    )
    const after = state.apply(tr)
    lost = lost.map(({ slice, at }) => ({ slice, at: tr.mapping.map(at) }))
    if (!isOwn) lost.push(...lostBetween(state, tr, after))
    transactions.push(tr)
    const spare = isOwn
      ? undefined
      : sparing(after, tr, sendableSteps(state)?.steps.length ?? 0, steps.length)
    if (spare?.docChanged === true) transactions.push(spare)
    state = spare?.docChanged === true ? after.apply(spare) : after
  }
  return { transactions, state, lost, diverged }
}

const proposalOf = (mark: { attrs: Readonly<Record<string, unknown>> }) => String(mark.attrs['proposal'])

/**
 * Gives what was written under proposals that are decided by now to a new one: their decided words bear no marks any
 * more, so whatever does was written since. Returns whether there was any.
 */
export const rehome = (tr: Transform, decided: ReadonlySet<string>, proposal: string): boolean => {
  const begun = tr.steps.length
  tr.doc.descendants((node, at) => {
    for (const mark of node.marks) {
      if (!decided.has(proposalOf(mark))) continue
      const renamed = mark.type.create({ proposal })
      const to = at + node.nodeSize
      if (node.isText) tr.step(new RemoveMarkStep(at, to, mark)).step(new AddMarkStep(at, to, renamed))
      else tr.step(new RemoveNodeMarkStep(at, mark)).step(new AddNodeMarkStep(at, renamed))
    }
    return true
  })
  return tr.steps.length > begun
}

/** The proposals whose marks steps would set. Those the server does not know yet are to be opened with them. */
export const proposalsNamed = (steps: readonly Readonly<Record<string, unknown>>[]): Set<string> => {
  const named = new Set<string>()
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('type' in value && (value.type === 'ins' || value.type === 'del') && 'attrs' in value) {
      const { attrs } = value as { attrs: Readonly<Record<string, unknown>> }
      named.add(proposalOf({ attrs }))
    }
    for (const each of Object.values(value)) walk(each)
  }
  walk(steps)
  return named
}

/**
 * Which text was typed here and never sent, for `Suggesting.isUnseen`. `sent` is how many of the unconfirmed steps are
 * on their way.
 */
export const unseenIn = (state: EditorState, sent: number): ((from: number, to: number) => boolean) => {
  const steps = (sendableSteps(state)?.steps ?? []).slice(sent)
  let ranges: (readonly [number, number])[] = []
  for (const step of steps) {
    const map = step.getMap()
    ranges = ranges.map(([from, to]) => [map.map(from, 1), map.map(to, -1)] as const)
    if (step instanceof ReplaceStep && step.slice.size > 0)
      map.forEach((_from, _to, from, to) => void ranges.push([from, to]))
  }
  // Ranges that touch are one: a word is typed letter by letter.
  const covered = (at: number) => ranges.find(([from, to]) => from <= at && at < to)
  return (from, to) => {
    for (let at = from; at < to;) {
      const range = covered(at)
      if (range === undefined) return false
      at = range[1]
    }
    return true
  }
}
