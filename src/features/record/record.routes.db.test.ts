import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { givenAccount, givenRecord } from '../../../test/given.ts'
import { openTestDb } from '../../../test/database.ts'
import { NotFound, sql } from '../../platform/db.ts'
import type { RequestContext } from '../../platform/http.context.ts'
import { registryHandlers } from '../registry/registry.routes.ts'
import { entityId, sourceId } from './keys.ts'
import { recordHandlers } from './record.routes.ts'

const db = await openTestDb()
const now = () => new Date('2026-01-01T00:00:00Z')
const contextOf = (account: string): RequestContext => ({
  db,
  actor: { account },
  account: { id: account, name: 'A', administrator: false },
  now,
  demonstration: false,
  request: { address: '::1', local: true },
  cookie: { token: undefined, set: () => {}, clear: () => {} },
})

let officer: RequestContext
let delegate: RequestContext
beforeAll(async () => {
  await givenRecord(db, {
    entities: ['arden', 'belmar'].map(key => ({ key, type: 'party' })),
    sources: [
      { key: 'other', kind: 'wire', publisher: 'P', title: 'Other', language: 'en', published: '2023-01-01' },
    ],
    claims: ['arden', 'belmar'].map(about => ({
      about,
      predicate: 'named',
      value: { text: about, language: 'en', register: 'short' },
      evidence: [{ paragraph: 1 }],
    })),
  })
  await givenRecord(db, {
    entities: [{ key: 'track', type: 'track' }],
    claims: [
      {
        about: 'track',
        predicate: 'named',
        value: { text: 'Track', language: 'en', register: 'short' },
        evidence: [{ paragraph: 1 }],
      },
    ],
  })
  officer = contextOf((await givenAccount(db, [{ capacity: 'secretariat', track: 'track' }])).account)
  delegate = contextOf(
    (await givenAccount(db, [{ capacity: 'party', track: 'track', party: 'arden' }])).account,
  )
})

const params = { id: sourceId('note') }
const query = undefined
const reason = 'For this reason'
const acts = {
  'captures a text': (context: RequestContext) =>
    recordHandlers.captureVersion({ params, query, body: { text: 'A text' } }, context),
  'judges a source': (context: RequestContext) =>
    recordHandlers.judgeSource(
      { params, query, body: { reliability: 'B', credibility: 2, reason } },
      context,
    ),
  'relates two sources': (context: RequestContext) =>
    recordHandlers.relateSource(
      { params, query, body: { original: sourceId('other'), kinship: 'copy', reason } },
      context,
    ),
}

describe.each(Object.entries(acts))('whoever %s', (_, act) => {
  it('may write where the source is, and tells those who read there', async () => {
    const told = () =>
      db.asOwner(tx =>
        tx.one(
          z.object({ count: z.int() }),
          sql`select count(*)::int as count from event where type = 'source-judged' and body->>'source' = ${params.id}`,
        ),
      )
    const before = await told()
    expect(await act(officer)).not.toHaveProperty('refused')
    expect((await told()).count).toBe(before.count + 1)
    expect(await act(delegate)).toEqual({ refused: 'not-yours-to-write' })
    expect((await told()).count).toBe(before.count + 1)
  })
})

it('judges two entries the same in the public record, or in notes of one’s own, and nowhere else', async () => {
  const judge = (context: RequestContext, place?: 'public' | { track: string }) =>
    registryHandlers.judgeSame(
      {
        params: undefined,
        query,
        body: {
          first: entityId('arden'),
          second: entityId('belmar'),
          verdict: 'different',
          reason,
          ...(place !== undefined && { in: place }),
        },
      },
      context,
    )
  const placed = async (outcome: unknown) => {
    const { id } = z.object({ id: z.uuid() }).parse(outcome)
    return db.asOwner(tx =>
      tx.one(
        z.object({ kind: z.string() }),
        sql`select k.kind from resolution r join compartment k on k.id = r.compartment where r.id = ${id}`,
      ),
    )
  }
  expect(await placed(await judge(officer))).toEqual({ kind: 'public' })
  expect(await placed(await judge(delegate))).toEqual({ kind: 'notes' })
  expect(await placed(await judge(delegate, { track: 'track' }))).toEqual({ kind: 'track' })
  const denied = { refused: 'not-yours-to-write' }
  expect(await judge(delegate, 'public')).toEqual(denied)
  expect(await judge(delegate, { track: 'no-such-track' })).toEqual(denied)
})

it('answers what the asker may not see like what is not there', async () => {
  const hidden = crypto.randomUUID()
  await givenRecord(db, {
    sources: [
      {
        key: hidden,
        kind: 'wire',
        publisher: 'P',
        title: 'H',
        language: 'en',
        published: '2023-01-01',
        in: { desk: 'arden' },
      },
    ],
  })
  for (const id of [hidden, crypto.randomUUID()]) {
    const body = { text: 'A text' }
    await expect(recordHandlers.captureVersion({ params: { id }, query, body }, officer)).rejects.toThrow(
      NotFound,
    )
  }
})
