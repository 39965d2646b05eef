import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestDb } from '../../../test/database.ts'
import { givenAccount } from '../../../test/given.ts'
import { identifier, sql } from '../../platform/db.ts'
import { silenceHandlers } from '../silence/silence.routes.ts'
import { asking, granted } from '../texts/given-negotiation.ts'
import { textsHandlers } from '../texts/texts.routes.ts'
import { givenPeople, insertRow, type People, type Row, someHash } from './given-people.ts'
import { outcomesHandlers } from './outcome.routes.ts'
import type { DocumentKind } from './outcome.ts'

// What everybody may read and add past the server, table by table: not by what the routes ask, but by what the database lets.

const db = await openTestDb()
const moment = new Date('2026-03-01T12:00:00.000Z')
const at = '2026-03-01T13:00:00Z'
const later = '2026-05-01T12:00:00Z'
const none = { query: undefined, body: undefined }

const track = ['secretariat', 'chair', 'facilitator', 'arden', 'belmar', 'both', 'guest', 'observer']
const presiding = ['chair', 'facilitator', 'both']
const running = ['secretariat', ...presiding]
const ofArden = ['arden', 'both']

let talks: People
let ids: Awaited<ReturnType<typeof given>>

const given = async () => {
  const ask = (who: keyof People['people'], now = moment) => asking(db, talks.people[who], now)
  const start = async (title: string) => granted(await talks.begin(`OP1. ${title} meet\nOP2. They report`)).id
  const text = await start('The parties')
  const quiet = await start('The guests')
  const meeting = await start('The chairs')
  const later3 = new Date('2026-03-10T12:00:00Z')
  const parallel = granted(
    await textsHandlers.beginText(
      {
        params: undefined,
        query: undefined,
        body: {
          track: talks.trackId,
          title: 'بیانیه',
          language: 'fa',
          words: { paragraphs: [{ kind: 'operative', text: 'طرف‌ها' }] },
          parallelTo: text,
          standing: 'translation',
        },
      },
      ask('secretariat'),
    ),
  ).id
  await talks.arden.propose(text, 'report', 'speak')
  for (const id of [text, quiet, meeting])
    granted(
      await textsHandlers.issueRevision(
        { params: { id }, query: undefined, body: { commit: 1 } },
        ask('chair'),
      ),
    )
  const silence = async (id: string, how: 'note' | 'meeting') =>
    granted(
      await silenceHandlers.proposeSilence(
        {
          params: undefined,
          query: undefined,
          body: { text: id, revision: 1, how, deadline: { local: '2026-03-09T12:00', zone: 'UTC' } },
        },
        ask('chair'),
      ),
    ).id
  const running = await silence(text, 'note')
  const announced = await silence(quiet, 'note')
  const proposed = await silence(meeting, 'meeting')
  granted(
    await silenceHandlers.announceSilence(
      { params: { id: announced }, query: undefined, body: {} },
      ask('chair', later3),
    ),
  )
  const outcome = async (kind: DocumentKind, ...facts: ('agreeOutcome' | 'adoptOutcome')[]) => {
    const { id } = granted(
      await outcomesHandlers.beginOutcome(
        { params: undefined, query: undefined, body: { text, revision: 1, kind, title: 'Joint statement' } },
        ask('chair'),
      ),
    )
    for (const fact of facts)
      granted(
        await outcomesHandlers[fact]({ params: { id }, query: undefined, body: {} } as never, ask('chair')),
      )
    return id
  }
  const comment = async (audience: 'delegation' | 'chair' | 'all') =>
    granted(
      await textsHandlers.comment(
        {
          params: { id: text },
          query: undefined,
          body: { id: randomUUID(), audience, version: 0, from: 1, to: 2, body: audience },
        },
        ask('arden'),
      ),
    ).id
  const Where = z.object({ track: z.uuid(), delegation: z.uuid(), elsewhere: z.uuid(), belmar: z.uuid() })
  const where = await db.asOwner(tx =>
    tx.one(
      Where,
      sql`select (select compartment from joint_text where id = ${text}) as track,
                 compartment_for('delegation', ${talks.trackId}, ${talks.ardenId}, null) as delegation,
                 compartment_for('delegation', ${talks.trackId}, ${talks.belmarId}, null) as belmar,
                 compartment_for('track', ${talks.elsewhere.trackId}, null, null) as elsewhere`,
    ),
  )
  const head = await db.asOwner(tx =>
    tx.one(
      z.object({ number: z.int(), version: z.int(), hash: z.string() }),
      sql`select number, version, hash from text_head where text = ${text}`,
    ),
  )
  const { outcomes } = granted(
    await outcomesHandlers.listOutcomes({ params: { id: text }, ...none }, ask('chair')),
  )
  expect(outcomes).toEqual([])
  return {
    text,
    quiet,
    meeting,
    parallel,
    running,
    announced,
    proposed,
    fresh: await outcome('joint-statement'),
    agreed: await outcome('joint-statement', 'agreeOutcome'),
    adopted: await outcome('joint-statement', 'agreeOutcome', 'adoptOutcome'),
    summary: await outcome('chairs-summary'),
    toAll: await comment('all'),
    toChair: await comment('chair'),
    toOwn: await comment('delegation'),
    where,
    head,
  }
}

