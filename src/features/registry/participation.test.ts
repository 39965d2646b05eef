import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { participationStatuses, roles } from '../../domain/vocabulary.ts'
import { givenClaim } from './given-claims.ts'
import { foldMatrix } from './matrix.ts'
import { foldParticipants, type ParticipationStatus, type Role } from './participation.ts'

const takesPart = (
  party: string,
  status: ParticipationStatus,
  role: Role = 'member',
  more: Parameters<typeof givenClaim>[3] = {},
) => givenClaim('track', 'participation', { role, status }, { object: party, ...more })

describe('A seat', () => {
  it('shows the latest status first and keeps the way there', () => {
    const [iran] = foldParticipants(
      [
        takesPart('iran', 'invited', 'member', { stated: '2025-11-01' }),
        takesPart('iran', 'accepted', 'member', { stated: '2025-12-01' }),
      ],
      'track',
    )
    expect(iran?.seats[0]?.statuses.versions.map(each => each.value)).toEqual(['accepted', 'invited'])
    expect(iran?.seats[0]?.disputed).toBe(false)
  })

  it('is disputed when one source says declined and another says it takes part', () => {
    const [party] = foldParticipants([takesPart('x', 'declined'), takesPart('x', 'participates')], 'track')
    expect(party?.seats[0]?.disputed).toBe(true)
  })

  it('is disputed when a source denies it', () => {
    const [party] = foldParticipants(
      [takesPart('x', 'invited'), takesPart('x', 'invited', 'member', { modality: 'denies' })],
      'track',
    )
    expect(party?.seats[0]?.disputed).toBe(true)
  })

  it('keeps the reason a party gave for declining, and its condition', () => {
    const claim = givenClaim(
      'track',
      'participation',
      { role: 'member', status: 'declined', reason: 'no talks under threat', condition: 'threat removed' },
      { object: 'x' },
    )
    const [party] = foldParticipants([claim], 'track')
    expect(party?.seats[0]?.reasons.map(each => each.text)).toEqual(['no talks under threat'])
    expect(party?.seats[0]?.conditions.map(each => each.text)).toEqual(['threat removed'])
  })

  it('is not there when only corrected claims speak of it', () => {
    const corrected = takesPart('x', 'invited', 'member', { supersededBy: 'another' })
    expect(foldParticipants([corrected], 'track')).toEqual([])
  })

  it('is held once per role: a host may also facilitate', () => {
    const [qatar] = foldParticipants(
      [takesPart('qatar', 'participates', 'host'), takesPart('qatar', 'participates', 'facilitator')],
      'track',
    )
    expect(qatar?.seats.map(seat => seat.role)).toEqual(['host', 'facilitator'])
  })
})

const participation = fc.record({
  party: fc.constantFrom('a', 'b', 'c', 'd'),
  role: fc.constantFrom(...roles),
  status: fc.constantFrom(...participationStatuses),
  denied: fc.boolean(),
  illustration: fc.boolean(),
})
const tracks = fc.array(fc.array(participation, { maxLength: 5 }), { maxLength: 4 }).map(all =>
  all.map((participations, id) => ({
    id: String(id),
    participations,
  })),
)
const matrix = (all: Parameters<typeof foldMatrix>[0]) =>
  foldMatrix(
    all,
    party => party,
    () => [],
    'en',
  )

describe('Who sits where', () => {
  it('has a cell exactly where the record places a party in a track', () => {
    fc.assert(
      fc.property(tracks, all => {
        for (const row of matrix(all))
          row.cells.forEach((cell, at) => {
            const placed = all[at]?.participations.some(each => each.party === row.party)
            expect(cell !== null).toBe(placed)
          })
      }),
      { numRuns: 60 },
    )
  })

  it('never invents a role or a status', () => {
    fc.assert(
      fc.property(tracks, all => {
        for (const row of matrix(all))
          row.cells.forEach((cell, at) => {
            for (const entry of cell?.entries ?? [])
              expect(all[at]?.participations).toContainEqual(
                expect.objectContaining({ party: row.party, ...entry }),
              )
          })
      }),
      { numRuns: 60 },
    )
  })

  it('marks a cell that a source denies', () => {
    const [row] = matrix([
      {
        id: 't',
        participations: [
          { party: 'a', role: 'member', status: 'invited', denied: false, illustration: false },
          { party: 'a', role: 'member', status: 'invited', denied: true, illustration: false },
        ],
      },
    ])
    expect(row?.cells[0]?.disputed).toBe(true)
  })

  it('calls a seat an illustration only where nothing but what is made up gives it', () => {
    const seat = (party: string, illustration: boolean) =>
      ({ party, role: 'member', status: 'participates', denied: false, illustration }) as const
    const rows = matrix([{ id: 't', participations: [seat('a', true), seat('b', true), seat('b', false)] }])
    expect(rows.map(row => row.cells[0]?.entries[0]?.illustration)).toEqual([true, false])
  })

  it('lists those who only observe after those who take part', () => {
    const rows = matrix([
      {
        id: 't',
        participations: [
          { party: 'a', role: 'observer', status: 'participates', denied: false, illustration: false },
          { party: 'b', role: 'member', status: 'participates', denied: false, illustration: false },
        ],
      },
    ])
    expect(rows.map(row => row.party)).toEqual(['b', 'a'])
  })
})
