// Spellings of one sound in the Latin letters of many languages. A capital is one sound written with
// several letters: S sh, C ch, Z zh, J j, G gh, T th, D dh; x is kh, c is ts.
const sounds = new Map(
  (
    'shch:S stsch:S sch:S sh:S sz:S tsch:C tch:C ch:C cz:C dsch:J dzh:J dj:J j:J ǰ:J zh:Z kh:x gh:G th:T dh:D ' +
    'ph:f ts:c tz:c dz:z x:ks ck:k q:k c:k w:v y:i ħ:h'
  )
    .split(' ')
    .map(entry => [entry.split(':')[0] ?? '', entry.split(':')[1] ?? '']),
)
const spelling = /shch|stsch|t?sch|dsch|tch|dzh|sz(?=[aeiouy])|[cdgkpstz]h|c[zk]|dj|dz|t[sz]|[jǰxqcwyħ]/g

/**
 * A Latin spelling (lower case, `ħ` and `ǰ` as `toLatin` leaves them) as one letter a sound, so that
 * romanisations of one name by different rules come out alike or near: Muttaqi and Mottaki as `mutaki` and
 * `motaki`.
 */
export function soundOf(latin: string): string {
  return latin
    .replace(/^(?:hs|x)/, 'sh')
    .replace(/(?<=[eio])j(?![aeiou])/g, 'i')
    .replace(/c(?=[eiy])/g, 'ts')
    .replace(spelling, found => sounds.get(found) ?? found)
    .replace(/ou|oo|uu|eu/g, 'u')
    .replace(/ee|ii|ie$/g, 'i')
    .replace(/ae/g, 'e')
    .replace(/oe/g, 'o')
    .replace(/ue(?=[bcdfghkmnprst])/g, 'u')
    .replace(/[ae]i(?![aeiou])/g, 'e')
    .replace(/a[uv](?![aeiou])|eo|ov(?=[bdgkmnst])/g, 'o')
    .replace(/(?<=.)h$/, '')
    .replace(/(\D)\1+/g, '$1')
}

/**
 * How much spelling to forgive. `strict`: one language, so vowels count. `loose`: two scripts.
 * `unvowelled`: one side comes from a script that leaves vowels out. `syllabic`: one side respells a
 * foreign name in the syllables of Chinese or Japanese, which have no r, no final consonants but n and ng.
 */
export type Tolerance = 'strict' | 'loose' | 'unvowelled' | 'syllabic'

// Sounds that stand for one another between languages, and what confusing them costs (1 is another sound).
const near =
  'kg.4 kx.5 xh.25 hg.35 gG.15 Gk.5 GJ.6 Jg.4 td.35 Td.3 Tt.1 Ts.25 Dd.15 Dz.15 Dt.4 sz.35 sS.4 zJ.35 Zz.3 ' +
  'ZJ.3 CJ.35 CS.4 Ck.5 Cx.4 cs.25 cz.3 cC.35 ck.4 cJ.5 bp.35 bv.35 vf.25 fp.4 lr.5 mn.6 iJ.35 vu.3 vo.3 ' +
  'SZ.4 SJ.5 Sx.5 ZS.4'

const nearInSyllables = 'lr.1 mn.2 Jd.4 Jt.4 td.2 bp.2 kg.2 vf.15 Zr.5 hf.4 CS.2 Sx.3 Ss.2'

const vowels = 'aeiou'

// What it costs to change a vowel for another, to leave out a vowel, an h, a g (as in n for ng), an r or l.
const tolerances = {
  strict: [0.55, 0.7, 0.5, 1, 1],
  loose: [0.35, 0.45, 0.4, 0.6, 1],
  unvowelled: [0.12, 0.12, 0.3, 1, 1],
  syllabic: [0.15, 0.15, 0.3, 0.2, 0.4],
} as const

interface Costs {
  readonly substitution: Float64Array
  readonly insertion: Float64Array
}