const rows = {
  joint_text: (account: string | null): Row => {
    const id = randomUUID()
    return {
      id,
      track: talks.trackId,
      compartment: ids.where.track,
      title: 'Another',
      language: 'en',
      family: id,
      document: '{}',
      begun_at: at,
      begun_by: account,
    }
  },
  text_commit: (account: string | null): Row => ({
    text: ids.text,
    number: ids.head.number + 1,
    version_from: ids.head.version,
    version_to: ids.head.version,
    party: talks.ardenId,
    account,
    steps: '[]',
    act: '{"type": "proposed"}',
    at,
    previous_hash: ids.head.hash,
    hash: someHash,
  }),
  text_snapshot: (): Row => ({
    text: ids.text,
    number: ids.head.number + 1,
    version: ids.head.version,
    hash: someHash,
    document: '{}',
    retired: [],
  }),
  text_revision: (account: string | null): Row => ({
    text: ids.text,
    number: 2,
    name: 'Rev.2',
    commit: 1,
    version: 0,
    lines: '[]',
    hash: someHash,
    issued_at: at,
    issued_by: account,
  }),
  text_comment: (account: string | null): Row => ({
    id: randomUUID(),
    text: ids.text,
    compartment: ids.where.track,
    to_chair: false,
    party: talks.ardenId,
    version: 0,
    place_from: 0,
    place_to: 0,
    paragraph: 'p1',
    quotation: '',
    body: 'x',
    answers: null,
    at,
    account,
  }),
  text_alignment: (account: string | null): Row => ({
    id: randomUUID(),
    text: ids.text,
    paragraph: 'p1',
    wording: 'x',
    parallel: ids.parallel,
    parallel_paragraph: 'p1',
    parallel_wording: 'y',
    at,
    account,
  }),
  silence: (account: string | null): Row => ({
    id: randomUUID(),
    text: ids.text,
    revision: 1,
    round: 2,
    track: talks.trackId,
    compartment: ids.where.track,
    how: 'note',
    title: 'x',
    deadline: later,
    zone: 'UTC',
    stated: 'x',
    proposed_at: at,
    proposed_by: account,
  }),
  silence_step: (account: string | null): Row => ({ silence: ids.proposed, step: 'opened', at, account }),
  silence_objection: (account: string | null): Row => ({
    silence: ids.running,
    party: talks.ardenId,
    kind: 'objection',
    body: 'x',
    at,
    account,
  }),
  outcome_document: (account: string | null): Row => ({
    id: randomUUID(),
    text: ids.text,
    revision: 1,
    track: talks.trackId,
    compartment: ids.where.track,
    kind: 'road-map',
    title: 'x',
    begun_at: at,
    begun_by: account,
  }),
  outcome_fact: (account: string | null): Row => ({ outcome: ids.fresh, fact: 'agreed', at, account }),
  association: (account: string | null): Row => ({
    id: randomUUID(),
    outcome: ids.fresh,
    party: talks.ardenId,
    stand: 'adopts',
    at,
    account,
  }),
  attached_statement: (account: string | null): Row => ({
    id: randomUUID(),
    outcome: ids.fresh,
    party: talks.ardenId,
    kind: 'reservation',
    body: 'x',
    language: 'en',
    at,
    account,
  }),
}
type Table = keyof typeof rows
const tables = Object.keys(rows) as Table[]
const row = (table: Table, change: Row, account: string | null): Row => ({
  ...rows[table](account),
  ...change,
})

