import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { givenAccount, givenRecord } from '../../../test/given.ts'
import { openTestDb } from '../../../test/database.ts'
import { type Actor, type Sql, sql } from '../../platform/db.ts'
import { eventsAfter } from '../../platform/events.ts'
import { entityPage } from '../registry/registry.store.ts'
import { Dossier } from './dossier.ts'
import { entityId, sourceId } from './keys.ts'
import { recordDossier } from './write.store.ts'

// The rules of 0002 to 0008, each asked in plain SQL of the database itself, past all that the program checks first.

const db = await openTestDb()
const open = '00000000-0000-4000-8000-000000000001'
const desk = { desk: 'arden' }
const evidence = [{ paragraph: 1 }]
const named = (about: string, more: object = {}) => ({
  about,
  predicate: 'named' as const,
  value: { text: about, language: 'en', register: 'short' },
  evidence,
  ...more,
})
const source = (key: string, more: object = {}) => ({
  key,
  kind: 'own-record' as const,
  publisher: 'P',
  title: key,
  language: 'en',
  published: '2023-01-01',
  ...more,
})

type Signed = Actor & { account: string }
const everyone: Actor = { account: null }
let arden: Signed
let belmar: Signed
let officer: Signed
let administrator: Signed
beforeAll(async () => {
  await givenRecord(db, {
    entities: [
      { key: 'arden', type: 'party' },
      { key: 'belmar', type: 'party' },
      { key: 'track', type: 'track' },
      { key: 'other-track', type: 'track' },
      { key: 'secret', type: 'issue' },
    ],
    sources: [
      source('open'),
      source('closed', { in: desk, text: 'Closed text.' }),
      source('later', { published: '2023-06-01' }),
    ],
    claims: [
      named('arden'),
      named('belmar'),
      named('track'),
      named('other-track'),
      named('secret', { in: desk, source: 'closed', label: 'secret-name' }),
      named('secret', {
        predicate: 'position',
        object: 'arden',
        value: { stance: '1', option: 'A private option', text: 'A private view' },
        in: desk,
        label: 'secret-view',
      }),
      named('track', { in: { delegation: 'arden', of: 'track' } }),
      named('track', { in: { leg: 'track', with: 'arden' } }),
      named('track', { in: { secretariat: 'track' } }),
      named('track', { in: { track: 'track' } }),
      named('track', { in: { track: 'other-track' } }),
    ],
    disclosures: [
      {
        claim: 'secret-name',
        to: { track: 'track' },
        how: 'shared',
        at: '2023-03-01',
        wording: 'In other words',
      },
      {
        claim: 'secret-view',
        to: { track: 'track' },
        how: 'shared',
        at: '2023-03-01',
        wording: 'Allowed',
        attributed: false,
      },
    ],
  })
  arden = await givenAccount(db, [{ capacity: 'party', party: 'arden' }])
  belmar = await givenAccount(db, [{ capacity: 'party', track: 'track', party: 'belmar' }])
  officer = await givenAccount(db, [{ capacity: 'secretariat', track: 'track' }])
  administrator = await givenAccount(db, [{ capacity: 'administrator' }])
})

const count = (actor: Actor, table: Sql) =>
  db
    .as(actor, tx => tx.one(z.object({ count: z.int() }), sql`select count(*)::int as count from ${table}`))
    .then(row => row.count)
const value = <Value>(actor: Actor, schema: z.ZodType<Value>, expression: Sql) =>
  db
    .as(actor, tx => tx.one(z.object({ value: schema }), sql`select ${expression} as value`))
    .then(row => row.value)
const kinds = (actor: Actor) =>
  db
    .as(actor, tx => tx.all(z.object({ kind: z.string() }), sql`select kind from compartment order by kind`))
    .then(rows => [...new Set(rows.map(row => row.kind))])
const deskId = () => value(arden, z.uuid(), sql`(select compartment from source where title = 'closed')`)
const forbidden = /row-level security|permission denied/

