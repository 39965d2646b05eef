import { createHash } from 'node:crypto'
import { z } from 'zod'
import { exactly, rowsOf, sequencesOf, type Table, tablesOf } from './backup-tables.ts'
import { type Db, identifier, type OwnerTx, sql } from './db.ts'
import { Applied, appliedMigrations } from './migrate.ts'

/** A backup that cannot be read, or a database that cannot take it. The message says which, in one sentence. */
export class BackupError extends Error {
  override name = 'BackupError'
}

/**
 * The first line of a backup. Then follows for each table a line that names it, and its rows, a line each; at the end a
 * line with the hash of all before it, without which a backup is known to be cut short.
 */
export const Header = z.object({
  format: z.literal('parley-backup'),
  version: z.literal(1),
  program: z.string(),
  taken: z.iso.datetime(),
  generation: z.string(),
  migrations: z.array(Applied),
  counts: z.record(z.string(), z.int()),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), called: z.boolean() })),
})
export type Header = z.infer<typeof Header>

export const TableLine = z.object({ table: z.string(), columns: z.array(z.string()) })
export const Footer = z.object({ sha256: z.string() })

/** A hash over lines, as a backup ends with. */
export const makeSeal = () => {
  const hash = createHash('sha256')
  return { add: (line: string) => void hash.update(`${line}\n`), close: () => hash.digest('hex') }
}

const Count = z.object({ count: z.int() })
const Setting = z.object({ value: z.string() })
const Line = z.object({ line: z.string() })

const countsOf = async (tx: OwnerTx, tables: readonly Table[]) => {
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const { count } = await tx.one(Count, sql`select count(*) from ${identifier(name)}`)
    counts[name] = count
  }
  return counts
}

const headerOf = async (tx: OwnerTx, tables: readonly Table[], program: string): Promise<Header> => ({
  format: 'parley-backup',
  version: 1,
  program,
  taken: new Date().toISOString(),
  generation: (await tx.one(Setting, sql`select value from platform_setting where key = 'generation'`)).value,
  migrations: [...(await appliedMigrations(tx))],
  counts: await countsOf(tx, tables),
  sequences: await sequencesOf(tx),
})

const writeTable = async (tx: OwnerTx, table: Table, write: (line: string) => Promise<void>) => {
  await write(JSON.stringify({ table: table.name, columns: table.columns.map(({ name }) => name) }))
  await tx.run(sql`declare each_row no scroll cursor for ${rowsOf(table)}`)
  for (;;) {
    const rows = await tx.all(Line, sql`fetch 500 from each_row`)
    for (const { line } of rows) await write(line)
    if (rows.length === 0) break
  }
  await tx.run(sql`close each_row`)
}

/**
 * Writes everything but the secrets, as it was at one moment, while others go on writing. The lines mean the same to
 * every engine and every version since.
 */
export const backup = (
  db: Db,
  write: (line: string) => void | Promise<void>,
  { program = 'parley' } = {},
): Promise<Header> =>
  db.asOwner(async tx => {
    await tx.run(sql`set transaction isolation level repeatable read, read only`)
    await tx.run(exactly)
    const seal = makeSeal()
    const writeSealed = async (line: string) => {
      seal.add(line)
      await write(line)
    }
    const tables = await tablesOf(tx)
    const header = await headerOf(tx, tables, program)
    await writeSealed(JSON.stringify(header))
    for (const table of tables) await writeTable(tx, table, writeSealed)
    await write(JSON.stringify({ sha256: seal.close() }))
    return header
  })
