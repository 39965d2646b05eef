import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { parse } from 'yaml'
import { isRefusal } from './domain/refusal.ts'
import { isWellFormed } from './domain/well-formed.ts'
import { Dossier } from './features/record/dossier.ts'
import { recordDossier } from './features/record/write.store.ts'
import type { Db, OwnerTx } from './platform/db.ts'

/** What is wrong with the files, a line for each trouble. Nothing of them was recorded. */
export class CannotImport extends Error {
  override name = 'CannotImport'
}

export interface Imported {
  readonly file: string
  readonly added: { readonly sources: number; readonly claims: number; readonly disclosures: number }
}

const isDossier = (name: string) => ['.yaml', '.yml', '.json'].includes(extname(name))

/** A file itself, or those of a folder in the order of their names. */
const filesAt = async (path: string) => {
  if (!(await stat(path)).isDirectory()) return [path]
  const names = await readdir(path)
  return names
    .filter(isDossier)
    .toSorted()
    .map(name => join(path, name))
}

const decoded = (file: string, bytes: Uint8Array) => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new CannotImport(`${file}: this is not UTF-8: save it in that encoding.`)
  }
}

/** Every fault of the notation, references that multiply without end among them. */
const parsed = (file: string, text: string): unknown => {
  try {
    return parse(text)
  } catch (error) {
    throw new CannotImport(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const read = async (file: string): Promise<Dossier> => {
  const text = decoded(file, await readFile(file))
  const written = parsed(file, text)
  if (!isWellFormed(written)) throw new CannotImport(`${file}: a text holds a character that cannot be kept.`)
  const dossier = Dossier.safeParse(written)
  if (dossier.success) return dossier.data
  const lines = dossier.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`)
  throw new CannotImport(lines.join('\n'))
}

const record = async (tx: OwnerTx, file: string, now: Date): Promise<Imported> => {
  const outcome = await recordDossier(tx, await read(file), now)
  if (isRefusal(outcome)) throw new CannotImport(`${file}: ${outcome.refused}`)
  if (!('added' in outcome))
    throw new CannotImport(outcome.map(({ path, message }) => `${file}: ${path}: ${message}`).join('\n'))
  return { file, added: outcome.added }
}

const explain = (error: unknown) => {
  if (!(error instanceof Error)) return error
  if ('code' in error && 'path' in error)
    return new CannotImport(
      error.code === 'ENOENT' ? `There is no file ${String(error.path)}.` : error.message,
    )
  return error
}

/** Records dossier files and folders of them, all or none. What is recorded already is left as it is. */
export const importFiles = async (
  db: Db,
  paths: readonly string[],
  now: Date,
): Promise<readonly Imported[]> => {
  try {
    const files = (await Promise.all(paths.map(filesAt))).flat()
    return await db.asOwner(async tx => {
      const imported: Imported[] = []
      for (const file of files) imported.push(await record(tx, file, now))
      return imported
    })
  } catch (error) {
    throw explain(error)
  }
}
