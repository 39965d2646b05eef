import { describe, expect, it } from 'vitest'
import { openTestDb } from '../../../test/database.ts'
import { givenAccount, givenRecord } from '../../../test/given.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { NotFound, sql } from '../../platform/db.ts'
import { eventsAfter } from '../../platform/events.ts'
import { asking, givenNegotiation, granted, type Seat } from '../texts/given-negotiation.ts'
import { textsHandlers } from '../texts/texts.routes.ts'
import { silenceHandlers } from './silence.routes.ts'
import type { Objection } from './silence.ts'

const db = await openTestDb()
const proposed = new Date('2026-03-27T10:00:00Z')
const weekend = new Date('2026-03-29T10:00:00Z')
const expiry = new Date('2026-03-30T10:00:00Z') // noon in Vienna, on summer time since the night before

const room = async () => {
  const talks = await givenNegotiation(db)
  const { id: text } = granted(await talks.begin('OP1. The parties meet\nOP2. They report'))
  const issue = (name: string, commit = 1) =>
    textsHandlers
      .issueRevision(
        { params: { id: text }, query: undefined, body: { name, commit } },
        talks.secretariat.context,
      )
      .then(granted)
  await issue('Rev.1')
  await issue('The same again')
  const proposal = await talks.arden.propose(text, 'They report', 'They report every year')
  const { number } = granted(
    await talks.chair.command(text, {
      type: 'decide',
      accept: [proposal],
      reject: [],
      settle: false,
      notwithstanding: false,
    }),
  )
  await issue('Rev.3', number)
  const propose = (seat: Seat, change = {}, now = proposed) =>
    silenceHandlers.proposeSilence(
      {
        params: undefined,
        query: undefined,
        body: {
          text,
          revision: 1,
          how: 'note',
          deadline: { local: '2026-03-30T12:00', zone: 'Europe/Vienna' },
          ...change,
        },
      },
      asking(db, seat.actor, now),
    )
  const object = (seat: Seat, id: string, change: Partial<Objection> & { as?: string } = {}, now = weekend) =>
    silenceHandlers.objectToSilence(
      { params: { id }, query: undefined, body: { kind: 'objection', body: 'Paragraph 2', ...change } },
      asking(db, seat.actor, now),
    )
  const list = (seat: Seat, now = weekend) =>
    silenceHandlers.listSilences(
      { params: { id: text }, query: { language: 'en' }, body: undefined },
      asking(db, seat.actor, now),
    )
  const step = (
    what: 'openSilence' | 'announceSilence' | 'issueSilence',
    seat: Seat,
    id: string,
    now = expiry,
  ) =>
    silenceHandlers[what](
      { params: { id }, query: undefined, body: { number: 'JS/2026/1' } } as never,
      asking(db, seat.actor, now),
    )
  return { ...talks, text, propose, object, list, step }
}

