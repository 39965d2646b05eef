import type { Node } from 'prosemirror-model'
import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { bracketed, type Quality } from './editor-brackets.ts'
import { labelsOf } from './numbering.ts'
import { isTakenBack, attrsOf, insertedBy, struckBy } from './schema.ts'

/** How a proposal is shown to this reader. */
export interface Sign {
  /** Behind the bracket: `(A, B)`; and where it strikes: `(A: delete)`. */
  readonly ins: string
  readonly del: string
  /** Which of the colours its first holder has. */
  readonly colour: number
  readonly own: boolean
}

export interface Look {
  readonly brackets: boolean
  readonly signs: ReadonlyMap<string, Sign>
  /** Who else is at a paragraph, by its id. */
  readonly present: ReadonlyMap<string, string>
  /** What is said of a paragraph in the margin: (Agreed ad ref). */
  readonly standing: ReadonlyMap<string, string>
  readonly direction: 'ltr' | 'rtl'
  /** A proposal that is pointed out. */
  readonly shown: string | null
}

export const plainLook: Look = {
  brackets: true,
  signs: new Map(),
  present: new Map(),
  standing: new Map(),
  direction: 'ltr',
  shown: null,
}

interface Looks {
  readonly look: Look
  readonly set: DecorationSet
}

const lookKey = new PluginKey<Looks>('look')

export const setLook = (tr: Transaction, look: Look): Transaction => tr.setMeta(lookKey, look)
export const lookOf = (state: EditorState): Look => lookKey.getState(state)?.look ?? plainLook

const labelOf = ({ signs }: Look, { proposal, kind }: Quality) => signs.get(proposal)?.[kind] ?? ''

const runDecorations = (paragraph: Node, at: number, look: Look): Decoration[] => {
  const found: Decoration[] = []
  paragraph.forEach((run, offset) => {
    if (isTakenBack(run))
      found.push(Decoration.inline(at + 1 + offset, at + 1 + offset + run.nodeSize, { class: 'taken-back' }))
  })
  for (const { node, offset, qualities, opens, closes } of bracketed(paragraph)) {
    const [first] = qualities
    if (first === undefined) continue
    const sign = look.signs.get(first.proposal)
    const classes = [
      'bracketed',
      `party-${sign?.colour ?? 0}`,
      ...(sign?.own === true ? ['own'] : []),
      ...(qualities.some(each => each.proposal === look.shown) ? ['pointed-out'] : []),
    ]
    const from = at + 1 + offset
    found.push(
      Decoration.inline(from, from + node.nodeSize, {
        class: classes.join(' '),
        ...(look.brackets && opens.length > 0 && { 'data-opens': '['.repeat(opens.length) }),
        ...(look.brackets &&
          closes.length > 0 && { 'data-closes': closes.map(each => `]${labelOf(look, each)}`).join('') }),
      }),
    )
  }
  return found
}

const beginningLabel = (paragraph: Node, look: Look): string => {
  if (isTakenBack(paragraph)) return ''
  const by = insertedBy(paragraph)
  return [
    ...(by === null ? [] : [`¶${labelOf(look, { proposal: by, kind: 'ins' })}`]),
    ...struckBy(paragraph).map(proposal => `¶${labelOf(look, { proposal, kind: 'del' })}`),
  ].join(' ')
}

const paragraphDecoration = (paragraph: Node, at: number, label: string, look: Look): Decoration => {
  const { id } = attrsOf(paragraph)
  const beginning = beginningLabel(paragraph, look)
  const present = look.present.get(id)
  const standing = look.standing.get(id)
  const state = isTakenBack(paragraph)
    ? 'taken-back'
    : struckBy(paragraph).length > 0
      ? 'joined'
      : insertedBy(paragraph) === null
        ? ''
        : 'begun'
  return Decoration.node(at, at + paragraph.nodeSize, {
    dir: look.direction,
    'data-label': label,
    'data-beginning': state,
    ...(beginning !== '' && { 'data-marks': beginning }),
    ...(present !== undefined && { 'data-present': present }),
    ...(standing !== undefined && { 'data-standing': standing }),
  })
}

const decorate = (doc: Node, look: Look): DecorationSet => {
  const labels = labelsOf(doc)
  const all: Decoration[] = []
  doc.forEach((paragraph, at, index) => {
    all.push(
      paragraphDecoration(paragraph, at, labels[index] ?? '', look),
      ...runDecorations(paragraph, at, look),
    )
  })
  return DecorationSet.create(doc, all)
}

/** Brackets, labels, numbers and who is where: shown beside the words, never among them. */
export const lookPlugin = (): Plugin<Looks> =>
  new Plugin<Looks>({
    key: lookKey,
    state: {
      init: (_, { doc }) => ({ look: plainLook, set: decorate(doc, plainLook) }),
      apply: (tr, before) => {
        const look = (tr.getMeta(lookKey) as Look | undefined) ?? before.look
        if (!tr.docChanged && look === before.look) return before
        return { look, set: decorate(tr.doc, look) }
      },
    },
    props: { decorations: state => lookKey.getState(state)?.set },
  })
