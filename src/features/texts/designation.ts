import type { registers } from '../../domain/vocabulary.ts'
import { beginsWord, endOf, endsWord, type Folded, foldWords } from './folded.ts'
import { quotationsIn } from './quotations.ts'

// Whether a text calls the parties as its track has agreed to. What it finds is marked, never changed.

/** What a track calls a party in the language of a text. */
export interface Policy {
  readonly party: string
  readonly text: string
  readonly language: string
  /** The footnote that the name bears: once in a text. */
  readonly caveat: string | null
  /** An asterisk stands at every use of the name. */
  readonly asterisk: boolean
  readonly illustration: boolean
}

/** A name that a party whom a policy concerns is known by. */
export interface KnownName {
  readonly party: string
  readonly text: string
  readonly register: (typeof registers)[number]
}

/** All that the check of one text needs, in the language of the text. */
export interface Designations {
  readonly language: string
  /** The latest last: it is the one to use; an earlier one that still stands is not wrong. */
  readonly policies: readonly Policy[]
  readonly names: readonly KnownName[]
  /** Names of parties that no policy concerns: what they are called is not judged. */
  readonly others: readonly string[]
}

/** A place in a paragraph's words that the policy does not allow. */
export interface Place {
  readonly from: number
  readonly to: number
  /** Another name than the track's; words that somebody describes the party by; or its name without the asterisk. */
  readonly breach: 'name' | 'description' | 'asterisk'
  readonly party: string
  /** The words there. */
  readonly text: string
  /** It stands behind an Arabic ل, which is written together with an article. */
  readonly afterLam: boolean
  /** Its own article has lost its first letter so. */
  readonly contracted: boolean
}

/** What a paragraph says of the parties that policies concern. */
export interface Finding {
  readonly places: readonly Place[]
  /** The parties called by the track's name here, outside quotations. */
  readonly uses: readonly string[]
  /** The parties whose footnote this paragraph is. */
  readonly notes: readonly string[]
}

type Verdict =
  | { readonly is: 'name' | 'description' | 'allowed'; readonly party: string }
  | { readonly is: 'other' }

interface Node {
  readonly next: Map<string, Node>
  verdict?: Verdict
  /** Only where a ل stands before: the article has lost its first letter to it. */
  afterLam?: Verdict
}

export interface Check {
  readonly designations: Designations
  readonly root: Node
  readonly policies: ReadonlyMap<string, Policy>
  readonly caveats: readonly { readonly party: string; readonly folded: string }[]
}

const baseOf = (language: string) => language.split('-')[0] ?? language
const article = /^the /

/** The ways a name may be written: without the English article, with spaces in place of joiners. */
const formsOf = (name: string): string[] =>
  [...new Set([name, name.replaceAll('\u200c', ' ')])].map(each =>
    foldWords(each.trim()).text.trim().replace(article, ''),
  )

const contains = (whole: string, part: string) => ` ${whole} `.includes(` ${part} `)

/** Whether a name is one of these, or holds one: what else it could be taken for in a text. */
export const isConcerned = (names: readonly string[]): ((name: string) => boolean) => {
  const forms = [...new Set(names.flatMap(formsOf))].filter(form => form !== '')
  return name => formsOf(name).some(whole => forms.some(form => whole.includes(form)))
}

/** Every form of every name with what is to be said of it; the first that speaks of a form decides. */
const verdicts = ({ policies, names, others }: Designations): Map<string, Verdict> => {
  const found = new Map<string, Verdict>()
  const add = (name: string, verdict: Verdict) => {
    for (const form of formsOf(name)) if (form !== '' && !found.has(form)) found.set(form, verdict)
  }
  for (const { party, text } of policies) add(text, { is: 'allowed', party })
  const contested = names.filter(({ register }) => register === 'contested')
  for (const { party, text } of contested) add(text, { is: 'name', party })
  // Who else bears a name may be meant by it: the state and those who govern it.
  for (const other of others) add(other, { is: 'other' })
  const bearers = new Map<string, Set<string>>()
  for (const { party, text } of names)
    for (const form of formsOf(text)) bearers.set(form, (bearers.get(form) ?? new Set()).add(party))
  for (const { party, text, register } of names) {
    const isShared = formsOf(text).some(form => (bearers.get(form)?.size ?? 0) > 1)
    // A shorter way to say the track's own name is no other name.
    const isShortened =
      (register === 'short' || register === 'descriptive') &&
      policies.some(
        policy =>
          policy.party === party &&
          formsOf(text).some(form => formsOf(policy.text).some(allowed => contains(allowed, form))),
      )
    const is = register === 'descriptive' ? 'description' : 'name'
    add(text, isShared || isShortened ? { is: 'other' } : { is, party })
  }
  return found
}

