import { beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestDb } from '../../../test/database.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { sql } from '../../platform/db.ts'
import type { Operation } from '../../platform/contract.ts'
import { accessApi, AccessLogEntry, AccountRow, IssuedInvitation } from './access.api.ts'
import { findAccount, switchAccount } from './access.store.ts'
import { disableAccount } from './access.ts'
import { everyAccount, inviteAccount, revokeAccount } from './access.commands.ts'
import {
  atTheSameMoment,
  type Browser,
  givenEntity,
  givenPerson,
  givenServer,
  goodPassword,
  openBrowser,
  read,
} from './given-server.ts'

const db = await openTestDb()
const app = await givenServer(db, { limits: { general: 100_000, guessable: 100_000 } })
const administrator = await givenPerson(db, app, { name: 'The administrator', administrator: true })
beforeAll(() => () => app.close())

const refused = (reason: string) => ({
  status: 409,
  body: expect.objectContaining({ refused: reason }) as unknown,
})
const Id = z.object({ id: z.uuid() })

/** A database of its own, in which one person administers alone. */
const openTestWorld = async () => {
  const own = await openTestDb()
  const server = await givenServer(own)
  const first = await givenPerson(own, server, { administrator: true })
  return {
    db: own,
    server,
    first,
    close: async () => {
      await server.close()
      await own.close()
    },
  }
}

const accountsSeenBy = async ({ ask }: Browser) =>
  read(z.object({ accounts: z.array(AccountRow) }), await ask('GET', '/api/accounts')).accounts
const logSeenBy = async ({ ask }: Browser) =>
  read(z.object({ entries: z.array(AccessLogEntry) }), await ask('GET', '/api/access-log')).entries

const administration = Object.entries<Operation>(accessApi).filter(([, { administrator: only }]) => only)

it.each(administration)('has no operation %s for anybody but administrators', async (_, operation) => {
  const { method } = operation
  const path = operation.path.replace(':id', administrator.account)
  const track = await givenEntity(db, 'track')
  const secretary = await givenPerson(db, app, { mandates: [{ capacity: 'secretariat', track }] })
  const sent = method === 'GET' ? undefined : { any: 'thing' }
  const { body } = await secretary.ask(method, path, sent)
  const nowhere = await secretary.ask(method, '/api/nowhere', sent)
  expect([body, nowhere.status]).toEqual([nowhere.body, 404])
  expect((await openBrowser(app).ask(method, path, sent)).status).toBe(401)
})

it('ends the rights of an administrator with the mandate', async () => {
  const other = await givenPerson(db, app, { administrator: true })
  expect(await accountsSeenBy(other)).not.toEqual([])
  await db.asOwner(tx =>
    tx.run(sql`update mandate set starts_at = now() - interval '2 days', ends_at = now() - interval '1 day'
                                     where account = ${other.account}`),
  )
  expect((await other.ask('GET', '/api/accounts')).status).toBe(404)
  const early = await givenPerson(db, app, { administrator: true })
  await db.asOwner(tx =>
    tx.run(sql`update mandate set starts_at = now() + interval '1 day' where account = ${early.account}`),
  )
  expect((await early.ask('GET', '/api/accounts')).status).toBe(404)
})

it('guards administration in the database too, whatever the server asks of it', async () => {
  const { account } = await givenPerson(db, app)
  const asOutsider = (query: ReturnType<typeof sql>) => db.as({ account }, tx => tx.all(z.unknown(), query))
  expect(await asOutsider(sql`select id from account`)).toHaveLength(1)
  expect(await asOutsider(sql`select id from mandate`)).toEqual([])
  expect(await asOutsider(sql`select id from access_log`)).toEqual([])
  expect(await asOutsider(sql`select account from invitation`)).toEqual([])
  expect(await asOutsider(sql`select account from credential`)).toEqual([])
  await db.asOwner(tx =>
    tx.run(
      sql`insert into account_name (account, language, name) values (${administrator.account}, 'fa', 'مدیر')`,
    ),
  )
  expect(await asOutsider(sql`select account from account_name`)).toEqual([])
  expect(await asOutsider(sql`select distinct account from sign_in_event`)).toEqual([{ account }])
  const track = await givenEntity(db, 'track')
  expect(await asOutsider(sql`select entity_type(${track}) as type`)).toEqual([{ type: null }])
  for (const query of [
    sql`insert into account (id, name) values (gen_random_uuid(), 'x')`,
    sql`insert into mandate (id, account, capacity, granted_by) values (gen_random_uuid(), ${account}, 'administrator', ${account})`,
    sql`insert into access_log (at, action, account, by) values (now(), 'invited', ${account}, ${account})`,
    sql`insert into invitation (hash, account, created_at, created_by, expires_at)
        values (repeat('0', 64), ${account}, now(), ${account}, now() + interval '1 day')`,
  ])
    await expect(asOutsider(query)).rejects.toThrow(/row-level security/)
  await asOutsider(sql`select end_sessions(${administrator.account}, now())`)
  expect((await administrator.session()).account).not.toBeNull()
})

