import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openTestDb } from '../../../test/database.ts'
import { givenRecord } from '../../../test/given.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { NotFound, sql } from '../../platform/db.ts'
import { entityId } from '../record/keys.ts'
import { contentHash } from '../texts/chain.ts'
import { asking, givenNegotiation, granted, type Seat } from '../texts/given-negotiation.ts'
import { textsHandlers } from '../texts/texts.routes.ts'
import { silenceHandlers } from '../silence/silence.routes.ts'
import { outcomesHandlers } from './outcome.routes.ts'
import { everyIssued } from './outcome.store.ts'
import type { Associate, DocumentKind } from './outcome.ts'

const db = await openTestDb()
const now = new Date('2026-03-02T12:00:00Z')
const none = { query: undefined, body: undefined }

const room = async (words = 'OP1. The parties meet\nOP2. They report') => {
  const talks = await givenNegotiation(db)
  const { id: text } = granted(await talks.begin(words))
  granted(
    await textsHandlers.issueRevision(
      { params: { id: text }, query: undefined, body: { commit: 1 } },
      talks.chair.context,
    ),
  )
  const begin = (seat: Seat, kind: DocumentKind = 'joint-statement') =>
    outcomesHandlers.beginOutcome(
      { params: undefined, query: undefined, body: { text, revision: 1, kind, title: 'Joint statement' } },
      asking(db, seat.actor, now),
    )
  const at = (id: string) => ({ params: { id }, ...none })
  const context = (seat: Seat, when = now) => asking(db, seat.actor, when)
  return {
    ...talks,
    text,
    begin,
    agree: (seat: Seat, id: string) => outcomesHandlers.agreeOutcome(at(id), context(seat)),
    adopt: (seat: Seat, id: string, body = {}) =>
      outcomesHandlers.adoptOutcome({ params: { id }, query: undefined, body }, context(seat)),
    issue: (seat: Seat, id: string, number = 'JS/2026/1') =>
      outcomesHandlers.issueOutcome({ params: { id }, query: undefined, body: { number } }, context(seat)),
    stand: (seat: Seat, id: string, body: Associate & { as?: string }, when = now) =>
      outcomesHandlers.associate({ params: { id }, query: undefined, body }, context(seat, when)),
    reserve: (seat: Seat, id: string, as?: string) =>
      outcomesHandlers.attachStatement(
        {
          params: { id },
          query: undefined,
          body: { kind: 'reservation', body: 'On OP2', language: 'en', as },
        },
        context(seat),
      ),
    read: (seat: Seat, id: string, when = now) =>
      outcomesHandlers.readOutcome(
        { params: { id }, query: { language: 'en' }, body: undefined },
        context(seat, when),
      ),
    all: (seat: Seat) =>
      outcomesHandlers.listAllOutcomes(
        { params: undefined, query: { track: talks.trackId }, body: undefined },
        context(seat),
      ),
    list: (seat: Seat) => outcomesHandlers.listOutcomes({ params: { id: text }, ...none }, context(seat)),
  }
}

const verify = (hash: string, number: string) =>
  outcomesHandlers.verifyOutcome(
    { params: { hash }, query: { number }, body: undefined },
    asking(db, { account: null }),
  )

