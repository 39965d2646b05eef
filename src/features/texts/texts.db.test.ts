import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openTestDb } from '../../../test/database.ts'
import { givenRecord } from '../../../test/given.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { NotFound, sql } from '../../platform/db.ts'
import { eventsAfter } from '../../platform/events.ts'
import { seal } from './chain.ts'
import {
  asking,
  givenNegotiation,
  givenSeat,
  granted,
  type Negotiation,
  type Seat,
} from './given-negotiation.ts'
import { renderPlain } from './render.ts'
import { schema } from './schema.ts'
import { talksFrom } from './talks-view.ts'
import type { TextView } from './texts.api.ts'
import { textsHandlers } from './texts.routes.ts'
import { stateAt } from './texts.store.ts'
import { verifyTexts } from './verify.store.ts'

const db = await openTestDb()

const words =
  'PP1. Recalling the meeting in Doha\nOP1. The parties meet every month\nOP2. They report to their ministers'
const room = async () => {
  const talks = await givenNegotiation(db)
  const { id } = granted(await talks.begin(words))
  return { ...talks, text: id }
}
type Room = Negotiation & { text: string }

const written = (view: TextView, { ardenId }: Negotiation) =>
  renderPlain(schema.nodeFromJSON(view.document), talksFrom(view.talks), ({ party, name }) =>
    party === null ? (name ?? 'Chair') : party === ardenId ? 'Arden' : 'Belmar',
  )
const shown = async (talks: Room, seat: Seat = talks.belmar) => written(await seat.read(talks.text), talks)
const decide = (seat: Seat, text: string, accept: string[], reject: string[] = [], more = {}) =>
  seat.command(text, { type: 'decide', accept, reject, settle: false, notwithstanding: false, ...more })
const without = (text: string) => ({ params: { id: text }, query: undefined, body: undefined })

describe('a text', () => {
  it('is begun by the secretariat, and read by everybody in the track', async () => {
    const talks = await room()
    for (const seat of [talks.arden, talks.chair, talks.observer, talks.secretariat])
      expect(await shown(talks, seat)).toEqual([
        'PP1. Recalling the meeting in Doha',
        'OP1. The parties meet every month',
        'OP2. They report to their ministers',
      ])
  })

  it.each(['arden', 'observer', 'outsider'] as const)('is not begun by %s', async who => {
    const talks = await givenNegotiation(db)
    const answer = await talks.begin(words, talks[who]).catch((error: unknown) => error)
    expect(isRefusal(answer) || answer instanceof NotFound).toBe(true)
  })

  it('is shown in the house style of its track', async () => {
    const { track, text, arden } = await room()
    expect((await arden.read(text)).rendering).toBe('marked')
    const value = { rule: 'rendering', value: 'bare brackets' }
    await givenRecord(db, {
      claims: [{ about: track, predicate: 'house-rule', value, evidence: [{ paragraph: 1 }] }],
    })
    expect((await arden.read(text)).rendering).toBe('plain')
  })

  it('does not exist for anybody outside', async () => {
    const { outsider, text, arden } = await room()
    await arden.propose(text, 'every month', 'twice a year')
    const { context } = outsider
    const asks = [
      () => outsider.read(text),
      () =>
        textsHandlers.readCommits(
          { params: { id: text }, query: { after: 0, limit: 10 }, body: undefined },
          context,
        ),
      () => outsider.command(text, { type: 'renumber' }),
      () => textsHandlers.listComments({ ...without(text), query: { language: 'en' } }, context),
      () => textsHandlers.listAlignments(without(text), context),
      () =>
        textsHandlers.issueRevision({ params: { id: text }, query: undefined, body: { commit: 1 } }, context),
    ]
    for (const ask of asks) await expect(ask()).rejects.toThrow(NotFound)
    expect(await textsHandlers.listTexts({ params: undefined, query: {}, body: undefined }, context)).toEqual(
      { texts: [] },
    )
    const { events } = await db.as(outsider.actor, tx => eventsAfter(tx, undefined))
    expect(events.filter(({ type }) => type.startsWith('text-'))).toEqual([])
  })

  it('is brought in with brackets, each its party’s own', async () => {
    const talks = await givenNegotiation(db)
    const bracketed =
      'OP1. The parties [shall](Arden) [should](Belmar, Arden) [may] meet [every month](Nobody known)'
    const { id } = granted(await talks.begin(bracketed))
    const view = await talks.arden.read(id)
    expect(written(view, talks)).toEqual([
      'OP1. The parties [shall](Arden) [should](Belmar, Arden) [may](unattributed) meet [every month](Nobody known)',
    ])
    const own = view.talks.proposals.filter(each => each.author === talks.ardenId)
    expect(own).toHaveLength(1)
    granted(await talks.arden.command(id, { type: 'withdraw', proposals: own.map(each => each.id) }))
    expect(written(await talks.arden.read(id), talks)[0]).toMatch(/^OP1\. The parties  \[should\]/)
  })

  it('with a bracket wrong is not brought in at all, and the line is named', async () => {
    const talks = await givenNegotiation(db)
    const answer = await talks.begin('OP1. Good\nOP2. The [parties\nOP3. meet] now]')
    expect(answer).toEqual({
      refused: 'unreadable-text',
      detail: 'line 3: a bracket closes that was not open',
    })
    const left = await textsHandlers.listTexts(
      { params: undefined, query: { track: talks.trackId }, body: undefined },
      talks.chair.context,
    )
    expect(left).toEqual({ texts: [] })
  })
})

