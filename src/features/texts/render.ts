import type { Node } from 'prosemirror-model'
import type { BracketWords } from './bracket-words.ts'
import { holdersNow, paragraphsShown, type Run, type RunParagraph, type Shown } from './runs.ts'
import type { Holder, Talks } from './talks.ts'

/** A bracket, or wording. Brackets nest; a deletion is a bracket around what it would strike. */
export type Segment =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'bracket'
      readonly proposal: string
      readonly what: 'insert' | 'delete'
      readonly content: readonly Segment[]
    }

interface Span {
  readonly proposal: string
  readonly what: 'insert' | 'delete'
  readonly from: number
  readonly to: number
}

const marksOf = ({ insertedBy, struckBy }: Run): { proposal: string; what: 'insert' | 'delete' }[] => [
  ...(insertedBy === null ? [] : [{ proposal: insertedBy, what: 'insert' as const }]),
  ...struckBy.map(proposal => ({ proposal, what: 'delete' as const })),
]

const stretches = (runs: readonly Run[]): Span[] => {
  const spans: Span[] = []
  let open: Span[] = []
  runs.forEach((run, at) => {
    const here = marksOf(run).map(mark => {
      const going = open.find(each => each.proposal === mark.proposal && each.what === mark.what)
      return { ...mark, from: going?.from ?? at, to: at + 1 }
    })
    for (const each of open)
      if (!here.some(({ proposal, what }) => proposal === each.proposal && what === each.what))
        spans.push(each)
    open = here
  })
  return [...spans, ...open]
}

/**
 * Makes one bracket of an insertion in two pieces with nothing between them but other insertions that begin and end there:
 * those were put inside it.
 */
const aroundOthers = (spans: readonly Span[], runs: readonly Run[]): Span[] => {
  const all = spans.toSorted((left, right) => left.from - right.from)
  for (let at = 0; at < all.length; at += 1) {
    const span = all[at]
    if (span === undefined || span.what !== 'insert') continue
    const next = all.findIndex(
      each => each.what === 'insert' && each.proposal === span.proposal && each.from > span.to,
    )
    const other = all[next]
    if (other === undefined) continue
    const between = runs.slice(span.to, other.from)
    const isInside = between.every(
      ({ insertedBy }) =>
        insertedBy !== null &&
        all.every(
          each =>
            each.what === 'delete' ||
            each.proposal !== insertedBy ||
            (each.from >= span.to && each.to <= other.from),
        ),
    )
    if (!isInside) continue
    all.splice(next, 1)
    all[at] = { ...span, to: other.to }
    at -= 1
  }
  return all
}

/** The outermost first; an insertion around what others would strike in it. */
const outermost = (left: Span, right: Span) =>
  left.from - right.from ||
  right.to - left.to ||
  Number(left.what === 'delete') - Number(right.what === 'delete')

const nest = (runs: readonly Run[], spans: readonly Span[], from: number, to: number): Segment[] => {
  const segments: Segment[] = []
  let at = from
  const rest = spans.toSorted(outermost)
  const text = (until: number) => {
    const words = runs
      .slice(at, until)
      .map(run => run.text)
      .join('')
    if (words !== '') segments.push({ type: 'text', text: words })
    at = until
  }
  for (let span = rest.shift(); span !== undefined; span = rest.shift()) {
    text(span.from)
    const { from: start, to: end, proposal, what } = span
    const inside: Span[] = []
    const after: Span[] = []
    for (const each of rest) {
      if (each.from >= end) after.push(each)
      else {
        // One that reaches beyond this bracket is closed with it and opened again behind it.
        inside.push({ ...each, to: Math.min(each.to, end) })
        if (each.to > end) after.push({ ...each, from: end })
      }
    }
    segments.push({ type: 'bracket', proposal, what, content: nest(runs, inside, start, end) })
    at = end
    rest.splice(0, rest.length, ...after.toSorted(outermost))
  }
  text(to)
  return segments
}

