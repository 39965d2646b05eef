import { randomUUID } from 'node:crypto'
import { Transform } from 'prosemirror-transform'
import { givenAccount, givenRecord } from '../../../test/given.ts'
import { isRefusal, type Refusal } from '../../domain/refusal.ts'
import type { Actor, Db } from '../../platform/db.ts'
import type { RequestContext } from '../../platform/http.ts'
import { entityId } from '../record/keys.ts'
import type { Command } from './acts.ts'
import { schema } from './schema.ts'
import { suggestReplace, type Suggesting } from './suggest.ts'
import { wording } from './schema.ts'
import { textsHandlers } from './texts.routes.ts'
import type { CommitView, TextView } from './texts.api.ts'

// A track with a secretariat, a chair, two delegations, an observer and somebody outside; and what they ask of the server.

const moment = new Date('2026-03-01T12:00:00.000Z')

/** A request of this person, as the routes receive it. */
export const asking = (db: Db, actor: Actor, now = moment): RequestContext => ({
  db,
  actor,
  account: actor.account === null ? null : { id: actor.account, name: 'Somebody', administrator: false },
  now: () => now,
  demonstration: false,
  request: { address: '127.0.0.1', local: true },
  cookie: { token: undefined, set: () => {}, clear: () => {} },
})

/** An answer that is no refusal. */
export const granted = <Answer>(answer: Answer | Refusal): Answer => {
  if (isRefusal(answer)) throw new Error(`${answer.refused}: ${answer.detail ?? ''}`)
  return answer
}

/** What an editor sends to put words in place of others, on a text as it was read; and the proposal's id. */
export const proposing = (view: TextView, old: string, put: string, opened = {}) => {
  const doc = schema.nodeFromJSON(view.document)
  const tr = new Transform(doc)
  const proposal = randomUUID()
  const how: Suggesting = { own: new Set([proposal]), proposal, newId: () => randomUUID().slice(0, 12) }
  let at = -1
  doc.forEach((paragraph, start) => {
    const found = paragraph.textContent.indexOf(old)
    if (at < 0 && found >= 0) at = start + 1 + found
  })
  suggestReplace(tr, at, put.startsWith(old) ? at : at + old.length, wording(put), how)
  const steps = JSON.parse(JSON.stringify(tr.steps)) as Record<string, unknown>[]
  return { proposal, letter: { version: view.version, steps, opens: [{ id: proposal, ...opened }] } }
}

/** Somebody at an open editor. */
export const givenSeat = (db: Db, actor: Actor, party: string | null) => {
  const client = randomUUID()
  let ref = 0
  const context = asking(db, actor)
  const read = (text: string): Promise<TextView> =>
    textsHandlers
      .readText({ params: { id: text }, query: { language: 'en' }, body: undefined }, context)
      .then(granted) as Promise<TextView>
  const command = async (text: string, asked: Command, as?: string): Promise<CommitView | Refusal> => {
    const answer = await textsHandlers.command(
      { params: { id: text }, query: undefined, body: { client, ref: ref + 1, command: asked, as } },
      context,
    )
    if (!isRefusal(answer)) ref += 1
    return answer as CommitView | Refusal
  }
  return {
    actor,
    party,
    client,
    context,
    read,
    command,
    /** Proposes to put words in place of others, and answers the proposal's id. */
    propose: async (text: string, old: string, put: string, opened = {}): Promise<string> => {
      const { proposal, letter } = proposing(await read(text), old, put, opened)
      granted(await command(text, { type: 'propose', ...letter }))
      return proposal
    },
  }
}
export type Seat = ReturnType<typeof givenSeat>

let tracks = 0

export const givenNegotiation = async (db: Db) => {
  tracks += 1
  const track = `talks-${tracks}-${randomUUID().slice(0, 6)}`
  const named = (about: string, text: string) => ({
    about,
    predicate: 'named' as const,
    value: { text, language: 'en', register: 'official' },
    evidence: [{ paragraph: 1 }],
  })
  await givenRecord(db, {
    entities: [
      { key: track, type: 'track' },
      { key: 'arden', type: 'party' },
      { key: 'belmar', type: 'party' },
    ],
    claims: [named(track, track), named('arden', 'Arden'), named('belmar', 'Belmar')],
  })
  const account = (capacity: 'secretariat' | 'chair' | 'observer') => givenAccount(db, [{ capacity, track }])
  const party = (key: string) => givenAccount(db, [{ capacity: 'party', track, party: key }])
  const [arden, belmar] = [entityId('arden'), entityId('belmar')]
  const people = {
    secretariat: givenSeat(db, await account('secretariat'), null),
    chair: givenSeat(db, await account('chair'), null),
    arden: givenSeat(db, await party('arden'), arden),
    belmar: givenSeat(db, await party('belmar'), belmar),
    observer: givenSeat(db, await account('observer'), null),
    outsider: givenSeat(db, await givenAccount(db, []), null),
  }
  const begin = async (words: string, seat: Seat = people.secretariat) =>
    textsHandlers.beginText(
      {
        params: undefined,
        query: undefined,
        body: {
          track: entityId(track),
          title: 'Joint statement',
          language: 'en',
          words: { bracketed: words },
          standing: 'authentic',
        },
      },
      seat.context,
    )
  return { ...people, track, trackId: entityId(track), ardenId: arden, belmarId: belmar, begin }
}
export type Negotiation = Awaited<ReturnType<typeof givenNegotiation>>
