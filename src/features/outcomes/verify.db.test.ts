import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestDb } from '../../../test/database.ts'
import { sql, type Sql } from '../../platform/db.ts'
import { silenceHandlers } from '../silence/silence.routes.ts'
import { Act } from '../texts/acts.ts'
import { type Commit, contentHash, seal } from '../texts/chain.ts'
import { asking, givenNegotiation, granted, type Negotiation } from '../texts/given-negotiation.ts'
import { commitsAfter } from '../texts/texts.store.ts'
import { textsHandlers } from '../texts/texts.routes.ts'
import { verifyTexts } from '../texts/verify.store.ts'
import { outcomesHandlers } from './outcome.routes.ts'
import { everyIssued, isIntact } from './outcome.store.ts'
import { verifyProceedings } from './proceedings.store.ts'

// What the owner of the database could do to the record behind everybody's back, and whether verifying names it.

const db = await openTestDb()
const march = (day: number) => new Date(`2026-03-${String(day).padStart(2, '0')}T12:00:00Z`)

let talks: Negotiation
let text: string

/** A text with everything that can be kept of one. */
beforeEach(async () => {
  talks = await givenNegotiation(db)
  text = granted(await talks.begin('OP1. The parties meet\nOP2. They report')).id
  const proposal = await talks.arden.propose(text, 'meet', 'talk')
  granted(await talks.belmar.command(text, { type: 'take-stance', proposal, verb: 'support' }))
  granted(
    await talks.chair.command(text, {
      type: 'decide',
      accept: [proposal],
      reject: [],
      settle: false,
      notwithstanding: false,
    }),
  )
  const of = (day: number, who: 'chair' | 'arden' | 'belmar' = 'chair') =>
    asking(db, talks[who].actor, march(day))
  const to = (id: string, body?: unknown) => ({ params: { id }, query: undefined, body }) as never
  granted(await textsHandlers.issueRevision(to(text, { commit: 1 }), of(1)))
  granted(await textsHandlers.issueRevision(to(text, { commit: 4 }), of(1)))
  const body = { id: randomUUID(), audience: 'delegation', version: 0, from: 1, to: 3, body: 'Ours' }
  granted(await textsHandlers.comment(to(text, body), of(1, 'arden')))
  const silence = granted(
    await silenceHandlers.proposeSilence(
      to('', { text, revision: 1, how: 'note', deadline: { local: '2026-03-05T12:00', zone: 'UTC' } }),
      of(1),
    ),
  ).id
  granted(
    await silenceHandlers.objectToSilence(to(silence, { kind: 'objection', body: 'No' }), of(2, 'arden')),
  )
  const { id } = granted(
    await outcomesHandlers.beginOutcome(
      to('', { text, revision: 2, kind: 'joint-statement', title: 'Joint statement' }),
      of(6),
    ),
  )
  granted(await outcomesHandlers.agreeOutcome(to(id), of(6)))
  granted(await outcomesHandlers.associate(to(id, { stand: 'adopts' }), of(6, 'arden')))
  granted(
    await outcomesHandlers.attachStatement(
      to(id, { kind: 'reservation', body: 'On OP2', language: 'en' }),
      of(6, 'belmar'),
    ),
  )
  granted(await outcomesHandlers.adoptOutcome(to(id, {}), of(6)))
  granted(await outcomesHandlers.issueOutcome(to(id, { number: `JS/${text}` }), of(6)))
})

const asOwner = (statement: Sql) =>
  db.asOwner(async tx => {
    await tx.run(sql`alter table text_commit disable trigger user`)
    await tx.run(sql`alter table text_head disable trigger user`)
    const changed = await tx.run(statement)
    await tx.run(sql`alter table text_commit enable trigger user`)
    await tx.run(sql`alter table text_head enable trigger user`)
    expect(changed).toBeGreaterThan(0)
  })
const verified = () =>
  db.asOwner(async tx => ({
    text: (await verifyTexts(tx)).find(each => each.text === text)?.broken,
    proceedings: (await verifyProceedings(tx)).find(each => each.text === text)?.broken,
    issued: (await everyIssued(tx)).filter(each => each.number.endsWith(text) && !isIntact(each)).length,
  }))
const whole = { text: undefined, proceedings: undefined, issued: 0 }
const silences = sql`(select id from silence where text = `
const outcomes = sql`(select id from outcome_document where text = `

