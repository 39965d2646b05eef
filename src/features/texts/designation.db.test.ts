import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openTestDb } from '../../../test/database.ts'
import { givenRecord } from '../../../test/given.ts'
import { type Actor, NotFound } from '../../platform/db.ts'
import { designationHandlers } from './designation.routes.ts'
import { asking, givenNegotiation, granted, type Negotiation } from './given-negotiation.ts'

const db = await openTestDb()
const evidence = [{ paragraph: 1 }]

let parties = 0

/** A track that calls one party “the Uplands*”, and that party’s other names. */
const room = async () => {
  const talks = await givenNegotiation(db)
  parties += 1
  const party = `uplands-${parties}-${randomUUID().slice(0, 6)}`
  const policy = (text: string, more: object = {}, value: object = {}) => ({
    about: talks.track,
    predicate: 'designation-policy' as const,
    object: party,
    value: { text, language: 'en', ...value },
    evidence,
    ...more,
  })
  const named = (about: string, text: string, register: string, more: object = {}, language = 'en') => ({
    about,
    predicate: 'named' as const,
    value: { text, language, register },
    evidence,
    ...more,
  })
  await givenRecord(db, {
    entities: [{ key: party, type: 'party' }],
    claims: [
      policy('the Uplands', {}, { caveat: 'Without prejudice.', asterisk: true }),
      named(party, `Upland Republic ${parties}`, 'own', { label: 'own-name' }),
    ],
  })
  const { id: text } = granted(await talks.begin('OP1. The parties meet'))
  return { ...talks, party, text, policy, named }
}
type Room = Awaited<ReturnType<typeof room>>

const asked = async ({ text }: Room, actor: Actor) =>
  granted(
    await designationHandlers.readDesignations(
      { params: { id: text }, query: undefined, body: undefined },
      asking(db, actor),
    ),
  )
const namesSeen = async (talks: Room, actor: Actor) =>
  (await asked(talks, actor)).names.map(each => each.text.replace(/ \d+$/, ''))
const everybody = [
  'arden',
  'belmar',
  'chair',
  'secretariat',
  'observer',
] as const satisfies (keyof Negotiation)[]

describe('what a track calls a party', () => {
  it.each(everybody)('is told to %s, with the party’s other names', async who => {
    const talks = await room()
    const { policies, names, language } = await asked(talks, talks[who].actor)
    expect(language).toBe('en')
    expect(policies).toMatchObject([
      { text: 'the Uplands', language: 'en', caveat: 'Without prejudice.', asterisk: true },
    ])
    expect(names).toMatchObject([{ party: policies[0]?.party, register: 'own' }])
  })

  it('does not exist for a stranger to the text, nor for the public', async () => {
    const talks = await room()
    await expect(asked(talks, talks.outsider.actor)).rejects.toThrow(NotFound)
    await expect(asked(talks, { account: null })).rejects.toThrow(NotFound)
  })

  it('is asked in the language of the text, whatever its region', async () => {
    const talks = await room()
    await givenRecord(db, {
      claims: [
        talks.policy('les Hautes Terres', {}, { language: 'fr' }),
        talks.policy('the Highlands', {}, { language: 'en-GB' }),
        talks.named(talks.party, 'République des Hauts', 'own', {}, 'fr'),
      ],
    })
    const { policies, names } = await asked(talks, talks.arden.actor)
    expect(policies.map(each => each.text).toSorted()).toEqual(['the Highlands', 'the Uplands'])
    expect(names).toHaveLength(1)
  })

  it('does not hold in another track', async () => {
    const [first, second] = [await room(), await room()]
    await givenRecord(db, { claims: [first.policy('the Plains')] })
    expect((await asked(second, second.arden.actor)).policies.map(each => each.text)).toEqual(['the Uplands'])
  })
})

describe('a name recorded in a closed compartment', () => {
  it('does not exist for others, and is known to those in it', async () => {
    const talks = await room()
    await givenRecord(db, {
      claims: [
        talks.named(talks.party, 'Their secret name', 'contested', {
          in: { delegation: 'arden', of: talks.track },
        }),
      ],
    })
    expect(await namesSeen(talks, talks.arden.actor)).toEqual(['Their secret name', 'Upland Republic'])
    for (const who of ['belmar', 'chair', 'secretariat', 'observer'] as const)
      expect(await namesSeen(talks, talks[who].actor)).toEqual(['Upland Republic'])
  })

  it('does not exist for others as a policy either, nor as another party’s name', async () => {
    const talks = await room()
    const closed = { in: { delegation: 'arden', of: talks.track } }
    await givenRecord(db, {
      claims: [
        talks.policy('the Secret Hills', closed),
        talks.named('belmar', `Bank of the Upland Republic ${parties}`, 'own', closed),
      ],
    })
    const seen = async (who: 'arden' | 'belmar') => {
      const { policies, others } = await asked(talks, talks[who].actor)
      return [policies.map(each => each.text).toSorted(), others.length]
    }
    expect(await seen('arden')).toEqual([['the Secret Hills', 'the Uplands'], 1])
    expect(await seen('belmar')).toEqual([['the Uplands'], 0])
  })
})

describe('a name', () => {
  it('that was not known yet on a past day is not there on that day', async () => {
    const talks = await room()
    await givenRecord(db, {
      claims: [
        talks.named(talks.party, 'The later name', 'contested', { reported: '2026-05-01' }),
        talks.policy('the Later Lands', { reported: '2026-05-01' }),
      ],
    })
    const on = (knownOn: string) => ({ ...talks.arden.actor, knownOn })
    expect(await namesSeen(talks, on('2026-06-01'))).toEqual(['The later name', 'Upland Republic'])
    expect(await namesSeen(talks, on('2026-04-01'))).toEqual(['Upland Republic'])
    expect((await asked(talks, on('2026-04-01'))).policies).toHaveLength(1)
    expect((await asked(talks, on('2026-06-01'))).policies.at(-1)?.text).toBe('the Later Lands')
    await expect(asked(talks, on('2026-02-01'))).rejects.toThrow(NotFound)
  })

  it('that was corrected or denied is not one', async () => {
    const talks = await room()
    await givenRecord(db, {
      claims: [
        talks.named(talks.party, 'No name of theirs', 'own', { modality: 'denies' }),
        talks.named(talks.party, 'Wrongly written', 'own', { label: 'wrong' }),
        talks.named(talks.party, 'Rightly written', 'own', { supersedes: 'wrong' }),
      ],
    })
    expect(await namesSeen(talks, talks.arden.actor)).toEqual(['Rightly written', 'Upland Republic'])
  })

  it('of another party is told only where it could be taken for one of these', async () => {
    const talks = await room()
    await givenRecord(db, {
      claims: [
        talks.named('belmar', `Embassy of the Upland Republic ${parties}`, 'official'),
        talks.named('belmar', 'Lowlands', 'short'),
      ],
    })
    expect((await asked(talks, talks.arden.actor)).others).toEqual([
      `Embassy of the Upland Republic ${parties}`,
    ])
  })
})
