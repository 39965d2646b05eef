import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Handlers } from './contract.ts'
import type { Db } from './db.ts'
import { eventsAfter, latestCursor } from './events.ts'
import type { RequestContext, Resumed, Sessions } from './http.context.ts'
import type { liveApi } from './live.api.ts'

export const liveHandlers: Handlers<typeof liveApi, RequestContext> = {
  latestEvent: async (_, { db, actor }) => ({
    cursor: await db.as(actor, latestCursor, { readOnly: true }),
  }),
  events: async ({ query: { after, limit } }, { db, actor }) => {
    const page = await db.as(actor, tx => eventsAfter(tx, after, limit), { readOnly: true })
    return { ...page, events: page.events.map(each => ({ ...each, at: each.at.toISOString() })) }
  },
}

/** What is used of a web socket. */
interface Socket {
  send(text: string, sent: (error?: Error) => void): void
  ping(): void
  close(code: number, reason: string): void
  terminate(): void
  on(event: 'close' | 'pong' | 'error', listener: () => void): void
}

export interface LiveLimits {
  /** Milliseconds between two questions whether the browser is still there, and its session. */
  readonly heartbeat: number
  readonly perAccount: number
}
const usualLimits: LiveLimits = { heartbeat: 30_000, perAccount: 30 }

export interface LiveOptions {
  readonly db: Db
  readonly sessions: Sessions
  readonly now: () => Date
  /** Who opened the socket, found out before it is; undefined: nobody, or from another site's page. */
  readonly callerOf: (request: FastifyRequest) => Resumed | undefined
  /** Throws unless the socket may be opened. */
  readonly admit: (request: FastifyRequest) => Promise<void>
  readonly limits?: LiveLimits
}

const farewell = 1000

/** Close codes of our own (4000–4999), which the page knows. */
export const closing = { signedOut: 4401, tooMany: 4429 } as const

/**
 * A line to one browser. What goes over it is always empty: there may be something new to read. While one frame is
 * still on its way, further ones become a single one, so a slow reader costs nothing.
 */
const wakeUp = (socket: Socket) => {
  let sending = false
  let owed = false
  const wake = () => {
    if (sending) {
      owed = true
      return
    }
    sending = true
    socket.send('', error => {
      sending = false
      if (error !== undefined || !owed) return
      owed = false
      wake()
    })
  }
  return wake
}

/** `/api/live`: wakes every signed-in browser when there may be something new, and never says what. */
export const registerLive = async (
  app: FastifyInstance,
  { db, sessions, now, callerOf, admit, limits: { heartbeat, perAccount } = usualLimits }: LiveOptions,
) => {
  const open = new Map<string, number>()
  const lines = new Set<() => void>()
  const sockets = new Set<Socket>()
  const count = (account: string, change: 1 | -1) => {
    const left = (open.get(account) ?? 0) + change
    if (left > 0) open.set(account, left)
    else open.delete(account)
    return left
  }

  const serve = (socket: Socket, { account, signIn }: Resumed) => {
    const wake = wakeUp(socket)
    let answered = true
    const beat = setInterval(() => {
      if (!answered) return socket.terminate()
      answered = false
      socket.ping()
      void sessions.lasts(signIn, now()).then(
        lasts => lasts || socket.close(closing.signedOut, 'signed out'),
        () => socket.terminate(),
      )
    }, heartbeat)
    sockets.add(socket)
    socket.on('pong', () => (answered = true))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      clearInterval(beat)
      lines.delete(wake)
      sockets.delete(socket)
      count(account.id, -1)
    })
    if (count(account.id, 1) > perAccount) return socket.close(closing.tooMany, 'too many windows')
    lines.add(wake)
    // What happened while the line was being set up.
    wake()
  }

  await app.register(websocket, { options: { maxPayload: 1024, perMessageDeflate: false } })
  const stop = db.onWake(() => lines.forEach(wake => wake()))
  app.addHook('onClose', () => stop())
  // The plugin bids every browser farewell; one that does not answer shall not keep the server from stopping.
  app.addHook('preClose', async () => {
    for (const socket of sockets) setTimeout(() => socket.terminate(), farewell).unref()
  })
  app.route({
    method: 'GET',
    url: '/api/live',
    websocket: true,
    preValidation: admit,
    handler: (socket: Socket, request) => {
      const caller = callerOf(request)
      if (caller === undefined) return socket.terminate()
      serve(socket, caller)
    },
  })
}
