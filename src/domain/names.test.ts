import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  foldText,
  nameKeys,
  nameScore,
  prepareName,
  queryKeys,
  rankNames,
  sameNameThreshold,
  scriptOf,
} from './names.ts'

const same = (left: string, right: string) => nameScore(left, right) >= sameNameThreshold

const muttaki = [
  'Amir Khan Muttaki',
  'Amir Khan Muttaqi',
  'Maulvi Amir Khan Motaqi',
  'MUTTAQI, Amir Khan',
  'امیر خان متقی',
  'مولوي امير خان متقي',
  'Амир Хан Муттаки',
  'Амирхон Муттақӣ',
]

describe('two names of one person', () => {
  it.each(muttaki.flatMap(left => muttaki.map(right => [left, right] as const)))(
    'are the same: %s, %s',
    (left, right) => expect(nameScore(left, right)).toBeGreaterThanOrEqual(sameNameThreshold),
  )

  it.each([
    ['Abdul Ghani Baradar', 'عبدالغنی برادر'],
    ['Sirajuddin Haqqani', 'سراج الدین حقانی'],
    ['Haibatullah Akhundzada', 'هبة‌الله آخندزاده'],
    ['Qasem Soleimani', 'Касем Сулеймани'],
    ['Muammar Gaddafi', 'معمر القذافي'],
    ['Abdel Fattah el-Sisi', 'عبد الفتاح السيسي'],
    ['Emomali Rahmon', 'Эмомалӣ Раҳмон'],
    ['Qasym-Jomart Toqaev', 'Қасым-Жомарт Тоқаев'],
    ['Volodymyr Zelensky', 'Володимир Зеленський'],
    ['Alexander Lukashenko', 'Аляксандр Лукашэнка'],
    ['Benjamin Netanyahu', 'בנימין נתניהו'],
    ['Kyriakos Mitsotakis', 'Κυριάκος Μητσοτάκης'],
    ['Nikol Pashinyan', 'Նիկոլ Փաշինյան'],
    ['Bidzina Ivanishvili', 'ბიძინა ივანიშვილი'],
    ['Narendra Modi', 'नरेंद्र मोदी'],
    ['Shehbaz Sharif', 'شہباز شریف'],
    ['Xi Jinping', '習近平'],
    ['Park Geun-hye', '박근혜'],
    ['Angela Merkel', '安格拉·默克尔'],
    ['Joe Biden', 'Джо Байден'],
    ['Mohammad Bagher Ghalibaf', 'محمدباقر قالیباف'],
    ['Manmohan Singh', 'मनमोहन सिंह'],
  ])('are the same in two scripts: %s, %s', (left, right) => expect(same(left, right)).toBe(true))

  it.each([
    ['Dr. Ahmad Wali Massoud', 'Ahmad Vali Masood'],
    ['Sheikh Hasina', 'Hasina, Sheikh'],
    ['President Ashraf Ghani', 'Ghani, Ashraf'],
    ['Jürgen Müller', 'Juergen Mueller'],
    ['Kim Jong-un', 'Kim Jongun'],
    ['V. Putin', 'Vladimir Vladimirovich Putin'],
    ['Bill Clinton', 'William Clinton'],
    ['Noor-ud-Din Turabi', 'Nuruddin Turabi'],
    ['Abd al-Rahman Yasin', 'Abdurrahman Yassin'],
  ])('are the same whatever title, order, spacing or spelling: %s, %s', (left, right) =>
    expect(same(left, right)).toBe(true),
  )
})

describe('two persons', () => {
  it.each([
    ['Khalid Al Khalifi', 'Mohammed Al-Khulaifi'],
    ['خالد الخليفي', 'Mohammed Al-Khulaifi'],
    ['Mohammad Yaqoob', 'Mohammad Hassan'],
    ['محمد جواد ظریف', 'محمد جواد لاریجانی'],
    ['Habibullah Karimi', 'حمیدالله کریمی'],
    ['Abdul Rahim Muslimdost', 'عبدالرحمن مسلم دوست'],
    ['Ashraf Ghani', 'Abdul Ghani Baradar'],
    ['Arkady Rotenberg', 'Борис Ротенберг'],
    ['John W. Smith', 'John G. Smith'],
    ['Ahmad bin Hasan', 'Hasan bin Ahmad'],
    ['Hassan Ali', 'حسين علي'],
    ['李明', '李克明'],
    ['Kim Yo Jong', '김정은'],
  ])('are never equated: %s, %s', (left, right) => expect(same(left, right)).toBe(false))

  it('are not equated by a single shared forename', () => {
    expect(same('Mohammad', 'Mohammad Yaqoob Omari')).toBe(false)
    expect(same('A. B.', 'Ashraf Baradar')).toBe(false)
  })
})