describe('an outcome', () => {
  it('is agreed, adopted with a reservation and one ad referendum, issued with its number and hash, and confirmed', async () => {
    const talks = await room()
    const { chair, secretariat, arden, belmar, ardenId, belmarId } = talks
    const { id } = granted(await talks.begin(secretariat))
    granted(await talks.agree(chair, id))
    granted(await talks.stand(arden, id, { stand: 'adopts' }))
    granted(await talks.reserve(arden, id))
    granted(
      await talks.stand(belmar, id, {
        stand: 'ad-referendum',
        authority: 'Cabinet',
        confirmBy: '2026-04-30',
      }),
    )
    granted(await talks.adopt(chair, id))
    const done = granted(await talks.issue(secretariat, id))
    expect(done).toMatchObject({
      stands: [
        { party: ardenId, stand: 'adopts' },
        { party: belmarId, stand: 'ad-referendum', authority: 'Cabinet', confirmBy: '2026-04-30' },
      ],
      statements: [{ party: ardenId, kind: 'reservation' }],
      issued: { number: 'JS/2026/1' },
    })
    const confirmed = granted(
      await talks.stand(belmar, id, { stand: 'confirms' }, new Date('2026-04-20T12:00:00Z')),
    )
    expect(confirmed.stands[1]?.stand).toBe('confirmed')
    const genuine = granted(await verify(done.issued?.hash ?? '', 'JS/2026/1'))
    expect(genuine).toMatchObject({ title: 'Joint statement', intact: true })
    expect(genuine.content?.lines).toEqual(['OP1. The parties meet', 'OP2. They report'])
  })

  it('is verified by whoever has both its number and its hash, and by nobody who guesses', async () => {
    const talks = await room()
    const { id } = granted(await talks.begin(talks.chair, 'chairs-summary'))
    const { issued } = granted(await talks.issue(talks.chair, id, 'CS/1'))
    await expect(verify(issued?.hash ?? '', 'CS/2')).rejects.toThrow(NotFound)
    await expect(verify('0'.repeat(64), 'CS/1')).rejects.toThrow(NotFound)
  })

  it('altered in the database is known by its hash', async () => {
    const talks = await room()
    const { id } = granted(await talks.begin(talks.chair, 'chairs-summary'))
    const { issued } = granted(await talks.issue(talks.chair, id, 'CS/7'))
    await db.asOwner(tx =>
      tx.run(
        sql`update outcome_fact set content = replace(content::text, 'meet', 'part')::jsonb where outcome = ${id}`,
      ),
    )
    expect(granted(await verify(issued?.hash ?? '', 'CS/7')).intact).toBe(false)
    const all = await db.asOwner(everyIssued)
    expect(all.filter(each => contentHash(each.content) !== each.hash).map(each => each.number)).toEqual([
      'CS/7',
    ])
  })

  it('with brackets left is a chair’s summary that names who does not agree to which paragraphs', async () => {
    const talks = await room('OP1. The parties meet\nOP2. They [report](Arden) [to all](Belmar, Nobody)')
    expect(await talks.begin(talks.secretariat)).toEqual({
      refused: 'brackets-remain-in-outcome',
      detail: 'OP2',
    })
    expect(await talks.begin(talks.secretariat, 'chairs-summary')).toEqual({ refused: 'for-the-chair-only' })
    granted(await talks.begin(talks.chair, 'chairs-summary'))
    const { disagreements } = granted(
      await outcomesHandlers.disagreements(
        { params: { id: talks.text, revision: 1 }, query: { language: 'en' }, body: undefined },
        asking(db, talks.observer.actor, now),
      ),
    )
    expect(disagreements).toMatchObject([{ label: 'OP2', parties: [talks.ardenId, 'Belmar, Nobody'] }])
  })

  it('is adopted by silence only when that held and was announced', async () => {
    const talks = await room()
    const context = (when: string) => asking(db, talks.chair.actor, new Date(when))
    const body = {
      text: talks.text,
      revision: 1,
      how: 'note' as const,
      deadline: { local: '2026-03-09T12:00', zone: 'UTC' },
    }
    const silence = granted(
      await silenceHandlers.proposeSilence(
        { params: undefined, query: undefined, body },
        context('2026-03-02T12:00:00Z'),
      ),
    )
    const { id } = granted(await talks.begin(talks.chair))
    granted(await talks.agree(talks.chair, id))
    expect(await talks.adopt(talks.chair, id, { silence: silence.id })).toEqual({ refused: 'not-held' })
    granted(
      await silenceHandlers.announceSilence(
        { params: { id: silence.id }, query: undefined, body: {} },
        context('2026-03-09T12:00:00Z'),
      ),
    )
    expect(granted(await talks.adopt(talks.chair, id, { silence: silence.id })).silence).toBe(silence.id)
  })
})

