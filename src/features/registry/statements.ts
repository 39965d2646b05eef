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

/** Whether the words are someone's own, or said on their behalf; not whether they passed on the words of others. */
export const saidBy = (claim: Claim, entity: string): boolean => {
  const [nearest] = claim.by
  return nearest?.speaker === entity || nearest?.onBehalfOf === entity
}
