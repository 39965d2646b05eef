// @ts-expect-error: the library comes without types
import parsed from 'edtf'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromIsoDay } from './calendars.ts'
import { addDays } from './dates.days.ts'
import { type ReadingOptions, readDate } from './dates.read.ts'
import { bounds, isEdtf } from './edtf.ts'
import { isRefusal } from './refusal.ts'

const edtfOf = (written: string, options: ReadingOptions = {}) => {
  const reading = readDate(written, options)
  return isRefusal(reading) ? reading.refused : reading.edtf
}

const notesOf = (written: string, options: ReadingOptions = {}) => {
  const reading = readDate(written, options)
  return isRefusal(reading) ? [] : (reading.note ?? [])
}

const table = (rows: string) =>
  rows
    .trim()
    .split('\n')
    .map(row => row.split(' => ').map(cell => cell.trim()))
    .map(([written = '', edtf = '']) => [written, edtf] as const)

describe('The dates of the five articles', () => {
  it.each([
    ['Tuesday 06/June/2023 - 07:29 PM', undefined, '2023-06-06T19:29'],
    ['early May', '2023-06-06', '2023-05-01~/2023-05-10~'],
    ['in early May', '2023-06-06', '2023-05-01~/2023-05-10~'],
    ['a few days before the conference', '2023-06-06', 'relative-to-an-event'],
    ['in August 2021', '2023-06-06', '2021-08'],
    ['in mid-May', '2023-06-06', '2023-05-11~/2023-05-20~'],
    ['on May 12', '2023-06-06', '2023-05-12'],
    ['immediately after seizing power', '2023-06-06', 'relative-to-an-event'],
    ['On 14 July 2021', '2021-07-14', '2021-07-14'],
    ['at the up-coming summit', '2021-07-14', 'relative-to-an-event'],
    ['2022-2024', '2021-07-14', '2022/2024'],
    ['prior to the final withdrawal', '2021-07-14', 'relative-to-an-event'],
    ['following the meeting', '2021-07-14', 'relative-to-an-event'],
    ['last August', '2021-10-11', '2021-08'],
    ['last August', '2021-10-11~', '2021-08'],
    ['On Saturday and Sunday', '2021-10-11', '2021-10-09/2021-10-10'],
    ['On Saturday and Sunday', '2021-10-11~', '2021-10-09~/2021-10-10~'],
    ['in mid-December', '2025-11-17', '2025-12-11~/2025-12-20~'],
    ['expected to take place in mid-December', '2025-11-17~', '2025-12-11~/2025-12-20~'],
    ['in a month', '2025-11-17', '2025-12~'],
    ['on 9 October', '2025-11-17', '2025-10-09'],
  ])('%s, published %s, is %s', (written, published, edtf) => {
    expect(edtfOf(written, { published })).toBe(edtf)
  })
})

