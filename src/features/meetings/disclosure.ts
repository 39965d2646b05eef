import { bounds, compareDates } from '../../domain/edtf.ts'
import type { disclosureWays } from '../../domain/vocabulary.ts'
import { isCurrent } from '../registry/folds.ts'
import { type Claim, type ClaimOf, claimsOf } from '../record/record.ts'

/** A day on which someone came to know of the meeting, and how. `who` is null for the public at large. */
export interface Learning {
  readonly who: string | null
  readonly how: (typeof disclosureWays)[number]
  /** Null where no source gives the time; it was then known at the latest when reported. */
  readonly when: string | null
  readonly reported: string
  readonly text: string | null
  readonly claims: readonly ClaimOf<'became-known'>[]
}

/** Who knew when, earliest first. The same person learning by the same way at the same time is one entry. */
export const foldLearnings = (claims: readonly Claim[], subject: string): Learning[] => {
  const learnings: (Omit<Learning, 'claims'> & { claims: ClaimOf<'became-known'>[] })[] = []
  for (const claim of claimsOf(claims, 'became-known', subject)) {
    if (!isCurrent(claim)) continue
    const { how, text } = claim.value
    const when = claim.occurred ?? claim.stated
    const same = learnings.find(
      each =>
        each.who === claim.object && each.how === how && each.when === when && each.text === (text ?? null),
    )
    if (same) same.claims.push(claim)
    else
      learnings.push({
        who: claim.object,
        how,
        when,
        reported: claim.reported,
        text: text ?? null,
        claims: [claim],
      })
  }
  return learnings.toSorted((first, second) =>
    compareDates(first.when ?? first.reported, second.when ?? second.reported),
  )
}

const millisecondsInDay = 86_400_000

/** Whole days between two imprecise dates, as the least and the most they can be; null where an end is open. */
export const daysApart = (first: string, second: string): { least: number; most: number } | null => {
  const [one, other] = [bounds(first), bounds(second)]
  if (one.from === null || one.to === null || other.from === null || other.to === null) return null
  const days = (from: string, to: string) =>
    Math.round((Date.parse(to) - Date.parse(from)) / millisecondsInDay)
  return { least: Math.max(0, days(one.to, other.from)), most: Math.max(0, days(one.from, other.to)) }
}
