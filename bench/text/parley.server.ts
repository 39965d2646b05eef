import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { createApp } from '../../src/app.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { openSession } from '../../src/features/access/session.store.ts'
import { lifetimeOf } from '../../src/features/access/sign-in.ts'
import { entityId } from '../../src/features/record/keys.ts'
import { beginText } from '../../src/features/texts/texts.commands.ts'
import { readState } from '../../src/features/texts/texts.store.ts'
import { migrations } from '../../src/migrations.ts'
import { type Db, openDb, sql } from '../../src/platform/db.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { givenAccount, givenRecord } from '../../test/given.ts'
import { startPostgres } from '../../test/postgres.ts'
import type { Served } from './server.ts'
import { paragraphCount, paragraphs } from './work.ts'

const track = 'bench-talks'
const parties = Array.from({ length: 30 }, (_, index) => `bench-party-${index + 1}`)

/** Everybody who sits at the text: signed in, each for one of thirty parties. */
const seated = async (db: Db, count: number) => {
  await givenRecord(db, {
    entities: [{ key: track, type: 'track' }, ...parties.map(key => ({ key, type: 'party' as const }))],
  })
  const seats: { token: string; party: string }[] = []
  for (let index = 0; index < count; index += 1) {
    const party = parties[index % parties.length] ?? ''
    const { account } = await givenAccount(db, [{ capacity: 'party', track, party }])
    const token = await db.asOwner(tx => openSession(tx, account, new Date(), lifetimeOf(false)))
    seats.push({ token, party: entityId(party) })
  }
  return seats
}

/** What a process has used of the processor so far, in milliseconds; where the system tells. */
const usedBy = (pid: number): number => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number)
    // Counted in hundredths of a second.
    return (user + system) * 10
  } catch {
    return 0
  }
}

const databaseUse = (db: Db) => async (): Promise<number> => {
  const processes = await db.asOwner(tx =>
    tx.all(z.object({ pid: z.int() }), sql`select pid from pg_stat_activity`),
  )
  return processes.reduce((sum, { pid }) => sum + usedBy(pid), 0)
}

const open = async (engine: 'postgres' | 'pglite') => {
  if (engine === 'postgres') {
    // As durable as a server of record is: what is acknowledged is on the disk.
    const server = await startPostgres({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' })
    const db = await openDb({ url: server.url })
    return { db, stop: () => server.stop() }
  }
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const db = await openDb({ folder: join(folder, 'db') })
  return { db, stop: async () => rmSync(folder, { recursive: true, force: true }) }
}

/** The product as it is: sessions, mandates, row-level security, the rule, the chain, each commit durable. */
export const serveParley = async (engine: 'postgres' | 'pglite', clients: number): Promise<Served> => {
  const { db, stop } = await open(engine)
  await migrate(db, migrations)
  const seats = await seated(db, clients)
  const words = paragraphs(paragraphCount).map(text => ({ kind: 'operative' as const, text }))
  const begun = await db.asOwner(tx =>
    beginText(
      tx,
      { track: entityId(track), title: 'Text', language: 'en', words: { paragraphs: words } },
      new Date(),
    ),
  )
  if (isRefusal(begun)) throw new Error(begun.refused)

  // Everybody comes from this machine, and says which address it would come from.
  const config = { publicOrigin: undefined, trustProxy: ['127.0.0.1'] }
  const app = await createApp({ db, config, demonstration: false })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const state = () => db.asOwner(tx => readState(tx, begun.id))
  return {
    address: { port: (app.server.address() as AddressInfo).port, text: begun.id, seats },
    // The first commit is the text’s beginning.
    commits: async () => (await state()).number - 1,
    length: async () => (await state()).doc.textContent.length,
    ...(engine === 'postgres' && process.platform === 'linux' ? { database: databaseUse(db) } : {}),
    stop: async () => {
      await app.close()
      await db.close()
      await stop()
    },
  }
}
