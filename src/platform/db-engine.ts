import pg from 'pg'
import { log } from './log.ts'

/** That there is something new to read: about one subject, or about anything. */
export interface Wake {
  /** Without blanks. */
  readonly subject?: string | undefined
  /** What the listeners of the subject are told, at most 7,000 bytes. */
  readonly word?: string | undefined
}

/** Called with the word of a wake-up; with undefined when words may have been missed. */
export type Listener = (word: string | undefined) => void

/** What a transaction does at its end. */
export interface Ending {
  /** Notifies the listening connections of every process (PostgreSQL). */
  notify(notice: string): void
  afterCommit(hook: () => void): void
}

/** What differs between PGlite and PostgreSQL. Everything above it runs the same SQL on either. */
export interface Engine {
  readonly name: 'pglite' | 'postgres'
  /** Connections with the rights of the owner of the tables. */
  readonly ownerPool: pg.Pool
  /** Connections for everything else. On PostgreSQL they log in without any right but to become `parley_app`. */
  appPool(): Promise<pg.Pool>
  /** Wakes the listeners of every process once the transaction has committed. */
  wake(ending: Ending, wake: Wake): void
  onWake(listener: Listener, subject?: string): () => void
  close(): Promise<void>
}

/** The listeners of this process. */
export const makeListeners = () => {
  const general = new Set<Listener>()
  const bySubject = new Map<string, Set<Listener>>()
  const call = (listeners: ReadonlySet<Listener> | undefined, word: string | undefined) => {
    for (const each of listeners ?? []) each(word)
  }
  return {
    add: (listener: Listener, subject: string | undefined) => {
      const listeners = subject === undefined ? general : (bySubject.get(subject) ?? new Set())
      if (subject !== undefined) bySubject.set(subject, listeners)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (subject !== undefined && listeners.size === 0 && bySubject.get(subject) === listeners)
          bySubject.delete(subject)
      }
    },
    wake: ({ subject, word }: Wake) =>
      subject === undefined ? call(general, undefined) : call(bySubject.get(subject), word),
    /** Whatever there is to be heard may have been missed. */
    wakeAll: () => {
      call(general, undefined)
      for (const listeners of bySubject.values()) call(listeners, undefined)
    },
  }
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
