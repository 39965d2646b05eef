import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { backup, BackupError, type Header } from './backup.ts'
import { restore } from './backup-restore.ts'
import type { Db } from './db.ts'
import type { Migration } from './migrate.ts'

/** What was written is on the disk, not only in the memory of the system. */
const settle = async (file: string) => {
  const handle = await open(file, 'r')
  await handle.sync()
  await handle.close()
}

/** Writes a compressed backup. Under its name there is only ever a whole one. */
export const backupToFile = async (db: Db, file: string, program?: string): Promise<Header> => {
  const partial = `${file}.partial`
  const gzip = createGzip()
  const written = pipeline(gzip, createWriteStream(partial, { mode: 0o600 }))
  // Told where it is awaited; until then it is not to end the process.
  written.catch(() => {})
  const write = async (line: string) => {
    if (!gzip.write(`${line}\n`)) await Promise.race([once(gzip, 'drain'), written])
  }
  try {
    const header = await backup(db, write, program === undefined ? {} : { program })
    gzip.end()
    await written
    await settle(partial)
    await rename(partial, file)
    return header
  } catch (error) {
    gzip.destroy()
    await rm(partial, { force: true })
    throw error
  }
}

const linesOf = async function* (file: string) {
  const text = createGunzip()
  pipeline(createReadStream(file), text).catch(() => {})
  let unfinished = ''
  for await (const piece of text.setEncoding('utf8')) {
    const lines = `${unfinished}${String(piece)}`.split('\n')
    unfinished = lines.pop() ?? ''
    yield* lines
  }
  if (unfinished !== '') yield unfinished
}

/** Fills an unused database from a file that `backupToFile` wrote. */
export const restoreFromFile = (db: Db, file: string, migrations: readonly Migration[]): Promise<Header> =>
  restore(db, linesOf(file), migrations).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!code.startsWith('Z_')) throw error
    throw new BackupError(`${file} is no backup of Parley, or cut short: use another copy.`, { cause: error })
  })
