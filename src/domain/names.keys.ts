import { unmarked } from './names.compounds.ts'
import { prepareName, type NameToken } from './names.prepare.ts'

// Spellings that are read in more than one way give a key for each reading; later entries see what
// earlier ones left. x is sh, c is ch, q is ts, j is zh and j; vowels are `a` until they are dropped.
const readings: readonly (readonly [spelling: RegExp, ...readings: string[]])[] = [
  [/shch|stsch|sch|sh|^x(?=i)/, 'X'],
  [/tsch|tch/, 'C'],
  [/^ch|(?<=[aeiou])ch/, 'C', 'X', 'H'],
  [/ch/, 'C'],
  [/dzh|dj|zh/, 'J'],
  [/kh/, 'H'],
  [/gh/, 'G', 'K'],
  [/q/, 'K', 'G'],
  [/ph/, 'F'],
  [/bh/, 'B'],
  [/th/, 'T', 'S'],
  [/dh/, 'D', 'Z'],
  [/ts|tz/, 'Q', 'S'],
  [/dz/, 'Z'],
  [/(?<=[eio])j(?![aeiou])/, 'a'],
  [/j/, 'J', 'a'],
  [/c(?=[eiy])/, 'S', 'C'],
  [/ck|c/, 'K'],
  [/x/, 'KS'],
  [/(?<=[aeiou])w(?![aeiouyħ])/, 'a'],
]

// The letter و of Arabic and Hebrew script is a consonant or a long vowel, and nothing written says which.
const unvowelledReadings = [...readings.slice(0, -1), [/(?!^)w/, 'V', 'a']] as const
const mostReadings = 8

function readingsOf(latin: string, table: typeof readings): string[] {
  let read = [latin]
  for (const [spelling, ...values] of table) {
    for (let round = 0; round < 3 && read.some(text => spelling.test(text)); round++) {
      read = read.flatMap(text =>
        spelling.test(text) ? values.map(value => text.replace(spelling, value)) : [text],
      )
    }
  }
  return read.slice(0, mostReadings)
}

// What is left of a name when vowels, doublings and a final h, which romanisations disagree on, are gone.
function skeletonOf(reading: string, isUnvowelled: boolean): string {
  const text = reading.toLowerCase().replaceAll('ħ', 'h').replaceAll('ǰ', 'j').replaceAll('w', 'v')
  const start = /^[aeiouy]/.test(text) ? 'a' : ''
  const single = isUnvowelled ? text : text.replace(/(.)\1+/g, '$1')
  return `_${start}${single.replace(/(?<=.)h$/, '').replace(/[aeiouy]+/g, '')}`
}

const skeletonsOf = (marked: string, isUnvowelled: boolean): string[] =>
  readingsOf(marked, isUnvowelled ? unvowelledReadings : readings).map(reading =>
    skeletonOf(reading, isUnvowelled),
  )

const lexeme = (text: string): string => text.replace(/[^\p{L}\p{Nd}_]/gu, '')

function keysOf(token: NameToken): string[] {
  const forms = new Set([token.marked, token.markedStem])
  const skeletons = [...forms].flatMap(form => skeletonsOf(form, token.isUnvowelled))
  const relative = token.family === undefined ? [] : skeletonsOf(token.family, false)
  return [token.latin, unmarked(token.markedStem), lexeme(token.written), ...skeletons, ...relative]
}

/**
 * Index keys of a name, each letters, digits and `_` only: for every word its Latin form, its form in its own
 * script, and behind `_` its consonants in each way they may be read. Two spellings of one name, in whatever
 * scripts, share a key; so do some different names, and `nameScore` orders what is found. For PostgreSQL
 * store them with `array_to_tsvector`: the text parser would take the `_` away.
 */
export const nameKeys = (name: string): string[] => [
  ...new Set(
    prepareName(name)
      .tokens.flatMap(keysOf)
      .filter(key => key.length > 1),
  ),
]

/**
 * What to look up for a search box: `keys` as in `nameKeys`, one of which a found name should have for each
 * word, and `prefixes` for the last word, which may not be finished yet. A prefix behind `_` is given from two
 * consonants up; it finds the word in the other scripts.
 */
export function queryKeys(query: string): { prefixes: string[]; keys: string[] } {
  const last = prepareName(query).tokens.at(-1)
  if (last === undefined) return { prefixes: [], keys: [] }
  const skeletons = skeletonsOf(last.marked, last.isUnvowelled).filter(skeleton => skeleton.length > 2)
  const prefixes = new Set([last.latin, lexeme(last.written), ...skeletons])
  return { prefixes: [...prefixes].filter(prefix => prefix !== ''), keys: nameKeys(query) }
}