describe('a delegation', () => {
  it('proposes in its own name, and the others see it', async () => {
    const talks = await room()
    const before = (await talks.belmar.read(talks.text)).number
    await talks.arden.propose(talks.text, 'every month', 'twice a year')
    expect((await shown(talks))[1]).toBe(
      'OP1. The parties meet [every month](Arden: delete)[twice a year](Arden)',
    )
    const { commits } = granted(
      await textsHandlers.readCommits(
        { params: { id: talks.text }, query: { after: before, limit: 10 }, body: undefined },
        talks.belmar.context,
      ),
    )
    expect(commits).toMatchObject([{ number: before + 1, party: talks.ardenId, act: { type: 'proposed' } }])
  })

  it('may not speak for another party, nor decide, whatever it sends', async () => {
    const { arden, text, belmarId } = await room()
    const proposal = await arden.propose(text, 'Doha', 'Doha and Istanbul')
    const not = { refused: 'not-yours-to-write' }
    expect(await arden.command(text, { type: 'withdraw', proposals: [proposal] }, belmarId)).toEqual(not)
    expect(await arden.command(text, { type: 'withdraw', proposals: [proposal] }, 'chair')).toEqual(not)
    expect(await decide(arden, text, [proposal])).toEqual({ refused: 'for-the-chair-only' })
  })

  it.each(['observer', 'secretariat'] as const)(
    'is something else than the %s, which proposes nothing',
    async who => {
      const talks = await room()
      await expect(talks[who].propose(talks.text, 'Doha', 'Rome')).rejects.toThrow('not-yours-to-write')
      expect(await decide(talks[who], talks.text, [randomUUID()])).toEqual({ refused: 'not-yours-to-write' })
    },
  )

  it('cannot be spoken for by the chair', async () => {
    const { chair, text, ardenId, arden } = await room()
    const proposal = await arden.propose(text, 'Doha', 'Rome')
    expect(await chair.command(text, { type: 'withdraw', proposals: [proposal] }, ardenId)).toEqual({
      refused: 'not-yours-to-write',
    })
    expect(await chair.command(text, { type: 'withdraw', proposals: [proposal] }, 'chair')).toEqual({
      refused: 'not-your-proposal',
    })
  })

  it('says who it speaks for when it may speak for several', async () => {
    const talks = await room()
    await db.asOwner(tx =>
      tx.run(sql`insert into mandate (account, capacity, track, party)
                 values (${talks.arden.actor.account}, 'party', ${talks.trackId}, ${talks.belmarId})`),
    )
    const stance = { type: 'explain', proposal: randomUUID(), rationale: 'x' } as const
    expect(await talks.arden.command(talks.text, stance)).toEqual({ refused: 'whose-name' })
    expect(await talks.arden.command(talks.text, stance, talks.belmarId)).toMatchObject({
      refused: 'no-such-proposal',
    })
  })

  it('no longer proposes once its mandate was revoked', async () => {
    const { arden, text } = await room()
    await db.asOwner(tx =>
      tx.run(sql`update mandate set revoked_at = now() where account = ${arden.actor.account}`),
    )
    await expect(arden.propose(text, 'Doha', 'Rome')).rejects.toThrow(NotFound)
  })
})

