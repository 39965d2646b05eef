import { z } from 'zod'
import {
  EntityType,
  partyKinds,
  type PredicateName,
  type ValueOf,
  vocabulary,
} from '../../domain/vocabulary.ts'
import { Evidence, modalities, sourceKinds } from './dossier.ts'

/** Which compartment a row lives in, as its readers see it. */
export const CompartmentView = z.object({
  kind: z.enum(['public', 'track', 'secretariat', 'delegation', 'desk', 'leg', 'notes']),
  track: z.uuid().nullable(),
  party: z.uuid().nullable(),
})
export type CompartmentView = z.infer<typeof CompartmentView>

/** A source in the few words a citation needs. `root` is the source it copies or translates, else itself. */
export const Citation = z.object({
  id: z.uuid(),
  kind: z.enum(sourceKinds),
  publisher: z.string(),
  title: z.string(),
  language: z.string(),
  published: z.string(),
  root: z.uuid(),
  illustration: z.boolean(),
})
export type Citation = z.infer<typeof Citation>

export const AttributionView = z.object({
  speaker: z.uuid().optional(),
  anonymous: z.string().optional(),
  onBehalfOf: z.uuid().optional(),
  verb: z.string().optional(),
  manner: z.enum(['direct', 'indirect', 'paraphrase']).optional(),
})
export type AttributionView = z.infer<typeof AttributionView>

/** One statement of the record as its reader sees it. A disclosed claim may cite a source its reader may not see. */
export const Claim = z.object({
  id: z.uuid(),
  subject: z.uuid(),
  subjectType: EntityType,
  predicate: z.string(),
  object: z.uuid().nullable(),
  value: z.record(z.string(), z.unknown()),
  modality: z.enum(modalities),
  source: z.uuid().nullable(),
  evidence: z.array(Evidence),
  by: z.array(AttributionView),
  wording: z.string().nullable(),
  wordingLanguage: z.string().nullable(),
  occurred: z.string().nullable(),
  stated: z.string().nullable(),
  reported: z.string(),
  knownFrom: z.string(),
  recordedAt: z.string(),
  supersedes: z.uuid().nullable(),
  supersededBy: z.uuid().nullable(),
  compartment: z.uuid(),
  illustration: z.boolean(),
})
export type Claim = z.infer<typeof Claim>

/** A name chosen for the reader: its language is that of the text, which may differ from the page's. */
export const NameView = z.object({
  text: z.string(),
  language: z.string(),
  type: EntityType,
  /** For a party: the kinds its sources give, more than one where they differ. */
  kinds: z.array(z.enum(partyKinds)).optional(),
  caveat: z.string().optional(),
  asterisk: z.boolean().optional(),
  /** The name, or the note to it, was made up to show how Parley works. */
  illustration: z.boolean().optional(),
})
export type NameView = z.infer<typeof NameView>

/** A claim of one predicate, its value of that predicate's shape. */
export type ClaimOf<Name extends PredicateName> = Omit<Claim, 'predicate' | 'value'> & {
  readonly predicate: Name
  readonly value: ValueOf<Name>
}

/** Claims of one predicate with typed values. A value this version cannot read is left out, not guessed at. */
export const claimsOf = <Name extends PredicateName>(
  claims: readonly Claim[],
  predicate: Name,
  subject?: string,
): ClaimOf<Name>[] =>
  claims.flatMap(claim => {
    if (claim.predicate !== predicate || (subject !== undefined && claim.subject !== subject)) return []
    const value = vocabulary[predicate].value.safeParse(claim.value)
    // The schema looked up by `predicate` is the one that types its value.
    return value.success ? [{ ...claim, predicate, value: value.data as ValueOf<Name> }] : []
  })

/** One value as some sources give it, with every claim that gives it. */
export interface Version<Each> {
  readonly value: Each
  readonly claims: readonly Claim[]
  /** How many independent sources say so: copies and translations of one text count once. */
  readonly independent: number
  /** Set when the sources deny it. */
  readonly denied: boolean
}

/** All that the reader's sources say on one question. */
export interface Reading<Each> {
  readonly versions: readonly Version<Each>[]
  /** Two sources cannot both be right, or one denies what another says. Both stand. */
  readonly disputed: boolean
}

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([left], [right]) => (left < right ? -1 : 1))
            .map(([key, each]) => [key, sorted(each)]),
        )
      : value

/**
 * Groups claims that say the same. `valueOf` picks what is compared (the level, the date); claims that were
 * superseded are left out: they are history, shown on demand. `rootOf` tells which text a source repeats.
 */
export const readingOf = <Name extends PredicateName, Each>(
  claims: readonly ClaimOf<Name>[],
  valueOf: (claim: ClaimOf<Name>) => Each,
  rootOf: (source: string) => string = source => source,
  single = true,
): Reading<Each> => {
  const groups = new Map<string, { value: Each; claims: ClaimOf<Name>[]; denied: boolean }>()
  for (const claim of claims) {
    if (claim.supersededBy !== null) continue
    const denied = claim.modality === 'denies'
    const value = valueOf(claim)
    const key = `${denied ? 'not ' : ''}${JSON.stringify(sorted(value))}`
    const group = groups.get(key)
    if (group) group.claims.push(claim)
    else groups.set(key, { value, claims: [claim], denied })
  }
  const versions = [...groups.values()].map(({ value, claims: same, denied }) => ({
    value,
    claims: same,
    denied,
    independent: new Set(same.map(claim => (claim.source === null ? claim.id : rootOf(claim.source)))).size,
  }))
  versions.sort((left, right) => right.independent - left.independent)
  const asserted = versions.filter(version => !version.denied)
  return {
    versions,
    disputed: (single && asserted.length > 1) || (asserted.length > 0 && versions.length > asserted.length),
  }
}
