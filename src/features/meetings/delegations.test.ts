import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { protocolRanks } from '../../domain/vocabulary.ts'
import { givenClaim } from '../registry/given-claims.ts'
import { foldDelegations, orderDelegations, type Ordered, readOrderRule } from './delegations.ts'

const delegation = (name: string, more: Partial<Ordered> = {}): Ordered => ({
  party: `id-${name}`,
  name,
  kinds: ['state'],
  observer: false,
  rank: null,
  ...more,
})
const names = (all: readonly Ordered[]) => all.map(each => each.name)
const order = (all: readonly Ordered[], rule: string) =>
  names(orderDelegations(all, readOrderRule(rule), 'en'))

describe('The order of delegations', () => {
  it('is alphabetical in the agreed language unless the track says otherwise', () => {
    expect(order([delegation('Uzbekistan'), delegation('China')], 'alphabetical in English')).toEqual([
      'China',
      'Uzbekistan',
    ])
    expect(readOrderRule('alphabetical in French')).toEqual({ by: 'alphabet', language: 'fr' })
    expect(readOrderRule(undefined)).toEqual({ by: 'alphabet', language: null })
  })

  it('follows the rank of the heads where protocol rules, and the alphabet between equals', () => {
    const all = [
      delegation('Qatar', { rank: 'foreign-minister' }),
      delegation('China', { rank: 'special-envoy' }),
      delegation('Iran', { rank: 'foreign-minister' }),
      delegation('Oman', { rank: 'head-of-state' }),
      delegation('Bahrain'),
    ]
    expect(order(all, 'protocol rank of head')).toEqual(['Oman', 'Iran', 'Qatar', 'China', 'Bahrain'])
  })

  it('follows the lot as it was drawn; who was not drawn comes after', () => {
    const all = [delegation('China'), delegation('Iran'), delegation('Qatar')]
    expect(order(all, 'by lot: Qatar, China')).toEqual(['Qatar', 'China', 'Iran'])
  })

  it('puts organisations after states and observers after members, whatever the rule', () => {
    const all = [
      delegation('African Union', { kinds: ['organisation'], rank: 'head-of-state' }),
      delegation('Brazil', { observer: true, rank: 'head-of-state' }),
      delegation('Zambia'),
    ]
    for (const rule of ['alphabetical', 'protocol', 'by lot: African Union, Brazil, Zambia'])
      expect(order(all, rule)).toEqual(['Zambia', 'African Union', 'Brazil'])
  })

  it('seats everyone exactly once, and the same way however they arrive', () => {
    const anyDelegation = fc.record({
      party: fc.uuid(),
      name: fc.string({ maxLength: 5 }),
      kinds: fc.subarray(['state', 'organisation', 'movement'] as const),
      observer: fc.boolean(),
      rank: fc.option(fc.constantFrom(...protocolRanks)),
    })
    const all = fc.uniqueArray(anyDelegation, { selector: each => each.party, maxLength: 8 })
    const rules = fc.constantFrom('alphabetical', 'protocol rank', 'by lot: a, b')
    fc.assert(
      fc.property(all, rules, (delegations, words) => {
        const rule = readOrderRule(words)
        const seated = orderDelegations(delegations, rule, 'en')
        expect(seated.map(each => each.party).toSorted()).toEqual(
          delegations.map(each => each.party).toSorted(),
        )
        expect(orderDelegations(delegations.toReversed(), rule, 'en')).toEqual(seated)
        expect(orderDelegations(seated, rule, 'en')).toEqual(seated)
      }),
      { numRuns: 60 },
    )
  })
})

describe('A delegation', () => {
  const attends = (
    party: string,
    status: 'invited' | 'accepted' | 'declined' | 'attended' | 'absent' | 'not-invited',
  ) => givenClaim('m', 'attendance', { status }, { object: party, subjectType: 'meeting' })

  it('shows how far it came first: attended before invited', () => {
    const { delegations } = foldDelegations([attends('qatar', 'invited'), attends('qatar', 'attended')], 'm')
    expect(delegations[0]?.attendance.versions.map(each => each.value)).toEqual(['attended', 'invited'])
    expect(delegations[0]?.disputed).toBe(false)
  })

  it('is disputed when one source saw it there and another says it stayed away', () => {
    const { delegations } = foldDelegations([attends('x', 'attended'), attends('x', 'absent')], 'm')
    expect(delegations[0]?.disputed).toBe(true)
  })

  it('is there by its persons even where no source speaks of the party’s attendance', () => {
    const claim = givenClaim(
      'm',
      'represented-by',
      { party: 'qatar', head: true, title: 'First Secretary', present: true },
      { object: 'khalifi', subjectType: 'meeting' },
    )
    const { delegations } = foldDelegations([claim], 'm')
    expect(delegations[0]?.delegates[0]).toMatchObject({ person: 'khalifi', head: true, absent: false })
    expect(delegations[0]?.attendance.versions).toEqual([])
  })

  it('names a person said to have stayed away as absent', () => {
    const claim = givenClaim(
      'm',
      'represented-by',
      { party: 'us', present: false },
      { object: 'khalilzad', subjectType: 'meeting' },
    )
    expect(foldDelegations([claim], 'm').delegations[0]?.delegates[0]?.absent).toBe(true)
  })

  it('keeps persons whose party nobody names apart', () => {
    const claim = givenClaim('m', 'represented-by', { present: true }, { object: 'someone' })
    expect(foldDelegations([claim], 'm').others.map(each => each.person)).toEqual(['someone'])
  })
})