beforeAll(async () => {
  talks = await givenPeople(db)
  ids = await given()
}, 60_000)

describe('to a text and what is beside it', () => {
  it.each<[string, Table, string[], (() => Row)?]>([
    ['begins one', 'joint_text', running],
    ['speaks for Arden in it', 'text_commit', ofArden],
    ['decides in it', 'text_commit', presiding, () => ({ party: null, act: '{"type": "decided"}' })],
    ['issues a revision', 'text_revision', running],
    ['comments for Arden to all', 'text_comment', ofArden],
    ['comments for Arden to Arden', 'text_comment', ofArden, () => ({ compartment: ids.where.delegation })],
    ['comments as the chair to all', 'text_comment', presiding, () => ({ party: null })],
    [
      'comments for Arden to Arden and the chair',
      'text_comment',
      ofArden,
      () => ({ compartment: ids.where.delegation, to_chair: true }),
    ],
    [
      'answers as the chair what the chair was told',
      'text_comment',
      presiding,
      () => ({ party: null, compartment: ids.where.delegation, to_chair: true, answers: ids.toChair }),
    ],
    ['aligns it', 'text_alignment', running],
    ['proposes silence', 'silence', presiding],
    ['opens silence', 'silence_step', presiding],
    [
      'announces that silence held',
      'silence_step',
      presiding,
      () => ({ silence: ids.running, step: 'announced', at: later }),
    ],
    [
      'issues what was announced',
      'silence_step',
      running,
      () => ({ silence: ids.announced, step: 'issued', at: later, number: 'N/9' }),
    ],
    ['objects for Arden', 'silence_objection', ofArden],
    ['begins an outcome', 'outcome_document', running],
    ['begins a chair’s summary', 'outcome_document', presiding, () => ({ kind: 'chairs-summary' })],
    ['states that all is agreed', 'outcome_fact', presiding],
    [
      'states that it is adopted',
      'outcome_fact',
      presiding,
      () => ({ outcome: ids.agreed, fact: 'adopted' }),
    ],
    [
      'issues an outcome',
      'outcome_fact',
      running,
      () => ({ outcome: ids.adopted, fact: 'issued', number: 'N/1', content: '{}', hash: someHash }),
    ],
    [
      'issues a chair’s summary',
      'outcome_fact',
      presiding,
      () => ({ outcome: ids.summary, fact: 'issued', number: 'N/2', content: '{}', hash: someHash }),
    ],
    ['says how Arden stands', 'association', ofArden],
    [
      'records that Belmar was absent',
      'association',
      running,
      () => ({ stand: 'absent', party: talks.belmarId }),
    ],
    ['attaches a statement of Arden', 'attached_statement', ofArden],
  ])('nobody %s who is not entitled', async (_, table, entitled, change = () => ({})) => {
    expect(await talks.whoMay(table, account => row(table, change(), account))).toEqual(entitled)
  })

  it('nobody adds anything while looking back to a past day', async () => {
    for (const name of ['chair', 'both', 'secretariat'] as const)
      for (const table of tables) {
        const actor = { ...talks.people[name], knownOn: '2026-11-01' }
        const added = await talks.adding(actor, [table, rows[table](actor.account)])
        expect(`${table}: ${added}`).toBe(`${table}: policy`)
      }
  })

  it('nobody signs with another’s account', async () => {
    const other = talks.people.observer.account
    for (const table of tables.filter(each => each !== 'text_snapshot')) {
      const signed = rows[table](other)
      expect(`${table}: ${await talks.adding(talks.people.both, [table, signed])}`).toBe(`${table}: policy`)
    }
  })
})

