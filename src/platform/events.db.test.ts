import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createTestDatabase, openTestDb, testEngine } from '../../test/database.ts'
import { type Actor, type Db, openDb, sql } from './db.ts'
import { appendEvent, eventsAfter, latestCursor, renewGeneration, settleEvents } from './events.ts'

const db = await openTestDb()

/** An account with a compartment nobody else is in. */
const newMember = async (on: Db = db) => {
  const account = randomUUID()
  const compartment = randomUUID()
  await on.asOwner(async tx => {
    await tx.run(sql`insert into account (id, name) values (${account}, 'A member')`)
    await tx.run(
      sql`insert into compartment (id, kind, account) values (${compartment}, 'notes', ${account})`,
    )
  })
  const actor: Actor = { account }
  const event = (name: string, at = new Date()) => ({ type: 'noted', compartment, body: { name }, at })
  return {
    actor,
    compartment,
    event,
    append: (name: string, at?: Date) => on.as(actor, tx => appendEvent(tx, event(name, at))),
    read: (cursor?: string, limit?: number) => on.as(actor, tx => eventsAfter(tx, cursor, limit)),
  }
}
const namesOf = ({
  events,
}: {
  readonly events: readonly { readonly body: Readonly<Record<string, unknown>> }[]
}) => events.map(({ body }) => body['name'])

describe('a reader', () => {
  it('reads each event once, page by page', async () => {
    const member = await newMember()
    for (const name of ['a', 'b', 'c']) await member.append(name)
    const first = await member.read(undefined, 2)
    const second = await member.read(first.cursor, 2)
    const third = await member.read(second.cursor, 2)
    expect([first, second, third].map(namesOf)).toEqual([['a', 'b'], ['c'], []])
    await member.append('d')
    expect(namesOf(await member.read(third.cursor))).toEqual(['d'])
  })

  it('reads the events of one transaction in their order, even over two pages', async () => {
    const { actor, event, read } = await newMember()
    await db.as(actor, async tx => {
      for (const name of ['a', 'b', 'c']) await appendEvent(tx, event(name))
    })
    const first = await read(undefined, 2)
    expect([...namesOf(first), ...namesOf(await read(first.cursor, 2))]).toEqual(['a', 'b', 'c'])
  })

  it('who has just fetched everything goes on from there', async () => {
    const member = await newMember()
    await member.append('before')
    const cursor = await db.as(member.actor, latestCursor)
    await member.append('after')
    expect(namesOf(await member.read(cursor))).toEqual(['after'])
  })

  it('does not learn what happens in the compartments of others', async () => {
    const [one, other] = [await newMember(), await newMember()]
    await one.append('secret')
    expect(namesOf(await other.read())).toEqual([])
    expect(namesOf(await db.as({ account: null }, tx => eventsAfter(tx, undefined)))).toEqual([])
  })

  it('passes by what it may not see, and does not come back to it', async () => {
    const [one, other] = [await newMember(), await newMember()]
    const before = await other.read()
    await one.append('secret')
    // Whatever else the server has under way may hold events back for a moment.
    const after = await vi.waitFor(async () => {
      const page = await other.read()
      expect(page.cursor).not.toBe(before.cursor)
      return page
    })
    expect(after).toMatchObject({ events: [], startOver: false })
  })

  it('as known on a day, learns nothing that happened later', async () => {
    const { actor, append } = await newMember()
    await append('early', new Date('2023-05-12T23:59:00Z'))
    await append('late', new Date('2023-05-13T00:01:00Z'))
    const knownOn = await db.as({ ...actor, knownOn: '2023-05-12' }, tx => eventsAfter(tx, undefined))
    expect(namesOf(knownOn)).toEqual(['early'])
  })
})

