import { letterLikeness, soundLikeness, type Tolerance } from './names.sound.ts'
import { prepareName, type NameToken, type PreparedName } from './names.prepare.ts'

// The one door to the names engine: its parts are files of this folder.
export { nameKeys, queryKeys } from './names.keys.ts'
export { prepareName, type PreparedName } from './names.prepare.ts'
export { foldText, scriptOf } from './names.script.ts'

/** The least score at which two names are proposed as one person's or one organisation's. */
export const sameNameThreshold = 0.7

// Chosen by ten-fold cross-validation on the development half of the OpenSanctions name benchmark.
const weights = {
  /** Likeness of two words at which they are as likely one word misspelt as two words, and how sharply. */
  middle: 0.62,
  slope: 15,
  /** Cost of words left over on both sides, which contradict each other; an initial counts as `leastSize`. */
  contradiction: 1.5,
  leastSize: 6,
  /** Cost of words left over on one side, and where no more than one whole word agrees. */
  leftover: 0.12,
  leftoverAlone: 0.7,
  /** What a name that thousands bear counts for, against 1 for another. */
  shared: 0.6,
  /** Likeness of an initial to a word, and of a name to the same without its Abdul- or -ullah. */
  initial: 0.85,
  compoundMissing: 0.8,
  /** The most that two names known to be different ones, such as Hasan and Husain, may be alike. */
  otherFamily: 0.55,
  /** Likeness from which neighbouring words are taken as one word spaced differently. */
  span: 0.75,
  /** Factors for child and parent exchanged, and for names that agree in nothing but initials. */
  inverted: 0.6,
  initialsOnly: 0.6,
}

/** `nameScore` of two names already prepared. */
export function scorePrepared(left: PreparedName, right: PreparedName): number {
  if (left.folded === right.folded) return /[\p{L}\p{Nd}]/u.test(left.folded) ? 1 : 0
  if (left.tokens.length === 0 || right.tokens.length === 0) return 0
  // Ties between equally good pairings are broken in order, so the order is made the same for both askers.
  const [first, second] = left.folded < right.folded ? [left, right] : [right, left]
  return Math.max(alignmentScore(first, second), wholeScore(first, second))
}

/**
 * Likeness of two names in 0..1, whatever their scripts; 1 for the same name, 0 when either is empty.
 * From `sameNameThreshold` up they may be one person's: to be proposed, never to be merged by itself.
 */
export const nameScore = (left: string, right: string): number =>
  scorePrepared(prepareName(left), prepareName(right))

