import { z } from 'zod'
import { bounds } from '../../domain/edtf.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { EntityType } from '../../domain/vocabulary.ts'
import { sql, type Tx } from '../../platform/db.ts'
import { appendEvent } from '../../platform/events.ts'
import { compartmentId, compartmentJson, mayWrite, publicCompartment } from './compartment.store.ts'
import { CompartmentName, type Dossier } from './dossier.ts'
import { canonical, entityId, namedId } from './keys.ts'
import { type Known, type Plan, planDossier, type Problem, referencesOf } from './plan.ts'

const compartmentsOf = (plan: Plan): CompartmentName[] => [
  ...plan.sources.map(each => each.in),
  ...plan.claims.map(each => each.in),
  ...plan.disclosures.map(each => each.to),
]

const Typed = z.object({ id: z.uuid(), type: EntityType })
const ahead = 14 * 60 * 60 * 1000

/** What a file refers to that the record holds already, as far as the actor may know. */
export const knownTo = async (tx: Tx, dossier: Dossier, now: Date): Promise<Known> => {
  const writer = tx.actor === 'owner' ? null : tx.actor.account
  const { entities, sources } = referencesOf(dossier, writer)
  const declared = new Set(dossier.entities.map(({ key }) => entityId(key)))
  // What no claim tells of is known to those who act there, and to the operator.
  const unsaid = await tx.all(
    Typed,
    tx.actor === 'owner'
      ? sql`select id, type from entity where id = any(${entities}::uuid[])`
      : sql`select track as id, 'track' as type from my_mandates() where track = any(${entities}::uuid[])
            union select party, 'party' from my_mandates() where party = any(${entities}::uuid[])`,
  )
  const found = await tx.all(
    Typed,
    sql`select e.id, c.type from unnest(${[...entities, ...declared]}::uuid[]) as e(id), lateral (
          select subject_type as type from claim where subject = e.id order by reported_to, id desc limit 1) c`,
  )
  const rows = await tx.all(
    z.object({ id: z.uuid(), published: z.string(), in: CompartmentName }),
    sql`select s.id, s.published, ${compartmentJson(sql`k`)} as in
          from source s join compartment k on k.id = s.compartment where s.id = any(${sources}::uuid[])`,
  )
  return {
    entities: new Map(
      [...unsaid.filter(({ id }) => !declared.has(id)), ...found].map(({ id, type }) => [id, type]),
    ),
    sources: new Map(rows.map(({ id, ...source }) => [id, source])),
    writer,
    today: new Date(now.getTime() + ahead).toISOString().slice(0, 10),
  }
}

/** How much of a file was new. Ids of all its claims, in its order. */
export interface Recorded {
  readonly added: { readonly sources: number; readonly claims: number; readonly disclosures: number }
  readonly claims: string[]
}

/**
 * Records a file in one transaction, or says all that is wrong with it. What is there already is left as it is, so
 * recording a file twice adds nothing. Refuses compartments the actor may not write to.
 */
export const recordDossier = async (
  tx: Tx,
  dossier: Dossier,
  now: Date,
): Promise<
  Recorded | readonly Problem[] | Refusal<'not-yours-to-write' | 'looking-back' | 'corrects-another'>
> => {
  if (tx.actor !== 'owner' && tx.actor.knownOn !== undefined) return refuse('looking-back')
  const plan = planDossier(dossier, await knownTo(tx, dossier, now))
  if ('length' in plan) return plan
  return writePlan(tx, plan, now)
}

/**
 * What a row only names must be known to all its readers, or naming it would tell them that it exists. What nobody the
 * actor knows of has spoken about is new, and names itself.
 */
const closedReferences = async (tx: Tx, plan: Plan, idOf: IdOf): Promise<readonly Problem[]> => {
  const rows = plan.references.map(({ in: name, ...each }) => ({ ...each, compartment: idOf(name) }))
  const closed = await tx.all(
    z.object({ path: z.string() }),
    sql`select r.path from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(path text, entity uuid, compartment uuid)
         where exists (select from claim c where c.subject = r.entity)
           and not exists (select from claim c where c.subject = r.entity and lies_within(r.compartment, c.compartment))`,
  )
  return closed.map(({ path }) => ({ path, message: 'some who could read this do not know of it' }))
}

