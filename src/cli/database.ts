import { readConfig } from '../config.ts'
import { openConfigured } from '../open.ts'
import { knock } from '../platform/control.ts'
import { type Db, StartUpError } from '../platform/db.ts'
import { BadInput, type Io } from './command.ts'

/** What no setting is wrong about is a fault of ours and keeps its stack. */
export const explained = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw error instanceof StartUpError ? new BadInput(error.message) : error
  })

const atHand = async (argv: readonly string[], io: Io, work: (db: Db) => Promise<number>) => {
  const config = readConfig(process.env, io.root)
  if (config.databaseUrl === undefined) {
    const exit = await knock(config.folder, { argv: [...argv], directory: io.path('.') }, io)
    if (exit !== undefined) return exit
  }
  const db = await openConfigured(config)
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

/**
 * Does a command's work on the database: on the server's, if we are that server or if one holds the data folder,
 * else on one opened for it.
 */
export const onDatabase = (argv: readonly string[], io: Io, work: (db: Db) => Promise<number>) =>
  io.db === undefined ? explained(atHand(argv, io, work)) : work(io.db)
