import type { registers } from '../../domain/vocabulary.ts'
import { type Claim, type ClaimOf, claimsOf } from '../record/record.ts'
import { groupedBy, isCurrent, unique } from './folds.ts'

export type Register = (typeof registers)[number]

/** One spelling of a name in one language and register, with who is known to use it. */
export interface Designation {
  readonly text: string
  readonly language: string
  readonly register: Register
  readonly usedBy: readonly string[]
  readonly claims: readonly ClaimOf<'named'>[]
}

const registerOrder: readonly Register[] = [
  'own',
  'official',
  'short',
  'neutral',
  'descriptive',
  'transliteration',
  'contested',
]

/** Names of an entity by language: the reader's language first, then the others by their tag. */
export const foldDesignations = (
  claims: readonly Claim[],
  id: string,
  language: string,
): { language: string; names: Designation[] }[] => {
  const named = claimsOf(claims, 'named', id).filter(claim => isCurrent(claim) && claim.modality !== 'denies')
  const languages = unique(named.map(claim => claim.value.language)).toSorted((first, second) => {
    if (first === language || second === language) return first === language ? -1 : 1
    return first < second ? -1 : 1
  })
  return languages.map(each => ({
    language: each,
    names: [
      ...groupedBy(
        named.filter(claim => claim.value.language === each),
        claim => `${claim.value.register} ${claim.value.text}`,
      ).values(),
    ]
      .flatMap(same => designationOf(same))
      .toSorted(
        (first, second) => registerOrder.indexOf(first.register) - registerOrder.indexOf(second.register),
      ),
  }))
}

const designationOf = (same: readonly ClaimOf<'named'>[]): Designation[] => {
  const [first] = same
  if (first === undefined) return []
  const { text, language, register } = first.value
  return [
    { text, language, register, claims: same, usedBy: unique(same.flatMap(each => each.value.usedBy ?? [])) },
  ]
}
