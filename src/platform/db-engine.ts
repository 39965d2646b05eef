import pg from 'pg'
import type { Tx } from './db.ts'
import { log } from './log.ts'

/** What differs between PGlite and PostgreSQL. Everything above it runs the same SQL on either. */
export interface Engine {
  readonly name: 'pglite' | 'postgres'
  /** Connections with the rights of the owner of the tables. */
  readonly ownerPool: pg.Pool
  /** Connections for everything else. On PostgreSQL they log in without any right but to become `parley_app`. */
  appPool(): Promise<pg.Pool>
  /** Wakes the listeners of every process once `tx` has committed. */
  wake(tx: Tx): Promise<void>
  onWake(listener: () => void): () => void
  close(): Promise<void>
}

/** The database cannot be used as it is. The message is one sentence that tells the operator what to do. */
export class StartUpError extends Error {
  override name = 'StartUpError'
}

const wholeNumber = (text: string) => {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} does not fit a number; select it as text.`)
  return number
}
/** The elements of a flat array of numbers or days, which PostgreSQL never quotes. */
const elements = (text: string) =>
  text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map(each => (each === 'NULL' ? null : each))

/** A `bigint` is a number, a `date` stays its ISO text: a day has no time zone to be shifted by. */
const parsers = new Map<number, (text: string) => unknown>([
  [20, wholeNumber],
  [1016, text => elements(text).map(each => (each === null ? null : wholeNumber(each)))],
  [1082, text => text],
  [1182, elements],
])

/** Connections that never end the process: a lost one is replaced by the pool, its query fails alone. */
export const makePool = (config: pg.PoolConfig): pg.Pool => {
  const pool = new pg.Pool({
    ...config,
    types: {
      getTypeParser: (type, format) =>
        format === 'binary'
          ? pg.types.getTypeParser(type, 'binary')
          : (parsers.get(type) ?? pg.types.getTypeParser(type)),
    },
  })
  pool.on('error', error => log('warn', 'database-connection-lost', { error: error.message }))
  // While a connection is lent out the pool does not listen to it.
  pool.on('connect', client => void client.on('error', () => {}))
  return pool
}
