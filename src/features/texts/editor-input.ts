import { keydownHandler } from 'prosemirror-keymap'
import { Fragment, Slice } from 'prosemirror-model'
import { Plugin, Selection, type Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { erase, eraseRange, type Towards, type Unit } from './editor-erase.ts'
import { redo, undo } from './editor-history.ts'
import { ownIn, rangeOf, suggested, suggestingAt, suggestWords } from './editor-suggest.ts'
import { plainText, schema, wording } from './schema.ts'
import { suggestMove, wordingOf } from './suggest.ts'

// Every way in which a browser lets people change text, each brought to one of a few commands before the page changes.
// What still changes the page (input methods do) is read from there, and made suggestions in `toSuggestions`.

const sentenceEnd = /[.;:!?…)\]»”"،؛؟۔]$/u
const lineLength = 55

/**
 * The paragraphs of pasted text. A blank line parts them, and so does a line's end, but for one that only a page's
 * width made: a long line without an end, going on in small letters.
 */
export const paragraphsOf = (text: string): string[] => {
  const paragraphs: string[] = []
  let goesOn = false
  for (const line of text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/gu, '\n').split('\n')) {
    const words = plainText(line)
      .replaceAll(/[ \u00a0]+/g, ' ')
      .trim()
    if (words === '') {
      goesOn = false
      continue
    }
    const before = paragraphs.at(-1)
    if (goesOn && before !== undefined && /^\p{Ll}/u.test(words))
      paragraphs[paragraphs.length - 1] = `${before} ${words}`
    else paragraphs.push(words)
    goesOn = words.length >= lineLength && !sentenceEnd.test(words)
  }
  return paragraphs
}

/** A piece of one line is taken with the spaces at its ends: it goes into a sentence. */
const pasted = (text: string): Slice => {
  const inLine = plainText(text.replace(/[\r\n]+$/, ''))
  const paragraphs = paragraphsOf(text)
  return paragraphs.length > 1 ? wording(...paragraphs) : wording(inLine)
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/**
 * The wording of a page's markup where there is no plain text beside it. It is read as text and never made into
 * elements, so that there is nothing in it that could run or be fetched.
 */
export const wordsOfMarkup = (markup: string): string =>
  markup
    .replace(/<!--[\s\S]*?-->|<(script|style|head|title|template|noscript)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<(?:br|\/?(?:p|div|li|ul|ol|h[1-6]|tr|table|section|article|blockquote))\b[^>]*>/gi, '\n')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi,
      (all, decimal: string, hex: string, name: string) => {
        if (name !== undefined) return entities[name.toLowerCase()] ?? all
        const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
        return code <= 0x10ffff ? String.fromCodePoint(code) : ''
      },
    )

/** What is given as plain text, else the wording of what is given as a page. */
const givenBy = (data: DataTransfer | null): string => {
  const plain = data?.getData('text/plain') ?? ''
  return plain === '' ? wordsOfMarkup(data?.getData('text/html') ?? '') : plain
}

const send = (view: EditorView, tr: Transaction | null): true => {
  if (tr !== null) view.dispatch(tr)
  return true
}

const taking = (towards: Towards, unit: Unit) => (view: EditorView) =>
  send(view, erase(view.state, towards, unit))

/** Begins a paragraph, even where words are selected. */
const split = (view: EditorView) => send(view, suggestWords(view.state, wording('', '')))

const byInputType: Readonly<Record<string, (view: EditorView) => true>> = {
  deleteContentBackward: taking('back', 'character'),
  deleteContentForward: taking('forward', 'character'),
  deleteWordBackward: taking('back', 'word'),
  deleteWordForward: taking('forward', 'word'),
  historyUndo: view => send(view, undo(view.state)),
  historyRedo: view => send(view, redo(view.state)),
  insertParagraph: split,
  insertLineBreak: split,
}

/** Where the browser would delete, for units only it knows, such as a line. */
const targetOf = (view: EditorView, event: InputEvent) => {
  const [range] = event.getTargetRanges()
  if (range === undefined) return null
  const from = view.posAtDOM(range.startContainer, range.startOffset)
  const to = view.posAtDOM(range.endContainer, range.endOffset)
  return { from: Math.min(from, to), to: Math.max(from, to) }
}

const nobodyFormats = /^(format|insertOrderedList|insertUnorderedList|insertHorizontalRule|insertLink)/

