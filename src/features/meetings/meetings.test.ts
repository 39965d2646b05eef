import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ValueOf } from '../../domain/vocabulary.ts'
import { givenClaim } from '../registry/given-claims.ts'
import type { Claim } from '../record/record.ts'
import { foldAgenda } from './agenda.ts'
import { dayOf, foldDates } from './dates.ts'
import { daysApart, foldLearnings } from './disclosure.ts'
import { foldAccounts, foldMeeting, meetingStatusesConflict } from './meeting.ts'
import { foldPreparation, type Prepared } from './preparation.ts'
import { clocksFor, momentOf } from './zones.ts'

const date = (kind: ValueOf<'meeting-date'>['kind'], edtf: string, more: Partial<Claim> = {}) =>
  givenClaim('m', 'meeting-date', { kind, date: edtf }, more)

describe('The dates of a meeting', () => {
  it('keeps a plan that moved visible beside the new one', () => {
    const [planned] = foldDates(
      [date('planned', '2025-11', { supersededBy: 'x' }), date('planned', '2025-12-11~/2025-12-20~')],
      'm',
    )
    expect(planned?.reading.versions.map(each => each.value)).toEqual(['2025-12-11~/2025-12-20~'])
    expect(planned?.moved.map(claim => claim.value.date)).toEqual(['2025-11'])
  })

  it('disputes dates that no one day fits, not dates of which one is rougher', () => {
    expect(foldDates([date('occurred', '2023-05-12'), date('occurred', '2023-05')], 'm')[0]?.disputed).toBe(
      false,
    )
    expect(foldDates([date('occurred', '2023-05-12'), date('occurred', '2023-06')], 'm')[0]?.disputed).toBe(
      true,
    )
  })

  it('takes the day it was held before the day it was planned for', () => {
    expect(dayOf(foldDates([date('planned', '2023-04-01'), date('occurred', '2023-05-12')], 'm'))).toBe(
      '2023-05-12',
    )
  })
})

describe('The clock', () => {
  it('reads a time without offset on the clock of the meeting’s place', () => {
    expect(momentOf('2026-03-01T10:00', 'Asia/Qatar')?.toISOString()).toBe('2026-03-01T07:00:00.000Z')
    expect(momentOf('2026-03-01T10:00:00Z', 'Asia/Qatar')?.toISOString()).toBe('2026-03-01T10:00:00.000Z')
  })

  it('names no moment where there is no time of day or no such zone', () => {
    expect(momentOf('2026-03-01', 'Asia/Qatar')).toBeNull()
    expect(momentOf('2026-03-01T10:00', undefined)).toBeNull()
    expect(momentOf('2026-03-01T10:00', 'Nowhere/Land')).toBeNull()
  })

  it('knows when clocks were changed', () => {
    expect(momentOf('2022-03-21T10:00', 'Asia/Tehran')?.toISOString()).toBe('2022-03-21T06:30:00.000Z')
    expect(momentOf('2022-03-23T10:00', 'Asia/Tehran')?.toISOString()).toBe('2022-03-23T05:30:00.000Z')
  })

  it('shows the meeting’s clock beside the reader’s only where they differ', () => {
    const moment = new Date('2026-03-01T07:00:00Z')
    expect(clocksFor(moment, 'Asia/Qatar', 'Europe/Paris').map(each => each.zone)).toEqual([
      'Europe/Paris',
      'Asia/Qatar',
    ])
    expect(clocksFor(moment, 'Asia/Qatar', 'Asia/Qatar')).toHaveLength(1)
  })

  it('finds the moment whose clock in that zone shows the written time', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }),
        fc.constantFrom('Asia/Kabul', 'Europe/Istanbul', 'Asia/Qatar', 'UTC'),
        (each, zone) => {
          const written = each.toISOString().slice(0, 16)
          const shown = momentOf(written, zone)?.toLocaleString('sv-SE', { timeZone: zone })
          expect(shown?.slice(0, 16).replace(' ', 'T')).toBe(written)
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('The agenda', () => {
  const item = (number: string) => givenClaim('m', 'agenda-item', { number, text: number })
  const claimed = (numbers: string[]) =>
    numbers.map(number => ({
      ...item(number),
      predicate: 'agenda-item' as const,
      value: { number, text: number },
    }))

  it('nests items under the nearest that is given, and sorts by number, not by letter', () => {
    const tree = foldAgenda(claimed(['10', '2', '2.1.3', '2.1']))
    expect(tree.map(each => each.number)).toEqual(['2', '10'])
    expect(tree[0]?.items[0]?.items.map(each => each.number)).toEqual(['2.1.3'])
  })

  it('drops nothing', () => {
    const number = fc
      .array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 })
      .map(parts => parts.join('.'))
    const flat = (items: ReturnType<typeof foldAgenda>): string[] =>
      items.flatMap(each => [...each.claims.map(claim => claim.id), ...flat([...each.items])])
    fc.assert(
      fc.property(fc.array(number, { maxLength: 10 }), numbers => {
        const claims = claimed(numbers)
        expect(flat(foldAgenda(claims)).toSorted()).toEqual(claims.map(each => each.id).toSorted())
      }),
      { numRuns: 50 },
    )
  })
})

