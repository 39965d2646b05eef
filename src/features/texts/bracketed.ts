import type { Node } from 'prosemirror-model'
import { type ParagraphKind, type Verb, verbs } from './acts.ts'
import { isNumbered, readLabel } from './numbering.ts'
import { inserted, plainText, schema, struck } from './schema.ts'

/** What a bracket says of itself behind it: `(A, B; C: retain)`. */
export interface Group {
  /** Those whose bracket it is; nobody for an unattributed one. */
  readonly holders: readonly string[]
  /** A deletion: the words are agreed, and the holders would strike them. */
  readonly deletes: boolean
  readonly stances: readonly { readonly name: string; readonly verb: Verb }[]
}

interface Piece {
  readonly text: string
  /** The brackets it stands in, the outermost first. */
  readonly groups: readonly number[]
}

interface WrittenParagraph {
  readonly kind: ParagraphKind
  readonly number: string | null
  /** The brackets that its beginning stands in. */
  readonly beginning: readonly number[]
  readonly pieces: readonly Piece[]
}

export interface Bracketed {
  readonly paragraphs: readonly WrittenParagraph[]
  readonly groups: readonly Group[]
}

export interface Trouble {
  readonly line: number
  readonly reason: string
}

const link = /\[[^[\]\n]*\]\(http[^)\n]*\)|\[\^[^\s[\]]+\]/iy
const attribution = /\((?!https?:)((?:“[^”\n]{0,500}”|[^()“”\n]){1,20000})\)/iy
// Isolations are what our own exports add; other invisible commands are somebody's.
const isolation = /[\u2066-\u2069]/g
const command = /[\p{Cc}\p{Cs}\u202a-\u202e]/u

const isVerb = (word: string): word is Verb => verbs.some(verb => verb === word)

/** What stands between separators; one inside “ ” is a part of a name. */
const entriesIn = (written: string): string[] => {
  const entries: string[] = ['']
  for (const [part] of written.matchAll(/“[^”]*”|[,;،؛]|[^,;،؛“]+|“/gu))
    if (/^[,;،؛]$/u.test(part)) entries.push('')
    else entries.push(`${entries.pop() ?? ''}${part}`)
  return entries
}

/** A name, or what is wrong with the words behind a bracket. */
const readGroup = (written: string): Group | string => {
  const holders: string[] = []
  const deleting: string[] = []
  const stances: { name: string; verb: Verb }[] = []
  let isUnattributed = false
  for (const entry of entriesIn(written)) {
    const [, quoted, plain = '', verb] = /^\s*(?:“([^”]*)”|(.*?))\s*(?::\s*(\S+)\s*)?$/u.exec(entry) ?? []
    const name = (quoted ?? plain).trim()
    if (name === '') return 'a name is missing behind a bracket'
    if (verb === undefined && quoted === undefined && name === 'unattributed') isUnattributed = true
    else if (verb === undefined) holders.push(name)
    else if (!isVerb(verb)) return `“${verb}” is not what a party says of a bracket: ${verbs.join(', ')}`
    else if (verb === 'delete') deleting.push(name)
    else if (verb === 'join') holders.push(name)
    else stances.push({ name, verb })
  }
  if (holders.length === 0 && deleting.length > 0 && !isUnattributed)
    return { holders: deleting, deletes: true, stances }
  return {
    holders,
    deletes: false,
    stances: [...stances, ...deleting.map(name => ({ name, verb: 'delete' as const }))],
  }
}

/** Where paragraphs end: at empty lines, or in a text without any at every line. */
const separatorOf = (text: string) => (/\n[ \t]*\n/.test(text) ? /\n[ \t]*\n\s*/y : /\n\s*/y)

interface Open {
  readonly group: number
  readonly line: number
}

