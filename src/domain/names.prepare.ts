import { compoundOf, joinCompounds, unmarked, type Compound } from './names.compounds.ts'
import { foldText, scriptOf, type Script } from './names.script.ts'
import { soundOf } from './names.sound.ts'
import { familyOf, isLegalForm, isParticle, isShared, isTitle, isTitleAfter } from './names.vocabulary.ts'
import { readWords, type Word } from './names.words.ts'

/** One word of a name, in the forms it is compared by. */
export interface NameToken extends Compound {
  readonly script: Script
  /** In its own script, folded. */
  readonly written: string
  /** Broad Latin letters a-z and digits, Abdul and -uddin joined on. */
  readonly latin: string
  /** One letter a sound; see `soundOf`. */
  readonly sound: string
  /** The sound of `markedStem`. */
  readonly stem: string
  /** The name this is a form of (Bill: william), where it is known. */
  readonly family: string | undefined
  /** Vowels are not written in this script. */
  readonly isUnvowelled: boolean
  /** A foreign name respelled in the syllables of Chinese or Japanese. */
  readonly isSyllabic: boolean
  readonly isShared: boolean
  /** Follows bin, ibn, ben: a parent's name. */
  readonly isParent: boolean
}

/** A name read once, for many comparisons. */
export interface PreparedName {
  readonly text: string
  readonly folded: string
  readonly script: Script
  readonly tokens: readonly NameToken[]
  /** Two or three neighbouring tokens taken as one word, for names whose parts are spaced differently. */
  readonly spans: readonly NameSpan[]
  readonly latin: string
}

/** The tokens from `start` on, `count` of them, as one word. */
interface NameSpan {
  readonly start: number
  readonly count: number
  readonly sound: string
}

const unvowelled = new Set<string>(
  'Arab Hebr Syrc Thaa Deva Beng Guru Gujr Taml Telu Knda Mlym Sinh Thai Laoo Tibt Mymr Khmr'.split(' '),
)

const without = (list: readonly Word[], unwanted: (word: Word) => boolean): readonly Word[] => {
  const rest = list.filter(word => !unwanted(word))
  return rest.length > 0 ? rest : list
}

// Titles stand before a name or after it; inside it the same word is a name (Aung San, Amartya Sen).
function untitled(list: readonly Word[]): readonly Word[] {
  const isName = (word: Word) => !isTitle(word)
  const first = list.findIndex(isName)
  if (first === -1) return list
  const isSuffix = (word: Word | undefined) => word !== undefined && isTitleAfter(word)
  let end = list.length
  while (end > first + 1 && isSuffix(list[end - 1])) end--
  return list.slice(first, end)
}

function tokenOf(word: Word, isSyllabic: boolean): NameToken {
  const { marked, markedStem, compound } = compoundOf(word.latin)
  const sound = soundOf(marked)
  return {
    marked,
    markedStem,
    compound,
    script: word.script,
    written: word.written,
    latin: unmarked(word.latin),
    sound,
    stem: compound === '' ? sound : soundOf(markedStem),
    family: familyOf(sound),
    isUnvowelled: unvowelled.has(word.script),
    isSyllabic,
    isShared: isShared(sound),
    isParent: word.isParent,
  }
}

const latinOf = (tokens: readonly NameToken[]): string => tokens.map(token => token.latin).join('')

// An initial is not the beginning of the next word, but initials may be an abbreviation spelled out.
function spansOf(tokens: readonly NameToken[], count: number): NameSpan[] {
  return tokens.slice(count - 1).flatMap((_, start) => {
    const parts = tokens.slice(start, start + count)
    const initials = parts.filter(({ latin }) => latin.length === 1).length
    return initials > 0 && initials < count ? [] : [{ start, count, sound: soundOf(latinOf(parts)) }]
  })
}

// SA or SE within a name is a Korean syllable, at its end a company's form.
const isSyllable = (word: Word, list: readonly Word[]): boolean =>
  word.latin.length < 3 && word !== list.at(-1)

/** Reads a name: titles, particles and legal forms fall away unless nothing else is left. */
export function prepareName(text: string): PreparedName {
  const words = untitled(joinCompounds(readWords(text)))
  const named = without(words, word => isParticle(word.latin))
  const kept = without(named, word => isLegalForm(word.latin, word.written) && !isSyllable(word, named))
  const script = scriptOf(text)
  const isSyllabic = /[·・‧•]/.test(text) || (script === 'Hans' && text.length > 4) || script === 'Jpan'
  const tokens = kept.map(word => tokenOf(word, isSyllabic))
  return {
    text,
    folded: foldText(text).trim(),
    script,
    tokens,
    spans: [...spansOf(tokens, 2), ...spansOf(tokens, 3)],
    latin: latinOf(tokens),
  }
}
