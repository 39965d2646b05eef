import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { z } from 'zod'
import { addressOf, freePort, newFolder, parley, type Run } from '../start/parley.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const usual = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const canRun = (path: string) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const chromiumPath = () => {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const found = [
    process.env['PARLEY_CHROMIUM'] ?? '',
    ...folders.flatMap(folder => names.map(name => join(folder, name))),
    ...usual,
  ].find(path => path !== '' && canRun(path))
  if (found === undefined)
    throw new Error('Journeys need Chromium: install it, or name it in PARLEY_CHROMIUM.')
  return found
}

const Session = z.object({
  demonstrationAccounts: z.array(z.object({ id: z.uuid(), name: z.string() })),
})

/** Somebody at a browser of their own. */
export interface Somebody {
  readonly page: Page
  /** Opens an address of Parley and waits until it stands still. */
  readonly go: (path: string) => Promise<void>
}

export interface World {
  /** One of the accounts of the demonstration, signed in; or the public. */
  readonly person: (name: string | null, language?: 'en' | 'fa' | 'ar') => Promise<Somebody>
  readonly close: () => Promise<void>
}

const signIn = async (context: BrowserContext, address: string, name: string) => {
  const { demonstrationAccounts } = Session.parse(
    await (await context.request.get(`${address}/api/session`)).json(),
  )
  const account = demonstrationAccounts.find(each => each.name === name)
  if (account === undefined) throw new Error(`The demonstration has no account named ${name}.`)
  const answer = await context.request.post(`${address}/api/session/demonstration`, {
    data: { account: account.id },
    headers: { 'x-parley': '1', origin: address },
  })
  if (!answer.ok()) throw new Error(`${name} could not sign in: ${await answer.text()}`)
}

const stop = async ({ child, ended }: Run) => {
  child.kill('SIGTERM')
  await ended
}

/** A browser for everybody who visits an address; each of its people has a window of their own. */
export const openBrowserAt = async (
  address: string,
  prepare: (context: BrowserContext) => Promise<void> = async () => {},
): Promise<World> => {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return {
    person: async (name, language = 'en') => {
      const context = await browser.newContext({ locale: language, timezoneId: 'UTC' })
      await prepare(context)
      if (name !== null) await signIn(context, address, name)
      const page = await context.newPage()
      return {
        page,
        go: async path => {
          await page.goto(address + path)
          await page.getByRole('heading', { level: 1 }).waitFor()
        },
      }
    },
    close: () => browser.close(),
  }
}

/** Parley with the demonstration, on a port and in a folder of its own, and a browser to visit it. */
export const openWorld = async (): Promise<World> => {
  const { folder, remove } = newFolder()
  const run = parley(['serve'], { PORT: await freePort(), PARLEY_DATA: folder, PARLEY_LOG: 'warn' })
  const { person, close } = await openBrowserAt(await addressOf(run))
  return {
    person,
    close: async () => {
      await close()
      await stop(run)
      remove()
    },
  }
}
