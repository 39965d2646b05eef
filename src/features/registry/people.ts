import { bounds, compareDates } from '../../domain/edtf.ts'
import { type Claim, type ClaimOf, claimsOf } from '../record/record.ts'
import { groupedBy, isCurrent } from './folds.ts'

/** A post someone holds or held, as sources give it: the same title in the same body is one post. */
export interface Post {
  readonly person: string
  readonly body: string
  readonly title: string
  readonly language: string
  readonly acting: boolean
  readonly claims: readonly ClaimOf<'holds-post'>[]
}

const startOf = (post: Post) =>
  post.claims.flatMap(claim => claim.value.from ?? []).toSorted(compareDates)[0] ?? null

/** Posts by when they began, latest first; those without a date follow. */
export const foldPosts = (claims: readonly Claim[], of: { person?: string; body?: string }): Post[] => {
  const held = claimsOf(claims, 'holds-post', of.person).filter(
    claim =>
      isCurrent(claim) &&
      claim.modality !== 'denies' &&
      claim.object !== null &&
      (of.body === undefined || claim.object === of.body),
  )
  const posts = [
    ...groupedBy(held, claim =>
      JSON.stringify([claim.subject, claim.object, claim.value.title, claim.value.acting ?? false]),
    ).values(),
  ].flatMap(postOf)
  return posts.toSorted((first, second) => {
    const [one, other] = [startOf(first), startOf(second)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    return compareDates(other, one)
  })
}

const postOf = (same: readonly ClaimOf<'holds-post'>[]): Post[] => {
  const [first] = same
  if (first === undefined || first.object === null) return []
  const { title, language, acting } = first.value
  return [
    { person: first.subject, body: first.object, title, language, acting: acting ?? false, claims: same },
  ]
}

/** Whether a post may have been held on a day: nothing known speaks against it. */
export const mayHoldOn = (post: Post, day: string): boolean =>
  post.claims.some(({ value: { from, to } }) => {
    const first = from === undefined ? null : bounds(from).from
    const last = to === undefined ? null : bounds(to).to
    return (first === null || first <= day) && (last === null || day <= last)
  })

/** A person's seat in a meeting: for whom, with what title. */
export interface Sitting {
  readonly meeting: string
  readonly claims: readonly ClaimOf<'represented-by'>[]
}

export const foldSittings = (claims: readonly Claim[], person: string): Sitting[] =>
  [
    ...groupedBy(
      claimsOf(claims, 'represented-by').filter(claim => claim.object === person && isCurrent(claim)),
      claim => claim.subject,
    ),
  ].map(([meeting, same]) => ({ meeting, claims: same }))
