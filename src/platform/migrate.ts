import { createHash } from 'node:crypto'
import pg from 'pg'
import { z } from 'zod'
import { rememberAsNew } from './backup-tables.ts'
import { type Db, type OwnerTx, sql, StartUpError } from './db.ts'
import { settleEvents } from './events.ts'
import { log } from './log.ts'

/** One file `NNNN-name.sql`. Once released it never changes: what is wrong with it, a later one mends. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sha256: string
  readonly text: string
}

export const Applied = z.object({ number: z.int(), name: z.string(), sha256: z.string() })
export type Applied = z.infer<typeof Applied>

/** Files by path, in the order of their numbers. */
export const readMigrations = (files: Readonly<Record<string, string>>): readonly Migration[] => {
  const migrations = Object.entries(files).map(([path, text]) => {
    const [, number, name] = /(?:^|\/)(\d{4})-([a-z0-9-]+)\.sql$/.exec(path) ?? []
    if (number === undefined || name === undefined) throw new Error(`${path} should be called NNNN-name.sql.`)
    const lines = text.replaceAll('\r\n', '\n')
    return { number: Number(number), name, text, sha256: createHash('sha256').update(lines).digest('hex') }
  })
  const ordered = migrations.toSorted((left, right) => left.number - right.number)
  const twice = ordered.find((each, index) => each.number === ordered[index - 1]?.number)
  if (twice) throw new Error(`Two migrations have the number ${twice.number}.`)
  return ordered
}

const called = ({ number, name }: Applied) => `${String(number).padStart(4, '0')}-${name}`

/** Throws when this program and that database have gone different ways. */
const checkApplied = (applied: readonly Applied[], migrations: readonly Migration[]) => {
  const newest = migrations.at(-1)?.number ?? 0
  for (const each of applied) {
    const known = migrations.find(({ number }) => number === each.number)
    if (known?.sha256 === each.sha256) continue
    if (known === undefined && each.number > newest)
      throw new StartUpError(`The database was made by a newer Parley (${called(each)}): upgrade this one.`)
    throw new StartUpError(
      `Migration ${called(each)} is not the one this database was made with: run the Parley that made it.`,
    )
  }
}

export const appliedMigrations = (tx: OwnerTx): Promise<readonly Applied[]> =>
  tx.all(Applied, sql`select number, name, sha256 from migration order by number`)

/** Makes the table of what was applied; false if it was there. */
export const createHistory = async (tx: OwnerTx): Promise<boolean> => {
  const { there } = await tx.one(
    z.object({ there: z.boolean() }),
    sql`select to_regclass('public.migration') is not null as there`,
  )
  if (there) return false
  await tx.script(`
    create table migration (
      number     integer primary key,
      name       text not null,
      sha256     text not null,
      applied_at timestamptz not null default now()
    );
    alter table migration enable row level security`)
  return true
}

/** What is left to be checked at the commit would keep the next statements from altering its table. */
export const checkNow = (tx: OwnerTx): Promise<void> =>
  tx.script('set constraints all immediate; set constraints all deferred')

/** Applies, in this transaction, what is still missing. */
export const applyMigrations = async (
  tx: OwnerTx,
  migrations: readonly Migration[],
  { upTo = Infinity, atMost = Infinity } = {},
): Promise<readonly Migration[]> => {
  const applied = await appliedMigrations(tx)
  checkApplied(applied, migrations)
  const done = new Set(applied.map(({ number }) => number))
  const missing = migrations.filter(({ number }) => !done.has(number) && number <= upTo).slice(0, atMost)
  for (const { number, name, sha256, text } of missing) {
    await tx.script(text)
    await checkNow(tx)
    await tx.run(sql`insert into migration (number, name, sha256) values (${number}, ${name}, ${sha256})`)
  }
  return missing
}

/** One node at a time; a new database takes all its migrations at once, so that a first start is whole or nothing. */
const step = (db: Db, migrations: readonly Migration[], upTo: number) =>
  db.asOwner(async tx => {
    await tx.run(sql`select pg_advisory_xact_lock(hashtext('parley'))`)
    const isNew = await createHistory(tx)
    const done = await applyMigrations(tx, migrations, { upTo, atMost: isNew ? Infinity : 1 })
    if (isNew && done.length > 0) await rememberAsNew(tx)
    if (done.length === 0) await settleEvents(tx)
    return done
  })

const explain = (error: unknown) =>
  error instanceof pg.DatabaseError && error.code === '42501'
    ? new StartUpError(
        `The user of PARLEY_DATABASE_URL may not set up the database (${error.message}): ` +
          'make it the owner of the database and give it CREATEROLE.',
        { cause: error },
      )
    : error

/** Brings the database to the newest state this program knows, or up to a number. Any number of nodes may start at once. */
export const migrate = async (
  db: Db,
  migrations: readonly Migration[],
  { upTo = Infinity } = {},
): Promise<void> => {
  for (;;) {
    const done = await step(db, migrations, upTo).catch((error: unknown) => {
      throw explain(error)
    })
    if (done.length === 0) return
    log('info', 'database-migrated', { migrations: done.map(called) })
  }
}
