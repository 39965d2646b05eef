import type { Node } from 'prosemirror-model'
import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { newId } from '../record/new-id.ts'
import { type Check, footnoteOf, wordsFor } from './designation.ts'
import { isJoined, type Marked, type Survey, surveyOf } from './designation-places.ts'
import { suggested, suggestingAt, suggestWords } from './editor-suggest.ts'
import { changedWindows } from './rule.ts'
import { wording } from './schema.ts'
import { suggestParagraph } from './suggest.ts'

// Names that break the track's designation policy, marked where they stand. A mark changes no word: what is put in
// its place is a proposal of whoever presses, like anything typed.

interface Marks {
  readonly check: Check | null
  /** Places the reader chose to leave as they are, while the page is open: where each begins. */
  readonly left: readonly number[]
  readonly survey: Survey
  readonly set: DecorationSet
}

type Change = { readonly check: Check | null } | { readonly leave: number }

const marksKey = new PluginKey<Marks>('designations')
const nothing: Survey = { places: [], footnotes: [] }
const noMarks: Marks = { check: null, left: [], survey: nothing, set: DecorationSet.empty }

export const designationsIn = (state: EditorState): Survey => marksKey.getState(state)?.survey ?? nothing

/** What is checked by here. */
export const checkIn = (state: EditorState): Check | null => marksKey.getState(state)?.check ?? null

/** Marks what this check finds from now on; null: nothing. */
export const setCheck = (tr: Transaction, check: Check | null): Transaction =>
  tr.setMeta(marksKey, { check } satisfies Change)

/** Leaves a place as it is. */
export const leave = (tr: Transaction, { from }: Marked): Transaction =>
  tr.setMeta(marksKey, { leave: from } satisfies Change)

const decorationsOf = (places: readonly Marked[]): Decoration[] =>
  places.flatMap(({ parts, breach }) =>
    parts.map(({ from, to }) => Decoration.inline(from, to, { class: `off-policy ${breach}`, role: 'mark' })),
  )

const surveyed = (check: Check, doc: Node, left: readonly number[]): Survey => {
  const survey = surveyOf(check, doc)
  if (left.length === 0) return survey
  return { ...survey, places: survey.places.filter(({ from }) => !left.includes(from)) }
}

const fresh = (check: Check | null, left: readonly number[], doc: Node): Marks => {
  if (check === null) return { ...noMarks, left }
  const survey = surveyed(check, doc, left)
  return { check, left, survey, set: DecorationSet.create(doc, decorationsOf(survey.places)) }
}

/** Where the paragraphs that changed begin and end in the new text, with all that would be joined to them. */
const changedRange = (before: Node, after: Node): readonly [number, number] => {
  const { from, to } = changedWindows(before.content, after.content).after
  let first = from
  while (first > 0 && (first === from || isJoined(after.child(first)))) first -= 1
  let last = to
  while (last < after.childCount && isJoined(after.child(last))) last += 1
  let start = 0
  for (let index = 0; index < first; index += 1) start += after.child(index).nodeSize
  let end = start
  for (let index = first; index < last; index += 1) end += after.child(index).nodeSize
  return [start, end]
}

/** Only what changed is looked at again: a text may be as long as a book. */
const goneOn = ({ check, left: before, set }: Marks & { check: Check }, tr: Transaction): Marks => {
  const left = before.map(at => tr.mapping.map(at))
  const survey = surveyed(check, tr.doc, left)
  const [start, end] = changedRange(tr.before, tr.doc)
  const moved = set.map(tr.mapping, tr.doc)
  const stale = moved.find(start, end)
  const here = survey.places.filter(({ from }) => from >= start && from < end)
  return { check, left, survey, set: moved.remove(stale).add(tr.doc, decorationsOf(here)) }
}

export const designationsPlugin = (): Plugin<Marks> =>
  new Plugin<Marks>({
    key: marksKey,
    state: {
      init: () => noMarks,
      apply: (tr, marks) => {
        const change = tr.getMeta(marksKey) as Change | undefined
        if (change !== undefined && 'check' in change) return fresh(change.check, marks.left, tr.doc)
        if (change !== undefined) return fresh(marks.check, [...marks.left, change.leave], tr.doc)
        const { check, set } = marks
        if (check === null || !tr.docChanged) return marks
        // What an input method is still at is not touched; it comes again when it is done.
        if (tr.getMeta('composition') !== undefined) return { ...marks, set: set.map(tr.mapping, tr.doc) }
        return goneOn({ ...marks, check }, tr)
      },
    },
    props: { decorations: state => marksKey.getState(state)?.set },
  })

/** The place at the caret, or touching it. */
export const placeAt = (state: EditorState, at: number = state.selection.head): Marked | undefined =>
  designationsIn(state).places.find(({ from, to }) => from <= at && at <= to)

/** The next place behind the caret, or before it; from the other end of the text when there is none. */
export const nextPlace = (state: EditorState, towards: 1 | -1): Marked | undefined => {
  const { places } = designationsIn(state)
  const { from, to } = state.selection
  return towards === 1
    ? (places.find(each => each.from > from) ?? places[0])
    : (places.findLast(each => each.to < to) ?? places.at(-1))
}

/** Proposes the track's name, or its asterisk, in the writer's own name. */
export const proposeName = (state: EditorState, check: Check, place: Marked): Transaction => {
  const put = wordsFor(check, place.words, {
    ...place,
    from: place.offset,
    to: place.offset + place.text.length,
  })
  return place.breach === 'asterisk'
    ? suggestWords(state, wording(put.slice(place.text.length)), { from: place.to, to: place.to })
    : suggestWords(state, wording(put), { from: place.from, to: place.to })
}

/** Proposes the footnote of a party's name: a last paragraph, as a proposal by itself. */
export const proposeFootnote = (state: EditorState, check: Check, party: string): Transaction | null => {
  const text = footnoteOf(check, party)
  if (text === undefined) return null
  const end = state.doc.content.size
  const how = { ...suggestingAt(state, end), proposal: newId() }
  return suggested(state, how, tr => suggestParagraph(tr, end, { kind: 'note', text }, how))
}
