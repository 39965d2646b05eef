import type { Level, meetingStatuses } from '../../domain/vocabulary.ts'
import {
  fieldReading,
  groupedBy,
  inTime,
  isCurrent,
  type Linked,
  linkedBy,
  objectReading,
  type RootOf,
  unique,
} from '../registry/folds.ts'
import { type Stated, statedIn } from '../registry/participation.ts'
import { type Claim, type ClaimOf, claimsOf, type Reading } from '../record/record.ts'
import { type AgendaItem, foldAgenda } from './agenda.ts'
import { foldDates, type MeetingDate } from './dates.ts'
import { foldLearnings, type Learning } from './disclosure.ts'

export type MeetingStatus = (typeof meetingStatuses)[number]

/** The round of a meeting as sources count it in one track. */
export interface Round {
  readonly track: string | null
  readonly number: Reading<number>
}

/** A place sources agree on, with what any of them adds to it. */
export interface MeetingPlace {
  readonly place: string
  readonly modes: readonly NonNullable<ClaimOf<'meeting-place'>['value']['mode']>[]
  readonly zones: readonly string[]
}

/** What the record says of a meeting itself; who came is folded by `foldDelegations`. */
export interface Meeting {
  readonly tracks: Reading<string>
  readonly level: Reading<Level>
  readonly status: Reading<MeetingStatus>
  /** Every status ever claimed, in time, corrected ones included. */
  readonly statusHistory: readonly ClaimOf<'meeting-status'>[]
  readonly rounds: readonly Round[]
  readonly dates: readonly MeetingDate[]
  readonly places: Reading<MeetingPlace>
  readonly prepares: readonly Linked[]
  readonly preparedBy: readonly Linked[]
  readonly marginsOf: readonly Linked[]
  readonly inItsMargins: readonly Linked[]
  readonly agenda: readonly AgendaItem[]
  readonly learnings: readonly Learning[]
  readonly descriptions: readonly Stated[]
}

/** Statuses that follow one another in the life of a meeting do not contradict; these pairs do. */
export const meetingStatusesConflict = (statuses: readonly MeetingStatus[]): boolean => {
  const took = statuses.some(each => each === 'held' || each === 'undisclosed')
  return took && statuses.some(each => each === 'cancelled')
}

const linked = (
  claims: readonly Claim[],
  predicate: 'prepares' | 'in-margins-of',
  meeting: string,
  way: 'to' | 'from',
): Linked[] =>
  way === 'to'
    ? linkedBy(claimsOf(claims, predicate, meeting), claim => claim.object)
    : linkedBy(
        claimsOf(claims, predicate).filter(claim => claim.object === meeting),
        claim => claim.subject,
      )

/** Sources that name the same place agree, though one may also know how people met, or in which zone. */
const foldPlaces = (claims: readonly ClaimOf<'meeting-place'>[], rootOf?: RootOf): Reading<MeetingPlace> => {
  const reading = fieldReading(claims, 'place', rootOf)
  return {
    disputed: reading.versions.some(version => version.denied),
    versions: reading.versions.map(version => {
      const same = claims.filter(claim => version.claims.some(each => each.id === claim.id))
      return {
        ...version,
        value: {
          place: version.value,
          modes: unique(same.flatMap(claim => claim.value.mode ?? [])),
          zones: unique(same.flatMap(claim => claim.value.zone ?? [])),
        },
      }
    }),
  }
}

export const foldMeeting = (claims: readonly Claim[], id: string, rootOf?: RootOf): Meeting => {
  const statusClaims = claimsOf(claims, 'meeting-status', id)
  const status = fieldReading(statusClaims, 'status', rootOf)
  return {
    tracks: objectReading(claimsOf(claims, 'meeting-of', id), rootOf, false),
    level: fieldReading(claimsOf(claims, 'meeting-level', id), 'level', rootOf),
    status: {
      ...status,
      disputed:
        status.versions.some(version => version.denied) ||
        meetingStatusesConflict(status.versions.map(version => version.value)),
    },
    statusHistory: inTime(statusClaims),
    rounds: [...groupedBy(claimsOf(claims, 'round', id), claim => claim.object)].map(([track, same]) => ({
      track,
      number: fieldReading(same, 'number', rootOf),
    })),
    dates: foldDates(claims, id, rootOf),
    places: foldPlaces(claimsOf(claims, 'meeting-place', id), rootOf),
    prepares: linked(claims, 'prepares', id, 'to'),
    preparedBy: linked(claims, 'prepares', id, 'from'),
    marginsOf: linked(claims, 'in-margins-of', id, 'to'),
    inItsMargins: linked(claims, 'in-margins-of', id, 'from'),
    agenda: foldAgenda(claimsOf(claims, 'agenda-item', id)),
    learnings: foldLearnings(claims, id),
    descriptions: statedIn(claimsOf(claims, 'described', id).filter(isCurrent), claim => claim.value.text),
  }
}

/** An account: what one side let be known of the meeting, with what it says in it. */
export interface Account {
  /** The party or person speaking; null where the source speaks for itself. */
  readonly of: string | null
  readonly claims: readonly ClaimOf<'said'>[]
}

/**
 * What was said of the meeting itself and in its outcome documents, readouts among them, by those for whom it was
 * said: on behalf of a party, else by the speaker. Those who took part come first. Accounts are set beside one another
 * and never become one record.
 */
export const foldAccounts = (
  claims: readonly Claim[],
  meeting: string,
  present: readonly string[] = [],
): Account[] => {
  const said = claimsOf(claims, 'said').filter(
    claim => isCurrent(claim) && (claim.subject === meeting || claim.subjectType === 'outcome'),
  )
  const ofWhom = (claim: Claim) =>
    claim.by.find(each => each.onBehalfOf !== undefined)?.onBehalfOf ??
    claim.by.find(each => each.speaker !== undefined)?.speaker ??
    null
  const placeOf = (of: string | null) => (of === null ? 2 : present.includes(of) ? 0 : 1)
  return [...groupedBy(said, ofWhom)]
    .map(([of, same]) => ({ of, claims: inTime(same) }))
    .toSorted((first, second) => placeOf(first.of) - placeOf(second.of))
}
