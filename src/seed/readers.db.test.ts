import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEmptyDb, openTestDb } from '../../test/database.ts'
import { givenAccount } from '../../test/given.ts'
import { claimsOf } from '../features/record/record.ts'
import { exportRecord } from '../features/record/export.store.ts'
import { entityId } from '../features/record/keys.ts'
import { entityPage, searchRecord } from '../features/registry/registry.store.ts'
import { landscapePage } from '../features/registry/landscape.store.ts'
import { recordDossier } from '../features/record/write.store.ts'
import { migrations } from '../migrations.ts'
import { migrate } from '../platform/migrate.ts'
import { importFiles } from '../import.ts'
import { type Actor, NotFound } from '../platform/db.ts'

const db = await openTestDb()
const outsider: Actor = { account: null }
let officer: Actor
let delegation: Actor
let desk: Actor

beforeAll(async () => {
  await importFiles(db, [0, 1, 2, 10, 20, 30, 40, 50, 60, 70, 80, 85, 90, 95].map(fileOf), new Date())
  officer = await givenAccount(db, [{ capacity: 'secretariat', track: 'oic-contact-group', party: 'oic' }])
  delegation = await givenAccount(db, [{ capacity: 'party', track: 'oic-contact-group', party: 'qatar' }])
  desk = await givenAccount(db, [{ capacity: 'party', party: 'qatar' }])
})

const files = [
  '00-sources',
  '01-parties',
  '02-further-parties',
  '10-oic-contact-group',
  '20-doha-process',
  '30-sco-afghanistan',
  '40-us-taliban-talks',
  '50-qatar-mediation',
  '60-iran-contact-group',
  '70-qatar-turkiye',
  '80-house-rules',
  '85-editorial',
  '90-illustrations',
  '95-sco-negotiation',
]
const fileOf = (number: number) =>
  join(import.meta.dirname, `${files.find(name => name.startsWith(String(number).padStart(2, '0')))}.yaml`)

const page = (actor: Actor, key: string) =>
  db.as(actor, tx => entityPage(tx, entityId(key), { language: 'en' }), { readOnly: true })
const landscape = (actor: Actor) =>
  db.as(actor, tx => landscapePage(tx, { language: 'en', limit: 50 }), { readOnly: true })
describe('the dossier', () => {
  it('shows everybody the seven systems it is made of', async () => {
    const { tracks } = await landscape(outsider)
    const ids = tracks.map(track => track.id)
    for (const key of [
      'oic-contact-group',
      'doha-process',
      'sco-afghanistan-contact-group',
      'us-taliban-talks',
      'qatar-mediation',
      'iran-contact-group',
      'afghan-pakistani-talks',
    ])
      expect(ids).toContain(entityId(key))
  })

  it('shows an outsider nothing that is not public', async () => {
    const { claims } = await db.as(outsider, tx => exportRecord(tx))
    expect(claims.length).toBeGreaterThan(300)
    expect(claims.every(claim => claim.in === 'public')).toBe(true)
  })

  const placesSeenBy = async (actor: Actor) => {
    const { claims } = await db.as(actor, tx => exportRecord(tx))
    return new Set(
      claims.map(claim =>
        claim.in === undefined || claim.in === 'public' ? 'public' : Object.keys(claim.in)[0],
      ),
    )
  }

  it('shows the secretariat its own notes and no delegation’s', async () =>
    expect(await placesSeenBy(officer)).toEqual(new Set(['public', 'track', 'secretariat'])))

  it('shows a delegation its own brief and what the track shares, not the secretariat’s notes', async () =>
    expect(await placesSeenBy(delegation)).toEqual(new Set(['public', 'track', 'delegation'])))

  it('finds a minister in every spelling and script', async () => {
    for (const q of ['Muttaki', 'Muttaqi', 'متقی', 'Муттаки']) {
      const { hits } = await db.as(outsider, tx => searchRecord(tx, { q, limit: 5, language: 'en' }))
      expect(hits[0]?.id).toBe(entityId('amir-khan-muttaqi'))
    }
  })
})

describe('the visit of 12 May 2023', () => {
  const on = (actor: Actor, knownOn: string) => page({ ...actor, knownOn }, 'kandahar-visit-2023-05')

  it('does not exist for the public as known on 20 May 2023', async () => {
    await expect(on(outsider, '2023-05-20')).rejects.toThrow(NotFound)
    const { tracks } = await landscape({ ...outsider, knownOn: '2023-05-20' })
    expect(
      tracks
        .flatMap(track => track.meetings)
        .some(meeting => meeting.id === entityId('kandahar-visit-2023-05')),
    ).toBe(false)
    const search = await db.as({ ...outsider, knownOn: '2023-05-20' }, tx =>
      searchRecord(tx, { q: 'Kandahar', limit: 20, language: 'en' }),
    )
    expect(search.hits).toEqual([])
  })

  it('is known on 7 June 2023, with the two dates that its sources give', async () => {
    const { claims } = await on(outsider, '2023-06-07')
    const dates = claimsOf(claims, 'meeting-date').map(claim => claim.value.date)
    expect(dates).toContain('2023-05-12')
    expect(dates.some(date => date.startsWith('2023-05-11~/'))).toBe(true)
    expect(claimsOf(claims, 'became-known').some(claim => claim.value.how === 'leaked')).toBe(true)
  })

  it('was known to the desk that took part, on the day itself', async () => {
    const { claims } = await on(desk, '2023-05-20')
    expect(claims.length).toBeGreaterThan(0)
    expect(claims.every(claim => claim.illustration)).toBe(true)
  })
})

it('gives one track as a file that stands by itself', async () => {
  const file = await db.as(outsider, tx => exportRecord(tx, entityId('us-taliban-talks')))
  const abouts = new Set(file.claims.filter(claim => claim.predicate !== 'named').map(claim => claim.about))
  expect(abouts).toContain(entityId('us-taliban-meeting-2021-10'))
  expect(abouts).not.toContain(entityId('oic-contact-group'))
  const other = await openEmptyDb()
  await migrate(other, migrations)
  const recorded = await other.asOwner(tx => recordDossier(tx, file, new Date()))
  expect(recorded).toMatchObject({ added: { claims: file.claims.length } })
})