describe('A date that needs no reference', () => {
  it.each(
    table(`
      14 July 2021 => 2021-07-14
      July 14, 2021 => 2021-07-14
      Wednesday, 14th of July 2021 => 2021-07-14
      14-July-2021 => 2021-07-14
      9 Oct. 2025 => 2025-10-09
      13/04/2023 => 2023-04-13
      04/13/2023 => 2023-04-13
      03/03/2023 => 2023-03-03
      2023/04/13 => 2023-04-13
      14 July 2021 at 10 am => 2021-07-14T10:00
      14 July 2021, 10:00 GMT => 2021-07-14T10:00Z
      May 2023 => 2023-05
      the year 2024 => 2024
      early May 2023 => 2023-05-01~/2023-05-10~
      mid-May 2023 => 2023-05-11~/2023-05-20~
      late February 2024 => 2024-02-21~/2024-02-29~
      first half of May 2023 => 2023-05-01/2023-05-15
      end of 2024 => 2024-11~/2024-12~
      early 2024 => 2024-01~/2024-04~
      second half of 2024 => 2024-41
      spring 2023 => 2023-21
      Q1 2026 => 2026-33
      the first quarter of 2026 => 2026-33
      the 1990s => 199X
      2022–2024 => 2022/2024
      2022–24 => 2022/2024
      3-5 May 2023 => 2023-05-03/2023-05-05
      May 3–5, 2023 => 2023-05-03/2023-05-05
      from 3 to 5 May 2023 => 2023-05-03/2023-05-05
      28 May-3 June 2023 => 2023-05-28/2023-06-03
      28 December – 3 January 2024 => 2023-12-28/2024-01-03
      28 December 2023 – 3 January => 2023-12-28/2024-01-03
      between 3 May and 5 June 2023 => 2023-05-03/2023-06-05
      May to July 2023 => 2023-05/2023-07
      late May to early June 2023 => 2023-05-21~/2023-06-10~
      9 and 10 October 2021 => 2021-10-09/2021-10-10
      3, 4 and 5 May 2023 => 2023-05-03/2023-05-05
      3 May and 9 May 2023 => {2023-05-03,2023-05-09}
      12 or 13 May 2023 => [2023-05-12,2023-05-13]
      before 12 May 2023 => ../2023-05-11
      before May 2023 => ../2023-04
      until 12 May 2023 => ../2023-05-12
      no later than 12 May 2023 => ../2023-05-12
      since August 2021 => 2021-08/..
      from August 2021 => 2021-08/..
      after 12 May 2023 => 2023-05-13/..
      around 12 May 2023 => 2023-05-12~
      circa 2021 => 2021~
      possibly in May 2023 => 2023-05?
      possibly around May 2023 => 2023-05%
      about spring 2023 => 2023-03~/2023-05~
      since 2023-05-12 => 2023-05-12/..
      2025-12-11~/2025-12-20~ => 2025-12-11~/2025-12-20~
      ../2024 => ../2024
      14 يوليو/تموز 2021 => 2021-07-14
      ١٤ يوليو ٢٠٢١ => 2021-07-14
      14 تموز 2021 => 2021-07-14
      من 3 إلى 5 مايو 2023 => 2023-05-03/2023-05-05
      قبل 12 مايو 2023 => ../2023-05-11
      منذ أغسطس 2021 => 2021-08/..
      نهاية عام 2024 => 2024-11~/2024-12~
      الربع الأول من عام 2026 => 2026-33
      منتصف كانون الأول 2025 => 2025-12-11~/2025-12-20~
      ۱۴ جولای ۲۰۲۱ => 2021-07-14
      ۱۴ ژوئیه ۲۰۲۱ => 2021-07-14
      14 июля 2021 года => 2021-07-14
      с 3 по 5 мая 2023 => 2023-05-03/2023-05-05
    `),
  )('%s is %s', (written, edtf) => expect(edtfOf(written)).toBe(edtf))
})

describe('A date of the Solar Hijri or lunar Hijri calendar', () => {
  it.each(
    table(`
      24 Azar 1404 => 2025-12-15
      ۲۴ آذر ۱۴۰۴ => 2025-12-15
      ۲۴ قوس ۱۴۰۴ => 2025-12-15
      24 Qaws 1404 => 2025-12-15
      دوشنبه ۲۴ آذر ۱۴۰۴ => 2025-12-15
      ۱۴۰۴/۹/۲۴ => 2025-12-15
      ۱۴۰۴-۰۹-۲۴ => 2025-12-15
      3 Aqrab 1404 => 2025-10-25
      ۳ عقرب ۱۴۰۴ => 2025-10-25
      24 Asad 1400 => 2021-08-15
      Azar 1404 => 2025-11-22/2025-12-21
      Azar 2025 => 2025-11-22/2025-12-21
      mid-Azar 1404 => 2025-12-02~/2025-12-11~
      در سال ۱۴۰۴ => 2025-03-21/2026-03-20
      زمستان ۱۴۰۳ => 2024-12-21/2025-03-20
      15 Ramadan 1446 => 2025-03-15~
      ١٥ رمضان ١٤٤٦ هـ => 2025-03-15~
      Ramadan 2025 => 2025-03-01~/2025-03-29~
      15 Dhu al-Hijjah 1446 => 2025-06-11~
      1 Rabi' al-Awwal 1447 => 2025-08-24~
      24 Azar 1404 (15 December 2025) => 2025-12-15
      15 رمضان 1446 الموافق 15 مارس 2025 => 2025-03-15
      1404/9/24 => ambiguous-date
      Ramadan 2030 => ambiguous-date
      24 Azar 1404 (16 December 2025) => ambiguous-date
      30 Hut 1404 => impossible-date
      سه‌شنبه ۲۴ آذر ۱۴۰۴ => impossible-date
    `),
  )('%s is %s', (written, edtf) => expect(edtfOf(written)).toBe(edtf))

  it('says that a lunar day may have been observed a day apart', () => {
    expect(notesOf('15 Ramadan 1446')).toContain('observance-may-differ')
    expect(readDate('15 Ramadan 1446')).toMatchObject({ calendar: 'islamic-umalqura' })
  })

  it('is the same day whether written in Persian or in the letters and digits of English', () => {
    const iranian = 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' ')
    const afghan = 'Hamal Sawr Jawza Saratan Asad Sonbola Mizan Aqrab Qaws Jadi Dalw Hut'.split(' ')
    const digits = (value: number) =>
      String(value).replaceAll(/\d/g, digit => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? '')
    const days = fc.integer({ min: 0, max: 60_000 }).map(count => addDays('1940-01-01', count))
    fc.assert(
      fc.property(days, iso => {
        const { year, month, day } = fromIsoDay('persian', iso)
        expect(edtfOf(`${digits(day)} ${iranian[month - 1]} ${digits(year)}`)).toBe(iso)
        expect(edtfOf(`${day} ${afghan[month - 1]} ${year}`)).toBe(iso)
      }),
    )
  })
})