describe('a mandate', () => {
  const holding = async (more: Sql, disabled = false) => {
    const account = crypto.randomUUID()
    await db.asOwner(async tx => {
      await tx.run(
        sql`insert into account (id, name, disabled_at) values (${account}, 'A', ${disabled ? new Date() : null})`,
      )
      await tx.run(sql`
        insert into mandate (account, capacity, track, starts_at, ends_at, revoked_at)
        select ${account}, 'secretariat', ${entityId('track')}, ${more}`)
    })
    return { account }
  }
  const past = sql`now() - interval '2 days'`

  it.each<[string, Sql, boolean, boolean]>([
    ['in force opens its compartments', sql`${past}, null, null`, false, true],
    ['that ends tomorrow does', sql`${past}, now() + interval '1 day', null`, false, true],
    ['that has ended opens nothing', sql`${past}, now() - interval '1 day', null`, false, false],
    ['that begins tomorrow opens nothing', sql`now() + interval '1 day', null, null`, false, false],
    ['that was revoked opens nothing', sql`${past}, null, now()`, false, false],
    ['of a disabled account opens nothing', sql`${past}, null, null`, true, false],
  ])('%s', async (_, when, disabled, opens) => {
    const account = await holding(when, disabled)
    expect(await kinds(account)).toEqual(opens ? ['public', 'secretariat', 'track'] : ['public'])
    expect(await value(account, z.array(z.uuid()), sql`my_writable_compartments()`)).toHaveLength(
      opens ? 3 : 0,
    )
  })

  it('of an observer opens the track and nothing of the party it was sent by', async () => {
    const observer = await givenAccount(db, [
      { capacity: 'observer', track: 'track', party: 'arden' },
      { capacity: 'observer', party: 'arden' },
    ])
    expect(await kinds(observer)).toEqual(['public', 'track'])
  })

  it('of a delegation opens no desk, and of a desk no delegation', async () => {
    const delegation = await givenAccount(db, [{ capacity: 'party', track: 'track', party: 'arden' }])
    expect(await kinds(delegation)).toEqual(['delegation', 'leg', 'public', 'track'])
    expect(await kinds(arden)).toEqual(['desk', 'public'])
    expect(await kinds(belmar)).toEqual(['public', 'track'])
    expect(await kinds(administrator)).toEqual(['public'])
    const sees = async (capacity: 'chair' | 'facilitator' | 'secretariat') =>
      kinds(await givenAccount(db, [{ capacity, track: 'track' }]))
    expect(await sees('chair')).toEqual(['public', 'track'])
    expect(await sees('facilitator')).toEqual(['leg', 'public', 'track'])
    expect(await sees('secretariat')).toEqual(['public', 'secretariat', 'track'])
  })
})

describe('a compartment', () => {
  const compartmentFor = (actor: Actor, kind: string, account: string | null, track: string | null = null) =>
    value(actor, z.uuid().nullable(), sql`compartment_for(${kind}, ${track}::uuid, null, ${account}::uuid)`)

  it('is made by nobody who is not signed in, nor for another account, nor of what is not there', async () => {
    expect(await compartmentFor(arden, 'notes', arden.account)).not.toBeNull()
    expect(await compartmentFor(arden, 'notes', belmar.account)).toBeNull()
    expect(await compartmentFor(arden, 'track', null, entityId('no-such'))).toBeNull()
    await db.asOwner(tx => tx.run(sql`insert into entity (id, type) values (${entityId('bare')}, 'track')`))
    expect(await compartmentFor(everyone, 'track', null, entityId('bare'))).toBeNull()
    expect(await compartmentFor(arden, 'track', null, entityId('bare'))).not.toBeNull()
  })

  it('of notes is one account’s', async () => {
    expect(await kinds(arden)).toEqual(['desk', 'notes', 'public'])
    expect(await kinds(belmar)).toEqual(['public', 'track'])
  })

  it('lies within those that all its readers read', async () => {
    const rows = await db.asOwner(tx =>
      tx.all(
        z.object({ pair: z.string() }),
        sql`select distinct i.kind || ' in ' || o.kind || case when i.track <> o.track then ' of another' else '' end as pair
              from compartment i, compartment o where i.id <> o.id and i.kind <> 'notes' and lies_within(i.id, o.id) order by 1`,
      ),
    )
    expect(rows.map(row => row.pair)).toEqual([
      'delegation in public',
      'delegation in track',
      'desk in public',
      'leg in public',
      'leg in track',
      'secretariat in public',
      'secretariat in track',
      'track in public',
    ])
    const notes = sql`(select id from compartment where kind = 'notes' limit 1)`
    const within = await db.asOwner(tx =>
      tx.one(
        z.object({ all: z.boolean() }),
        sql`select bool_and(lies_within(${notes}, id)) as all from compartment where kind <> 'notes'`,
      ),
    )
    expect(within.all).toBe(true)
  })
})