describe('a command sent again', () => {
  it('is answered again and done once', async () => {
    const { arden, text } = await room()
    const proposal = await arden.propose(text, 'Doha', 'Rome')
    const body = {
      client: randomUUID(),
      ref: 1,
      command: { type: 'explain', proposal, rationale: 'Safer' } as const,
    }
    const ask = () => textsHandlers.command({ params: { id: text }, query: undefined, body }, arden.context)
    const first = granted(await ask())
    expect(await ask()).toEqual(first)
    expect((await arden.read(text)).number).toBe(first.number)
  })

  it('by somebody else is refused', async () => {
    const { arden, belmar, text } = await room()
    const proposal = await arden.propose(text, 'Doha', 'Rome')
    const stance = { type: 'take-stance', proposal, verb: 'support' } as const
    const body = { client: arden.client, ref: 1, command: stance }
    const replayed = (ref: number) =>
      textsHandlers.command(
        { params: { id: text }, query: undefined, body: { ...body, ref } },
        belmar.context,
      )
    expect(await replayed(1)).toEqual({ refused: 'editor-of-another' })
    expect(await replayed(2)).toEqual({ refused: 'editor-of-another' })
  })

  it('out of its turn is refused', async () => {
    const { arden, text } = await room()
    const proposal = await arden.propose(text, 'Doha', 'Rome')
    const body = {
      client: arden.client,
      ref: 3,
      command: { type: 'explain', proposal, rationale: 'x' } as const,
    }
    expect(
      await textsHandlers.command({ params: { id: text }, query: undefined, body }, arden.context),
    ).toEqual({
      refused: 'out-of-order',
    })
  })
})

it('keeps two commits at the same moment one after another, and both', async () => {
  const talks = await room()
  const { arden, belmar, text } = talks
  await Promise.all([arden.propose(text, 'Doha', 'Rome'), belmar.propose(text, 'every month', 'each week')])
  expect(await shown(talks)).toEqual([
    'PP1. Recalling the meeting in [Doha](Arden: delete)[Rome](Arden)',
    'OP1. The parties meet [every month](Belmar: delete)[each week](Belmar)',
    'OP2. They report to their ministers',
  ])
})

describe('the chair', () => {
  it('accepts and rejects, and who proposed it stays in the record', async () => {
    const talks = await room()
    const { arden, belmar, chair, text } = talks
    const accepted = await arden.propose(text, 'every month', 'twice a year')
    const rejected = await belmar.propose(text, 'ministers', 'parliaments')
    granted(await decide(chair, text, [accepted], [rejected]))
    expect(await shown(talks)).toEqual([
      'PP1. Recalling the meeting in Doha',
      'OP1. The parties meet twice a year',
      'OP2. They report to their ministers',
    ])
    const view = await belmar.read(text)
    expect(view.talks.proposals).toMatchObject([
      { id: accepted, author: talks.ardenId, closed: { how: 'accepted' } },
      { id: rejected, author: talks.belmarId, closed: { how: 'rejected' } },
    ])
  })

  it('settles in one act what parties offered to follow', async () => {
    const { arden, belmar, chair, text } = await room()
    const first = await arden.propose(text, 'every month', 'twice a year')
    const second = await arden.propose(text, 'Doha', 'Rome')
    const third = await belmar.propose(text, 'ministers', 'parliaments')
    granted(
      await arden.command(text, {
        type: 'offer-withdrawal',
        proposal: second,
        when: { proposal: first, becomes: 'accepted' },
      }),
    )
    granted(
      await belmar.command(text, {
        type: 'offer-withdrawal',
        proposal: third,
        when: { proposal: second, becomes: 'withdrawn' },
      }),
    )
    granted(await decide(chair, text, [first], [], { settle: true }))
    const { talks } = await arden.read(text)
    expect(talks.proposals.map(each => each.closed?.how)).toEqual(['accepted', 'withdrawn', 'withdrawn'])
  })
})

