import { bounds, compareDates } from '../../domain/edtf.ts'
import type { PredicateName } from '../../domain/vocabulary.ts'
import { type Claim, type ClaimOf, type Reading, readingOf } from '../record/record.ts'

/** Which text a source repeats: copies and translations count as one. */
export type RootOf = (source: string) => string

/** When the fact holds, as nearly as the claim says: it happened, was stated, or at least was reported. */
export const whenOf = (claim: Claim): string => claim.occurred ?? claim.stated ?? claim.reported

export const isCurrent = (claim: Claim): boolean => claim.supersededBy === null

/** Oldest first by the fact's own time, then by when it was reported. */
export const inTime = <Each extends Claim>(claims: readonly Each[]): Each[] =>
  claims.toSorted(
    (first, second) =>
      compareDates(whenOf(first), whenOf(second)) || compareDates(first.reported, second.reported),
  )

/** Values in order of first appearance, each with what belongs to it. */
export const groupedBy = <Each, Key>(all: readonly Each[], keyOf: (each: Each) => Key): Map<Key, Each[]> => {
  const groups = new Map<Key, Each[]>()
  for (const each of all) {
    const key = keyOf(each)
    const group = groups.get(key)
    if (group) group.push(each)
    else groups.set(key, [each])
  }
  return groups
}

export const unique = <Each>(all: readonly Each[]): Each[] => [...new Set(all)]

/** What claims of one predicate say of one field. An empty reading where nothing is said. */
export const fieldReading = <Name extends PredicateName, Field extends keyof ClaimOf<Name>['value']>(
  claims: readonly ClaimOf<Name>[],
  field: Field,
  rootOf?: RootOf,
): Reading<ClaimOf<Name>['value'][Field]> => readingOf(claims, claim => claim.value[field], rootOf)

/** Which entity claims of one predicate lead to: a parent track, for one. */
export const objectReading = <Name extends PredicateName>(
  claims: readonly ClaimOf<Name>[],
  rootOf?: RootOf,
  single = true,
): Reading<string> =>
  readingOf(
    claims.filter(claim => claim.object !== null),
    claim => claim.object ?? '',
    rootOf,
    single,
  )

/** Another entity that claims lead to, with those claims. */
export interface Linked {
  readonly id: string
  readonly claims: readonly Claim[]
}

/** Entities that current claims link to, those that a source denies left out. */
export const linkedBy = <Each extends Claim>(
  claims: readonly Each[],
  idOf: (claim: Each) => string | null,
): Linked[] =>
  [
    ...groupedBy(
      claims.filter(claim => isCurrent(claim) && claim.modality !== 'denies'),
      idOf,
    ),
  ].flatMap(([id, same]) => (id === null ? [] : [{ id, claims: same }]))

/** Whether two imprecise dates could be one day: "mid-May" and "12 May" can, "9 May" and "12 May" cannot. */
export const couldBeSameTime = (first: string, second: string): boolean => {
  const [one, other] = [bounds(first), bounds(second)]
  const before = one.to !== null && other.from !== null && one.to < other.from
  const after = one.from !== null && other.to !== null && other.to < one.from
  return !before && !after
}

/** Dates contradict each other when no one day fits two of them; a rougher date of the same time does not. */
export const datesConflict = (dates: readonly string[]): boolean =>
  dates.some((first, at) => dates.slice(at + 1).some(second => !couldBeSameTime(first, second)))
