import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { landscapePage } from '../src/features/registry/landscape.store.ts'
import { entitiesOfType, entityPage, searchRecord } from '../src/features/registry/registry.store.ts'
import { sourcePage, sourcesPage } from '../src/features/record/source.store.ts'
import { migrations } from '../src/migrations.ts'
import { type Db, openDb, type Tx } from '../src/platform/db.ts'
import { migrate } from '../src/platform/migrate.ts'
import { startPostgres } from '../test/postgres.ts'
import { makeWorld, type Size, worldId } from './record-world.ts'

const full: Size = { tracks: 1000, meetings: 100_000, claims: 1_000_000 }
const tenth: Size = { tracks: 100, meetings: 10_000, claims: 100_000 }

interface Times {
  readonly p50: number
  readonly p95: number
  readonly bytes: number
}

/** What the pages ask for. `n` varies from request to request so that no answer is asked for twice in a row. */
const pages = (size: Size): Record<string, (tx: Tx, n: number) => Promise<unknown>> => {
  const language = 'en'
  const any = (what: string, count: number) => (n: number) => worldId(what, 1 + ((n * 37) % count))
  const [track, meeting, party, person, source] = [
    any('track', size.tracks),
    // Every fifth meeting is not for this reader.
    (n: number) => worldId('meeting', 1 + ((n * 185) % size.meetings)),
    any('party', 200),
    any('person', 5000),
    any('source', 2000),
  ]
  return {
    landscape: tx => landscapePage(tx, { language, limit: 12 }),
    track: (tx, n) => entityPage(tx, track(n), { language }),
    meeting: (tx, n) => entityPage(tx, meeting(n), { language }),
    party: (tx, n) => entityPage(tx, party(n), { language }),
    person: (tx, n) => entityPage(tx, person(n), { language }),
    source: (tx, n) => sourcePage(tx, source(n), language),
    sources: tx => sourcesPage(tx, { limit: 100 }),
    'list of persons': tx => entitiesOfType(tx, { type: 'person', language, limit: 200 }),
    'search by name': (tx, n) =>
      searchRecord(tx, { q: `person ${String.fromCharCode(97 + (n % 26))}obar`, limit: 20, language }),
    'search by words': (tx, n) => searchRecord(tx, { q: `statement n${n * 31}`, limit: 20, language }),
  }
}

const quantile = (sorted: readonly number[], q: number) =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0) * 10) / 10

/** Each page asked for `times` times, one after another, as a delegation's account. Milliseconds. */
const measure = async (db: Db, size: Size, times: number): Promise<Record<string, Times>> => {
  const actor = { account: worldId('account', 1) }
  const results: Record<string, Times> = {}
  for (const [name, ask] of Object.entries(pages(size))) {
    const taken: number[] = []
    let bytes = 0
    for (let n = 0; n < times + 3; n++) {
      const start = performance.now()
      bytes = JSON.stringify(await db.as(actor, tx => ask(tx, n), { readOnly: true })).length
      if (n >= 3) taken.push(performance.now() - start)
    }
    taken.sort((left, right) => left - right)
    results[name] = { p50: quantile(taken, 0.5), p95: quantile(taken, 0.95), bytes }
  }
  return results
}

const prepared = async (db: Db, size: Size): Promise<Db> => {
  await migrate(db, migrations)
  await db.asOwner(tx => makeWorld(tx, size))
  return db
}

const onPostgres = async (size: Size, times: number) => {
  const server = await startPostgres()
  const db = await openDb({ url: server.url })
  try {
    return await measure(await prepared(db, size), size, times)
  } finally {
    await db.close()
    await server.stop()
  }
}

const onPglite = async (size: Size, times: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const db = await openDb({ folder: join(folder, 'db') })
  try {
    return await measure(await prepared(db, size), size, times)
  } finally {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Page data at 1,000 tracks, 100,000 meetings and 1,000,000 claims on PostgreSQL, and PGlite beside PostgreSQL at a
 * tenth of that. `--small` leaves the full size out.
 */
export const run = async (args: readonly string[]): Promise<object> => {
  const small = args.includes('--small')
  const postgres = small ? undefined : await onPostgres(full, 60)
  const postgresTenth = await onPostgres(tenth, 40)
  const pgliteTenth = await onPglite(tenth, 40)
  const ratio = Object.fromEntries(
    Object.entries(pgliteTenth).map(([page, { p50 }]) => [
      page,
      Math.round((10 * p50) / (postgresTenth[page]?.p50 ?? 1)) / 10,
    ]),
  )
  return {
    unit: 'milliseconds',
    full,
    postgres,
    tenth,
    postgresTenth,
    pgliteTenth,
    pgliteOverPostgres: ratio,
  }
}
