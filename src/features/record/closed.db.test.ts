import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { givenAccount, givenRecord } from '../../../test/given.ts'
import { openTestDb } from '../../../test/database.ts'
import { type Actor, sql } from '../../platform/db.ts'
import { addResolution, entityPage, searchRecord } from '../registry/registry.store.ts'
import { Dossier } from './dossier.ts'
import { exportRecord } from './export.store.ts'
import { entityId, sourceId } from './keys.ts'
import { captureVersion, relateSource, sourcePage } from './source.store.ts'
import { recordDossier } from './write.store.ts'

const db = await openTestDb()
const now = new Date('2026-01-01T00:00:00Z')
const everyone: Actor = { account: null }
const mine = { notes: 'mine' } as const
const desk = { desk: 'arden' }
const evidence = [{ paragraph: 1 }]
const words = { language: 'en', register: 'short' }
const source = (key: string, more: object = {}) => ({
  key,
  kind: 'own-record' as const,
  publisher: 'Test',
  title: `About ${key}`,
  language: 'en',
  published: '2023-01-01',
  ...more,
})
const named = (about: string, more: object = {}) => ({
  about,
  predicate: 'named' as const,
  value: { text: about, ...words },
  evidence,
  ...more,
})
const said = (about: string, text: string, more: object = {}) => ({
  about,
  predicate: 'said' as const,
  value: { text },
  evidence,
  ...more,
})
const record = (actor: Actor, dossier: z.input<typeof Dossier>) =>
  db.as(actor, tx => recordDossier(tx, Dossier.parse(dossier), now))
const problem = (path: string, message: RegExp) => [{ path, message: expect.stringMatching(message) }]
const page = (actor: Actor, key: string) =>
  db.as(actor, tx => entityPage(tx, entityId(key), { language: 'en' }), { readOnly: true })
const search = (actor: Actor, q: string) =>
  db.as(actor, tx => searchRecord(tx, { q, limit: 9, language: 'en' }), { readOnly: true })

let arden: Actor & { account: string }
let outsider: Actor & { account: string }
let officer: Actor & { account: string }
beforeAll(async () => {
  await givenRecord(db, {
    entities: [
      { key: 'arden', type: 'party' },
      { key: 'belmar', type: 'party' },
      { key: 'open-track', type: 'track' },
      { key: 'closed-track', type: 'track' },
      { key: 'closed-person', type: 'person' },
    ],
    sources: [source('closed-cable', { in: desk }), source('open-note', { published: '2023-02-01' })],
    claims: [
      named('arden'),
      named('belmar'),
      named('open-track'),
      named('closed-track', { in: desk }),
      named('closed-person', { in: desk }),
    ],
  })
  arden = await givenAccount(db, [{ capacity: 'party', party: 'arden' }])
  outsider = await givenAccount(db, [])
  officer = await givenAccount(db, [{ capacity: 'secretariat', track: 'open-track' }])
})