describe('a row in another’s place is refused:', () => {
  it.each<[string, keyof People['people'], Table, () => Row]>([
    ['a text in another track', 'chair', 'joint_text', () => ({ track: talks.elsewhere.trackId })],
    [
      'a text in the compartment of another track',
      'chair',
      'joint_text',
      () => ({ compartment: ids.where.elsewhere }),
    ],
    ['a text in a delegation’s compartment', 'both', 'joint_text', () => ({ compartment: ids.where.belmar })],
    ['a text among the languages of no text', 'chair', 'joint_text', () => ({ family: randomUUID() })],
    ['a commit of another party', 'arden', 'text_commit', () => ({ party: talks.belmarId })],
    [
      'a commit of the chair that only a party makes',
      'chair',
      'text_commit',
      () => ({ party: null, act: '{"type": "took-stance"}' }),
    ],
    ['a decision of a party', 'both', 'text_commit', () => ({ act: '{"type": "decided"}' })],
    ['a proposal of the secretariat', 'secretariat', 'text_commit', () => ({ party: null })],
    ['a comment for another party', 'arden', 'text_comment', () => ({ party: talks.belmarId })],
    ['a comment of nobody', 'arden', 'text_comment', () => ({ party: null })],
    ['a comment in another delegation', 'arden', 'text_comment', () => ({ compartment: ids.where.belmar })],
    ['a comment in another track', 'arden', 'text_comment', () => ({ compartment: ids.where.elsewhere })],
    ['a comment to all that the chair alone was told', 'arden', 'text_comment', () => ({ to_chair: true })],
    [
      'the chair’s comment in a delegation',
      'chair',
      'text_comment',
      () => ({ party: null, compartment: ids.where.delegation }),
    ],
    [
      'the chair’s comment to the chair in a delegation',
      'chair',
      'text_comment',
      () => ({ party: null, compartment: ids.where.delegation, to_chair: true }),
    ],
    [
      'the chair’s answer to what it was not told',
      'chair',
      'text_comment',
      () => ({ party: null, compartment: ids.where.delegation, to_chair: true, answers: ids.toOwn }),
    ],
    [
      'an answer to all to what the chair was told',
      'arden',
      'text_comment',
      () => ({ answers: ids.toChair }),
    ],
    [
      'an answer in a delegation to what all were told',
      'arden',
      'text_comment',
      () => ({ compartment: ids.where.delegation, answers: ids.toAll }),
    ],
    [
      'an answer beside another text',
      'arden',
      'text_comment',
      () => ({ text: ids.quiet, answers: ids.toAll }),
    ],
    ['an alignment with another text', 'chair', 'text_alignment', () => ({ parallel: ids.quiet })],
    ['silence in another track', 'chair', 'silence', () => ({ track: talks.elsewhere.trackId })],
    ['silence in another compartment', 'both', 'silence', () => ({ compartment: ids.where.delegation })],
    ['a step of the secretariat that is the chair’s', 'secretariat', 'silence_step', () => ({})],
    ['an objection of another party', 'arden', 'silence_objection', () => ({ party: talks.belmarId })],
    ['an objection of a guest', 'guest', 'silence_objection', () => ({ party: talks.corviaId })],
    ['an outcome in another track', 'chair', 'outcome_document', () => ({ track: talks.elsewhere.trackId })],
    [
      'an outcome in another compartment',
      'both',
      'outcome_document',
      () => ({ compartment: ids.where.delegation }),
    ],
    ['an association of another party', 'arden', 'association', () => ({ party: talks.belmarId })],
    ['an absence recorded by a party', 'arden', 'association', () => ({ stand: 'absent' })],
    ['an association said by the chair', 'chair', 'association', () => ({})],
    ['a statement of another party', 'arden', 'attached_statement', () => ({ party: talks.belmarId })],
  ])('%s', async (_, who, table, change) => {
    const { account } = talks.people[who]
    expect(await talks.adding(talks.people[who], [table, row(table, change(), account)])).toBe('policy')
  })
})

