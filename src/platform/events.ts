import { z } from 'zod'
import { horizonQuery } from './db-horizon.ts'
import { type OwnerTx, sql, type Tx } from './db.ts'

/** Something that happened, for those in its compartment. */
export interface NewEvent {
  /** Past tense, kebab-case: `silence-broken`. */
  readonly type: string
  readonly compartment: string
  /** Ids and little else: whoever is told reads the rest under its own rights. */
  readonly body: Readonly<Record<string, unknown>>
  readonly at: Date
}

export const StoredEvent = z.object({
  type: z.string(),
  compartment: z.string(),
  body: z.record(z.string(), z.unknown()),
  at: z.date(),
})
export type StoredEvent = z.infer<typeof StoredEvent>

export interface EventPage {
  readonly events: readonly StoredEvent[]
  /** Where to read on. */
  readonly cursor: string
  /** The cursor given is of no use here (the database was restored): fetch everything anew, then read on. */
  readonly startOver: boolean
}

/** Appends in the transaction of the change it reports, so neither exists without the other; wakes listeners after. */
export const appendEvent = async (tx: Tx, { type, compartment, body, at }: NewEvent): Promise<void> => {
  await tx.run(sql`insert into event (at, compartment, type, body)
                   values (${at.toISOString()}, ${compartment}, ${type}, ${JSON.stringify(body)})`)
  tx.wake()
}

const Position = z.object({ xid: z.string(), seq: z.int() })
type Position = z.infer<typeof Position>
const Horizon = z.object({ generation: z.string(), horizon: z.string(), latest: z.string() })
type Horizon = z.infer<typeof Horizon>

const beginning: Position = { xid: '0', seq: 0 }

const horizonOf = (tx: Tx) =>
  tx.one(Horizon, sql`select event_generation() as generation, horizon, latest from (${horizonQuery}) h`)

const cursorOf = ({ generation }: Horizon, { xid, seq }: Position) => `${generation}.${xid}.${seq}`
const isAfter = (left: Position, right: Position) =>
  left.xid === right.xid ? left.seq > right.seq : BigInt(left.xid) > BigInt(right.xid)

/** Undefined for a cursor of another database, or of a later state of this one than it was restored to. */
const parseCursor = (cursor: string, { generation, latest }: Horizon): Position | undefined => {
  const [, name, xid = '', seq = ''] = /^([0-9a-f]+)\.(\d{1,19})\.(\d{1,15})$/.exec(cursor) ?? []
  const isOurs = name === generation && BigInt(xid) <= BigInt(latest)
  return isOurs ? { xid, seq: Number(seq) } : undefined
}

/** Where a reader stands who has just read everything. Take it before reading, so that nothing falls between. */
export const latestCursor = async (tx: Tx): Promise<string> => {
  const horizon = await horizonOf(tx)
  return cursorOf(horizon, { xid: horizon.horizon, seq: 0 })
}

/**
 * The next events this reader may see, each once, none missed; without a cursor from the first. Numbers are given out
 * when a transaction writes, but it may end long after a later one. So events are read in the order of transactions,
 * and only below the oldest one under way in this database: nothing can appear there any more. An event may thus be readable a little
 * after its commit; `Db.onWake` calls again then.
 */
export const eventsAfter = async (tx: Tx, cursor: string | undefined, limit = 500): Promise<EventPage> => {
  const horizon = await horizonOf(tx)
  const end = { xid: horizon.horizon, seq: 0 }
  const from = cursor === undefined ? beginning : parseCursor(cursor, horizon)
  if (from === undefined) return { events: [], cursor: cursorOf(horizon, end), startOver: true }
  const rows = await tx.all(
    StoredEvent.extend(Position.shape),
    sql`select xid::text, seq, type, compartment, body, at from event
         where (xid, seq) > (${from.xid}::xid8, ${from.seq}::bigint) and xid < ${horizon.horizon}::xid8
         order by event.xid, event.seq limit ${limit}`,
  )
  const last = rows.at(-1) ?? from
  // A page that is not full has passed by everything below the horizon, seen or not.
  const reached = rows.length < limit && isAfter(end, last) ? end : last
  return {
    events: rows.map(({ type, compartment, body, at }) => ({ type, compartment, body, at })),
    cursor: cursorOf(horizon, reached),
    startOver: false,
  }
}

/** Makes every cursor handed out so far start over. */
export const renewGeneration = async (tx: OwnerTx): Promise<void> => {
  await tx.run(sql`insert into platform_setting (key, value)
                   values ('generation', replace(gen_random_uuid()::text, '-', ''))
                   on conflict (key) do update set value = excluded.value`)
}

const There = z.object({ there: z.boolean() })

/**
 * A database copied with PostgreSQL's own tools brings transaction numbers that its new server has yet to reach; its
 * events would be held back until then. They all lie in the past.
 */
export const settleEvents = async (tx: OwnerTx): Promise<void> => {
  const { there } = await tx.one(There, sql`select to_regclass('public.event') is not null as there`)
  if (!there) return
  const settled = await tx.run(
    sql`update event set xid = '0' where xid >= pg_snapshot_xmax(pg_current_snapshot())`,
  )
  if (settled > 0) await renewGeneration(tx)
}