describe('whoever guesses a key learns nothing by it', () => {
  const answers = async (file: (key: string) => z.input<typeof Dossier>, taken: string, free: string) => {
    const told = async (key: string) =>
      JSON.stringify(await record(outsider, file(key)))
        .replaceAll(key, 'KEY')
        .replaceAll(/"[0-9a-f-]{36}"/g, 'ID')
    return [await told(taken), await told(free)]
  }

  it('of a track, by naming its compartment', async () => {
    for (const place of ['in', 'to']) {
      const [taken, free] = await answers(
        key => ({
          sources: [source('guess', { in: place === 'in' ? { track: key } : mine })],
          claims:
            place === 'in' ? [] : [said('arden', `To ${key}`, { source: 'guess', in: mine, label: 'guess' })],
          disclosures:
            place === 'in' ? [] : [{ claim: 'guess', to: { track: key }, how: 'shared', at: '2025-01-01' }],
        }),
        'closed-track',
        'no-track',
      )
      expect(taken).toBe(free)
      expect(taken).toContain('nothing is known by the key')
    }
  })

  it('of an entity, by declaring it as something else', async () => {
    const [taken, free] = await answers(
      key => ({
        entities: [{ key, type: 'track' }],
        sources: [source('guesses', { in: mine })],
        claims: [said(key, 'A guess', { source: 'guesses', in: mine })],
      }),
      'closed-person',
      'no-person',
    )
    expect(taken?.replace('"sources":1', '"sources":0')).toBe(free)
    expect(taken).toContain('"claims":1')
    const { claims, type } = await page(outsider, 'closed-person')
    expect([claims.length, type]).toEqual([1, 'track'])
    const { entities } = await db.as(outsider, exportRecord)
    expect(entities).toContainEqual({ key: entityId('closed-person'), type: 'track' })
  })

  it('of a source, by taking its key, and takes nothing from whoever has it', async () => {
    const [taken, free] = await answers(
      key => ({ sources: [source(key, { in: mine })] }),
      'closed-cable',
      'no-cable',
    )
    expect(taken).toBe(free)
    await record(outsider, { sources: [source('later-cable', { in: mine })] })
    await givenRecord(db, {
      sources: [source('later-cable', { in: desk, text: 'For the desk alone.' })],
      claims: [said('arden', 'From the cable', { source: 'later-cable', in: desk })],
    })
    const seen = await db.as(outsider, tx => tx.all(z.unknown(), sql`select text from source_version`))
    expect(seen).toEqual([])
    const { claims } = await page(arden, 'arden')
    expect(claims.find(each => each.value['text'] === 'From the cable')?.source).not.toBeNull()
  })

  it('of an id made from a key', async () => {
    const id = sourceId('closed-cable', '{"desk":"x"}')
    expect(await record(outsider, { sources: [source(id, { in: mine })] })).toEqual(
      problem('sources[0].key', /drawn by lot/),
    )
  })

  it('keeps the same note of two accounts for each of them', async () => {
    for (const who of [outsider, arden]) {
      const note = {
        sources: [source('day-book', { in: mine })],
        claims: [said('belmar', 'A thought', { source: 'day-book', in: mine })],
      }
      expect(await record(who, note)).toMatchObject({ added: { sources: 1, claims: 1 } })
      expect(await record(who, note)).toMatchObject({ added: { sources: 0, claims: 0 } })
      const { claims } = await page(who, 'belmar')
      expect(claims.filter(each => each.value['text'] === 'A thought')).toHaveLength(1)
    }
  })
})