describe('the document', () => {
  it('is the very text that has the hash, for its readers and for whoever verifies it', async () => {
    const talks = await room()
    const { chair, arden } = talks
    const { id } = granted(await talks.begin(chair))
    const before = granted(await talks.read(arden, id))
    expect(before).toMatchObject({ bytes: null, content: { number: null, issuedAt: null } })
    granted(await talks.reserve(arden, id))
    granted(await talks.agree(chair, id))
    granted(await talks.adopt(chair, id))
    const { issued } = granted(await talks.issue(chair, id, 'JS/9'))
    const { bytes, content } = granted(await talks.read(arden, id))
    const sha256 = createHash('sha256')
      .update(Buffer.from(bytes ?? '', 'utf8'))
      .digest('hex')
    expect(sha256).toBe(issued?.hash)
    expect(JSON.parse(bytes ?? '')).toEqual(content)
    expect(granted(await verify(issued?.hash ?? '', 'JS/9')).bytes).toBe(bytes)
    expect(content).toMatchObject({
      number: 'JS/9',
      adoptedBy: 'meeting',
      paragraphs: [
        { id: 'p1', label: 'OP1', kind: 'operative', line: 1 },
        { id: 'p2', label: 'OP2', kind: 'operative', line: 2 },
      ],
      names: { [talks.ardenId]: { text: 'Arden' } },
      statements: [{ party: talks.ardenId, body: 'On OP2' }],
    })
  })

  it('names all whose word is expected, in the track’s order, and takes nothing from their attendance', async () => {
    const talks = await room()
    const { id } = granted(await talks.begin(talks.chair))
    granted(await talks.stand(talks.belmar, id, { stand: 'adopts' }))
    expect(granted(await talks.read(talks.chair, id)).stands).toMatchObject([
      { party: talks.ardenId, stand: 'unstated' },
      { party: talks.belmarId, stand: 'adopts' },
    ])
    await givenRecord(db, {
      claims: [
        {
          about: talks.track,
          predicate: 'house-rule',
          value: { rule: 'order-of-delegations', value: 'by lot: Belmar, Arden' },
          evidence: [{ paragraph: 1 }],
        },
      ],
    })
    expect(granted(await talks.read(talks.chair, id)).stands.map(each => each.party)).toEqual([
      talks.belmarId,
      talks.ardenId,
    ])
  })

  it('stays as it was issued when a party confirms later, and tells that beside it', async () => {
    const talks = await room()
    const { id } = granted(await talks.begin(talks.chair))
    const referred = { stand: 'ad-referendum', authority: 'Cabinet', confirmBy: '2026-04-30' } as const
    granted(await talks.stand(talks.belmar, id, referred))
    granted(await talks.agree(talks.chair, id))
    granted(await talks.adopt(talks.chair, id))
    granted(await talks.issue(talks.chair, id, 'JS/10'))
    const later = new Date('2026-04-20T12:00:00Z')
    granted(await talks.stand(talks.belmar, id, { stand: 'confirms' }, later))
    const page = granted(await talks.read(talks.chair, id, later))
    expect(page.content.stands[1]?.stand).toBe('ad-referendum')
    expect(page.stands[1]?.stand).toBe('confirmed')
  })

  it('has a number that nothing else of its track has', async () => {
    const talks = await room()
    const first = granted(await talks.begin(talks.chair, 'chairs-summary'))
    const second = granted(await talks.begin(talks.chair, 'chairs-summary'))
    granted(await talks.issue(talks.chair, first.id, 'CS/1'))
    expect(await talks.issue(talks.chair, second.id, 'CS/1')).toEqual({ refused: 'number-taken' })
    granted(await talks.issue(talks.chair, second.id, 'CS/2'))
  })

  it('is left out of by the paragraph, which it must have, and which may be taken back in', async () => {
    const talks = await room()
    const { id } = granted(await talks.begin(talks.chair))
    const leave = (paragraph: string) => talks.stand(talks.arden, id, { stand: 'not-associated', paragraph })
    expect(await leave('p9')).toEqual({ refused: 'no-such-paragraph' })
    expect(granted(await leave('p2')).stands[0]?.exceptParagraphs).toEqual(['p2'])
    const back = await talks.stand(talks.arden, id, { stand: 'adopts', paragraph: 'p2' })
    expect(granted(back).stands[0]?.exceptParagraphs).toEqual([])
  })

  it('comes of a meeting of its own track, and of no other', async () => {
    const talks = await room()
    const other = await room()
    const [ours, theirs] = [`meeting-of-${talks.track}`, `meeting-of-${other.track}`]
    await givenRecord(db, {
      entities: [ours, theirs].map(key => ({ key, type: 'meeting' as const })),
      claims: [
        [ours, talks.track],
        [theirs, other.track],
      ].map(([about = '', object = '']) => ({
        about,
        predicate: 'meeting-of' as const,
        object,
        value: {},
        evidence: [{ paragraph: 1 }],
      })),
    })
    const begin = (meeting: string) =>
      outcomesHandlers.beginOutcome(
        {
          params: undefined,
          query: undefined,
          body: {
            text: talks.text,
            revision: 1,
            kind: 'road-map',
            title: 'Road map',
            meeting: entityId(meeting),
          },
        },
        asking(db, talks.chair.actor, now),
      )
    await expect(begin(theirs)).rejects.toThrow(NotFound)
    expect(granted(await begin(ours)).meeting).toBe(entityId(ours))
  })
})

