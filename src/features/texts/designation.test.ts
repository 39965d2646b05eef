import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkBy,
  type Designations,
  findingIn,
  footnoteOf,
  signOf,
  wordsAlone,
  wordsFor,
} from './designation.ts'
import { surveyOf } from './designation-places.ts'
import { del, ins, joinedP, p, text } from './given-text.ts'

// Invented policies. The authority is called “caretaker government of Afghanistan”, with an asterisk and a footnote; the
// league goes by its short name, with neither.

const policy = { illustration: false, asterisk: true }
const english: Designations = {
  language: 'en',
  policies: [
    {
      ...policy,
      party: 'authority',
      language: 'en',
      text: 'caretaker government of Afghanistan',
      caveat: 'This designation is without prejudice to positions on status.',
    },
    { ...policy, party: 'league', language: 'en', text: 'the Northern side', caveat: null, asterisk: false },
  ],
  names: [
    { party: 'authority', text: 'Taliban', register: 'contested' },
    { party: 'authority', text: 'Taliban government', register: 'contested' },
    { party: 'authority', text: 'Islamic Emirate', register: 'own' },
    { party: 'authority', text: 'new Afghan government', register: 'own' },
    { party: 'authority', text: 'caretaker government', register: 'descriptive' },
    { party: 'authority', text: 'interim government', register: 'descriptive' },
    { party: 'authority', text: 'Afghanistan', register: 'short' },
    { party: 'league', text: 'Al-Shimal League', register: 'own' },
    { party: 'league', text: 'République du Nord', register: 'official' },
  ],
  others: ['Afghanistan', 'Political office of the Taliban', 'Islamic Emirate Bank'],
}
const arabic: Designations = {
  language: 'ar',
  policies: [
    {
      ...policy,
      party: 'authority',
      language: 'ar',
      text: 'السلطات الأفغانية',
      caveat: 'لا تمس هذه التسمية بموقف أي عضو.',
    },
  ],
  names: [
    { party: 'authority', text: 'طالبان', register: 'contested' },
    { party: 'authority', text: 'الإمارة الإسلامية', register: 'own' },
    { party: 'authority', text: 'الحكومة الأفغانية المؤقتة', register: 'descriptive' },
    { party: 'authority', text: 'أفغانستان', register: 'short' },
  ],
  others: ['أفغانستان', 'المكتب السياسي لحركة طالبان'],
}
const persian: Designations = {
  language: 'fa',
  policies: [
    {
      ...policy,
      party: 'authority',
      language: 'fa',
      text: 'مقام‌های افغانستان',
      caveat: 'این عنوان خدشه‌ای به موضع هیچ‌یک از اعضا وارد نمی‌کند.',
    },
  ],
  names: [
    { party: 'authority', text: 'طالبان', register: 'contested' },
    { party: 'authority', text: 'امارت اسلامی', register: 'own' },
    { party: 'authority', text: 'حکومت موقت افغانستان', register: 'descriptive' },
  ],
  others: ['افغانستان'],
}
const [inEnglish, inArabic, inPersian] = [checkBy(english), checkBy(arabic), checkBy(persian)]

/** The words marked as another name than the track's. */
const named = (check: typeof inEnglish, words: string) =>
  findingIn(check, words).places.flatMap(each => (each.breach === 'asterisk' ? [] : [each.text]))
const lacking = (check: typeof inEnglish, words: string) =>
  findingIn(check, words).places.flatMap(each => (each.breach === 'asterisk' ? [each.text] : []))
/** The words with every place as the track would have it. */
const mended = (check: typeof inEnglish, words: string) =>
  findingIn(check, words).places.reduceRight(
    (all, place) => all.slice(0, place.from) + wordsFor(check, words, place) + all.slice(place.to),
    words,
  )

