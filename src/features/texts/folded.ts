// Words as names are compared: without case, accents, vowel signs and the spellings of one letter; and back to where
// they stand.

/** Wording reduced to what tells names apart, with the place in the wording of every character that is left. */
export interface Folded {
  readonly text: string
  /** Where the character at an index begins in the wording; one more entry for the end. */
  readonly starts: readonly number[]
  readonly words: string
}

const unseen = /[\u00ad\u0640\u200b-\u200f\u2060\ufeff]/u
const mark = /\p{M}/gu

/** Letters that Arabic and Persian keyboards write differently, and signs that people do. */
const same: Readonly<Record<string, string>> = {
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ک: 'ك',
  ة: 'ه',
  ہ: 'ه',
  ە: 'ه',
  ۃ: 'ه',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
}

/** Answers about characters, found out once each: a text has many characters and few different ones. */
const once = <Answer>(ask: (character: string) => Answer): ((character: string) => Answer) => {
  const units: (Answer | undefined)[] = []
  const others = new Map<string, Answer>()
  return character => {
    const unit = character.charCodeAt(0)
    const known = character.length === 1 ? units[unit] : others.get(character)
    if (known !== undefined) return known
    const answer = ask(character)
    if (character.length === 1) units[unit] = answer
    else others.set(character, answer)
    return answer
  }
}

const foldCharacter = once(character => {
  if (unseen.test(character)) return ''
  if (/\s/u.test(character)) return ' '
  const bare = character.normalize('NFKD').toLowerCase().normalize('NFKD').replace(mark, '')
  return bare.replace(/./gsu, each => same[each] ?? each)
})

/** What is compared of wording. Runs of spaces are one. */
export const foldWords = (words: string): Folded => {
  const text: string[] = []
  const starts: number[] = []
  let at = 0
  for (const character of words) {
    const folded = foldCharacter(character)
    if (folded !== '' && !(folded === ' ' && text.at(-1) === ' '))
      for (const unit of folded.split('')) {
        text.push(unit)
        starts.push(at)
      }
    at += character.length
  }
  starts.push(at)
  return { text: text.join(''), starts, words }
}

const letter = /[\p{L}\p{N}_]/u
const attached = /[\p{M}\u0640\u00ad]/u
/** Scripts written without spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const isLetter = once(character => letter.test(character))
const isUnspaced = once(character => unspaced.test(character))

const joins = (before: string, after: string) =>
  isLetter(before) && isLetter(after) && !isUnspaced(before) && !isUnspaced(after)

const zeroWidthNonJoiner = '\u200c'

/** Where the wording of what ends at an index of the folded text ends: with the vowel signs that belong to it. */
export const endOf = ({ starts, words }: Folded, index: number): number => {
  let end = (starts[index - 1] ?? 0) + 1
  if (/[\ud800-\udbff]/.test(words[end - 1] ?? '')) end += 1
  while (end < words.length && attached.test(words[end] ?? '')) end += 1
  return end
}

/** Whether a word may begin at an index of the folded text. */
export const beginsWord = ({ text, starts, words }: Folded, index: number): boolean =>
  index === 0 ||
  !joins(text[index - 1] ?? '', text[index] ?? '') ||
  words[(starts[index] ?? 0) - 1] === zeroWidthNonJoiner

/** What Persian joins to a noun without a space: its plural, and what may follow it. */
const persianEnding = /^هاي?(?:ي|ش|شان|يي)?(?![\p{L}\p{N}])/u

/** Whether a word may end before an index of the folded text; in Persian, before its plural too. */
export const endsWord = (folded: Folded, index: number, isPersian: boolean): boolean => {
  const { text, words } = folded
  if (index >= text.length || !joins(text[index - 1] ?? '', text[index] ?? '')) return true
  if (!isPersian) return false
  return (
    words[endOf(folded, index)] === zeroWidthNonJoiner || persianEnding.test(text.slice(index, index + 8))
  )
}
