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
  /** Which of the colours its author has. */
  readonly colour: number
  /** And which pattern its line: colours alone would not tell everybody. */
  readonly pattern: number
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
  /** What each paragraph is called, in order. */
  readonly labels: readonly string[]
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
      `party-${sign?.colour ?? 0} pattern-${sign?.pattern ?? 0}`,
      ...(sign?.own === true ? ['own'] : []),
      ...(qualities.some(each => each.proposal === look.shown) ? ['pointed-out'] : []),
    ]
    const from = at + 1 + offset
    const around = (attributes: Record<string, string>) =>
      Decoration.inline(from, from + node.nodeSize, { nodeName: 'span', ...attributes })
    const [innermost, ...outer] = closes
    // One in another, innermost first: the words; their brackets; and behind those in smaller letters who holds them.
    found.push(
      around({ class: 'words' }),
      around({
        class: 'enclosed',
        ...(look.brackets && innermost !== undefined && { 'data-closes': ']' }),
      }),
      around({
        class: classes.join(' '),
        ...(look.brackets && opens.length > 0 && { 'data-opens': '['.repeat(opens.length) }),
        ...(innermost !== undefined && {
          'data-holders': [
            labelOf(look, innermost),
            ...outer.map(each => `${look.brackets ? ']' : ''}${labelOf(look, each)}`),
          ].join(''),
        }),
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

const decorations = (paragraph: Node, at: number, label: string, look: Look): Decoration[] => [
  paragraphDecoration(paragraph, at, label, look),
  ...runDecorations(paragraph, at, look),
]

const decorate = (doc: Node, labels: readonly string[], look: Look): DecorationSet => {
  const all: Decoration[] = []
  doc.forEach((paragraph, at, index) => {
    all.push(...decorations(paragraph, at, labels[index] ?? '', look))
  })
  return DecorationSet.create(doc, all)
}

/** Whether all paragraphs begin as before, so that each is called what it was. */
const beginAlike = (before: Node, after: Node): boolean =>
  before.childCount === after.childCount &&
  before.children.every((paragraph, index) => paragraph.attrs === after.child(index).attrs)

/** As `decorate`, looking only at the paragraphs that changed: a long text is written in as quickly as a short one. */
const redecorate = ({ before, doc, mapping }: Transaction, { look, labels, set }: Looks): Looks => {
  const called = beginAlike(before, doc) ? labels : labelsOf(doc)
  const old = new Map(before.children.map((paragraph, index) => [paragraph, labels[index]]))
  const fresh: Decoration[] = []
  doc.forEach((paragraph, at, index) => {
    const label = called[index] ?? ''
    // What is left in `old` afterwards is gone, or looks otherwise.
    if (old.get(paragraph) === label) old.delete(paragraph)
    else fresh.push(...decorations(paragraph, at, label, look))
  })
  const gone: Decoration[] = []
  before.forEach((paragraph, at) => {
    const end = at + paragraph.nodeSize
    if (old.has(paragraph)) gone.push(...set.find(at, end).filter(each => each.from >= at && each.to <= end))
  })
  return { look, labels: called, set: set.remove(gone).map(mapping, doc).add(doc, fresh) }
}

const looksOf = (doc: Node, look: Look): Looks => {
  const labels = labelsOf(doc)
  return { look, labels, set: decorate(doc, labels, look) }
}

/** Brackets, labels, numbers and who is where: shown beside the words, never among them. */
export const lookPlugin = (): Plugin<Looks> =>
  new Plugin<Looks>({
    key: lookKey,
    state: {
      init: (_, { doc }) => looksOf(doc, plainLook),
      apply: (tr, before) => {
        const look = tr.getMeta(lookKey) as Look | undefined
        if (look !== undefined) return looksOf(tr.doc, look)
        return tr.docChanged ? redecorate(tr, before) : before
      },
    },
    props: { decorations: state => lookKey.getState(state)?.set },
  })
