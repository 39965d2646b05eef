import { bounds, compareDates } from '../../domain/edtf.ts'
import { datesConflict, inTime, isCurrent, type RootOf } from '../registry/folds.ts'
import { type Claim, type ClaimOf, claimsOf, type Reading, readingOf } from '../record/record.ts'

type DateKind = ClaimOf<'meeting-date'>['value']['kind']

/** One of a meeting's dates as sources give it, and the dates it was moved from. */
export interface MeetingDate {
  readonly kind: DateKind
  readonly reading: Reading<string>
  /** No one day fits what the sources say. A source that is merely less exact does not conflict. */
  readonly disputed: boolean
  readonly moved: readonly ClaimOf<'meeting-date'>[]
}

const kinds: readonly DateKind[] = ['planned', 'occurred', 'published']

/** The plan, the event and the publication: three dates, each with what it used to be. */
export const foldDates = (claims: readonly Claim[], meeting: string, rootOf?: RootOf): MeetingDate[] => {
  const all = claimsOf(claims, 'meeting-date', meeting)
  return kinds.flatMap(kind => {
    const of = all.filter(claim => claim.value.kind === kind)
    if (of.length === 0) return []
    const reading = readingOf(of, claim => claim.value.date, rootOf, false)
    const asserted = reading.versions.filter(version => !version.denied).map(version => version.value)
    return [
      {
        kind,
        reading,
        disputed: reading.disputed || datesConflict(asserted),
        moved: inTime(of.filter(claim => !isCurrent(claim))),
      },
    ]
  })
}

/** The day a meeting is taken to have been on, where one must be chosen: for a title held, an order, a list. */
export const dayOf = (dates: readonly MeetingDate[]): string | null => {
  for (const kind of ['occurred', 'planned'] as const) {
    const date = dates.find(each => each.kind === kind)
    const [first] = (date?.reading.versions ?? [])
      .filter(version => !version.denied)
      .map(version => version.value)
      .toSorted(compareDates)
    const { from, to } = first === undefined ? { from: null, to: null } : bounds(first)
    if (from !== null || to !== null) return from ?? to
  }
  return null
}
