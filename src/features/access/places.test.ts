import { describe, expect, it } from 'vitest'
import { foldPlaces } from './places.ts'

const delegation = (track: string | null) => ({ mandates: [{ capacity: 'party' as const, track }] })
const chair = { mandates: [{ capacity: 'chair' as const, track: 'large' }] }
const atTwoTables = {
  mandates: [...delegation('large').mandates, ...delegation('small').mandates],
}
const desk = delegation(null)
const many = Array.from({ length: 7 }, () => delegation('large'))
const few = Array.from({ length: 6 }, () => delegation('small'))

describe('the places offered on signing in', () => {
  it('fold up the delegations of a track that has many of them, and of no other', () => {
    const { shown, folded } = foldPlaces([chair, ...many, ...few])
    expect(shown).toEqual([chair, ...few])
    expect(folded).toEqual([{ track: 'large', places: many }])
  })

  it('keep in sight whoever sits elsewhere too, or is something else there', () => {
    const { shown, folded } = foldPlaces([atTwoTables, desk, ...many, chair])
    expect(shown).toEqual([atTwoTables, desk, chair])
    expect(folded[0]?.places).toHaveLength(7)
  })
})
