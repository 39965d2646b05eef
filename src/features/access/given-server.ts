import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { isRefusal } from '../../domain/refusal.ts'
import type { Operation } from '../../platform/contract.ts'
import { type Db, type OwnerTx, sql } from '../../platform/db.ts'
import { createServer } from '../../platform/http.ts'
import { liveApi } from '../../platform/live.api.ts'
import type { LineRoute } from '../../platform/lines.ts'
import { liveHandlers } from '../../platform/live.ts'
import { accessApi, SessionView } from './access.api.ts'
import { inviteAccount, type NewAccountWritten } from './access.commands.ts'
import { createAccess } from './access.routes.ts'

// A world for tests: a server on its real routes, browsers with their cookies, and a clock that can be put on.

export const givenClock = () => {
  let moment = Date.now()
  return {
    now: () => new Date(moment),
    pass: ({ minutes = 0, seconds = 0, days = 0 }) => {
      moment += ((days * 24 * 60 + minutes) * 60 + seconds) * 1000
    },
  }
}
export type Clock = ReturnType<typeof givenClock>

export const givenServer = (
  db: Db,
  {
    clock = givenClock(),
    demonstration = false,
    ...options
  }: {
    clock?: Clock
    demonstration?: boolean
    publicOrigin?: string
    limits?: { general: number; guessable: number }
    lineLimits?: { heartbeat: number; perAccount: number }
    lines?: readonly LineRoute[]
  } = {},
): Promise<FastifyInstance> => {
  const { handlers, sessions } = createAccess({ db, demonstration })
  return createServer({
    db,
    operations: { ...accessApi, ...liveApi },
    handlers: { ...handlers, ...liveHandlers },
    sessions,
    now: clock.now,
    demonstration,
    ...options,
  })
}

const host = 'localhost:4000'

/** Keeps its cookie from one request to the next, and sends what browsers send. */
export const openBrowser = (app: FastifyInstance, { address = '127.0.0.1' } = {}) => {
  const jar: { cookie?: string } = {}
  const ask = async (
    method: Operation['method'],
    url: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const response = await app.inject({
      method,
      url,
      remoteAddress: address,
      headers: {
        host,
        ...(method === 'GET'
          ? {}
          : { 'x-parley': '1', origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }),
        ...(jar.cookie === undefined ? {} : { cookie: jar.cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body }),
    })
    const [set] = [response.headers['set-cookie']].flat()
    if (set !== undefined) {
      const [pair = ''] = set.split(';')
      if (pair.endsWith('=')) delete jar.cookie
      else jar.cookie = pair
    }
    return {
      status: response.statusCode,
      body: response.body === '' ? undefined : response.json<unknown>(),
      set,
      headers: response.headers,
    }
  }
  return {
    jar,
    ask,
    session: async (): Promise<SessionView> => SessionView.parse((await ask('GET', '/api/session')).body),
  }
}
export type Browser = ReturnType<typeof openBrowser>

export const invited = async (db: Db, written: NewAccountWritten, now?: Date) => {
  const outcome = await inviteAccount(db, written, now)
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}

export const goodPassword = 'seven herons cross the strait'

let people = 0

/** A person with an account who has joined, signed in in a browser of their own. */
export const givenPerson = async (
  db: Db,
  app: FastifyInstance,
  written: Partial<NewAccountWritten> & { now?: Date } = {},
) => {
  people += 1
  const name = written.name ?? `Person ${people}`
  const signInName = `person-${people}-${Math.random().toString(36).slice(2, 8)}`
  const { account, code } = await invited(db, { ...written, name }, written.now)
  const browser = openBrowser(app)
  const joined = await browser.ask('POST', '/api/invitations/acceptance', {
    code,
    signInName,
    password: goodPassword,
  })
  if (joined.status !== 200) throw new Error(`Could not join: ${JSON.stringify(joined.body)}`)
  return { account, signInName, code, ...browser }
}

/** An entity the record knows of by this id. */
export const givenEntity = async (db: Db, type: 'track' | 'party'): Promise<string> => {
  const id = crypto.randomUUID()
  await db.asOwner(tx => tx.run(sql`insert into entity (id, type) values (${id}, ${type})`))
  return id
}

/** A part of an answer, read as what it should be. */
export const read = <Schema extends z.ZodType>(schema: Schema, answer: { body: unknown }): z.output<Schema> =>
  schema.parse(answer.body)

const passes = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))

/**
 * What the second of two transactions finds that begins when the first has read and not yet written: it has to wait,
 * or it finds what is no longer so.
 */
export const atTheSameMoment = async <Found>(
  db: Db,
  find: (tx: OwnerTx, order: 'first' | 'second') => Promise<Found>,
  change: (tx: OwnerTx, found: Found) => Promise<void>,
): Promise<Found> => {
  const gate: { open?: () => void } = {}
  const reading = new Promise<void>(resolve => {
    gate.open = resolve
  })
  const first = db.asOwner(async tx => {
    const found = await find(tx, 'first')
    gate.open?.()
    // Time enough for the second to read, should nothing make it wait.
    await passes(200)
    await change(tx, found)
  })
  await reading
  const second = await db.asOwner(tx => find(tx, 'second'))
  await first
  return second
}