describe('how a party stands', () => {
  it('is shown on a past day as it was that day', async () => {
    const talks = await room()
    const { id } = granted(await talks.begin(talks.chair))
    const referred = { stand: 'ad-referendum', authority: 'Cabinet', confirmBy: '2026-04-30' } as const
    granted(await talks.stand(talks.arden, id, referred))
    const onDay = async (knownOn?: string) =>
      granted(
        await outcomesHandlers.listOutcomes(
          { params: { id: talks.text }, ...none },
          asking(db, { ...talks.arden.actor, knownOn }, new Date('2026-05-02T12:00:00Z')),
        ),
      ).outcomes[0]?.stands.find(each => each.party === talks.ardenId)?.stand
    expect(await onDay()).toBe('lapsed')
    expect(await onDay('2026-04-30')).toBe('ad-referendum')
  })

  it('is not taken from it by recording that it was absent', async () => {
    const talks = await room()
    const { id } = granted(await talks.begin(talks.chair))
    granted(await talks.stand(talks.arden, id, { stand: 'adopts' }))
    granted(await talks.reserve(talks.belmar, id))
    for (const party of [talks.ardenId, talks.belmarId])
      for (const who of ['chair', 'secretariat'] as const)
        expect(await talks.stand(talks[who], id, { stand: 'absent', party })).toEqual({
          refused: 'has-spoken',
        })
  })

  it('is recorded of no party that the record does not know', async () => {
    const talks = await room()
    const { id } = granted(await talks.begin(talks.chair))
    for (const party of [talks.trackId, id])
      await expect(talks.stand(talks.chair, id, { stand: 'absent', party })).rejects.toThrow(NotFound)
  })

  it('to a chair’s summary is neither adoption nor agreement ad referendum', async () => {
    const talks = await room()
    const { id } = granted(await talks.begin(talks.chair, 'chairs-summary'))
    expect(await talks.stand(talks.arden, id, { stand: 'adopts' })).toEqual({ refused: 'chairs-alone' })
    expect(granted(await talks.stand(talks.arden, id, { stand: 'not-associated' })).stands).toContainEqual(
      expect.objectContaining({ party: talks.ardenId, stand: 'not-associated' }),
    )
  })
})

it('of two that would have one number at once, one is refused', async () => {
  const talks = await room()
  const all = [
    granted(await talks.begin(talks.chair, 'chairs-summary')),
    granted(await talks.begin(talks.chair, 'chairs-summary')),
  ]
  const both = await Promise.all(
    all.map(({ id }, index) => talks.issue(talks.chair, id, index === 0 ? 'CS/9' : 'cs / 9')),
  )
  expect(both.filter(isRefusal)).toEqual([{ refused: 'number-taken' }])
})

