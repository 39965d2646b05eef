import type { PredicateName } from '../../domain/vocabulary.ts'
import type { Claim, ClaimOf } from '../record/record.ts'

let made = 0
const nextId = () => `00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`

/** A claim for tests, asserted in a source of its own unless said otherwise. */
export const givenClaim = <Name extends PredicateName>(
  subject: string,
  predicate: Name,
  value: ClaimOf<Name>['value'],
  more: Partial<Claim> = {},
): Claim => ({
  id: nextId(),
  subject,
  subjectType: 'track',
  predicate,
  object: null,
  value,
  modality: 'asserts',
  source: nextId(),
  evidence: [{ paragraph: 1 }],
  by: [],
  wording: null,
  wordingLanguage: null,
  occurred: null,
  stated: null,
  reported: '2023-06-06',
  knownFrom: '2023-06-06',
  recordedAt: '2026-01-01T00:00:00Z',
  supersedes: null,
  supersededBy: null,
  compartment: '00000000-0000-4000-8000-000000000000',
  illustration: false,
  ...more,
})
