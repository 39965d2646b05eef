import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Resumed, Sessions, SignedInAccount } from './http.context.ts'

/** What is used of a web socket. */
interface Socket {
  readonly bufferedAmount: number
  send(data: string | Buffer, options: { binary: boolean }, sent: (error?: Error) => void): void
  ping(): void
  close(code: number, reason: string): void
  terminate(): void
  on(event: 'close' | 'pong' | 'error', listener: () => void): void
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): void
}

/** Close codes of our own (4000–4999), which the pages know. */
export const closing = {
  malformed: 4400,
  signedOut: 4401,
  notInThatName: 4403,
  notFound: 4404,
  tooSlow: 4408,
  tooMany: 4429,
} as const

/** A line that stands to one window of somebody signed in. */
export interface OpenLine {
  readonly account: SignedInAccount
  readonly signIn: string
  readonly params: unknown
  readonly query: unknown
  /** How many bytes are still on their way. */
  waiting(): number
  send(frame: string | Buffer, sent?: (error?: Error) => void): void
  close(why: keyof typeof closing): void
  /** Ends the line without waiting for what is on its way: an error here, or a browser that does not read. */
  drop(): void
  onMessage(listener: (text: string) => void): void
  onClose(listener: () => void): void
}

/** An address at which lines are opened, and what is done with each. */
export interface LineRoute {
  readonly path: string
  /** Called once the caller is known; it listens before it returns. */
  readonly open: (line: OpenLine) => void
  /** Called when the server stops. */
  readonly stop: () => void
}

export interface LineLimits {
  /** Milliseconds between two questions whether the browser is still there, and its session. */
  readonly heartbeat: number
  /** Lines of one account, of all kinds. */
  readonly perAccount: number
}
const usualLimits: LineLimits = { heartbeat: 30_000, perAccount: 60 }

export interface LineOptions {
  readonly sessions: Sessions
  readonly now: () => Date
  /** Who opened the socket, found out before it is; undefined: nobody, or from another site's page. */
  readonly callerOf: (request: FastifyRequest) => Resumed | undefined
  /** Throws unless the socket may be opened. */
  readonly admit: (request: FastifyRequest) => Promise<void>
  readonly limits?: LineLimits | undefined
}

/** The longest frame a browser may send, in bytes. */
const longestFrame = 256 * 1024
const farewell = 1000
const noop = () => {}

/** Opens lines to the browsers of people signed in, and ends each with its session or when nobody answers any more. */
export const registerLines = async (
  app: FastifyInstance,
  routes: readonly LineRoute[],
  { sessions, now, callerOf, admit, limits: { heartbeat, perAccount } = usualLimits }: LineOptions,
) => {
  const open = new Map<string, number>()
  const sockets = new Set<Socket>()
  const count = (account: string, change: 1 | -1) => {
    const left = (open.get(account) ?? 0) + change
    if (left > 0) open.set(account, left)
    else open.delete(account)
    return left
  }

  /** Whether the line may stand. It is watched over from now on. */
  const keep = (socket: Socket, { account, signIn }: Resumed): boolean => {
    let answered = true
    const beat = setInterval(() => {
      if (!answered) return socket.terminate()
      answered = false
      socket.ping()
      void sessions.lasting([signIn], now()).then(
        lasting => lasting.has(signIn) || socket.close(closing.signedOut, 'signedOut'),
        () => socket.terminate(),
      )
    }, heartbeat)
    sockets.add(socket)
    socket.on('pong', () => (answered = true))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      clearInterval(beat)
      sockets.delete(socket)
      count(account.id, -1)
    })
    if (count(account.id, 1) <= perAccount) return true
    socket.close(closing.tooMany, 'tooMany')
    return false
  }

  const lineOn = (socket: Socket, { account, signIn }: Resumed, request: FastifyRequest): OpenLine => ({
    account,
    signIn,
    params: request.params,
    query: request.query,
    waiting: () => socket.bufferedAmount,
    send: (frame, sent = noop) => socket.send(frame, { binary: false }, sent),
    close: why => socket.close(closing[why], why),
    drop: () => socket.terminate(),
    onMessage: listener =>
      socket.on('message', (data, isBinary) =>
        isBinary ? socket.close(closing.malformed, 'malformed') : listener(data.toString()),
      ),
    onClose: listener => socket.on('close', listener),
  })

  await app.register(websocket, { options: { maxPayload: longestFrame, perMessageDeflate: false } })
  app.addHook('onClose', () => routes.forEach(({ stop }) => stop()))
  // The plugin bids every browser farewell; one that does not answer shall not keep the server from stopping.
  app.addHook('preClose', async () => {
    for (const socket of sockets) setTimeout(() => socket.terminate(), farewell).unref()
  })
  for (const { path, open: serve } of routes)
    app.route({
      method: 'GET',
      url: path,
      websocket: true,
      preValidation: admit,
      handler: (socket: Socket, request) => {
        const caller = callerOf(request)
        if (caller === undefined) return socket.terminate()
        if (keep(socket, caller)) serve(lineOn(socket, caller, request))
      },
    })
}
