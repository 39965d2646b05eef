import type { Slice } from 'prosemirror-model'
import {
  type EditorState,
  Plugin,
  PluginKey,
  type Selection,
  TextSelection,
  type Transaction,
} from 'prosemirror-state'
import { ReplaceStep } from 'prosemirror-transform'
import { newId } from '../record/new-id.ts'
import { unseenIn } from './room.ts'
import { judge } from './rule.ts'
import { struckBy } from './schema.ts'
import { proposalAt, type Suggesting, suggestReplace } from './suggest.ts'
import { changesOf, suggestEdit } from './suggest-edit.ts'

// Whatever somebody does in the editor becomes suggestions here, before it reaches the state; what does not come out
// within the rule is not done at all.

/** Who writes, and what of it the server has not heard of. */
export interface Hand {
  /** The writer's open proposals as the server knows them. */
  readonly known: ReadonlySet<string>
  /** Those begun here. */
  readonly begun: ReadonlySet<string>
  /** How many of the unconfirmed steps are on their way: what is in them has been seen, or may be. */
  readonly sent: number
  /** What was struck last, with the caret at its start: what is typed there belongs behind it. */
  readonly struck: { readonly from: number; readonly to: number } | null
  /** The proposal that the next edit opens, wherever it is made: an alternative, or a bridge. */
  readonly next: string | null
}

type Change = Partial<Pick<Hand, 'known' | 'begun' | 'sent' | 'struck' | 'next'>>

const handKey = new PluginKey<Hand>('hand')
const noHand: Hand = { known: new Set(), begun: new Set(), sent: 0, struck: null, next: null }

/** Transactions with this mark are suggestions already (`'here'`), or come from the server. */
const ready = 'suggested'

export const handOf = (state: EditorState): Hand => handKey.getState(state) ?? noHand

export const ownIn = (state: EditorState): ReadonlySet<string> => {
  const { known, begun } = handOf(state)
  return begun.size === 0 ? known : new Set([...known, ...begun])
}

export const setHand = (tr: Transaction, change: Change): Transaction => {
  const before = (tr.getMeta(handKey) as Change | undefined) ?? {}
  return tr.setMeta(handKey, { ...before, ...change }).setMeta(ready, tr.getMeta(ready) ?? 'here')
}

/** Marks a transaction as the server's word, which is not judged here. */
export const fromServer = (tr: Transaction): Transaction => tr.setMeta(ready, 'server')

const isHere = (tr: Transaction) => tr.getMeta(ready) === 'here'

export const handPlugin = (): Plugin<Hand> =>
  new Plugin<Hand>({
    key: handKey,
    state: {
      init: () => noHand,
      apply: (tr, hand) => {
        const change = tr.getMeta(handKey) as Change | undefined
        const struck = tr.docChanged || tr.selectionSet ? null : hand.struck
        return { ...hand, struck, ...(tr.docChanged && isHere(tr) && { next: null }), ...change }
      },
    },
  })

/** How edits near a place are written: on with the party's own proposal there, or with a new one. */
export const suggestingAt = (state: EditorState, from: number, to = from): Suggesting => {
  const own = ownIn(state)
  const { next } = handOf(state)
  const proposal = next ?? proposalAt(state.doc, from, own) ?? proposalAt(state.doc, to, own) ?? newId()
  return {
    own: new Set([...own, proposal]),
    proposal,
    newId: () => newId(),
    isUnseen: unseenIn(state, handOf(state).sent),
  }
}

/** The transaction that holds an edit made by `edit` as suggestions. */
export const suggested = (
  state: EditorState,
  how: Suggesting,
  edit: (tr: Transaction) => { readonly caret?: number; readonly struck?: Hand['struck'] } | void,
): Transaction => {
  const { tr } = state
  const { caret, struck = null } = edit(tr) ?? {}
  if (caret !== undefined)
    tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(caret, tr.doc.content.size)), -1))
  const { begun } = handOf(state)
  const isNew = tr.docChanged && !ownIn(state).has(how.proposal)
  return setHand(tr, { struck, ...(isNew && { begun: new Set([...begun, how.proposal]) }) }).scrollIntoView()
}