describe('a name other than the track’s is marked', () => {
  it.each<[string, string, string[]]>([
    ['in a sentence', 'We met the Taliban in Doha.', ['Taliban']],
    ['whatever its case', 'the TALIBAN and the taliban', ['TALIBAN', 'taliban']],
    ['as a whole where a longer name stands', 'the Taliban government agreed', ['Taliban government']],
    ['before a possessive', "the Taliban’s and the Taliban's offer", ['Taliban', 'Taliban']],
    ['at a hyphen', 'the Taliban-led talks, non-Taliban groups', ['Taliban', 'Taliban']],
    [
      'with a hyphen of its own, of any length',
      'Al-Shimal League, Al–Shimal League',
      ['Al-Shimal League', 'Al–Shimal League'],
    ],
    [
      'over a hard space, or several',
      'Islamic\u00a0Emirate and Islamic  Emirate',
      ['Islamic\u00a0Emirate', 'Islamic  Emirate'],
    ],
    [
      'with accents or without',
      'Republique du Nord, RÉPUBLIQUE DU NORD',
      ['Republique du Nord', 'RÉPUBLIQUE DU NORD'],
    ],
    ['with accents as marks of their own', 'la Re\u0301publique du Nord', ['Re\u0301publique du Nord']],
    ['in brackets within brackets', '[the [Taliban] shall]', ['Taliban']],
    ['before a full stop and behind a slash', 'the Emirate/Taliban.', ['Taliban']],
    ['though a soft hyphen is in it', 'the Tali\u00adban met', ['Tali\u00adban']],
    ['where it is only described', 'an interim government was named', ['interim government']],
  ])('%s', (_, words, marked) => expect(named(inEnglish, words)).toEqual(marked))
})

it('is told apart from a description that somebody gives of the party', () =>
  expect(findingIn(inEnglish, 'the Taliban, an interim government').places.map(each => each.breach)).toEqual([
    'name',
    'description',
  ]))

describe('no mark is on', () => {
  it.each<[string, string]>([
    ['a part of another word', 'Talibanization, the Talibans, xTaliban'],
    ['the state’s own name, which others bear too', 'Afghanistan and its neighbours'],
    ['the track’s name', 'the caretaker government of Afghanistan* met'],
    ['a shorter way to say the track’s name', 'the caretaker government met'],
    ['the track’s name without its article', 'Northern side and the northern side'],
    ['the name of another, in which the name stands', 'the Political Office of the Taliban opened'],
    ['a bank that bears it', 'Islamic Emirate Bank'],
    ['words that no name begins', ''],
  ])('%s', (_, words) => expect(named(inEnglish, words)).toEqual([]))

  it('anything where the track has no policy in the language', () =>
    expect(named(checkBy({ ...english, policies: [] }), 'the Taliban')).toEqual([]))

  it('a name that two parties bear, for whoever reads it cannot tell which is meant', () => {
    const names = ['authority', 'league'].map(party => ({
      party,
      text: 'Northern Union',
      register: 'own' as const,
    }))
    expect(named(checkBy({ ...english, names }), 'the Northern Union')).toEqual([])
    expect(named(checkBy({ ...english, names: names.slice(1) }), 'the Northern Union')).toEqual([
      'Northern Union',
    ])
  })

  it('a name that only begins before a longer one', () => {
    const check = checkBy({
      ...english,
      names: [{ party: 'authority', text: 'Upper North', register: 'own' }],
      others: ['North Valley Commission'],
    })
    expect(named(check, 'the Upper North, the Upper North Valley Commission')).toEqual(['Upper North'])
  })

  it('names that only another party’s policy would concern', () => {
    const check = checkBy({
      ...english,
      names: [{ party: 'authority', text: 'Northern side', register: 'own' }],
    })
    expect(named(check, 'the Northern side')).toEqual([])
  })
})

describe('a contested name is marked', () => {
  it('though it is the state’s too', () => {
    const names = [{ party: 'authority', text: 'Afghanistan', register: 'contested' as const }]
    expect(named(checkBy({ ...english, names }), 'Afghanistan')).toEqual(['Afghanistan'])
  })

  it('though it is a part of the track’s name, where it stands alone', () => {
    const check = checkBy({
      ...english,
      policies: english.policies.map(each => ({ ...each, text: 'Taliban delegation', asterisk: false })),
    })
    expect(named(check, 'the Taliban delegation, the Taliban')).toEqual(['Taliban'])
  })
})

