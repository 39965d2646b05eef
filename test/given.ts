import { randomUUID } from 'node:crypto'
import { Dossier } from '../src/features/record/dossier.ts'
import { entityId } from '../src/features/record/keys.ts'
import { recordDossier, type Recorded } from '../src/features/record/write.store.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import { type Actor, type Db, sql } from '../src/platform/db.ts'
import type { z } from 'zod'

/** What lets a test's account act. Tracks and parties by key. */
export interface GivenMandate {
  readonly capacity: 'party' | 'secretariat' | 'chair' | 'facilitator' | 'observer' | 'administrator'
  readonly track?: string
  readonly party?: string
}

const sources = [
  {
    key: 'note',
    kind: 'own-record',
    publisher: 'Test',
    title: 'A note',
    language: 'en',
    published: '2023-01-01',
  },
] as const

/** An account with mandates, as an actor. What its mandates name must have been recorded before. */
export const givenAccount = async (
  db: Db,
  mandates: readonly GivenMandate[],
): Promise<Actor & { account: string }> => {
  const account = randomUUID()
  await db.asOwner(async tx => {
    await tx.run(sql`insert into account (id, name) values (${account}, ${`Account ${account.slice(0, 8)}`})`)
    for (const { capacity, track, party } of mandates)
      await tx.run(sql`
        insert into mandate (account, capacity, track, party)
        values (${account}, ${capacity}, ${track === undefined ? null : entityId(track)}, ${party === undefined ? null : entityId(party)})`)
  })
  return { account }
}

/** Records a file as the operator. What it leaves out has the defaults of a file; the source `note` is always there. */
export const givenRecord = async (db: Db, dossier: z.input<typeof Dossier>): Promise<Recorded> => {
  const file = Dossier.parse({ from: 'note', ...dossier, sources: [...sources, ...(dossier.sources ?? [])] })
  const outcome = await db.asOwner(tx => recordDossier(tx, file, new Date('2026-01-01T00:00:00Z')))
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  if (!('added' in outcome)) throw new Error(outcome.map(each => `${each.path}: ${each.message}`).join('\n'))
  return outcome
}