describe('nothing is more open than what it rests on', () => {
  it('refuses a claim whose readers may not read its source', async () => {
    const file = { claims: [said('arden', 'Out of the cable', { source: 'closed-cable' })] }
    await expect(givenRecord(db, file)).rejects.toThrow('no source is known by the key closed-cable')
    const id = sourceId('closed-cable', JSON.stringify({ desk: entityId('arden') }))
    const direct = { claims: [said('arden', 'Out of the cable', { source: id })] }
    await expect(givenRecord(db, direct)).rejects.toThrow(/claims\[0\].source: some who could read this/)
  })

  it('refuses a source, and its text, in another compartment than it is kept in', async () => {
    const id = crypto.randomUUID()
    await givenRecord(db, { sources: [source(id, { in: desk })] })
    await expect(givenRecord(db, { sources: [source(id, { text: 'For the desk alone.' })] })).rejects.toThrow(
      /sources\[1\].in: .* is kept elsewhere already/,
    )
  })

  it('guards that in SQL too, and the name under which one writes', async () => {
    const insert = (actor: Actor & { account: string }, by: string, place: string, day: string) =>
      db.as(actor, tx =>
        tx.run(sql`
          insert into claim (id, compartment, subject, subject_type, predicate, value, modality, source, evidence,
                             attribution, reported, reported_from, reported_to, known_from, recorded_by)
          select gen_random_uuid(), ${place}::uuid, ${entityId('arden')}, 'party', 'said', '{}', 'asserts', s.id, '[]', '[]',
                 ${day}, ${day}::date, ${day}::date, ${day}::date, ${by}::uuid
            from source s where s.title = 'About own-cable'`),
      )
    await record(arden, { sources: [source('own-cable', { in: desk })] })
    const place = await db.as(arden, tx =>
      tx.one(
        z.object({ id: z.uuid() }),
        sql`select compartment as id from source where title = 'About own-cable'`,
      ),
    )
    const both = await givenAccount(db, [
      { capacity: 'party', party: 'arden' },
      { capacity: 'secretariat', track: 'open-track' },
    ])
    expect(await insert(both, both.account, place.id, '2023-01-01')).toBe(1)
    const open = '00000000-0000-4000-8000-000000000001'
    for (const [by, where, day] of [
      [both.account, open, '2023-01-01'],
      [arden.account, place.id, '2023-01-01'],
      [both.account, place.id, '2022-12-31'],
    ] as const)
      await expect(insert(both, by, where, day)).rejects.toThrow(/row-level security/)
  })

  it('refuses to name in the open what only a closed compartment knows of', async () => {
    const both = await givenAccount(db, [
      { capacity: 'party', party: 'arden' },
      { capacity: 'secretariat', track: 'open-track' },
    ])
    const file = (place: object) => ({
      sources: [source('own-view', place)],
      claims: [
        said('arden', 'As the person says', {
          by: [{ speaker: 'closed-person' }],
          source: 'own-view',
          ...place,
        }),
      ],
    })
    expect(await record(both, file({}))).toEqual(problem('claims[0].by[0].speaker', /do not know of it/))
    expect(await record(both, file({ in: desk }))).toMatchObject({ added: { claims: 1 } })
  })

  it('refuses what would have been known before its source', async () => {
    const early = { claims: [said('arden', 'Early', { source: 'open-note', reported: '2023-01-31' })] }
    await expect(givenRecord(db, early)).rejects.toThrow(/claims\[0\].reported: nobody could know/)
    await givenRecord(db, {
      claims: [said('arden', 'In time', { source: 'open-note', reported: '2023-02-01' })],
    })
  })

  it('lets nobody open today what is to be opened on a day to come', async () => {
    const file = (at: string) => ({
      sources: [source('plans', { in: mine })],
      claims: [said('arden', 'A plan', { source: 'plans', in: mine, label: 'plan' })],
      disclosures: [{ claim: 'plan', to: 'public' as const, how: 'shared' as const, at }],
    })
    expect(await record(outsider, file('2026-01-03'))).toEqual(problem('disclosures[0].at', /not come/))
    expect(await record(outsider, file('2026-01-01'))).toMatchObject({ added: { disclosures: 1 } })
  })

  it('shows what was opened no earlier than it could be known', async () => {
    await givenRecord(db, {
      entities: [{ key: 'late-matter', type: 'issue' }],
      claims: [said('late-matter', 'Late', { in: desk, reported: '2023-06-01', label: 'late' })],
      disclosures: [{ claim: 'late', to: 'public', how: 'published', at: '2023-05-01' }],
    })
    await expect(page({ account: null, knownOn: '2023-05-31' }, 'late-matter')).rejects.toThrow(
      'No such entity',
    )
    expect((await search({ account: null, knownOn: '2023-05-31' }, 'Late')).hits).toEqual([])
    expect((await page({ account: null, knownOn: '2023-06-01' }, 'late-matter')).claims).toHaveLength(1)
  })
})

