import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { refuse } from '../domain/refusal.ts'
import { type Handlers, op } from './contract.ts'
import { type Db, NotFound } from './db.ts'
import type { Sessions } from './http.context.ts'
import { createServer, type RequestContext } from './http.ts'

const api = {
  readMeeting: op({
    method: 'GET',
    path: '/api/meetings/:id',
    summary: 'One meeting',
    public: true,
    params: z.object({ id: z.coerce.number().int().positive() }),
    query: z.strictObject({ track: z.array(z.string()).optional() }),
    response: z.object({ id: z.int(), knownOn: z.string().nullable(), track: z.array(z.string()) }),
  }),
  callMeeting: op({
    method: 'POST',
    path: '/api/meetings',
    summary: 'Call a meeting',
    body: z.object({ title: z.string().min(1), text: z.string().optional() }),
    response: z.object({ title: z.string(), by: z.string() }),
  }),
  fail: op({
    method: 'GET',
    path: '/api/failures/:how',
    summary: 'Fail',
    public: true,
    params: z.object({ how: z.enum(['fault', 'absent', 'refused', 'answer']) }),
    response: z.object({ ok: z.boolean() }),
  }),
  guess: op({
    method: 'POST',
    path: '/api/guesses',
    summary: 'Guess a secret',
    public: true,
    guessable: true,
    response: z.object({}),
  }),
  guessAgain: op({
    method: 'POST',
    path: '/api/other-guesses',
    summary: 'Guess another',
    public: true,
    guessable: true,
    response: z.object({}),
  }),
}

const handlers: Handlers<typeof api, RequestContext> = {
  readMeeting: ({ params, query }, { actor }) =>
    Promise.resolve({
      id: params.id,
      knownOn: actor.knownOn ?? null,
      track: query.track ?? [],
      secret: 'the facilitator’s notes',
    }),
  callMeeting: ({ body }, { account }) => Promise.resolve({ title: body.title, by: account?.name ?? '' }),
  fail: ({ params: { how } }) => {
    if (how === 'refused') return Promise.resolve(refuse('silence-broken', 'By Qatar.'))
    if (how === 'absent') throw new NotFound('row 7 of table claim')
    if (how === 'fault') throw new Error('password of the database is hunter2')
    // An answer that is not what the contract says.
    return Promise.resolve(JSON.parse('{"ok":"perhaps"}') as { ok: boolean })
  },
  guess: () => Promise.resolve({}),
  guessAgain: () => Promise.resolve({}),
}

const token = 'T'.repeat(43)
const sessions: Sessions = {
  resume: shown =>
    Promise.resolve(
      shown === token
        ? { account: { id: crypto.randomUUID(), name: 'Delegate', administrator: false }, signIn: 'one' }
        : undefined,
    ),
  lasting: signIns => Promise.resolve(new Set(signIns)),
}
const db: Db = {
  engine: 'pglite',
  as: () => Promise.reject(new Error('There is no database here.')),
  asOwner: () => Promise.reject(new Error('There is no database here.')),
  together: () => Promise.reject(new Error('There is no database here.')),
  onWake: () => () => {},
  close: () => Promise.resolve(),
}

const webRoot = await mkdtemp(join(tmpdir(), 'parley-pages-'))
await mkdir(join(webRoot, 'assets'))
await writeFile(join(webRoot, 'index.html'), '<!doctype html><html><head></head><body></body></html>')
await writeFile(join(webRoot, 'assets', 'main-abc.js'), 'console.log(1)')
await writeFile(join(webRoot, 'assets', 'main-abc.js.gz'), gzipSync('console.log(1)'))
await writeFile(join(webRoot, 'favicon.svg'), '<svg/>')

