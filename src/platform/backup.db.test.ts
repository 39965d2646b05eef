import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openEmptyDb, openTestDb, testEngine } from '../../test/database.ts'
import { migrations } from '../migrations.ts'
import { backup } from './backup.ts'
import { backupToFile, restoreFromFile } from './backup-file.ts'
import { restore } from './backup-restore.ts'
import { contentOf } from './backup-tables.ts'
import { type Db, openDb, sql } from './db.ts'
import { appendEvent, eventsAfter } from './events.ts'
import { migrate, readMigrations } from './migrate.ts'

const folder = mkdtempSync(join(tmpdir(), 'parley-backup-'))
afterAll(() => rmSync(folder, { recursive: true }))

const account = randomUUID()
const notes = randomUUID()

/** Values that are easily lost on the way, rows that refer to later ones and to each other, a counter. */
const fixture = `
  create type flavour as enum ('sweet', 'it''s "sour"');
  create table knot (
    number    bigint generated always as identity primary key,
    next      bigint references knot on delete restrict,
    body      jsonb,
    texts     text[],
    numeric_  numeric,
    float_    double precision,
    at        timestamptz,
    day       date,
    span      tstzrange,
    pause     interval,
    bytes     bytea,
    flavour   flavour,
    "a ""b"   boolean,
    doubled   numeric generated always as (numeric_ * 2) stored
  );
  alter table knot enable row level security;
  create table loop (id integer primary key, knot bigint references knot on delete restrict);
  alter table loop enable row level security;
  alter table knot add loop integer references loop on delete restrict deferrable initially deferred;
  create function forbid() returns trigger language plpgsql as 'begin raise exception ''never''; end';
  insert into knot (next, body, texts, numeric_, float_, at, day, span, pause, bytes, flavour, "a ""b", loop) values
    (2, 'null', '{a,null,"b,\\"c"}', 123456789012345678901234567890.1234567890, 0.1::float8 + 0.2,
     '2021-10-09T10:00:00.123456Z', '-infinity', '[2023-05-12T00:00:00Z,)', '1 mon 2 days 03:04:05.6', '\\x00ff0a', 'it''s "sour"', true, 1),
    (1, '{"z": 1, "a": [1.50, "\\u06cc\\u200c"]}', '{}', 'NaN', 'Infinity', 'infinity', null, 'empty', null, '', 'sweet', null, null),
    (3, null, null, null, null, null, null, null, null, null, null, null, null);
  insert into loop values (1, 3);
  create trigger forbid before insert on loop for each row execute function forbid();`
const own = readMigrations({
  ...Object.fromEntries(
    migrations.map(({ number, name, text }) => [`${String(number).padStart(4, '0')}-${name}.sql`, text]),
  ),
  '9001-fixture.sql': fixture,
})

const fill = async (db: Db) => {
  await migrate(db, own)
  await db.asOwner(async tx => {
    await tx.run(sql`insert into account (id, name) values (${account}, ${'نماینده\n"x"\\'})`)
    await tx.run(sql`insert into compartment (id, kind, account) values (${notes}, 'notes', ${account})`)
  })
  for (const name of ['a', 'b'])
    await db.as({ account }, tx =>
      appendEvent(tx, { type: 'noted', compartment: notes, at: new Date(), body: { name } }),
    )
}
const linesOf = async (db: Db) => {
  const lines: string[] = []
  await backup(db, line => void lines.push(line))
  return lines
}
const content = (db: Db) => db.asOwner(contentOf)
const readEvents = (db: Db, cursor?: string) => db.as({ account }, tx => eventsAfter(tx, cursor))