describe('what is opened in a wording, or without saying whose it is', () => {
  const text = 'Verbatim zircon'
  beforeAll(() =>
    givenRecord(db, {
      entities: [{ key: 'offer', type: 'proposal' }],
      sources: [source('leg-message', { in: desk })],
      claims: [
        named('offer'),
        said('offer', text, {
          wording: 'zircon in so many words',
          by: [{ speaker: 'belmar', verb: 'confides' }],
          source: 'leg-message',
          in: desk,
          label: 'offer-said',
        }),
        said('offer', 'Plain feldspar', {
          by: [{ speaker: 'belmar' }],
          source: 'leg-message',
          in: desk,
          label: 'offer-plain',
          supersedes: 'offer-said',
        }),
      ],
      disclosures: [
        {
          claim: 'offer-said',
          to: { track: 'open-track' },
          how: 'relayed',
          at: '2023-03-01',
          wording: 'An onyx idea',
          attributed: false,
        },
        { claim: 'offer-plain', to: { track: 'open-track' }, how: 'relayed', at: '2023-03-01' },
      ],
    }),
  )

  it('shows that wording, nobody’s name, and nothing of the closed source', async () => {
    const { claims } = await page(officer, 'offer')
    const [opened] = claims.filter(each => each.value['text'] === 'An onyx idea')
    expect(opened).toMatchObject({ by: [], evidence: [], source: null, wording: 'An onyx idea' })
    expect(JSON.stringify(claims)).not.toContain('ircon')
    expect(claims.find(each => each.value['text'] === 'Plain feldspar')).toMatchObject({
      by: [{ speaker: entityId('belmar') }],
      evidence: [],
    })
  })

  it('is not found by the words it replaces, nor on the page of whoever said it', async () => {
    expect((await search(officer, 'zircon')).hits).toEqual([])
    expect((await search(officer, 'feldspar')).hits).toHaveLength(1)
    const { claims } = await page(officer, 'belmar')
    expect(claims.map(each => each.value['text'])).toContain('Plain feldspar')
    expect(claims.map(each => each.value['text'])).not.toContain('An onyx idea')
  })

  it('leaves its owner the whole of it', async () => {
    const { claims } = await page(arden, 'offer')
    const own = claims.find(each => each.value['text'] === text)
    expect(own).toMatchObject({ by: [{ verb: 'confides' }], evidence, wording: 'zircon in so many words' })
    expect(claims.find(each => each.value['text'] === 'Plain feldspar')?.supersedes).toBe(own?.id)
  })

  it('names no correction whose first wording stays closed', async () => {
    await givenRecord(db, {
      entities: [{ key: 'second-thought', type: 'issue' }],
      claims: [
        said('second-thought', 'First', { in: desk, label: 'first-thought' }),
        said('second-thought', 'Second', { in: desk, label: 'better-thought', supersedes: 'first-thought' }),
      ],
      disclosures: [{ claim: 'better-thought', to: 'public', how: 'published', at: '2023-05-01' }],
    })
    const { claims } = await page(everyone, 'second-thought')
    expect(claims).toMatchObject([{ supersedes: null }])
    const { claims: exported } = await db.as(everyone, exportRecord)
    expect(
      exported.filter(
        each => each.supersedes !== undefined && !exported.some(other => other.label === each.supersedes),
      ),
    ).toEqual([])
  })
})