describe('Preparation', () => {
  it('stands a technical meeting under the ministers’ meeting it prepares', () => {
    expect(
      foldPreparation(['technical', 'ministers'], [{ meeting: 'technical', prepares: 'ministers' }]),
    ).toEqual([{ meeting: 'ministers', preparedBy: [{ meeting: 'technical', preparedBy: [] }] }])
  })

  it('shows every meeting exactly once, even where sources go in circles', () => {
    const at = fc.integer({ min: 0, max: 5 })
    const flat = (trees: readonly Prepared[]): string[] =>
      trees.flatMap(each => [each.meeting, ...flat(each.preparedBy)])
    fc.assert(
      fc.property(fc.array(fc.tuple(at, at), { maxLength: 8 }), pairs => {
        const meetings = ['0', '1', '2', '3', '4', '5']
        const edges = pairs.map(([from, to]) => ({ meeting: String(from), prepares: String(to) }))
        expect(flat(foldPreparation(meetings, edges)).toSorted()).toEqual(meetings)
      }),
      { numRuns: 60 },
    )
  })
})

describe('Who knew when', () => {
  const learnt = (how: ValueOf<'became-known'>['how'], object: string | null, when: string) =>
    givenClaim('m', 'became-known', { how }, { object, occurred: when })

  it('tells a state kept informed from the public that read it in the press', () => {
    const learnings = foldLearnings(
      [learnt('leaked', null, '2023-05-31'), learnt('informed', 'us', '2023-05-12~')],
      'm',
    )
    expect(learnings.map(each => [each.who, each.how])).toEqual([
      ['us', 'informed'],
      [null, 'leaked'],
    ])
  })

  it('counts the days a meeting stayed unknown as a range where dates are imprecise', () => {
    expect(daysApart('2023-05-12', '2023-05-31')).toEqual({ least: 19, most: 19 })
    expect(daysApart('2023-05', '2023-06-06')).toEqual({ least: 6, most: 36 })
  })
})

describe('The status of a meeting', () => {
  it('runs from proposed to held without contradiction, but held and cancelled contradict', () => {
    expect(meetingStatusesConflict(['proposed', 'scheduled', 'held'])).toBe(false)
    expect(meetingStatusesConflict(['cancelled', 'held'])).toBe(true)
  })

  it('keeps corrected statuses in its history', () => {
    const claims = [
      givenClaim('m', 'meeting-status', { status: 'scheduled' }, { stated: '2025-11', supersededBy: 'x' }),
      givenClaim('m', 'meeting-status', { status: 'postponed' }, { stated: '2025-12' }),
    ]
    const meeting = foldMeeting(claims, 'm')
    expect(meeting.status.versions.map(each => each.value)).toEqual(['postponed'])
    expect(meeting.statusHistory).toHaveLength(2)
  })
})

describe('Accounts of a meeting', () => {
  it('stand side by side, by those for whom they were given', () => {
    const said = (text: string, by: Claim['by'], more: Partial<Claim> = {}) =>
      givenClaim('m', 'said', { text }, { by, ...more })
    const accounts = foldAccounts(
      [
        said('frank and professional', [{ onBehalfOf: 'us', anonymous: 'State Department' }]),
        said('productive', [{ speaker: 'mujahid', onBehalfOf: 'taliban' }]),
        said('went well', [{ onBehalfOf: 'taliban' }]),
        said('in its readout', [{ onBehalfOf: 'us' }], { subject: 'readout', subjectType: 'outcome' }),
        said('of another matter', [{ onBehalfOf: 'un' }], { subject: 'recognition', subjectType: 'issue' }),
      ],
      'm',
      ['us'],
    )
    expect(accounts.map(each => [each.of, each.claims.length])).toEqual([
      ['us', 2],
      ['taliban', 2],
    ])
  })
})
