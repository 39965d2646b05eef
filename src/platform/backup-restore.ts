import pg from 'pg'
import { z } from 'zod'
import { BackupError, Footer, Header, makeSeal, TableLine } from './backup.ts'
import { countOn, exactly, insertRows, isNew, type Table, tablesOf } from './backup-tables.ts'
import { type Db, identifier, join, type OwnerTx, sql } from './db.ts'
import { renewGeneration } from './events.ts'
import { type Applied, applyMigrations, checkNow, createHistory, type Migration } from './migrate.ts'

type Lines = AsyncIterable<string> | Iterable<string>

const There = z.object({ there: z.boolean() })
const has = async (tx: OwnerTx, table: string) =>
  (await tx.one(There, sql`select to_regclass(${`public.${table}`}) is not null as there`)).there

/** Never over somebody's work: the database has nothing, or nothing but what its migrations put in. */
const refuseUnlessUnused = async (tx: OwnerTx) => {
  const { tables } = await tx.one(
    z.object({ tables: z.int() }),
    sql`select count(*) as tables from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  if (tables === 0) return
  if ((await has(tx, 'platform_setting')) && (await isNew(tx))) return
  throw new BackupError('This database is already in use: restore into a new one.')
}

const Secret = z.object({ key: z.string(), value: z.string() })

/** An empty schema as PostgreSQL itself makes it. */
const beginAnew = (tx: OwnerTx) =>
  tx.script(`drop schema public cascade; create schema public;
             alter schema public owner to pg_database_owner; grant usage on schema public to public`)

/** The database as the migrations of the backup made it, with the secrets it had: its log-in stays its own. */
const prepare = async (tx: OwnerTx, applied: readonly Applied[], migrations: readonly Migration[]) => {
  const secrets = (await has(tx, 'platform_secret'))
    ? await tx.all(Secret, sql`select key, value from platform_secret`)
    : []
  await beginAnew(tx)
  await createHistory(tx)
  await applyMigrations(tx, pick(migrations, applied))
  for (const { key, value } of secrets)
    await tx.run(sql`insert into platform_secret (key, value) values (${key}, ${value})`)
}

const pick = (migrations: readonly Migration[], applied: readonly Applied[]) =>
  applied.map(({ number, name, sha256 }) => {
    const known = migrations.find(each => each.number === number && each.sha256 === sha256)
    if (known) return known
    throw new BackupError(
      `The backup was made by a Parley with the migration ${number}-${name}, which this one does not have: use a newer Parley.`,
    )
  })

const ForeignKey = z.object({ add: z.string(), drop: z.string() })

/**
 * Takes away, while `load` runs, what looks at single rows: references, which rows may come before what they refer to, and
 * triggers, whose effects are among the rows. Both are back, and the references checked, when it ends.
 */
const withoutChecks = async (tx: OwnerTx, tables: readonly Table[], load: () => Promise<void>) => {
  const foreignKeys = await tx.all(
    ForeignKey,
    sql`select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
               format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
          from pg_constraint
         where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0
         order by conrelid::regclass::text, conname`,
  )
  for (const { drop } of foreignKeys) await tx.script(drop)
  const names = tables.map(({ name }) => identifier(name))
  for (const name of names) await tx.run(sql`alter table ${name} disable trigger user`)
  await tx.run(sql`truncate ${join(names)}`)
  await load()
  await checkNow(tx)
  for (const name of names) await tx.run(sql`alter table ${name} enable trigger user`)
  for (const { add } of foreignKeys) await tx.script(add)
}

const parsed = <T>(schema: z.ZodType<T>, line: string): T | undefined => {
  if (!line.startsWith('{')) return undefined
  try {
    return schema.safeParse(JSON.parse(line)).data
  } catch {
    throw cutShort()
  }
}

const cutShort = (cause?: unknown) =>
  new BackupError('The backup is cut short or was changed: use another copy.', { cause })

/** A value that its column does not take, or a row that its table does not (SQLSTATE classes 22 and 23). */
const isBadData = (error: unknown) => error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '')

/** The lines in turn; the last one must seal all before it. */
const sealed = async function* (lines: Lines) {
  const seal = makeSeal()
  let isSealed = false
  for await (const line of lines) {
    if (isSealed) throw cutShort()
    const footer = parsed(Footer.strict(), line)
    if (footer === undefined) {
      seal.add(line)
      yield line
    } else {
      if (footer.sha256 !== seal.close()) throw cutShort()
      isSealed = true
    }
  }
  if (!isSealed) throw cutShort()
}

const batchSize = 1_000_000

/** Adds all rows and answers how many each table got. */
const loadRows = async (tx: OwnerTx, tables: readonly Table[], lines: AsyncIterable<string>) => {
  const counts: Record<string, number> = {}
  let target: { table: Table; columns: string[] } | undefined
  let batch: string[] = []
  let size = 0
  const flush = async () => {
    if (target === undefined || batch.length === 0) return
    await tx.run(insertRows(target.table, target.columns, batch)).catch((error: unknown) => {
      throw isBadData(error) ? cutShort(error) : error
    })
    counts[target.table.name] = (counts[target.table.name] ?? 0) + batch.length
    batch = []
    size = 0
  }
  for await (const line of lines) {
    const begun = parsed(TableLine, line)
    if (begun) {
      await flush()
      const table = tables.find(({ name }) => name === begun.table)
      if (table === undefined)
        throw new BackupError(`The backup holds a table ${begun.table} that Parley does not have.`)
      target = { table, columns: begun.columns }
      counts[table.name] = 0
    } else {
      batch.push(line)
      size += line.length
      if (size > batchSize) await flush()
    }
  }
  await flush()
  return counts
}

const readHeader = async (lines: AsyncIterator<string>): Promise<Header> => {
  const { value, done } = await lines.next()
  const header = done === true ? undefined : parsed(Header, value)
  if (header === undefined)
    throw new BackupError('This is not a backup of Parley, or of one too new for this Parley.')
  return header
}

/** The database is as it was when the backup was taken, but for its secrets and for where readers of events stand. */
const finish = async (tx: OwnerTx, header: Header) => {
  for (const sequence of header.sequences) await tx.run(countOn(sequence))
  await tx.run(sql`delete from platform_setting where key = 'new'`)
  await renewGeneration(tx)
}

/**
 * Fills an unused database from a backup, then brings it to the newest state. One transaction: whatever is wrong with
 * the backup, the database stays as it was. The backup may come from either engine.
 */
export const restore = async (db: Db, lines: Lines, migrations: readonly Migration[]): Promise<Header> => {
  const restored = await db.asOwner(async tx => {
    await tx.run(sql`select pg_advisory_xact_lock(hashtext('parley'))`)
    await refuseUnlessUnused(tx)
    const rest = sealed(lines)
    const header = await readHeader(rest)
    await prepare(tx, header.migrations, migrations)
    await tx.run(exactly)
    const tables = await tablesOf(tx)
    await withoutChecks(tx, tables, async () => {
      const counts = await loadRows(tx, tables, rest)
      const differing = Object.keys({ ...counts, ...header.counts }).filter(
        name => counts[name] !== header.counts[name],
      )
      if (differing.length > 0) throw cutShort()
      await finish(tx, header)
    })
    await applyMigrations(tx, migrations)
    return header
  })
  await db.asOwner(tx => tx.run(sql`analyze`))
  return restored
}