/** Where what is typed at the caret goes: behind what was just struck there, however many presses it took. */
export const typingPlace = (state: EditorState): number | null => {
  const { struck } = handOf(state)
  const { selection } = state
  if (struck === null || !selection.empty || selection.from !== struck.from) return null
  const own = ownIn(state)
  const { $from } = selection
  let end = $from.pos
  $from.parent.forEach((run, offset) => {
    const start = $from.start() + offset
    const reaches = start <= end && start + run.nodeSize > end
    if (reaches && struckBy(run).some(each => own.has(each))) end = start + run.nodeSize
  })
  return end > $from.pos ? end : null
}

/**
 * What an editor's own transaction comes to: itself, where it changes no words; else the same as suggestions; null when
 * that would not be within the rule.
 */
export const toSuggestions = (state: EditorState, tr: Transaction): Transaction | null => {
  if (!tr.docChanged) return tr
  const made = tr.getMeta(ready) as 'here' | 'server' | undefined
  if (made !== undefined) return made === 'here' ? lawful(state, tr) : tr
  // Reading the page after an input method may look like marks taken away; only wording is taken from there.
  if (tr.steps.some(step => !(step instanceof ReplaceStep))) return state.tr
  const [first, ...more] = changesOf(tr)
  if (first === undefined) return moved(state, tr)
  const { from, to, newFrom, newTo } = first
  const isTyping = more.length === 0 && from === to && from === state.selection.from
  const place = isTyping ? typingPlace(state) : null
  if (place !== null)
    return lawful(state, suggestWords(state, tr.doc.slice(newFrom, newTo), { from: place, to: place }))
  const how = suggestingAt(state, from, to)
  const next = suggested(state, how, result => {
    const placed = suggestEdit(result, tr, how)
    const { anchor, head } = tr.selection
    const at = (position: number) =>
      result.doc.resolve(Math.min(Math.max(0, placed(position)), result.doc.content.size))
    result.setSelection(TextSelection.between(at(anchor), at(head)))
  })
  const composition = tr.getMeta('composition') as unknown
  if (composition !== undefined) next.setMeta('composition', composition)
  return lawful(state, next)
}

/** Only the selection of a transaction that changed nothing in the end. */
const moved = (state: EditorState, tr: Transaction): Transaction => {
  const { anchor, head } = tr.selection
  const most = state.doc.content.size
  const $ = (at: number) => state.doc.resolve(Math.min(at, most))
  return state.tr.setSelection(TextSelection.between($(anchor), $(head)))
}

const nothing: ReadonlySet<string> = new Set()

/** The transaction, if the server would take it. */
const lawful = (state: EditorState, tr: Transaction): Transaction | null => {
  const { begun = handOf(state).begun } = (tr.getMeta(handKey) as Change | undefined) ?? {}
  const own = new Set([...handOf(state).known, ...begun])
  return judge(state.doc, tr.doc, { own, retired: nothing }) === undefined ? tr : null
}

/** Puts wording in place of the selection, or at the caret. */
export const suggestWords = (state: EditorState, slice: Slice, range?: { from: number; to: number }) => {
  const selection = range ?? rangeOf(state.selection)
  const place = range === undefined ? typingPlace(state) : null
  const [from, to] = place === null ? [selection.from, selection.to] : [place, place]
  const how = suggestingAt(state, from, to)
  return suggested(state, how, tr => ({ caret: suggestReplace(tr, from, to, slice, how) }))
}

/** The selection in wording: all of the text begins behind the beginning of its first paragraph. */
export const rangeOf = ({ from, to, $from }: Selection): { from: number; to: number } => ({
  from: $from.depth === 0 && from === 0 ? 1 : from,
  to,
})