describe('a backup', async () => {
  const source = await openTestDb()
  await fill(source)
  const lines = await linesOf(source)
  const other = testEngine === 'postgres' ? await openDb({}) : undefined
  afterAll(() => other?.close())

  const holdsAll = async (target: Db) => {
    await restore(target, lines, own)
    expect(await content(target)).toEqual(await content(source))
    const { cursor } = await readEvents(source)
    expect(await readEvents(target, cursor)).toMatchObject({ startOver: true })
    expect((await readEvents(target)).events).toEqual((await readEvents(source)).events)
    const numbers = await target.asOwner(tx =>
      tx.all(z.object({ number: z.int() }), sql`insert into knot default values returning number`),
    )
    expect(numbers).toEqual([{ number: 4 }])
    const inserting = target.asOwner(tx => tx.run(sql`insert into loop values (2, 1)`))
    await expect(inserting).rejects.toThrow('never')
    await expect(target.asOwner(tx => tx.run(sql`delete from knot where number = 3`))).rejects.toThrow(
      /foreign key/,
    )
    const exact = await target.asOwner(tx =>
      tx.one(
        z.object({ body: z.string(), doubled: z.string() }),
        sql`select body::text, doubled from knot where number = 1`,
      ),
    )
    expect(exact).toEqual({ body: 'null', doubled: '246913578024691357802469135780.2469135780' })
  }

  it('fills a database with exactly what there was', async () => holdsAll(await openEmptyDb()))

  it('fills one that only its migrations were run on, and keeps its log-in', async () => {
    const target = await openTestDb()
    const secrets = () =>
      target.asOwner(tx => tx.all(z.unknown(), sql`select * from platform_secret order by key`))
    const before = await secrets()
    await holdsAll(target)
    expect(await secrets()).toEqual(before)
    expect(await linesOf(target)).not.toContain('platform_secret')
  })

  if (other !== undefined)
    it('goes from PostgreSQL to PGlite and from there to PostgreSQL', async () => {
      await restore(other, lines, own)
      const target = await openEmptyDb()
      await restore(target, await linesOf(other), own)
      expect(await content(other)).toEqual(await content(source))
      expect(await content(target)).toEqual(await content(source))
    })

  it('is not put over what somebody stored', async () => {
    const target = await openTestDb()
    await target.asOwner(tx => tx.run(sql`insert into account (name) values ('Somebody')`))
    const before = await content(target)
    await expect(restore(target, lines, own)).rejects.toThrow(/already in use/)
    expect(await content(target)).toEqual(before)
  })

  describe('that is damaged leaves the database as it was:', async () => {
    const target = await openEmptyDb()
    const without = (index: number) => lines.toSpliced(index, 1)
    it.each([
      ['the end is missing', lines.slice(0, -1), /cut short/],
      ['a row is missing', without(-2), /cut short/],
      ['a row was changed', lines.map(line => line.replace('"noted"', '"voted"')), /cut short/],
      ['something follows', [...lines, '{}'], /cut short/],
      ['a line is no JSON', lines.toSpliced(-2, 0, '{{{'), /cut short/],
      ['a row is no JSON', lines.toSpliced(-2, 0, '[1,'), /cut short/],
      ['a row is none of its table', lines.map(line => line.replace(account, 'nobody')), /cut short/],
      ['it is empty', [], /cut short/],
      ['it is something else', ['hello'], /not a backup/],
      ['it is of a newer Parley', lines.map(line => line.replace('9001', '9002')), /use a newer Parley/],
    ])('%s', async (_, damaged, message) => {
      await expect(restore(target, damaged, own)).rejects.toThrow(message)
      const left = sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`
      expect(await target.asOwner(tx => tx.all(z.unknown(), left))).toEqual([])
    })
  })

  it('of an older Parley is brought to the newest state', async () => {
    const newer = readMigrations({
      ...Object.fromEntries(
        own.map(({ number, name, text }) => [`${String(number).padStart(4, '0')}-${name}.sql`, text]),
      ),
      '9002-newer.sql': `alter table knot add mark text; update knot set mark = 'old'`,
    })
    const target = await openEmptyDb()
    await restore(target, lines, newer)
    const marks = await target.asOwner(tx =>
      tx.all(z.object({ mark: z.string() }), sql`select distinct mark from knot`),
    )
    expect(marks).toEqual([{ mark: 'old' }])
  })

  it('is a file that is whole or not there', async () => {
    const file = join(folder, 'whole.gz')
    await backupToFile(source, file, 'parley 0.1.0')
    expect(gunzipSync(readFileSync(file)).toString().split('\n')).toHaveLength(lines.length + 1)
    const target = await openEmptyDb()
    expect(await restoreFromFile(target, file, own)).toMatchObject({ program: 'parley 0.1.0' })
    expect(await content(target)).toEqual(await content(source))
    await expect(backupToFile(source, join(folder, 'missing/whole.gz'))).rejects.toThrow(/ENOENT/)
    expect(existsSync(join(folder, 'missing'))).toBe(false)
  })

  it.each([
    ['cut short', () => gzipSync(lines.join('\n')).subarray(0, -20)],
    ['not compressed', () => Buffer.from(lines.join('\n'))],
  ])('is refused as a file that is %s', async (_, bytes) => {
    const file = join(folder, 'damaged.gz')
    writeFileSync(file, bytes())
    await expect(restoreFromFile(await openEmptyDb(), file, own)).rejects.toThrow(
      /no backup of Parley, or cut short/,
    )
  })

  it('taken while others write holds whole transactions only', async () => {
    let writing = true
    const pairs = async () => {
      while (writing)
        await source.asOwner(async tx => {
          const { number } = await tx.one(
            z.object({ number: z.int() }),
            sql`insert into knot (body) values ('1') returning number`,
          )
          await tx.run(sql`insert into knot (body, next) values ('2', ${number})`)
        })
    }
    const writers = [pairs(), pairs()]
    const taken = [await linesOf(source), await linesOf(source)]
    writing = false
    await Promise.all(writers)
    for (const each of taken) {
      const target = await openEmptyDb()
      await restore(target, each, own)
      const { first, second } = await target.asOwner(tx =>
        tx.one(
          z.object({ first: z.int(), second: z.int() }),
          sql`select count(*) filter (where body = '1') as first, count(*) filter (where body = '2') as second from knot`,
        ),
      )
      expect(first).toBe(second)
    }
  })
})
