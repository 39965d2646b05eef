import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { openConfigured } from '../../src/open.ts'
import { plant } from '../../src/plant.ts'
import type { Db } from '../../src/platform/db.ts'
import { newFolder } from '../start/parley.ts'
import { openBrowserAt, type World } from './browser.ts'

export interface WorldWithClock extends World {
  readonly address: string
  readonly db: Db
  readonly now: () => Date
  /** Lets time pass, for the server and in every window: what was to happen in that time happens. */
  readonly pass: (milliseconds: number) => Promise<void>
}

/**
 * Parley with the demonstration, running in the test itself, by a clock that runs on as any other and that the test puts
 * forward. Like `openWorld` it shows the built pages. Mandates go by the database’s own clock: whoever is needed must have
 * been invited before time passes.
 */
export const openWorldWithClock = async (): Promise<WorldWithClock> => {
  const { folder, remove } = newFolder()
  const root = join(import.meta.dirname, '../..')
  const config = readConfig({ PORT: '0', PARLEY_DATA: folder }, root)
  let ahead = 0
  const now = () => new Date(Date.now() + ahead)
  const db = await openConfigured(config)
  await plant(db, config.seed)
  const app = await createApp({ db, config, demonstration: true, now })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const windows: BrowserContext[] = []
  const { person, close } = await openBrowserAt(address, async context => {
    await context.clock.install({ time: now() })
    windows.push(context)
  })
  return {
    address,
    db,
    now,
    person,
    pass: async milliseconds => {
      ahead += milliseconds
      for (const { clock } of windows) await clock.fastForward(milliseconds)
    },
    close: async () => {
      await close()
      await app.close()
      await db.close()
      remove()
    },
  }
}
