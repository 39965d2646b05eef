import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import type { z } from 'zod'
import { isRefusal } from '../domain/refusal.ts'
import type { Ending, Engine, Listener } from './db-engine.ts'
import { openPglite } from './db-pglite.ts'
import { openPostgres } from './db-postgres.ts'
import { type Sql, textOf } from './db-sql.ts'
import { log } from './log.ts'

export { StartUpError } from './db-engine.ts'
export { identifier, join, type Sql, sql } from './db-sql.ts'

/** On whose behalf a transaction runs. Policies read it through `current_account()` and `known_on()`. */
export interface Actor {
  /** Null: a member of the public. */
  readonly account: string | null
  /** A day in ISO form: see only what was known on that day. */
  readonly knownOn?: string | undefined
}

/** A transaction under way. Its queries run one after another, and none after it has ended. */
export interface Tx {
  /** Who acts at this moment. */
  readonly actor: Actor | 'owner'
  all<Row>(row: z.ZodType<Row>, query: Sql): Promise<Row[]>
  /** The first row; throws `NotFound` when there is none. */
  one<Row>(row: z.ZodType<Row>, query: Sql): Promise<Row>
  find<Row>(row: z.ZodType<Row>, query: Sql): Promise<Row | undefined>
  /** How many rows were affected. */
  run(query: Sql): Promise<number>
  /** Runs once the transaction is durable; never if it rolls back. */
  afterCommit(hook: () => void): void
  /**
   * Tells `onWake` listeners of every process, once this has committed, that there is something new to read. With a
   * subject, only those who listen for it are called, and told the word (at most 7,000 bytes).
   */
  wake(subject?: string, word?: string): void
}

export interface OwnerTx extends Tx {
  /** Several statements at once, as in a migration file. */
  script(statements: string): Promise<void>
}

/** What can be acted through, by one after another. */
export interface ActingDb {
  /**
   * The only way to a query: one transaction, under row-level security, as somebody. If `work` returns a refusal or
   * throws, nothing of it is kept. After a deadlock or serialization failure `work` runs again from its
   * beginning, so it changes nothing but through `tx`.
   */
  as<T>(actor: Actor, work: (tx: Tx) => Promise<T>, options?: { readOnly?: boolean }): Promise<T>
}

export interface Db extends ActingDb {
  readonly engine: Engine['name']
  /** Past all policies: for migrations, backup and restore, and finding the account that signs in. */
  asOwner<T>(work: (tx: OwnerTx) => Promise<T>): Promise<T>
  /**
   * One transaction in which several act one after another, each under row-level security as itself: all of it is kept,
   * or nothing. After a refusal of any of them nothing is.
   */
  together<T>(work: (db: ActingDb) => Promise<T>): Promise<T>
  /**
   * Calls `listener` whenever something may have been committed that it has not read. The listener reads as its own
   * actor, so that policies decide what it learns. With a subject, for what is about that alone: it is called with the word
   * of each wake-up, and with undefined when words may have been missed. Returns how to stop.
   */
  onWake(listener: Listener, subject?: string): () => void
  close(): Promise<void>
}

/** There is no such row, or none that this actor may see: the two are not to be told apart. */
export class NotFound extends Error {
  override name = 'NotFound'
}

/** Where the database is: a PostgreSQL URL of its owner, or PGlite in a folder, or in memory (for tests). */
export interface DbOptions {
  readonly url?: string | undefined
  readonly folder?: string | undefined
  /** A dumped PGlite data folder for the database in memory to begin with. */
  readonly template?: Uint8Array | undefined
}

interface State {
  readonly engine: Engine
  open: boolean
}

const begun = new AsyncLocalStorage<State>()
const attempts = 4
const transient = new Set(['40001', '40P01'])
const isTransient = (error: unknown) =>
  error instanceof pg.DatabaseError && error.code !== undefined && transient.has(error.code)

const actAs = (client: pg.PoolClient, { account, knownOn }: Actor) => {
  const quoted = (text: string | null | undefined) => client.escapeLiteral(text ?? '')
  return `select set_config('role', 'parley_app', true), set_config('parley.account', ${quoted(account)}, true),
    set_config('parley.known_on', ${quoted(knownOn)}, true)`
}

/** Begins, and becomes the actor, in one question to the database. */
const beginning = (client: pg.PoolClient, actor: Actor | 'owner', readOnly: boolean) => {
  const begin = readOnly ? 'begin read only' : 'begin'
  return actor === 'owner' ? begin : `${begin}; ${actAs(client, actor)}`
}

/** Notifies and commits, in one question to the database. */
const ending = (client: pg.PoolClient, notices: ReadonlySet<string>) =>
  [...[...notices].map(each => `select pg_notify('parley', ${client.escapeLiteral(each)})`), 'commit'].join(
    '; ',
  )

interface Plan<T> {
  readonly actor: Actor | 'owner'
  readonly readOnly: boolean
  readonly work: (tx: OwnerTx, become: (next: Actor) => Promise<void>) => Promise<T>
}

