import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { sql, type Tx } from '../../platform/db.ts'
import {
  type AccountState,
  type AccountSwitched,
  Mandate,
  MandateCapacity,
  type MandateGranted,
  type MandateRevoked,
} from './access.ts'
import { hashOf, newSecret } from './secret.store.ts'
import { endAllSessions } from './session.store.ts'
import { invitationLasts } from './sign-in.ts'

const Administrable = z.object({
  id: z.uuid(),
  disabledAt: z.date().nullable(),
  administrator: z.boolean(),
  otherAdministrators: z.int(),
})

/** One administrator at a time decides who else remains one. */
const oneAtATime = (tx: Tx) => tx.run(sql`select pg_advisory_xact_lock(hashtext('administrators'))`)

/** An account as decisions about it need it. For administrators and the operator; others find nothing. */
export const findAccount = async (tx: Tx, id: string): Promise<AccountState> => {
  await oneAtATime(tx)
  return tx.one(
    Administrable,
    sql`select a.id, a.disabled_at as "disabledAt", administrators_besides(a.id) as "otherAdministrators",
               exists (select from mandate m where m.account = a.id and m.capacity = 'administrator'
                 and m.revoked_at is null and (m.ends_at is null or m.ends_at > now())) as administrator
          from account a where a.id = ${id}`,
  )
}

export const findMandate = (tx: Tx, id: string): Promise<Mandate> =>
  tx.one(
    Mandate,
    sql`select id, account, capacity, track, party, starts_at as "startsAt", ends_at as "endsAt",
               revoked_at as "revokedAt" from mandate where id = ${id}`,
  )

/** What type each of these entities is; those the record does not know are missing. */
export const typesOf = async (tx: Tx, ids: readonly (string | undefined)[]) => {
  const rows = await tx.all(
    z.object({ id: z.uuid(), type: z.string().nullable() }),
    sql`select id, entity_type(id) as type from unnest(${ids.filter(id => id !== undefined)}::uuid[]) as asked (id)`,
  )
  return (entity: string) => rows.find(({ id }) => id === entity)?.type ?? undefined
}

/** Takes an id for something new. It says nothing of it; claims do. */
export const addEntity = async (tx: Tx, type: 'track' | 'party'): Promise<string> => {
  const id = randomUUID()
  await tx.run(sql`insert into entity (id, type) values (${id}, ${type})`)
  return id
}

/** From when on what this transaction grants holds for itself too. */
export const beginningOf = async (tx: Tx): Promise<Date> =>
  (await tx.one(z.object({ at: z.date() }), sql`select now() as at`)).at

type Logged =
  | 'account-created'
  | 'invited'
  | 'invitation-accepted'
  | 'password-changed'
  | AccountSwitched['type']
  | MandateGranted['type']
  | MandateRevoked['type']

export interface LogEntry {
  readonly action: Logged
  readonly at: Date
  readonly by: string | null
  readonly account: string
  readonly mandate?: string
}

export const logAccess = (tx: Tx, { action, at, by, account, mandate }: LogEntry) =>
  tx.run(sql`insert into access_log (at, action, account, mandate, by)
             values (${at}, ${action}, ${account}, ${mandate ?? null}, ${by})`)

export interface NewAccount {
  readonly name: string
  readonly language: string
}

export const addAccount = async (
  tx: Tx,
  { name, language }: NewAccount,
  { at, by }: { readonly at: Date; readonly by: string | null },
): Promise<string> => {
  const account = randomUUID()
  await tx.run(sql`insert into account (id, name, language) values (${account}, ${name}, ${language})`)
  await logAccess(tx, { action: 'account-created', at, by, account })
  return account
}

export const addMandate = async (tx: Tx, { mandate, at, by }: MandateGranted): Promise<string> => {
  const id = randomUUID()
  const { account, capacity, track, party, startsAt, endsAt } = mandate
  await tx.run(sql`
    insert into mandate (id, account, capacity, track, party, starts_at, ends_at, granted_by)
    values (${id}, ${account}, ${capacity}, ${track}, ${party}, ${startsAt}, ${endsAt}, ${by})`)
  await logAccess(tx, { action: 'mandate-granted', at, by, account, mandate: id })
  return id
}

/** Logged first: who gives up their own mandate could not log it afterwards. */
export const endMandate = async (tx: Tx, { mandate, account, at, by }: MandateRevoked) => {
  await logAccess(tx, { action: 'mandate-revoked', at, by, account, mandate })
  await tx.run(sql`update mandate set revoked_at = ${at}, revoked_by = ${by} where id = ${mandate}`)
}

export const switchAccount = async (tx: Tx, { type, account, at, by }: AccountSwitched) => {
  const disabledAt = type === 'account-disabled' ? at : null
  await logAccess(tx, { action: type, at, by, account })
  if (type === 'account-disabled') await endAllSessions(tx, account, at)
  await tx.run(sql`update account set disabled_at = ${disabledAt} where id = ${account}`)
}

