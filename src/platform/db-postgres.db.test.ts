import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestDatabase, openTestDb } from '../../test/database.ts'
import { type Db, openDb, sql, StartUpError } from './db.ts'

describe('PostgreSQL', async () => {
  const url = await createTestDatabase()
  const db = await openTestDb()
  const anyone = { account: null }
  const with_ = (changes: Partial<URL>) => Object.assign(new URL(url), changes).toString()
  const opening = async (given: string) => {
    const opened: Db = await openDb({ url: given })
    await opened.close()
  }

  it('is logged in to by a role that has no rights of its own', async () => {
    const Role = z.object({ rolname: z.string(), powerful: z.boolean(), owns: z.int() })
    const query = sql`select r.rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolinherit and rolcanlogin as powerful,
                             (select count(*) from pg_class where relowner = r.oid) as owns
                        from pg_roles r where rolname in (session_user, current_user) order by rolcanlogin`
    const roles = await db.as(anyone, tx => tx.all(Role, query))
    expect(roles).toEqual([
      { rolname: 'parley_app', powerful: false, owns: 0 },
      { rolname: expect.stringMatching(/^parley_[0-9a-f]+$/), powerful: false, owns: 0 },
    ])
  })

  it('gives nothing to a request that puts off its role', async () => {
    const putOff = (statement: ReturnType<typeof sql>) =>
      db.as(anyone, async tx => {
        await tx.run(statement)
        return tx.all(z.unknown(), sql`select * from compartment`)
      })
    await expect(putOff(sql`reset role`)).rejects.toThrow(/permission denied/)
    await expect(putOff(sql`set session authorization default`)).rejects.toThrow(/permission denied/)
    await expect(putOff(sql`set role owner`)).rejects.toThrow(/permission denied/)
    await expect(putOff(sql`create temporary table mine (id integer)`)).rejects.toThrow(/permission denied/)
    await expect(putOff(sql`create table mine (id integer)`)).rejects.toThrow(/permission denied/)
  })

  it('keeps the log-in from the application', async () => {
    await expect(
      db.as(anyone, tx => tx.all(z.unknown(), sql`select * from platform_secret`)),
    ).rejects.toThrow(/permission denied/)
  })

  it('is closed to the log-in of a neighbouring database', async () => {
    const Login = z.object({
      value: z.string().transform(text => z.record(z.string(), z.string()).parse(JSON.parse(text))),
    })
    const neighbour = await openDb({ url: await createTestDatabase({ empty: true }) })
    await neighbour.asOwner(tx =>
      tx.script(
        `create table platform_secret (key text primary key, value text); grant usage on schema public to parley_app`,
      ),
    )
    await neighbour.as(anyone, () => Promise.resolve())
    const { value } = await neighbour.asOwner(tx => tx.one(Login, sql`select value from platform_secret`))
    const ours = await openDb({ url })
    await ours.as(anyone, () => Promise.resolve())
    await ours.close()
    await expect(
      opening(with_({ username: value['name'] ?? '', password: value['password'] ?? '' })),
    ).rejects.toThrow(/permission denied for database/)
    await neighbour.close()
  })

  it.each([
    ['cannot be reached', with_({ port: '1' }), /cannot be reached at 127.0.0.1:1/],
    ['is not known', with_({ hostname: 'nowhere.invalid' }), /cannot be reached at nowhere.invalid/],
    ['refuses the password', with_({ password: 'wrong' }), /refused the log-in/],
    ['has no such database', with_({ pathname: '/nothing' }), /There is no such database/],
    ['is not a URL', 'localhost', /is not a URL/],
  ])('that %s is told in one sentence', async (_, given, sentence) => {
    const failure: unknown = await opening(given).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(StartUpError)
    expect(String(failure)).toMatch(sentence)
    expect(String(failure)).not.toContain(`:${new URL(url).password}@`)
  })

  it('may restart without the server of Parley falling', async () => {
    await expect(
      db.asOwner(tx => tx.run(sql`select pg_terminate_backend(pg_backend_pid())`)),
    ).rejects.toThrow(/terminat/)
    expect(await db.asOwner(tx => tx.all(z.object({ one: z.int() }), sql`select 1 as one`))).toEqual([
      { one: 1 },
    ])
  })
})
