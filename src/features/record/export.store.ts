import { z } from 'zod'
import { EntityType } from '../../domain/vocabulary.ts'
import { sql, type Tx } from '../../platform/db.ts'
import { CompartmentName, Dossier, DossierClaim, DossierDisclosure, DossierSource } from './dossier.ts'

const compartmentJson = sql`case k.kind
  when 'public' then '"public"'::jsonb
  when 'track' then jsonb_build_object('track', k.track)
  when 'secretariat' then jsonb_build_object('secretariat', k.track)
  when 'delegation' then jsonb_build_object('delegation', k.party, 'of', k.track)
  when 'desk' then jsonb_build_object('desk', k.party)
  when 'leg' then jsonb_build_object('leg', k.track, 'with', k.party)
  else '{"notes":"mine"}'::jsonb end`

const Row = z.object({ row: z.unknown() })

/**
 * Everything the actor may see, as a file that `parley import` reads: ids stand for keys. A claim whose source the
 * actor may not see cannot stand in such a file and is left out.
 */
export const exportRecord = async (tx: Tx): Promise<Dossier> => {
  const sources = await tx.all(
    Row,
    sql`select jsonb_strip_nulls(jsonb_build_object('key', s.id, 'kind', s.kind, 'publisher', s.publisher, 'author', s.author,
               'title', s.title, 'language', s.language, 'published', s.published, 'url', s.url, 'issuer', s.issuer,
               'note', s.note, 'in', ${compartmentJson}, 'illustration', s.illustration,
               'copyOf', (select original from latest_kinship l where l.source = s.id and l.kinship = 'copy' limit 1),
               'translationOf', (select original from latest_kinship l where l.source = s.id and l.kinship = 'translation' limit 1),
               'text', (select v.text from source_version v where v.source = s.id order by v.number desc limit 1))) as row
          from source s join compartment k on k.id = s.compartment order by s.published_from, s.id`,
  )
  const claims = await tx.all(
    Row,
    sql`select jsonb_strip_nulls(jsonb_build_object('label', c.id, 'about', c.subject, 'predicate', c.predicate, 'object', c.object,
               'value', c.value, 'modality', c.modality, 'source', c.source, 'evidence', c.evidence, 'by', c.attribution,
               'wording', c.wording, 'wordingLanguage', c.wording_language, 'occurred', c.occurred, 'stated', c.stated,
               'reported', c.reported, 'in', ${compartmentJson}, 'supersedes', c.supersedes, 'illustration', c.illustration)) as row
          from claim c join source s on s.id = c.source join compartment k on k.id = c.compartment
         order by c.recorded_at, (c.supersedes is not null), c.known_from, c.id`,
  )
  const disclosures = await tx.all(
    Row,
    sql`select jsonb_strip_nulls(jsonb_build_object('claim', d.claim, 'to', ${compartmentJson}, 'how', d.how, 'at', d.at,
               'permission', d.permission, 'wording', d.wording, 'attributed', d.attributed)) as row
          from disclosure d join compartment k on k.id = d.compartment join claim c on c.id = d.claim
          join source s on s.id = c.source order by d.at_from, d.id`,
  )
  const entities = await tx.all(
    z.object({ key: z.uuid(), type: EntityType }),
    sql`select id as key, type from entity order by type, id`,
  )
  return {
    entities,
    sources: sources.map(({ row }) => DossierSource.parse(row)),
    claims: claims.map(({ row }) => DossierClaim.parse(row)),
    disclosures: disclosures.map(({ row }) => DossierDisclosure.parse(row)),
  }
}

/** The compartments the actor may add to, for choosing. */
export const writableCompartments = (tx: Tx) =>
  tx.all(
    z.object({
      id: z.uuid(),
      kind: z.string(),
      track: z.uuid().nullable(),
      party: z.uuid().nullable(),
      name: CompartmentName,
    }),
    sql`select k.id, k.kind, k.track, k.party, ${compartmentJson} as name from compartment k
         where k.id = any((select my_writable_compartments())::uuid[]) order by k.kind, k.id`,
  )