describe('an event', () => {
  it('goes with the change it reports', async () => {
    const { actor, event, read } = await newMember()
    const failing = db.as(actor, async tx => {
      await appendEvent(tx, event('never'))
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(namesOf(await read())).toEqual([])
  })

  it('cannot be put into a compartment of others, nor by the public', async () => {
    const [one, other] = [await newMember(), await newMember()]
    const forged = db.as(other.actor, tx => appendEvent(tx, one.event('forged')))
    await expect(forged).rejects.toThrow(/row-level security/)
    const open = { ...one.event('open'), compartment: '00000000-0000-4000-8000-000000000001' }
    await expect(db.as({ account: null }, tx => appendEvent(tx, open))).rejects.toThrow(/row-level security/)
  })

  it.each(['update event set type = type', 'delete from event', 'truncate event'])(
    'is never changed: %s',
    async text => {
      const changing = db.as((await newMember()).actor, tx =>
        tx.run(sql(Object.assign([text], { raw: [text] }))),
      )
      await expect(changing).rejects.toThrow(/permission denied/)
    },
  )
})

describe('a cursor', () => {
  it.each(['', 'nonsense', '1.2.3', 'abc.99999999999999999999.1'])(
    'that is none starts over: "%s"',
    async cursor => {
      const member = await newMember()
      await member.append('old')
      const page = await member.read(cursor)
      expect(page).toMatchObject({ events: [], startOver: true })
      await member.append('new')
      expect(namesOf(await member.read(page.cursor))).toEqual(['new'])
    },
  )

  it('from before a restore starts over', async () => {
    const member = await newMember()
    const { cursor } = await member.read()
    await db.asOwner(renewGeneration)
    expect((await member.read(cursor)).startOver).toBe(true)
  })

  it('from a later state than this database was set back to starts over', async () => {
    const member = await newMember()
    const { cursor } = await member.read()
    const later = cursor.replace(/\.\d+\.\d+$/, '.999999999.1')
    expect((await member.read(later)).startOver).toBe(true)
  })
})

it('reads the events of a copied database, whose numbers its server has not reached', async () => {
  const member = await newMember()
  await member.append('copied')
  const { cursor } = await member.read()
  await db.asOwner(tx =>
    tx.run(sql`update event set xid = '99999999' where compartment = ${member.compartment}`),
  )
  expect(namesOf(await member.read())).toEqual([])
  await db.asOwner(settleEvents)
  expect(namesOf(await member.read())).toEqual(['copied'])
  expect((await member.read(cursor)).startOver).toBe(true)
})

describe('a listener', () => {
  it('is woken by what is committed, until it stops', async () => {
    const member = await newMember()
    let { cursor } = await member.read()
    let stop = () => {}
    const heard = new Promise(resolve => {
      stop = db.onWake(() => {
        void member.read(cursor).then(page => {
          cursor = page.cursor
          if (page.events.length > 0) resolve(namesOf(page))
        })
      })
    })
    await member.append('news')
    expect(await heard).toEqual(['news'])
    stop()
  })

  it('for one subject is told each word about it, and those for anything are not woken', async () => {
    const words: (string | undefined)[] = []
    let woken = 0
    const stops = [
      db.onWake(word => words.push(word), 'herons'),
      db.onWake(() => (woken += 1)),
      db.onWake(() => (woken += 1), 'straits'),
    ]
    const tell = (...told: [string?, string?][]) =>
      db.as({ account: null }, tx => {
        for (const [subject, word] of told) tx.wake(subject, word)
        return Promise.resolve()
      })
    await tell(['herons', 'begin'])
    await expect.poll(() => words).toContain('begin')
    const [heard, before] = [words.length, woken]
    await tell(['herons', 'it’s “seven” of\nthem'], ['herons', ''])
    await expect.poll(() => words.slice(heard)).toEqual(['it’s “seven” of\nthem', ''])
    await tell(['herons', 'unheard']).then(() => expect(woken).toBe(before))
    await expect(
      db.as({ account: null }, tx => {
        tx.wake('herons', 'rolled back')
        return Promise.reject(new Error('no'))
      }),
    ).rejects.toThrow('no')
    await tell(['herons', 'end'])
    await expect.poll(() => words.at(-1)).toBe('end')
    expect(words).not.toContain('rolled back')
    for (const stop of stops) stop()
  })
})

if (testEngine === 'postgres')
  describe('on PostgreSQL', () => {
    /** Reads whenever woken until it has read as many as it waits for. */
    const follow = (on: Db, actor: Actor, wanted: () => number | undefined) => {
      const seen: unknown[] = []
      let cursor: string | undefined
      let reading = Promise.resolve()
      let finish = () => {}
      const done = new Promise<void>(resolve => (finish = resolve))
      const look = async (): Promise<void> => {
        const page = await on.as(actor, tx => eventsAfter(tx, cursor, 50))
        cursor = page.cursor
        seen.push(...namesOf(page))
        if (page.events.length === 50) return look()
        if (seen.length === wanted()) finish()
      }
      const stop = on.onWake(() => {
        reading = reading.then(look)
      })
      const finished = done.then(async () => {
        stop()
        await reading
      })
      return { seen, done: finished }
    }

    it('a listener in another process hears of a commit that an older transaction held back', async () => {
      const url = await createTestDatabase()
      const [writer, reader] = [await openDb({ url }), await openDb({ url })]
      const member = await newMember(writer)
      const following = follow(reader, member.actor, () => 1)
      let letGo = () => {}
      const gate = new Promise<void>(resolve => (letGo = resolve))
      const older = writer
        .asOwner(async tx => {
          await tx.run(sql`select pg_current_xact_id()`)
          await gate
          throw new Error('rolled back')
        })
        .catch(() => {})
      await member.append('held back')
      expect(namesOf(await member.read())).toEqual([])
      letGo()
      await older
      await following.done
      expect(following.seen).toEqual(['held back'])
      await Promise.all([writer.close(), reader.close()])
    })

    it('is not held back by what goes on in another database of the server, however long', async () => {
      const [ours, other] = [await openTestDb(), await openTestDb()]
      const member = await newMember(ours)
      await other.asOwner(async tx => {
        await tx.run(sql`select pg_current_xact_id()`)
        await member.append('at once')
        expect(namesOf(await member.read())).toEqual(['at once'])
      })
    })

    it('eight writers at once lose no event, and each reader sees its own once', async () => {
      const url = await createTestDatabase()
      const [writing, reading] = [await openDb({ url }), await openDb({ url })]
      const members = [await newMember(writing), await newMember(writing)]
      const written = members.map((): string[] => [])
      let finished = false
      const followers = members.map(({ actor }, index) =>
        follow(reading, actor, () => (finished ? written[index]?.length : undefined)),
      )
      const write = async (writer: number) => {
        for (let round = 0; round < 50; round += 1) {
          const index = Math.floor(Math.random() * members.length)
          const member = members[index]
          if (member === undefined) throw new Error('There is no such member.')
          const names = Array.from({ length: 1 + (round % 3) }, (_, at) => `${writer}-${round}-${at}`)
          const kept = await writing
            .as(member.actor, async tx => {
              for (const name of names) {
                await appendEvent(tx, member.event(name))
                await sleep(Math.random() * 6)
              }
              if (round % 5 === 0) throw new Error('rolled back')
              return true
            })
            .catch((error: unknown) => {
              if (error instanceof Error && error.message === 'rolled back') return false
              throw error
            })
          if (kept) written[index]?.push(...names)
        }
      }
      await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)))
      finished = true
      // One more wake-up, so that the readers look again now that the writers are done.
      await writing.asOwner(tx => Promise.resolve(tx.wake()))
      await Promise.all(followers.map(({ done }) => done))
      followers.forEach(({ seen }, index) => {
        expect(new Set(seen)).toEqual(new Set(written[index]))
        expect(seen).toHaveLength(written[index]?.length ?? 0)
      })
      await Promise.all([writing.close(), reading.close()])
    })
  })

it('is read by the index, whatever the policies', async () => {
  const Plan = z.object({ 'QUERY PLAN': z.string() })
  const member = await newMember()
  const plan = await db.as(member.actor, async tx => {
    await tx.run(sql`set local enable_seqscan = off`)
    return tx.all(
      Plan,
      sql`explain select * from event where (xid, seq) > ('5'::xid8, 3::bigint) and xid < '9'::xid8
                             order by event.xid, event.seq limit 500`,
    )
  })
  expect(plan.map(line => line['QUERY PLAN']).join('\n')).toMatch(/Index Cond: .*xid, seq/)
})
