import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { seedAccounts } from './features/access/access.commands.ts'
import { importFiles } from './import.ts'
import { negotiate } from './negotiate.ts'
import type { Db } from './platform/db.ts'

const filesIn = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith('.yaml') && name !== 'accounts.yaml')
        .toSorted()
        .map(name => join(folder, name))
    : []

/**
 * The dossier that comes with Parley, imported as any other, its accounts, and the negotiations that these people carry out.
 * What is there already stays as it is.
 */
export const plant = async (db: Db, seed: string): Promise<void> => {
  await importFiles(db, filesIn(seed), new Date())
  await seedAccounts(db, { accounts: parse(readFileSync(join(seed, 'accounts.yaml'), 'utf8')) })
  for (const file of filesIn(join(seed, 'negotiations'))) await negotiate(db, file)
}