describe('the score', () => {
  const letters = fc.oneof(
    fc.constantFrom(...'abdeghiklmnoqrstuvyzABKM'.split('')),
    fc.constantFrom(...'ابتدرسعقکلمنهوی'.split('')),
    fc.constantFrom(...'абвгдеиклмнорстуҳқӣ'.split('')),
    fc.constantFrom(...'习近平王毅 '.split('')),
    fc.constantFrom(' ', ' ', '-', ',', '.', '\u200c'),
  )
  const name = fc.oneof(fc.string({ unit: letters, maxLength: 24 }), fc.string({ maxLength: 12 }))

  it('is between 0 and 1 and the same whoever is asked first', () =>
    fc.assert(
      fc.property(name, name, (left, right) => {
        const score = nameScore(left, right)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
        expect(nameScore(right, left)).toBe(score)
      }),
    ))

  it('is 1 for a name and itself, and 0 where there is no name', () => {
    fc.assert(
      fc.property(name, text => nameScore(text, text) === (/[\p{L}\p{Nd}]/u.test(foldText(text)) ? 1 : 0)),
    )
    expect(nameScore('', 'Muttaqi')).toBe(0)
    expect(nameScore('—', '…')).toBe(0)
  })

  it('ranks the person sought first, in whatever script the list is', () => {
    const people = ['سراج الدین حقانی', 'Anas Haqqani', 'امیر خان متقی', 'Ашраф Гани', 'Xi Jinping']
    const candidates = people.map((text, id) => ({ id, text }))
    expect(rankNames('Sirajuddin Haqqani', candidates, 2).map(({ id }) => id)).toEqual([0, 1])
    expect(rankNames('Ashraf Ghani', candidates, 1)[0]?.id).toBe(3)
    expect(rankNames('', candidates, 3)).toEqual([])
  })

  it('reads legal forms of companies as the same or none', () => {
    expect(same('Siemens Aktiengesellschaft', 'Siemens AG')).toBe(true)
    expect(same('ООО "Ромашка"', 'Romashka LLC')).toBe(true)
    expect(same('Bank of Lebanon Ltd.', 'Bank of Jordan Ltd.')).toBe(false)
  })
})

describe('keys', () => {
  const shareKey = (left: string, right: string) => nameKeys(left).some(key => nameKeys(right).includes(key))

  it.each(['Muttaqi', 'Motaqi', 'متقی', 'متقي', 'Муттаки', 'Муттақӣ', 'Мутақӣ'])(
    'of %s are shared with Muttaki',
    spelling => expect(shareKey('Muttaki', spelling)).toBe(true),
  )

  it.each([
    ['Ghani', 'عبدالغنی'],
    ['Baradar', 'Бародар'],
    ['Mousavi', 'موسوی'],
    ['Ramazan', 'رمضان'],
    ['Ramadan', 'رمضان'],
    ['Yusuf', 'Юсуф'],
    ['Habibulla', 'حبیب الله'],
    ['Mumtaz', 'ممتاز'],
    ['Zadran', 'ځدراڼ'],
    ['Sergey', 'Сергій'],
  ])('are shared by %s and %s', (left, right) => expect(shareKey(left, right)).toBe(true))

  it('are letters, digits and underscores only', () =>
    fc.assert(fc.property(fc.string(), text => nameKeys(text).every(key => /^[\p{L}\p{Nd}_]+$/u.test(key)))))

  it('of a query name each word, and the last one as a beginning', () => {
    const { prefixes, keys } = queryKeys('Amir Khan Mut')
    expect(prefixes).toEqual(['mut', '_mt'])
    expect(keys).toContain('khan')
    expect(nameKeys('امیر خان متقی').some(key => prefixes.some(prefix => key.startsWith(prefix)))).toBe(true)
    expect(queryKeys(' - ')).toEqual({ prefixes: [], keys: [] })
  })
})

describe('text', () => {
  it('is of the script most of its letters are in', () => {
    const scripts = [
      'Muttaqi',
      'متقی',
      'Муттақӣ',
      '习近平',
      'さなえ高市',
      '김정은',
      'Ελλάς',
      'שלום',
      '12',
    ].map(scriptOf)
    expect(scripts).toEqual(['Latn', 'Arab', 'Cyrl', 'Hans', 'Jpan', 'Kore', 'Grek', 'Hebr', 'Zyyy'])
  })

  it('is folded for search in its own script', () => {
    expect(foldText('ÉLÈVE Łódź')).toBe('eleve lodz')
    expect(foldText('كِتَابـي ۱۲٣ می‌خواهم')).toBe('کتابی 123 میخواهم')
    expect(foldText('Йод')).toBe('йод')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => foldText(foldText(text)) === foldText(text)),
    )
  })

  it('keeps a title that is the whole name', () => {
    expect(prepareName('Sheikh').tokens.map(({ latin }) => latin)).toEqual(['sheikh'])
    expect(prepareName('Bin').tokens).toHaveLength(1)
  })
})

const corpus = '../shared/corpus/names/name_pairs_dev.csv'

describe.skipIf(!existsSync(corpus))('on the development half of the OpenSanctions name benchmark', () => {
  const field = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g
  const pairs = existsSync(corpus)
    ? readFileSync(corpus, 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map(line =>
          [...line.matchAll(field)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? ''),
        )
        .map(([, schema, left = '', right = '', isMatch]) => ({
          schema,
          left,
          right,
          isMatch: isMatch === 'true',
        }))
    : []
  const f1 = (chosen: typeof pairs) => {
    const found = chosen.filter(({ left, right }) => same(left, right))
    const right = found.filter(({ isMatch }) => isMatch).length
    return (2 * right) / (found.length + chosen.filter(({ isMatch }) => isMatch).length)
  }
  const persons = pairs.filter(({ schema }) => schema === 'Person')

  it('reaches F1 .85 for persons', () => expect(f1(persons)).toBeGreaterThanOrEqual(0.85))

  it('reaches F1 .88 for persons where a name is not in Latin script', () => {
    const beyondLatin = /[^\P{L}\p{Script=Latin}]/u
    const chosen = persons.filter(({ left, right }) => beyondLatin.test(left + right))
    expect(f1(chosen)).toBeGreaterThanOrEqual(0.88)
  })

  it('reaches F1 .85 for organisations', () =>
    expect(
      f1(pairs.filter(({ schema }) => schema === 'Company' || schema === 'Organization')),
    ).toBeGreaterThanOrEqual(0.85))
})
