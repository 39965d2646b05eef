import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { z } from 'zod'
import { migrations } from '../src/migrations.ts'
import { dbOn, openDb } from '../src/platform/db.ts'
import { openPglite } from '../src/platform/db-pglite.ts'
import { migrate } from '../src/platform/migrate.ts'
import { startPostgres } from './postgres.ts'

/** What each test file copies its own database from. */
export type Template =
  | { readonly engine: 'pglite'; readonly file: string }
  | { readonly engine: 'postgres'; readonly url: string; readonly database: string }

declare module 'vitest' {
  export interface ProvidedContext {
    template: Template
  }
}

const cache = fileURLToPath(new URL('../node_modules/.cache/parley-test/', import.meta.url))
const day = 24 * 60 * 60 * 1000

const forgetOldTemplates = () => {
  for (const name of readdirSync(cache)) {
    const file = join(cache, name)
    const { mtimeMs = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {}
    if (Date.now() - mtimeMs > day) rmSync(file, { force: true })
  }
}

const dumpMigrated = async () => {
  const engine = await openPglite({ folder: undefined, template: undefined })
  await migrate(dbOn(engine), migrations)
  const bytes = await engine.dump()
  await engine.close()
  return bytes
}

/** A dumped data folder with every migration applied, made once for each state of the migrations. */
const pgliteTemplate = async (): Promise<Template> => {
  const state = createHash('sha256')
    .update(JSON.stringify([migrations, process.version]))
    .digest('hex')
  const file = join(cache, `${state.slice(0, 20)}.tar`)
  mkdirSync(cache, { recursive: true })
  forgetOldTemplates()
  if (!existsSync(file)) {
    const unfinished = `${file}.${process.pid}`
    writeFileSync(unfinished, await dumpMigrated())
    renameSync(unfinished, file)
  }
  return { engine: 'pglite', file }
}

/** Like an installation's own, so without a superuser's rights. */
const createOwner = async (superuserUrl: string) => {
  const password = randomBytes(12).toString('hex')
  const client = new pg.Client(superuserUrl)
  await client.connect()
  await client.query(`create role owner login createdb createrole password '${password}'`)
  await client.query('create database owner owner owner')
  await client.end()
  return Object.assign(new URL(superuserUrl), { username: 'owner', password, pathname: '/owner' }).toString()
}

const server = async () => {
  const given = process.env['PARLEY_TEST_DATABASE_URL']
  if (given !== undefined) return { url: given, stop: () => Promise.resolve() }
  const { url, stop } = await startPostgres()
  return { url: await createOwner(url), stop }
}

/** Runs statements on the server as the owner, outside any transaction. */
const command = async (url: string, ...statements: string[]) => {
  const client = new pg.Client(url)
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

const postgresTemplate = async (url: string) => {
  const database = `parley_test_${randomBytes(6).toString('hex')}`
  await command(url, `create database ${database}`)
  const db = await openDb({ url: Object.assign(new URL(url), { pathname: `/${database}` }).toString() })
  await migrate(db, migrations)
  // The first transaction makes the log-in that all copies share.
  await db.as({ account: null }, () => Promise.resolve())
  await db.close()
  return database
}

const Names = z.array(z.object({ name: z.string() }))

/** Drops what a run left on a server that is not its own: its databases, and the log-ins made for them. */
const cleanUp = async (url: string, template: string) => {
  const ask = async (database: string, query: string, ...values: string[]) => {
    const client = new pg.Client(Object.assign(new URL(url), { pathname: `/${database}` }).toString())
    await client.connect()
    const { rows } = await client.query(query, values)
    await client.end()
    return Names.parse(rows).map(({ name }) => name)
  }
  const databases = await ask(
    template,
    'select datname as name from pg_database where starts_with(datname, $1)',
    template,
  )
  const logins = new Set<string>()
  for (const database of databases) {
    const login = `select value::json ->> 'name' as name from platform_secret where key = 'login'`
    for (const name of await ask(database, login).catch(() => [])) logins.add(name)
  }
  await command(url, ...databases.map(name => `drop database ${name}`))
  await command(url, ...Array.from(logins, name => `drop role ${name}`))
}

export const setup = async (project: TestProject): Promise<(() => Promise<void>) | undefined> => {
  if (project.name === 'pglite') {
    project.provide('template', await pgliteTemplate())
    return undefined
  }
  const { url, stop } = await server()
  const database = await postgresTemplate(url)
  project.provide('template', { engine: 'postgres', url, database })
  return async () => {
    if (process.env['PARLEY_TEST_DATABASE_URL'] !== undefined) await cleanUp(url, database)
    await stop()
  }
}