it('creates an account with mandates and an invitation, and writes down who did', async () => {
  const [track, party] = [await givenEntity(db, 'track'), await givenEntity(db, 'party')]
  const answer = await administrator.ask('POST', '/api/accounts', {
    name: 'Delegate of a party',
    mandates: [{ capacity: 'party', track, party }],
  })
  const { account, code } = read(IssuedInvitation, answer)
  const invitedRow = (await accountsSeenBy(administrator)).find(({ id }) => id === account)
  expect(invitedRow).toMatchObject({
    joined: false,
    lastSignInAt: null,
    invitedUntil: expect.any(String) as unknown,
  })
  const person = openBrowser(app)
  await person.ask('POST', '/api/invitations/acceptance', {
    code,
    signInName: 'delegate',
    password: goodPassword,
  })
  const { mandates } = await person.session()
  expect(mandates).toMatchObject([{ capacity: 'party', track, party, endsAt: null }])
  const row = (await accountsSeenBy(administrator)).find(({ id }) => id === account)
  expect(row).toMatchObject({
    name: 'Delegate of a party',
    signInName: 'delegate',
    joined: true,
    invitedUntil: null,
    mandates: [{ capacity: 'party', track, party, grantedBy: 'The administrator', revokedAt: null }],
  })
  const entries = (await logSeenBy(administrator)).filter(entry => entry.account === 'Delegate of a party')
  expect(entries.map(({ action, by }) => [action, by])).toEqual([
    ['invitation-accepted', 'Delegate of a party'],
    ['invited', 'The administrator'],
    ['mandate-granted', 'The administrator'],
    ['account-created', 'The administrator'],
  ])
})

it('creates nothing when one of the mandates is refused', async () => {
  const before = await accountsSeenBy(administrator)
  const answer = await administrator.ask('POST', '/api/accounts', {
    name: 'Nobody',
    mandates: [{ capacity: 'observer' }, { capacity: 'chair' }],
  })
  expect(answer).toMatchObject(refused('mandate-needs-track'))
  expect(await accountsSeenBy(administrator)).toEqual(before)
})

it('grants a mandate only over a track that is a track, for a party that is a party', async () => {
  const { account } = await givenPerson(db, app)
  const [track, party] = [await givenEntity(db, 'track'), await givenEntity(db, 'party')]
  const grant = (mandate: object) => administrator.ask('POST', `/api/accounts/${account}/mandates`, mandate)
  expect(await grant({ capacity: 'chair', track: party })).toMatchObject(refused('no-such-track'))
  expect(await grant({ capacity: 'party', party: track })).toMatchObject(refused('no-such-party'))
  expect(await grant({ capacity: 'chair', track: crypto.randomUUID() })).toMatchObject(
    refused('no-such-track'),
  )
  expect(await grant({ capacity: 'chair', track })).toMatchObject({ status: 200 })
})

it('takes a mandate away at once, says by whom, and takes none away twice', async () => {
  const track = await givenEntity(db, 'track')
  const chair = await givenPerson(db, app)
  const granted = await administrator.ask('POST', `/api/accounts/${chair.account}/mandates`, {
    capacity: 'chair',
    track,
  })
  expect((await chair.session()).mandates).toHaveLength(1)
  const revoke = () => administrator.ask('POST', `/api/mandates/${read(Id, granted).id}/revocation`)
  expect(await revoke()).toMatchObject({ status: 200 })
  expect((await chair.session()).mandates).toEqual([])
  expect(await revoke()).toMatchObject(refused('mandate-already-over'))
  const row = (await accountsSeenBy(administrator)).find(({ id }) => id === chair.account)
  expect(row?.mandates).toMatchObject([
    { revokedBy: 'The administrator', revokedAt: expect.any(String) as unknown },
  ])
  const [entry] = await logSeenBy(administrator)
  expect(entry).toMatchObject({ action: 'mandate-revoked', by: 'The administrator', mandate: { track } })
})