it('whoever presides in two tracks puts nothing of one into the other', async () => {
  const { elsewhere } = talks
  const actor = await givenAccount(db, [
    { capacity: 'chair', track: talks.track },
    { capacity: 'chair', track: elsewhere.track },
  ])
  const other = { compartment: ids.where.elsewhere }
  for (const table of ['joint_text', 'silence', 'outcome_document', 'text_comment'] as const) {
    const own = table === 'text_comment' ? { party: null } : {}
    expect(await talks.adding(actor, [table, row(table, own, actor.account)])).toBe('ok')
    const astray = table === 'text_comment' ? [other] : [other, { track: elsewhere.trackId }]
    for (const change of astray)
      expect(await talks.adding(actor, [table, row(table, { ...own, ...change }, actor.account)])).toBe(
        'policy',
      )
  }
})

describe('a row out of its order is refused, whoever adds it:', () => {
  it.each<[string, keyof People['people'], Table, () => Row]>([
    ['a commit with a number left out', 'arden', 'text_commit', () => ({ number: ids.head.number + 2 })],
    ['a commit on an earlier version', 'arden', 'text_commit', () => ({ version_from: 0, version_to: 0 })],
    ['a commit with another hash before it', 'arden', 'text_commit', () => ({ previous_hash: someHash })],
    ['a commit whose hash is none', 'arden', 'text_commit', () => ({ hash: 'x' })],
    ['a commit before the one before it', 'arden', 'text_commit', () => ({ at: '2026-02-28T12:00:00Z' })],
    ['a second beginning', 'secretariat', 'text_commit', () => ({ party: null, act: '{"type": "began"}' })],
    [
      'a stance that writes',
      'arden',
      'text_commit',
      () => ({ act: '{"type": "took-stance"}', steps: '[{}]', version_to: ids.head.version + 1 }),
    ],
    ['a revision with a number left out', 'chair', 'text_revision', () => ({ number: 3 })],
    ['a revision of another version', 'chair', 'text_revision', () => ({ version: 7 })],
    [
      'an announcement before the expiry',
      'chair',
      'silence_step',
      () => ({ silence: ids.running, step: 'announced' }),
    ],
    [
      'an announcement of what was never opened',
      'chair',
      'silence_step',
      () => ({ step: 'announced', at: later }),
    ],
    ['an opening after the expiry', 'chair', 'silence_step', () => ({ at: later })],
    [
      'an issue of what was not announced',
      'chair',
      'silence_step',
      () => ({ silence: ids.running, step: 'issued', at: later, number: 'N/9' }),
    ],
    ['a step before it was proposed', 'chair', 'silence_step', () => ({ at: '2026-02-28T12:00:00Z' })],
    ['an objection at the expiry', 'arden', 'silence_objection', () => ({ at: '2026-03-09T12:00:00Z' })],
    ['an objection to what was announced', 'arden', 'silence_objection', () => ({ silence: ids.announced })],
    ['an objection in no meeting', 'arden', 'silence_objection', () => ({ kind: 'in-meeting' })],
    ['a written objection before it runs', 'arden', 'silence_objection', () => ({ silence: ids.proposed })],
    ['an adoption of what is not agreed', 'chair', 'outcome_fact', () => ({ fact: 'adopted' })],
    ['an agreement on a chair’s summary', 'chair', 'outcome_fact', () => ({ outcome: ids.summary })],
    [
      'an adoption of a chair’s summary',
      'chair',
      'outcome_fact',
      () => ({ outcome: ids.summary, fact: 'adopted' }),
    ],
    [
      'an adoption by silence on another text',
      'chair',
      'outcome_fact',
      () => ({ outcome: ids.agreed, fact: 'adopted', silence: ids.announced }),
    ],
    [
      'an adoption by silence that still runs',
      'chair',
      'outcome_fact',
      () => ({ outcome: ids.agreed, fact: 'adopted', silence: ids.running }),
    ],
    ['an agreement by silence', 'chair', 'outcome_fact', () => ({ silence: ids.announced })],
    [
      'an issue of what is not adopted',
      'chair',
      'outcome_fact',
      () => ({ outcome: ids.agreed, fact: 'issued', number: 'N/1', content: '{}', hash: someHash }),
    ],
    ['a fact before its document', 'chair', 'outcome_fact', () => ({ at: '2026-02-28T12:00:00Z' })],
    ['a confirmation of nothing', 'arden', 'association', () => ({ stand: 'confirms' })],
  ])('%s', async (_, who, table, change) => {
    const { account } = talks.people[who]
    const added = await talks.adding(talks.people[who], [table, row(table, change(), account)])
    expect(added).toMatch(/^an? .* (follow|one before|place|none|time|silence|nothing)|^steps/)
  })

  const two = async (who: 'arden' | 'chair' | 'both', ...all: [Table, Row][]) => {
    const { account } = talks.people[who]
    return talks.adding(
      talks.people[who],
      ...all.map(([table, change]) => [table, row(table, change, account)] as const),
    )
  }
  const issuing = (number: string, outcome = ids.adopted): [Table, Row] => [
    'outcome_fact',
    { outcome, fact: 'issued', number, content: '{}', hash: someHash, at: later },
  ]
  it('an opening, and anything else, of what a member objected to', async () => {
    const objection: [Table, Row] = ['silence_objection', { silence: ids.proposed, kind: 'in-meeting' }]
    expect(await two('both', objection, ['silence_step', {}])).toMatch(/a step/)
    expect(
      await two(
        'both',
        ['silence_objection', {}],
        ['silence_step', { silence: ids.running, step: 'announced', at: later }],
      ),
    ).toMatch(/a step/)
  })
  it('two documents of one number, however it is spelled', async () => {
    const kept: [Table, Row] = [
      'silence_step',
      { silence: ids.announced, step: 'issued', at: later, number: 'N/1' },
    ]
    expect(await two('chair', issuing('N/1'), issuing('ｎ / 1', ids.summary))).toMatch(/a number/)
    expect(await two('chair', kept, issuing('n/1'))).toMatch(/a number/)
    expect(await two('chair', issuing('N/1'), kept)).toMatch(/a number/)
    expect(await two('chair', issuing('N/1'), issuing('N/2', ids.summary))).toBe('ok')
  })
  it('a word on how a party stands, or a statement, after it was issued; but for a confirmation', async () => {
    expect(await two('both', issuing('N/1'), ['association', { outcome: ids.adopted }])).toMatch(/after/)
    expect(await two('both', issuing('N/1'), ['attached_statement', { outcome: ids.adopted }])).toMatch(
      /after/,
    )
    const referred: [Table, Row] = [
      'association',
      { outcome: ids.adopted, stand: 'ad-referendum', authority: 'Cabinet', confirm_by: '2026-06-01' },
    ]
    const confirms = (when: string): [Table, Row] => [
      'association',
      { outcome: ids.adopted, stand: 'confirms', at: when },
    ]
    expect(await two('both', referred, issuing('N/1'), confirms('2026-06-01T23:00:00Z'))).toBe('ok')
    expect(await two('both', referred, issuing('N/1'), confirms('2026-06-02T00:00:00Z'))).toMatch(/nothing/)
  })
  it('the absence of a party that has spoken', async () => {
    const absent: [Table, Row] = ['association', { stand: 'absent' }]
    expect(await two('both', ['association', {}], absent)).toMatch(/has spoken/)
    expect(await two('both', ['attached_statement', {}], absent)).toMatch(/has spoken/)
    expect(await two('both', absent, ['association', {}])).toBe('ok')
  })
  it('a snapshot but by whoever makes its commit, with it', async () => {
    expect(await two('arden', ['text_commit', {}], ['text_snapshot', {}])).toBe('ok')
    expect(await two('arden', ['text_commit', {}], ['text_snapshot', { version: 99 }])).toBe('policy')
    expect(await two('arden', ['text_commit', {}], ['text_snapshot', { hash: 'b'.repeat(64) }])).toBe(
      'policy',
    )
    expect(await two('arden', ['text_commit', {}], ['text_snapshot', { number: 1 }])).toBe('policy')
    for (const who of ['arden', 'chair'] as const)
      expect(await two(who, ['text_snapshot', { number: ids.head.number, hash: ids.head.hash }])).toBe(
        'policy',
      )
  })
  it('a member named after silence was proposed', async () => {
    const id = randomUUID()
    const member = { silence: id, party: talks.ardenId }
    const { account } = talks.people.chair
    const silence = ['silence', row('silence', { id }, account)] as const
    expect(await talks.adding(talks.people.chair, silence, ['silence_member', member])).toBe('ok')
    expect(
      await talks.adding(talks.people.chair, [
        'silence_member',
        { silence: ids.proposed, party: talks.corviaId },
      ]),
    ).toBe('policy')
    expect(
      await talks.adding(talks.people.facilitator, [
        'silence_member',
        { silence: ids.running, party: talks.corviaId },
      ]),
    ).toBe('policy')
  })
})