describe('quotations are left alone', () => {
  it.each<[string, string]>([
    ['in double marks', 'he said “the Taliban agreed” yesterday'],
    ['in straight marks', 'he said "the Taliban agreed" yesterday'],
    ['in guillemets', 'il a dit « les Taliban » hier'],
    ['in guillemets turned round', 'er sagte »Taliban« gestern'],
    ['in low and high marks', 'er sagte „Taliban“ und ‚Taliban‘ gestern'],
    ['in single marks', 'he said ‘the Taliban agreed’ yesterday'],
    ['in single marks around a possessive', 'he spoke of ‘the ministers’ talks with the Taliban’ there'],
    ['in single marks around an apostrophe', 'he said ‘we don’t know the Taliban’ there'],
    ['within quotations', 'he said “she told me ‘the Taliban agreed’ and Taliban left” then'],
    ['opened by one kind of mark and closed by another', 'he said “the Taliban agreed" then'],
    ['never closed', 'the statement reads: “the Taliban agreed and'],
    ['in a paragraph that begins with the mark again', '“And the Taliban shall go on. They'],
    ['in single marks never closed, where quotations begin', 'the statement reads: ‘the Taliban agreed'],
    ['closed behind a full stop', 'He said: “The Taliban agreed.”'],
  ])('%s', (_, words) => expect(named(inEnglish, words)).toEqual([]))

  it.each<[string, string]>([
    ['behind a quotation', '“agreed” said the Taliban'],
    ['between two', 'the “old” Taliban and the “new” one'],
    ['behind an apostrophe', 'the parties’ wish and the Taliban’s'],
    ['behind an ʿayn', 'there ‘Abd al-Rahim met the Taliban'],
    ['behind an elision', '’tis the Taliban'],
    ['behind a quotation in Germany', '„nein“, so die Taliban'],
    ['behind inches', 'a 5" pipe for the Taliban'],
  ])('but what stands %s is none', (_, words) => expect(named(inEnglish, words)).toEqual(['Taliban']))
})

describe('in Arabic a name is marked', () => {
  it.each<[string, string, string[]]>([
    ['by itself', 'اجتمعت طالبان', ['طالبان']],
    [
      'behind particles',
      'وطالبان وبطالبان ولطالبان فطالبان كطالبان',
      ['طالبان', 'طالبان', 'طالبان', 'طالبان', 'طالبان'],
    ],
    ['with an article it does not have', 'الطالبان والطالبان', ['الطالبان', 'الطالبان']],
    ['whose article a ل has taken in', 'قدمت للإمارة الإسلامية', ['لإمارة الإسلامية']],
    [
      'with vowel signs, stretched letters, or without hamza',
      'طَالِبَان طالبـــان الامارة الاسلامية',
      ['طَالِبَان', 'طالبـــان', 'الامارة الاسلامية'],
    ],
    ['with the last letter as people type it', 'الاماره الإسلاميه', ['الاماره الإسلاميه']],
    ['where it is only described', 'مع الحكومة الأفغانية المؤقتة', ['الحكومة الأفغانية المؤقتة']],
  ])('%s', (_, words, marked) => expect(named(inArabic, words)).toEqual(marked))

  it('shown with the letter that a ل has taken from its article', () =>
    expect(findingIn(inArabic, 'للإمارة الإسلامية وللطالبان ولطالبان').places.map(wordsAlone)).toEqual([
      'الإمارة الإسلامية',
      'الطالبان',
      'طالبان',
    ]))

  it.each<[string, string]>([
    ['in guillemets', 'قال «إن طالبان وافقت» أمس'],
    ['in a part of another word', 'طالبانية ومطالبان'],
    ['in the name of the state', 'في أفغانستان وأفغانستان'],
    ['in the name of another', 'المكتب السياسي لحركة طالبان'],
    ['in the track’s name behind particles', 'للسلطات الأفغانية* وبالسلطات الأفغانية*'],
  ])('and not %s', (_, words) => expect(named(inArabic, words)).toEqual([]))
})

describe('in Persian a name is marked', () => {
  it.each<[string, string, string[]]>([
    ['with the letters of an Arabic keyboard', 'امارت اسلامي', ['امارت اسلامي']],
    ['before its plural, joined or not', 'طالبان‌ها طالبانها', ['طالبان', 'طالبان']],
    ['before an ezafe', 'امارت اسلامیِ افغانستان', ['امارت اسلامیِ']],
    ['where it is only described', 'با حكومت موقت افغانستان', ['حكومت موقت افغانستان']],
    ['behind a joined prefix', 'غیر‌طالبان', ['طالبان']],
  ])('%s', (_, words, marked) => expect(named(inPersian, words)).toEqual(marked))

  it.each<[string, string]>([
    ['in a family’s name', 'جلال طالبانی رئیس‌جمهور'],
    ['in guillemets', 'گفت: «طالبان پذیرفت»'],
    [
      'in the track’s name, however it is joined',
      'مقام‌های افغانستان* مقام های افغانستان* مقامهای افغانستان*',
    ],
  ])('and not %s', (_, words) => expect(named(inPersian, words)).toEqual([]))
})