describe('the record', () => {
  it('can be neither changed nor deleted by anybody at work in it', async () => {
    const { arden, chair, secretariat } = await room()
    const tables = [
      'joint_text',
      'text_commit',
      'text_snapshot',
      'text_revision',
      'text_comment',
      'text_alignment',
    ] as const
    for (const { actor } of [arden, chair, secretariat])
      for (const table of tables) {
        const of = {
          joint_text: sql`joint_text`,
          text_commit: sql`text_commit`,
          text_snapshot: sql`text_snapshot`,
          text_revision: sql`text_revision`,
          text_comment: sql`text_comment`,
          text_alignment: sql`text_alignment`,
        }[table]
        await expect(db.as(actor, tx => tx.run(sql`delete from ${of}`))).rejects.toThrow(/permission denied/)
      }
    await expect(db.as(chair.actor, tx => tx.run(sql`update text_commit set party = null`))).rejects.toThrow(
      /permission denied/,
    )
    await expect(db.as(chair.actor, tx => tx.run(sql`delete from text_head`))).rejects.toThrow(
      /permission denied/,
    )
  })

  const forged = (text: string, party: string | null, account: string | null, type: string) => sql`
    insert into text_commit (text, number, version_from, version_to, party, account, steps, act, at, previous_hash, hash)
    values (${text}, 2, 0, 0, ${party}, ${account}, '[]', ${JSON.stringify({ type })}, now(), '', '')`

  it.each<[string, (room: Room) => [Seat, string | null, Seat, string]]>([
    ['in the name of another party', r => [r.arden, r.belmarId, r.arden, 'proposed']],
    ['in the name of another account', r => [r.arden, r.ardenId, r.belmar, 'proposed']],
    ['as the chair', r => [r.arden, null, r.arden, 'decided']],
    ['as the chair by the secretariat', r => [r.secretariat, null, r.secretariat, 'decided']],
    ['that decides, by a party', r => [r.arden, r.ardenId, r.arden, 'decided']],
    ['of a party by the chair', r => [r.chair, r.ardenId, r.chair, 'proposed']],
    ['by an observer', r => [r.observer, null, r.observer, 'proposed']],
    ['by somebody outside', r => [r.outsider, r.ardenId, r.outsider, 'proposed']],
  ])('takes no commit %s, even past the server', async (_, forgery) => {
    const talks = await room()
    const [seat, party, account, type] = forgery(talks)
    const attempt = db.as(seat.actor, tx => tx.run(forged(talks.text, party, account.actor.account, type)))
    await expect(attempt).rejects.toThrow(/row-level security/)
  })

  it('lets nobody who only reads hold or move on the head', async () => {
    const { observer, text } = await room()
    const held = db.as(observer.actor, tx =>
      tx.run(sql`select number from text_head where text = ${text} for update`),
    )
    expect(await held).toBe(0)
    expect(
      await db.as(observer.actor, tx => tx.run(sql`update text_head set number = 9 where text = ${text}`)),
    ).toBe(0)
  })

  it('is the same from its snapshot as from its beginning', async () => {
    const { arden, text } = await room()
    const proposal = await arden.propose(text, 'Doha', 'Rome')
    for (let count = 0; count < 205; count += 1)
      granted(await arden.command(text, { type: 'explain', proposal, rationale: `Reason ${count}` }))
    const states = await db.as(arden.actor, async tx => [
      await stateAt(tx, text, 203),
      await stateAt(tx, text, 150),
    ])
    expect(states.map(({ state }) => state.talks.proposals.get(proposal)?.rationale)).toEqual([
      'Reason 200',
      'Reason 147',
    ])
    expect(states[0]?.state.doc.eq(states[1]?.state.doc ?? schema.nodes.doc.create())).toBe(true)
    const [verified] = (await db.asOwner(verifyTexts)).filter(each => each.text === text)
    expect(verified).toMatchObject({ commits: 207 })
    expect(verified?.broken).toBeUndefined()
  })

  it.each([
    ['a word in a step', sql`steps = replace(steps::text, 'Rome', 'Oslo')::jsonb`, 2, 'hash'],
    ['whose it is', sql`party = null`, 2, 'hash'],
    ['when it was', sql`at = at - interval '1 day'`, 2, 'hash'],
    ['the hash itself', sql`hash = repeat('0', 64)`, 2, 'hash'],
    ['the hash before it', sql`previous_hash = repeat('0', 64)`, 2, 'link'],
    ['what was done', sql`act = '{"type": "renumbered"}'`, 2, 'hash'],
  ])('names the first broken link when %s was altered in the database', async (_, change, number, why) => {
    const { arden, text } = await room()
    const proposal = await arden.propose(text, 'Doha', 'Rome')
    granted(await arden.command(text, { type: 'explain', proposal, rationale: 'x' }))
    await db.asOwner(tx => tx.run(sql`update text_commit set ${change} where text = ${text} and number = 2`))
    const [verified] = (await db.asOwner(verifyTexts)).filter(each => each.text === text)
    expect(verified?.broken).toEqual({ number, why })
  })

  it.each([
    [
      'its last commit is gone',
      sql`delete from text_commit where number = 3 and text = `,
      { number: 3, why: 'head' },
    ],
    [
      'a commit in its midst is gone',
      sql`delete from text_commit where number = 2 and text = `,
      { number: 2, why: 'order' },
    ],
    [
      'its first words were altered',
      sql`update joint_text set document = replace(document::text, 'Doha', 'Oslo')::jsonb where id = `,
      { number: 1, why: 'hash' },
    ],
  ])('tells when %s', async (_, damage, broken) => {
    const { arden, text } = await room()
    const proposal = await arden.propose(text, 'Doha', 'Rome')
    granted(await arden.command(text, { type: 'explain', proposal, rationale: 'x' }))
    await db.asOwner(tx => tx.run(sql`${damage}${text}`))
    const [verified] = (await db.asOwner(verifyTexts)).filter(each => each.text === text)
    expect(verified?.broken).toEqual(broken)
  })

  it('goes on in time although the clock of a server goes back', async () => {
    const talks = await room()
    const asked = (seat: Seat, ref: number, client: string, at: string) =>
      textsHandlers.command(
        {
          params: { id: talks.text },
          query: undefined,
          body: { client, ref, command: { type: 'propose', version: 0, steps: [], opens: [] } },
        },
        asking(db, seat.actor, new Date(at)),
      )
    const client = randomUUID()
    granted(await asked(talks.arden, 1, client, '2026-03-05T00:00:01Z'))
    const behind = granted(await asked(talks.belmar, 1, randomUUID(), '2026-03-04T23:59:59Z'))
    expect(behind.at).toBe('2026-03-05T00:00:01.000Z')
    const view = await textsHandlers.readText(
      { params: { id: talks.text }, query: { language: 'en' }, body: undefined },
      asking(db, { ...talks.arden.actor, knownOn: '2026-03-04' }),
    )
    expect(granted(view).number).toBe(1)
  })

  it('shows nobody words that came into it past the server, against the rule', async () => {
    const { arden, belmar, text, ardenId } = await room()
    const { version, hash, number } = await arden.read(text)
    const steps = [{ stepType: 'replace', from: 1, to: 11 }]
    const { hash: sealed, ...content } = seal({
      text,
      number: number + 1,
      versionFrom: version,
      versionTo: version + 1,
      party: ardenId,
      account: arden.actor.account,
      client: null,
      ref: null,
      steps,
      act: { type: 'proposed', opens: [] },
      at: new Date('2026-03-02T12:00:00Z'),
      previousHash: hash,
    })
    await db.as(arden.actor, async tx => {
      await tx.run(sql`
        insert into text_commit (text, number, version_from, version_to, party, account, steps, act, at, previous_hash, hash)
        values (${text}, ${content.number}, ${content.versionFrom}, ${content.versionTo}, ${ardenId}, ${arden.actor.account},
                ${JSON.stringify(steps)}, ${JSON.stringify(content.act)}, ${content.at.toISOString()}, ${hash}, ${sealed})`)
      await tx.run(sql`update text_head set number = ${content.number}, version = ${content.versionTo}, hash = ${sealed}
                        where text = ${text}`)
    })
    await expect(belmar.read(text)).rejects.toThrow(/is damaged/)
    const [verified] = (await db.asOwner(verifyTexts)).filter(each => each.text === text)
    expect(verified?.broken).toEqual({ number: number + 1, why: 'rule' })
  })

  it('shows on a past day what it was then', async () => {
    const talks = await room()
    const later = asking(db, talks.arden.actor, new Date('2026-03-05T12:00:00Z'))
    const seat = { ...givenSeat(db, talks.arden.actor, talks.ardenId), context: later }
    const view = await seat.read(talks.text)
    const opens = [{ id: randomUUID() }]
    granted(
      await textsHandlers.command(
        {
          params: { id: talks.text },
          query: undefined,
          body: {
            client: randomUUID(),
            ref: 1,
            command: { type: 'propose', version: view.version, steps: [], opens },
          },
        },
        later,
      ),
    )
    const read = (knownOn: string) =>
      textsHandlers.readText(
        { params: { id: talks.text }, query: { language: 'en' }, body: undefined },
        asking(db, { ...talks.arden.actor, knownOn }),
      )
    expect(granted(await read('2026-03-06')).number).toBe(2)
    expect(granted(await read('2026-03-04')).number).toBe(1)
    await expect(read('2026-02-01')).rejects.toThrow(NotFound)
  })
})
