import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../domain/refusal.ts'
import { momentsAt } from './moments.ts'
import {
  announceSilence,
  deadlineOf,
  type Frame,
  issueSilence,
  objectTo,
  openSilence,
  type ProposeSilence,
  proposeSilence,
  type Silence,
  stateAt,
} from './silence.ts'

const [arden, belmar, observer] = ['a', 'b', 'c'].map(
  each => `00000000-0000-4000-8000-00000000000${each}`,
) as [string, string, string]
const proposedAt = new Date('2026-03-01T12:00:00Z')
const deadline = new Date('2026-03-05T12:00:00Z')
const before = new Date('2026-03-05T11:59:59.999Z')

const silence: Silence = {
  id: '00000000-0000-4000-8000-000000000001',
  text: '00000000-0000-4000-8000-000000000002',
  revision: 2,
  round: 1,
  track: '00000000-0000-4000-8000-000000000003',
  how: 'note',
  meeting: null,
  title: 'Joint statement: under silence',
  deadline,
  zone: 'UTC',
  stated: '2026-03-05T12:00',
  proposedAt,
  members: [arden, belmar],
  openedAt: proposedAt,
  announcedAt: null,
  issuedAt: null,
  number: null,
  objections: [],
}
const objected = (
  kind: Silence['objections'][number]['kind'],
  party = arden,
): Silence['objections'][number] => ({
  party,
  kind,
  body: 'Paragraph 4',
  proposal: null,
  at: before,
})
const inMeeting: Silence = { ...silence, how: 'meeting', openedAt: null }
const written = { kind: 'objection' } as const

describe('where a silence procedure stands', () => {
  it.each<[string, Silence, Date, string]>([
    ['is proposed until it is opened', inMeeting, before, 'proposed'],
    [
      'is blocked by an objection in the meeting',
      { ...inMeeting, objections: [objected('in-meeting')] },
      before,
      'blocked',
    ],
    ['runs until its expiry', silence, before, 'running'],
    ['has held at the expiry itself', silence, deadline, 'held'],
    ['is broken by an objection', { ...silence, objections: [objected('objection')] }, deadline, 'broken'],
    ['is broken by an amendment', { ...silence, objections: [objected('amendment')] }, before, 'broken'],
    ['is announced', { ...silence, announcedAt: deadline }, deadline, 'announced'],
    ['is issued', { ...silence, announcedAt: deadline, issuedAt: deadline, number: '1' }, deadline, 'issued'],
  ])('%s', (_, given, now, state) => expect(stateAt(given, now)).toBe(state))
})

describe('objecting', () => {
  it('is open to a member until the expiry', () =>
    expect(objectTo(silence, arden, written, before)).toMatchObject({ type: 'silence-broken' }))

  it('is too late at the expiry itself', () =>
    expect(objectTo(silence, arden, written, deadline)).toEqual({ refused: 'deadline-passed' }))

  it('is not for observers and guests', () =>
    expect(objectTo(silence, observer, written, before)).toEqual({ refused: 'not-a-member' }))

  it('may be done by an amendment', () =>
    expect(objectTo(silence, arden, { kind: 'amendment' }, before)).toMatchObject({ type: 'silence-broken' }))

  it('is recorded of a second member as well, and of none twice', () => {
    const broken = { ...silence, objections: [objected('objection')] }
    expect(objectTo(broken, belmar, written, before)).toMatchObject({ type: 'silence-objection-recorded' })
    expect(objectTo(broken, arden, written, before)).toEqual({ refused: 'already-objected' })
  })

  it('blocks in the meeting, and only there', () => {
    expect(objectTo(inMeeting, arden, { kind: 'in-meeting' }, before)).toMatchObject({
      type: 'silence-blocked',
    })
    expect(objectTo(silence, arden, { kind: 'in-meeting' }, before)).toEqual({ refused: 'not-in-meeting' })
    const opened = { ...inMeeting, openedAt: proposedAt }
    expect(objectTo(opened, arden, { kind: 'in-meeting' }, before)).toEqual({ refused: 'not-in-meeting' })
    expect(objectTo(inMeeting, arden, written, before)).toEqual({ refused: 'not-open' })
  })

  it('is possible for exactly the members exactly while it runs', () =>
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: proposedAt, max: new Date('2026-04-01') }),
        fc.constantFrom(arden, belmar, observer),
        (now, party) => {
          const may = stateAt(silence, now) === 'running' && silence.members.includes(party)
          expect(isRefusal(objectTo(silence, party, written, now))).toBe(!may)
        },
      ),
    ))
})