/** Withdraws earlier invitations of the account. The code is told this once. */
export const addInvitation = async (
  tx: Tx,
  account: string,
  { at, by }: { readonly at: Date; readonly by: string | null },
) => {
  const code = newSecret()
  const expiresAt = new Date(at.getTime() + invitationLasts)
  await tx.run(sql`update invitation set withdrawn_at = ${at}
                    where account = ${account} and used_at is null and withdrawn_at is null`)
  await tx.run(sql`insert into invitation (hash, account, created_at, created_by, expires_at)
                   values (${hashOf(code)}, ${account}, ${at}, ${by}, ${expiresAt})`)
  await logAccess(tx, { action: 'invited', at, by, account })
  return { account, code, expiresAt: expiresAt.toISOString() }
}

const Time = z.date().transform(date => date.toISOString())

export const MandateRow = z.object({
  id: z.uuid(),
  account: z.uuid(),
  capacity: MandateCapacity,
  track: z.uuid().nullable(),
  party: z.uuid().nullable(),
  startsAt: Time,
  endsAt: Time.nullable(),
})

const mandateColumns = sql`m.id, m.account, m.capacity, m.track, m.party, m.starts_at as "startsAt", m.ends_at as "endsAt"`
const namesOfAccount = sql`coalesce((select jsonb_object_agg(n.language, n.name) from account_name n where n.account = a.id), '{}')`

/** Mandates that let these accounts act at this moment. */
export const mandatesInForce = (tx: Tx, accounts: readonly string[]) =>
  tx.all(
    MandateRow,
    sql`select ${mandateColumns} from mandate m
         where m.account = any(${accounts}::uuid[]) and m.revoked_at is null
           and m.starts_at <= now() and (m.ends_at is null or m.ends_at > now())
         order by m.starts_at, m.id`,
  )

const Person = z.object({
  id: z.uuid(),
  name: z.string(),
  names: z.record(z.string(), z.string()),
  signInName: z.string().nullable(),
  language: z.string(),
})

export const findPerson = (tx: Tx, id: string) =>
  tx.one(
    Person,
    sql`select a.id, a.name, ${namesOfAccount} as names, a.sign_in_name as "signInName", a.language
          from account a where a.id = ${id}`,
  )

/** Who may be chosen in a demonstration, in the order in which they were set up. */
export const demonstrationAccounts = async (tx: Tx) => {
  const accounts = await tx.all(
    Person,
    sql`select a.id, a.name, ${namesOfAccount} as names, a.sign_in_name as "signInName", a.language
          from account a where a.demonstration and a.disabled_at is null order by a.created_at, a.name`,
  )
  const mandates = await mandatesInForce(
    tx,
    accounts.map(({ id }) => id),
  )
  return accounts.map(each => ({ ...each, mandates: mandates.filter(({ account }) => account === each.id) }))
}

const AccountListed = Person.extend({
  demonstration: z.boolean(),
  createdAt: Time,
  disabledAt: Time.nullable(),
  lastSignInAt: Time.nullable(),
  joined: z.boolean(),
  invitedUntil: Time.nullable(),
})

/** Every account the reader may see, with all the mandates it ever had, the newest first. */
export const listAccounts = async (tx: Tx, now: Date) => {
  const accounts = await tx.all(
    AccountListed,
    sql`select a.id, a.name, ${namesOfAccount} as names, a.sign_in_name as "signInName", a.language, a.demonstration,
               a.created_at as "createdAt", a.disabled_at as "disabledAt",
               (select max(at) from sign_in_event e where e.account = a.id
                 and e.kind in ('password', 'invitation', 'demonstration')) as "lastSignInAt",
               exists (select from credential c where c.account = a.id) as joined,
               (select max(i.expires_at) from invitation i where i.account = a.id and i.used_at is null
                 and i.withdrawn_at is null and i.expires_at > ${now}) as "invitedUntil"
          from account a order by a.name, a.id`,
  )
  const mandates = await tx.all(
    MandateRow.extend({
      grantedBy: z.string().nullable(),
      revokedAt: Time.nullable(),
      revokedBy: z.string().nullable(),
    }),
    sql`select ${mandateColumns}, g.name as "grantedBy", m.revoked_at as "revokedAt", r.name as "revokedBy"
          from mandate m left join account g on g.id = m.granted_by left join account r on r.id = m.revoked_by
         order by m.starts_at desc, m.id`,
  )
  return accounts.map(each => ({ ...each, mandates: mandates.filter(({ account }) => account === each.id) }))
}

export const readAccessLog = async (tx: Tx, limit: number) => {
  const entries = await tx.all(
    z.object({
      at: Time,
      action: z.string(),
      account: z.string(),
      by: z.string().nullable(),
      mandate: z.uuid().nullable(),
    }),
    sql`select l.at, l.action, a.name as account, b.name as by, l.mandate
          from access_log l join account a on a.id = l.account left join account b on b.id = l.by
         order by l.id desc limit ${limit}`,
  )
  const wanted = entries.flatMap(({ mandate }) => mandate ?? [])
  const mandates = await tx.all(
    MandateRow,
    sql`select ${mandateColumns} from mandate m where m.id = any(${wanted}::uuid[])`,
  )
  return entries.map(each => ({ ...each, mandate: mandates.find(({ id }) => id === each.mandate) ?? null }))
}
