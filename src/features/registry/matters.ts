import type {
  demandKinds,
  EntityType,
  implementationStatuses,
  outcomeKinds,
} from '../../domain/vocabulary.ts'
import {
  type Claim,
  type ClaimOf,
  claimsOf,
  type Reading,
  readingOf,
  type Version,
} from '../record/record.ts'
import { fieldReading, groupedBy, inTime, isCurrent, objectReading, type RootOf } from './folds.ts'
import { type Stated, statedIn } from './participation.ts'

export const matterTypes = ['issue', 'proposal', 'measure', 'incident', 'outcome'] as const
export type MatterType = (typeof matterTypes)[number]

export const isMatter = (type: EntityType): type is MatterType => matterTypes.some(each => each === type)

/** What one party holds on a matter, in the words of each source. */
export interface Position {
  readonly party: string
  readonly claims: readonly ClaimOf<'position'>[]
  /** Two sources give it stances that cannot both be its own. */
  readonly disputed: boolean
}

export interface Demand {
  readonly party: string | null
  readonly kind: (typeof demandKinds)[number]
  readonly text: string
  readonly notLinkedTo: string | null
  readonly claims: readonly Claim[]
}

/** Who put a proposal forward, to whom: and who says that nobody did. */
export interface Floated {
  readonly party: string
  readonly to: string | null
}

export interface Pledge {
  readonly party: string
  readonly claims: readonly ClaimOf<'pledge'>[]
}

/** An issue, proposal, measure, incident or outcome, folded from what is claimed about it. */
export interface Matter {
  readonly id: string
  readonly type: MatterType
  readonly concerns: Reading<string>
  readonly descriptions: readonly Stated[]
  readonly positions: readonly Position[]
  readonly demands: readonly Demand[]
  readonly floated: Reading<Floated>
  readonly outcomeKind: Reading<(typeof outcomeKinds)[number]>
  readonly outcomeStatus: Reading<ClaimOf<'outcome-status'>['value']['status']>
  readonly measureStatus: Reading<(typeof implementationStatuses)[number]>
  readonly responsible: readonly ClaimOf<'responsible-for'>[]
  readonly pledges: readonly Pledge[]
  readonly happened: readonly ClaimOf<'happened'>[]
}

const orNull = (text: string | undefined) => text ?? null

/** Demands made of or on an entity: conditions, preconditions, and what is expressly not linked to what. */
export const foldDemands = (claims: readonly Claim[], subject?: string): Demand[] => {
  const current = claimsOf(claims, 'demand', subject).filter(isCurrent)
  const same = groupedBy(current, claim => JSON.stringify([claim.object, claim.value]))
  return [...same.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          {
            party: first.object,
            kind: first.value.kind,
            text: first.value.text,
            notLinkedTo: orNull(first.value.notLinkedTo),
            claims: [first, ...others],
          },
        ],
  )
}

const leaning = (stance: string) => (stance === 'red-line' ? -3 : Number(stance))

/** For and against cannot both be one party's stance; strongly and plainly for can be, said by different sources. */
export const stancesConflict = (stances: readonly string[]): boolean => {
  const signs = stances.map(leaning).filter(each => !Number.isNaN(each))
  return signs.some(each => each > 0) && signs.some(each => each < 0)
}

const foldPositions = (claims: readonly Claim[], subject: string): Position[] => {
  const current = claimsOf(claims, 'position', subject).filter(
    claim => isCurrent(claim) && claim.object !== null,
  )
  return [...groupedBy(current, claim => claim.object ?? '')].map(([party, of]) => ({
    party,
    claims: inTime(of),
    disputed:
      [...groupedBy(of, claim => claim.value.option).values()].some(same =>
        stancesConflict(same.filter(each => each.modality !== 'denies').map(each => each.value.stance)),
      ) || new Set(of.map(claim => claim.modality === 'denies')).size > 1,
  }))
}

const foldPledges = (claims: readonly Claim[], subject: string): Pledge[] => {
  const current = claimsOf(claims, 'pledge', subject).filter(
    claim => isCurrent(claim) && claim.object !== null,
  )
  return [...groupedBy(current, claim => claim.object ?? '')].map(([party, of]) => ({
    party,
    claims: inTime(of),
  }))
}

export const foldMatter = (
  claims: readonly Claim[],
  id: string,
  type: MatterType,
  rootOf?: RootOf,
): Matter => ({
  id,
  type,
  concerns: objectReading(claimsOf(claims, 'concerns', id), rootOf, false),
  descriptions: statedIn(claimsOf(claims, 'described', id).filter(isCurrent), claim => claim.value.text),
  positions: foldPositions(claims, id),
  demands: foldDemands(claims, id),
  floated: readingOf(
    claimsOf(claims, 'proposed', id).filter(claim => claim.object !== null),
    claim => ({ party: claim.object ?? '', to: orNull(claim.value.to) }),
    rootOf,
    false,
  ),
  outcomeKind: fieldReading(claimsOf(claims, 'outcome-kind', id), 'kind', rootOf),
  outcomeStatus: fieldReading(claimsOf(claims, 'outcome-status', id), 'status', rootOf),
  measureStatus: fieldReading(claimsOf(claims, 'measure-status', id), 'status', rootOf),
  responsible: claimsOf(claims, 'responsible-for', id).filter(isCurrent),
  pledges: foldPledges(claims, id),
  happened: inTime(claimsOf(claims, 'happened', id).filter(isCurrent)),
})

/** The matters that a page's claims speak of, the page's own entity left out, each type in the order met. */
export const foldMatters = (claims: readonly Claim[], except: string, rootOf?: RootOf): Matter[] => {
  const types = new Map<string, MatterType>()
  for (const claim of claims)
    if (claim.subject !== except && isCurrent(claim) && isMatter(claim.subjectType))
      types.set(claim.subject, claim.subjectType)
  const bySubject = groupedBy(claims, claim => claim.subject)
  return [...types].map(([id, type]) => foldMatter(bySubject.get(id) ?? [], id, type, rootOf))
}

/** What a reading comes to: the values asserted, and those that some source denies. */
export const sidesOf = <Each>(
  reading: Reading<Each>,
): { asserted: readonly Version<Each>[]; denied: readonly Version<Each>[] } => ({
  asserted: reading.versions.filter(version => !version.denied),
  denied: reading.versions.filter(version => version.denied),
})
