import { collab } from 'prosemirror-collab'
import type { Node } from 'prosemirror-model'
import { EditorState, type Selection, TextSelection, type Transaction } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { historyPlugin } from './editor-history.ts'
import { inputPlugin } from './editor-input.ts'
import { checkIn, designationsPlugin, setCheck } from './editor-designations.ts'
import { lookOf, lookPlugin, setLook } from './editor-look.ts'
import { handPlugin, toSuggestions } from './editor-suggest.ts'

export interface EditorOptions {
  readonly doc: Node
  readonly version: number
  /** The open editor's id, which the server knows its commits by. */
  readonly client: string
  readonly canWrite: () => boolean
  /** The names of the place to type in, for those who do not see it. */
  readonly attributes: Readonly<Record<string, string>>
  readonly onChange?: (view: EditorView, tr: Transaction) => void
  /** What was tried is not within the rule, and was not done. */
  readonly onRefused?: () => void
}

export const editorState = ({
  doc,
  version,
  client,
}: Pick<EditorOptions, 'doc' | 'version' | 'client'>): EditorState =>
  EditorState.create({
    doc,
    plugins: [
      collab({ version, clientID: client }),
      handPlugin(),
      historyPlugin(),
      lookPlugin(),
      designationsPlugin(),
      inputPlugin(),
    ],
  })

/** Browsers tell late that the caret moved: a key pressed right after another must not act on where it was. */
const readSelection = (view: EditorView) => {
  const { domObserver } = view as unknown as { domObserver?: { flush?: () => void } }
  domObserver?.flush?.()
}

/** How long after an input method is done the browser may still change the page for it, in milliseconds. */
const settling = 40

/** The difference between two documents as one edit of the first; null when there is none. */
const difference = (before: EditorState, after: EditorState): Transaction | null => {
  const from = before.doc.content.findDiffStart(after.doc.content)
  const ends = before.doc.content.findDiffEnd(after.doc.content)
  if (from === null || ends === null) return null
  const overlap = Math.max(0, from - Math.min(ends.a, ends.b))
  const tr = before.tr.replace(from, ends.a + overlap, after.doc.slice(from, ends.b + overlap))
  const { anchor, head } = after.selection
  const at = (place: number) => tr.doc.resolve(Math.min(place, tr.doc.content.size))
  return tr.setSelection(TextSelection.between(at(anchor), at(head)))
}

/**
 * The place where a text is read and written in. All that is written becomes proposals of the writer. While an input
 * method is at work the page is its own: what it wrote becomes a proposal when it is done, made on the text as it was
 * before; nothing else may change the text meanwhile (`whenSettled`).
 */
export class TextEditor {
  readonly view: EditorView
  readonly #options: EditorOptions
  /** The text as it was when the input method began. */
  #before: EditorState | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #waiting: (() => void)[] = []

  constructor(place: HTMLElement, options: EditorOptions) {
    this.#options = options
    this.view = new EditorView(
      { mount: place },
      {
        state: editorState(options),
        editable: () => options.canWrite(),
        attributes: { ...options.attributes },
        dispatchTransaction: tr => this.#take(tr),
        handleDOMEvents: {
          compositionstart: () => this.#composing(),
          compositionend: () => this.#composed(),
          beforeinput: (_, event) => this.#settleUnless(event.isComposing),
          keydown: (_, event) => this.#settleUnless(event.isComposing || event.keyCode === 229),
          paste: () => this.#settleUnless(false),
          drop: () => this.#settleUnless(false),
          blur: () => this.#settleUnless(false),
        },
      },
    )
  }

  get state(): EditorState {
    return this.view.state
  }

  /** Whether an input method is at work, or was just now. */
  get composing(): boolean {
    return this.#before !== null
  }

  /** Does it now, or when the input method that is at work is done. */
  whenSettled(work: () => void): void {
    if (this.#before !== null) {
      this.#waiting.push(work)
      return
    }
    // Where the person just put the caret, lest the text drawn anew puts it back.
    readSelection(this.view)
    work()
  }

  /** Begins anew with another text, looking as it did. */
  replace(text: Pick<EditorOptions, 'doc' | 'version' | 'client'>): void {
    clearTimeout(this.#timer)
    this.#before = null
    const look = lookOf(this.view.state)
    const fresh = editorState(text)
    const check = checkIn(this.view.state)
    this.view.updateState(fresh.apply(setCheck(setLook(fresh.tr, look), check)))
  }

  destroy(): void {
    clearTimeout(this.#timer)
    this.settle()
    this.#waiting = []
    this.view.destroy()
  }

  /** Makes what the input method wrote a proposal. */
  settle(): void {
    clearTimeout(this.#timer)
    const before = this.#before
    if (before === null) return
    this.#before = null
    const written = this.view.state
    const edit = difference(before, written)
    const made =
      edit === null ? before.tr.setSelection(selectionIn(before, written)) : toSuggestions(before, edit)
    if (made === null) this.#options.onRefused?.()
    this.#show(before, made ?? before.tr)
    const waiting = this.#waiting
    this.#waiting = []
    for (const work of waiting) work()
  }

  #show(state: EditorState, tr: Transaction): void {
    this.view.updateState(state.apply(tr))
    this.#options.onChange?.(this.view, tr)
  }

  #take(tr: Transaction): void {
    const { state } = this.view
    if (this.#before !== null) {
      this.view.updateState(state.apply(tr))
      return
    }
    const made = toSuggestions(state, tr)
    if (made === null) this.#options.onRefused?.()
    // A change of the page that is refused is drawn over again from the state.
    this.#show(state, made ?? state.tr)
  }

  #composing(): false {
    clearTimeout(this.#timer)
    this.#before ??= this.view.state
    return false
  }

  #composed(): false {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.settle(), settling)
    return false
  }

  #settleUnless(composing: boolean): false {
    if (composing || this.view.composing) return false
    this.settle()
    readSelection(this.view)
    return false
  }
}

const selectionIn = (before: EditorState, { selection }: EditorState): Selection => {
  const at = (place: number) => before.doc.resolve(Math.min(place, before.doc.content.size))
  return TextSelection.between(at(selection.anchor), at(selection.head))
}
