import type { Node } from 'prosemirror-model'
import type { ParagraphKind } from './acts.ts'
import { attrsOf, isTakenBack } from './schema.ts'

/** What follows a number when paragraphs are put in behind it (Latin, as in UN and EU texts). */
const ordinals = [
  'bis',
  'ter',
  'quater',
  'quinquies',
  'sexies',
  'septies',
  'octies',
  'novies',
  'decies',
  'undecies',
  'duodecies',
]
const ordinal = (nth: number) => ordinals[nth] ?? `x${nth + 2}`

const prefixes: Readonly<Record<ParagraphKind, string>> = {
  preambular: 'PP',
  operative: 'OP',
  heading: '',
  note: '',
}

/** Headings and footnotes bear no number. */
export const isNumbered = (kind: ParagraphKind): boolean => prefixes[kind] !== ''

const whole = (number: string) => /^\d+/.exec(number)?.[0] ?? '0'

/**
 * The number of each paragraph, without its prefix; null for headings, footnotes, and what its author took back. A
 * number once fixed stays; a paragraph put in takes the number before it with bis, ter, quater; one offered in place of
 * another takes that one's with alt. What stands before the first of its kind is counted from 0.
 */
export const numbersOf = (doc: Node): (string | null)[] => {
  const taken: Record<ParagraphKind, Set<string>> = {
    preambular: new Set(),
    operative: new Set(),
    heading: new Set(),
    note: new Set(),
  }
  for (const paragraph of doc.children) {
    const { kind, number } = attrsOf(paragraph)
    if (number !== null) taken[kind].add(number)
  }
  const last: Record<ParagraphKind, string> = { preambular: '', operative: '', heading: '', note: '' }
  // What was found taken behind a number stays taken: each search goes on where the last one behind it ended.
  const tried = new Map<string, number>()
  const free = (kind: ParagraphKind, behind: string, candidate: (nth: number) => string) => {
    const key = `${kind} ${behind}`
    for (let nth = tried.get(key) ?? 0; ; nth += 1) {
      const number = candidate(nth)
      tried.set(key, nth + 1)
      if (!taken[kind].has(number)) return number
    }
  }
  const next = (kind: ParagraphKind, alternative: boolean) => {
    const before = last[kind]
    if (before === '') return free(kind, '', nth => (nth === 0 ? '0' : `0${ordinal(nth - 1)}`))
    const stem = whole(before)
    const original = before.replace(/alt\d*$/, '')
    return alternative
      ? free(kind, `${original}alt`, nth => `${original}alt${nth === 0 ? '' : nth + 1}`)
      : free(kind, stem, nth => `${stem}${ordinal(nth)}`)
  }
  return doc.children.map(paragraph => {
    const { kind, number, alternative } = attrsOf(paragraph)
    if (!isNumbered(kind) || isTakenBack(paragraph)) return null
    const given = number ?? next(kind, alternative)
    taken[kind].add(given)
    last[kind] = given
    return given
  })
}

/** How a paragraph of a kind with a number is called; empty for those that bear none, or not yet. */
export const labelOf = ({ kind, number }: { readonly kind: ParagraphKind; readonly number: string | null }) =>
  number === null ? '' : `${prefixes[kind]}${number}`

/** How each paragraph is called in the room: PP1, OP2bis, OP4alt; empty for headings and footnotes. */
export const labelsOf = (doc: Node): string[] =>
  numbersOf(doc).map((number, index) => labelOf({ kind: attrsOf(doc.child(index)).kind, number }))

const labelled = new RegExp(
  `^\\s*(PP|OP)\\.?\\s?(\\d{1,4})\\s?(${ordinals.join('|')}|x\\d+)?\\s?(alt\\d*)?[.:)\\s]\\s*`,
  'i',
)

/** A label at the beginning of a written paragraph, and the words behind it. */
export const readLabel = (
  text: string,
):
  | { readonly kind: 'preambular' | 'operative'; readonly number: string; readonly rest: string }
  | undefined => {
  const found = labelled.exec(`${text} `)
  if (found === null) return undefined
  const [all, prefix = '', digits = '', suffix = '', alt = ''] = found
  return {
    kind: prefix.toUpperCase() === 'PP' ? 'preambular' : 'operative',
    number: `${Number(digits)}${suffix.toLowerCase()}${alt.toLowerCase()}`,
    rest: text.slice(Math.min(all.length, text.length)),
  }
}