describe('accounts', () => {
  it('see themselves alone, and no secret of another', async () => {
    expect(await count(belmar, sql`account`)).toBe(1)
    expect(await count(belmar, sql`mandate`)).toBe(1)
    expect(await count(everyone, sql`account`)).toBe(0)
    expect(await value(everyone, z.string().nullable(), sql`account_name(${belmar.account})`)).toBeNull()
    await db.asOwner(async tx => {
      await tx.run(
        sql`insert into credential (account, kind, secret, created_at) values (${belmar.account}, 'password', '$argon2id$x', now())`,
      )
      await tx.run(
        sql`insert into invitation (hash, account, created_at, expires_at) values (${'0'.repeat(64)}, ${belmar.account}, now(), now() + interval '1 day')`,
      )
      await tx.run(
        sql`insert into access_log (at, action, account) values (now(), 'invited', ${belmar.account})`,
      )
      await tx.run(
        sql`insert into sign_in_event (at, kind, account, address) values (now(), 'failed', ${belmar.account}, '::1')`,
      )
      await tx.run(sql`insert into session (hash, sign_in, account, created_at, last_seen_at, expires_at)
                       values (${'1'.repeat(64)}, gen_random_uuid(), ${belmar.account}, now(), now(), now() + interval '1 day')`)
    })
    for (const table of [
      sql`(select account from credential) c`,
      sql`(select account from invitation) i`,
      sql`access_log`,
      sql`(select account from sign_in_event) e`,
    ]) {
      expect(await count(arden, table)).toBe(0)
      expect(await count(administrator, table)).toBeGreaterThan(0)
    }
    for (const hidden of [
      sql`(select secret from credential) c`,
      sql`(select hash from invitation) i`,
      sql`session`,
      sql`platform_secret`,
      sql`platform_setting`,
    ])
      await expect(count(administrator, hidden)).rejects.toThrow(/permission denied/)
  })

  it('end nobody else’s sessions and ask of no entity’s type, but for administrators', async () => {
    const standing = async () =>
      (
        await db.asOwner(tx =>
          tx.all(
            z.unknown(),
            sql`select from session where revoked_at is null and account = ${belmar.account}`,
          ),
        )
      ).length
    await db.as(arden, tx => tx.run(sql`select end_sessions(${belmar.account}, now())`))
    expect(await standing()).toBe(1)
    await db.as(administrator, tx => tx.run(sql`select end_sessions(${belmar.account}, now())`))
    expect(await standing()).toBe(0)
    const type = (actor: Actor) =>
      value(actor, z.string().nullable(), sql`entity_type(${entityId('secret')})`)
    expect(await type(arden)).toBeNull()
    expect(await type(administrator)).toBe('issue')
  })

  it('are let in and out under the name of whoever does it', async () => {
    const grant = (by: string) =>
      db.as(administrator, tx =>
        tx.run(
          sql`insert into mandate (account, capacity, party, granted_by) values (${arden.account}, 'observer', null, ${by})`,
        ),
      )
    await expect(grant(arden.account)).rejects.toThrow(forbidden)
    expect(await grant(administrator.account)).toBe(1)
    const revoke = (by: string) =>
      db.as(administrator, tx =>
        tx.run(
          sql`update mandate set revoked_at = now(), revoked_by = ${by} where account = ${arden.account} and capacity = 'observer'`,
        ),
      )
    await expect(revoke(arden.account)).rejects.toThrow(forbidden)
    expect(await revoke(administrator.account)).toBe(1)
    expect(
      await db.as(arden, tx =>
        tx.run(sql`update mandate set revoked_at = now(), revoked_by = ${arden.account}`),
      ),
    ).toBe(0)
  })
})

