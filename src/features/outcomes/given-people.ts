import { givenAccount, givenRecord } from '../../../test/given.ts'
import { type Actor, type Db, identifier, join, sql, type Sql } from '../../platform/db.ts'
import { entityId } from '../record/keys.ts'
import { givenNegotiation } from '../texts/given-negotiation.ts'

// Everybody who could want something of a text, entitled or not, and what each may do past the server: as `parley_app`.

class Undone extends Error {}

/** A value as its column takes it; `sql` stays as it is. */
export type Row = Readonly<Record<string, unknown>>

/** The statement that adds a row. */
export const insertRow = (table: string, row: Row): Sql =>
  sql`insert into ${identifier(table)} (${join(Object.keys(row).map(identifier))})
      values (${join(Object.values(row).map(value => sql`${value}`))})`

export const givenPeople = async (db: Db) => {
  const talks = await givenNegotiation(db)
  const elsewhere = await givenNegotiation(db)
  await givenRecord(db, {
    entities: [
      { key: talks.track, type: 'track' },
      { key: 'corvia', type: 'party' },
    ],
    claims: [
      {
        about: talks.track,
        predicate: 'participation',
        object: 'corvia',
        value: { role: 'guest', status: 'participates' },
        evidence: [{ paragraph: 1 }],
      },
    ],
  })
  const { track } = talks
  const arden = { capacity: 'party', track, party: 'arden' } as const
  const ended = await givenAccount(db, [arden])
  await db.asOwner(tx =>
    tx.run(sql`update mandate set starts_at = now() - interval '2 days', ends_at = now() - interval '1 day'
                where account = ${ended.account}`),
  )
  const revoked = await givenAccount(db, [arden])
  await db.asOwner(tx =>
    tx.run(sql`update mandate set revoked_at = now() where account = ${revoked.account}`),
  )
  const people = {
    secretariat: talks.secretariat.actor,
    chair: talks.chair.actor,
    facilitator: await givenAccount(db, [{ capacity: 'facilitator', track }]),
    arden: talks.arden.actor,
    belmar: talks.belmar.actor,
    both: await givenAccount(db, [arden, { capacity: 'chair', track }]),
    guest: await givenAccount(db, [{ capacity: 'party', track, party: 'corvia' }]),
    observer: talks.observer.actor,
    administrator: await givenAccount(db, [{ capacity: 'administrator' }]),
    desk: await givenAccount(db, [{ capacity: 'party', party: 'arden' }]),
    ended,
    revoked,
    otherChair: elsewhere.chair.actor,
    otherArden: elsewhere.arden.actor,
    otherSecretariat: elsewhere.secretariat.actor,
    stranger: talks.outsider.actor,
    public: { account: null },
  } satisfies Record<string, Actor>
  const names = Object.keys(people) as (keyof typeof people)[]

  /** What comes of rows added in one transaction that leaves nothing behind: `ok`, or the reason why not. */
  const adding = async (actor: Actor, ...rows: readonly (readonly [table: string, row: Row])[]) => {
    const attempt = db.as(actor, async tx => {
      for (const [table, row] of rows) await tx.run(insertRow(table, row))
      throw new Undone()
    })
    return attempt.catch((error: unknown) => {
      if (error instanceof Undone) return 'ok'
      const { message } = error as Error
      if (/row-level security/.test(message)) return 'policy'
      return /permission denied/.test(message) ? 'no right' : message
    })
  }
  return {
    ...talks,
    elsewhere,
    corviaId: entityId('corvia'),
    people,
    adding,
    /** Who may add this; the row may depend on who adds it. */
    whoMay: async (table: string, row: (account: string | null) => Row) => {
      const may: string[] = []
      for (const name of names)
        if ((await adding(people[name], [table, row(people[name].account)])) === 'ok') may.push(name)
      return may
    },
    /** Who sees any row of a query. */
    whoSees: async (query: Sql, knownOn?: string) => {
      const sees: string[] = []
      for (const name of names)
        if ((await db.as({ ...people[name], knownOn }, tx => tx.run(query))) > 0) sees.push(name)
      return sees
    },
  }
}
export type People = Awaited<ReturnType<typeof givenPeople>>

/** A hash of nothing in particular. */
export const someHash = 'a'.repeat(64)
