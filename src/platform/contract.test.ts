import { expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { refuse } from '../domain/refusal.ts'
import { ApiError, createClient, type Handlers, op, RefusedError } from './contract.ts'
import { openApi } from './contract.openapi.ts'

const api = {
  readMeeting: op({
    method: 'GET',
    path: '/api/meetings/:id',
    summary: 'One meeting',
    params: z.object({ id: z.uuid() }),
    query: z.object({ language: z.enum(['en', 'fa']).default('en'), track: z.array(z.string()).optional() }),
    response: z.object({ title: z.string() }),
  }),
  callMeeting: op({
    method: 'POST',
    path: '/api/meetings',
    summary: 'Call a meeting',
    body: z.object({ title: z.string(), round: z.int().default(1) }),
    response: z.object({ id: z.uuid() }),
  }),
  adjourn: op({
    method: 'POST',
    path: '/api/adjournments',
    summary: 'Adjourn',
    public: true,
    response: z.object({}),
  }),
}

const answering = (status: number, body: unknown) => {
  const calls: Request[] = []
  const client = createClient(api, {
    base: 'http://parley.test',
    fetch: (...request) => {
      calls.push(new Request(...request))
      return Promise.resolve(new Response(JSON.stringify(body), { status }))
    },
  })
  return { client, calls }
}

it('asks for a path with its parameters, its query and the day on which things were known', async () => {
  const { client, calls } = answering(200, { title: 'Third round' })
  const answer = await client.readMeeting(
    { params: { id: 'a/b' }, query: { language: 'fa', track: ['doha', 'sco'] } },
    { knownOn: '2023-05-12' },
  )
  expect(answer.title).toBe('Third round')
  expect(calls[0]?.url).toBe(
    'http://parley.test/api/meetings/a%2Fb?language=fa&track=doha&track=sco&knownOn=2023-05-12',
  )
  expect(calls[0]?.headers.has('x-parley')).toBe(false)
})

it('marks every change with the header no other site can send, and gives it no past day', async () => {
  const { client, calls } = answering(200, { id: 'x' })
  await client.callMeeting({ body: { title: 'Fourth round' } }, { knownOn: '2023-05-12' })
  await client.adjourn()
  expect(calls.map(each => [each.method, each.url, each.headers.get('x-parley')])).toEqual([
    ['POST', 'http://parley.test/api/meetings', '1'],
    ['POST', 'http://parley.test/api/adjournments', '1'],
  ])
  expect(calls[1]?.headers.has('content-type')).toBe(false)
})

it('throws a refusal with its reason and anything else as an error of the interface', async () => {
  const refused = answering(409, { refused: 'not-a-member', detail: 'Only members object.' }).client.adjourn()
  await expect(refused).rejects.toThrow(RefusedError)
  await expect(refused).rejects.toMatchObject({ refused: 'not-a-member', detail: 'Only members object.' })
  const absent = answering(404, { type: 'about:blank', title: 'Not found', status: 404 }).client.adjourn()
  await expect(absent).rejects.toThrow(ApiError)
  await expect(absent).rejects.toMatchObject({ status: 404 })
})

it('says when the session is over', async () => {
  let over = 0
  const client = createClient(api, {
    fetch: () => Promise.resolve(new Response('gone', { status: 401 })),
    onUnauthorised: () => (over += 1),
  })
  await expect(client.adjourn()).rejects.toMatchObject({ status: 401 })
  expect(over).toBe(1)
})

it('does not compile wrong calls, nor answers that lack a field', () => {
  const { client } = answering(200, {})
  type Client = typeof client
  expectTypeOf<[]>().toExtend<Parameters<Client['adjourn']>>()
  expectTypeOf(client.readMeeting).returns.resolves.toEqualTypeOf<{ title: string }>()
  const wrong = [
    // @ts-expect-error the id is missing
    () => client.readMeeting({}),
    // @ts-expect-error no call at all
    () => client.callMeeting(),
    // @ts-expect-error a language nobody offers
    () => client.readMeeting({ params: { id: '1' }, query: { language: 'xx' } }),
    // @ts-expect-error a round is a number
    () => client.callMeeting({ body: { title: 'x', round: '1' } }),
    // @ts-expect-error there is no such operation
    () => client.dissolve(),
  ]
  const handlers: Handlers<Pick<typeof api, 'callMeeting' | 'adjourn'>, null> = {
    // @ts-expect-error an answer without its id
    callMeeting: ({ body }) => Promise.resolve({ title: body.round.toFixed() }),
    adjourn: () => Promise.resolve(refuse('still-in-session')),
  }
  expect([wrong.length, Object.keys(handlers).length]).toEqual([5, 2])
})

it('describes every operation in an OpenAPI 3.1 document', () => {
  const document = openApi(api, { title: 'Test', version: '1' })
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths)).toEqual(['/api/meetings/{id}', '/api/meetings', '/api/adjournments'])
  expect(document.paths['/api/meetings/{id}']).toMatchObject({
    get: {
      operationId: 'readMeeting',
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
        { name: 'language', in: 'query', required: false, schema: { enum: ['en', 'fa'], default: 'en' } },
        { name: 'track', in: 'query', required: false, schema: { type: 'array' } },
        { $ref: '#/components/parameters/knownOn' },
      ],
      security: [{ session: [] }],
    },
  })
  expect(document.paths['/api/adjournments']).toMatchObject({ post: { security: [{}, { session: [] }] } })
})
