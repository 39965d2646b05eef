import { z } from 'zod'
import { exportRecord } from '../features/record/export.store.ts'
import { CannotImport, importFiles } from '../import.ts'
import { type Actor, type Db, sql } from '../platform/db.ts'
import { type Args, BadInput, type Io, Misuse, printJson, valueOf } from './command.ts'

export const importRecord = async (db: Db, { positionals }: Args, io: Io) => {
  if (positionals.length === 0) throw new Misuse('FILE or FOLDER is missing.')
  const paths = positionals.map(name => io.path(name))
  const imported = await importFiles(db, paths, new Date()).catch((error: unknown) => {
    throw error instanceof CannotImport ? new BadInput(error.message) : error
  })
  await printJson(io, { imported })
  return 0
}

const readerCalled = async (db: Db, signInName: string | undefined): Promise<Actor> => {
  if (signInName === undefined) return { account: null }
  const found = await db.asOwner(tx =>
    tx.find(
      z.object({ id: z.uuid() }),
      sql`select id from account where sign_in_name = ${signInName.toLowerCase()}`,
    ),
  )
  if (found === undefined)
    throw new BadInput(`Nobody signs in as “${signInName}”: “parley user list” says who does.`)
  return { account: found.id }
}

export const printRecord = async (db: Db, args: Args, io: Io) => {
  const reader = await readerCalled(db, valueOf(args, 'as'))
  await printJson(io, await db.as(reader, tx => exportRecord(tx), { readOnly: true }))
  return 0
}