it('signs a disabled account out at once, and lets it in again when enabled', async () => {
  const person = await givenPerson(db, app)
  const { account, signInName } = person
  const signIn = () => openBrowser(app).ask('POST', '/api/session', { signInName, password: goodPassword })
  expect(await administrator.ask('POST', `/api/accounts/${account}/disabling`)).toMatchObject({ status: 200 })
  expect((await person.session()).account).toBeNull()
  expect(await signIn()).toMatchObject(refused('wrong-name-or-password'))
  expect(await administrator.ask('POST', `/api/accounts/${account}/disabling`)).toMatchObject(
    refused('account-disabled'),
  )
  await administrator.ask('POST', `/api/accounts/${account}/enabling`)
  expect(await signIn()).toMatchObject({ status: 200 })
  expect((await person.session()).account).toBeNull()
})

it('replaces a lost password by a new invitation, which ends the sessions there were', async () => {
  const person = await givenPerson(db, app)
  const answer = await administrator.ask('POST', `/api/accounts/${person.account}/invitations`)
  const { code } = read(IssuedInvitation, answer)
  await openBrowser(app).ask('POST', '/api/invitations/acceptance', {
    code,
    signInName: person.signInName,
    password: 'a wholly different sentence',
  })
  expect((await person.session()).account).toBeNull()
})

it('never removes the last administrator who can sign in', async () => {
  const alone = await openTestWorld()
  const { first, server, close } = alone
  const mandate = async (of: Browser & { account: string }) =>
    (await of.session()).mandates.find(({ capacity }) => capacity === 'administrator')?.id ?? ''
  const ask = (path: string) => first.ask('POST', path)
  expect(await ask(`/api/accounts/${first.account}/disabling`)).toMatchObject(refused('last-administrator'))
  expect(await ask(`/api/mandates/${await mandate(first)}/revocation`)).toMatchObject(
    refused('last-administrator'),
  )
  expect(await revokeAccount(alone.db, first.account)).toEqual({ refused: 'last-administrator' })
  // One who was invited and has not joined cannot let anybody in.
  await inviteAccount(alone.db, { name: 'Invited', administrator: true })
  expect(await ask(`/api/accounts/${first.account}/disabling`)).toMatchObject(refused('last-administrator'))
  const second = await givenPerson(alone.db, server, { administrator: true })
  expect(await ask(`/api/mandates/${await mandate(first)}/revocation`)).toMatchObject({ status: 200 })
  expect((await first.ask('GET', '/api/accounts')).status).toBe(404)
  expect(await second.ask('POST', `/api/accounts/${second.account}/disabling`)).toMatchObject(
    refused('last-administrator'),
  )
  await close()
})

it('lets two administrators not remove one another at the same moment', async () => {
  const { db: own, server, first, close } = await openTestWorld()
  const second = await givenPerson(own, server, { administrator: true })
  const now = new Date()
  const found = await atTheSameMoment(
    own,
    (tx, order) => findAccount(tx, order === 'first' ? second.account : first.account),
    async (tx, account) => {
      const decided = disableAccount(account, { account: null }, now)
      if (!isRefusal(decided)) await switchAccount(tx, decided)
    },
  )
  expect(disableAccount(found, { account: null }, now)).toEqual({ refused: 'last-administrator' })
  await close()
})

it('invites, lists and revokes from the command line', async () => {
  const outcome = await inviteAccount(db, { name: 'From the command line', administrator: true })
  const account = isRefusal(outcome) ? '' : outcome.account
  const listed = (await everyAccount(db)).find(({ id }) => id === account)
  expect(listed).toMatchObject({ mandates: [{ capacity: 'administrator', grantedBy: null }] })
  expect(await revokeAccount(db, 'From the command line')).toEqual({ account })
  expect(await revokeAccount(db, 'Nobody at all')).toMatchObject({ refused: 'no-such-account' })
})