describe('A date told against the day of publication', () => {
  it.each(
    table(`
      yesterday => 2021-10-10
      tomorrow => 2021-10-12
      the day before yesterday => 2021-10-09
      on Sunday => 2021-10-10
      last Saturday => 2021-10-09
      next Monday => 2021-10-18
      last Monday => 2021-10-04
      next week => 2021-10-18~/2021-10-24~
      last month => 2021-09
      this year => 2021
      three days ago => 2021-10-08
      two weeks ago => 2021-09-27~
      a month ago => 2021-09~
      in two weeks => 2021-10-25~
      in three days => 2021-10-14
      a few days ago => 2021-10-04~/2021-10-09~
      within two weeks => 2021-10-11~/2021-10-25~
      over the past three days => 2021-10-08/2021-10-11
      next May => 2022-05
      last May => 2021-05
      last summer => 2021-22
      May last year => 2020-05
      early next year => 2022-01~/2022-04~
      end of the year => 2021-11~/2021-12~
      tomorrow at 10:00 GMT => 2021-10-12T10:00Z
      29 February => 2020-02-29
      Saturday 9 October => 2021-10-09
      Monday 9 October => impossible-date
      السبت والأحد => 2021-10-09/2021-10-10
      أغسطس الماضي => 2021-08
      في مايو من العام الماضي => 2020-05
      قبل ثلاثة أيام => 2021-10-08
      بعد أسبوعين => 2021-10-25~
      الأسبوع المقبل => 2021-10-18~/2021-10-24~
      سه روز پیش => 2021-10-08
      یک ماه دیگر => 2021-11~
      هفته گذشته => 2021-10-04~/2021-10-10~
      دیروز => 2021-10-10
      через месяц => 2021-11~
      две недели назад => 2021-09-27~
      в прошлом августе => 2021-08
      в середине декабря => 2021-12-11~/2021-12-20~
      3 Hut => 2022-02-22
    `),
  )('%s, published on 11 October 2021, is %s', (written, edtf) =>
    expect(edtfOf(written, { published: '2021-10-11' })).toBe(edtf),
  )

  it('lies in the year that is nearest in the tense of the sentence, and says that the year was inferred', () => {
    const published = '2023-06-06'
    expect(edtfOf('mid-May', { published })).toBe('2023-05-11~/2023-05-20~')
    expect(edtfOf('mid-May', { published, tense: 'future' })).toBe('2024-05-11~/2024-05-20~')
    expect(edtfOf('planned for mid-May', { published })).toBe('2024-05-11~/2024-05-20~')
    expect(edtfOf('December', { published, tense: 'past' })).toBe('2022-12')
    expect(notesOf('mid-May', { published })).toContain('year-inferred')
    expect(readDate('9 October', { published })).toMatchObject({
      edtf: '2023-10-09',
      alternatives: ['2022-10-09'],
    })
  })

  it('by a weekday is the last one, unless the future is spoken of; the other is kept beside it', () => {
    const published = '2021-10-11'
    expect(readDate('on Friday', { published })).toMatchObject({
      edtf: '2021-10-08',
      note: ['relative-to-publication', 'past-assumed'],
      alternatives: ['2021-10-15'],
    })
    expect(edtfOf('on Friday', { published, tense: 'future' })).toBe('2021-10-15')
    expect(edtfOf('Saturday and Sunday', { published, tense: 'future' })).toBe('2021-10-16/2021-10-17')
  })

  it('is no more exact than the publication is', () => {
    expect(edtfOf('yesterday', { published: '2021-10' })).toBe('2021-09-30~/2021-10-30~')
    expect(edtfOf('last August', { published: '2021-10' })).toBe('2021-08')
    expect(edtfOf('14 July 2021', { published: '2021-10~' })).toBe('2021-07-14')
    expect(notesOf('yesterday', { published: '2021-10' })).toContain('publication-approximate')
  })

  it('that is a term keeps its date and says that it is the latest', () => {
    expect(edtfOf('by mid-December', { published: '2025-11-17' })).toBe('2025-12-11~/2025-12-20~')
    expect(notesOf('by mid-December', { published: '2025-11-17' })).toContain('at-the-latest')
  })
})