/** The candidates nearest to a query, best first, those that score nothing left out. */
export function rankNames<Id>(
  query: string,
  candidates: readonly { readonly id: Id; readonly text: string }[],
  limit: number,
): { id: Id; text: string; score: number }[] {
  const sought = prepareName(query)
  return candidates
    .map(({ id, text }) => ({ id, text, score: scorePrepared(sought, prepareName(text)) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .slice(0, limit)
}

// Names that differ only in where the spaces are.
function wholeScore(left: PreparedName, right: PreparedName): number {
  if (left.tokens.length === right.tokens.length && left.script === right.script) return 0
  if (Math.min(left.latin.length, right.latin.length) < 5) return 0
  const likeness = letterLikeness(left.latin, right.latin)
  return likeness >= 0.9 ? likeness : 0
}

interface Pair {
  readonly likeness: number
  readonly left: number
  readonly right: number
  readonly leftCount: number
  readonly rightCount: number
}

// A long word says more than a short one; one that thousands bear says less when two names share it.
const sizeOf = (token: NameToken): number => Math.min(token.latin.length, 8) + 2
const weightOf = (token: NameToken): number => sizeOf(token) * (token.isShared ? weights.shared : 1)

const total = (tokens: readonly NameToken[], measure: (token: NameToken) => number): number =>
  tokens.reduce((sum, token) => sum + measure(token), 0)

function alignmentScore(left: PreparedName, right: PreparedName): number {
  const pairs = align(left, right)
  const swapped = isInverted(left, right, pairs) ? weights.inverted : 1
  let agreed = 0
  let doubted = 0
  let firm = 0
  let hasWord = false
  for (const pair of pairs) {
    const ours = left.tokens.slice(pair.left, pair.left + pair.leftCount)
    const theirs = right.tokens.slice(pair.right, pair.right + pair.rightCount)
    const belief = beliefOf(pair.likeness)
    agreed += belief * Math.max(total(ours, weightOf), total(theirs, weightOf))
    doubted += (1 - belief) * Math.max(total(ours, sizeOf), total(theirs, sizeOf))
    const hasInitial = isInitial(ours) || isInitial(theirs)
    if (belief > 0.5) firm += hasInitial ? 0.5 : 1
    hasWord ||= belief > 0.5 && !hasInitial
  }
  if (agreed === 0) return 0
  const ours = left.tokens.filter(
    (_, index) => !pairs.some(pair => isWithin(index, pair.left, pair.leftCount)),
  )
  const theirs = right.tokens.filter(
    (_, index) => !pairs.some(pair => isWithin(index, pair.right, pair.rightCount)),
  )
  doubted += contradictionOf(ours, theirs)
  const surplus = Math.abs(total(ours, weightOf) - total(theirs, weightOf)) * surplusCost(firm)
  const score = agreed / (agreed + 2 * weights.contradiction * doubted + surplus)
  return score * swapped * (hasWord ? 1 : weights.initialsOnly)
}

// One word in common says little of a longer name, two say much; an initial is half a word.
const surplusCost = (firm: number): number => {
  const certainty = Math.min(1, Math.max(0, firm - 1))
  return weights.leftoverAlone + (weights.leftover - weights.leftoverAlone) * certainty
}

const isInitial = ([only, ...more]: readonly NameToken[]): boolean =>
  only?.latin.length === 1 && more.length === 0

const isWithin = (index: number, start: number, count: number): boolean =>
  index >= start && index < start + count

// Words left over on both sides contradict each other, two different initials as much as two short names.
const contradictionOf = (ours: readonly NameToken[], theirs: readonly NameToken[]): number => {
  const least = (tokens: readonly NameToken[]) =>
    total(tokens, token => Math.max(sizeOf(token), weights.leastSize))
  return Math.min(least(ours), least(theirs))
}

// Ahmad bin Hasan is not Hasan bin Ahmad: the child of the one is the parent of the other.
function isInverted(left: PreparedName, right: PreparedName, pairs: readonly Pair[]): boolean {
  const isParent = (name: PreparedName, index: number) => name.tokens[index]?.isParent === true
  const ours = pairs.some(pair => isParent(left, pair.left) && !isParent(right, pair.right))
  return ours && pairs.some(pair => !isParent(left, pair.left) && isParent(right, pair.right))
}

const logistic = (likeness: number): number =>
  1 / (1 + Math.exp(-weights.slope * (likeness - weights.middle)))

// Word likeness as a degree of belief: exact is 1, half alike is nothing.
const beliefOf = (likeness: number): number => Math.min(1, logistic(likeness) / logistic(1))

function align(left: PreparedName, right: PreparedName): Pair[] {
  const possible: Pair[] = [...respaced(left, right), ...respaced(right, left).map(mirrored)]
  for (const [i, ours] of left.tokens.entries()) {
    for (const [j, theirs] of right.tokens.entries()) {
      const likeness = tokenLikeness(ours, theirs)
      if (likeness >= 0.5) possible.push({ likeness, left: i, right: j, leftCount: 1, rightCount: 1 })
    }
  }
  possible.sort(
    (first, second) =>
      second.likeness - first.likeness ||
      second.leftCount + second.rightCount - first.leftCount - first.rightCount ||
      Math.abs(first.left - first.right) - Math.abs(second.left - second.right),
  )
  const chosen: Pair[] = []
  for (const pair of possible) {
    const isFree = !chosen.some(other => overlaps(pair, other))
    if (isFree) chosen.push(pair)
  }
  return chosen
}

const overlaps = (one: Pair, other: Pair): boolean =>
  (one.left < other.left + other.leftCount && other.left < one.left + one.leftCount) ||
  (one.right < other.right + other.rightCount && other.right < one.right + one.rightCount)

const mirrored = (pair: Pair): Pair => ({
  likeness: pair.likeness,
  left: pair.right,
  right: pair.left,
  leftCount: pair.rightCount,
  rightCount: pair.leftCount,
})

// "Jong un" on the left for "Jongun" on the right.
function respaced(left: PreparedName, right: PreparedName): Pair[] {
  const pairs: Pair[] = []
  for (const { start, count, sound } of left.spans) {
    for (const [other, theirs] of right.tokens.entries()) {
      const missing = sound.length - theirs.sound.length
      if (theirs.sound.length < 3 || missing < -3 || missing > (theirs.isUnvowelled ? 6 : 3)) continue
      const how = tolerance(left.tokens[start] ?? theirs, theirs)
      const likeness = soundLikeness(sound, theirs.sound, how === 'strict' ? 'loose' : how)
      if (likeness >= weights.span)
        pairs.push({ likeness, left: start, right: other, leftCount: count, rightCount: 1 })
    }
  }
  return pairs
}

function tolerance(left: NameToken, right: NameToken): Tolerance {
  if (left.isSyllabic !== right.isSyllabic) return 'syllabic'
  if (left.isUnvowelled !== right.isUnvowelled) return 'unvowelled'
  return left.script === right.script ? 'strict' : 'loose'
}

function tokenLikeness(left: NameToken, right: NameToken): number {
  if (left.written === right.written) return 1
  const isOneScript = left.script === right.script
  if (isOneScript && (left.script === 'Hans' || left.script === 'Kore')) {
    return characterLikeness(left.written, right.written)
  }
  if (left.sound === right.sound) return 1
  if (left.latin.length === 1 || right.latin.length === 1) return initialLikeness(left, right)
  if (left.family !== undefined && left.family === right.family) return 0.97
  const ceiling = left.family !== undefined && right.family !== undefined ? weights.otherFamily : 1
  const how = tolerance(left, right)
  const sounds = compoundLikeness(left, right, how)
  const isPlain = left.compound === '' && right.compound === ''
  const letters = how === 'strict' && isPlain ? letterLikeness(left.written, right.written) : 0
  return Math.min(ceiling, Math.max(sounds, letters))
}

function compoundLikeness(left: NameToken, right: NameToken, how: Tolerance): number {
  const whole = soundLikeness(left.stem, right.stem, how)
  if (left.compound === right.compound) return whole
  if (left.compound !== '' && right.compound !== '') return 0
  return Math.max(weights.compoundMissing * whole, soundLikeness(left.sound, right.sound, how))
}

const initialLikeness = (left: NameToken, right: NameToken): number =>
  left.latin[0] === right.latin[0] && left.latin.length !== right.latin.length ? weights.initial : 0

// One character is a syllable or a morpheme: another one makes another name, in short names above all.
const characterLikeness = (left: string, right: string): number =>
  Math.max(0, 2 * letterLikeness(left, right) - 1)
