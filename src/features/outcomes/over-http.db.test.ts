import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestDb } from '../../../test/database.ts'
import { createApp } from '../../app.ts'
import { sql } from '../../platform/db.ts'
import { openSession } from '../access/session.store.ts'
import { lifetimeOf } from '../access/sign-in.ts'
import { granted } from '../texts/given-negotiation.ts'
import { textsHandlers } from '../texts/texts.routes.ts'
import { givenPeople, type People } from './given-people.ts'

// What anybody could send to the server about texts, silence and outcomes: by the wrong person, or not made to be understood.

const db = await openTestDb()
let app: FastifyInstance
let talks: People
let text: string
const cookies = new Map<string, string>()

type Who = keyof People['people']

beforeAll(async () => {
  talks = await givenPeople(db)
  text = granted(await talks.begin('OP1. The parties meet\nOP2. They report')).id
  granted(
    await textsHandlers.issueRevision(
      { params: { id: text }, query: undefined, body: { commit: 1 } },
      talks.chair.context,
    ),
  )
  app = await createApp({
    db,
    config: { publicOrigin: undefined, trustProxy: undefined },
    demonstration: false,
  })
  for (const [name, { account }] of Object.entries(talks.people))
    if (account !== null) {
      const token = await db.asOwner(tx => openSession(tx, account, new Date(), lifetimeOf(false, 60)))
      cookies.set(name, `parley=${token}`)
    }
}, 60_000)
afterAll(() => app.close())

