import { expect, it } from 'vitest'
import { givenRecord } from '../../../test/given.ts'
import { openTestDb } from '../../../test/database.ts'
import { entityId } from '../record/keys.ts'
import { entityPage } from './registry.store.ts'

const db = await openTestDb()
const evidence = [{ paragraph: 1 }]
const everyone = { account: null }

it('gives everything around an entity page by page, each claim once, the latest reported first', async () => {
  const about = (subject: string, at: number, more: object = {}) => ({
    about: subject,
    predicate: 'said' as const,
    value: { text: `${subject} ${at}` },
    reported: `2024-${String((at % 12) + 1).padStart(2, '0')}-01`,
    evidence,
    ...more,
  })
  const two = Array.from({ length: 200 }, (_, at) => at)
  await givenRecord(db, {
    entities: [
      { key: 'hub', type: 'party' },
      { key: 'rim', type: 'party' },
      { key: 'matter', type: 'issue' },
    ],
    claims: [
      ...two.map(at => about('hub', at, { by: [{ speaker: 'hub' }] })),
      ...two.map(at => about('matter', at)),
      ...two.map(at => about('rim', at, { by: [{ speaker: 'hub', onBehalfOf: 'hub' }] })),
      ...two.map(at => about('rim', at, { value: { text: `unrelated ${at}` } })),
      { about: 'matter', predicate: 'concerns', object: 'hub', value: {}, evidence },
    ],
  })
  const read = (after?: string) =>
    db.as(everyone, tx => entityPage(tx, entityId('hub'), { language: 'en', after }), { readOnly: true })
  const first = await read()
  expect([first.claims.length, first.totals.claims]).toEqual([300, 601])
  const pages = [first]
  for (let { next } = first; next !== null;) {
    const page = await read(next)
    pages.push(page)
    next = page.next
  }
  const claims = pages.flatMap(page => page.claims)
  expect(pages.map(page => page.claims.length)).toEqual([300, 300, 1])
  expect(new Set(claims.map(claim => claim.id)).size).toBe(601)
  expect(claims.map(claim => claim.reported)).toEqual(
    claims
      .map(claim => claim.reported)
      .toSorted()
      .toReversed(),
  )
  expect(claims.some(claim => String(claim.value['text']).startsWith('unrelated'))).toBe(false)
})