const beforeInput = (view: EditorView, event: InputEvent): boolean => {
  if (view.composing || event.isComposing || !event.cancelable) return false
  const { inputType, data } = event
  const done = () => {
    event.preventDefault()
    return true
  }
  const known = byInputType[inputType]
  if (known !== undefined) return known(view) && done()
  if (nobodyFormats.test(inputType)) return done()
  if (inputType === 'deleteByCut' || inputType === 'deleteByDrag' || inputType === 'insertFromDrop')
    return done()
  if (inputType.startsWith('delete')) {
    const target = targetOf(view, event)
    if (target !== null)
      view.dispatch(eraseRange(view.state, target, inputType.endsWith('Forward') ? 'forward' : 'back'))
    return done()
  }
  if (inputType === 'insertText' && data !== null && data !== '') {
    view.dispatch(suggestWords(view.state, wording(plainText(data))))
    return done()
  }
  if (inputType === 'insertReplacementText') {
    const text = event.dataTransfer?.getData('text/plain') ?? data ?? ''
    const target = targetOf(view, event)
    if (target !== null && text !== '') view.dispatch(suggestWords(view.state, pasted(text), target))
    return done()
  }
  return false
}

/** Paragraphs that a slice begins and ends within, each as one line of plain text. */
const clipboardText = (slice: Slice): string => {
  const lines: string[] = []
  slice.content.forEach(node => void lines.push(node.textContent))
  return lines.join('\n\n')
}

const copied = (view: EditorView): Slice => {
  const { from, to } = rangeOf(view.state.selection)
  const slice = wordingOf(view.state.doc, from, to, ownIn(view.state))
  // Whose words they are stays behind: what is pasted is proposed by who pastes it.
  return new Slice(
    Fragment.from(
      slice.content.content.map(node =>
        schema.nodes.paragraph.create({ kind: node.attrs['kind'] as string }, node.content),
      ),
    ),
    1,
    1,
  )
}

const cut = (view: EditorView, event: ClipboardEvent): boolean => {
  const { selection } = view.state
  const data = event.clipboardData
  if (selection.empty || data === null) return true
  event.preventDefault()
  data.clearData()
  data.setData('text/plain', clipboardText(copied(view)))
  if (event.type === 'cut' && view.editable) view.dispatch(eraseRange(view.state, rangeOf(selection)))
  return true
}

const drop = (view: EditorView, event: DragEvent): boolean => {
  const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
  event.preventDefault()
  const { dragging, state } = view
  view.dragging = null
  if (!view.editable || place === null || event.dataTransfer === null) return true
  const target = Selection.near(state.doc.resolve(place.pos)).from
  if (dragging?.move === true) {
    const { from, to } = rangeOf(state.selection)
    if (target >= from && target <= to) return true
    const how = suggestingAt(state, from, to)
    return send(
      view,
      suggested(state, how, tr => suggestMove(tr, from, to, target, how)),
    )
  }
  const text = givenBy(event.dataTransfer)
  return text.trim() === '' || send(view, suggestWords(state, pasted(text), { from: target, to: target }))
}

const paste = (view: EditorView, event: ClipboardEvent): boolean => {
  const text = givenBy(event.clipboardData)
  event.preventDefault()
  return !view.editable || text.trim() === '' || send(view, suggestWords(view.state, pasted(text)))
}

const onMac = typeof navigator !== 'undefined' && /Mac|iP(hone|[oa]d)/.test(navigator.platform)

/** All input. Where the person may only read, the view is not editable and none of this is asked. */
export const inputPlugin = (): Plugin =>
  new Plugin({
    props: {
      handleKeyDown: (view, event) => (view.composing || !view.editable ? false : keys(view, event)),
      handleTextInput: (view, from, to, text) => {
        const { selection } = view.state
        if (view.composing || selection.from !== from || selection.to !== to) return false
        return send(view, suggestWords(view.state, wording(plainText(text))))
      },
      clipboardTextSerializer: clipboardText,
      transformCopied: (_, view) => copied(view),
      handleDOMEvents: {
        beforeinput: (view, event) => beforeInput(view, event),
        copy: cut,
        cut,
        drop,
        paste,
      },
    },
  })

const keys = keydownHandler(
  Object.fromEntries(
    (
      [
        ['Backspace', taking('back', 'character')],
        ['Shift-Backspace', taking('back', 'character')],
        // Where this takes a line, only the browser knows how far a line goes.
        ...(onMac ? [] : ([['Mod-Backspace', taking('back', 'word')]] as const)),
        ['Alt-Backspace', taking('back', 'word')],
        ['Delete', taking('forward', 'character')],
        ['Mod-Delete', taking('forward', 'word')],
        ['Alt-Delete', taking('forward', 'word')],
        ['Enter', split],
        ['Shift-Enter', split],
        ['Mod-Enter', split],
        ['Mod-z', (view: EditorView) => send(view, undo(view.state))],
        ['Mod-y', (view: EditorView) => send(view, redo(view.state))],
        ['Shift-Mod-z', (view: EditorView) => send(view, redo(view.state))],
      ] as const
    ).map(([key, command]) => [
      key,
      (_state: unknown, _dispatch: unknown, view?: EditorView) =>
        view === undefined ? false : command(view),
    ]),
  ),
)
