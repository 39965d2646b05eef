import { request } from 'node:http'
import type { Socket } from 'node:net'
import { afterAll, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestDb } from '../../test/database.ts'
import { givenClock, givenPerson, givenServer, openBrowser, read } from '../features/access/given-server.ts'
import { sql } from './db.ts'
import { appendEvent } from './events.ts'
import { liveApi } from './live.api.ts'
import { closing } from './lines.ts'

const db = await openTestDb()
const clock = givenClock()
const listen = async (heartbeat: number) => {
  const server = await givenServer(db, { clock, lineLimits: { heartbeat, perAccount: 2 } })
  afterAll(() => server.close())
  return { app: server, address: new URL(await server.listen({ port: 0, host: '127.0.0.1' })) }
}
const { app, address } = await listen(1000)
const sockets: Socket[] = []
afterAll(() => sockets.forEach(socket => socket.destroy()))

const wakeUp = '\x81\x00'
const ping = '\x89\x00'

/** Opens the line as a browser would. Its frames come as text; pings are answered unless it has fallen silent. */
const open = async (
  cookie: string | undefined,
  { at = address, origin, silent = false }: { at?: URL; origin?: string; silent?: boolean } = {},
) => {
  const asked = request(new URL('/api/live', at), {
    agent: false,
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      ...(origin === '' ? {} : { origin: origin ?? at.origin }),
      ...(cookie === undefined ? {} : { cookie }),
    },
  })
  asked.end()
  const heard: string[] = []
  return new Promise<{ status: number; heard: string[]; closed: Promise<void> }>((resolve, reject) => {
    asked.on('error', reject)
    asked.on('response', response => {
      response.resume().on('error', () => {})
      resolve({ status: response.statusCode ?? 0, heard, closed: Promise.resolve() })
    })
    asked.on('upgrade', (_, socket: Socket, head) => {
      sockets.push(socket)
      const hear = (data: Buffer) => {
        heard.push(data.toString('latin1'))
        if (!silent && heard.at(-1)?.includes(ping) === true)
          socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]))
      }
      if (head.length > 0) hear(head)
      socket.on('data', hear)
      socket.on('error', () => {})
      const closed = new Promise<void>(end => void socket.on('close', () => end()))
      resolve({ status: 101, heard, closed })
    })
  })
}

const wakeUps = (heard: readonly string[]) => heard.join('').split(wakeUp).length - 1
const closeCode = (heard: readonly string[]) => {
  const frame = Buffer.from(heard.join(''), 'latin1')
  const at = frame.indexOf(0x88)
  return at < 0 ? undefined : frame.readUInt16BE(at + 2)
}

const notesOf = async (account: string) => {
  const { id } = await db.as({ account }, tx =>
    tx.one(z.object({ id: z.uuid() }), sql`select compartment_for('notes', null, null, ${account}) as id`),
  )
  return id
}
const note = async (account: string, text: string) => {
  const compartment = await notesOf(account)
  await db.as({ account }, tx =>
    appendEvent(tx, { type: 'noted', compartment, body: { text }, at: clock.now() }),
  )
}

it('wakes a browser with an empty frame, and with nothing else, when something has happened', async () => {
  const person = await givenPerson(db, app)
  const { status, heard } = await open(person.jar.cookie)
  expect(status).toBe(101)
  await expect.poll(() => wakeUps(heard)).toBe(1)
  await note(person.account, 'for my eyes')
  await expect.poll(() => wakeUps(heard)).toBeGreaterThan(1)
  expect(heard.join('').replaceAll(wakeUp, '').replaceAll(ping, '')).toBe('')
})

it('opens no line for a visitor, for another site, or where no page asks', async () => {
  const person = await givenPerson(db, app)
  expect((await open(undefined)).status).toBe(401)
  expect((await open(`parley=${'V'.repeat(43)}`)).status).toBe(401)
  expect((await open(person.jar.cookie, { origin: 'https://evil.example' })).status).toBe(401)
  expect((await open(person.jar.cookie, { origin: '' })).status).toBe(401)
})

it('closes the line when its session ends', async () => {
  const person = await givenPerson(db, app)
  const { heard } = await open(person.jar.cookie)
  await expect.poll(() => wakeUps(heard)).toBe(1)
  await person.ask('DELETE', '/api/session')
  await expect.poll(() => closeCode(heard), { timeout: 10_000 }).toBe(closing.signedOut)
})

it('drops a line at whose other end nobody answers', async () => {
  const person = await givenPerson(db, app)
  const { address: at } = await listen(50)
  const { heard, closed } = await open(person.jar.cookie, { at, silent: true })
  await closed
  expect(closeCode(heard)).toBeUndefined()
})

it('opens no more lines for one account than a person has windows', async () => {
  const person = await givenPerson(db, app)
  await open(person.jar.cookie)
  await open(person.jar.cookie)
  const third = await open(person.jar.cookie)
  await expect.poll(() => closeCode(third.heard)).toBe(closing.tooMany)
})

it('keeps no server from stopping, even if a browser does not let go', async () => {
  const person = await givenPerson(db, app)
  const { app: stopping, address: at } = await listen(60_000)
  const { closed } = await open(person.jar.cookie, { at, silent: true })
  await stopping.close()
  await closed
})

it('lets each browser read as itself: what happens in another’s compartment does not exist for it', async () => {
  const [one, other] = [await givenPerson(db, app), await givenPerson(db, app)]
  const { cursor } = read(liveApi.latestEvent.response, await one.ask('GET', '/api/events/latest'))
  await note(one.account, 'a note of one')
  const since = async ({ ask }: { ask: typeof one.ask }) =>
    read(liveApi.events.response, await ask('GET', `/api/events?after=${cursor}`))
  await expect
    .poll(async () => (await since(one)).events.map(({ body }) => body))
    .toEqual([{ text: 'a note of one' }])
  expect((await since(other)).events).toEqual([])
  expect((await since(openBrowser(app))).events).toEqual([])
  expect((await since(one)).startOver).toBe(false)
  const strange = read(liveApi.events.response, await one.ask('GET', '/api/events?after=elsewhere.1.1'))
  expect(strange).toMatchObject({ events: [], startOver: true })
})
