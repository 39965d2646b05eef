import { Node } from 'prosemirror-model'
import { TextSelection } from 'prosemirror-state'
import { TextEditor } from '../../../src/features/texts/editor.ts'
import { plainLook, setLook } from '../../../src/features/texts/editor-look.ts'
import { fromServer, handOf, ownIn, setHand } from '../../../src/features/texts/editor-suggest.ts'
import { judge } from '../../../src/features/texts/rule.ts'
import { schema } from '../../../src/features/texts/schema.ts'
import '../../../src/web/style/texts-room.css'

// One editor on its own page, for a real browser to be let loose on.

let editor: TextEditor | undefined
const faults: string[] = []
const retired = new Set<string>()
addEventListener('error', event => faults.push(event.message))
document.addEventListener('securitypolicyviolation', event =>
  faults.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
)

const open = (doc: unknown, own: readonly string[], direction: 'ltr' | 'rtl') => {
  editor?.destroy()
  faults.length = 0
  const main = document.querySelector('main')
  const place = document.createElement('div')
  main?.replaceChildren(place)
  const begun = Node.fromJSON(schema, doc as object)
  let before = begun
  editor = new TextEditor(place, {
    doc: begun,
    version: 0,
    client: 'here',
    canWrite: () => true,
    attributes: { class: 'joint-text', role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'The text' },
    onRefused: () => faults.push('refused'),
    onChange: ({ state }, tr) => {
      if (tr.getMeta('addToHistory') === false) before = state.doc
      const trouble = judge(before, state.doc, { own: ownIn(state), retired })
      if (trouble !== undefined) faults.push(trouble.refused)
      before = state.doc
    },
  })
  const { view } = editor
  view.dispatch(setHand(view.state.tr, { known: new Set(own) }))
  const signs = new Map(
    ['a', 'b', 'c'].map(name => [
      name,
      {
        ins: `(${name.toUpperCase()})`,
        del: `(${name.toUpperCase()}: delete)`,
        colour: 1,
        pattern: 1,
        own: name === 'a',
      },
    ]),
  )
  view.dispatch(setLook(view.state.tr, { ...plainLook, signs, direction }))
  view.focus()
}

const select = (from: number, to = from) => {
  const view = editor?.view
  if (view === undefined) return
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)))
  view.focus()
}

const harness = {
  open,
  select,
  faults: () => faults,
  doc: () => editor?.state.doc.toJSON() as unknown,
  selection: () => [editor?.state.selection.from, editor?.state.selection.to],
  own: () => (editor === undefined ? [] : [...ownIn(editor.state)]),
  begun: () => (editor === undefined ? [] : [...handOf(editor.state).begun]),
  /** As if everything so far had been sent. */
  sent: () => editor?.view.dispatch(setHand(editor.state.tr, { sent: 1_000_000 })),
  /** Somebody else’s words arriving. */
  remote: (at: number, text: string, proposal: string) =>
    editor?.view.dispatch(
      fromServer(
        editor.state.tr
          .insert(at, schema.text(text, [schema.marks.ins.create({ proposal })]))
          .setMeta('addToHistory', false),
      ),
    ),
  shows: () => editor?.view.dom.textContent,
  visible: () => editor?.view.dom.innerText,
}
Object.assign(globalThis, { harness })
export type Harness = typeof harness
