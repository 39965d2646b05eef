import { expect, it } from 'vitest'
import { z } from 'zod'
import { givenAccount, givenRecord } from '../../../test/given.ts'
import { openTestDb } from '../../../test/database.ts'
import { sql } from '../../platform/db.ts'
import { Dossier } from './dossier.ts'
import { sourceId } from './keys.ts'
import { captureVersion } from './source.store.ts'
import { recordDossier } from './write.store.ts'

const db = await openTestDb()
const now = new Date('2026-01-01T00:00:00Z')
const six = [1, 2, 3, 4, 5, 6]
const wire = (text: string) => ({
  key: 'wire',
  kind: 'wire' as const,
  publisher: 'W',
  title: 'Wire',
  language: 'en',
  published: '2023-01-01',
  text,
})

it('keeps every text that several capture of one source at the same moment, each with a number', async () => {
  await givenRecord(db, { entities: [{ key: 'busy', type: 'track' }], sources: [wire('Text 0')] })
  const officer = await givenAccount(db, [{ capacity: 'secretariat', track: 'busy' }])
  const texts = six.map(number => `Text ${number}`)
  const captured = await Promise.all(
    texts.map(text => db.as(officer, tx => captureVersion(tx, sourceId('wire'), text))),
  )
  expect(captured.map(({ text }) => text)).toEqual(texts)
  const { numbers } = await db.asOwner(tx =>
    tx.one(
      z.object({ numbers: z.array(z.int()) }),
      sql`select array_agg(number order by number) as numbers from source_version where source = ${sourceId('wire')}`,
    ),
  )
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7])
  const again = await Promise.all(
    six.map(() => db.as(officer, tx => captureVersion(tx, sourceId('wire'), 'The same'))),
  )
  expect(new Set(again.map(({ number }) => number))).toEqual(new Set([8]))
})

it('adds a file once that several record at the same moment, whatever their order', async () => {
  const officers = [
    await givenAccount(db, [{ capacity: 'secretariat', track: 'busy' }]),
    await givenAccount(db, [{ capacity: 'secretariat', track: 'busy' }]),
  ] as const
  const keys = Array.from({ length: 30 }, (_, at) => `busy-${at}`)
  const file = (order: readonly string[]) =>
    Dossier.parse({
      from: 'wire',
      entities: order.map(key => ({ key, type: 'issue' })),
      sources: [wire('A further text')],
      claims: order.map(about => ({
        about,
        predicate: 'named',
        value: { text: about, language: 'en', register: 'short' },
        evidence: [{ exact: 'further' }],
        in: { track: 'busy' },
      })),
    })
  const outcomes = await Promise.all(
    six.map(at =>
      db.as(officers[at % 2 === 0 ? 0 : 1], tx =>
        recordDossier(tx, file(at % 2 ? keys : keys.toReversed()), now),
      ),
    ),
  )
  const added = outcomes.map(each => ('added' in each ? each.added.claims : Number.NaN))
  expect(added.reduce((sum, each) => sum + each)).toBe(30)
})
