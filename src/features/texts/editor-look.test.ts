import fc from 'fast-check'
import { EditorState, type Transaction } from 'prosemirror-state'
import { DecorationSet } from 'prosemirror-view'
import { expect, it } from 'vitest'
import { lookPlugin, plainLook, setLook } from './editor-look.ts'
import { del, ins, p, text } from './given-text.ts'
import { schema } from './schema.ts'

const signs = new Map([['a', { ins: '(A)', del: '(A: delete)', colour: 1, pattern: 1, own: false }]])
const given = () =>
  text(
    p('one', 'The parties ', ins('a', 'shall '), 'meet'),
    p('two', 'They ', del('a', 'fully'), ' agree'),
    p('three', 'They part'),
    p('four', 'They write'),
  )

const shown = (state: EditorState) => {
  const [set] = state.plugins.map(plugin => plugin.props.decorations?.call(plugin, state))
  if (!(set instanceof DecorationSet)) throw new Error('Nothing is decorated.')
  const told = set.find().map(each => JSON.stringify([each.from, each.to, each]))
  return told.toSorted()
}
const opened = (doc = given()) => {
  const state = EditorState.create({ doc, plugins: [lookPlugin()] })
  return state.apply(setLook(state.tr, { ...plainLook, signs }))
}

type Edit = (tr: Transaction, at: number) => void
const edits: Edit[] = [
  (tr, at) => tr.insertText('x', at),
  (tr, at) => tr.doc.resolve(at).parent.isTextblock && tr.split(at),
  (tr, at) => tr.delete(at, Math.min(at + 4, tr.doc.content.size - 1)),
  (tr, at) => tr.addMark(at, Math.min(at + 4, tr.doc.content.size), schema.mark('del', { proposal: 'a' })),
  (tr, at) => {
    const $at = tr.doc.resolve(at)
    if ($at.depth > 0) tr.setNodeAttribute($at.before(1), 'number', '7')
  },
]

it('looks after any edit as if it had been looked at from the beginning', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...edits), fc.nat()), { maxLength: 6 }), all => {
      let state = opened()
      for (const [edit, place] of all) {
        const { tr } = state
        edit(tr, 1 + (place % (state.doc.content.size - 2)))
        state = state.apply(tr)
      }
      expect(shown(state)).toEqual(shown(opened(state.doc)))
    }),
  ))
