import { z } from 'zod'
import { EntityType } from '../../domain/vocabulary.ts'
import { type Sql, sql, type Tx } from '../../platform/db.ts'
import { compartmentJson } from './compartment.store.ts'
import { type Dossier, DossierClaim, DossierDisclosure, DossierSource } from './dossier.ts'
import { referencesOf } from './plan.ts'

const Row = z.object({ row: z.unknown() })

/**
 * Everything the actor may see, as a file that `parley import` reads: ids stand for keys. A claim whose source the
 * actor may not see cannot stand in such a file and is left out. With a track, only what is said of it, its working
 * groups, its meetings and the matters that concern them, with the names of all who occur there.
 */
export const exportRecord = async (tx: Tx, track?: string): Promise<Dossier> => {
  const claims = await claimsFor(tx, track)
  const whole = track === undefined
  const referenced = referencesOf({ entities: [], sources: [], claims, disclosures: [] })
  const sources = await sourcesFor(tx, whole ? undefined : referenced.sources)
  const issuers = sources.flatMap(source => source.issuer ?? [])
  return {
    entities: await entitiesFor(tx, whole ? undefined : [...referenced.entities, ...issuers]),
    sources,
    claims,
    disclosures: await disclosuresFor(tx, claims),
  }
}

const claimsFor = async (tx: Tx, track: string | undefined): Promise<DossierClaim[]> => {
  if (track === undefined) return claimsWhere(tx, sql`true`)
  const said = await claimsWhere(tx, sql`c.subject in (${aroundTrack(track)})`)
  const { entities } = referencesOf({ entities: [], sources: [], claims: said, disclosures: [] })
  const described = new Set(said.map(claim => claim.about))
  const others = entities.filter(id => !described.has(id))
  const names = await claimsWhere(
    tx,
    sql`c.subject = any(${others}::uuid[]) and c.predicate in ('named', 'party-kind')`,
  )
  return [...names, ...said]
}

const aroundTrack = (track: string): Sql => sql`
  with own as (
    select ${track}::uuid as id
    union select g.subject from claim g where g.object = ${track}::uuid and g.predicate = 'track-parent'),
  held as (
    select id from own
    union select m.subject from claim m join own on own.id = m.object where m.predicate = 'meeting-of')
  select id from held
  union select matter.subject from claim matter join held on held.id = matter.object where matter.predicate = 'concerns'`

const claimsWhere = async (tx: Tx, condition: Sql): Promise<DossierClaim[]> => {
  const rows = await tx.all(
    Row,
    sql`select jsonb_strip_nulls(jsonb_build_object('label', c.id, 'about', c.subject, 'predicate', c.predicate, 'object', c.object,
               'value', c.value, 'modality', c.modality, 'source', c.source, 'evidence', c.evidence, 'by', c.attribution,
               'wording', c.wording, 'wordingLanguage', c.wording_language, 'occurred', c.occurred, 'stated', c.stated,
               'reported', c.reported, 'in', ${compartmentJson(sql`k`)}, 'supersedes', c.supersedes, 'illustration', c.illustration)) as row
          from shown_claim c join source s on s.id = c.source join compartment k on k.id = c.compartment
         where ${condition} order by c.recorded_at, (c.supersedes is not null), c.known_from, c.id`,
  )
  return rows.map(({ row }) => DossierClaim.parse(row))
}

const sourcesFor = async (tx: Tx, ids: readonly string[] | undefined): Promise<DossierSource[]> => {
  const rows = await tx.all(
    Row,
    sql`select jsonb_strip_nulls(jsonb_build_object('key', s.id, 'kind', s.kind, 'publisher', s.publisher, 'author', s.author,
               'title', s.title, 'language', s.language, 'published', s.published, 'url', s.url, 'issuer', s.issuer,
               'note', s.note, 'in', ${compartmentJson(sql`k`)}, 'illustration', s.illustration,
               'copyOf', (select l.original from latest_kinship l join source o on o.id = l.original
                           where l.source = s.id and l.kinship = 'copy' limit 1),
               'translationOf', (select l.original from latest_kinship l join source o on o.id = l.original
                                  where l.source = s.id and l.kinship = 'translation' limit 1),
               'text', (select v.text from source_version v where v.source = s.id order by v.number desc limit 1))) as row
          from source s join compartment k on k.id = s.compartment
         where ${ids ?? null}::uuid[] is null or s.id = any(${ids ?? null}::uuid[])
            or exists (select from latest_kinship l where l.original = s.id and l.source = any(${ids ?? null}::uuid[]))
         order by s.published_from, s.id`,
  )
  return rows.map(({ row }) => DossierSource.parse(row))
}

const entitiesFor = (tx: Tx, ids: readonly string[] | undefined) =>
  tx.all(
    z.object({ key: z.uuid(), type: EntityType }),
    sql`select subject as key, min(subject_type) as type from claim
         where ${ids ?? null}::uuid[] is null or subject = any(${ids ?? null}::uuid[]) group by subject order by 2, 1`,
  )

const disclosuresFor = async (tx: Tx, claims: readonly DossierClaim[]): Promise<DossierDisclosure[]> => {
  const ids = claims.flatMap(claim => claim.label ?? [])
  const rows = await tx.all(
    Row,
    sql`select jsonb_strip_nulls(jsonb_build_object('claim', d.claim, 'to', ${compartmentJson(sql`k`)}, 'how', d.how, 'at', d.at,
               'permission', d.permission, 'wording', d.wording, 'attributed', d.attributed)) as row
          from disclosure d join compartment k on k.id = d.compartment
         where d.claim = any(${ids}::uuid[]) order by d.at_from, d.id`,
  )
  return rows.map(({ row }) => DossierDisclosure.parse(row))
}
