// @ts-expect-error: the library comes without types
import parsed from 'edtf'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysInMonth, isoDay, isoMonth } from './dates.days.ts'
import {
  type Bounds,
  Edtf,
  bounds,
  compareDates,
  isApproximate,
  isEdtf,
  isUncertain,
  precisionOf,
} from './edtf.ts'

const two = (value: number) => String(value).padStart(2, '0')
const year = fc.integer({ min: 1000, max: 9998 })
const month = fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([y, m]) => isoMonth(y, m))
const day = fc.integer({ min: 0, max: 3_000_000 }).map(count => addDays('1000-01-01', count))
const plain = fc.oneof(year.map(String), month, day)
const qualified = fc
  .tuple(plain, fc.constantFrom('', '?', '~', '%'))
  .map(([date, qualifier]) => date + qualifier)
const masked = fc.oneof(
  year.map(y => `${y}-XX`),
  year.map(y => `${String(y).slice(0, 3)}X`),
  year.map(y => `${String(y).slice(0, 2)}XX`),
  month.map(m => `${m}-XX`),
  fc.tuple(year, fc.integer({ min: 1, max: 28 })).map(([y, d]) => `${y}-XX-${two(d)}`),
)
const quarter = fc.tuple(year, fc.constantFrom(33, 34, 35, 36, 40, 41)).map(([y, code]) => `${y}-${code}`)
const instant = fc
  .tuple(day, fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([date, hour, minute]) => `${date}T${two(hour)}:${two(minute)}:00Z`)
const single = fc.oneof(qualified, masked)
const byText = (a: string | null, b: string | null) => String(a).localeCompare(String(b))
const simple = fc.oneof(
  single,
  quarter,
  instant,
  single.map(a => `${a}/..`),
  single.map(a => `../${a}`),
)
const interval = fc.tuple(qualified, qualified)
const set = fc.tuple(plain, plain)
const expression = fc.oneof(
  simple,
  interval.map(ends => ends.join('/')),
  set.map(members => `[${members.join(',')}]`),
  set.map(members => `{${members.join(',')}}`),
)

const peer = (text: string): Bounds | null => {
  try {
    const { min, max } = parsed(text)
    const dayOf = (at: number) => (Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10) : null)
    return { from: dayOf(min), to: dayOf(max) }
  } catch {
    return null
  }
}

