import anyAscii from 'any-ascii'
import type { Script } from './names.script.ts'

// A letter h of its own, so that s + h or k + h across two letters is not read as the one sound sh or kh;
// and a j that is never the vowel it is in German or Polish.
const plainH = 'ħ'
const marked = /([ħǰ])/

type Table = Readonly<Record<string, string>>

// Written as `letter:value`, the value empty for a letter that is not heard.
const tableOf = (text: string): Table =>
  Object.fromEntries(
    text
      .trim()
      .split(/\s+/)
      .map(entry => entry.split(':')),
  )

// Broad values for Arabic, Persian, Dari, Pashto, Urdu and Uyghur; short vowels are not written. Where the
// languages differ (ذ ض ظ: d or z, ث: t or s) the digraph keeps both readings open.
const arabic = tableOf(`
  ا:a آ:a أ:a إ:i ٱ:a ب:b پ:p ت:t ث:th ج:ǰ چ:ch ح:ħ خ:kh د:d ذ:dh ر:r ز:z ژ:zh س:s ش:sh ص:s ض:dh
  ط:t ظ:dh ع:a غ:gh ف:f ق:q ک:k ك:k گ:g ل:l م:m ن:n ه:ħ ھ:h ہ:ħ ۀ:ħ ە:e ة:a ۃ:a و:w ؤ:w ی:y ي:y ى:y
  ئ:y ې:y ۍ:y ے:y ء: ټ:t ډ:d ړ:r ښ:sh ږ:zh ځ:z څ:ts ڼ:n ګ:g ٹ:t ڈ:d ڑ:r ں:n ڤ:v ۆ:o ۇ:u ۈ:u ۋ:v
  ڕ:r ڵ:l ێ:e ڭ:ng
`)

const hebrew = tableOf(`
  א:a ב:b ג:g ד:d ה:ħ ו:w ז:z ח:kh ט:t י:y כ:k ך:kh ל:l מ:m ם:m נ:n ן:n ס:s ע:a פ:p ף:f צ:ts ץ:ts
  ק:k ר:r ש:sh ת:t
`)

// Where the values differ from the general table (Tajik, Kazakh, Serbian, Macedonian), and Chinese цз, чж.
const cyrillic = tableOf(`
  цз:z чж:zh дж:ǰ ё:yo э:e ъ: ь: ҷ:ǰ ҳ:ħ қ:q ғ:gh ӣ:i ӯ:u ә:a ө:o ү:u ұ:u ң:ng һ:ħ ј:j љ:lj њ:nj
  ђ:dj ћ:ch џ:dj ў:u є:ye ї:yi ґ:g
`)

const greek = tableOf(`
  μπ:b ντ:nd γκ:g γγ:ng τζ:tz ου:u αυ:av ευ:ev χ:kh υ:i
`)

const pattern = (letters: Table) =>
  new RegExp(
    Object.keys(letters)
      .sort((left, right) => right.length - left.length)
      .join('|'),
    'g',
  )
const patterns: Partial<Record<Script, readonly [RegExp, Table]>> = {
  Arab: [pattern(arabic), arabic],
  Hebr: [pattern(hebrew), hebrew],
  Cyrl: [pattern(cyrillic), cyrillic],
  Grek: [pattern(greek), greek],
}

// Surnames of two characters or syllables; every other Chinese or Korean surname has one.
const doubleSurname =
  /^(?:欧阳|司马|诸葛|上官|司徒|东方|夏侯|皇甫|尉迟|公孙|慕容|令狐|남궁|선우|황보|제갈|독고)/

// Surnames whose customary Latin spelling is not what the syllable's usual romanisation says.
const koreanSurnames = tableOf(`
  김:kim 이:lee 리:lee 박:park 최:choi 정:jung 강:kang 조:cho 임:lim 림:lim 유:yoo 류:ryu 노:roh 고:ko 권:kwon
  구:ku 백:paek
`)

const traditional =
  '習國馬張劉陳楊趙黃吳孫鄭謝許鄧馮韓蕭葉蘇呂蔣餘鍾譚陸賈韋鄒閻龍萬錢湯賴龔龐蘭齊鳳麗華傑偉軍東慶業興開義強紅蓮發長寶榮貴學愛雲飛蔭憲連賢誠潔輝鵬勝亞衛澤濤歐陽諸爾羅維納戰關聯門劍鋒鐘顧嚴'
const simplified =
  '习国马张刘陈杨赵黄吴孙郑谢许邓冯韩萧叶苏吕蒋余钟谭陆贾韦邹阎龙万钱汤赖龚庞兰齐凤丽华杰伟军东庆业兴开义强红莲发长宝荣贵学爱云飞荫宪连贤诚洁辉鹏胜亚卫泽涛欧阳诸尔罗维纳战关联门剑锋钟顾严'
const simplifications = new Map(
  traditional.split('').map((character, index) => [character, simplified[index]]),
)

/** Chinese characters in their simplified form, for the characters common in names. */
const simplify = (text: string): string =>
  text.replace(/[\u3400-\u9fff]/g, character => simplifications.get(character) ?? character)

/**
 * A Chinese or Korean name written without a space, as surname and given name; other words as they are.
 * Longer words are foreign names respelled, and stay whole.
 */
export function surnameApart(word: string, script: Script): readonly string[] {
  if ((script !== 'Hans' && script !== 'Kore') || word.length < 2 || word.length > 4) return [word]
  const plain = simplify(word)
  const length = doubleSurname.test(plain) && word.length > 2 ? 2 : 1
  return [plain.slice(0, length), plain.slice(length)]
}

/**
 * One word of a name in broad Latin letters, lower case. Letters without a table of ours are read by
 * any-ascii; `ħ` stands for an h that is a letter of its own, `ǰ` for a j that is not the vowel i.
 */
export function toLatin(word: string, script: Script): string {
  if (script === 'Hans') return anyAscii(simplify(word).replaceAll('尔', 'R')).toLowerCase()
  if (script === 'Kore') return koreanSurnames[word] ?? anyAscii(word).toLowerCase().replaceAll('ae', 'e')
  // The dot of Devanagari is the nasal of the consonant after it.
  if (script === 'Deva') return anyAscii(word.replace(/ं(?![पफबभम])/g, 'न')).toLowerCase()
  return replaced(word, script)
    .split(marked)
    .map(part => (marked.test(part) ? part : anyAscii(part).toLowerCase()))
    .join('')
}

function replaced(word: string, script: Script): string {
  const [letters, values] = patterns[script] ?? []
  if (letters === undefined) return word
  const isUkrainian = script === 'Cyrl' && /[іїєґ]/.test(word)
  const own = isUkrainian ? word.replaceAll('г', plainH) : word
  return own.replace(letters, found => values?.[found] ?? '')
}