describe('the asterisk', () => {
  it('is missed at every use of a name that was agreed with one', () =>
    expect(
      lacking(
        inEnglish,
        'the caretaker government of Afghanistan and the Caretaker Government of Afghanistan',
      ),
    ).toEqual(['caretaker government of Afghanistan', 'Caretaker Government of Afghanistan']))

  it('is missed in Persian however the name is joined', () =>
    expect(lacking(inPersian, 'مقام‌های افغانستان، مقام های افغانستان، مقامهای افغانستان')).toHaveLength(3))

  it.each(['*', ' *', '’s*', '*’s', '＊', '٭'])('is seen as %s', sign =>
    expect(lacking(inEnglish, `the caretaker government of Afghanistan${sign} met`)).toEqual([]),
  )

  it('is not missed in quotations, in the footnote, or where none was agreed', () => {
    expect(lacking(inEnglish, '“the caretaker government of Afghanistan”')).toEqual([])
    expect(lacking(inEnglish, 'the Northern side')).toEqual([])
    const note =
      '* This designation is without prejudice to positions on status. It means the caretaker government of Afghanistan.'
    expect(lacking(inEnglish, note)).toEqual([])
  })

  it('is doubled for the second party that bears one', () => {
    const check = checkBy({
      ...english,
      policies: english.policies.map(each => ({ ...each, asterisk: true })),
    })
    expect(['authority', 'league'].map(party => signOf(check, party))).toEqual(['*', '**'])
    expect(signOf(inEnglish, 'league')).toBe('')
  })
})

describe('the track’s name is put in', () => {
  it.each<[string, typeof inEnglish, string, string]>([
    [
      'with its asterisk',
      inEnglish,
      'the Taliban’s offer',
      'the caretaker government of Afghanistan*’s offer',
    ],
    ['without a second article', inEnglish, 'The Al-Shimal League met', 'The Northern side met'],
    ['with its article where there is none', inEnglish, 'from Al-Shimal League', 'from the Northern side'],
    [
      'with a capital where a sentence begins',
      inEnglish,
      'Agreed. Taliban met',
      'Agreed. Caretaker government of Afghanistan* met',
    ],
    [
      'without a second asterisk',
      inEnglish,
      'the Taliban* met',
      'the caretaker government of Afghanistan* met',
    ],
    [
      'as it stands, with the asterisk it lacked',
      inEnglish,
      'the Caretaker Government of Afghanistan met',
      'the Caretaker Government of Afghanistan* met',
    ],
    ['joined to a ل', inArabic, 'قدمت لطالبان', 'قدمت للسلطات الأفغانية*'],
    ['joined to a ل that had taken an article in', inArabic, 'قدمت للإمارة الإسلامية', 'قدمت للسلطات الأفغانية*'],
    ['behind a و', inArabic, 'وطالبان', 'والسلطات الأفغانية*'],
    ['in Persian', inPersian, 'با طالبان', 'با مقام‌های افغانستان*'],
  ])('%s', (_, check, words, expected) => expect(mended(check, words)).toBe(expected))

  it('and is right then, wherever it stood', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'the',
            'Taliban',
            'Islamic Emirate',
            'met',
            '.',
            ',',
            '“',
            '”',
            "'",
            '(',
            'Doha',
            '’s',
            '-',
            '*',
          ),
        ),
        pieces => {
          const words = pieces.join(' ')
          expect(findingIn(inEnglish, mended(inEnglish, words)).places).toEqual([])
        },
      ),
    ))
})

it('marks only words that are there, in order and apart, whatever is written', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(inEnglish, inArabic, inPersian),
      fc.array(
        fc.oneof(
          fc.uint16Array({ maxLength: 6 }).map(units => String.fromCharCode(...units)),
          fc.constantFrom(
            'Taliban',
            'طالبان',
            'ال',
            'و',
            'ل',
            '\u200c',
            '\u0640',
            'İ',
            'ﬁ',
            '😀',
            '“',
            '”',
            '«',
            ' ',
          ),
        ),
      ),
      (check, pieces) => {
        const words = pieces.join('')
        let last = 0
        for (const { from, to, text: marked } of findingIn(check, words).places) {
          expect(from).toBeGreaterThanOrEqual(last)
          expect(to).toBeGreaterThan(from)
          expect(words.slice(from, to)).toBe(marked)
          last = to
        }
        expect(last).toBeLessThanOrEqual(words.length)
      },
    ),
  ))