/** The check of texts in one track and language, made ready once. */
export const checkBy = (designations: Designations): Check => {
  const root: Node = { next: new Map() }
  const put = (form: string): Node => {
    let node = root
    for (const character of form.split('')) {
      const next = node.next.get(character) ?? { next: new Map() }
      node.next.set(character, next)
      node = next
    }
    return node
  }
  const isArabic = baseOf(designations.language) === 'ar'
  for (const [form, verdict] of verdicts(designations)) {
    put(form).verdict = verdict
    if (isArabic && form.startsWith('ال')) put(form.slice(1)).afterLam = verdict
  }
  const policies = new Map(designations.policies.map(each => [each.party, each]))
  const caveats = designations.policies.flatMap(({ party, caveat }) =>
    caveat === null ? [] : [{ party, folded: foldWords(caveat.trim()).text }],
  )
  return { designations, root, policies, caveats }
}

interface Match {
  readonly from: number
  readonly to: number
  readonly verdict: Verdict
  readonly afterLam: boolean
  readonly contracted: boolean
}

/** What Arabic writes together with the word behind it, and the article. */
const particles = /^[وف]?(?:[بك]|ل)?/u

/** Where a name may begin in a word: at its beginning, and in Arabic behind each particle and the article. */
const beginningsIn = ({ text }: Folded, at: number, isArabic: boolean): { at: number; lam: boolean }[] => {
  const beginnings = [{ at, lam: false }]
  if (!isArabic) return beginnings
  const [before = ''] = particles.exec(text.slice(at, at + 2)) ?? []
  for (let length = 1; length <= before.length; length += 1)
    beginnings.push({ at: at + length, lam: before[length - 1] === 'ل' })
  return beginnings
}

const longestFrom = (
  { root }: Check,
  folded: Folded,
  begin: { at: number; lam: boolean },
  ends: (index: number) => boolean,
  isArabic: boolean,
): Match | undefined => {
  const { text } = folded
  let found: Match | undefined
  const walk = (from: number, articleCut: boolean) => {
    let node: Node | undefined = root
    for (let index = from; node !== undefined && index < text.length;) {
      node = node.next.get(text[index] ?? '')
      index += 1
      const cut = begin.lam && node?.verdict === undefined ? node?.afterLam : undefined
      const verdict = node?.verdict ?? cut
      if (verdict === undefined || index <= (found?.to ?? 0) || !ends(index)) continue
      const contracted = articleCut || cut !== undefined
      found = { from: begin.at, to: index, verdict, afterLam: begin.lam, contracted }
    }
  }
  walk(begin.at, false)
  if (isArabic && text.startsWith('ال', begin.at)) walk(begin.at + 2, false)
  else if (isArabic && begin.lam && text[begin.at] === 'ل') walk(begin.at + 1, true)
  return found
}

/** Every name in the words; where two overlap, the longer one, or the first. */
const namesIn = (check: Check, folded: Folded, seams: ReadonlySet<number>): Match[] => {
  const base = baseOf(check.designations.language)
  const isArabic = base === 'ar'
  const isPersian = base === 'fa'
  const isSeam = (index: number) => seams.size > 0 && seams.has(folded.starts[index] ?? -1)
  const ends = (index: number) => isSeam(index) || endsWord(folded, index, isPersian)
  const all: Match[] = []
  for (let at = 0; at < folded.text.length; at += 1) {
    if (!isArabic && !check.root.next.has(folded.text[at] ?? '')) continue
    if (!beginsWord(folded, at) && !isSeam(at)) continue
    for (const begin of beginningsIn(folded, at, isArabic)) {
      const match = longestFrom(check, folded, begin, ends, isArabic)
      if (match !== undefined) all.push(match)
    }
  }
  const chosen: Match[] = []
  for (const each of all.toSorted(
    (left, right) => right.to - right.from - (left.to - left.from) || left.from - right.from,
  ))
    if (chosen.every(other => each.to <= other.from || each.from >= other.to)) chosen.push(each)
  return chosen.toSorted((left, right) => left.from - right.from)
}