describe('nobody outside the track sees, and nobody who looks back to before it, any', () => {
  it.each<[string, () => ReturnType<typeof sql>]>([
    ['text', () => sql`select from joint_text where id = ${ids.text}`],
    ['head of a text', () => sql`select from text_head where text = ${ids.text}`],
    ['commit', () => sql`select from text_commit where text = ${ids.text}`],
    ['revision', () => sql`select from text_revision where text = ${ids.text}`],
    ['comment to all', () => sql`select from text_comment where id = ${ids.toAll}`],
    ['silence', () => sql`select from silence where id = ${ids.running}`],
    ['member asked to be silent', () => sql`select from silence_member where silence = ${ids.running}`],
    ['step of silence', () => sql`select from silence_step where silence = ${ids.running}`],
    ['outcome', () => sql`select from outcome_document where id = ${ids.agreed}`],
    ['fact of an outcome', () => sql`select from outcome_fact where outcome = ${ids.agreed}`],
  ])('%s', async (_, query) => {
    expect(await talks.whoSees(query())).toEqual(track)
    expect(await talks.whoSees(query(), '2026-03-01')).toEqual(track)
    expect(await talks.whoSees(query(), '2026-02-28')).toEqual([])
  })

  it('alignment, snapshot, objection, association or statement', async () => {
    const account = talks.people.both.account
    const when = { at: '2026-03-03T12:00:00Z' }
    const others = [
      ['text_alignment', sql`text_alignment where text = ${ids.text}`, row('text_alignment', when, account)],
      [
        'silence_objection',
        sql`silence_objection where silence = ${ids.running}`,
        row('silence_objection', when, account),
      ],
      ['association', sql`association where outcome = ${ids.fresh}`, row('association', when, account)],
      [
        'attached_statement',
        sql`attached_statement where outcome = ${ids.fresh}`,
        row('attached_statement', when, account),
      ],
    ] as const
    for (const [table, from, added] of others) {
      await db.asOwner(tx => tx.run(insertRow(table, added)))
      const query = sql`select from ${from}`
      expect([table, await talks.whoSees(query)]).toEqual([table, track])
      expect([table, await talks.whoSees(query, '2026-03-02')]).toEqual([table, []])
    }
    await db.asOwner(tx =>
      tx.run(insertRow('text_snapshot', { ...rows.text_snapshot(), number: ids.head.number })),
    )
    expect(await talks.whoSees(sql`select from text_snapshot where text = ${ids.text}`)).toEqual(track)
  })

  it('comment that is for Arden, or for Arden and the chair', async () => {
    const seen = (id: string, knownOn?: string) =>
      talks.whoSees(sql`select from text_comment where id = ${id}`, knownOn)
    expect(await seen(ids.toOwn)).toEqual(ofArden)
    expect(await seen(ids.toChair)).toEqual(['chair', 'facilitator', 'arden', 'both'])
    expect(await seen(ids.toChair, '2026-02-28')).toEqual([])
  })
})

