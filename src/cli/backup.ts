import { migrations } from '../migrations.ts'
import { backupToFile, restoreFromFile } from '../platform/backup-file.ts'
import { BackupError } from '../platform/backup.ts'
import type { Db } from '../platform/db.ts'
import { type Args, BadInput, type Io, onlyArgument, printJson } from './command.ts'

/** What is wrong with the file or the disk is for the person to mend. */
const explain = (error: unknown): unknown => {
  if (error instanceof BackupError) return new BadInput(error.message)
  const isOfFile = error instanceof Error && 'code' in error && 'path' in error
  return isOfFile ? new BadInput(`The file cannot be used: ${error.message}.`) : error
}

export const takeBackup = async (db: Db, args: Args, io: Io) => {
  const file = io.path(onlyArgument(args, 'FILE'))
  const { taken, counts } = await backupToFile(db, file).catch((error: unknown) => {
    throw explain(error)
  })
  await printJson(io, { file, taken, counts })
  return 0
}

export const restoreBackup = async (db: Db, args: Args, io: Io) => {
  const file = io.path(onlyArgument(args, 'FILE'))
  if (io.db !== undefined)
    throw new BadInput('Parley is running on this data: stop it, then restore into an empty folder.')
  const { taken, counts } = await restoreFromFile(db, file, migrations).catch((error: unknown) => {
    throw explain(error)
  })
  await printJson(io, { file, taken, counts })
  return 0
}
