import {
  type attendanceStatuses,
  type capacities,
  type partyKinds,
  protocolRanks,
} from '../../domain/vocabulary.ts'
import { groupedBy, isCurrent, type RootOf } from '../registry/folds.ts'
import { collatorOf, isOrganisation } from '../registry/order.ts'
import { type Stated, statedIn } from '../registry/participation.ts'
import { type Claim, type ClaimOf, claimsOf, type Reading, readingOf } from '../record/record.ts'

export type AttendanceStatus = (typeof attendanceStatuses)[number]
export type Capacity = (typeof capacities)[number]
export type ProtocolRank = (typeof protocolRanks)[number]

/** A person at the table, with the title held that day in the words of each source. */
export interface Delegate {
  readonly person: string
  readonly head: boolean
  /** Said by some source to have stayed away. */
  readonly absent: boolean
  readonly rank: ProtocolRank | null
  readonly claims: readonly ClaimOf<'represented-by'>[]
}

/** One party in the list of participants. */
export interface Delegation {
  readonly party: string
  readonly attendance: Reading<AttendanceStatus>
  readonly disputed: boolean
  readonly capacities: Reading<Capacity>
  readonly modes: Reading<'in-person' | 'video'>
  readonly levels: readonly Stated[]
  readonly reasons: readonly Stated[]
  readonly delegates: readonly Delegate[]
}

const present: readonly AttendanceStatus[] = ['attended']
const away: readonly AttendanceStatus[] = ['absent', 'declined', 'not-invited']

/** Invited, accepted, attended is a course of events. To have attended and to have stayed away contradict. */
export const attendanceConflicts = (statuses: readonly AttendanceStatus[]): boolean =>
  (statuses.some(each => present.includes(each)) && statuses.some(each => away.includes(each))) ||
  (statuses.includes('not-invited') && statuses.some(each => each !== 'not-invited'))

/** How far along each status is: of those that merely follow one another the last is shown first. */
const progress: readonly AttendanceStatus[] = [
  'attended',
  'absent',
  'declined',
  'accepted',
  'invited',
  'not-invited',
]

const rankOf = (claims: readonly ClaimOf<'represented-by'>[]): ProtocolRank | null => {
  const given = claims.flatMap(claim => claim.value.rank ?? [])
  return protocolRanks.find(rank => given.includes(rank)) ?? null
}

const foldDelegates = (claims: readonly ClaimOf<'represented-by'>[]): Delegate[] =>
  [...groupedBy(claims, claim => claim.object ?? '')]
    .map(([person, same]) => ({
      person,
      head: same.some(claim => claim.value.head === true),
      absent: same.some(claim => !claim.value.present || claim.modality === 'denies'),
      rank: rankOf(same),
      claims: same,
    }))
    .toSorted(
      (first, second) =>
        Number(second.head) - Number(first.head) ||
        Number(first.absent) - Number(second.absent) ||
        rankIndex(first.rank) - rankIndex(second.rank),
    )

const given = <Each>(each: Each | undefined): each is Each => each !== undefined

const fieldOf = <Field extends 'capacity' | 'mode'>(
  claims: readonly ClaimOf<'attendance'>[],
  field: Field,
  rootOf?: RootOf,
) =>
  readingOf(
    claims.filter(claim => given(claim.value[field])),
    claim => claim.value[field],
    rootOf,
    false,
  )

/** Drops what `readingOf` could not know is there: every version has a value. */
const valued = <Each>(reading: Reading<Each | undefined>): Reading<Each> => ({
  disputed: reading.disputed,
  versions: reading.versions.flatMap(version =>
    version.value === undefined ? [] : [{ ...version, value: version.value }],
  ),
})

/** Who was invited, came, stayed away: one entry a party, in the order met. Order them by `orderDelegations`. */
export const foldDelegations = (
  claims: readonly Claim[],
  meeting: string,
  rootOf?: RootOf,
): { delegations: Delegation[]; others: Delegate[] } => {
  const attendance = claimsOf(claims, 'attendance', meeting).filter(
    claim => isCurrent(claim) && claim.object !== null,
  )
  const represented = claimsOf(claims, 'represented-by', meeting).filter(
    claim => isCurrent(claim) && claim.object !== null,
  )
  const parties = new Set([
    ...attendance.flatMap(claim => claim.object ?? []),
    ...represented.flatMap(claim => claim.value.party ?? []),
  ])
  const delegations = [...parties].map(party => {
    const of = attendance.filter(claim => claim.object === party)
    const statuses = readingOf(of, claim => claim.value.status, rootOf, false)
    const asserted = statuses.versions.filter(version => !version.denied).map(version => version.value)
    return {
      party,
      attendance: {
        ...statuses,
        versions: statuses.versions.toSorted(
          (first, second) => progress.indexOf(first.value) - progress.indexOf(second.value),
        ),
      },
      disputed: statuses.disputed || attendanceConflicts(asserted),
      capacities: valued(fieldOf(of, 'capacity', rootOf)),
      modes: valued(fieldOf(of, 'mode', rootOf)),
      levels: statedIn(of, claim => claim.value.level),
      reasons: statedIn(of, claim => claim.value.reason),
      delegates: foldDelegates(represented.filter(claim => claim.value.party === party)),
    }
  })
  const others = foldDelegates(represented.filter(claim => claim.value.party === undefined))
  return { delegations, others }
}

