import { describe, expect, it } from 'vitest'
import { markup as shown } from '../../web/markup.ts'
import { context, ids } from '../../web/parts/fixtures.ts'
import type { Claim } from '../record/record.ts'
import { givenClaim } from '../registry/given-claims.ts'
import { Accounts } from './accounts.view.tsx'
import { Agenda } from './agenda.view.tsx'
import { foldDelegations, readOrderRule } from './delegations.ts'
import { Delegations } from './delegations.view.tsx'
import { WhoKnewWhen } from './disclosure.view.tsx'
import { DateFact } from './meeting-dates.view.tsx'
import { foldAccounts, foldMeeting } from './meeting.ts'

const about: Partial<Claim> = { subjectType: 'meeting', source: ids.article }

describe('The list of participants', () => {
  const claims = [
    givenClaim(
      'm',
      'attendance',
      { status: 'declined', reason: 'no talks under threat' },
      { ...about, object: ids.authority },
    ),
    givenClaim('m', 'attendance', { status: 'attended', capacity: 'host' }, { ...about, object: ids.qatar }),
    givenClaim(
      'm',
      'represented-by',
      { party: ids.qatar, head: true, title: 'First Secretary', language: 'en', present: true },
      { ...about, object: ids.envoy },
    ),
  ]
  const { delegations, others } = foldDelegations(claims, 'm')
  const markup = shown(
    <Delegations
      delegations={delegations}
      others={others}
      rule={readOrderRule('alphabetical in English')}
      context={context}
    />,
  )

  it('gives each person the title held that day and says who heads the delegation', () => {
    for (const words of ['محمد بن عبد العزيز الخليفي', 'head of delegation', 'First Secretary', 'host'])
      expect(markup).toContain(words)
  })

  it('gives the reason for declining', () => {
    expect(markup).toContain('no talks under threat')
  })

  it('says by which rule it is ordered', () => {
    expect(markup).toContain('alphabetical in <span>English</span>')
  })
})

describe('Who knew when', () => {
  it('begins with the meeting and counts the days until each learnt of it', () => {
    const claims = [
      givenClaim('m', 'became-known', { how: 'leaked' }, { ...about, occurred: '2023-05-31' }),
      givenClaim('m', 'became-known', { how: 'informed' }, { ...about, object: ids.qatar }),
    ]
    const markup = shown(
      <WhoKnewWhen
        learnings={foldMeeting(claims, 'm').learnings}
        event="2023-05-12"
        eventText="The meeting takes place"
        knownFrom="2023-06-06"
        context={context}
      />,
    )
    expect(markup.indexOf('The meeting takes place')).toBeLessThan(markup.indexOf('19 days later'))
    expect(markup).toContain('The public')
    // When the state kept informed learnt of it is not known, and is not put at the day of the report.
    expect(markup).toContain('date not given')
  })
})

describe('The time of a meeting', () => {
  it('stands on the reader’s clock with that of the place beside', () => {
    const claims = [
      givenClaim('m', 'meeting-date', { kind: 'planned', date: '2026-03-01T10:00' }, about),
      givenClaim(
        'm',
        'meeting-date',
        { kind: 'planned', date: '2026-02-20' },
        { ...about, supersededBy: 'x' },
      ),
    ]
    const [date] = foldMeeting(claims, 'm').dates
    if (date === undefined) throw new Error('no date was folded')
    const markup = shown(<DateFact date={date} zones={['Asia/Qatar']} context={context} />)
    expect(markup).toMatch(/07:00/)
    expect(markup).toMatch(/10:00/)
    expect(markup).toContain('Moved once')
  })
})

describe('Accounts of a meeting', () => {
  it('stand in columns of their own with the words as spoken', () => {
    const said = (text: string, onBehalfOf: string, wording: string) =>
      givenClaim('m', 'said', { text }, { ...about, by: [{ onBehalfOf }], wording, wordingLanguage: 'en' })
    const accounts = foldAccounts(
      [said('frank', ids.qatar, 'frank and professional'), said('productive', ids.authority, 'productive')],
      'm',
    )
    const markup = shown(<Accounts accounts={accounts} context={context} />)
    expect(markup.match(/<section class="readout"/g)).toHaveLength(2)
    expect(markup).toContain('<blockquote lang="en" dir="ltr"><bdi>frank and professional</bdi></blockquote>')
  })
})

describe('The place of a meeting', () => {
  it('stands once where sources agree on it, with what only one of them adds', () => {
    const claims = [
      givenClaim('m', 'meeting-place', { place: 'Kandahar' }, about),
      givenClaim('m', 'meeting-place', { place: 'Kandahar', mode: 'in-person' }, about),
    ]
    const { places } = foldMeeting(claims, 'm')
    expect(places.disputed).toBe(false)
    expect(places.versions.map(version => version.value)).toEqual([
      { place: 'Kandahar', modes: ['in-person'], zones: [] },
    ])
  })
})

describe('The agenda', () => {
  it('lets words of unknown language run the way of their letters, and says what they most likely are', () => {
    const claims = ['Ways out', 'راه‌های گفت‌وگو', 'سبل الحوار'].map((text, at) =>
      givenClaim('m', 'agenda-item', { number: String(at + 1), text }, about),
    )
    const markup = shown(<Agenda items={foldMeeting(claims, 'm').agenda} context={context} />)
    for (const language of ['en', 'fa', 'ar'])
      expect(markup).toContain(`<span class="said" lang="${language}" dir="auto">`)
  })

  it('keeps sub-items inside their item', () => {
    const claims = ['1', '1.1'].map(number =>
      givenClaim('m', 'agenda-item', { number, text: `item ${number}` }, about),
    )
    const markup = shown(<Agenda items={foldMeeting(claims, 'm').agenda} context={context} />)
    expect(markup).toMatch(/item 1\u00A0<.*<ol class="agenda"><li><span class="agenda-number">1\.1/)
  })
})