function costsOf(tolerance: Tolerance): Costs {
  const [vowelChange, vowelInsertion, hInsertion, gInsertion, liquidInsertion] = tolerances[tolerance]
  const substitution = new Float64Array(128 * 128).fill(1)
  const insertion = new Float64Array(128).fill(1)
  const set = (left: string, right: string, cost: number) => {
    substitution[left.charCodeAt(0) * 128 + right.charCodeAt(0)] = cost
    substitution[right.charCodeAt(0) * 128 + left.charCodeAt(0)] = cost
  }
  for (let point = 0; point < 128; point++) substitution[point * 129] = 0
  const pairs = tolerance === 'syllabic' ? `${near} ${nearInSyllables}` : near
  for (const [left = '', right = '', ...cost] of pairs.split(' ')) set(left, right, Number(cost.join('')))
  for (const left of vowels) {
    insertion[left.charCodeAt(0)] = vowelInsertion
    for (const right of vowels) if (left !== right) set(left, right, vowelChange)
    if (tolerance === 'unvowelled') set(left, 'v', left === 'u' || left === 'o' ? 0.08 : 0.4)
  }
  insertion['h'.charCodeAt(0)] = hInsertion
  insertion['g'.charCodeAt(0)] = gInsertion
  for (const liquid of 'rl') insertion[liquid.charCodeAt(0)] = liquidInsertion
  if (tolerance === 'unvowelled') insertion['v'.charCodeAt(0)] = 0.5
  return { substitution, insertion }
}

const costs = {
  strict: costsOf('strict'),
  loose: costsOf('loose'),
  unvowelled: costsOf('unvowelled'),
  syllabic: costsOf('syllabic'),
}

const weightOf = (sound: string, insertion: Float64Array): number => {
  let weight = 0
  for (let index = 0; index < sound.length; index++) {
    weight += Math.max(0.5, insertion[sound.charCodeAt(index)] ?? 1)
  }
  return weight
}

const longest = 64
// Kept between calls: comparing a name with thousands is the common case.
const rows = {
  older: new Float64Array(longest + 1),
  old: new Float64Array(longest + 1),
  row: new Float64Array(longest + 1),
}

/** Likeness of two sounds in 0..1 by weighted edit distance; two neighbours swapped count as one slip. */
export function soundLikeness(left: string, right: string, tolerance: Tolerance): number {
  if (left === right) return 1
  return likeness(left.slice(0, longest), right.slice(0, longest), costs[tolerance])
}

// No cost is known, so every change costs 1.
const plain: Costs = { substitution: new Float64Array(0), insertion: new Float64Array(0) }

/** Likeness of two words letter by letter in 0..1, in whatever script both are written. */
export function letterLikeness(left: string, right: string): number {
  if (left === right) return 1
  return likeness(left.slice(0, longest), right.slice(0, longest), plain)
}

function likeness(left: string, right: string, { substitution, insertion }: Costs): number {
  const most = Math.max(weightOf(left, insertion), weightOf(right, insertion))
  if (most === 0) return 0
  let { older, old, row } = rows
  old[0] = 0
  for (let column = 1; column <= right.length; column++) {
    old[column] = (old[column - 1] ?? 0) + (insertion[right.charCodeAt(column - 1)] ?? 1)
  }
  for (let line = 1; line <= left.length; line++) {
    const code = left.charCodeAt(line - 1)
    const removal = insertion[code] ?? 1
    row[0] = (old[0] ?? 0) + removal
    for (let column = 1; column <= right.length; column++) {
      const other = right.charCodeAt(column - 1)
      const change = code === other ? 0 : (substitution[code * 128 + other] ?? 1)
      let best = (old[column - 1] ?? 0) + change
      best = Math.min(best, (old[column] ?? 0) + removal, (row[column - 1] ?? 0) + (insertion[other] ?? 1))
      if (
        line > 1 &&
        column > 1 &&
        code === right.charCodeAt(column - 2) &&
        other === left.charCodeAt(line - 2)
      ) {
        best = Math.min(best, (older[column - 2] ?? 0) + 0.9)
      }
      row[column] = best
    }
    ;[older, old, row] = [old, row, older]
  }
  return Math.max(0, 1 - (old[right.length] ?? 0) / most)
}