describe('who may', () => {
  it('speak for a party: nobody but that party', async () => {
    const talks = await room()
    const { id } = granted(await talks.begin(talks.chair))
    expect(await talks.stand(talks.arden, id, { stand: 'adopts', as: talks.belmarId })).toEqual({
      refused: 'not-yours-to-write',
    })
    expect(await talks.reserve(talks.arden, id, talks.belmarId)).toEqual({ refused: 'not-yours-to-write' })
    for (const who of ['chair', 'secretariat', 'observer'] as const) {
      expect(await talks.stand(talks[who], id, { stand: 'adopts' })).toEqual({ refused: 'for-parties-only' })
      expect(await talks.reserve(talks[who], id)).toEqual({ refused: 'for-parties-only' })
    }
    expect(await talks.stand(talks.arden, id, { stand: 'absent', party: talks.belmarId })).toEqual({
      refused: 'not-yours-to-write',
    })
    const recorded = granted(
      await talks.stand(talks.secretariat, id, { stand: 'absent', party: talks.belmarId }),
    )
    expect(recorded.stands).toMatchObject([{ party: talks.belmarId, stand: 'absent' }])
  })

  it('agree and adopt: the chair; begin and issue: the chair and the secretariat', async () => {
    const talks = await room()
    for (const who of ['arden', 'observer'] as const)
      expect(await talks.begin(talks[who])).toEqual({ refused: 'not-yours-to-write' })
    const { id } = granted(await talks.begin(talks.chair))
    for (const who of ['arden', 'secretariat', 'observer'] as const) {
      expect(await talks.agree(talks[who], id)).toEqual({ refused: 'for-the-chair-only' })
      expect(await talks.adopt(talks[who], id)).toEqual({ refused: 'for-the-chair-only' })
    }
    for (const who of ['arden', 'observer'] as const)
      expect(await talks.issue(talks[who], id)).toEqual({ refused: 'not-yours-to-write' })
  })

  it('know of it: nobody outside', async () => {
    const talks = await room()
    const { id } = granted(await talks.begin(talks.chair))
    for (const ask of [
      () => talks.list(talks.outsider),
      () => talks.read(talks.outsider, id),
      () => talks.begin(talks.outsider),
      () => talks.stand(talks.outsider, id, { stand: 'adopts' }),
      () => talks.issue(talks.outsider, id),
    ])
      await expect(ask()).rejects.toThrow(NotFound)
    expect(granted(await talks.all(talks.outsider)).outcomes).toEqual([])
    expect(granted(await talks.all(talks.observer)).outcomes).toMatchObject([{ id }])
  })

  it('write past the server: each in its own name, and nobody twice over', async () => {
    const talks = await room()
    const { id } = granted(await talks.begin(talks.chair))
    const forge = (seat: Seat, party: string, stand: string) =>
      db.as(seat.actor, tx =>
        tx.run(sql`insert into association (id, outcome, party, stand, at, account)
                   values (gen_random_uuid(), ${id}, ${party}, ${stand}, now(), ${seat.actor.account})`),
      )
    await expect(forge(talks.arden, talks.belmarId, 'adopts')).rejects.toThrow(/row-level security/)
    await expect(forge(talks.chair, talks.belmarId, 'adopts')).rejects.toThrow(/row-level security/)
    await expect(forge(talks.arden, talks.ardenId, 'absent')).rejects.toThrow(/row-level security/)
    await expect(forge(talks.observer, talks.ardenId, 'adopts')).rejects.toThrow(/row-level security/)
    const fact = (seat: Seat, name: string) =>
      db.as(seat.actor, tx =>
        tx.run(
          sql`insert into outcome_fact (outcome, fact, at, account) values (${id}, ${name}, now(), ${seat.actor.account})`,
        ),
      )
    await expect(fact(talks.arden, 'agreed')).rejects.toThrow(/row-level security/)
    await expect(fact(talks.secretariat, 'adopted')).rejects.toThrow(/row-level security/)
    for (const statement of [
      sql`update outcome_fact set at = now()`,
      sql`delete from association`,
      sql`delete from attached_statement`,
      sql`update outcome_document set title = 'x'`,
    ])
      await expect(db.as(talks.chair.actor, tx => tx.run(statement))).rejects.toThrow(/permission denied/)
  })
})