const writePlan = async (
  tx: Tx,
  plan: Plan,
  now: Date,
): Promise<Recorded | readonly Problem[] | Refusal<'not-yours-to-write' | 'corrects-another'>> => {
  const account = tx.actor === 'owner' ? null : tx.actor.account
  await addEntities(tx, plan)
  const compartments = new Map<string, string>()
  for (const name of compartmentsOf(plan)) {
    if (compartments.has(canonical(name))) continue
    const id = await compartmentId(tx, name)
    if (id === null) return refuse('not-yours-to-write')
    compartments.set(canonical(name), id)
  }
  const idOf = (name: CompartmentName) => compartments.get(canonical(name)) ?? publicCompartment
  const written = new Set([...plan.sources, ...plan.claims].map(each => idOf(each.in)))
  if (tx.actor !== 'owner' && !(await mayWrite(tx, [...written]))) return refuse('not-yours-to-write')
  const closed = await closedReferences(tx, plan, idOf)
  if (closed.length > 0) return closed

  const sources = await addSources(tx, plan, idOf, account)
  const claims = await addClaims(tx, plan, idOf, account)
  if (await correctsAnother(tx, plan)) return refuse('corrects-another')
  const disclosures = await addDisclosures(tx, plan, idOf, account)
  if (sources + claims + disclosures > 0)
    for (const compartment of written)
      await appendEvent(tx, { type: 'record-grew', compartment, at: now, body: {} })
  if (tx.actor !== 'owner')
    for (const { id } of plan.disclosures)
      await tx.run(sql`select append_disclosed(${id}, ${now.toISOString()})`)
  return { added: { sources, claims, disclosures }, claims: plan.claims.map(each => each.id) }
}

const addEntities = (tx: Tx, plan: Plan) =>
  tx.run(sql`
    insert into entity (id, type)
    select id, type from jsonb_to_recordset(${JSON.stringify(plan.entities)}::jsonb) as row(id uuid, type text)
    on conflict do nothing`)

type IdOf = (name: CompartmentName) => string

const addSources = async (tx: Tx, plan: Plan, idOf: IdOf, account: string | null): Promise<number> => {
  const rows = plan.sources.map(({ id, in: name, source, published }) => ({
    ...source,
    id,
    compartment: idOf(name),
    issuer: source.issuer === undefined ? null : entityId(source.issuer),
    published_from: published.from,
    published_to: published.to,
    illustration: source.illustration ?? false,
  }))
  const added = await tx.run(sql`
    insert into source (id, compartment, kind, publisher, author, title, language, url, issuer, published,
                        published_from, published_to, note, illustration, known_from, recorded_by)
    select id, compartment, kind, publisher, author, title, language, url, issuer, published,
           published_from, published_to, note, illustration, published_to, ${account}::uuid
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, compartment uuid, kind text,
           publisher text, author text, title text, language text, url text, issuer uuid, published text,
           published_from date, published_to date, note text, illustration boolean)
    on conflict do nothing`)
  for (const version of plan.versions) await addVersion(tx, version)
  for (const each of plan.kinships)
    await tx.run(sql`
      insert into source_kinship (id, source, original, compartment, kinship, known_from, reason, judged_by)
      values (${namedId(`kinship ${canonical(each)}`)}, ${each.source}, ${each.original}, ${idOf(each.in)},
              ${each.kinship}, (select known_from from source where id = ${each.source}), 'as the file says',
              ${account}::uuid)
      on conflict do nothing`)
  return added
}

/**
 * Keeps a captured text as the next version of its source. The same text again adds nothing. Two at the same time take
 * their turns, so that each gets a number.
 */
