import helmet from '@fastify/helmet'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isRefusal } from '../domain/refusal.ts'
import { openApi } from './contract.openapi.ts'
import type { Handlers, Operation, Operations } from './contract.ts'
import { type Db, NotFound, sql } from './db.ts'
import type { RequestContext, Resumed, Sessions } from './http.context.ts'
import { sessionCookie } from './http.cookie.ts'
import { createGuard, isLocal } from './http.guard.ts'
import { permissionsPolicy, securityHeaders } from './http.headers.ts'
import { inputReader } from './http.input.ts'
import { Declined, problem, problemOf, sendProblem } from './http.problem.ts'
import { type LineLimits, type LineRoute, registerLines } from './lines.ts'
import { liveRoute } from './live.ts'
import { defaultLimits, guessLimiter, type RateLimits, registerRateLimit } from './rate-limit.ts'
import { isPagePath, registerPages } from './static.ts'

export type { RequestContext } from './http.context.ts'

export interface ServerOptions<All extends Operations> {
  readonly db: Db
  readonly operations: All
  readonly handlers: Handlers<All, RequestContext>
  readonly sessions: Sessions
  readonly now?: () => Date
  /** Signing in without a password may be possible, on this machine. */
  readonly demonstration: boolean
  /** Where the built pages are. Without it, only the interface is served. */
  readonly webRoot?: string | undefined
  /** Scheme, host and port by which browsers reach the server, when that is not this machine's loopback. */
  readonly publicOrigin?: string | undefined
  /** The addresses of proxies whose word on where a request came from is taken. */
  readonly trustProxy?: string[] | undefined
  readonly version?: string
  readonly limits?: RateLimits
  /** Lines to browsers besides the one that wakes them. */
  readonly lines?: readonly LineRoute[]
  readonly lineLimits?: LineLimits
}

/** What is known of a request before its handler runs. */
interface Caller {
  readonly token: string | undefined
  readonly resumed: Resumed | undefined
  cookie: string | undefined
}

type Handler = (input: unknown, context: RequestContext) => Promise<unknown>

const bodyLimit = 5 * 1024 * 1024

/** Every route of the contract, the pages, and the lines to browsers; ready to listen. */
export const createServer = async <const All extends Operations>({
  db,
  operations,
  handlers,
  sessions,
  now = () => new Date(),
  demonstration,
  webRoot,
  publicOrigin,
  trustProxy,
  version = '0',
  limits = defaultLimits,
  lines = [],
  lineLimits,
}: ServerOptions<All>): Promise<FastifyInstance> => {
  const secure = publicOrigin?.startsWith('https:') === true
  const cookies = sessionCookie(secure)
  const guard = createGuard(publicOrigin)
  const callers = new WeakMap<FastifyRequest, Caller>()
  const app = fastify({
    logger: false,
    bodyLimit,
    trustProxy: trustProxy ?? false,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, _, reply) => void sendProblem(reply, problemOf(error)),
  })

  app.setErrorHandler((error, _, reply) => sendProblem(reply, problemOf(error)))
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('permissions-policy', permissionsPolicy)
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    done()
  })
  await app.register(helmet, securityHeaders(secure))
  app.addHook('onRequest', async request => guard.checkHost(request))
  app.addHook('onSend', async (request, reply) => {
    const cookie = callers.get(request)?.cookie
    if (cookie !== undefined) reply.header('set-cookie', cookie)
  })
  await registerRateLimit(app, limits)
  const limitGuesses = guessLimiter(app, limits)

  const identify = async (request: FastifyRequest, renew: boolean): Promise<Caller> => {
    const token = cookies.read(request.headers.cookie)
    const how = { renew, address: request.ip }
    const resumed = token === undefined ? undefined : await sessions.resume(token, now(), how)
    const renewal = resumed?.renewal
    const caller = { token, resumed, cookie: renewal === undefined ? undefined : cookies.write(renewal) }
    callers.set(request, caller)
    return caller
  }

  /** Before the body is read: may this browser ask, who asks, and is there such an operation for them? */
  const admit = async (operation: Operation, request: FastifyRequest) => {
    if (operation.method !== 'GET') guard.checkOrigin(request)
    if (operation.guessable === true) await limitGuesses(request)
    const { resumed } = await identify(request, true)
    if (operation.public !== true && resumed === undefined) throw new Declined(401, 'Nobody is signed in.')
    if (operation.administrator === true && resumed?.account.administrator !== true)
      throw new NotFound('There is no such operation for this account.')
  }

  const contextOf = (
    request: FastifyRequest,
    caller: Caller,
    knownOn: string | undefined,
  ): RequestContext => {
    const moment = now()
    const account = caller.resumed?.account ?? null
    return {
      db,
      actor: { account: account?.id ?? null, knownOn },
      account,
      now: () => moment,
      demonstration,
      request: { address: request.ip, local: isLocal(request) },
      cookie: {
        token: caller.token,
        set: token => (caller.cookie = cookies.write(token)),
        clear: () => (caller.cookie = cookies.cleared),
      },
    }
  }

  const addRoute = (operation: Operation, handle: Handler) => {
    const read = inputReader(operation)
    app.route({
      method: operation.method,
      url: operation.path,
      preParsing: async request => admit(operation, request),
      handler: async (request, reply) => {
        const caller = callers.get(request)
        if (caller === undefined) throw new Error('The request was not admitted.')
        const { input, knownOn } = read(request, now())
        const outcome = await handle(input, contextOf(request, caller, knownOn))
        if (isRefusal(outcome))
          return reply.code(409).send({ refused: outcome.refused, detail: outcome.detail })
        return reply.send(operation.response.parse(outcome))
      },
    })
  }
  for (const [name, operation] of Object.entries(operations)) {
    // Proven by the type of `handlers`: input and answer of each name are those of its operation.
    const handle = handlers[name] as Handler | undefined
    if (handle === undefined) throw new Error(`Nothing answers the operation ${name}.`)
    addRoute(operation, handle)
  }

  const document = openApi(operations, { title: 'Parley', version })
  app.get('/api/openapi.json', () => document)
  app.get('/api/health', async () => {
    await db.as({ account: null }, tx => tx.one(z.object({ ok: z.literal(1) }), sql`select 1 as ok`))
    return { ok: true }
  })
  await registerLines(app, [liveRoute(db), ...lines], {
    sessions,
    now,
    limits: lineLimits,
    callerOf: request => callers.get(request)?.resumed,
    admit: async request => {
      if (!guard.isOwnPage(request) || (await identify(request, false)).resumed === undefined)
        throw new Declined(401, 'Nobody is signed in.')
    },
  })

  const page = webRoot === undefined ? undefined : await registerPages(app, webRoot)
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    page !== undefined && isPagePath(request) ? page(request, reply) : sendProblem(reply, problem(404)),
  )
  return app
}
