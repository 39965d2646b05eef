import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openDb, sql, StartUpError } from './db.ts'

describe('PGlite in a folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'parley-pglite-'))
  afterAll(() => rmSync(root, { recursive: true }))
  const One = z.object({ one: z.int() })

  it('keeps what was committed, for one process at a time, and for a copy of the folder', async () => {
    const folder = join(root, 'kept')
    const db = await openDb({ folder })
    await db.asOwner(tx => tx.script('create table kept as select 7 as one'))
    await expect(openDb({ folder })).rejects.toThrow(StartUpError)
    await db.close()
    cpSync(folder, `${folder}-copy`, { recursive: true })
    for (const each of [folder, `${folder}-copy`]) {
      const again = await openDb({ folder: each })
      expect(await again.asOwner(tx => tx.all(One, sql`select one from kept`))).toEqual([{ one: 7 }])
      await again.close()
    }
  })

  it('begins anew after a first start that was cut off', async () => {
    const folder = join(root, 'cut-off')
    mkdirSync(join(folder, 'database/base'), { recursive: true })
    writeFileSync(join(folder, 'database/PG_VERSION'), '18')
    const db = await openDb({ folder })
    expect(await db.asOwner(tx => tx.all(One, sql`select 1 as one`))).toEqual([{ one: 1 }])
    await db.close()
  })

  it('tells what is wrong and gives the folder back when it cannot be opened', async () => {
    const folder = join(root, 'spoilt')
    mkdirSync(join(folder, 'database'), { recursive: true })
    writeFileSync(join(folder, 'database/.complete'), '')
    writeFileSync(join(folder, 'database/PG_VERSION'), '9')
    await expect(openDb({ folder })).rejects.toThrow(StartUpError)
    expect(existsSync(join(folder, 'parley.lock.pid'))).toBe(false)
  })

  it('leaves this thread free while a query runs', async () => {
    const db = await openDb({})
    const order: string[] = []
    const query = db
      .asOwner(tx => tx.run(sql`select count(*) from generate_series(1, 3000000)`))
      .then(() => order.push('query'))
    await new Promise<void>(resolve => {
      setImmediate(() => setTimeout(resolve, 20))
    })
    order.push('timer')
    await query
    expect(order).toEqual(['timer', 'query'])
    await db.close()
  })
})
