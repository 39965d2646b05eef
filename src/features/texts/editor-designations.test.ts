import { EditorState, TextSelection, type Transaction } from 'prosemirror-state'
import type { Node } from 'prosemirror-model'
import type { DecorationSet } from 'prosemirror-view'
import { describe, expect, it } from 'vitest'
import { checkBy, type Designations } from './designation.ts'
import { surveyOf } from './designation-places.ts'
import {
  designationsIn,
  designationsPlugin,
  leave,
  nextPlace,
  placeAt,
  proposeFootnote,
  proposeName,
  setCheck,
} from './editor-designations.ts'
import { fromServer, handPlugin, ownIn, suggestWords, toSuggestions } from './editor-suggest.ts'
import { collab } from 'prosemirror-collab'
import { del, dice, ins, joinedP, p, shown, text } from './given-text.ts'
import { judge } from './rule.ts'
import { attrsOf, inserted, schema, struck, wording } from './schema.ts'

const designations: Designations = {
  language: 'en',
  policies: [
    {
      party: 'authority',
      language: 'en',
      text: 'northern authorities',
      caveat: 'Without prejudice to status.',
      asterisk: true,
      illustration: false,
    },
  ],
  names: [{ party: 'authority', text: 'Northern Republic', register: 'own' }],
  others: [],
}
const check = checkBy(designations)

const opened = (doc: Node) => {
  const state = EditorState.create({
    doc,
    plugins: [collab({ version: 0, clientID: 'me' }), handPlugin(), designationsPlugin()],
  })
  return state.apply(setCheck(state.tr, check))
}
const done = (state: EditorState, tr: Transaction | null): EditorState => {
  const made = tr === null ? null : toSuggestions(state, tr)
  if (made === null) throw new Error('It was not within the rule.')
  return state.apply(made)
}
/** What is drawn as marked. */
const drawn = (state: EditorState) =>
  state.plugins
    .flatMap(each => (each.props.decorations?.call(each, state) ?? []) as DecorationSet)
    .flatMap(set => set.find())
    .toSorted((left, right) => left.from - right.from)
    .map(({ from, to }) => [from, to])
/** What is to be marked, found without anything that was found before. */
const wanted = (doc: Node) =>
  surveyOf(checkBy(designations), doc).places.flatMap(({ parts }) => parts.map(({ from, to }) => [from, to]))
const first = (state: EditorState) => {
  const [place] = designationsIn(state).places
  if (place === undefined) throw new Error('Nothing is marked.')
  return place
}

describe('the track’s name', () => {
  it('is proposed in one’s own name, and nothing is taken out of the text', () => {
    const before = opened(text(p('one', 'We met the Northern Republic’s envoy')))
    const after = done(before, proposeName(before, check, first(before)))
    const [own = ''] = ownIn(after)
    expect(shown(after.doc)).toEqual([
      `one: We met the -${own}{Northern Republic}+${own}{northern authorities*}’s envoy`,
    ])
    expect(judge(before.doc, after.doc, { own: ownIn(after), retired: new Set() })).toBeUndefined()
    expect(designationsIn(after).places).toEqual([])
  })

  it('is proposed in place of another party’s words too, which stay that party’s', () => {
    const before = opened(text(p('one', 'We met ', ins('theirs', 'the Northern Republic'))))
    const after = done(before, proposeName(before, check, first(before)))
    const [own = ''] = ownIn(after)
    expect(shown(after.doc)).toEqual([
      `one: We met +theirs{the }-${own}{+theirs{Northern Republic}}+${own}{northern authorities*}`,
    ])
  })

  it('gets its asterisk, and nothing else is touched', () => {
    const before = opened(text(p('one', 'The Northern Authorities met')))
    const after = done(before, proposeName(before, check, first(before)))
    const [own = ''] = ownIn(after)
    expect(shown(after.doc)).toEqual([`one: The Northern Authorities+${own}{*} met`])
  })
})

