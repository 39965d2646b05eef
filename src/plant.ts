import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { seedAccounts } from './features/access/access.commands.ts'
import { importFiles } from './import.ts'
import type { Db } from './platform/db.ts'

/** The dossier that comes with Parley, imported as any other. What is there already stays as it is. */
export const plant = async (db: Db, seed: string): Promise<void> => {
  const names = readdirSync(seed)
    .filter(name => name.endsWith('.yaml') && name !== 'accounts.yaml')
    .toSorted()
  await importFiles(
    db,
    names.map(name => join(seed, name)),
    new Date(),
  )
  await seedAccounts(db, { accounts: parse(readFileSync(join(seed, 'accounts.yaml'), 'utf8')) })
}
