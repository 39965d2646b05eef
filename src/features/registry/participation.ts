import { compareDates } from '../../domain/edtf.ts'
import type { participationStatuses, roles } from '../../domain/vocabulary.ts'
import { type Claim, type ClaimOf, claimsOf, type Reading, readingOf } from '../record/record.ts'
import { groupedBy, inTime, isCurrent, type Linked, type RootOf, whenOf } from './folds.ts'

export type Role = (typeof roles)[number]
export type ParticipationStatus = (typeof participationStatuses)[number]

/** Words a source gives for a status: why a party declined, on what condition it would come. */
export interface Stated {
  readonly text: string
  readonly claims: readonly Claim[]
}

/** One party in one role of one track, with every status some source gives it, the latest first. */
export interface Seat {
  readonly role: Role
  readonly statuses: Reading<ParticipationStatus>
  readonly disputed: boolean
  readonly reasons: readonly Stated[]
  readonly conditions: readonly Stated[]
  /** Since when and until when, as sources give it. */
  readonly from: Reading<string>
  readonly to: Reading<string>
  readonly superseded: readonly ClaimOf<'participation'>[]
}

export interface Participant {
  readonly party: string
  readonly seats: readonly Seat[]
}

const refusing: readonly ParticipationStatus[] = ['declined', 'excluded']
const takingPart: readonly ParticipationStatus[] = ['accepted', 'participates']

/**
 * A party is invited, accepts, takes part, leaves: that is a course of events, not a contradiction. To have declined
 * and to take part at once is one.
 */
export const statusesConflict = (statuses: readonly ParticipationStatus[]): boolean =>
  statuses.some(each => refusing.includes(each)) && statuses.some(each => takingPart.includes(each))

/** Words given in the claims, each once, with every claim that gives them. */
export const statedIn = <Each extends Claim>(
  claims: readonly Each[],
  textOf: (claim: Each) => string | undefined,
): Stated[] => {
  const given = claims.filter(claim => textOf(claim) !== undefined)
  return [...groupedBy(given, claim => textOf(claim) ?? '')].map(([text, same]) => ({ text, claims: same }))
}

const latestOf = (claims: readonly Claim[]) =>
  claims.map(whenOf).reduce((latest, each) => (compareDates(latest, each) < 0 ? each : latest))

const byLatest = <Each>(reading: Reading<Each>): Reading<Each> => ({
  ...reading,
  versions: reading.versions.toSorted((first, second) =>
    compareDates(latestOf(second.claims), latestOf(first.claims)),
  ),
})

const seatOf = (role: Role, claims: readonly ClaimOf<'participation'>[], rootOf?: RootOf): Seat => {
  const current = claims.filter(isCurrent)
  const statuses = byLatest(readingOf(current, claim => claim.value.status, rootOf, false))
  const asserted = statuses.versions.filter(version => !version.denied).map(version => version.value)
  const period = (field: 'from' | 'to') =>
    readingOf(
      current.filter(claim => claim.value[field] !== undefined),
      claim => claim.value[field] ?? '',
      rootOf,
    )
  return {
    role,
    statuses,
    disputed: statuses.disputed || statusesConflict(asserted),
    reasons: statedIn(current, claim => claim.value.reason),
    conditions: statedIn(current, claim => claim.value.condition),
    from: period('from'),
    to: period('to'),
    superseded: inTime(claims.filter(claim => !isCurrent(claim))),
  }
}

/** Who takes part in the track, in what roles. A seat that only superseded claims speak of is history, not a seat. */
export const foldParticipants = (claims: readonly Claim[], track: string, rootOf?: RootOf): Participant[] => {
  const all = claimsOf(claims, 'participation', track).filter(claim => claim.object !== null)
  return [...groupedBy(all, claim => claim.object ?? '')].flatMap(([party, of]) => {
    const seats = [...groupedBy(of, claim => claim.value.role)]
      .map(([role, same]) => seatOf(role, same, rootOf))
      .filter(seat => seat.statuses.versions.length > 0)
    return seats.length > 0 ? [{ party, seats }] : []
  })
}

/** Roles that sit beside the table rather than at it. */
export const isObserving = (roleNames: readonly Role[]): boolean =>
  roleNames.length > 0 && roleNames.every(role => role === 'observer' || role === 'guest')

/** Everyone in a role, for "hosted by", "facilitated by", with what says so. */
export const holdersOf = (participants: readonly Participant[], role: Role): Linked[] =>
  participants.flatMap(({ party, seats }) =>
    seats
      .filter(seat => seat.role === role)
      .map(seat => ({ id: party, claims: seat.statuses.versions.flatMap(version => version.claims) })),
  )