describe('reading', () => {
  it('finds a source from the day it was published, in its compartment', async () => {
    const titles = (actor: Actor) =>
      db
        .as(actor, tx =>
          tx.all(
            z.object({ title: z.string() }),
            sql`select title from source where title in ('open', 'closed', 'later') order by title`,
          ),
        )
        .then(rows => rows.map(row => row.title))
    expect(await titles(everyone)).toEqual(['later', 'open'])
    expect(await titles(arden)).toEqual(['closed', 'later', 'open'])
    expect(await titles({ ...arden, knownOn: '2023-05-31' })).toEqual(['closed', 'open'])
  })

  it('finds a text with its source, and no text captured later than the day looked back to', async () => {
    const texts = (actor: Actor) =>
      count(actor, sql`source_version where source in (select id from source where title = 'closed')`)
    expect(await count(everyone, sql`source_version`)).toBe(0)
    expect(await texts(arden)).toBe(1)
    expect(await texts({ ...arden, knownOn: '2025-01-01' })).toBe(0)
    await db.asOwner(tx => tx.run(sql`update source_version set captured_at = '2024-12-31'`))
    expect(await texts({ ...arden, knownOn: '2025-01-01' })).toBe(1)
    expect(await texts({ ...arden, knownOn: '2024-12-30' })).toBe(0)
  })

  it('finds an entity where a claim about it is found', async () => {
    const found = (actor: Actor) => count(actor, sql`entity where id = ${entityId('secret')}`)
    expect([await found(everyone), await found(arden), await found(belmar)]).toEqual([0, 1, 1])
    expect(await found({ ...belmar, knownOn: '2023-02-28' })).toBe(0)
    await expect(db.as(arden, tx => tx.run(sql`select type from entity`))).rejects.toThrow(
      /permission denied/,
    )
  })

  it('finds what was opened on both sides of the opening, from its day', async () => {
    const found = (actor: Actor) => count(actor, sql`disclosure`)
    expect([await found(everyone), await found(arden), await found(belmar)]).toEqual([0, 2, 2])
    expect(await found({ ...arden, knownOn: '2023-02-28' })).toBe(0)
    expect(await found({ ...arden, knownOn: '2023-03-01' })).toBe(2)
  })

  it('finds no claim, and nobody mentioned in one, before it could be known', async () => {
    await givenRecord(db, {
      claims: [
        named('track', {
          predicate: 'said',
          value: { text: 'Late' },
          reported: '2023-09-01',
          by: [{ speaker: 'belmar' }],
        }),
      ],
    })
    for (const table of [sql`mention`, sql`claim where value->>'text' = 'Late'`]) {
      expect(await count({ account: null, knownOn: '2023-08-31' }, table)).toBe(0)
      expect(await count({ account: null, knownOn: '2023-09-01' }, table)).toBe(1)
    }
  })

  it('gives an opened claim without the free text that its wording replaces, until it is opened whole', async () => {
    const seen = async (actor: Actor) => {
      const { claims } = await db.as(actor, tx => entityPage(tx, entityId('secret'), { language: 'en' }))
      return claims.map(each => each.value)
    }
    expect(await seen(belmar)).toEqual(
      expect.arrayContaining([
        { stance: '1', text: 'Allowed' },
        { text: 'In other words', language: 'en', register: 'short' },
      ]),
    )
    const { claims } = await db.as(arden, tx => entityPage(tx, entityId('secret'), { language: 'en' }))
    const whole = claims.find(each => each.predicate === 'position')?.id ?? ''
    await givenRecord(db, {
      disclosures: [{ claim: whole, to: { track: 'track' }, how: 'shared', at: '2023-04-01' }],
    })
    const view = { stance: '1', option: 'A private option', text: 'A private view' }
    expect(await seen(belmar)).toContainEqual(view)
    expect(await seen({ ...belmar, knownOn: '2023-03-31' })).not.toContainEqual(view)
    // What was opened whole is not closed again by saying it in other words.
    const again = { claim: whole, to: { track: 'track' }, how: 'shared' as const, at: '2023-05-01' }
    await givenRecord(db, { disclosures: [{ ...again, wording: 'Said again' }] })
    expect(await seen(belmar)).toContainEqual(view)
  })

  it.each(['search_claims', 'search_names'] as const)(
    'finds by %s what the reader may read, by the words the reader may read',
    async how => {
      await givenRecord(db, {
        claims: [
          named('track', {
            value: { text: 'Wulfenite', language: 'en', register: 'own' },
            in: desk,
            reported: '2023-05-01',
            label: 'mineral',
          }),
        ],
        disclosures: [{ claim: 'mineral', to: { track: 'track' }, how: 'shared', at: '2023-07-01' }],
      })
      const find = (actor: Actor, word: string) => {
        const query = `'${word}'`
        return count(
          actor,
          how === 'search_claims' ? sql`search_claims(${query}, 9)` : sql`search_names(${query}, 9)`,
        )
      }
      expect([
        await find(everyone, 'wulfenite'),
        await find(arden, 'wulfenite'),
        await find(belmar, 'wulfenite'),
      ]).toEqual([0, 1, 1])
      expect(await find({ ...arden, knownOn: '2023-04-30' }, 'wulfenite')).toBe(0)
      expect(await find({ ...belmar, knownOn: '2023-06-30' }, 'wulfenite')).toBe(0)
      expect(await find({ ...belmar, knownOn: '2023-07-01' }, 'wulfenite')).toBe(1)
      // Opened in other words than its own.
      expect([await find(arden, 'secret'), await find(belmar, 'secret')]).toEqual([1, 0])
    },
  )

  it('finds judgements in their compartment, from the day they were made', async () => {
    const place = await deskId()
    await db.asOwner(async tx => {
      await tx.run(sql`insert into reliability (source, compartment, reliability, credibility, reason, judged_at, judged_by)
                       values (${sourceId('open')}, ${place}, 'A', 1, 'Own', '2024-01-01T12:00:00Z', ${arden.account})`)
      await tx.run(sql`insert into source_kinship (source, original, compartment, kinship, known_from, reason)
                       values (${sourceId('open')}, ${sourceId('later')}, ${place}, 'copy', '2024-01-01', 'Own')`)
      await tx.run(sql`insert into resolution (first, second, compartment, verdict, reason, judged_at)
                       select least(a, b), greatest(a, b), ${place}, 'unsure', 'Own', '2024-01-01T12:00:00Z'
                         from (select ${entityId('arden')}::uuid as a, ${entityId('secret')}::uuid as b) pair`)
      await tx.run(sql`insert into resolution (first, second, compartment, verdict, reason)
                       select least(a, b), greatest(a, b), ${open}, 'unsure', 'Own'
                         from (select ${entityId('arden')}::uuid as a, ${entityId('secret')}::uuid as b) pair`)
    })
    for (const table of [sql`reliability`, sql`source_kinship`]) {
      expect([await count(everyone, table), await count(arden, table)]).toEqual([0, 1])
      expect(await count({ ...arden, knownOn: '2023-12-31' }, table)).toBe(0)
      expect(await count({ ...arden, knownOn: '2024-01-01' }, table)).toBe(1)
    }
    expect([
      await count(everyone, sql`resolution`),
      await count(belmar, sql`resolution`),
      await count(arden, sql`resolution`),
    ]).toEqual([0, 1, 2])
    expect(await count({ ...arden, knownOn: '2024-01-01' }, sql`resolution`)).toBe(1)
  })

  it('finds an event in its compartment, from its day', async () => {
    const place = await deskId()
    const at = new Date('2024-01-01T12:00:00Z')
    await db.asOwner(tx =>
      tx.run(sql`insert into event (at, compartment, type, body) values (${at}, ${place}, 'told', '{}')`),
    )
    const found = (actor: Actor) => count(actor, sql`event where type = 'told'`)
    expect([await found(everyone), await found(arden)]).toEqual([0, 1])
    expect([
      await found({ ...arden, knownOn: '2023-12-31' }),
      await found({ ...arden, knownOn: '2024-01-01' }),
    ]).toEqual([0, 1])
  })
})

