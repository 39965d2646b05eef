import type { Config } from './config.ts'
import { migrations } from './migrations.ts'
import { type Db, openDb, StartUpError } from './platform/db.ts'
import { migrate } from './platform/migrate.ts'

const unusable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC', 'EISDIR'])

const explain = (error: unknown, folder: string) => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!unusable.has(code)) return error
  return new StartUpError(
    `Parley cannot write to the folder ${folder} (${code}): make it writable for this user, or name another in PARLEY_DATA.`,
    { cause: error },
  )
}

/** Opens the database these settings name and brings it to the state this program knows. Throws `StartUpError`. */
export const openConfigured = async ({ databaseUrl, folder }: Config): Promise<Db> => {
  const where = databaseUrl === undefined ? { folder } : { url: databaseUrl }
  const db = await openDb(where).catch((error: unknown) => {
    throw explain(error, folder)
  })
  try {
    await migrate(db, migrations)
    return db
  } catch (error) {
    await db.close()
    throw error
  }
}