const own = {
  host: 'localhost:4000',
  origin: 'http://localhost:4000',
  'x-parley': '1',
  'sec-fetch-site': 'same-origin',
}
const ask = async (who: Who, method: 'GET' | 'POST', url: string, payload?: object | string) => {
  const cookie = cookies.get(who)
  const answer = await app.inject({
    method,
    url,
    headers: {
      ...own,
      ...(cookie === undefined ? {} : { cookie }),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(payload === undefined ? {} : { payload }),
  })
  const renewed = answer.headers['set-cookie']
  if (typeof renewed === 'string') cookies.set(who, renewed.split(';')[0] ?? '')
  return { status: answer.statusCode, body: z.record(z.string(), z.unknown()).parse(answer.json()) }
}
const post = (who: Who, url: string, payload: object | string) => ask(who, 'POST', url, payload)

describe('whoever is not in the track', () => {
  const strangers = [
    'administrator',
    'desk',
    'ended',
    'revoked',
    'otherChair',
    'otherArden',
    'otherSecretariat',
    'stranger',
  ] as const

  it.each(strangers)('finds nothing of it, whatever is asked (%s)', async who => {
    const silence = randomUUID()
    const paths: [method: 'GET' | 'POST', url: string, body?: object][] = [
      ['GET', `/api/texts/${text}`],
      ['GET', `/api/texts/${text}/commits?after=0`],
      ['GET', `/api/texts/${text}/comments`],
      ['GET', `/api/texts/${text}/revisions/1`],
      ['GET', `/api/texts/${text}/revisions/1/concordance?to=1`],
      ['GET', `/api/texts/${text}/comparison?from=1`],
      ['GET', `/api/texts/${text}/alignments`],
      ['GET', `/api/texts/${text}/silences`],
      ['GET', `/api/texts/${text}/outcomes`],
      ['GET', `/api/texts/${text}/revisions/1/disagreements`],
      ['POST', `/api/texts/${text}/commands`, { client: silence, ref: 1, command: { type: 'renumber' } }],
      ['POST', `/api/texts/${text}/revisions`, { commit: 1 }],
      [
        'POST',
        `/api/texts/${text}/comments`,
        { id: silence, audience: 'all', version: 0, from: 1, to: 2, body: 'x' },
      ],
      [
        'POST',
        `/api/texts/${text}/alignments`,
        { pairs: [{ paragraph: 'p1', parallel: silence, parallelParagraph: 'p1' }] },
      ],
      [
        'POST',
        '/api/silences',
        { text, revision: 1, how: 'note', deadline: { local: '2036-03-30T12:00', zone: 'UTC' } },
      ],
      ['POST', '/api/outcomes', { text, revision: 1, kind: 'road-map', title: 'x' }],
    ]
    for (const [method, url, body] of paths) {
      const { status, body: answer } = await ask(who, method, url, body)
      // Word for word what is answered about a text that never was.
      const nowhere = await ask(
        who,
        method,
        url.replace(text, silence),
        body && (JSON.parse(JSON.stringify(body).replace(text, silence)) as object),
      )
      expect([url, status, answer]).toEqual([url, 404, nowhere.body])
    }
    expect((await ask(who, 'GET', '/api/texts')).body).toEqual({ texts: [] })
  })

  it('is asked to sign in when nobody is signed in, and when the session was ended', async () => {
    expect((await ask('public', 'GET', `/api/texts/${text}`)).status).toBe(401)
    const { account } = talks.people.belmar
    await db.asOwner(tx => tx.run(sql`update session set revoked_at = now() where account = ${account}`))
    expect((await ask('belmar', 'GET', `/api/texts/${text}`)).status).toBe(401)
    expect((await post('belmar', '/api/silences', {})).status).toBe(401)
  })
})

describe('what cannot be understood is answered with a client’s fault, never with the server’s:', () => {
  const propose = (steps: unknown, more = {}) => ({
    client: randomUUID(),
    ref: 1,
    command: { type: 'propose', version: 0, steps, opens: [{ id: randomUUID() }], ...more },
  })
  const deep = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)
  const insertion = (content: unknown) => [
    { stepType: 'replace', from: 1, to: 1, slice: { content: [content] } },
  ]
  const own = (proposal: string, words: string) => ({
    client: randomUUID(),
    ref: 1,
    command: {
      type: 'propose',
      version: 0,
      opens: [{ id: proposal }],
      steps: insertion({ type: 'text', text: words, marks: [{ type: 'ins', attrs: { proposal } }] }),
    },
  })

  it.each<[string, () => object | string]>([
    ['no JSON', () => '{"client":'],
    ['steps of no kind', () => propose([{}])],
    [
      'steps of another kind',
      () => propose([{ stepType: 'replaceAround', from: 0, to: 1, gapFrom: 0, gapTo: 1, insert: 0 }]),
    ],
    ['a step past the end', () => propose([{ stepType: 'replace', from: 1e9, to: 2e9 }])],
    ['a step before the beginning', () => propose([{ stepType: 'replace', from: -5, to: -1 }])],
    ['a step at no number', () => propose([{ stepType: 'replace', from: 'a', to: {} }])],
    ['a node that is none', () => propose(insertion({ type: 'image', attrs: { src: 'x' } }))],
    [
      'a mark that is none',
      () => propose(insertion({ type: 'text', text: 'x', marks: [{ type: 'strong' }] })),
    ],
    [
      'a mark without its proposal',
      () => propose(insertion({ type: 'text', text: 'x', marks: [{ type: 'ins' }] })),
    ],
    [
      'a mark of the wrong kind',
      () =>
        propose(
          insertion({ type: 'text', text: 'x', marks: [{ type: 'ins', attrs: { proposal: { a: 1 } } }] }),
        ),
    ],
    ['empty words', () => propose(insertion({ type: 'text', text: '' }))],
    ['words that are a number', () => propose(insertion({ type: 'text', text: 7 }))],
    [
      'a paragraph called like a part of every object',
      () =>
        propose([
          {
            stepType: 'replace',
            from: 0,
            to: 0,
            slice: { content: [{ type: 'paragraph', attrs: { id: '__proto__', kind: 'constructor' } }] },
          },
        ]),
    ],
    [
      'an attribute that is none',
      () => propose([{ stepType: 'attr', pos: 0, attr: '__proto__', value: {} }]),
    ],
    [
      'steps as deep as can be',
      () =>
        JSON.stringify(propose('here')).replace(
          '"here"',
          `[{"stepType":"replace","from":1,"to":1,"slice":${deep('{"content":[', ']}', 100_000)}}]`,
        ),
    ],
    [
      'lists as deep as can be',
      () => JSON.stringify(propose('here')).replace('"here"', deep('[', ']', 1_000_000)),
    ],
    ['too many steps', () => propose(Array.from({ length: 2001 }, () => ({})))],
    ['a version to come', () => propose([], { version: 99 })],
    ['a number past all numbers', () => ({ ...propose([]), ref: 2 ** 52 })],
    ['a command that is none', () => ({ client: randomUUID(), ref: 1, command: { type: 'toString' } })],
    ['half a character', () => own(randomUUID(), 'a\ud800b')],
    ['a NUL', () => own(randomUUID(), 'a\u0000b')],
    ['an override', () => own(randomUUID(), 'a\u202eb')],
    ['an isolation', () => own(randomUUID(), 'a\u2067b')],
    ['a space nobody sees', () => own(randomUUID(), 'a\u200bb')],
    ['letters nobody sees', () => own(randomUUID(), `a\u{e0041}b`)],
    ['a break', () => own(randomUUID(), 'a\nb')],
  ])('%s', async (_, sent) => {
    const { status, body } = await post('arden', `/api/texts/${text}/commands`, sent())
    expect([status, body['status'] ?? 'refused']).not.toContain(500)
    expect([400, 409]).toContain(status)
  })

  it.each([
    `/commits?after=${2 ** 40}`,
    `/commits?after=1e300`,
    `/revisions/${2 ** 40}`,
    `/revisions/1/concordance?to=${2 ** 40}`,
    `/comparison?from=${2 ** 40}`,
    `/revisions/${2 ** 40}/disagreements`,
  ])('a number that nothing has (%s)', async path => {
    expect([400, 404]).toContain((await ask('arden', 'GET', `/api/texts/${text}${path}`)).status)
  })

  it('more than five megabytes', async () => {
    const { status } = await post(
      'arden',
      `/api/texts/${text}/commands`,
      `{"a":"${'x'.repeat(5 * 1024 * 1024)}"}`,
    )
    expect(status).toBe(413)
  })

  const wrong = ['', '   ', '\u202e', 'a\u202eb', 'a\u0000b', 'a\ud800', '\u200b', 'a\u2066b', 'a\u{e0041}']
  it.each(wrong.map(each => [JSON.stringify(each), each]))(
    '%s as a title, a number, a statement, a comment',
    async (_, words) => {
      const id = randomUUID()
      const asked: [Who, string, object][] = [
        [
          'secretariat',
          '/api/texts',
          { track: talks.trackId, title: words, language: 'en', words: { bracketed: 'OP1. x' } },
        ],
        ['secretariat', `/api/texts/${text}/revisions`, { commit: 1, name: words }],
        [
          'arden',
          `/api/texts/${text}/comments`,
          { id, audience: 'all', version: 0, from: 1, to: 2, body: words },
        ],
        ['chair', `/api/silences/${id}/issue`, { number: words }],
        ['arden', `/api/silences/${id}/objections`, { kind: 'objection', body: words }],
        ['chair', '/api/outcomes', { text, revision: 1, kind: 'road-map', title: words }],
        ['chair', `/api/outcomes/${id}/issue`, { number: words }],
        ['arden', `/api/outcomes/${id}/statements`, { kind: 'reservation', body: words, language: 'en' }],
        [
          'arden',
          `/api/outcomes/${id}/associations`,
          { stand: 'ad-referendum', authority: words, confirmBy: '2036-01-01' },
        ],
        [
          'arden',
          `/api/texts/${text}/commands`,
          { client: id, ref: 1, command: { type: 'explain', proposal: id, rationale: words } },
        ],
      ]
      for (const [who, url, body] of asked)
        expect([url, (await post(who, url, body)).status]).toEqual([url, 400])
    },
  )

  it('a language that is none', async () => {
    const statement = { kind: 'reservation', body: 'x', language: '"><script>' }
    expect((await post('arden', `/api/outcomes/${randomUUID()}/statements`, statement)).status).toBe(400)
  })
})

it('takes words as they are written in any script, joiners and marks of direction included', async () => {
  const words = 'طرف‌ها «ماده ۱» را می‌پذیرند \u200f(الف)\u200e and “café” 𐍈'
  const id = randomUUID()
  const comment = { id, audience: 'all', version: 0, from: 1, to: 2, body: `${words}\n\n\t${words}` }
  expect((await post('arden', `/api/texts/${text}/comments`, comment)).status).toBe(200)
})
