import { z } from 'zod'
import { isRefusal, type Refusal } from '../../domain/refusal.ts'
import { type OwnerTx, sql } from '../../platform/db.ts'
import { hashOf } from './secret.store.ts'
import { Failures, Invitation, mayTry } from './sign-in.ts'

const failuresOf = (tx: OwnerTx, nameHash: string, address: string, now: Date) =>
  tx.one(
    Failures,
    sql`select count(*) filter (where address = ${address})::integer as here,
               max(at) filter (where address = ${address}) as "lastHere",
               count(*)::integer as anywhere, max(at) as last
          from sign_in_event
         where name_hash = ${nameHash} and kind = 'failed' and at > ${new Date(now.getTime() - 3_600_000)}
           and id > coalesce((select max(id) from sign_in_event where name_hash = ${nameHash} and kind = 'password'), 0)`,
  )

const Credential = z.object({ account: z.uuid(), secret: z.string() })

/** One attempt to sign in, and what there is to compare the password with. */
export interface Attempt {
  readonly id: number
  readonly credential: z.infer<typeof Credential> | undefined
}

/**
 * Counts an attempt as failed before the password is looked at, one at a time for each name, so that guessing many
 * at once gains nothing.
 */
export const beginAttempt = async (
  tx: OwnerTx,
  name: string,
  address: string,
  { now, demonstration }: { readonly now: Date; readonly demonstration: boolean },
): Promise<Attempt | Refusal<'too-many-attempts'>> => {
  const nameHash = hashOf(name)
  await tx.run(sql`select pg_advisory_xact_lock(hashtext(${`sign-in ${nameHash}`}))`)
  const refusal = mayTry(await failuresOf(tx, nameHash, address, now), now)
  if (isRefusal(refusal)) return refusal
  const { id } = await tx.one(
    z.object({ id: z.int() }),
    sql`insert into sign_in_event (at, kind, account, name_hash, address)
        values (${now}, 'failed', (select id from account where sign_in_name = ${name}), ${nameHash}, ${address})
        returning id`,
  )
  const credential = await tx.find(
    Credential,
    sql`select c.account, c.secret from credential c join account a on a.id = c.account
         where a.sign_in_name = ${name} and c.kind = 'password' and a.disabled_at is null
           and (not a.demonstration or ${demonstration}::boolean)`,
  )
  return { id, credential }
}

export const settleAttempt = async (tx: OwnerTx, { id }: Attempt, now: Date) => {
  await tx.run(sql`update sign_in_event set kind = 'password' where id = ${id}`)
  const old = new Date(now.getTime() - 90 * 24 * 3_600_000)
  await tx.run(sql`delete from sign_in_event where kind = 'failed' and at < ${old}`)
}

export const setPassword = async (tx: OwnerTx, account: string, hash: string, now: Date) => {
  await tx.run(sql`
    insert into credential (account, kind, secret, created_at) values (${account}, 'password', ${hash}, ${now})
    on conflict (account) where kind = 'password'
      do update set secret = excluded.secret, created_at = excluded.created_at`)
}

/** Locked, so that of two who use it at the same moment one finds it used. */
export const findInvitation = (tx: OwnerTx, code: string) =>
  tx.find(
    Invitation,
    sql`select i.account, a.name, a.sign_in_name as "signInName", a.disabled_at as "disabledAt",
               i.expires_at as "expiresAt", i.used_at as "usedAt", i.withdrawn_at as "withdrawnAt"
          from invitation i join account a on a.id = i.account
         where i.hash = ${hashOf(code)} for update of i`,
  )

export const useInvitation = (tx: OwnerTx, code: string, now: Date) =>
  tx.run(sql`update invitation set used_at = ${now} where hash = ${hashOf(code)}`)

/** Whether the name was free, or the account's own already. */
export const takeSignInName = async (tx: OwnerTx, account: string, name: string): Promise<boolean> => {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext(${`name ${name}`}))`)
  const taken = await tx.run(
    sql`update account set sign_in_name = ${name} where id = ${account}
          and not exists (select from account other where other.sign_in_name = ${name} and other.id <> ${account})`,
  )
  return taken === 1
}
