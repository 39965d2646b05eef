import { type Attrs, Fragment, type Mark, type Node, Schema, Slice } from 'prosemirror-model'
import { unseen } from '../../domain/plain-wording.ts'
import { type ParagraphKind, paragraphKinds } from './acts.ts'

const idPattern = /^[A-Za-z0-9_-]{1,64}$/
const numberPattern = /^\d{1,4}([a-z]{1,16}\d{0,3}){0,2}$/

const check = (holds: boolean, what: string) => {
  if (!holds) throw new RangeError(`This is no ${what}.`)
}
const checkId = (value: unknown) => check(typeof value === 'string' && idPattern.test(value), 'id')
const checkKind = (value: unknown) =>
  check(
    paragraphKinds.some(kind => kind === value),
    'kind of paragraph',
  )
const checkNumber = (value: unknown) =>
  check(value === null || (typeof value === 'string' && numberPattern.test(value)), 'paragraph number')
const checkFlag = (value: unknown) => check(typeof value === 'boolean', 'flag')

const proposalOf = (element: HTMLElement) => {
  const proposal = element.getAttribute('data-proposal') ?? ''
  return idPattern.test(proposal) && { proposal }
}

const paragraphFrom = (element: HTMLElement): Attrs => {
  const id = element.getAttribute('data-paragraph') ?? ''
  const kind = element.getAttribute('data-kind')
  const number = element.getAttribute('data-number')
  return {
    // Without one it has none yet: what is pasted is given its id when it is put in.
    ...(idPattern.test(id) && { id }),
    kind: paragraphKinds.find(each => each === kind) ?? 'operative',
    number: number !== null && numberPattern.test(number) ? number : null,
    alternative: element.hasAttribute('data-alternative'),
  }
}

/**
 * A joint text is a flat list of paragraphs. The marks carry a proposal's id and nothing else: on a run of text they
 * speak of its characters, on a paragraph of its beginning (inserted: a split or a new paragraph; deleted: it is
 * joined to the one before it). A run bears one `ins` at most and a `del` of each proposal that would strike it.
 */
export const schema = new Schema({
  nodes: {
    doc: { content: 'paragraph+', marks: '_' },
    paragraph: {
      content: 'text*',
      marks: '_',
      attrs: {
        /** Never used twice in a text, not even after the paragraph is gone. The default is no id: a paragraph is given one. */
        id: { default: '', validate: checkId },
        kind: { default: 'operative', validate: checkKind },
        /** As in `2bis`, once it is fixed; null while it follows from the place (see numbering.ts). */
        number: { default: null, validate: checkNumber },
        /** Offered in place of the paragraph before it: `OP4alt`. */
        alternative: { default: false, validate: checkFlag },
      },
      toDOM: ({ attrs }) => [
        'p',
        {
          dir: 'auto',
          'data-paragraph': String(attrs['id']),
          'data-kind': String(attrs['kind']),
          ...(attrs['number'] === null ? {} : { 'data-number': String(attrs['number']) }),
          ...(attrs['alternative'] === true ? { 'data-alternative': '' } : {}),
        },
        0,
      ],
      parseDOM: [
        { tag: 'p', getAttrs: paragraphFrom },
        { tag: 'li', getAttrs: paragraphFrom },
        ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(tag => ({ tag, attrs: { kind: 'heading' } })),
      ],
    },
    text: {},
  },
  marks: {
    ins: {
      attrs: { proposal: { validate: checkId } },
      inclusive: false,
      toDOM: ({ attrs }, inline) => [
        inline ? 'ins' : 'div',
        { 'data-ins': '', 'data-proposal': String(attrs['proposal']) },
        0,
      ],
      parseDOM: [{ tag: '[data-ins][data-proposal]', getAttrs: proposalOf }],
    },
    del: {
      attrs: { proposal: { validate: checkId } },
      inclusive: false,
      excludes: '',
      toDOM: ({ attrs }, inline) => [
        inline ? 'del' : 'div',
        { 'data-del': '', 'data-proposal': String(attrs['proposal']) },
        0,
      ],
      parseDOM: [{ tag: '[data-del][data-proposal]', getAttrs: proposalOf }],
    },
  },
})

export const { ins: insMark, del: delMark } = schema.marks
const { paragraph: paragraphType, doc: docType } = schema.nodes

export interface ParagraphAttrs {
  readonly id: string
  readonly kind: ParagraphKind
  readonly number: string | null
  readonly alternative: boolean
}

/** The attributes of a paragraph of this schema, which its checks prove. */
export const attrsOf = (paragraph: Node): ParagraphAttrs => paragraph.attrs as unknown as ParagraphAttrs

export const inserted = (proposal: string): Mark => insMark.create({ proposal })
export const struck = (proposal: string): Mark => delMark.create({ proposal })
const proposalIn = (mark: Mark): string => String(mark.attrs['proposal'])

/** The proposal that would insert these characters, or this beginning of a paragraph. */
export const insertedBy = ({ marks }: Node): string | null => {
  for (const mark of marks) if (mark.type === insMark) return proposalIn(mark)
  return null
}

const nobody: readonly string[] = []

/** The proposals that would strike these characters, or this beginning of a paragraph; in the order of their ids. */
export const struckBy = ({ marks }: Node): readonly string[] => {
  let found: string[] | undefined
  for (const mark of marks) if (mark.type === delMark) (found ??= []).push(proposalIn(mark))
  if (found === undefined) return nobody
  return found.length === 1 ? found : found.toSorted()
}

/** Characters, or a beginning, that their own author took back: they are in no rendering, until they are settled. */
export const isTakenBack = (node: Node): boolean => {
  const by = insertedBy(node)
  return by !== null && struckBy(node).includes(by)
}

const everyUnseen = new RegExp(unseen.source, 'gu')

/** Whether the wording holds nothing but characters; zero-width joiners, which Persian needs, are such. */
export const isPlain = (text: string): boolean => !unseen.test(text)

/** The wording as it may stand in a text: breaks and tabs become spaces, commands vanish. */
export const plainText = (text: string): string =>
  text.replace(/[\t\n\v\f\r\u2028\u2029]+/g, ' ').replace(everyUnseen, '')

export interface NewParagraph extends Partial<ParagraphAttrs> {
  readonly id: string
  readonly text?: string
  /** The proposal that inserts it, beginning and words. */
  readonly proposal?: string
}

export const paragraphNode = ({ text = '', proposal, ...attrs }: NewParagraph): Node => {
  const marks = proposal === undefined ? [] : [inserted(proposal)]
  return paragraphType.create(attrs, text === '' ? null : schema.text(text, marks), marks)
}

export const textDocument = (paragraphs: readonly NewParagraph[]): Node =>
  docType.create(null, paragraphs.map(paragraphNode))

/** Paragraphs of plain wording as a slice to be inserted: the first and last run into what is around them. */
export const wording = (...paragraphs: readonly string[]): Slice =>
  paragraphs.length === 0 || (paragraphs.length === 1 && paragraphs[0] === '')
    ? Slice.empty
    : new Slice(Fragment.from(paragraphs.map(text => paragraphNode({ id: 'new', text }))), 1, 1)