/** An asterisk of any shape right behind the name, or behind its possessive. */
const asteriskBehind = /^(?:['’]s)?[\s\u00a0]?[*٭＊]/u

const nothing: Finding = { places: [], uses: [], notes: [] }

/**
 * What a paragraph says of the parties. `seams` are the places in its words where wordings offered for one place meet:
 * one word ends there and another begins, though no space parts them.
 */
export const findingIn = (check: Check, words: string, seams: ReadonlySet<number> = new Set()): Finding => {
  if (check.policies.size === 0 || words === '') return nothing
  const folded = foldWords(words)
  const notes = check.caveats.filter(each => folded.text.includes(each.folded)).map(each => each.party)
  const matches = namesIn(check, folded, seams)
  if (matches.length === 0) return notes.length === 0 ? nothing : { ...nothing, notes }
  const quoted = quotationsIn(words)
  const places: Place[] = []
  const uses = new Set<string>()
  for (const { from: start, to: end, verdict, afterLam, contracted } of matches) {
    const from = folded.starts[start] ?? 0
    const to = endOf(folded, end)
    if (verdict.is === 'other' || quoted.some(each => from >= each.from && to <= each.to)) continue
    const { party } = verdict
    if (notes.includes(party)) continue
    const place = { from, to, party, text: words.slice(from, to), afterLam, contracted }
    if (verdict.is !== 'allowed') places.push({ ...place, breach: verdict.is })
    else {
      uses.add(party)
      const lacks =
        check.policies.get(party)?.asterisk === true && !asteriskBehind.test(words.slice(to, to + 4))
      if (lacks) places.push({ ...place, breach: 'asterisk' })
    }
  }
  return { places, uses: [...uses], notes }
}

/** The sign at a party's name: an asterisk, two for the second party that bears one. Empty where none was agreed. */
export const signOf = ({ policies }: Check, party: string): string => {
  const signed = [...policies.values()].filter(({ asterisk }) => asterisk)
  return '*'.repeat(signed.findIndex(each => each.party === party) + 1)
}

/** The footnote of a party's name as it stands under a text. */
export const footnoteOf = (check: Check, party: string): string | undefined => {
  const policy = check.policies.get(party)
  if (policy === undefined || policy.caveat === null) return undefined
  const sign = signOf(check, party)
  return sign === '' ? `${policy.text}: ${policy.caveat}` : `${sign} ${policy.caveat}`
}

/** The words of a place as they would stand by themselves. */
export const wordsAlone = ({ text, contracted }: Pick<Place, 'text' | 'contracted'>): string =>
  contracted ? `ا${text}` : text

const beginsSentence = (words: string, at: number) => /(^|[.!?]\s+)$/u.test(words.slice(0, at))

/** The words to put in a place: the track's name as it is written there, with its asterisk. */
export const wordsFor = (check: Check, words: string, place: Place): string => {
  const sign = signOf(check, place.party)
  if (place.breach === 'asterisk') return place.text + sign
  const name = check.policies.get(place.party)?.text ?? place.text
  const before = words.slice(0, place.from)
  const bare = /\bthe\s+$/i.test(before) ? name.replace(/^the\s+/i, '') : name
  const joined = place.afterLam && bare.startsWith('ال') ? bare.slice(1) : bare
  const [first = ''] = joined
  const written =
    beginsSentence(words, place.from) && /^\p{Lu}/u.test(place.text)
      ? first.toLocaleUpperCase(check.designations.language) + joined.slice(first.length)
      : joined
  return asteriskBehind.test(words.slice(place.to, place.to + 4)) ? written : written + sign
}