describe('a text is read as it is proposed', () => {
  const marked = (doc: ReturnType<typeof text>) => surveyOf(inEnglish, doc).places.map(each => each.text)

  it('with what somebody would put in', () =>
    expect(marked(text(p('one', 'We met ', ins('a', 'the Taliban'))))).toEqual(['Taliban']))

  it('without what somebody would strike', () =>
    expect(marked(text(p('one', 'We met the ', del('a', 'Taliban'), ins('a', 'authorities'))))).toEqual([]))

  it('without what its author took back', () =>
    expect(marked(text(p('one', 'We met ', ins('a', del('a', 'the Taliban')))))).toEqual([]))

  it('across the ends of proposals', () =>
    expect(marked(text(p('one', 'the Tali', ins('a', 'ban'), ' met')))).toEqual(['Taliban']))

  it('across what is struck in the middle, which is not marked itself', () => {
    const doc = text(p('one', 'the Islamic ', del('a', 'and just '), 'Emirate'))
    const [place] = surveyOf(inEnglish, doc).places
    expect(place?.text).toBe('Islamic Emirate')
    expect(place?.parts.map(({ from, to }) => doc.textBetween(from, to))).toEqual(['Islamic ', 'Emirate'])
  })

  it('with wordings offered for one place kept apart', () =>
    expect(marked(text(p('one', ins('a', 'Taliban'), ins('b', 'Islamic Emirate'), ' met')))).toEqual([
      'Taliban',
      'Islamic Emirate',
    ]))

  it('across the beginning of a paragraph that would be joined to the one before', () => {
    const doc = text(p('one', 'the Islamic '), joinedP('a', p('two', 'Emirate met')))
    const [place] = surveyOf(inEnglish, doc).places
    expect(place?.parts.map(({ from, to }) => doc.textBetween(from, to))).toEqual(['Islamic ', 'Emirate'])
    expect(marked(text(p('one', 'the Islamic '), p('two', 'Emirate met')))).toEqual([])
  })

  it('where it stands, paragraph by paragraph, and again after the text has grown', () => {
    const doc = text(p('one', 'Agreed'), p('two', 'the Taliban'))
    const grown = text(p('zero', 'New words'), ...doc.children)
    for (const each of [doc, grown]) {
      const [place] = surveyOf(inEnglish, each).places
      expect(place).toMatchObject({ paragraph: 'two', index: each.childCount - 1 })
      expect(each.textBetween(place?.from ?? 0, place?.to ?? 0)).toBe('Taliban')
    }
  })
})

describe('the footnote', () => {
  const uses = p('one', 'The caretaker government of Afghanistan* met')
  const note = footnoteOf(inEnglish, 'authority') ?? ''
  const wanted = (...paragraphs: ReturnType<typeof p>[]) => surveyOf(inEnglish, text(...paragraphs)).footnotes

  it('is the caveat behind the sign, or behind the name where no sign was agreed', () => {
    expect(note).toBe('* This designation is without prejudice to positions on status.')
    const bare = checkBy({
      ...english,
      policies: english.policies.map(each => ({ ...each, asterisk: false })),
    })
    expect(footnoteOf(bare, 'authority')).toBe(
      'caretaker government of Afghanistan: This designation is without prejudice to positions on status.',
    )
    expect(footnoteOf(inEnglish, 'league')).toBeUndefined()
  })

  it('is wanted where the track’s name is used, once', () => {
    expect(wanted(uses, p('two', 'The caretaker government of Afghanistan* left'))).toEqual(['authority'])
    expect(wanted(uses, p('two', note))).toEqual([])
    expect(wanted(uses, p('two', ins('a', note)))).toEqual([])
  })

  it('is wanted again when somebody would strike it', () =>
    expect(wanted(uses, p('two', del('a', note)))).toEqual(['authority']))

  it('is not wanted where nobody is called by that name, or only in a quotation', () => {
    expect(wanted(p('one', 'Nobody met'))).toEqual([])
    expect(wanted(p('one', '“The caretaker government of Afghanistan”'))).toEqual([])
    expect(wanted(p('one', 'The Northern side met'))).toEqual([])
  })
})