/** Reads a text of plain paragraphs, perhaps with brackets in UN style; or says what is wrong with it, line by line. */
export const readBracketed = (written: string): Bracketed | { readonly troubles: readonly Trouble[] } => {
  const text = written
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replace(isolation, '')
    .trim()
  const separator = separatorOf(text)
  const troubles: Trouble[] = []
  const groups: Group[] = []
  const paragraphs: WrittenParagraph[] = []
  const open: Open[] = []
  const leading = written.slice(0, written.length - written.trimStart().length)
  let line = 1 + (leading.match(/\r\n?|\n/g)?.length ?? 0)
  let pieces: Piece[] = []
  let beginning: readonly number[] | undefined
  let heads: { kind: ParagraphKind; number: string | null } | undefined
  let at = 0
  const standing = () => open.map(({ group }) => group)
  const add = (words: string) => {
    const here = standing()
    const last = pieces.at(-1)
    if (last !== undefined && last.groups.join() === here.join())
      pieces[pieces.length - 1] = { text: last.text + words, groups: here }
    else pieces.push({ text: words, groups: here })
  }
  const endParagraph = () => {
    const worded = pieces
      .map(piece => ({ ...piece, text: plainText(piece.text) }))
      .filter(piece => piece.text !== '')
    const throughout = (worded[0]?.groups ?? []).filter(group =>
      worded.every(each => each.groups.includes(group)),
    )
    if (worded.length > 0 || heads !== undefined)
      paragraphs.push({
        kind: heads?.kind ?? 'operative',
        number: heads?.number ?? null,
        beginning: beginning ?? throughout,
        pieces: worded,
      })
    pieces = []
    beginning = undefined
    heads = undefined
  }
  /** At the start of a paragraph, perhaps inside brackets: what it is called. */
  const readBeginning = () => {
    const ahead = text.slice(at, at + 40)
    const heading = /^#{1,6}(?: +|(?=\n|$))/.exec(ahead)
    const label = readLabel(ahead)
    const plain = /^(\d{1,3})[.)] +/.exec(ahead)
    if (heading !== null) heads = { kind: 'heading', number: null }
    else if (label !== undefined) heads = { kind: label.kind, number: label.number }
    else if (plain !== null) heads = { kind: 'operative', number: plain[1] ?? null }
    else return false
    beginning = standing()
    at += heading?.[0].length ?? plain?.[0].length ?? ahead.length - (label?.rest.length ?? 0)
    return true
  }
  while (at < text.length) {
    if (pieces.length === 0 && beginning === undefined && readBeginning()) continue
    separator.lastIndex = link.lastIndex = at
    const gap = separator.exec(text)
    const literal = text[at] === '[' ? link.exec(text) : null
    const character = text[at] ?? ''
    if (gap !== null) {
      endParagraph()
      line += gap[0].split('\n').length - 1
      at += gap[0].length
    } else if (literal !== null) {
      add(literal[0])
      at += literal[0].length
    } else if (character === '[') {
      open.push({ group: groups.push({ holders: [], deletes: false, stances: [] }) - 1, line })
      at += 1
    } else if (character === ']') {
      at += 1
      const closed = open.pop()
      attribution.lastIndex = at
      const behind = attribution.exec(text)
      at += behind?.[0].length ?? 0
      const group = behind === null ? undefined : readGroup(behind[1] ?? '')
      if (closed === undefined) troubles.push({ line, reason: 'a bracket closes that was not open' })
      else if (typeof group === 'string') troubles.push({ line, reason: group })
      else if (group !== undefined) groups[closed.group] = group
      // A label alone in a bracket: only the beginning of the paragraph is spoken of.
      if (pieces.length === 0 && text[at] === ' ') at += 1
    } else {
      if (character === '\n') line += 1
      else if (character !== '\t' && command.test(character) && !/[\ud800-\udfff]/.test(character))
        troubles.push({ line, reason: `an invisible command stands in the words (${codeOf(character)})` })
      add(character)
      at += 1
    }
  }
  endParagraph()
  for (const each of open) troubles.push({ line: each.line, reason: 'a bracket is never closed' })
  if (paragraphs.length === 0 && troubles.length === 0) troubles.push({ line: 1, reason: 'there is no text' })
  if (troubles.length > 0) return { troubles: troubles.toSorted((left, right) => left.line - right.line) }
  return { paragraphs: withFootnotes(paragraphs), groups }
}