const servers: FastifyInstance[] = []
const serve = async (
  options: { publicOrigin?: string; limits?: { general: number; guessable: number } } = {},
) => {
  const server = await createServer({
    db,
    operations: api,
    handlers,
    sessions,
    demonstration: false,
    webRoot,
    now: () => new Date('2026-03-01T12:00:00Z'),
    ...options,
  })
  servers.push(server)
  return server
}
const app = await serve()
afterAll(async () => {
  await Promise.all(servers.map(server => server.close()))
  await rm(webRoot, { recursive: true })
})

const own = {
  host: 'localhost:4000',
  origin: 'http://localhost:4000',
  'x-parley': '1',
  'sec-fetch-site': 'same-origin',
}
const get = (url: string, headers: InjectOptions['headers'] = {}) =>
  app.inject({ url, headers: { host: 'localhost:4000', ...headers } })
/** A header given as undefined is left out. */
const post = (
  headers: Readonly<Record<string, string | undefined>>,
  payload: object = { title: 'Third round' },
) => {
  const all: Record<string, string | undefined> = { cookie: `parley=${token}`, ...own, ...headers }
  const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  return app.inject({ method: 'POST', url: '/api/meetings', headers: sent, payload })
}

it('sends nothing that the contract does not declare', async () => {
  expect((await get('/api/meetings/7')).json()).toEqual({ id: 7, knownOn: null, track: [] })
})

it('answers what it cannot understand with what is wrong about it', async () => {
  const answer = await get('/api/meetings/first')
  expect(answer.statusCode).toBe(400)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json()).toMatchObject({
    title: 'Bad Request',
    status: 400,
    detail: expect.stringContaining('id') as unknown,
  })
  expect((await get('/api/meetings/7?unheard=of')).statusCode).toBe(400)
  const broken = await app.inject({
    method: 'POST',
    url: '/api/meetings',
    headers: { ...own, cookie: `parley=${token}`, 'content-type': 'application/json' },
    payload: '{"title":',
  })
  expect(broken.json()).toMatchObject({ status: 400 })
})

it.each([
  ['a NUL', 'A \u0000 title'],
  ['half a character', 'A \ud800 title'],
])('refuses a text with %s, which no database keeps', async (_, title) => {
  const call = (body: object) =>
    app.inject({
      method: 'POST',
      url: '/api/meetings',
      headers: { ...own, cookie: `parley=${token}` },
      payload: body,
    })
  for (const body of [{ title }, { title: 'Fine', [title]: 1 }, { title: 'Fine', deep: [[{ title }]] }]) {
    const answer = await call(body)
    expect([answer.statusCode, answer.json<{ detail?: string }>().detail]).toEqual([
      400,
      'A text holds a character that cannot be kept.',
    ])
  }
  expect((await call({ title: 'Whole 😀' })).statusCode).toBe(200)
  const asked = await app.inject({ url: '/api/meetings/1?track=%00', headers: own })
  expect(asked.statusCode).toBe(400)
})

it('takes a list of one from a URL as a list', async () => {
  expect((await get('/api/meetings/7?track=doha')).json()).toMatchObject({ track: ['doha'] })
  expect((await get('/api/meetings/7?track=doha&track=sco')).json()).toMatchObject({ track: ['doha', 'sco'] })
})

it('puts every reader back to the day asked for, unless it is no day or yet to come', async () => {
  const on = async (day: string) => (await get(`/api/meetings/7?knownOn=${day}`)).json<object>()
  expect(await on('2023-05-12')).toMatchObject({ knownOn: '2023-05-12' })
  expect(await on('2026-03-02')).toMatchObject({ knownOn: '2026-03-02' })
  expect(await on('2026-03-03')).toMatchObject({ status: 400 })
  expect(await on('2023-05')).toMatchObject({ status: 400 })
  expect(await on('2023-02-30')).toMatchObject({ status: 400 })
  expect(await on('0000-01-01')).toMatchObject({ status: 400 })
  expect(await on('2023-05-12&knownOn=2023-05-13')).toMatchObject({ status: 400 })
})

