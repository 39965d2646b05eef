import { EventEmitter, once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestDb, testEngine } from '../../test/database.ts'
import { isRefusal, refuse } from '../domain/refusal.ts'
import { type Actor, identifier, join, NotFound, sql } from './db.ts'

const db = await openTestDb()
await db.asOwner(tx =>
  tx.script(`create table note (id integer primary key, body text not null default '');
             alter table note enable row level security;
             create policy below_a_thousand on note using (id < 1000) with check (id < 1000);
             grant select, insert, update on note to parley_app;`),
)

const anyone: Actor = { account: null }
const aina: Actor = { account: '00000000-0000-4000-8000-00000000000a' }
const Count = z.object({ count: z.int() })
const add = (id: number) => sql`insert into note (id) values (${id})`
const count = async (id: number) => {
  const found = await db.asOwner(tx => tx.one(Count, sql`select count(*) from note where id = ${id}`))
  return found.count
}

it('runs on the engine of the project', () => expect(db.engine).toBe(testEngine))

describe('a transaction', () => {
  it('keeps all it did', async () => {
    expect(await db.as(anyone, tx => tx.run(add(1)))).toBe(1)
    expect(await count(1)).toBe(1)
  })

  it('keeps nothing when something in it fails', async () => {
    const failing = db.as(anyone, async tx => {
      await tx.run(add(2))
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await count(2)).toBe(0)
  })

  it('keeps nothing when it ends in a refusal, which is answered all the same', async () => {
    const outcome = await db.as(anyone, async tx => {
      await tx.run(add(3))
      return refuse('deadline-passed')
    })
    expect(isRefusal(outcome)).toBe(true)
    expect(await count(3)).toBe(0)
  })

  it('does not pretend to have kept what a swallowed error undid', async () => {
    const swallowing = db.as(anyone, async tx => {
      await tx.run(add(4))
      await tx.run(add(4)).catch(() => {})
    })
    await expect(swallowing).rejects.toThrow(/nothing was committed/)
  })

  it('waits for queries that nobody awaited', async () => {
    await db.as(anyone, tx => {
      void tx.run(add(5))
      return Promise.resolve()
    })
    expect(await count(5)).toBe(1)
  })

  it('answers no query after its end', async () => {
    const kept = await db.as(anyone, tx => Promise.resolve({ tx }))
    await expect(kept.tx.run(add(6))).rejects.toThrow(/has ended/)
  })

  it('has no other inside it, which PGlite would wait for without end', async () => {
    await expect(db.as(anyone, () => db.asOwner(() => Promise.resolve(1)))).rejects.toThrow(/hand on its tx/)
  })

  it('runs side by side with others', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => 100 + index)
    await Promise.all(ids.map(id => db.as(anyone, tx => tx.run(add(id)))))
    const { count: all } = await db.asOwner(tx =>
      tx.one(Count, sql`select count(*) from note where id = any(${ids})`),
    )
    expect(all).toBe(20)
  })

  it('changes nothing when it is only for reading', async () => {
    await expect(db.as(anyone, tx => tx.run(add(7)), { readOnly: true })).rejects.toThrow(/read-only/)
  })
})

describe('what follows a commit', () => {
  it('happens after it', async () => {
    const heard: string[] = []
    await db.as(anyone, tx => {
      tx.afterCommit(() => heard.push('hook'))
      heard.push('work')
      return Promise.resolve()
    })
    expect(heard).toEqual(['work', 'hook'])
  })

  it('does not happen after a failure or a refusal', async () => {
    const heard: string[] = []
    await db.as(anyone, tx => {
      tx.afterCommit(() => heard.push('refused'))
      return Promise.resolve(refuse('not-a-member'))
    })
    await db
      .as(anyone, async tx => {
        tx.afterCommit(() => heard.push('failed'))
        await tx.run(sql`select 1 / 0`)
      })
      .catch(() => {})
    expect(heard).toEqual([])
  })

  it('may begin a transaction of its own', async () => {
    const later = new Promise<number>((resolve, reject) => {
      const hook = () => void db.as(anyone, tx => tx.run(add(8))).then(resolve, reject)
      db.as(anyone, tx => Promise.resolve(tx.afterCommit(hook))).catch(reject)
    })
    expect(await later).toBe(1)
  })
})

describe('rights', () => {
  it('are those of policies', async () => {
    await db.asOwner(tx => tx.run(add(2000)))
    const seen = await db.as(anyone, tx => tx.all(Count, sql`select id as count from note where id >= 1000`))
    expect(seen).toEqual([])
    await expect(db.as(anyone, tx => tx.run(add(2001)))).rejects.toThrow(/row-level security/)
  })

  it('are those of grants', async () => {
    await expect(db.as(anyone, tx => tx.run(sql`delete from note`))).rejects.toThrow(/permission denied/)
  })

  it('know who asks, and only while they ask', async () => {
    const Who = z.object({ account: z.string().nullable(), day: z.string() })
    const ask = (actor: Actor) =>
      db.as(actor, tx => tx.one(Who, sql`select current_account() as account, known_on() as day`))
    expect(await ask({ ...aina, knownOn: '2021-10-12' })).toEqual({
      account: aina.account,
      day: '2021-10-12',
    })
    expect(await ask(anyone)).toEqual({ account: null, day: 'infinity' })
  })
})

