import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isNew } from './platform/backup-tables.ts'
import { type Db, type OwnerTx, sql, StartUpError } from './platform/db.ts'

/** A demonstration holds the dossier that comes with Parley; an office begins empty and holds what its people record. */
const Kind = z.enum(['demonstration', 'office'])
type Kind = z.infer<typeof Kind>

const setting = async (tx: OwnerTx, key: string) => {
  const row = await tx.find(
    z.object({ value: z.string() }),
    sql`select value from platform_setting where key = ${key}`,
  )
  return row?.value
}

const set = (tx: OwnerTx, key: string, value: string) =>
  tx.run(sql`insert into platform_setting (key, value) values (${key}, ${value})
             on conflict (key) do update set value = excluded.value`)

/** A database that was restored or imported into before its first start says by what is in it which it is. */
const kindFromContent = async (tx: OwnerTx, wanted: Kind): Promise<Kind> => {
  if (await isNew(tx)) return wanted
  const { shown } = await tx.one(
    z.object({ shown: z.boolean() }),
    sql`select exists (select from account where demonstration) as shown`,
  )
  return shown ? 'demonstration' : 'office'
}

/** What this database is. Its first start decides, for good: a demonstration never grows into an office's record. */
export const workspaceKind = (db: Db, { empty }: { empty: boolean }): Promise<Kind> =>
  db.asOwner(async tx => {
    const known = await setting(tx, 'workspace')
    const kind =
      known === undefined ? await kindFromContent(tx, empty ? 'office' : 'demonstration') : Kind.parse(known)
    if (empty && kind === 'demonstration')
      throw new StartUpError(
        'The demonstration is kept here already: name another folder in PARLEY_DATA, or another database, for an empty workspace.',
      )
    await set(tx, 'workspace', kind)
    return kind
  })

const fingerprint = (folder: string) => {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted())
    if (name.endsWith('.yaml')) hash.update(name).update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}

/**
 * Runs `plant` unless it was run to its end with these very files: a first start that was cut off plants again, and so
 * does one with a newer dossier.
 */
export const plantOnce = async (db: Db, folder: string, plant: () => Promise<void>) => {
  const wanted = fingerprint(folder)
  if ((await db.asOwner(tx => setting(tx, 'planted'))) === wanted) return
  await plant()
  await db.asOwner(tx => set(tx, 'planted', wanted))
}
