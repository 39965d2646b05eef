import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './dates.days.ts'
import { readDate } from './dates.read.ts'
import { dayIn, showBoth, showDate, showInstant } from './dates.show.ts'
import { isRefusal } from './refusal.ts'

describe('A date is shown as exactly as it is known', () => {
  it.each([
    ['2025-12-11~/2025-12-20~', '11–20 December 2025, approximately'],
    ['2025-12-15', '15 December 2025'],
    ['2025-11-28/2025-12-03', '28 November – 3 December 2025'],
    ['2025-11-28/2026-01-03', '28 November 2025 – 3 January 2026'],
    ['2023-05', 'May 2023'],
    ['2023-05-XX', 'May 2023'],
    ['2023', '2023'],
    ['2023-05/2023-07', 'May – July 2023'],
    ['2022/2024', '2022–2024'],
    ['../2023-05-11', 'before 12 May 2023'],
    ['../2023-04', 'before May 2023'],
    ['2021-08/..', 'from August 2021'],
    ['2023-21', 'spring 2023'],
    ['2026-33', 'first quarter of 2026'],
    ['2026-41', 'second half of 2026'],
    ['202X', 'the 2020s'],
    ['[2023-05-03,2023-05-09]', '3 May 2023 or 9 May 2023'],
    ['{2023-05-03,2023-05-09}', '3 May 2023 and 9 May 2023'],
    ['2023-05?', 'possibly May 2023'],
    ['2023-05%', 'possibly May 2023, approximately'],
    ['2023-06-06T19:29', '6 June 2023, 19:29'],
    ['2023-06-06T19:29Z', '6 June 2023, 19:29 UTC'],
    ['../..', 'date unknown'],
    ['soon', 'soon'],
  ])('%s: %s', (edtf, text) => expect(showDate(edtf, { locale: 'en' })).toBe(text))

  it.each([
    ['2025-12-11~/2025-12-20~', 'ar', '11–20 ديسمبر 2025 تقريبًا'],
    ['../2023-05-11', 'ar', 'قبل 12 مايو 2023'],
    ['2026-33', 'ar', 'الربع الأول من 2026'],
    ['2025-12-11~/2025-12-20~', 'fa', 'حدود ۱۱ تا ۲۰ دسامبر ۲۰۲۵'],
    ['2023-05', 'fa', 'مهٔ ۲۰۲۳'],
  ])('%s in %s: %s', (edtf, locale, text) => expect(showDate(edtf, { locale })).toBe(text))

  it.each([
    ['2025-12-15', 'fa', 'persian', '۲۴ آذر ۱۴۰۴'],
    ['2025-12-15', 'prs', 'persian', '۲۴ قوس ۱۴۰۴'],
    ['2025-12-15', 'en', 'persian', '24 Azar 1404'],
    ['2025-11-22/2025-12-21', 'en', 'persian', 'Azar 1404'],
    ['2025-03-21/2026-03-20', 'en', 'persian', '1404'],
    ['2023-05', 'en', 'persian', '11 Ordibehesht – 10 Khordad 1402'],
    ['2023', 'en', 'persian', 'Dey 1401 – Dey 1402'],
    ['2021-08/..', 'en', 'persian', 'from 10 Mordad 1400'],
    ['../2023-04', 'en', 'persian', 'before 11 Ordibehesht 1402'],
    ['2025-03-15~', 'en', 'islamic-umalqura', '15 Ramadan 1446 AH, approximately'],
  ] as const)('%s in %s and the %s calendar: %s', (edtf, locale, calendar, text) => {
    expect(showDate(edtf, { locale, calendar })).toBe(text)
  })

  it('and in a second calendar beside it', () => {
    expect(showBoth('2025-12-15', { locale: 'en', secondary: 'persian' })).toBe(
      '15 December 2025 (24 Azar 1404)',
    )
    expect(showBoth('../..', { locale: 'en', secondary: 'persian' })).toBe('date unknown')
  })

  it('and read again in English is the same date', () => {
    const day = fc.integer({ min: 0, max: 60_000 }).map(count => addDays('1940-01-01', count))
    const month = day.map(each => each.slice(0, 7))
    const date = fc.oneof(
      day,
      month,
      fc
        .tuple(day, fc.integer({ min: 1, max: 90 }))
        .map(([from, length]) => `${from}/${addDays(from, length)}`),
      day.map(each => `../${each}`),
      month.map(each => `${each}/..`),
    )
    fc.assert(
      fc.property(date, edtf => {
        const reading = readDate(showDate(edtf, { locale: 'en' }))
        expect(isRefusal(reading) ? reading : reading.edtf).toBe(edtf)
      }),
    )
  })

  it('and read again in Persian and the Solar Hijri calendar is the same day', () => {
    const day = fc.integer({ min: 0, max: 60_000 }).map(count => addDays('1940-01-01', count))
    fc.assert(
      fc.property(day, edtf => {
        const reading = readDate(showDate(edtf, { locale: 'fa', calendar: 'persian' }))
        expect(isRefusal(reading) ? reading : reading.edtf).toBe(edtf)
      }),
    )
  })
})

describe('An instant', () => {
  it('is told on the clock of a zone, which is named', () => {
    const at = '2023-06-06T19:29:00Z'
    expect(showInstant(at, { locale: 'en', zone: 'Asia/Kabul' })).toBe('6 June 2023, 23:59 GMT+4:30')
    expect(showInstant(at, { locale: 'ar', zone: 'Asia/Qatar' })).toBe('6 يونيو 2023، 10:29 م غرينتش+3')
  })

  it('lies on the day it is in the zone, or on the day it is written with', () => {
    expect(dayIn('2023-06-06T22:29Z', 'Asia/Kabul')).toBe('2023-06-07')
    expect(dayIn('2023-06-06T22:29+04:30', 'UTC')).toBe('2023-06-06')
    expect(dayIn('2023-06-06T22:29', 'Asia/Kabul')).toBe('2023-06-06')
  })
})