describe('nobody changes or takes away', () => {
  it.each([...tables, 'text_head', 'silence_member', 'proceeding'])('a row of %s', async table => {
    const columns = await db.asOwner(tx =>
      tx.all(
        z.object({ name: z.string() }),
        sql`select attname::text as name from pg_attribute
             where attrelid = ${table}::regclass and attnum > 0 and not attisdropped
               and attidentity = ''`,
      ),
    )
    const attempts = [
      sql`delete from ${identifier(table)}`,
      sql`truncate ${identifier(table)}`,
      ...columns
        .filter(({ name }) => !(table === 'text_head' && ['number', 'version', 'hash'].includes(name)))
        .map(({ name }) => sql`update ${identifier(table)} set ${identifier(name)} = ${identifier(name)}`),
    ]
    for (const name of ['both', 'secretariat'] as const)
      for (const attempt of attempts)
        await expect(db.as(talks.people[name], tx => tx.run(attempt))).rejects.toThrow(/permission denied/)
  })

  it('the head of a text, which those at work in it may only hold', async () => {
    const move = (who: keyof People['people'], number: number, knownOn?: string) =>
      db.as({ ...talks.people[who], knownOn }, tx =>
        tx.run(sql`update text_head set number = ${number} where text = ${ids.text}`),
      )
    for (const who of ['arden', 'chair', 'secretariat'] as const) {
      await expect(move(who, 1)).rejects.toThrow(/no latest commit/)
      await expect(move(who, 99)).rejects.toThrow(/no latest commit/)
      expect(await move(who, ids.head.number, '2026-11-01')).toBe(0)
    }
    for (const who of ['observer', 'otherChair', 'stranger', 'ended'] as const)
      expect(await move(who, 99)).toBe(0)
  })

  it('the place of a head: it begins with its text, and is where the commits are', async () => {
    const begun = row('joint_text', {}, talks.people.chair.account)
    await db.asOwner(tx => tx.run(insertRow('joint_text', begun)))
    const head = { text: begun['id'], number: 0, version: 0, hash: '0'.repeat(64) }
    expect(await talks.whoMay('text_head', () => head)).toEqual(running)
    for (const wrong of [{ number: 1 }, { version: 1 }, { hash: someHash }])
      expect(await talks.adding(talks.people.chair, ['text_head', { ...head, ...wrong }])).toMatch(
        /no latest/,
      )
    const { account } = talks.people.arden
    await expect(
      db.as(talks.people.arden, tx => tx.run(insertRow('text_commit', rows.text_commit(account)))),
    ).rejects.toThrow(/head was not moved on/)
  })

  it('what is entered of it, which only the operator reads', async () => {
    for (const name of ['both', 'secretariat', 'administrator'] as const)
      for (const query of [sql`select from proceeding`, sql`select * from rows_entered()`])
        await expect(db.as(talks.people[name], tx => tx.run(query))).rejects.toThrow(/permission denied/)
  })
})

it('tells how many documents bear a number to those of the track alone', async () => {
  const asked = (who: keyof People['people']) =>
    db.as(talks.people[who], tx =>
      tx.one(
        z.object({ count: z.int() }),
        sql`select documents_numbered(${talks.trackId}, 'CS/3', 'silence', ${ids.text}, 1) as count`,
      ),
    )
  granted(
    await outcomesHandlers.issueOutcome(
      { params: { id: ids.summary }, query: undefined, body: { number: 'CS/3' } },
      asking(db, talks.people.chair, new Date(later)),
    ),
  )
  expect((await asked('arden')).count).toBe(1)
  for (const who of ['otherChair', 'administrator', 'stranger', 'ended', 'public'] as const)
    expect((await asked(who)).count).toBe(0)
})