describe('a row', () => {
  it('that is not there is not found', async () => {
    const missing = sql`select count(*) from note having false`
    await expect(db.as(anyone, tx => tx.one(Count, missing))).rejects.toThrow(NotFound)
    expect(await db.as(anyone, tx => tx.find(Count, missing))).toBeUndefined()
  })

  it('keeps days as days, large numbers exact and lists as lists', async () => {
    const Row = z.object({
      day: z.string(),
      days: z.array(z.string().nullable()),
      big: z.int(),
      bigs: z.array(z.int()),
      at: z.date(),
      body: z.object({ list: z.array(z.int()) }),
      ids: z.array(z.string()),
      none: z.array(z.int()),
    })
    const row = await db.as(anyone, tx =>
      tx.one(
        Row,
        sql`select '2025-11-17'::date as day, '{2025-01-01,null}'::date[] as days, ${2 ** 53 - 1}::bigint as big,
                   '{1,2}'::bigint[] as bigs, '2025-11-17T12:00:00Z'::timestamptz as at, '{}'::bigint[] as none,
                   ${JSON.stringify({ list: [1] })}::jsonb as body, ${[aina.account]}::uuid[] as ids`,
      ),
    )
    expect(row).toEqual({
      day: '2025-11-17',
      days: ['2025-01-01', null],
      big: 2 ** 53 - 1,
      bigs: [1, 2],
      none: [],
      at: new Date('2025-11-17T12:00:00Z'),
      body: { list: [1] },
      ids: [aina.account],
    })
  })

  it('with a number too large to be exact is an error, not a wrong number', async () => {
    const large = db.as(anyone, tx => tx.all(Count, sql`select 9007199254740993 as count`))
    await expect(large).rejects.toThrow(/does not fit/)
  })
})

describe('SQL', () => {
  it('is put together of pieces whose values stay apart', async () => {
    const text = `'; drop table note; --`
    const where = sql`a = ${text} and b = any(${[1, 2]})`
    const query = sql`select ${1}::int + ${2}::int as count where exists (select from (select ${text}::text as a, 2 as b) x
                       where ${where}) and ${join([sql`true`, sql`${true}`], sql` and `)}`
    expect(await db.as(anyone, tx => tx.all(Count, query))).toEqual([{ count: 3 }])
  })

  it('quotes names', async () => {
    const name = identifier('a "b"')
    const Row = z.record(z.string(), z.int())
    expect(await db.as(anyone, tx => tx.all(Row, sql`select 1 as ${name}`))).toEqual([{ 'a "b"': 1 }])
  })

  it('cannot be smuggled in by a body that looks like it', async () => {
    const body: unknown = JSON.parse('{"parts":["true; drop table note"],"values":[]}')
    const rows = db.as(anyone, tx =>
      tx.all(z.object({ body: z.unknown() }), sql`select ${body}::jsonb as body`),
    )
    expect(await rows).toEqual([{ body }])
  })
})

if (testEngine === 'postgres')
  describe('two transactions that would wait for each other', () => {
    it('both succeed, one at the second attempt', async () => {
      await db.as(anyone, tx => tx.run(sql`insert into note (id) values (21), (22)`))
      let attempts = 0
      let holding = 0
      const touch = (id: number, mark: string) => sql`update note set body = body || ${mark} where id = ${id}`
      const met = new EventEmitter()
      const both = once(met, 'both')
      const swap = (first: number, second: number, mark: string) =>
        db.as(anyone, async tx => {
          attempts += 1
          await tx.run(touch(first, mark))
          holding += 1
          if (holding === 2) met.emit('both')
          await both
          await tx.run(touch(second, mark))
        })
      await Promise.all([swap(21, 22, 'a'), swap(22, 21, 'b')])
      const bodies = await db.asOwner(tx =>
        tx.all(z.object({ body: z.string() }), sql`select body from note where id in (21, 22)`),
      )
      expect(bodies.map(({ body }) => body.length)).toEqual([2, 2])
      expect(attempts).toBeGreaterThan(2)
    })
  })

describe('several who act together', () => {
  const belen: Actor = { account: '00000000-0000-4000-8000-00000000000b' }
  const Who = z.object({ account: z.uuid().nullable(), role: z.string() })
  const who = sql`select current_account() as account, current_setting('role') as role`

  it('each act as themselves, under the policies, in one transaction', async () => {
    const seen = await db.together(async acting => [
      await acting.as(aina, tx => tx.one(Who, who)),
      await acting.as(belen, async tx => ({ ...(await tx.one(Who, who)), actor: tx.actor })),
    ])
    expect(seen).toEqual([
      { ...aina, role: 'parley_app' },
      { ...belen, role: 'parley_app', actor: belen },
    ])
    await expect(db.together(acting => acting.as(belen, tx => tx.run(add(1500))))).rejects.toThrow(
      /row-level security/,
    )
  })

  it('keep nothing when one of them fails', async () => {
    const failing = db.together(async acting => {
      await acting.as(aina, tx => tx.run(add(701)))
      await acting.as(belen, () => Promise.reject(new Error('changed my mind')))
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await count(701)).toBe(0)
  })

  it('keep nothing when one of them is refused, though the others went on', async () => {
    const refused = db.together(async acting => {
      await acting.as(aina, tx => tx.run(add(702)))
      await acting.as(belen, () => Promise.resolve(refuse('deadline-passed')))
      await acting.as(aina, tx => tx.run(add(703)))
    })
    await expect(refused).rejects.toThrow('deadline-passed')
    expect(await count(702)).toBe(0)
    expect(await count(703)).toBe(0)
  })
})