it('is whole when nobody touched it, with an entry for every row beside the commits', async () => {
  expect(await verified()).toEqual(whole)
  const entered = await db.asOwner(tx =>
    tx.all(
      z.object({ relation: z.string() }),
      sql`select relation from proceeding where text = ${text} order by number`,
    ),
  )
  expect(entered.map(({ relation }) => relation)).toEqual([
    'joint_text',
    'text_revision',
    'text_revision',
    'text_comment',
    'silence',
    'silence_member',
    'silence_member',
    'silence_step',
    'silence_objection',
    'outcome_document',
    'outcome_fact',
    'association',
    'attached_statement',
    'outcome_fact',
    'outcome_fact',
  ])
})

describe('names the first entry that was altered or taken away:', () => {
  it.each<[string, () => Sql, number, string]>([
    ['the title of a text', () => sql`update joint_text set title = 'x' where id = ${text}`, 1, 'joint_text'],
    [
      'the name of a revision',
      () => sql`update text_revision set name = 'x' where text = ${text} and number = 2`,
      3,
      'text_revision',
    ],
    [
      'whose comment it is',
      () => sql`update text_comment set party = ${talks.belmarId} where text = ${text}`,
      4,
      'text_comment',
    ],
    [
      'for whom a comment is',
      () => sql`update text_comment set to_chair = true where text = ${text}`,
      4,
      'text_comment',
    ],
    [
      'the deadline of silence',
      () => sql`update silence set deadline = deadline + interval '1 day' where text = ${text}`,
      5,
      'silence',
    ],
    [
      'who may break it',
      () =>
        sql`delete from silence_member where party = ${talks.belmarId} and silence in ${silences}${text})`,
      6,
      'silence_member',
    ],
    [
      'when it opened',
      () => sql`update silence_step set at = at - interval '1 day' where silence in ${silences}${text})`,
      8,
      'silence_step',
    ],
    [
      'that a member objected',
      () => sql`delete from silence_objection where silence in ${silences}${text})`,
      9,
      'silence_objection',
    ],
    [
      'what it objected to',
      () => sql`update silence_objection set body = 'x' where silence in ${silences}${text})`,
      9,
      'silence_objection',
    ],
    [
      'what kind of document it is',
      () => sql`update outcome_document set kind = 'road-map' where text = ${text}`,
      10,
      'outcome_document',
    ],
    [
      'that it was agreed',
      () => sql`delete from outcome_fact where fact = 'agreed' and outcome in ${outcomes}${text})`,
      11,
      'outcome_fact',
    ],
    [
      'how a party stands',
      () => sql`update association set stand = 'not-associated' where outcome in ${outcomes}${text})`,
      12,
      'association',
    ],
    [
      'who stands so',
      () => sql`update association set party = ${talks.belmarId} where outcome in ${outcomes}${text})`,
      12,
      'association',
    ],
    [
      'what a party stated',
      () => sql`update attached_statement set body = 'x' where outcome in ${outcomes}${text})`,
      13,
      'attached_statement',
    ],
    [
      'what was issued',
      () =>
        sql`update outcome_fact set content = jsonb_set(content, '{title}', '"x"') where fact = 'issued' and outcome in ${outcomes}${text})`,
      15,
      'outcome_fact',
    ],
  ])('%s', async (_, tampering, number, relation) => {
    await asOwner(tampering())
    const { proceedings } = await verified()
    // Members are in no order of their own; the first that is gone is one of the two.
    const at = proceedings?.relation === 'silence_member' ? 6 : proceedings?.number
    expect({ ...proceedings, number: at }).toEqual({ number, relation, why: 'row' })
  })

  it('a row added past the record', async () => {
    await db.asOwner(async tx => {
      await tx.run(sql`alter table association disable trigger user`)
      await tx.run(
        sql`insert into association (id, outcome, party, stand, at)
            select gen_random_uuid(), id, ${talks.belmarId}, 'adopts', now() from outcome_document where text = ${text}`,
      )
      await tx.run(sql`alter table association enable trigger user`)
    })
    expect((await verified()).proceedings).toEqual({ number: 16, relation: 'association', why: 'added' })
  })

  it('the entries themselves: one altered, one taken out, two exchanged', async () => {
    const entry = (change: Sql) =>
      asOwner(sql`update proceeding set ${change} where text = ${text} and number = 12`)
    await entry(sql`relation = 'silence'`)
    expect((await verified()).proceedings).toEqual({ number: 12, relation: 'silence', why: 'hash' })
    await entry(sql`relation = 'association', previous_hash = repeat('0', 64)`)
    expect((await verified()).proceedings).toMatchObject({ number: 12, why: 'link' })
    await asOwner(sql`delete from proceeding where text = ${text} and number = 12`)
    expect((await verified()).proceedings).toMatchObject({ number: 12, why: 'order' })
  })

  it('an issued document renamed on its face', async () => {
    await asOwner(sql`update outcome_document set title = 'x' where text = ${text}`)
    expect((await verified()).issued).toBe(1)
  })
})