describe('A date that cannot be told is refused', () => {
  it.each(
    table(`
      03/04/2023 => ambiguous-date
      14/07/21 => ambiguous-date
      14 July 21 => ambiguous-date
      14 July '21 => ambiguous-date
      31 February => impossible-date
      31 February 2023 => impossible-date
      29 February 2023 => impossible-date
      2023-02-30 => impossible-date
      45 May 2023 => impossible-date
      31/04/2023 => impossible-date
      Monday 14 July 2021 => impossible-date
      5 May 2023 – 3 May 2023 => impossible-date
      14 July 2021 at 25:00 => unreadable-date
      Friday => needs-reference-date
      9 October => needs-reference-date
      mid-December => needs-reference-date
      in a month => needs-reference-date
      yesterday => needs-reference-date
      the up-coming summit => relative-to-an-event
      a week after the meeting => relative-to-an-event
      the third round => relative-to-an-event
      before the fall of Kabul => relative-to-an-event
      recently => unreadable-date
      from => unreadable-date
      xyz => unreadable-date
      ... => unreadable-date
    `),
  )('%s: %s', (written, why) => expect(edtfOf(written)).toBe(why))

  it('names both readings of a day and month that could be either way round', () => {
    expect(readDate('03/04/2023')).toEqual({ refused: 'ambiguous-date', detail: '2023-04-03 or 2023-03-04' })
    expect(edtfOf('03/04/2023', { dayFirst: true })).toBe('2023-04-03')
    expect(edtfOf('03/04/2023', { dayFirst: false })).toBe('2023-03-04')
  })

  it('with the text as it was written', () => {
    expect(readDate(' 31 February 2023 ')).toEqual({ refused: 'impossible-date', detail: '31 February 2023' })
    expect(readDate('  ')).toEqual({ refused: 'unreadable-date', detail: '' })
  })
})

describe('Valid EDTF is taken as it is', () => {
  it('and what else may have been meant is said', () => {
    expect(readDate('1404-09-24')).toMatchObject({ edtf: '1404-09-24', alternatives: ['2025-12-15'] })
    expect(readDate('2022-24')).toMatchObject({ edtf: '2022-24', alternatives: ['2022/2024'] })
    expect(readDate('winter 2023')).toMatchObject({ edtf: '2023-24', alternatives: ['2022-24'] })
  })
})

const words = fc.constantFrom(
  ...'mid early late end of May Azar Ramadan 2023 1404 24 12 31 3 last next Sunday and or to – - before since between from in a few week month days ago , / 03/04/2023 2023-05 about possibly by until Q1 spring at 10:00 pm GMT AH summit yesterday قبل الماضي ماه و 2020s within this year second half'.split(
    ' ',
  ),
)
const phrase = fc.array(words, { maxLength: 7 }).map(each => each.join(' '))
const published = fc.constantFrom(undefined, '2023-06-06', '2021-10-11~', '2025-11', '2023/..', 'nonsense')
const tense = fc.constantFrom(undefined, 'past' as const, 'future' as const)
const peerReads = (edtf: string) => {
  try {
    return parsed(edtf) !== null
  } catch {
    return false
  }
}

describe('Whatever is written', () => {
  it('is read or refused, never thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), phrase), published, (text, day) => {
        expect(readDate(text, { published: day })).toBeTypeOf('object')
      }),
      { numRuns: 500 },
    )
  })

  it('and read, is a valid expression with its bounds in order, which the peer library reads too', () => {
    fc.assert(
      fc.property(phrase, published, tense, (text, day, spokenOf) => {
        const reading = readDate(text, { published: day, tense: spokenOf })
        fc.pre(!isRefusal(reading))
        expect(isEdtf(reading.edtf)).toBe(true)
        expect({ from: reading.from, to: reading.to }).toEqual(bounds(reading.edtf))
        expect(reading.from === null || reading.to === null || reading.from <= reading.to).toBe(true)
        expect([reading.edtf, peerReads(reading.edtf)]).toEqual([reading.edtf, true])
        expect((reading.alternatives ?? []).every(isEdtf)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