export const addVersion = async (
  tx: Tx,
  version: { readonly id: string; readonly source: string; readonly text: string; readonly sha256: string },
): Promise<number> => {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`version ${version.source}`}, 0))`)
  return tx.run(sql`
    insert into source_version (id, source, number, text, sha256, captured_at, captured_by)
    select ${version.id}, ${version.source}, coalesce(max(number), 0) + 1, ${version.text}, ${version.sha256},
           now(), ${tx.actor === 'owner' ? null : tx.actor.account}::uuid
      from source_version where source = ${version.source}
    on conflict (source, sha256) do nothing`)
}

const dateColumns = (prefix: string, edtf: string | undefined) => {
  const { from, to } = edtf === undefined ? { from: null, to: null } : bounds(edtf)
  return { [prefix]: edtf ?? null, [`${prefix}_from`]: from, [`${prefix}_to`]: to }
}

const dateOfValue = (claim: Plan['claims'][number]): string | undefined => {
  const date = claim.claim.value['date']
  return claim.claim.predicate === 'meeting-date' && typeof date === 'string' ? date : undefined
}

const addClaims = async (tx: Tx, plan: Plan, idOf: IdOf, account: string | null): Promise<number> => {
  const rows = plan.claims.map(each => ({
    id: each.id,
    compartment: idOf(each.in),
    subject: each.subject,
    subject_type: each.subjectType,
    predicate: each.claim.predicate,
    object: each.object,
    value: each.value,
    modality: each.claim.modality,
    source: each.source,
    evidence: each.claim.evidence,
    attribution: each.by,
    wording: each.claim.wording ?? null,
    wording_language: each.claim.wordingLanguage ?? null,
    ...dateColumns('occurred', each.claim.occurred ?? dateOfValue(each)),
    ...dateColumns('stated', each.claim.stated),
    reported: each.reported,
    reported_from: each.reportedDays.from,
    reported_to: each.reportedDays.to,
    supersedes: each.supersedes,
    illustration: each.claim.illustration ?? false,
    lexemes: each.lexemes,
    mentions: each.mentions,
  }))
  const added = await tx.run(sql`
    insert into claim (id, compartment, subject, subject_type, predicate, object, value, modality, source, evidence,
                       attribution, wording, wording_language, occurred, occurred_from, occurred_to, stated,
                       stated_from, stated_to, reported, reported_from, reported_to, known_from, supersedes,
                       illustration, recorded_by, source_version, search)
    select id, compartment, subject, subject_type, predicate, object, value, modality, row.source, evidence,
           attribution, wording, wording_language, occurred, occurred_from, occurred_to, stated, stated_from,
           stated_to, reported, reported_from, reported_to, reported_to, supersedes, illustration, ${account}::uuid,
           case when jsonb_path_exists(evidence, '$[*].exact') then
             (select v.id from source_version v where v.source = row.source
               order by (select bool_and(position(e->>'exact' in v.text) > 0)
                           from jsonb_array_elements(evidence) e where e ? 'exact') desc, v.number desc limit 1) end,
           array_to_tsvector(lexemes)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, compartment uuid, subject uuid,
           subject_type text, predicate text, object uuid, value jsonb, modality text, source uuid, evidence jsonb,
           attribution jsonb, wording text, wording_language text, occurred text, occurred_from date,
           occurred_to date, stated text, stated_from date, stated_to date, reported text, reported_from date,
           reported_to date, supersedes uuid, illustration boolean, lexemes text[])
    on conflict do nothing`)
  await tx.run(sql`
    insert into mention (claim, entity, role, compartment, known_from)
    select row.id, m.entity, m.role, row.compartment, row.reported_to
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
             as row(id uuid, compartment uuid, reported_to date, mentions jsonb),
           jsonb_to_recordset(row.mentions) as m(entity uuid, role text)
    on conflict do nothing`)
  return added
}

/** A correction stays with what it corrects: the same subject, in the same compartment. */
const correctsAnother = async (tx: Tx, plan: Plan): Promise<boolean> => {
  const corrections = plan.claims.flatMap(each => (each.supersedes === null ? [] : [each.id]))
  if (corrections.length === 0) return false
  const { fitting } = await tx.one(
    z.object({ fitting: z.int() }),
    sql`select count(*)::int as fitting from claim c join claim old on old.id = c.supersedes
         where c.id = any(${corrections}::uuid[]) and old.subject = c.subject and old.compartment = c.compartment`,
  )
  return fitting !== corrections.length
}

const addDisclosures = async (tx: Tx, plan: Plan, idOf: IdOf, account: string | null): Promise<number> => {
  const rows = plan.disclosures.map(({ id, claim, to, disclosure }) => ({
    id,
    claim,
    compartment: idOf(to),
    how: disclosure.how,
    permission: disclosure.permission ?? null,
    wording: disclosure.wording ?? null,
    attributed: disclosure.attributed ?? true,
    ...dateColumns('at', disclosure.at),
  }))
  return tx.run(sql`
    insert into disclosure (id, claim, compartment, how, at, at_from, at_to, permission, wording, attributed, recorded_by)
    select id, claim, compartment, how, at, at_from, at_to, permission, wording, attributed, ${account}::uuid
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, claim uuid, compartment uuid, how text,
           at text, at_from date, at_to date, permission text, wording text, attributed boolean)
    on conflict do nothing`)
}