/** How a track orders its delegations. `lot` is the order drawn, by the words recorded for it. */
export type OrderRule =
  | { readonly by: 'alphabet'; readonly language: string | null }
  | { readonly by: 'rank' }
  | { readonly by: 'lot'; readonly drawn: readonly string[] }

const languagesNamed: readonly (readonly [pattern: RegExp, tag: string])[] = [
  [/\benglish\b|\ben\b/i, 'en'],
  [/\bfrench\b|\bfr\b/i, 'fr'],
  [/\barabic\b|\bar\b/i, 'ar'],
  [/\bpersian\b|\bdari\b|\bfa\b/i, 'fa'],
  [/\brussian\b|\bru\b/i, 'ru'],
  [/\bspanish\b|\bes\b/i, 'es'],
  [/\bchinese\b|\bzh\b/i, 'zh'],
  [/\bturkish\b|\btr\b/i, 'tr'],
  [/\burdu\b|\bur\b/i, 'ur'],
  [/\bpashto\b|\bps\b/i, 'ps'],
]

/**
 * Reads a house rule such as "alphabetical in English", "protocol rank of head of delegation" or
 * "by lot: Qatar, Iran, Pakistan". Anything else is the alphabet, in the reader's language.
 */
export const readOrderRule = (rule: string | undefined): OrderRule => {
  const words = rule ?? ''
  if (/\blot\b/i.test(words)) {
    const [, drawn = ''] = words.split(':')
    return {
      by: 'lot',
      drawn: drawn
        .split(/[,;،]/)
        .map(each => each.trim())
        .filter(each => each !== ''),
    }
  }
  if (/\b(protocol|rank)\b/i.test(words)) return { by: 'rank' }
  const language = languagesNamed.find(([pattern]) => pattern.test(words))?.[1] ?? null
  return { by: 'alphabet', language }
}

const rankIndex = (rank: ProtocolRank | null) =>
  rank === null ? protocolRanks.length : protocolRanks.indexOf(rank)

/** The rank a delegation takes: that of its head, else of the highest who came. */
export const rankOfDelegation = (delegates: readonly Delegate[]): ProtocolRank | null => {
  const came = delegates.filter(each => !each.absent)
  const head = came.find(each => each.head && each.rank !== null)
  return head?.rank ?? protocolRanks.find(rank => came.some(each => each.rank === rank)) ?? null
}

/** What the order needs to know of a delegation. */
export interface Ordered {
  readonly party: string
  readonly name: string
  readonly kinds: readonly (typeof partyKinds)[number][]
  readonly observer: boolean
  readonly rank: ProtocolRank | null
}

export const isObserver = (of: readonly Capacity[]): boolean =>
  of.length > 0 && of.every(capacity => capacity === 'observer' || capacity === 'guest')

/**
 * The order of delegations: observers after members and organisations after states, whatever the rule; within that
 * by the track's rule, and by the alphabet where the rule leaves two equal.
 */
export const orderDelegations = <Each extends Ordered>(
  delegations: readonly Each[],
  rule: OrderRule,
  readerLanguage: string,
): Each[] => {
  const collator = collatorOf(rule.by === 'alphabet' ? (rule.language ?? readerLanguage) : readerLanguage)
  const place = (each: Each) => (each.observer ? 2 : 0) + (isOrganisation(each.kinds) ? 1 : 0)
  const within = (each: Each) => {
    if (rule.by === 'rank') return rankIndex(each.rank)
    if (rule.by !== 'lot') return 0
    const drawn = rule.drawn.findIndex(
      words => words === each.party || collator.compare(words, each.name) === 0,
    )
    return drawn === -1 ? rule.drawn.length : drawn
  }
  return delegations.toSorted(
    (first, second) =>
      place(first) - place(second) ||
      within(first) - within(second) ||
      collator.compare(first.name, second.name) ||
      (first.party < second.party ? -1 : 1),
  )
}