describe('proposing silence', () => {
  const command: ProposeSilence = {
    text: silence.text,
    revision: 3,
    how: 'note',
    deadline: { local: '2026-03-05T12:00', zone: 'UTC' },
  }
  const frame: Frame = {
    earlier: [],
    minimumHours: 72,
    members: [arden, belmar],
    sameWords: [],
    bracketed: [],
  }
  const propose = (change: Partial<ProposeSilence> = {}, around: Partial<Frame> = {}) =>
    proposeSilence({ ...command, ...change }, { ...frame, ...around }, proposedAt)

  it('is refused while brackets stand in the text', () => {
    expect(propose({}, { bracketed: ['OP2', 'OP4'] })).toEqual({
      refused: 'brackets-remain-in-outcome',
      detail: 'OP2, OP4',
    })
  })

  it('by note opens it at once, in a meeting not', () => {
    expect(propose()).toMatchObject({ type: 'silence-proposed', round: 1, opened: true, deadline })
    expect(propose({ how: 'meeting' })).toMatchObject({ opened: false })
  })

  it('leaves at least the hours of the house rules', () => {
    expect(propose({ deadline: { local: '2026-03-04T11:59', zone: 'UTC' } })).toEqual({
      refused: 'silence-too-short',
      detail: '72',
    })
    expect(propose({ deadline: { local: '2026-03-04T12:00', zone: 'UTC' } })).toMatchObject({ opened: true })
    expect(propose({}, { minimumHours: 97 })).toEqual({ refused: 'silence-too-short', detail: '97' })
  })

  it('waits for the one under way', () => {
    expect(propose({}, { earlier: [silence] })).toEqual({ refused: 'silence-under-way' })
    expect(propose({}, { earlier: [{ ...silence, announcedAt: deadline }] })).toEqual({
      refused: 'silence-under-way',
    })
  })

  it('again is a new round on a new version', () => {
    const earlier = [{ ...silence, objections: [objected('objection')] }]
    expect(propose({}, { earlier })).toMatchObject({ round: 2 })
    expect(propose({ revision: 2 }, { earlier })).toEqual({ refused: 'same-version' })
  })

  it('goes on after one that was never opened', () => {
    const earlier = [{ ...inMeeting, deadline: proposedAt }]
    expect(propose({}, { earlier })).toMatchObject({ round: 2 })
  })

  it('asks members and nobody else', () => {
    expect(propose({ members: [arden] })).toMatchObject({ members: [arden] })
    expect(propose({ members: [arden, observer] })).toEqual({ refused: 'not-a-member', detail: observer })
    expect(propose({}, { members: [] })).toEqual({ refused: 'no-members' })
  })
})

describe('the expiry', () => {
  const at = (local: string, zone: string, which?: 'first' | 'second') => {
    const moment = deadlineOf({ local, zone, ...(which && { which }) })
    return isRefusal(moment) ? moment.refused : moment.toISOString()
  }
  it.each([
    ['2026-03-30T12:00', 'Europe/Vienna', '2026-03-30T10:00:00.000Z'],
    ['2026-03-28T12:00', 'Europe/Vienna', '2026-03-28T11:00:00.000Z'],
    ['2026-03-30T12:00', 'Asia/Kabul', '2026-03-30T07:30:00.000Z'],
    ['2026-03-30T00:00', 'Asia/Tehran', '2026-03-29T20:30:00.000Z'],
    ['2026-03-29T03:00', 'Europe/Vienna', '2026-03-29T01:00:00.000Z'],
    ['2026-07-01T23:59', 'Pacific/Apia', '2026-07-01T10:59:00.000Z'],
  ])('%s in %s is one moment', (local, zone, moment) => expect(at(local, zone)).toBe(moment))

  it('cannot be a time the clocks skip, nor a day there is not', () => {
    expect(at('2026-03-29T02:30', 'Europe/Vienna')).toBe('no-such-time')
    expect(at('2026-02-30T12:00', 'UTC')).toBe('no-such-time')
    expect(at('2026-03-29T12:00', 'Europe/Nowhere')).toBe('no-such-zone')
  })

  it('says which, when the clocks show it twice', () => {
    expect(at('2026-10-25T02:30', 'Europe/Vienna')).toBe('time-comes-twice')
    expect(at('2026-10-25T02:30', 'Europe/Vienna', 'first')).toBe('2026-10-25T00:30:00.000Z')
    expect(at('2026-10-25T02:30', 'Europe/Vienna', 'second')).toBe('2026-10-25T01:30:00.000Z')
  })

  it('over a weekend with a change of the clocks is an hour nearer than it seems', () => {
    const friday = new Date('2026-03-27T11:00:00Z') // noon in Vienna
    const monday = deadlineOf({ local: '2026-03-30T12:00', zone: 'Europe/Vienna' }) as Date
    expect((monday.getTime() - friday.getTime()) / 3_600_000).toBe(71)
  })

  it('shows in its zone the time that was stated', () =>
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2035-01-01') }),
        fc.constantFrom(
          'Europe/Vienna',
          'Asia/Tehran',
          'America/New_York',
          'Australia/Lord_Howe',
          'Asia/Kathmandu',
        ),
        (moment, zone) => {
          const local = Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
            .format(moment)
            .replace(' ', 'T')
          const minute = Math.floor(moment.getTime() / 60_000) * 60_000
          expect(momentsAt(zone, local).map(each => each.getTime())).toContain(minute)
        },
      ),
    ))
})

describe('after the expiry', () => {
  it('is announced what held, once, and nothing else', () => {
    expect(announceSilence(silence, deadline)).toMatchObject({ type: 'silence-announced' })
    for (const not of [
      { ...silence, announcedAt: deadline },
      { ...silence, objections: [objected('amendment')] },
    ])
      expect(announceSilence(not, deadline)).toEqual({ refused: 'not-held' })
    expect(announceSilence(silence, before)).toEqual({ refused: 'not-held' })
  })

  it('is issued what was announced, once', () => {
    expect(issueSilence({ ...silence, announcedAt: deadline }, deadline)).toMatchObject({
      type: 'silence-issued',
    })
    expect(issueSilence(silence, deadline)).toEqual({ refused: 'not-announced' })
  })

  it('is opened no more', () => {
    expect(openSilence(inMeeting, 72, proposedAt)).toMatchObject({ type: 'silence-opened' })
    expect(openSilence(inMeeting, 72, before)).toEqual({ refused: 'silence-too-short', detail: '72' })
    expect(openSilence({ ...inMeeting, objections: [objected('in-meeting')] }, 72, proposedAt)).toEqual({
      refused: 'silence-over',
    })
  })
})