describe('names the commit or what stands on it:', () => {
  const lines = sql`update text_revision set lines = replace(lines::text, 'talk', 'part')::jsonb where number = 2 and text = `
  it.each<[string, () => Sql, object]>([
    ['the lines of a revision', () => sql`${lines}${text}`, { number: 4, why: 'revision' }],
    [
      'the last commit, and the head moved back',
      () => sql`update text_head set number = 3 where text = ${text}`,
      { number: 5, why: 'head' },
    ],
    [
      'a snapshot of the future',
      () =>
        sql`insert into text_snapshot select text, 400, version_to, hash, '{}', '{}' from text_commit where text = ${text} and number = 2`,
      { number: 400, why: 'snapshot' },
    ],
    [
      'a snapshot of the past',
      () =>
        sql`insert into text_snapshot select ${text}, 0, 0, repeat('0', 64), document, '{}' from joint_text where id = ${text}`,
      { number: 0, why: 'snapshot' },
    ],
    [
      'a snapshot with other words',
      () =>
        sql`insert into text_snapshot select text, number, version_to, hash, '{"type":"doc"}', '{}' from text_commit where text = ${text} and number = 2`,
      { number: 2, why: 'snapshot' },
    ],
  ])('%s', async (_, tampering, broken) => {
    await asOwner(tampering())
    expect((await verified()).text).toEqual(broken)
  })

  it('a revision taken out', async () => {
    await db.asOwner(tx => tx.script('alter table silence drop constraint silence_text_revision_fkey'))
    await asOwner(sql`delete from text_revision where number = 1 and text = ${text}`)
    expect((await verified()).text).toEqual({ number: 4, why: 'revision' })
  })

  it('the lines of a revision although their hash was made anew', async () => {
    await asOwner(sql`${lines}${text}`)
    const Issued = z.object({ number: z.int(), commit: z.int(), lines: z.unknown(), record: z.string() })
    const revision = await db.asOwner(tx =>
      tx.one(
        Issued,
        sql`select r.number, r.commit, r.lines, c.hash as record from text_revision r
              join text_commit c on c.text = r.text and c.number = r.commit where r.text = ${text} and r.number = 2`,
      ),
    )
    await asOwner(
      sql`update text_revision set hash = ${contentHash({ text, ...revision })} where text = ${text} and number = 2`,
    )
    expect((await verified()).text).toEqual({ number: 4, why: 'revision' })
  })

  const forgeries: [string, number, (commit: Commit) => Partial<Commit>, string][] = [
    [
      'a stance that writes',
      3,
      () => ({ steps: [{ stepType: 'replace', from: 1, to: 3 }], versionTo: 3 }),
      'rule',
    ],
    [
      'a decision that changes other words than it says',
      4,
      ({ steps }) => ({ steps: [...steps, { stepType: 'replace', from: 1, to: 3 }] }),
      'rule',
    ],
    ['a decision signed by a party', 4, () => ({ party: talks.ardenId }), 'rule'],
    [
      'a stance on no proposal',
      3,
      () => ({ act: Act.parse({ type: 'took-stance', proposal: randomUUID(), verb: 'delete' }) }),
      'rule',
    ],
    [
      'a withdrawal by somebody who does not hold it',
      3,
      ({ act }) => ({
        act: {
          type: 'withdrew',
          lets: [{ proposal: 'proposal' in act ? act.proposal : '', party: talks.belmarId }],
          closes: [],
        },
      }),
      'rule',
    ],
  ]
  it.each(forgeries)('%s, although all hashes were made anew', async (_, number, change, why) => {
    const all = await db.asOwner(tx => commitsAfter(tx, text, 0, 100))
    let previousHash = all[number - 2]?.hash ?? ''
    let versionFrom = all[number - 2]?.versionTo ?? 0
    const anew = all.slice(number - 1).map((commit, index) => {
      const forged = { ...commit, ...(index === 0 ? change(commit) : {}), previousHash, versionFrom }
      const { hash: _old, ...content } = { ...forged, versionTo: versionFrom + forged.steps.length }
      const sealed = seal(content)
      previousHash = sealed.hash
      versionFrom = sealed.versionTo
      return sealed
    })
    for (const each of anew)
      await asOwner(sql`update text_commit set party = ${each.party}, steps = ${JSON.stringify(each.steps)}::jsonb,
                               act = ${JSON.stringify(each.act)}::jsonb, version_from = ${each.versionFrom}, version_to = ${each.versionTo},
                               previous_hash = ${each.previousHash}, hash = ${each.hash}
                         where text = ${text} and number = ${each.number}`)
    expect((await verified()).text).toEqual({ number, why })
  })
})
