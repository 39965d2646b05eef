import type { Node } from 'prosemirror-model'
import { type EditorState, TextSelection, type Transaction } from 'prosemirror-state'
import { handOf, ownIn, rangeOf, suggested, suggestingAt } from './editor-suggest.ts'
import { insertedBy, isTakenBack, struckBy } from './schema.ts'
import { suggestDelete, suggestMerge } from './suggest.ts'
import { unseenIn } from './room.ts'

/** How much one press takes. */
export type Unit = 'character' | 'word' | 'line'
export type Towards = 'back' | 'forward'

/** The characters of a paragraph that the writer has not taken away yet, each with its place. */
interface Live {
  readonly text: string
  readonly at: readonly number[]
}

const liveIn = (paragraph: Node, start: number, from: number, to: number, own: ReadonlySet<string>): Live => {
  let text = ''
  const at: number[] = []
  paragraph.forEach((run, offset) => {
    if (isTakenBack(run) || struckBy(run).some(each => own.has(each))) return
    const words = run.text ?? ''
    for (let index = 0; index < words.length; index += 1) {
      const place = start + offset + index
      if (place < from || place >= to) continue
      text += words[index]
      at.push(place)
    }
  })
  return { text, at }
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const words = new Intl.Segmenter(undefined, { granularity: 'word' })
/** A letter with signs above or below it loses them one by one, as everywhere else. */
const signed = /^\p{L}[\p{M}\u200c\u200d]+$/u

/** How many characters of the text one press takes from its end. */
const lastOf = (text: string, unit: Unit): number => {
  if (unit === 'line') return text.length
  const segments = [...(unit === 'word' ? words : characters).segment(text)]
  if (unit === 'character') {
    const last = segments.at(-1)?.segment ?? ''
    return signed.test(last) ? 1 : last.length
  }
  let taken = 0
  for (const { segment, isWordLike } of segments.toReversed()) {
    taken += segment.length
    if (isWordLike === true) break
  }
  return taken
}

const firstOf = (text: string, unit: Unit): number => {
  if (unit === 'line') return text.length
  const segments = [...(unit === 'word' ? words : characters).segment(text)]
  if (unit === 'character') return segments[0]?.segment.length ?? 0
  let taken = 0
  for (const { segment, isWordLike } of segments) {
    taken += segment.length
    if (isWordLike === true) break
  }
  return taken
}

const beginsStruck = (paragraph: Node, own: ReadonlySet<string>) =>
  isTakenBack(paragraph) || struckBy(paragraph).some(each => own.has(each))

const isOwn = (node: Node, own: ReadonlySet<string>) => {
  const by = insertedBy(node)
  return by !== null && own.has(by)
}

/** Joins the paragraph that starts at `at` to the one before it. */
const merging = (state: EditorState, at: number): Transaction => {
  const { doc } = state
  const own = ownIn(state)
  const index = doc.resolve(at).index(0)
  const [before, paragraph] = [doc.child(index - 1), doc.child(index)]
  const isUnseen = unseenIn(state, handOf(state).sent)
  const how = suggestingAt(state, at)
  const unsent = isOwn(paragraph, own) && isUnseen(at - 1, at + 1)
  if (unsent)
    return suggested(state, how, tr => {
      tr.delete(at - 1, at + 1)
      return { caret: at - 1 }
    })
  const empty = liveIn(before, 0, 0, before.content.size, own).text === ''
  // A paragraph put in above this one is taken back rather than this one's own beginning.
  const undoing = empty && isOwn(before, own) && !isOwn(paragraph, own)
  const target = undoing ? at - before.nodeSize : at
  const gone = undoing && before.content.size === 0 && isUnseen(target, at)
  return suggested(state, how, tr => {
    if (gone) tr.delete(target, at)
    else suggestMerge(tr, target, how)
    return { caret: gone ? target + 1 : undoing ? at + 1 : at - 1 }
  })
}

const caretAt = (state: EditorState, at: number, towards: Towards): Transaction =>
  state.tr
    .setSelection(TextSelection.near(state.doc.resolve(at), towards === 'back' ? -1 : 1))
    .scrollIntoView()

const eraseBack = (state: EditorState, unit: Unit): Transaction | null => {
  const own = ownIn(state)
  let { $head } = state.selection
  for (;;) {
    const [start, at] = [$head.start(), $head.pos]
    const live = liveIn($head.parent, start, start, at, own)
    if (live.text !== '') {
      const taken = lastOf(live.text, unit)
      const from = live.at[live.at.length - taken] ?? start
      const to = (live.at.at(-1) ?? from) + 1
      const how = suggestingAt(state, from, to)
      return suggested(state, how, tr => {
        const size = tr.doc.content.size
        suggestDelete(tr, from, to, how)
        const left = to - from - (size - tr.doc.content.size)
        return { caret: from, struck: left > 0 ? { from, to: from + left } : null }
      })
    }
    const index = $head.index(0)
    if (index === 0) return at === start ? null : caretAt(state, start, 'back')
    if (!beginsStruck($head.parent, own)) return merging(state, $head.before())
    $head = state.doc.resolve($head.before() - 1)
  }
}

const eraseForward = (state: EditorState, unit: Unit): Transaction | null => {
  const own = ownIn(state)
  let { $head } = state.selection
  for (;;) {
    const [start, at] = [$head.start(), $head.pos]
    const live = liveIn($head.parent, start, at, $head.end(), own)
    if (live.text !== '') {
      const taken = firstOf(live.text, unit)
      const from = live.at[0] ?? at
      const to = (live.at[taken - 1] ?? from) + 1
      const how = suggestingAt(state, from, to)
      return suggested(state, how, tr => {
        const size = tr.doc.content.size
        suggestDelete(tr, from, to, how)
        return { caret: to - (size - tr.doc.content.size) }
      })
    }
    const after = $head.after()
    const next = state.doc.maybeChild($head.index(0) + 1)
    if (next === null) return null
    if (!beginsStruck(next, own)) return keepingCaret(state, after, at)
    $head = state.doc.resolve(after + 1)
  }
}

const keepingCaret = (state: EditorState, at: number, caret: number): Transaction => {
  const tr = merging(state, at)
  return tr.setSelection(
    TextSelection.create(tr.doc, Math.min(tr.mapping.map(caret, -1), tr.doc.content.size)),
  )
}

/** Takes away what is selected, or what stands before or behind the caret. Null when there is nothing left to take. */
export const erase = (state: EditorState, towards: Towards, unit: Unit): Transaction | null => {
  if (state.selection.empty) return towards === 'back' ? eraseBack(state, unit) : eraseForward(state, unit)
  return eraseRange(state, rangeOf(state.selection), towards)
}

export const eraseRange = (
  state: EditorState,
  { from, to }: { from: number; to: number },
  towards: Towards = 'back',
): Transaction => {
  const how = suggestingAt(state, from, to)
  return suggested(state, how, tr => {
    const size = tr.doc.content.size
    suggestDelete(tr, from, to, how)
    const end = to - (size - tr.doc.content.size)
    const within = tr.doc.resolve(from).sameParent(tr.doc.resolve(end))
    if (towards === 'forward') return { caret: end }
    return { caret: from, struck: within && end > from ? { from, to: end } : null }
  })
}
