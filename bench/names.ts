import { existsSync, readFileSync } from 'node:fs'
import anyAscii from 'any-ascii'
import { nameScore, prepareName, sameNameThreshold, scorePrepared } from '../src/domain/names.ts'

const corpus = process.env['NAME_PAIRS'] ?? '../shared/corpus/names/name_pairs_dev.csv'

interface NamePair {
  readonly schema: string
  readonly left: string
  readonly right: string
  readonly isMatch: boolean
}

const field = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g

const readPairs = (path: string): NamePair[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map(line =>
      [...line.matchAll(field)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? ''),
    )
    .map(([, schema = '', left = '', right = '', isMatch]) => ({
      schema,
      left,
      right,
      isMatch: isMatch === 'true',
    }))

// Public names, for a figure of speed where the corpus is not at hand.
const ownPairs: readonly NamePair[] = [
  ['Amir Khan Muttaqi', 'امیر خان متقی', true],
  ['Abdul Ghani Baradar', 'Абдулғанӣ Бародар', true],
  ['Khalid Al Khalifi', 'Mohammed Al-Khulaifi', false],
  ['Volodymyr Zelensky', 'Володимир Зеленський', true],
  ['Arkady Rotenberg', 'Boris Rotenberg', false],
  ['Xi Jinping', '习近平', true],
].map(([left, right, isMatch]) => ({
  schema: 'Person',
  left: String(left),
  right: String(right),
  isMatch: isMatch === true,
}))

function f1(pairs: readonly NamePair[], scores: readonly number[], threshold: number): number {
  const found = pairs.filter((_, index) => (scores[index] ?? 0) >= threshold)
  const right = found.filter(({ isMatch }) => isMatch).length
  return (2 * right) / (found.length + pairs.filter(({ isMatch }) => isMatch).length)
}

// Every threshold is tried on the very pairs it is judged by: the most the peer could reach.
function bestF1(pairs: readonly NamePair[], scores: readonly number[]): { f1: number; threshold: number } {
  const thresholds = Array.from({ length: 100 }, (_, index) => index / 100)
  return thresholds
    .map(threshold => ({ f1: f1(pairs, scores, threshold), threshold }))
    .reduce((best, next) => (next.f1 > best.f1 ? next : best))
}

function jaro(left: string, right: string): number {
  if (left === right) return 1
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1)
  const taken = new Set<number>()
  const matched = left.split('').filter((letter, index) => {
    for (
      let other = Math.max(0, index - reach);
      other <= Math.min(right.length - 1, index + reach);
      other++
    ) {
      if (taken.has(other) || right[other] !== letter) continue
      taken.add(other)
      return true
    }
    return false
  })
  if (matched.length === 0) return 0
  const others = [...taken].sort((one, two) => one - two).map(index => right[index])
  const swapped = matched.filter((letter, index) => letter !== others[index]).length / 2
  const count = matched.length
  return (count / left.length + count / right.length + (count - swapped) / count) / 3
}

function jaroWinkler(left: string, right: string): number {
  const likeness = jaro(left, right)
  let prefix = 0
  while (prefix < 4 && prefix < left.length && left[prefix] === right[prefix]) prefix++
  return likeness + prefix * 0.1 * (1 - likeness)
}

const peerScore = (left: string, right: string): number =>
  jaroWinkler(anyAscii(left).toLowerCase(), anyAscii(right).toLowerCase())

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Calls a second of processor time, so that neighbours on the machine do not count; one core is used. */
function perSecond<Item>(items: readonly Item[], ask: (item: Item) => unknown): number {
  for (let round = 0; round < 10; round++) for (const item of items) ask(item)
  const start = cpuSeconds()
  let asked = 0
  while (cpuSeconds() - start < 1) {
    for (const item of items) ask(item)
    asked += items.length
  }
  return Math.round(asked / (cpuSeconds() - start))
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000

function figures(pairs: readonly NamePair[]) {
  const ours = pairs.map(({ left, right }) => nameScore(left, right))
  const peer = bestF1(
    pairs,
    pairs.map(({ left, right }) => peerScore(left, right)),
  )
  return {
    pairs: pairs.length,
    f1: rounded(f1(pairs, ours, sameNameThreshold)),
    peerF1: rounded(peer.f1),
    peerBestThreshold: peer.threshold,
  }
}

/**
 * Names: F1 at the published threshold and pairs a second on one core, beside Jaro-Winkler over any-ascii
 * at the threshold best for it. `NAME_PAIRS` names another file of pairs.
 */
export async function run(): Promise<Record<string, unknown>> {
  const isMeasured = existsSync(corpus)
  const all = isMeasured ? readPairs(corpus) : ownPairs
  const persons = all.filter(({ schema }) => schema === 'Person')
  const beyondLatin = persons.filter(({ left, right }) => /[^\P{L}\p{Script=Latin}]/u.test(left + right))
  const prepared = persons.map(({ left, right }) => [prepareName(left), prepareName(right)] as const)
  const quality = isMeasured && {
    persons: figures(persons),
    personsBeyondLatin: figures(beyondLatin),
    organisations: figures(all.filter(({ schema }) => schema === 'Company' || schema === 'Organization')),
  }
  return Promise.resolve({
    corpus: isMeasured ? corpus : 'absent: speed only',
    threshold: sameNameThreshold,
    ...quality,
    pairsPerSecond: perSecond(persons, ({ left, right }) => nameScore(left, right)),
    preparedPairsPerSecond: perSecond(prepared, ([left, right]) => scorePrepared(left, right)),
    peerPairsPerSecond: perSecond(persons, ({ left, right }) => peerScore(left, right)),
  })
}
