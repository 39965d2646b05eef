import anyAscii from 'any-ascii'

/** ISO 15924 code of a writing system; `Zyyy` where there is no letter to judge by. */
export type Script = (typeof ranges)[number][2] | 'Zyyy'

// First and last code point of the blocks that carry names; checked in this order.
const ranges = [
  [0x41, 0x24f, 'Latn'],
  [0x1e00, 0x1eff, 'Latn'],
  [0x370, 0x3ff, 'Grek'],
  [0x1f00, 0x1fff, 'Grek'],
  [0x400, 0x52f, 'Cyrl'],
  [0x530, 0x58f, 'Armn'],
  [0x590, 0x5ff, 'Hebr'],
  [0xfb1d, 0xfb4f, 'Hebr'],
  [0x600, 0x6ff, 'Arab'],
  [0x750, 0x77f, 'Arab'],
  [0x8a0, 0x8ff, 'Arab'],
  [0xfb50, 0xfdff, 'Arab'],
  [0xfe70, 0xfefc, 'Arab'],
  [0x700, 0x74f, 'Syrc'],
  [0x780, 0x7bf, 'Thaa'],
  [0x900, 0x97f, 'Deva'],
  [0x980, 0x9ff, 'Beng'],
  [0xa00, 0xa7f, 'Guru'],
  [0xa80, 0xaff, 'Gujr'],
  [0xb80, 0xbff, 'Taml'],
  [0xc00, 0xc7f, 'Telu'],
  [0xc80, 0xcff, 'Knda'],
  [0xd00, 0xd7f, 'Mlym'],
  [0xd80, 0xdff, 'Sinh'],
  [0xe00, 0xe7f, 'Thai'],
  [0xe80, 0xeff, 'Laoo'],
  [0xf00, 0xfff, 'Tibt'],
  [0x1000, 0x109f, 'Mymr'],
  [0x10a0, 0x10ff, 'Geor'],
  [0x1c90, 0x1cbf, 'Geor'],
  [0x1200, 0x139f, 'Ethi'],
  [0x1780, 0x17ff, 'Khmr'],
  [0x1800, 0x18af, 'Mong'],
  [0x3040, 0x30ff, 'Jpan'],
  [0x1100, 0x11ff, 'Kore'],
  [0x3130, 0x318f, 'Kore'],
  [0xac00, 0xd7af, 'Kore'],
  [0x3400, 0x9fff, 'Hans'],
  [0xf900, 0xfaff, 'Hans'],
  [0x20000, 0x3ffff, 'Hans'],
] as const

const letter = /\p{L}/u

function scriptOfLetter(character: string): Script {
  const point = character.codePointAt(0) ?? 0
  return ranges.find(([first, last]) => point >= first && point <= last)?.[2] ?? 'Zyyy'
}

/**
 * ISO 15924 code of the script most letters of a text are in; `Zyyy` for a text without letters.
 * Chinese characters alone are `Hans` (variants are not told apart); any kana among them makes it `Jpan`.
 */
export function scriptOf(text: string): Script {
  if (/^[\x20-\x7f]*$/.test(text)) return /[a-z]/i.test(text) ? 'Latn' : 'Zyyy'
  const counts = new Map<Script, number>()
  for (const character of text) {
    if (!letter.test(character)) continue
    const script = scriptOfLetter(character)
    if (script !== 'Zyyy') counts.set(script, (counts.get(script) ?? 0) + 1)
  }
  const [[script] = ['Zyyy' as const]] = [...counts].sort((left, right) => right[1] - left[1])
  return script === 'Hans' && counts.has('Jpan') ? 'Jpan' : script
}

// Letters that differ between keyboards and orthographies but not for a reader who searches.
const unified: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ے: 'ی',
  ئ: 'ی',
  ك: 'ک',
  ڪ: 'ک',
  ګ: 'گ',
  ة: 'ه',
  ۀ: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ۃ: 'ه',
  ە: 'ه',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ؤ: 'و',
  ё: 'е',
  ς: 'σ',
}
const unifiable = new RegExp(`[${Object.keys(unified).join('')}]`, 'g')
// Short vowels and other points of Arabic and Hebrew, tatweel, joiners, direction marks, soft hyphen.
const invisible =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** A text without marks that are not letters: short vowels, points, tatweel, direction marks. Keeps ZWNJ. */
export const withoutPoints = (text: string): string =>
  text.replace(invisible, mark => (mark === '\u200c' ? mark : ''))

/**
 * A text as it is compared in search, in its own script: compatibility forms resolved, lower case,
 * variants of one Arabic letter unified, marks that are not letters removed, digits in ASCII.
 */
export function foldText(text: string): string {
  if (/^[\x20-\x7f]*$/.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(invisible, '')
    .replace(unifiable, variant => unified[variant] ?? variant)
    .replace(/[٠-٩]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0x660 + 48))
    .replace(/[۰-۹]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0x6f0 + 48))
    .normalize('NFD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu, '$1')
    .normalize('NFC')
    .replace(unifiable, variant => unified[variant] ?? variant)
    .replace(/[^\P{Script=Latin}a-z]/gu, latin => anyAscii(latin).toLowerCase())
}
