import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestDatabase, openEmptyDb, testEngine } from '../../test/database.ts'
import { migrations } from '../migrations.ts'
import { openDb, sql, StartUpError } from './db.ts'
import { migrate, readMigrations } from './migrate.ts'

const first = { 'src/platform/0001-first.sql': `${migrations[0]?.text} create table first (id integer);` }
const second = {
  'src/features/x/0002-second.sql': 'alter table first add name text; create table second ();',
}
const Number_ = z.object({ number: z.int() })
const applied = sql`select number from migration order by number`

describe('reading migrations', () => {
  it('puts them in the order of their numbers, wherever they lie', () => {
    expect(readMigrations({ ...second, ...first }).map(({ number, name }) => [number, name])).toEqual([
      [1, 'first'],
      [2, 'second'],
    ])
  })

  it('does not tell line endings apart', () => {
    const [unix, windows] = ['a\nb', 'a\r\nb'].map(text => readMigrations({ '0001-a.sql': text })[0]?.sha256)
    expect(unix).toBe(windows)
  })

  it.each([
    ['one number twice', { ...first, 'src/features/y/0001-other.sql': '' }, /number 1/],
    ['a name out of order', { 'src/1-a.sql': '' }, /should be called NNNN-name/],
  ])('refuses %s', (_, files, message) => expect(() => readMigrations(files)).toThrow(message))
})

describe('migrating', async () => {
  const db = await openEmptyDb()

  it('applies each once, up to a number if told', async () => {
    await migrate(db, readMigrations({ ...first, ...second }), { upTo: 1 })
    expect(await db.asOwner(tx => tx.all(Number_, applied))).toEqual([{ number: 1 }])
    await migrate(db, readMigrations({ ...first, ...second }))
    await migrate(db, readMigrations({ ...first, ...second }))
    expect(await db.asOwner(tx => tx.all(Number_, applied))).toEqual([{ number: 1 }, { number: 2 }])
  })

  it('keeps nothing of one that fails', async () => {
    const failing = { '0003-failing.sql': 'create table third (); select 1 / 0' }
    const failed = migrate(db, readMigrations({ ...first, ...second, ...failing }))
    await expect(failed).rejects.toThrow(/division by zero/)
    expect(await db.asOwner(tx => tx.all(Number_, applied))).toHaveLength(2)
    await expect(db.asOwner(tx => tx.run(sql`select from third`))).rejects.toThrow(/does not exist/)
  })

  it('refuses a migration that was changed since', async () => {
    const changed = { 'src/platform/0001-first.sql': 'create table first (id bigint)' }
    const failed = migrate(db, readMigrations({ ...changed, ...second }))
    await expect(failed).rejects.toThrow(StartUpError)
    await expect(failed).rejects.toThrow(/0001-first is not the one/)
  })

  it('refuses a database made by a newer program', async () => {
    await expect(migrate(db, readMigrations(first))).rejects.toThrow(/newer Parley \(0002-second\)/)
  })
})

if (testEngine === 'postgres')
  it('lets several nodes start on a new database at once', async () => {
    const url = await createTestDatabase({ empty: true })
    const nodes = await Promise.all([1, 2, 3].map(() => openDb({ url })))
    await Promise.all(
      nodes.map(async node => {
        await migrate(node, migrations)
        await node.as({ account: null }, tx => tx.all(z.unknown(), sql`select * from compartment`))
      }),
    )
    const Login = z.object({ logins: z.int() })
    const logins = await nodes[0]?.asOwner(tx =>
      tx.all(Login, sql`select count(*) as logins from platform_secret where key = 'login'`),
    )
    expect(logins).toEqual([{ logins: 1 }])
    await Promise.all(nodes.map(node => node.close()))
  })