describe('judgements', () => {
  it('name no source that the reader may not see, and none before they were made', async () => {
    await givenRecord(db, { sources: [source('reprint'), source('wire', { kind: 'wire' })] })
    const both = await givenAccount(db, [
      { capacity: 'party', party: 'arden' },
      { capacity: 'secretariat', track: 'open-track' },
    ])
    const closed = sourceId('closed-cable', JSON.stringify({ desk: entityId('arden') }))
    const relate = (original: string) =>
      db.as(both, tx =>
        relateSource(tx, sourceId('reprint'), { original, kinship: 'copy', reason: 'Same words' }),
      )
    await relate(closed)
    const seen = (actor: Actor) =>
      db.as(actor, tx => sourcePage(tx, sourceId('reprint'), 'en'), { readOnly: true })
    expect(await seen(everyone)).toMatchObject({
      kin: [],
      sources: { [sourceId('reprint')]: { root: sourceId('reprint') } },
    })
    expect((await seen(both)).kin).toHaveLength(1)
    await relate(sourceId('wire'))
    expect((await seen(everyone)).kin).toHaveLength(1)
    expect((await seen({ account: null, knownOn: '2025-01-01' })).kin).toEqual([])
  })

  it('of two entries are not known before they were made', async () => {
    const judgement = {
      first: entityId('arden'),
      second: entityId('belmar'),
      verdict: 'different' as const,
      reason: 'Two states',
    }
    await db.as(officer, tx =>
      addResolution(tx, { ...judgement, compartment: '00000000-0000-4000-8000-000000000001' }),
    )
    expect((await page(everyone, 'arden')).resolutions).toHaveLength(1)
    expect((await page({ account: null, knownOn: '2025-01-01' }, 'arden')).resolutions).toEqual([])
  })
})

describe('what the database cannot keep', () => {
  it.each([
    ['a year before the first', { published: '0000' }, 'sources[0].published', /year 1/],
    ['a source that never ends', { published: '2023/..' }, 'sources[0].published', /last day/],
  ])('refuses %s', async (_, more, path, message) =>
    expect(await record(outsider, { sources: [source('odd', { in: mine, ...more })] })).toEqual(
      problem(path, message),
    ),
  )

  it('keeps a text without spaces, and finds it', async () => {
    const long = `quartzite${'x'.repeat(3900)}`
    await givenRecord(db, { claims: [said('arden', long)] })
    expect((await search(everyone, 'quartzitexxx')).hits).toHaveLength(1)
  })

  it('indexes nothing of a value but what it keeps', async () => {
    await givenRecord(db, {
      claims: [{ ...said('arden', 'Kept'), value: { text: 'Kept', more: 'obsidian' } }],
    })
    expect((await search(everyone, 'obsidian')).hits).toEqual([])
  })

  it('refuses two claims of one label, and notes that are nobody’s', async () => {
    const twice = [said('arden', 'One', { label: 'same' }), said('arden', 'Two', { label: 'same' })]
    await expect(givenRecord(db, { claims: twice })).rejects.toThrow('two claims have the label same')
    await expect(givenRecord(db, { claims: [said('arden', 'Mine', { in: mine })] })).rejects.toThrow(
      'notes are an account’s own',
    )
  })
})

it('pins a passage to the latest version that holds it', async () => {
  const wire = (text: string) => source('pinned-wire', { text })
  const quote = (exact: string) => said('arden', exact, { source: 'pinned-wire', evidence: [{ exact }] })
  await givenRecord(db, { sources: [wire('The old words.')], claims: [] })
  await db.asOwner(tx => captureVersion(tx, sourceId('pinned-wire'), 'The new words.'))
  await givenRecord(db, { claims: [quote('old'), quote('new'), quote('words')] })
  const pinned = await db.asOwner(tx =>
    tx.all(
      z.object({ text: z.string(), number: z.int() }),
      sql`select c.value->>'text' as text, v.number from claim c join source_version v on v.id = c.source_version
           where c.source = ${sourceId('pinned-wire')} order by 1`,
    ),
  )
  expect(pinned).toEqual([
    { text: 'new', number: 2 },
    { text: 'old', number: 1 },
    { text: 'words', number: 2 },
  ])
})

it('lets nobody say when a row was recorded', async () => {
  const { allowed } = await db.asOwner(tx =>
    tx.one(
      z.object({ allowed: z.array(z.string()) }),
      sql`select coalesce(array_agg(table_name || '.' || column_name), '{}')::text[] as allowed
            from information_schema.column_privileges
           where grantee = 'parley_app' and privilege_type = 'INSERT' and column_name in ('recorded_at', 'judged_at')`,
    ),
  )
  expect(allowed).toEqual([])
})
