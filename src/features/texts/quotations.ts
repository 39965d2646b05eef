// Where a paragraph quotes. What somebody said is never reworded, whatever it calls whom.

/** A part of a paragraph's words, the marks themselves included. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

interface Open {
  readonly mark: string
  readonly from: number
}

/** What closes each mark; people mix the straight with the curved. */
const closers: Readonly<Record<string, string>> = {
  '“': '”"',
  '”': '”',
  '„': '“”',
  '"': '"”',
  '«': '»',
  '»': '«',
  '‹': '›',
  '「': '」',
  '『': '』',
  '‘': '’',
  '‚': '‘’',
  "'": "'",
}

const marks = /[“”„"«»‹›「」『』‘’‚']/u
const marksEverywhere = new RegExp(marks.source, 'gu')
const word = /[\p{L}\p{N}\p{M}]/u
const isSingle = (mark: string) => mark === '‘' || mark === '‚' || mark === "'"

/** Marks that open wherever they stand. */
const opensAlways = '“„«‹「『'

const opens = (mark: string, words: string, at: number): boolean => {
  if (opensAlways.includes(mark)) return true
  const before = words[at - 1] ?? ' '
  const after = words[at + 1] ?? ' '
  if (mark === '»') return words.includes('«', at + 1) && !/\s/u.test(after)
  if (mark === '"' || mark === '”') return !word.test(before) && !/\s/u.test(after)
  return isSingle(mark) && !word.test(before) && (word.test(after) || marks.test(after))
}

/** The possessive of a plural looks like the end of a quotation: it is one if another end comes before a beginning. */
const isApostrophe = (words: string, at: number): boolean => {
  const after = words[at + 1] ?? ' '
  if (word.test(after)) return true
  if (!/s/iu.test(words[at - 1] ?? '') || !/^\s\p{L}/u.test(words.slice(at + 1, at + 3))) return false
  const rest = words.slice(at + 1)
  const end = /[’'](?![\p{L}\p{N}])/u.exec(rest)?.index ?? -1
  const beginning = /(?<![\p{L}\p{N}])[‘'](?=[\p{L}\p{N}])/u.exec(rest)?.index ?? rest.length
  return end >= 0 && end < beginning
}

/** A single mark nobody closed is an apostrophe or an ʿayn, unless it stands where quotations begin. */
const isBegun = (words: string, { mark, from }: Open): boolean => {
  const before = words.slice(0, from).trimEnd()
  return !isSingle(mark) || before === '' || /[:,،]$/u.test(before)
}

/** A straight mark behind a space and before a word: it cannot be an end. */
const beginsHere = (mark: string, words: string, at: number) =>
  mark === '"' && /\s/u.test(words[at - 1] ?? '') && word.test(words[at + 1] ?? '')

/**
 * The quotations of a paragraph, outermost only. One that is not closed goes on to the paragraph's end; where it goes
 * on in the next, that begins with the mark again, as the custom is, and so is read by itself.
 */
export const quotationsIn = (words: string): Stretch[] => {
  const found: Stretch[] = []
  let open: Open[] = []
  for (const { 0: mark, index } of words.matchAll(marksEverywhere)) {
    const closed = open.findLastIndex(each => closers[each.mark]?.includes(mark) === true)
    const ended = beginsHere(mark, words, index) ? undefined : open[closed]
    if (ended !== undefined && !(isSingle(ended.mark) && isApostrophe(words, index))) {
      open = open.slice(0, closed)
      if (open.every(each => !isBegun(words, each))) found.push({ from: ended.from, to: index + 1 })
    } else if (opens(mark, words, index)) open.push({ mark, from: index })
  }
  const left = open.find(each => isBegun(words, each))
  if (left !== undefined) found.push({ from: left.from, to: words.length })
  return merged(found)
}

const merged = (stretches: readonly Stretch[]): Stretch[] => {
  const all: Stretch[] = []
  for (const each of stretches.toSorted((left, right) => left.from - right.from)) {
    const last = all.at(-1)
    if (last !== undefined && each.from < last.to)
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, each.to) }
    else all.push(each)
  }
  return all
}