const wordsOf = ({ pieces }: WrittenParagraph) => pieces.map(({ text }) => text).join('')

/** Paragraphs at the end that begin with an asterisk are footnotes, where a name before them bears one. */
const withFootnotes = (paragraphs: readonly WrittenParagraph[]): WrittenParagraph[] => {
  const last = paragraphs.findLastIndex(
    each => each.number !== null || each.kind !== 'operative' || !/^\*{1,3} /.test(wordsOf(each)),
  )
  const isSigned = paragraphs.slice(0, last + 1).some(each => /[\p{L}\p{M}]\*/u.test(wordsOf(each)))
  return paragraphs.map((each, index) => (index > last && isSigned ? { ...each, kind: 'note' } : each))
}

const codeOf = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/**
 * What a paragraph without a label is, before any that has one: what ends in a comma recalls or notes something, and what
 * ends like no sentence at the top is a heading.
 */
const guessed = (paragraph: WrittenParagraph, isTop: boolean, isLabelled: boolean): ParagraphKind => {
  const words = wordsOf(paragraph).trim()
  if (/[,،]$/.test(words)) return 'preambular'
  if (isTop && words.length <= 120 && !/[.;:؛۔!?؟。]$/.test(words)) return 'heading'
  return isLabelled ? 'preambular' : 'operative'
}

/**
 * Every paragraph with its kind and number: those that are agreed and bear none are numbered on. `kinds` says what a
 * person made of them, where that is another kind than the one read.
 */
export const paragraphsWritten = (
  { paragraphs, groups }: Bracketed,
  kinds: readonly (ParagraphKind | null)[] = [],
): WrittenParagraph[] => {
  const isProposed = ({ beginning }: WrittenParagraph) =>
    beginning.some(each => groups[each]?.deletes === false)
  const firstLabel = paragraphs.findIndex(({ number }) => number !== null)
  const last: Record<ParagraphKind, number> = { preambular: 0, operative: 0, heading: 0, note: 0 }
  let kind: ParagraphKind | null = null
  return paragraphs.map((each, index) => {
    const chosen = kinds[index] ?? null
    const isRead = (chosen ?? each.kind) === each.kind
    if (chosen !== null && !isNumbered(chosen)) return { ...each, kind: chosen, number: null }
    if (isRead && !isNumbered(each.kind)) return each
    if (isRead && each.number !== null) {
      kind = each.kind
      last[kind] = Number.parseInt(each.number, 10)
      return each
    }
    const going = kind === 'operative' || (kind !== null && firstLabel >= 0) ? kind : null
    const isLabelled = firstLabel > index
    const isTop = isLabelled || (index === 0 && paragraphs.length > 1)
    const found = chosen ?? going ?? guessed(each, isTop, isLabelled)
    if (found === 'heading') return { ...each, kind: found, number: null }
    kind = found
    if (isProposed(each)) return { ...each, kind, number: null }
    last[kind] += 1
    return { ...each, kind, number: String(last[kind]) }
  })
}

/** The document that was written, each bracket under the id of its proposal. */
export const bracketedDocument = (
  written: Bracketed,
  proposals: readonly string[],
  newId: () => string,
  kinds: readonly (ParagraphKind | null)[] = [],
): Node => {
  const { groups } = written
  const marksFor = (standing: readonly number[]) => {
    const inner = standing.findLast(each => groups[each]?.deletes === false)
    const deleting = standing.filter(each => groups[each]?.deletes === true)
    const marks = [
      ...(inner === undefined ? [] : [inserted(proposals[inner] ?? '')]),
      ...deleting.map(each => struck(proposals[each] ?? '')),
    ]
    return marks.reduce((set, mark) => mark.addToSet(set), schema.text('x').marks)
  }
  return schema.nodes.doc.create(
    null,
    paragraphsWritten(written, kinds).map(({ kind, number, beginning, pieces }) =>
      schema.nodes.paragraph.create(
        { id: newId(), kind, number, alternative: number?.includes('alt') ?? false },
        pieces.map(piece => schema.text(piece.text, marksFor(piece.groups))),
        marksFor(beginning),
      ),
    ),
  )
}
