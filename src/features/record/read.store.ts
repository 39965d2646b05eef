import { z } from 'zod'
import { type houseRules, partyKinds } from '../../domain/vocabulary.ts'
import { type Sql, sql, type Tx } from '../../platform/db.ts'
import { Citation, Claim, CompartmentView, NameView } from './record.ts'
import type { Context } from './record.api.ts'

/** A timestamp as ISO text in UTC. */
export const isoText = (column: Sql): Sql =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/**
 * Claims as the actor sees them, for the given condition on `c` and in its order. What supersedes a claim is named
 * only as far as the actor may see that too.
 */
export const claimsWhere = (tx: Tx, rest: Sql): Promise<Claim[]> =>
  tx.all(
    Claim,
    sql`select c.id, c.subject, c.subject_type as "subjectType", c.predicate, c.object, c.value, c.modality, c.source,
               c.evidence, c.attribution as by, c.wording, c.wording_language as "wordingLanguage", c.occurred, c.stated,
               c.reported, c.known_from::text as "knownFrom", ${isoText(sql`c.recorded_at`)} as "recordedAt",
               c.supersedes, (select s.id from claim s where s.supersedes = c.id limit 1) as "supersededBy",
               c.compartment, c.illustration
          from shown_claim c ${rest}`,
  )

/** What a track's house rule says, the latest as the actor sees it. */
export const houseRule = async (
  tx: Tx,
  track: string,
  rule: (typeof houseRules)[number],
): Promise<string | undefined> => {
  const found = await tx.find(
    z.object({ value: z.string() }),
    sql`select c.value->>'value' as value from shown_claim c
         where c.subject = ${track} and c.predicate = 'house-rule' and c.value->>'rule' = ${rule}
           and c.modality = 'asserts' and not exists (select from claim s where s.supersedes = c.id)
         order by c.known_from desc, c.id limit 1`,
  )
  return found?.value
}

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Every entity that claims speak of. */
export const entitiesIn = (claims: readonly Claim[]): string[] => {
  const ids = new Set<string>()
  for (const claim of claims) {
    ids.add(claim.subject)
    if (claim.object !== null) ids.add(claim.object)
    for (const { speaker, onBehalfOf } of claim.by) {
      if (speaker !== undefined) ids.add(speaker)
      if (onBehalfOf !== undefined) ids.add(onBehalfOf)
    }
    for (const each of Object.values(claim.value))
      if (typeof each === 'string' && idPattern.test(each)) ids.add(each)
  }
  return [...ids]
}

// A person is called by the full name, anything else by the everyday one.
const fullNameFirst = ['official', 'transliteration', 'short', 'neutral', 'descriptive', 'own', 'contested']
const everydayNameFirst = [
  'short',
  'official',
  'transliteration',
  'neutral',
  'descriptive',
  'own',
  'contested',
]

/**
 * The name to call each entity by: in the reader's language if there is one, else in English, else as it is; the
 * everyday register before the ceremonial, and what is said generally before the usage of one source; a made-up name only
 * where there is no other. A track's designation policy goes before all of that.
 */
export const namesOf = async (
  tx: Tx,
  ids: readonly string[],
  language: string,
  tracks: readonly string[] = [],
): Promise<Record<string, NameView>> => {
  const rows = await tx.all(
    NameView.pick({ text: true, language: true, type: true }).extend({
      id: z.uuid(),
      illustration: z.boolean(),
    }),
    sql`select distinct on (c.subject) c.subject as id, c.subject_type as type, c.value->>'text' as text,
               c.value->>'language' as language, c.illustration
          from shown_claim c
         where c.subject = any(${ids}::uuid[]) and c.predicate = 'named' and c.modality <> 'denies'
           and not exists (select from claim s where s.supersedes = c.id)
         order by c.subject,
               case split_part(c.value->>'language', '-', 1) when ${language} then 0 when 'en' then 1 else 2 end,
               c.illustration, c.value ? 'usedBy', array_position(
                 case c.subject_type when 'person' then ${fullNameFirst}::text[] else ${everydayNameFirst}::text[] end,
                 c.value->>'register'), c.known_from, c.id`,
  )
  const kinds = await kindsOf(
    tx,
    rows.flatMap(row => (row.type === 'party' ? row.id : [])),
  )
  const named = rows.map(({ id, illustration, ...name }): [string, NameView] => {
    const own = kinds.get(id)
    return [id, { ...name, ...(own && { kinds: own }), ...(illustration && { illustration }) }]
  })
  const names: Record<string, NameView> = Object.fromEntries(named)
  if (tracks.length === 0) return names
  for (const policy of await policiesOf(tx, tracks)) {
    const name = names[policy.party]
    if (name === undefined) continue
    const marks = {
      ...(policy.caveat === null ? {} : { caveat: policy.caveat }),
      ...(policy.asterisk === null ? {} : { asterisk: policy.asterisk }),
      ...(policy.illustration && { illustration: true }),
    }
    const speaks = policy.language.split('-')[0] === language
    names[policy.party] = speaks
      ? { ...name, ...marks, text: policy.text, language: policy.language }
      : { ...marks, ...name }
  }
  return names
}

