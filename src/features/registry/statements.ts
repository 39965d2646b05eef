import { type AttributionView, type Claim, type ClaimOf, claimsOf } from '../record/record.ts'
import { inTime, isCurrent } from './folds.ts'

/** Something said: by whom, nearest the words, on whose behalf, and through whom it came down. */
export interface Statement {
  readonly claim: ClaimOf<'said'>
  readonly speaker: string | null
  readonly anonymous: string | null
  readonly onBehalfOf: string | null
  readonly through: readonly AttributionView[]
}

const statementOf = (claim: ClaimOf<'said'>): Statement => {
  const [nearest, ...through] = claim.by
  return {
    claim,
    speaker: nearest?.speaker ?? null,
    anonymous: nearest?.anonymous ?? null,
    onBehalfOf: nearest?.onBehalfOf ?? null,
    through,
  }
}

/** What was said, newest first. */
export const foldStatements = (claims: readonly Claim[]): Statement[] =>
  inTime(claimsOf(claims, 'said').filter(isCurrent)).toReversed().map(statementOf)

/** Whether someone speaks in the claim, or others speak on their behalf. */
export const saidBy = (claim: Claim, entity: string): boolean =>
  claim.by.some(each => each.speaker === entity || each.onBehalfOf === entity)
