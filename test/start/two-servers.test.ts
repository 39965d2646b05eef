import { once } from 'node:events'
import { connect as connectTo, createServer, type Socket } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { goodPassword, invited } from '../../src/features/access/given-server.ts'
import { givenNegotiation, granted } from '../../src/features/texts/given-negotiation.ts'
import type { CommitView } from '../../src/features/texts/texts.api.ts'
import { type Db, openDb } from '../../src/platform/db.ts'
import { openBrowser } from '../journeys/text-editor/given-browser.ts'
import { type Postgres, startPostgres } from '../postgres.ts'
import { addressOf, newFolder, parley, type Run } from './parley.ts'

// Two servers over one database, as behind a balancer, and delegates in one text at each of them; one server is killed.

let postgres: Postgres
let db: Db
let browser: Browser
const { folder, remove } = newFolder()
const servers: Run[] = []
const addresses: URL[] = []

/** One address for both servers: connections go to the first while it lives, and then to the second. */
const openBalancer = async () => {
  const open = new Set<Socket>()
  const balancer = createServer(socket => {
    open.add(socket)
    const [first, second] = servers
    const at = first?.child.exitCode === null && first.child.signalCode === null ? addresses[0] : addresses[1]
    if (second === undefined || at === undefined) {
      socket.destroy()
      return
    }
    const server = connectTo(Number(at.port), at.hostname)
    socket.pipe(server).pipe(socket)
    for (const [one, other] of [
      [socket, server],
      [server, socket],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
  }).listen(0, '127.0.0.1')
  await once(balancer, 'listening')
  const bound = balancer.address()
  return {
    address: `http://127.0.0.1:${typeof bound === 'object' ? String(bound?.port) : ''}`,
    close: () => {
      for (const each of open) each.destroy()
      balancer.close()
    },
  }
}
let balancer: Awaited<ReturnType<typeof openBalancer>>

const serve = async () => {
  const server = parley(['serve', '--empty'], {
    PORT: '0',
    PARLEY_DATA: folder,
    PARLEY_DATABASE_URL: postgres.url,
    PARLEY_LOG: 'warn',
  })
  servers.push(server)
  addresses.push(new URL(await addressOf(server)))
}

interface Delegate {
  readonly page: Page
  readonly ask: <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>
}

beforeAll(async () => {
  postgres = await startPostgres()
  await serve()
  await serve()
  db = await openDb({ url: postgres.url })
  balancer = await openBalancer()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  balancer?.close()
  await db?.close()
  for (const { child } of servers) child.kill('SIGKILL')
  await Promise.all(servers.map(({ ended }) => ended))
  await postgres?.stop()
  remove()
})

const arrive = async (address: string, path: string, code: string, signInName: string): Promise<Delegate> => {
  const context = await browser.newContext({ locale: 'en', timezoneId: 'UTC' })
  const ask = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await context.request.fetch(address + path, {
      method,
      headers: { 'x-parley': '1', origin: address },
      ...(body === undefined ? {} : { data: body }),
    })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  await ask('POST', '/api/invitations/acceptance', { code, signInName, password: goodPassword })
  const page = await context.newPage()
  await page.goto(address + path)
  await page.getByRole('textbox', { name: /^The text/ }).waitFor()
  return { page, ask }
}

const write = async ({ page }: Delegate, phrase: string, words: string) => {
  await page.getByRole('textbox', { name: /^The text/ }).evaluate((editor, wanted) => {
    const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = (node.nodeValue ?? '').indexOf(wanted)
      if (at < 0) continue
      editor.focus()
      getSelection()?.collapse(node, at)
      return
    }
    throw new Error(`“${wanted}” is not in the text.`)
  }, phrase)
  await page.waitForTimeout(30)
  await page.keyboard.type(words, { delay: 20 })
}

const seen = ({ page }: Delegate) => page.getByRole('textbox', { name: /^The text/ }).innerText()
const present = ({ page }: Delegate) => page.locator('.present-now').innerText()
const delivery = ({ page }: Delegate) => page.locator('.delivery').innerText()
const slowly = { timeout: 60_000 }

it('two servers over one database serve one text, and one of them may be killed in the middle of a word', async () => {
  const talks = await givenNegotiation(db)
  const { id } = granted(
    await talks.begin(
      'PP1. Recalling the meeting in Doha\nOP1. The parties meet every month\nOP2. They part',
    ),
  )
  const [one, other] = addresses.map(each => each.origin)
  if (one === undefined || other === undefined) throw new Error('Two servers were to be started.')
  const party = (of: string) => [{ capacity: 'party', track: talks.trackId, party: of }] as const
  const invitation = async (name: string, mandates: NonNullable<Parameters<typeof invited>[1]['mandates']>) =>
    (await invited(db, { name, mandates })).code
  const path = `/texts/${id}`
  const arden = await arrive(
    balancer.address,
    path,
    await invitation('Ada', [...party(talks.ardenId)]),
    'ada',
  )
  const belmar = await arrive(other, path, await invitation('Bo', [...party(talks.belmarId)]), 'bo')
  const chair = await arrive(
    one,
    path,
    await invitation('Cy', [{ capacity: 'chair', track: talks.trackId }]),
    'cy',
  )

  await write(belmar, 'month', 'calendar ')
  await write(chair, 'They part', 'Meanwhile ')
  await write(arden, 'Doha', 'beautiful ')
  for (const each of [arden, belmar, chair])
    for (const words of ['calendar ', 'Meanwhile ', 'beautiful '])
      await expect.poll(() => seen(each), slowly).toContain(words)
  await expect.poll(() => present(belmar), slowly).toMatch(/Arden[^]*the chair|the chair[^]*Arden/)
  await expect.poll(() => present(arden), slowly).toContain('Belmar')

  const words = Array.from({ length: 40 }, (_, at) => `word${at + 1} `)
  const [first] = servers
  const writing = write(arden, 'Recalling', words.join(''))
  await expect.poll(() => seen(belmar), slowly).toContain('word5 ')
  first?.child.kill('SIGKILL')
  await write(belmar, 'every', 'nearly ')
  await writing

  await expect.poll(() => seen(belmar), slowly).toContain(words.join(''))
  await expect.poll(() => delivery(arden), slowly).toContain('Delivered')
  await expect.poll(() => seen(arden), slowly).toContain('nearly ')
  expect((await seen(belmar)).split('word17 ')).toHaveLength(2)
  // Whoever was at the dead server alone is gone; whoever came over is still shown.
  await expect.poll(() => present(belmar), slowly).not.toContain('the chair')
  expect(await present(belmar)).toContain('Arden')

  const { commits } = await belmar.ask<{ commits: CommitView[] }>(
    'GET',
    `/api/texts/${id}/commits?after=0&limit=1000`,
  )
  expect(commits.map(({ number }) => number)).toEqual(commits.map((_, at) => at + 1))
  const letters = commits.filter(({ party: by }) => by === talks.ardenId)
  expect(letters.map(({ ref }) => ref)).toEqual(letters.map((_, at) => at + 1))
})
