import { z } from 'zod'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { type Db, type OwnerTx, sql, type Tx } from '../../platform/db.ts'
import { entityId, namedId } from '../record/keys.ts'
import { grant } from './access.routes.ts'
import { addAccount, addInvitation, findAccount, listAccounts, switchAccount } from './access.store.ts'
import { disableAccount, MandateCapacity, type MandateGrant } from './access.ts'

/** At the command line nobody is signed in: whoever can run commands here could read the database itself. */
const operator = { account: null }

/** A mandate as people write it: tracks and parties by key or by id. */
export const MandateWritten = z.strictObject({
  capacity: MandateCapacity,
  track: z.string().optional(),
  party: z.string().optional(),
})
export type MandateWritten = z.infer<typeof MandateWritten>

const idsOf = ({ capacity, track, party }: MandateWritten): MandateGrant => ({
  capacity,
  ...(track === undefined ? {} : { track: entityId(track) }),
  ...(party === undefined ? {} : { party: entityId(party) }),
})

export interface NewAccountWritten {
  readonly name: string
  readonly language?: string
  readonly administrator?: boolean
  readonly mandates?: readonly MandateWritten[]
}

export interface Invited {
  readonly account: string
  /** For the link `/invitation#CODE`. It cannot be had again. */
  readonly code: string
  readonly expiresAt: string
}

/** A new account and the code with which its person joins. The first administrator comes about this way. */
export const inviteAccount = (
  db: Db,
  { name, language = 'en', administrator = false, mandates = [] }: NewAccountWritten,
  now = new Date(),
): Promise<Invited | Refusal> =>
  db.asOwner(async (tx): Promise<Invited | Refusal> => {
    const account = await addAccount(tx, { name, language }, { at: now, by: null })
    const wanted = [
      ...(administrator ? [{ capacity: 'administrator' } as const] : []),
      ...mandates.map(idsOf),
    ]
    for (const each of wanted) {
      const granted = await grant(tx, account, each, { by: operator, now })
      if (isRefusal(granted)) return granted
    }
    return addInvitation(tx, account, { at: now, by: null })
  })

const Id = z.object({ id: z.uuid() })

/** By id, by sign-in name, or by name where only one has it. */
const accountCalled = async (tx: Tx, called: string): Promise<string | Refusal> => {
  const rows = await tx.all(
    Id,
    sql`select id from account
         where id::text = ${called} or sign_in_name = lower(${called}) or name = ${called} limit 2`,
  )
  const [first, second] = rows
  if (first === undefined) return refuse('no-such-account', called)
  return second === undefined ? first.id : refuse('several-accounts', called)
}

/** Another code for an account there is, for who lost the first one, or the password. */
export const inviteAccountAgain = (db: Db, called: string, now = new Date()): Promise<Invited | Refusal> =>
  db.asOwner(async (tx): Promise<Invited | Refusal> => {
    const account = await accountCalled(tx, called)
    return isRefusal(account) ? account : addInvitation(tx, account, { at: now, by: null })
  })

/** Takes an account out of use and ends its sessions. */
export const revokeAccount = (
  db: Db,
  called: string,
  now = new Date(),
): Promise<{ account: string } | Refusal> =>
  db.asOwner(async (tx): Promise<{ account: string } | Refusal> => {
    const account = await accountCalled(tx, called)
    if (isRefusal(account)) return account
    const decided = disableAccount(await findAccount(tx, account), operator, now)
    if (isRefusal(decided)) return decided
    await switchAccount(tx, decided)
    return { account }
  })

export const everyAccount = (db: Db, now = new Date()) => db.asOwner(tx => listAccounts(tx, now))

/** The demonstration's accounts, as its file names them. */
export const AccountsFile = z.strictObject({
  accounts: z.array(
    z.strictObject({
      key: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      name: z.string().min(1),
      names: z.record(z.string(), z.string().min(1)).default({}),
      language: z.string().default('en'),
      mandates: z.array(MandateWritten).default([]),
    }),
  ),
})
export type AccountsFile = z.infer<typeof AccountsFile>
type AccountWritten = AccountsFile['accounts'][number]

/** The id of a demonstration's account, the same wherever the file is read. */
export const accountId = (key: string): string => namedId(`account ${key}`)

const addEntity = (tx: OwnerTx, key: string | undefined, type: 'track' | 'party') =>
  key === undefined
    ? undefined
    : tx.run(sql`insert into entity (id, type) values (${entityId(key)}, ${type}) on conflict do nothing`)

const seedAccount = async (
  tx: OwnerTx,
  { key, name, names, language, mandates }: AccountWritten,
  now: Date,
) => {
  const id = accountId(key)
  const added = await tx.run(sql`insert into account (id, name, language, demonstration, created_at)
                                 values (${id}, ${name}, ${language}, true, ${now}) on conflict do nothing`)
  if (added === 0) return
  for (const [tag, each] of Object.entries(names))
    await tx.run(sql`insert into account_name (account, language, name) values (${id}, ${tag}, ${each})`)
  for (const written of mandates) {
    await addEntity(tx, written.track, 'track')
    await addEntity(tx, written.party, 'party')
    const granted = await grant(tx, id, idsOf(written), { by: operator, now })
    if (isRefusal(granted)) throw new Error(`Account ${key}: ${granted.refused}.`)
  }
}

/** Adds the accounts of a demonstration; those there are stay as they are. They can be chosen without a password. */
export const seedAccounts = (db: Db, file: unknown, now = new Date()): Promise<void> => {
  const { accounts } = AccountsFile.parse(file)
  return db.asOwner(async tx => {
    // A millisecond apart, so that they are offered in the order of the file.
    for (const [index, each] of accounts.entries())
      await seedAccount(tx, each, new Date(now.getTime() - (accounts.length - index)))
  })
}
