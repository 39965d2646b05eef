import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, inject, onTestFinished } from 'vitest'
import { type Db, openDb } from '../src/platform/db.ts'

const template = inject('template')

/** The engine this run of the file is on. Every `*.db.test.ts` runs once on each. */
export const testEngine = template.engine

const command = async (url: string, statement: string) => {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** After the test under way, or after the file if none is; the latest first. */
const whenDone = (work: () => Promise<void>) => {
  try {
    onTestFinished(work)
  } catch {
    afterAll(work)
  }
}

const urlOf = (database: string) => {
  if (template.engine !== 'postgres') throw new Error('Only PostgreSQL has databases to connect to.')
  return Object.assign(new URL(template.url), { pathname: `/${database}` }).toString()
}

/** A new database on PostgreSQL, for tests that connect more than once; dropped when the test or the file that asked is done. */
export const createTestDatabase = async ({ empty = false } = {}): Promise<string> => {
  if (template.engine !== 'postgres') throw new Error('Only PostgreSQL can be connected to more than once.')
  const { url, database } = template
  const name = `${database}_${randomBytes(6).toString('hex')}`
  await command(url, `create database ${name} template ${empty ? 'template0' : database} strategy file_copy`)
  whenDone(() => command(url, `drop database if exists ${name}`))
  return urlOf(name)
}

/** Closed when whoever asked is done, and before its database is dropped. */
const closing = (db: Db): Db => {
  let closed: Promise<void> | undefined
  const close = () => (closed ??= db.close())
  whenDone(close)
  return { ...db, close }
}

/**
 * A migrated database of the test file's own. Call it at the top of the file: `const db = await openTestDb()`.
 * Tests of one file share it, so each makes its own rows.
 */
export const openTestDb = async (): Promise<Db> =>
  closing(
    await openDb(
      template.engine === 'postgres'
        ? { url: await createTestDatabase() }
        : { template: readFileSync(template.file) },
    ),
  )

/** A database nothing was ever done to. */
export const openEmptyDb = async (): Promise<Db> =>
  closing(
    await openDb(template.engine === 'postgres' ? { url: await createTestDatabase({ empty: true }) } : {}),
  )