it('answers a refusal with its reason, what is absent with 404, and tells nothing of a fault but its number', async () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const [refused, absent, fault, answer] = await Promise.all(
    ['refused', 'absent', 'fault', 'answer'].map(how => get(`/api/failures/${how}`)),
  )
  const lines = written.mock.calls.map(([line]) => String(line))
  written.mockRestore()
  expect([refused?.statusCode, refused?.json()]).toEqual([
    409,
    { refused: 'silence-broken', detail: 'By Qatar.' },
  ])
  expect([absent?.statusCode, absent?.body.includes('claim')]).toEqual([404, false])
  expect([fault?.statusCode, answer?.statusCode]).toEqual([500, 500])
  const { id } = fault?.json<{ id: string }>() ?? {}
  expect(fault?.body).not.toContain('hunter2')
  expect(answer?.body).not.toContain('perhaps')
  expect(lines.some(line => line.includes(id ?? 'none') && line.includes('hunter2'))).toBe(true)
})

it('lets only somebody signed in ask for what is not public', async () => {
  expect((await post({})).json()).toEqual({ title: 'Third round', by: 'Delegate' })
  expect((await post({ cookie: '' })).statusCode).toBe(401)
  expect((await post({ cookie: `parley=${'U'.repeat(43)}` })).statusCode).toBe(401)
  // Before anything is said about what was sent.
  expect((await post({ cookie: '' }, { any: 'thing' })).statusCode).toBe(401)
})