const makeTx = (client: pg.PoolClient, state: State, beginner: Actor | 'owner') => {
  let actor = beginner
  const hooks: (() => void)[] = []
  const notices = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()
  const send = async (text: string, values: readonly unknown[]) => {
    if (!state.open) throw new Error('The transaction has ended; await every query inside it.')
    const before = last
    const answer = before.catch(() => {}).then(() => client.query(text, [...values]))
    last = answer
    return answer
  }
  const all: Tx['all'] = async (row, query) => {
    const { rows } = await send(textOf(query), query.values)
    return rows.map(each => row.parse(each))
  }
  const find: Tx['find'] = async (row, query) => (await all(row, query))[0]
  const tx: OwnerTx = {
    get actor() {
      return actor
    },
    all,
    find,
    one: async (row, query) => {
      const [first] = await all(row, query)
      if (first === undefined) throw new NotFound('There is no such row.')
      return first
    },
    run: async query => (await send(textOf(query), query.values)).rowCount ?? 0,
    script: async statements => void (await send(statements, [])),
    afterCommit: hook => void hooks.push(hook),
    wake: (subject, word) => state.engine.wake(atEnd, { subject, word }),
  }
  const become = async (next: Actor) => {
    await tx.script(actAs(client, next))
    actor = next
  }
  const atEnd: Ending = {
    notify: notice => void notices.add(notice),
    afterCommit: hook => void hooks.push(hook),
  }
  return { tx, hooks, notices, become, settled: () => last.catch(() => {}) }
}

// What is committed stays committed, whatever a hook does.
const runHook = (hook: () => void) => {
  try {
    begun.exit(hook)
  } catch (error) {
    log('error', 'after-commit-hook-failed', { error })
  }
}

const attempt = async <T>(engine: Engine, pool: pg.Pool, { actor, readOnly, work }: Plan<T>): Promise<T> => {
  const client = await pool.connect()
  const state: State = { engine, open: true }
  const { tx, hooks, notices, become, settled } = makeTx(client, state, actor)
  let broken = false
  const end = async (how: 'commit' | 'rollback') => {
    await settled()
    state.open = false
    const outcome = await client.query(how === 'commit' ? ending(client, notices) : how)
    // Several statements have several outcomes, whatever the types say.
    const last = [outcome].flat().at(-1)
    if (how === 'commit' && last?.command === 'ROLLBACK')
      throw new Error('A statement had failed, so nothing was committed.')
  }
  try {
    await client.query(beginning(client, actor, readOnly))
    const outcome = await begun.run(state, () => work(tx, become))
    await end(isRefusal(outcome) ? 'rollback' : 'commit')
    if (isRefusal(outcome)) hooks.length = 0
    return outcome
  } catch (error) {
    hooks.length = 0
    if (state.open) await end('rollback').catch(() => (broken = true))
    else await client.query('rollback').catch(() => (broken = true))
    throw error
  } finally {
    state.open = false
    client.release(broken)
    for (const hook of hooks) runHook(hook)
  }
}

const transact = async <T>(engine: Engine, pool: pg.Pool, plan: Plan<T>): Promise<T> => {
  // With the single connection of PGlite an inner transaction would wait for the outer one for ever.
  const outer = begun.getStore()
  if (outer?.open === true && outer.engine === engine)
    throw new Error('A transaction is under way: hand on its tx.')
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt(engine, pool, plan)
    } catch (error) {
      if (tried === attempts || !isTransient(error)) throw error
      await new Promise(resolve => setTimeout(resolve, Math.random() * 20 * 2 ** tried))
    }
  }
}

const nobody: Actor = { account: null }

const actingTogether = <T>(work: (db: ActingDb) => Promise<T>): Plan<T>['work'] => {
  return async (tx, become) => {
    let refused: string | undefined
    let last: Actor | undefined
    const outcome = await work({
      as: async (actor, act) => {
        if (last?.account !== actor.account || last.knownOn !== actor.knownOn) await become(actor)
        last = actor
        const answer = await act(tx)
        if (isRefusal(answer)) refused ??= answer.refused
        return answer
      },
    })
    if (refused !== undefined && !isRefusal(outcome))
      throw new Error(`One of several was refused, so nothing was kept: ${refused}.`)
    return outcome
  }
}

/** The door to an engine already started. */
export const dbOn = (engine: Engine): Db => ({
  engine: engine.name,
  as: async (actor, work, { readOnly = false } = {}) =>
    transact(engine, await engine.appPool(), { actor, readOnly, work: tx => work(tx) }),
  asOwner: work =>
    transact(engine, engine.ownerPool, { actor: 'owner', readOnly: false, work: tx => work(tx) }),
  together: async work =>
    transact(engine, await engine.appPool(), { actor: nobody, readOnly: false, work: actingTogether(work) }),
  onWake: (listener, subject) => engine.onWake(listener, subject),
  close: () => engine.close(),
})

/** Opens the database without changing it: `migrate` comes next. Throws `StartUpError`. */
export const openDb = async ({ url, folder, template }: DbOptions): Promise<Db> =>
  dbOn(url === undefined ? await openPglite({ folder, template }) : await openPostgres(url))