describe('An EDTF expression', () => {
  it.each([
    ['2023', '2023-01-01', '2023-12-31', 'year'],
    ['2023-05', '2023-05-01', '2023-05-31', 'month'],
    ['2024-02', '2024-02-01', '2024-02-29', 'month'],
    ['2023-05-12', '2023-05-12', '2023-05-12', 'day'],
    ['2023-05-12~', '2023-05-12', '2023-05-12', 'day'],
    ['2023~-05', '2023-05-01', '2023-05-31', 'month'],
    ['2025-12-11~/2025-12-20~', '2025-12-11', '2025-12-20', 'days'],
    ['2022/2024', '2022-01-01', '2024-12-31', 'range'],
    ['../2023-05-12', null, '2023-05-12', 'open'],
    ['2021-08/..', '2021-08-01', null, 'open'],
    ['2021-08/', '2021-08-01', null, 'open'],
    ['../..', null, null, 'open'],
    ['2023-XX', '2023-01-01', '2023-12-31', 'year'],
    ['202X', '2020-01-01', '2029-12-31', 'years'],
    ['2023-05-XX', '2023-05-01', '2023-05-31', 'month'],
    ['XXXX-12-25', null, null, 'years'],
    ['20XX-02-29', '2000-02-29', '2096-02-29', 'years'],
    ['2023-21', '2023-03-01', '2023-05-31', 'season'],
    ['2023-24', '2023-12-01', '2024-02-29', 'season'],
    ['2026-33', '2026-01-01', '2026-03-31', 'season'],
    ['2026-41', '2026-07-01', '2026-12-31', 'season'],
    ['[2023-05-03,2023-05-09]', '2023-05-03', '2023-05-09', 'one-of'],
    ['{2023-05-03,2023-05-09}', '2023-05-03', '2023-05-09', 'all-of'],
    ['[..2023]', null, '2023-12-31', 'one-of'],
    ['{2023-05-01..2023-05-03}', '2023-05-01', '2023-05-03', 'all-of'],
    ['2023-06-06T19:29', '2023-06-06', '2023-06-06', 'instant'],
    ['2023-06-06T02:00:00+04:30', '2023-06-06', '2023-06-06', 'instant'],
  ])('%s lies between %s and %s and is of precision %s', (text, from, to, precision) => {
    expect(Edtf.safeParse(text).success).toBe(true)
    expect(bounds(text)).toEqual({ from, to })
    expect(precisionOf(text)).toBe(precision)
  })

  it.each([
    '',
    '2023-13',
    '2023-00',
    '2023-02-30',
    '2023-02-29',
    '2023-05-32',
    '23',
    '2023-5-1',
    '2024/2023',
    '2023-05-12/2023-05-11',
    '2023-05/2023',
    '/',
    '[]',
    '{}',
    '[2023,..]',
    '2023-20',
    '2023-42',
    '2023-06-06T25:00',
    '2023-06-06T10:61',
    '2023-06-31T10:00',
    ' 2023',
    '2023 ',
    '٢٠٢٣',
    'mid-May',
    '2023/2024/2025',
  ])('%s is not one', text => {
    expect(isEdtf(text)).toBe(false)
    expect(bounds(text)).toEqual({ from: null, to: null })
    expect(precisionOf(text)).toBe(null)
  })

  it('is approximate when marked ~ and uncertain when marked ?, and both when marked %', () => {
    expect(['2023~', '2023?', '2023%', '2023'].map(isApproximate)).toEqual([true, false, true, false])
    expect(['2023~', '2023?', '2023%', '2023'].map(isUncertain)).toEqual([false, true, true, false])
  })

  it('is sorted by its beginning, then by its end, then by the hour; unknown times come last', () => {
    const order = [
      '../2020',
      '2021',
      '2021-08-01T08:00Z',
      '2021-08-01T12:00Z',
      '2021-08',
      '2021-08-02',
      '2021-08-02/..',
      '../..',
    ]
    const rotated = [...order.slice(4), ...order.slice(0, 4)]
    expect(rotated.toSorted(compareDates)).toEqual(order)
  })

  it('is valid, and bounded, as the peer library says', () => {
    fc.assert(
      fc.property(simple, text => {
        expect(isEdtf(text)).toBe(true)
        expect(bounds(text)).toEqual(peer(text))
      }),
    )
  })

  it('with two ends is valid where the peer library says so, and also where both ends begin alike', () => {
    fc.assert(
      fc.property(interval, ([lower, upper]) => {
        const text = `${lower}/${upper}`
        const alike = bounds(lower).from === bounds(upper).from
        expect(isEdtf(text)).toBe(alike || peer(text) !== null)
        const ends = { from: bounds(lower).from, to: bounds(upper).to }
        expect(bounds(text)).toEqual(isEdtf(text) ? ends : { from: null, to: null })
      }),
    )
  })

  it('that is a set reaches from its earliest to its latest member, in whatever order they are written', () => {
    fc.assert(
      fc.property(set, members => {
        const text = `[${members.join(',')}]`
        const [first, second] = [bounds(members[0]), bounds(members[1])]
        expect(peer(text)).not.toBe(null)
        expect(bounds(text)).toEqual({
          from: [first.from, second.from].toSorted(byText)[0],
          to: [first.to, second.to].toSorted(byText)[1],
        })
      }),
    )
  })

  it('never ends before it begins', () => {
    fc.assert(
      fc.property(expression, text => {
        const { from, to } = bounds(text)
        expect(from === null || to === null || from <= to).toBe(true)
      }),
    )
  })

  it('is sorted the same way whichever of two is named first', () => {
    fc.assert(
      fc.property(expression, expression, (a, b) => {
        expect(Math.sign(compareDates(a, b)) + Math.sign(compareDates(b, a))).toBe(0)
      }),
    )
  })

  it('names every real day and no other', () => {
    fc.assert(
      fc.property(year, fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 33 }), (y, m, d) => {
        const real = m >= 1 && m <= 12 && d >= 1 && d <= daysInMonth(y, m)
        expect(isEdtf(`${y}-${two(m)}-${two(d)}`)).toBe(real)
        expect(isoDay(y, m, d) !== null).toBe(real)
      }),
    )
  })
})
