import { beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestDb } from '../../../test/database.ts'
import { sql } from '../../platform/db.ts'
import { AccessLogEntry } from './access.api.ts'
import { type Browser, givenPerson, givenServer, read } from './given-server.ts'

const db = await openTestDb()
const app = await givenServer(db, { limits: { general: 100_000, guessable: 100_000 } })
beforeAll(() => () => app.close())

const Established = z.object({ id: z.uuid(), mandate: z.object({ id: z.uuid(), capacity: z.string() }) })
const establish = async ({ ask }: Browser, body: object) =>
  read(Established, await ask('POST', '/api/establishments', body))

/** What the account, or the public, may know it to be called. */
const namesSeenBy = async (account: string | null, id: string) => {
  const rows = await db.as({ account }, tx =>
    tx.all(
      z.object({ text: z.string() }),
      sql`select value->>'text' as text from claim where subject = ${id}`,
    ),
  )
  return rows.map(({ text }) => text)
}

it('lets an administrator of an empty workspace begin its first track and hand it to a desk officer', async () => {
  const founder = await givenPerson(db, app, { administrator: true })
  const officer = await givenPerson(db, app)
  const { id, mandate } = await establish(founder, { type: 'track', name: 'Contact group' })
  expect(mandate.capacity).toBe('secretariat')
  expect(await namesSeenBy(null, id)).toEqual(['Contact group'])
  const handed = await founder.ask('POST', `/api/accounts/${officer.account}/mandates`, {
    capacity: 'secretariat',
    track: id,
  })
  expect(handed.status).toBe(200)
  expect((await founder.ask('POST', `/api/mandates/${mandate.id}/revocation`, {})).status).toBe(200)
  const writable = await db.as({ account: officer.account }, tx =>
    tx.all(
      z.object({ kind: z.string() }),
      sql`select kind from compartment where id = any(my_writable_compartments()) order by kind`,
    ),
  )
  expect(writable.map(({ kind }) => kind)).toContain('public')
})

it('tells nobody outside of a track whose being is not public', async () => {
  const founder = await givenPerson(db, app, { administrator: true })
  const other = await givenPerson(db, app, { administrator: true })
  const { id, mandate } = await establish(founder, { type: 'track', name: 'Back channel', public: false })
  expect(await namesSeenBy(founder.account, id)).toEqual(['Back channel'])
  expect(await namesSeenBy(other.account, id)).toEqual([])
  expect(await namesSeenBy(null, id)).toEqual([])
  await founder.ask('POST', `/api/mandates/${mandate.id}/revocation`, {})
  expect(await namesSeenBy(founder.account, id)).toEqual([])
})

it('keeps a party’s first name at its own desk', async () => {
  const founder = await givenPerson(db, app, { administrator: true })
  const { id, mandate } = await establish(founder, { type: 'party', name: 'Ministry', language: 'en' })
  expect(mandate.capacity).toBe('party')
  expect(await namesSeenBy(founder.account, id)).toEqual(['Ministry'])
  expect(await namesSeenBy(null, id)).toEqual([])
})

it('writes down who took the mandate, as for any other', async () => {
  const founder = await givenPerson(db, app, { name: 'The founder', administrator: true })
  const { mandate } = await establish(founder, { type: 'track', name: 'Talks' })
  const { entries } = read(
    z.object({ entries: z.array(AccessLogEntry) }),
    await founder.ask('GET', '/api/access-log'),
  )
  const [last] = entries
  expect([last?.action, last?.by, last?.mandate?.id]).toEqual(['mandate-granted', 'The founder', mandate.id])
})
