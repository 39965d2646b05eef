import { z } from 'zod'
import { EntityType } from '../../domain/vocabulary.ts'
import { sql, type Tx } from '../../platform/db.ts'
import { compartmentJson } from './compartment.store.ts'
import { type Dossier, DossierClaim, DossierDisclosure, DossierSource } from './dossier.ts'

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
               'note', s.note, 'in', ${compartmentJson(sql`k`)}, 'illustration', s.illustration,
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
               'reported', c.reported, 'in', ${compartmentJson(sql`k`)}, 'supersedes', c.supersedes, 'illustration', c.illustration)) as row
          from claim c join source s on s.id = c.source join compartment k on k.id = c.compartment
         order by c.recorded_at, (c.supersedes is not null), c.known_from, c.id`,
  )
  const disclosures = await tx.all(
    Row,
    sql`select jsonb_strip_nulls(jsonb_build_object('claim', d.claim, 'to', ${compartmentJson(sql`k`)}, 'how', d.how, 'at', d.at,
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