/** What a paragraph is called at its beginning: `OP2bis. `; for headings the mark that Markdown has. */
const beginningText = ({ kind, label }: RunParagraph) =>
  kind === 'heading' ? '# ' : label === '' ? '' : `${label}. `

/** A paragraph as brackets within brackets, its beginning among its words as `text`. */
export const segmentsOf = (paragraph: RunParagraph, text = beginningText(paragraph)): Segment[] => {
  const runs = [{ ...paragraph.beginning, text }, ...paragraph.runs]
  return nest(runs, aroundOthers(stretches(runs), runs), 0, runs.length)
}

export interface Style {
  readonly shown?: Shown
  /** How brackets are written: `[text](A, B)`, or `[text]`. */
  readonly brackets?: 'attributed' | 'bare'
  /** Puts every bracket and name into an isolation of its own, so that no direction of writing disturbs another. */
  readonly isolate?: boolean
}

const isolated = (text: string, isolate: boolean) => (isolate ? `\u2068${text}\u2069` : text)

const attribution = (
  { proposal, what }: { proposal: string; what: 'insert' | 'delete' },
  talks: Talks,
  { nameOf, verbOf }: BracketWords,
): string => {
  const verb = what === 'delete' ? `: ${verbOf('delete')}` : ''
  const holders = holdersNow(talks, proposal).map(each => `${nameOf(each)}${verb}`)
  const stances = [...(talks.proposals.get(proposal)?.stances ?? [])].flatMap(([party, { what: said }]) =>
    said === 'join' ? [] : [`${nameOf({ party, name: null })}: ${verbOf(said)}`],
  )
  return [holders.join(', '), ...stances].filter(each => each !== '').join('; ')
}

/** A piece of a rendering: wording, or a sign put round it and behind it. */
export interface Written {
  readonly text: string
  readonly isSign: boolean
}

const words = (text: string): Written => ({ text, isSign: false })
const sign = (text: string): Written => ({ text, isSign: true })

/** A paragraph as it is written in a house style, its beginning as `beginning`. */
export const writtenOf = (
  paragraph: RunParagraph,
  beginning: string,
  talks: Talks,
  says: BracketWords,
  { brackets = 'attributed', isolate = false }: Style = {},
): Written[] => {
  const write = (segments: readonly Segment[]): Written[] =>
    segments.flatMap(each => {
      if (each.type === 'text') return [words(each.text)]
      const inside = write(each.content)
      if (inside.length === 0) return []
      // A bracket around nothing but the beginning leaves the space behind it outside.
      const [only] = inside
      const isAlone = inside.length === 1 && only?.text === beginning && beginning.endsWith(' ')
      const by = brackets === 'attributed' ? attribution(each, talks, says) : ''
      return [
        sign(isolate ? '[\u2068' : '['),
        ...(isAlone ? [words(beginning.trimEnd())] : inside),
        sign(`${isolate ? '\u2069' : ''}]${by === '' ? '' : `(${by})`}`),
        ...(isAlone ? [words(' ')] : []),
      ]
    })
  return write(segmentsOf(paragraph, beginning))
}

/** A name as it stands behind a bracket: between “ ” where it holds what separates names there. */
const inList = (name: string): string =>
  /[,;:()،؛“”[\]]/u.test(name) ? `“${name.replace(/[“”]/gu, "'")}”` : name

/** The text as plain paragraphs in a house style. `nameOf` says what the holders of brackets are called. */
export const renderPlain = (
  doc: Node,
  talks: Talks,
  nameOf: (holder: Holder) => string,
  { shown = { show: 'all' }, isolate = false, ...style }: Style = {},
): string[] => {
  const says: BracketWords = {
    nameOf: holder => isolated(inList(nameOf(holder)), isolate),
    verbOf: verb => verb,
  }
  return paragraphsShown(doc, talks, shown).map(each =>
    writtenOf(each, beginningText(each), talks, says, { ...style, isolate })
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  )
}