describe('writing', () => {
  const insertions = (by: string, place: string): Record<string, Sql> => ({
    source: sql`insert into source (id, compartment, kind, publisher, title, language, published, published_from, published_to, known_from, recorded_by)
                values (gen_random_uuid(), ${place}, 'wire', 'P', 'T', 'en', '2023', '2023-01-01', '2023-12-31', '2023-12-31', ${by})`,
    version: sql`insert into source_version (id, source, number, text, sha256, captured_at, captured_by)
                 select gen_random_uuid(), id, 9, 'x', ${'a'.repeat(64)}, now(), ${by}::uuid from source where compartment = ${place} limit 1`,
    disclosure: sql`insert into disclosure (claim, compartment, how, at, at_from, at_to, recorded_by, id)
                    select id, ${open}, 'leaked', '2023', '2023-01-01', '2023-12-31', ${by}::uuid, gen_random_uuid()
                      from claim where compartment = ${place} and predicate = 'named' limit 1`,
    reliability: sql`insert into reliability (source, compartment, reliability, credibility, reason, judged_by)
                     values (${sourceId('open')}, ${place}, 'A', 1, 'R', ${by})`,
    kinship: sql`insert into source_kinship (source, original, compartment, kinship, reason, judged_by)
                 values (${sourceId('open')}, ${sourceId('later')}, ${place}, 'copy', 'R', ${by})`,
    resolution: sql`insert into resolution (first, second, compartment, verdict, reason, judged_by)
                    select least(a, b), greatest(a, b), ${place}::uuid, 'unsure', 'R', ${by}::uuid
                      from (select ${entityId('arden')}::uuid as a, ${entityId('belmar')}::uuid as b) pair`,
  })
  const undone = (actor: Actor, statement: Sql) =>
    db
      .as(actor, async tx => {
        throw new Error(`wrote ${await tx.run(statement)}`)
      })
      .catch((error: unknown) => String(error))

  it.each(['source', 'version', 'disclosure', 'reliability', 'kinship', 'resolution'])(
    'a %s goes into one’s own compartments, under one’s own name',
    async what => {
      const place = await deskId()
      const as = (actor: Signed, by: string, into: string) =>
        undone(actor, insertions(by, into)[what] ?? sql``)
      expect(await as(arden, arden.account, place)).toContain('wrote 1')
      expect(await as(arden, belmar.account, place)).toMatch(forbidden)
      // What belmar reads but may not write to: the public record.
      expect(await as(belmar, belmar.account, open)).toMatch(forbidden)
      expect(await as(officer, officer.account, open)).toContain('wrote 1')
    },
  )

  it('mentions somebody where the claim is, as early as the claim', async () => {
    const place = await deskId()
    const mention = (compartment: string, day: string) =>
      sql`insert into mention (claim, entity, role, compartment, known_from)
          select id, ${entityId('belmar')}::uuid, 'to', ${compartment}::uuid, ${day}::date from claim
           where subject = ${entityId('secret')} and predicate = 'named'`
    const both = await givenAccount(db, [
      { capacity: 'party', party: 'arden' },
      { capacity: 'secretariat', track: 'track' },
    ])
    expect(await undone(both, mention(place, '2023-01-01'))).toContain('wrote 1')
    expect(await undone(both, mention(open, '2023-01-01'))).toMatch(forbidden)
    expect(await undone(both, mention(place, '2022-01-01'))).toMatch(forbidden)
  })

  it('appends events to one’s own compartments, and tells of one’s own openings as they are made', async () => {
    const place = await deskId()
    const event = sql`insert into event (at, compartment, type, body) values (now(), ${place}, 'forged', '{}')`
    expect(await undone(belmar, event)).toMatch(forbidden)
    expect(
      await undone(
        everyone,
        sql`insert into event (at, compartment, type, body) values (now(), ${open}, 'forged', '{}')`,
      ),
    ).toMatch(forbidden)
    expect(await undone(arden, event)).toContain('wrote 1')

    const told = () =>
      db
        .asOwner(tx => tx.one(z.object({ count: z.int() }), sql`select count(*)::int as count from event`))
        .then(row => row.count)
    const id = crypto.randomUUID()
    const tell = sql`select append_disclosed(${id}, now())`
    await db.as(arden, tx =>
      tx.run(sql`insert into disclosure (id, claim, compartment, how, at, at_from, at_to, recorded_by)
                 select ${id}::uuid, id, ${open}, 'published', '2025', '2025-01-01', '2025-12-31', ${arden.account}::uuid
                   from claim where subject = ${entityId('secret')} and predicate = 'named'`),
    )
    const before = await told()
    await db.as(arden, tx => tx.run(tell))
    await db.as(belmar, tx => tx.run(tell))
    expect(await told()).toBe(before)
    await db.asOwner(async tx => {
      await tx.run(sql`select set_config('parley.account', ${belmar.account}, true)`)
      await tx.run(sql`update disclosure set recorded_at = now() where id = ${id}`)
      await tx.run(tell)
    })
    expect(await told()).toBe(before)
  })

  it('tells those who may read it, and those it was opened to, of nothing but that there is something', async () => {
    const told = (actor: Actor) =>
      db.as(actor, async tx =>
        (await eventsAfter(tx, undefined, 1000)).events.filter(each => each.type === 'record-grew'),
      )
    const counts = async () => [
      (await told(arden)).length,
      (await told(belmar)).length,
      (await told(everyone)).length,
    ]
    const record = (dossier: z.input<typeof Dossier>) =>
      db.as(arden, tx => recordDossier(tx, Dossier.parse(dossier), new Date()))
    const [ours = 0, theirs = 0, all = 0] = await counts()
    const file = {
      sources: [source('told', { in: desk })],
      claims: [
        named('secret', {
          predicate: 'said',
          value: { text: 'Told' },
          source: 'told',
          in: desk,
          label: 'told',
        }),
      ],
    }
    expect(await record(file)).toMatchObject({ added: { claims: 1 } })
    expect(await counts()).toEqual([ours + 1, theirs, all])
    await record(file)
    expect(await counts()).toEqual([ours + 1, theirs, all])
    const opening = { claim: 'told', to: { track: 'track' }, how: 'shared' as const, at: '2025-01-01' }
    expect(await record({ ...file, disclosures: [opening] })).toMatchObject({ added: { disclosures: 1 } })
    expect(await counts()).toEqual([ours + 2, theirs + 1, all])
    expect((await told(belmar)).map(each => each.body)).toEqual(expect.arrayContaining([{}]))
  })

  it('is never undone: what may be changed is an account, an ended mandate or invitation, the head of a text', async () => {
    const granted = await db.asOwner(tx =>
      tx.all(
        z.object({ right: z.string() }),
        sql`select distinct privilege_type || ' ' || table_name || '.' || column_name as right
              from information_schema.column_privileges where grantee = 'parley_app' and privilege_type = 'UPDATE'
            union select privilege_type || ' ' || table_name from information_schema.table_privileges
             where grantee = 'parley_app' and privilege_type not in ('SELECT', 'INSERT') order by 1`,
      ),
    )
    expect(granted.map(row => row.right)).toEqual([
      'UPDATE account.disabled_at',
      'UPDATE account.language',
      'UPDATE account.name',
      'UPDATE invitation.withdrawn_at',
      'UPDATE mandate.revoked_at',
      'UPDATE mandate.revoked_by',
      // Where the chain of a text has got to; its links themselves are only ever added.
      'UPDATE text_head.hash',
      'UPDATE text_head.number',
      'UPDATE text_head.version',
    ])
  })

  it('corrects within one compartment', async () => {
    const both = await givenAccount(db, [
      { capacity: 'party', party: 'arden' },
      { capacity: 'secretariat', track: 'track' },
    ])
    const record = (dossier: z.input<typeof Dossier>) =>
      db.as(both, tx => recordDossier(tx, Dossier.parse(dossier), new Date('2026-01-01T00:00:00Z')))
    const { claims } = await db.as(both, tx => entityPage(tx, entityId('arden'), { language: 'en' }))
    const name = claims.find(each => each.predicate === 'named')?.id ?? ''
    const corrected = (place: object) => ({
      sources: [source('better-name', place)],
      claims: [
        named('arden', {
          value: { text: 'Arden', language: 'en', register: 'short' },
          supersedes: name,
          source: 'better-name',
          ...place,
        }),
      ],
    })
    expect(await record(corrected({ in: desk }))).toEqual({ refused: 'corrects-another' })
    expect(await record(corrected({}))).toMatchObject({ added: { claims: 1 } })
  })
})