const Kinds = z.object({ id: z.uuid(), kinds: z.array(z.enum(partyKinds)) })

const kindsOf = async (tx: Tx, parties: readonly string[]) => {
  const rows = await tx.all(
    Kinds,
    sql`select c.subject as id, jsonb_agg(distinct c.value->'kind') as kinds from claim c
         where c.subject = any(${parties}::uuid[]) and c.predicate = 'party-kind' and c.modality <> 'denies'
           and not exists (select from claim s where s.supersedes = c.id)
         group by c.subject`,
  )
  return new Map(rows.map(({ id, kinds }) => [id, kinds]))
}

const policiesOf = (tx: Tx, tracks: readonly string[]) =>
  tx.all(
    z.object({
      party: z.uuid(),
      text: z.string(),
      language: z.string(),
      caveat: z.string().nullable(),
      asterisk: z.boolean().nullable(),
      illustration: z.boolean(),
    }),
    sql`select c.object as party, c.value->>'text' as text, c.value->>'language' as language, c.value->>'caveat' as caveat,
               (c.value->>'asterisk')::boolean as asterisk, c.illustration
          from shown_claim c
         where c.subject = any(${tracks}::uuid[]) and c.predicate = 'designation-policy'
           and not exists (select from claim s where s.supersedes = c.id)
         order by c.known_from, c.id`,
  )

/** Short descriptions of sources. One that the actor may not see is left out: a claim from it stands without. */
export const citationsOf = async (tx: Tx, ids: readonly string[]): Promise<Record<string, Citation>> => {
  const rows = await tx.all(
    Citation.omit({ root: true }),
    sql`select id, kind, publisher, title, language, published, illustration from source
         where id = any(${ids}::uuid[])`,
  )
  const roots = await rootsOf(
    tx,
    rows.map(row => row.id),
  )
  return Object.fromEntries(rows.map(row => [row.id, { ...row, root: roots.get(row.id) ?? row.id }]))
}

/** For sources that copy or translate another: the text all of them go back to. */
const rootsOf = async (tx: Tx, ids: readonly string[]): Promise<Map<string, string>> => {
  const kin = await tx.all(
    z.object({ source: z.uuid(), original: z.uuid(), kinship: z.string() }),
    sql`with recursive line as (
          select k.* from latest_kinship k where k.source = any(${ids}::uuid[])
          union select k.* from latest_kinship k join line on line.original = k.source)
        select source, original, kinship from line`,
  )
  const originals = new Map(
    kin.filter(each => each.kinship !== 'separate').map(each => [each.source, each.original]),
  )
  const root = (id: string, seen: readonly string[]): string => {
    const original = originals.get(id)
    return original === undefined || seen.includes(original) ? id : root(original, [...seen, original])
  }
  return new Map(ids.map(id => [id, root(id, [id])]))
}

const compartmentsOf = async (tx: Tx, ids: readonly string[]): Promise<Record<string, CompartmentView>> => {
  const rows = await tx.all(
    CompartmentView.extend({ id: z.uuid() }),
    sql`select id, kind, track, party from compartment where id = any(${ids}::uuid[])`,
  )
  return Object.fromEntries(rows.map(({ id, ...compartment }) => [id, compartment]))
}

/** Everything needed to show claims: names, sources, compartments. Sources the actor may not see become null. */
export const withContext = async (
  tx: Tx,
  found: readonly Claim[],
  {
    language,
    tracks = [],
    entities = [],
  }: { language: string; tracks?: readonly string[]; entities?: readonly string[] },
): Promise<Context & { claims: Claim[] }> => {
  const sources = await citationsOf(tx, [...new Set(found.flatMap(claim => claim.source ?? []))])
  const compartments = await compartmentsOf(tx, [...new Set(found.map(claim => claim.compartment))])
  const places = Object.values(compartments).flatMap(each => [each.track ?? [], each.party ?? []].flat())
  const names = await namesOf(
    tx,
    [...new Set([...entitiesIn(found), ...entities, ...places])],
    language,
    tracks,
  )
  const claims = found.map(claim =>
    claim.source !== null && sources[claim.source] === undefined ? { ...claim, source: null } : claim,
  )
  return { claims, names, sources, compartments }
}