describe('the footnote', () => {
  it('is proposed as a last paragraph without a number, apart from what stands before it', () => {
    const before = opened(text(p('one', 'The northern authorities* met')))
    const end = before.doc.content.size - 1
    const typed = done(before, suggestWords(before, wording('', 'They part'), { from: end, to: end }))
    const after = done(typed, proposeFootnote(typed, check, 'authority'))
    expect(ownIn(after).size).toBe(2)
    const { kind, number } = attrsOf(after.doc.child(2))
    expect([kind, number, after.doc.child(2).textContent]).toEqual([
      'note',
      null,
      '* Without prejudice to status.',
    ])
    expect(designationsIn(after).footnotes).toEqual([])
    expect(judge(before.doc, after.doc, { own: ownIn(after), retired: new Set() })).toBeUndefined()
  })

  it('is not proposed for a party without one', () => {
    const state = opened(text(p('one', 'Words')))
    expect(proposeFootnote(state, check, 'nobody')).toBeNull()
  })
})

describe('marks', () => {
  const doc = text(
    p('one', 'The Northern Republic met'),
    p('two', 'Nothing here'),
    p('three', 'the Northern Republic and the northern authorities'),
  )

  it('are led to one after another, round the text', () => {
    let state = opened(doc)
    const seen: string[] = []
    for (let times = 0; times < 4; times += 1) {
      const next = nextPlace(state, 1)
      seen.push(`${next?.index} ${next?.text}`)
      const { from, to } = next ?? { from: 1, to: 1 }
      state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)))
      expect(placeAt(state)?.from).toBe(from)
    }
    expect(seen).toEqual([
      '0 Northern Republic',
      '2 Northern Republic',
      '2 northern authorities',
      '0 Northern Republic',
    ])
    expect(nextPlace(state, -1)?.text).toBe('northern authorities')
  })

  it('that were left stay away, wherever their words move to', () => {
    const before = opened(doc)
    const left = before.apply(leave(before.tr, first(before)))
    expect(designationsIn(left).places.map(({ index }) => index)).toEqual([2, 2])
    const moved = left.apply(fromServer(left.tr.insertText('Then the ', 1, 4)))
    expect(designationsIn(moved).places.map(({ index }) => index)).toEqual([2, 2])
    expect(drawn(moved)).toHaveLength(2)
  })

  it('go when there is no policy', () => {
    const state = opened(doc)
    expect(drawn(state)).toHaveLength(3)
    const none = state.apply(setCheck(state.tr, null))
    expect(drawn(none)).toEqual([])
    expect(designationsIn(none).places).toEqual([])
  })

  it('are never drawn on words an input method is still at', () => {
    const state = opened(text(p('one', 'the Northern Republi')))
    const composed = state.apply(fromServer(state.tr.insertText('c', 21)).setMeta('composition', 1))
    expect(drawn(composed)).toEqual([])
    expect(drawn(composed.apply(fromServer(composed.tr.insertText('.', 22))))).toHaveLength(1)
  })

  it.each([1, 2, 3, 4, 5, 6])('are the same however the text came to be: chance %i', seed => {
    const roll = dice(seed)
    let state = opened(
      text(
        p('one', 'The Northern Republic', ins('a', ' met')),
        joinedP('b', p('two', 'Northern ')),
        joinedP('c', p('three', 'Republic and', del('a', ' the northern authorities'))),
        p('four', 'northern authorities'),
      ),
    )
    const words = ['Northern ', 'Republic', ' northern authorities', '*', '“', '”', ' ', 'x']
    for (let times = 0; times < 120; times += 1) {
      const { tr } = state
      const at = roll(tr.doc.content.size)
      const $at = tr.doc.resolve(at)
      const paragraph = roll(tr.doc.childCount)
      let start = 0
      for (let index = 0; index < paragraph; index += 1) start += tr.doc.child(index).nodeSize
      const what = roll(6)
      if (what < 3 && $at.depth > 0) tr.insert(at, schema.text(words[roll(words.length)] ?? 'x'))
      else if (what === 3 && $at.depth > 0 && $at.parentOffset < $at.parent.content.size)
        tr.delete(at, Math.min($at.end(), at + 1 + roll(9)))
      else if (what === 4) tr.addNodeMark(start, roll(2) === 0 ? struck('b') : inserted('b'))
      else if (what === 5 && $at.depth > 0)
        tr.addMark($at.start(), $at.end(), roll(2) === 0 ? struck('c') : inserted('c'))
      state = state.apply(fromServer(tr))
      expect(drawn(state)).toEqual(wanted(state.doc))
    }
  })
})
