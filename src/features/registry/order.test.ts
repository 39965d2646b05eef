import fc from 'fast-check'
import { expect, it } from 'vitest'
import { partyKinds } from '../../domain/vocabulary.ts'
import { isOrganisation, neutralOrder, type PartyKind } from './order.ts'

const party = (name: string, kinds: PartyKind[] = ['state'], observer = false) => ({
  id: name,
  name,
  kinds,
  observer,
})
const names = (parties: readonly { name: string }[]) => parties.map(each => each.name)

it('puts organisations after states and observers after members', () => {
  const order = neutralOrder(
    [
      party('European Union', ['organisation'], true),
      party('Qatar'),
      party('Norway', ['state'], true),
      party('United Nations', ['organisation']),
      party('Iran'),
    ],
    'en',
  )
  expect(names(order)).toEqual(['Iran', 'Qatar', 'United Nations', 'Norway', 'European Union'])
})

it('does not judge status: an authority or movement stands in the same alphabetical list as states', () => {
  const order = neutralOrder([party('Uzbekistan'), party('Taliban', ['movement']), party('Qatar')], 'en')
  expect(names(order)).toEqual(['Qatar', 'Taliban', 'Uzbekistan'])
})

it('leaves a party whose kind is disputed or unknown out of the organisations', () => {
  expect(isOrganisation(['organisation', 'state'])).toBe(false)
  expect(isOrganisation([])).toBe(false)
})

it('follows the alphabet of the reader: in Persian pe comes before te', () => {
  expect(names(neutralOrder([party('ترکیه'), party('پاکستان')], 'fa'))).toEqual(['پاکستان', 'ترکیه'])
})

it('is one order however the parties arrive', () => {
  const parties = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      name: fc.string({ maxLength: 6 }),
      kinds: fc.subarray([...partyKinds]),
      observer: fc.boolean(),
    }),
    { selector: each => each.id, maxLength: 8 },
  )
  fc.assert(
    fc.property(parties, fc.constantFrom('en', 'ar', 'fa'), (all, language) => {
      expect(neutralOrder(all.toReversed(), language)).toEqual(neutralOrder(all, language))
    }),
    { numRuns: 50 },
  )
})
