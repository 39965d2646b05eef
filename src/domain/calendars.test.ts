import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromIsoDay, monthsAsDays, toIsoDay } from './calendars.ts'
import { addDays } from './dates.days.ts'

const day = fc.integer({ min: 0, max: 70_000 }).map(count => addDays('1900-01-01', count))

describe('A day in another calendar', () => {
  it.each([
    ['persian', { year: 1404, month: 9, day: 24 }, '2025-12-15'],
    ['persian', { year: 1404, month: 1, day: 1 }, '2025-03-21'],
    ['persian', { year: 1403, month: 12, day: 30 }, '2025-03-20'],
    ['persian', { year: 1400, month: 5, day: 24 }, '2021-08-15'],
    ['islamic-umalqura', { year: 1446, month: 9, day: 1 }, '2025-03-01'],
    ['islamic-umalqura', { year: 1447, month: 1, day: 1 }, '2025-06-26'],
    ['gregorian', { year: 2024, month: 2, day: 29 }, '2024-02-29'],
  ] as const)('%s %o is %s', (calendar, date, iso) => {
    expect(toIsoDay(calendar, date)).toBe(iso)
    expect(fromIsoDay(calendar, iso)).toEqual(date)
  })

  it.each([
    ['persian', { year: 1404, month: 12, day: 30 }],
    ['persian', { year: 1404, month: 8, day: 31 }],
    ['persian', { year: 1404, month: 13, day: 1 }],
    ['islamic-umalqura', { year: 1446, month: 9, day: 30 }],
    ['islamic-umalqura', { year: 1200, month: 1, day: 1 }],
    ['gregorian', { year: 2023, month: 2, day: 29 }],
  ] as const)('%s %o does not exist', (calendar, date) => {
    expect(toIsoDay(calendar, date)).toBe(null)
  })

  it.each(['persian', 'islamic-umalqura', 'gregorian'] as const)(
    'of the %s calendar comes back the same',
    name => {
      fc.assert(
        fc.property(day, iso => {
          expect(toIsoDay(name, fromIsoDay(name, iso))).toBe(iso)
        }),
      )
    },
  )

  it.each([
    ['persian', 'persian'],
    ['islamic-umalqura', 'islamic-umalqura'],
  ] as const)('of the %s calendar is the one the browser shows', (name, calendar) => {
    const format = new Intl.DateTimeFormat('en-u-nu-latn', {
      calendar,
      timeZone: 'UTC',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    })
    fc.assert(
      fc.property(day, iso => {
        const parts = format.formatToParts(new Date(iso))
        const value = (type: string) => Number(parts.find(part => part.type === type)?.value)
        expect(fromIsoDay(name, iso)).toEqual({
          year: value('year'),
          month: value('month'),
          day: value('day'),
        })
      }),
    )
  })

  it('has its whole year from the first month to the last', () => {
    expect(monthsAsDays('persian', 1404, 1, 12)).toEqual({ from: '2025-03-21', to: '2026-03-20' })
    expect(monthsAsDays('persian', 1404, 9, 9)).toEqual({ from: '2025-11-22', to: '2025-12-21' })
  })
})
