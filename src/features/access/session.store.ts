import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Db, type OwnerTx, sql, type Tx } from '../../platform/db.ts'
import type { Resumed, Sessions } from '../../platform/http.context.ts'
import { hashOf, newSecret } from './secret.store.ts'
import { judgeToken, type Lifetime, SessionToken } from './sign-in.ts'

export interface SessionSettings {
  readonly demonstration: boolean
  readonly lifetime: Lifetime
}

const findToken = (tx: OwnerTx, hash: string) =>
  tx.find(
    SessionToken,
    sql`select s.sign_in as "signIn", s.account, a.name, a.demonstration, a.disabled_at as "disabledAt",
               s.created_at as "createdAt", s.used_at as "usedAt", s.last_seen_at as "lastSeenAt",
               s.expires_at as "expiresAt", s.succeeded_at as "succeededAt", s.replaced_at as "replacedAt",
               s.revoked_at as "revokedAt",
               exists (select from mandate m where m.account = a.id and m.capacity = 'administrator'
                 and m.revoked_at is null and m.starts_at <= now() and (m.ends_at is null or m.ends_at > now()))
                 as administrator
          from session s join account a on a.id = s.account
         where s.hash = ${hash}`,
  )

interface NewToken {
  readonly signIn: string
  readonly account: string
  readonly at: Date
  readonly expiresAt: Date
}

const addToken = async (tx: OwnerTx, { signIn, account, at, expiresAt }: NewToken, used: boolean) => {
  const token = newSecret()
  await tx.run(sql`
    insert into session (hash, sign_in, account, created_at, used_at, last_seen_at, expires_at)
    values (${hashOf(token)}, ${signIn}, ${account}, ${at}, ${used ? at : null}, ${at}, ${expiresAt})`)
  return token
}

/** A new signing-in, under a token nobody has seen before. Returns the token. */
export const openSession = async (
  tx: OwnerTx,
  account: string,
  now: Date,
  { absolute }: Lifetime,
): Promise<string> => {
  await tx.run(sql`delete from session where expires_at < ${new Date(now.getTime() - absolute)}`)
  const expiresAt = new Date(now.getTime() + absolute)
  return addToken(tx, { signIn: randomUUID(), account, at: now, expiresAt }, true)
}

/** The token's place taken by a new one; undefined when a request at the same time was quicker. */
const succeed = async (tx: OwnerTx, hash: string, token: SessionToken, now: Date) => {
  await tx.run(sql`delete from session where used_at is null
                    and hash = (select successor from session where hash = ${hash} and succeeded_at = ${token.succeededAt})`)
  const renewal = await addToken(tx, { ...token, at: now }, false)
  const won = await tx.run(sql`
    update session set successor = ${hashOf(renewal)}, succeeded_at = ${now}
     where hash = ${hash} and replaced_at is null and succeeded_at is not distinct from ${token.succeededAt}`)
  if (won === 1) return renewal
  await tx.run(sql`delete from session where hash = ${hashOf(renewal)}`)
  return undefined
}

const confirm = async (tx: OwnerTx, hash: string, { signIn }: SessionToken, now: Date) => {
  await tx.run(sql`update session set used_at = ${now} where hash = ${hash}`)
  await tx.run(sql`update session set replaced_at = ${now}
                    where sign_in = ${signIn} and successor = ${hash} and replaced_at is null`)
}

const endSignIn = (tx: OwnerTx, signIn: string, now: Date) =>
  tx.run(sql`update session set revoked_at = ${now} where sign_in = ${signIn} and revoked_at is null`)

/** Ends the signing-in that a token belongs to, if any. Returns whose it was. */
export const endSession = async (tx: OwnerTx, token: string | undefined, now: Date) => {
  if (token === undefined) return undefined
  const found = await findToken(tx, hashOf(token))
  if (found === undefined) return undefined
  await endSignIn(tx, found.signIn, now)
  return found.account
}

/** Ends every signing-in of an account: its own, or any for an administrator. */
export const endAllSessions = (tx: Tx, account: string, now: Date) =>
  tx.run(sql`select end_sessions(${account}, ${now})`)

export const logSignIn = (
  tx: OwnerTx,
  entry: {
    readonly at: Date
    readonly kind: 'invitation' | 'demonstration' | 'signed-out' | 'token-reused'
    readonly account: string
    readonly address: string
  },
) =>
  tx.run(sql`insert into sign_in_event (at, kind, account, address)
             values (${entry.at}, ${entry.kind}, ${entry.account}, ${entry.address})`)

const Lasting = z.object({ signIn: z.uuid() })

/** Whose request it is, by the token its browser shows. */
export const createSessions = (db: Db, { demonstration, lifetime }: SessionSettings): Sessions => ({
  resume: (token, now, { renew, address }) =>
    db.asOwner(async (tx): Promise<Resumed | undefined> => {
      const hash = hashOf(token)
      const found = await findToken(tx, hash)
      if (found === undefined) return undefined
      const { account: id, name, administrator, signIn } = found
      const verdict = judgeToken(found, lifetime, { demonstration }, now)
      if (verdict.type === 'over') return undefined
      if (verdict.type === 'stolen') {
        await endSignIn(tx, signIn, now)
        await logSignIn(tx, { at: now, kind: 'token-reused', account: id, address })
        return undefined
      }
      if (verdict.first) await confirm(tx, hash, found, now)
      if (verdict.touch) await tx.run(sql`update session set last_seen_at = ${now} where hash = ${hash}`)
      const renewal = renew && verdict.renew ? await succeed(tx, hash, found, now) : undefined
      return { account: { id, name, administrator }, signIn, ...(renewal === undefined ? {} : { renewal }) }
    }),

  lasting: async (signIns, now) => {
    const rows = await db.asOwner(tx =>
      tx.all(
        Lasting,
        sql`select distinct s.sign_in as "signIn" from session s join account a on a.id = s.account
             where s.sign_in = any(${signIns}::uuid[]) and s.revoked_at is null and s.expires_at > ${now}
               and s.last_seen_at > ${new Date(now.getTime() - lifetime.idle)}
               and a.disabled_at is null and (not a.demonstration or ${demonstration}::boolean)`,
      ),
    )
    return new Set(rows.map(each => each.signIn))
  },
})