describe('a silence procedure', () => {
  it('is proposed by the chair, runs over the weekend, holds, is announced and issued', async () => {
    const { chair, secretariat, arden, propose, list, step } = await room()
    const { id, state } = granted(await propose(chair))
    expect(state).toBe('running')
    expect(granted(await list(arden)).silences[0]).toMatchObject({
      state: 'running',
      deadline: expiry.toISOString(),
    })
    expect(granted(await list(arden, expiry)).silences[0]?.state).toBe('held')
    expect(await step('issueSilence', secretariat, id)).toEqual({ refused: 'not-announced' })
    expect(granted(await step('announceSilence', chair, id)).state).toBe('announced')
    expect(granted(await step('issueSilence', secretariat, id))).toMatchObject({
      state: 'issued',
      number: 'JS/2026/1',
    })
  })

  it('is broken by a member, told to all, and held by no expiry any more; a second round needs a new version', async () => {
    const { chair, arden, belmar, propose, object, list, ardenId, belmarId } = await room()
    const { id } = granted(await propose(chair))
    granted(await object(arden, id))
    const soonAfter = new Date(weekend.getTime() + 60_000)
    granted(await object(belmar, id, { kind: 'amendment', body: 'every year' }, soonAfter))
    const [broken] = granted(await list(belmar, expiry)).silences
    expect(broken).toMatchObject({
      state: 'broken',
      objections: [
        { party: ardenId, kind: 'objection' },
        { party: belmarId, kind: 'amendment' },
      ],
    })
    const { events } = await db.as(belmar.actor, tx => eventsAfter(tx, undefined))
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['silence-opened', 'silence-broken', 'silence-objection-recorded']),
    )
    const later = { deadline: { local: '2026-04-10T12:00', zone: 'Europe/Vienna' } }
    for (const revision of [1, 2])
      expect(await propose(chair, { ...later, revision }, expiry)).toEqual({ refused: 'same-version' })
    expect(granted(await propose(chair, { ...later, revision: 3 }, expiry))).toMatchObject({
      round: 2,
      state: 'running',
    })
  })

  it('proposed in a meeting is blocked there by one objection', async () => {
    const { chair, arden, propose, object, step } = await room()
    const { id, state } = granted(await propose(chair, { how: 'meeting' }))
    expect(state).toBe('proposed')
    expect(granted(await object(arden, id, { kind: 'in-meeting' }, proposed)).state).toBe('blocked')
    expect(await step('openSilence', chair, id, proposed)).toEqual({ refused: 'silence-over' })
  })

  it('proposed in a meeting and not objected to there is opened by the chair', async () => {
    const { chair, arden, propose, object, step } = await room()
    const { id } = granted(await propose(chair, { how: 'meeting' }, new Date('2026-03-26T10:00:00Z')))
    expect(granted(await step('openSilence', chair, id, proposed)).state).toBe('running')
    expect(await object(arden, id, { kind: 'in-meeting' })).toEqual({ refused: 'not-in-meeting' })
  })

  it('lasts as long as the house rules of the track say', async () => {
    const talks = await room()
    await givenRecord(db, {
      claims: [
        {
          about: talks.track,
          predicate: 'house-rule',
          value: { rule: 'silence-minimum-hours', value: '96' },
          evidence: [{ paragraph: 1 }],
        },
      ],
    })
    expect(await talks.propose(talks.chair)).toEqual({ refused: 'silence-too-short', detail: '96' })
  })
})

describe('a silence procedure, asked for otherwise', () => {
  it('is shown on a past day as it was that day, whatever came after', async () => {
    const { chair, arden, propose, object, list } = await room()
    granted(await object(arden, granted(await propose(chair)).id))
    const onDay = async (knownOn: string) =>
      granted(await list({ ...arden, actor: { ...arden.actor, knownOn } }, expiry)).silences.map(
        each => each.state,
      )
    expect(await onDay('2026-03-26')).toEqual([])
    expect(await onDay('2026-03-28')).toEqual(['running'])
    expect(await onDay('2026-03-29')).toEqual(['broken'])
  })

  it('proposed twice at once is proposed once', async () => {
    const { chair, propose } = await room()
    const both = await Promise.all([propose(chair), propose(chair)])
    expect(both.filter(isRefusal)).toEqual([{ refused: 'silence-under-way' }])
  })

  it('is not asked on words in which brackets stand', async () => {
    const { chair, arden, text, propose } = await room()
    await arden.propose(text, 'The parties', 'The two parties')
    const { number } = await chair.read(text)
    const revision = granted(
      await textsHandlers.issueRevision(
        { params: { id: text }, query: undefined, body: { commit: number } },
        chair.context,
      ),
    )
    expect(await propose(chair, { revision: revision.number })).toEqual({
      refused: 'brackets-remain-in-outcome',
      detail: 'OP1',
    })
  })

  it('is broken by an amendment in the text only when that is the member’s own and open', async () => {
    const { chair, arden, belmar, text, propose, object } = await room()
    const own = await arden.propose(text, 'The parties', 'The two parties')
    const other = await belmar.propose(text, 'meet', 'gather')
    const { id } = granted(await propose(chair))
    const amend = (proposal: string) => object(arden, id, { kind: 'amendment', proposal })
    for (const proposal of [other, id])
      expect(await amend(proposal)).toEqual({ refused: 'not-your-proposal' })
    expect(granted(await amend(own)).objections).toMatchObject([{ proposal: own }])
  })
})