it('changes nothing for a page of another site, nor without the header no other site can send', async () => {
  expect((await post({ origin: 'https://evil.example' })).statusCode).toBe(403)
  expect((await post({ origin: 'http://localhost:4001' })).statusCode).toBe(403)
  expect((await post({ origin: 'null' })).statusCode).toBe(403)
  expect((await post({ 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
  expect((await post({ 'sec-fetch-site': 'same-site' })).statusCode).toBe(403)
  expect((await post({ 'x-parley': '' })).statusCode).toBe(403)
  expect(
    (await post({ origin: undefined, 'sec-fetch-site': undefined, 'x-parley': undefined })).statusCode,
  ).toBe(403)
  // A program with no page behind it, such as curl.
  expect((await post({ origin: undefined, 'sec-fetch-site': undefined })).statusCode).toBe(200)
})

it('answers to its own names alone, so that no other can be made to lead here', async () => {
  const named = async (host: string) => (await get('/api/meetings/7', { host })).statusCode
  for (const host of ['localhost', 'localhost:80', '127.0.0.1:4000', '[::1]:4000'])
    expect(await named(host)).toBe(200)
  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '192.0.2.1'])
    expect(await named(host)).toBe(421)
  const reached = await serve({ publicOrigin: 'https://parley.example' })
  const asked = (host: string, origin: string) =>
    reached.inject({
      method: 'POST',
      url: '/api/meetings',
      headers: { ...own, host, origin, cookie: `__Host-parley=${token}` },
      payload: { title: 'x' },
    })
  expect((await asked('parley.example', 'https://parley.example')).statusCode).toBe(200)
  // As a proxy that does not pass the name on.
  expect((await asked('127.0.0.1:4000', 'https://parley.example')).statusCode).toBe(200)
  expect((await asked('parley.example', 'http://parley.example')).statusCode).toBe(403)
  expect((await asked('evil.example', 'https://parley.example')).statusCode).toBe(421)
})

it('takes the text of a long article and nothing larger', async () => {
  expect((await post({}, { title: 'x', text: 'a'.repeat(4_500_000) })).statusCode).toBe(200)
  expect((await post({}, { title: 'x', text: 'a'.repeat(5_500_000) })).statusCode).toBe(413)
})

it('lets one address guess at secrets only so often, whichever it guesses at', async () => {
  const limited = await serve({ limits: { general: 1000, guessable: 3 } })
  const guess = (url: string, remoteAddress = '192.0.2.1') =>
    limited.inject({ method: 'POST', url, headers: own, remoteAddress })
  const statuses: number[] = []
  for (const path of ['/api/guesses', '/api/other-guesses', '/api/guesses', '/api/other-guesses'])
    statuses.push((await guess(path)).statusCode)
  expect(statuses).toEqual([200, 200, 200, 429])
  expect((await guess('/api/guesses', '192.0.2.2')).statusCode).toBe(200)
})

it('lets one address ask only so often, whether or not there is what it asks for', async () => {
  const limited = await serve({ limits: { general: 3, guessable: 3 } })
  const ask = (url: string) => limited.inject({ url, headers: { host: 'localhost' } })
  const statuses: number[] = []
  for (const path of ['/api/meetings/1', '/api/nowhere', '/tracks', '/api/meetings/1', '/api/nowhere'])
    statuses.push((await ask(path)).statusCode)
  expect(statuses).toEqual([200, 404, 200, 429, 429])
  expect((await ask('/api/meetings/1')).json()).toMatchObject({ status: 429, title: 'Too Many Requests' })
})

it('serves the page under a policy that runs its own scripts alone, with a new word for its styles each time', async () => {
  const [first, second] = [await get('/'), await get('/tracks/oic-contact-group')]
  const nonceIn = (html: string) => /<head><meta property="csp-nonce" nonce="([^"]+)">/.exec(html)?.[1] ?? ''
  expect(nonceIn(first.body)).toHaveLength(24)
  expect(nonceIn(second.body)).not.toBe(nonceIn(first.body))
  expect(first.headers['content-security-policy']).toBe(
    [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonceIn(first.body)}'`,
      "font-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "require-trusted-types-for 'script'",
    ].join(';'),
  )
  expect(first.headers).toMatchObject({
    'cache-control': 'no-cache',
    'content-type': 'text/html; charset=utf-8',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
  expect(first.headers['permissions-policy']).toContain('camera=()')
  expect(first.headers['strict-transport-security']).toBeUndefined()
})

it('asks for https ever after only where it is reached by https', async () => {
  const reached = await serve({ publicOrigin: 'https://parley.example' })
  const { headers } = await reached.inject({ url: '/', headers: { host: 'parley.example' } })
  expect(headers['strict-transport-security']).toBe('max-age=31536000')
})

it('lets browsers keep files named after their content, compressed where they were, and no answer', async () => {
  const plain = await get('/assets/main-abc.js')
  expect([plain.body, plain.headers['cache-control']]).toEqual([
    'console.log(1)',
    'public, max-age=31536000, immutable',
  ])
  expect(plain.headers).toMatchObject({
    etag: expect.any(String) as unknown,
    'x-content-type-options': 'nosniff',
  })
  const compressed = await get('/assets/main-abc.js', { 'accept-encoding': 'gzip, br' })
  expect(compressed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
  expect(compressed.headers['content-type']).toContain('javascript')
  expect((await get('/favicon.svg')).headers['cache-control']).toBe('public, max-age=3600')
  expect((await get('/api/meetings/7')).headers['cache-control']).toBe('no-store')
})

it('answers a path of the pages with the page, and never a path of the interface or a lost file', async () => {
  expect((await get('/meetings/7?knownOn=2023-05-12')).body).toContain('csp-nonce')
  expect((await get('/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd')).body).not.toContain('root:')
  expect((await get('/index.html')).body).toContain('csp-nonce')
  for (const path of ['/api/nowhere', '/api', '/assets/gone-123.js'])
    expect((await get(path)).body).not.toContain('<html')
  expect((await app.inject({ method: 'POST', url: '/tracks', headers: own })).statusCode).toBe(404)
})

it('describes itself', async () => {
  const document = (await get('/api/openapi.json')).json<{ paths: object }>()
  expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Parley' } })
  expect(Object.keys(document.paths)).toHaveLength(5)
})