describe('who may', () => {
  it('propose, open and announce it: the chair alone', async () => {
    const talks = await room()
    for (const who of ['arden', 'secretariat', 'observer'] as const)
      expect(await talks.propose(talks[who])).toEqual({ refused: 'for-the-chair-only' })
    const { id } = granted(await talks.propose(talks.chair))
    for (const who of ['arden', 'secretariat', 'observer'] as const)
      for (const what of ['openSilence', 'announceSilence'] as const)
        expect(await talks.step(what, talks[who], id)).toEqual({ refused: 'for-the-chair-only' })
    expect(await talks.step('issueSilence', talks.arden, id)).toEqual({ refused: 'not-yours-to-write' })
  })

  it('break it: members; not observers, the chair, the secretariat, nor anybody for another', async () => {
    const talks = await room()
    const { id } = granted(await talks.propose(talks.chair))
    for (const who of ['observer', 'chair', 'secretariat'] as const)
      expect(await talks.object(talks[who], id)).toEqual({ refused: 'for-parties-only' })
    expect(await talks.object(talks.arden, id, { as: talks.belmarId })).toEqual({
      refused: 'not-yours-to-write',
    })
  })

  it('break it: no delegation that takes part as a guest', async () => {
    const talks = await room()
    await givenRecord(db, {
      entities: [{ key: 'corvia', type: 'party' }],
      claims: [
        {
          about: talks.track,
          predicate: 'participation',
          object: 'corvia',
          value: { role: 'guest', status: 'participates' },
          evidence: [{ paragraph: 1 }],
        },
      ],
    })
    const guest = await givenAccount(db, [{ capacity: 'party', track: talks.track, party: 'corvia' }])
    const { id, members } = granted(await talks.propose(talks.chair))
    expect(members.toSorted()).toEqual([talks.ardenId, talks.belmarId].toSorted())
    expect(await talks.object({ ...talks.arden, actor: guest }, id)).toEqual({ refused: 'not-a-member' })
  })

  it('know of it: nobody outside', async () => {
    const talks = await room()
    const { id } = granted(await talks.propose(talks.chair))
    await expect(talks.list(talks.outsider)).rejects.toThrow(NotFound)
    await expect(talks.object(talks.outsider, id)).rejects.toThrow(NotFound)
    await expect(talks.propose(talks.outsider)).rejects.toThrow(NotFound)
    const { events } = await db.as(talks.outsider.actor, tx => eventsAfter(tx, undefined))
    expect(events.filter(({ type }) => type.startsWith('silence-'))).toEqual([])
  })

  it('write an objection past the server: each party its own', async () => {
    const talks = await room()
    const { id } = granted(await talks.propose(talks.chair))
    const forge = (seat: Seat, party: string, account = seat.actor.account) =>
      db.as(seat.actor, tx =>
        tx.run(sql`insert into silence_objection (silence, party, kind, body, at, account)
                   values (${id}, ${party}, 'objection', 'x', ${weekend.toISOString()}, ${account})`),
      )
    await expect(forge(talks.arden, talks.belmarId)).rejects.toThrow(/row-level security/)
    await expect(forge(talks.arden, talks.ardenId, talks.belmar.actor.account)).rejects.toThrow(
      /row-level security/,
    )
    await expect(forge(talks.observer, talks.ardenId)).rejects.toThrow(/row-level security/)
    await expect(forge(talks.chair, talks.ardenId)).rejects.toThrow(/row-level security/)
    expect(await forge(talks.arden, talks.ardenId)).toBe(1)
  })

  it('change or take back anything of it: nobody', async () => {
    const { chair, arden, propose, object } = await room()
    const { id } = granted(await propose(chair))
    granted(await object(arden, id))
    for (const statement of [
      sql`delete from silence_objection`,
      sql`update silence set deadline = now()`,
      sql`delete from silence_member`,
      sql`update silence_step set at = now()`,
    ])
      await expect(db.as(chair.actor, tx => tx.run(statement))).rejects.toThrow(/permission denied/)
  })
})
