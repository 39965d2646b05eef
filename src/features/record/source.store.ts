import { z } from 'zod'
import { NotFound, sql, type Tx } from '../../platform/db.ts'
import { Citation } from './record.ts'
import { type SourceRow, SourceVersionView, SourceView } from './record.api.ts'
import { citationsOf, claimsWhere, isoText, withContext } from './read.store.ts'
import { versionRow } from './plan.ts'
import { addVersion } from './write.store.ts'

const Described = SourceView.omit({
  names: true,
  sources: true,
  compartments: true,
  versions: true,
  claims: true,
  kin: true,
  reliability: true,
})
const Listed = Citation.omit({ root: true }).extend({
  claims: z.int(),
  author: z.string().nullable(),
  hasText: z.boolean(),
  cursor: z.string(),
  total: z.int(),
})
const claimsPerSource = 1000

/** Sources, the latest published first. */
export const sourcesPage = async (
  tx: Tx,
  { after, limit }: { after?: string | undefined; limit: number },
) => {
  const [day, id] = after?.split(' ') ?? []
  const found = await tx.all(
    Listed,
    sql`select s.id, s.kind, s.publisher, s.title, s.language, s.published, s.illustration, s.author,
               (select count(*)::int from claim c where c.source = s.id) as claims,
               exists (select from source_version v where v.source = s.id) as "hasText",
               s.published_to::text || ' ' || s.id as cursor, (select count(*)::int from source) as total
          from source s
         where ${day ?? null}::date is null or (s.published_to, s.id) < (${day ?? null}::date, ${id ?? null}::uuid)
         order by s.published_to desc, s.id desc limit ${limit + 1}`,
  )
  const page = found.slice(0, limit)
  const cited = await citationsOf(
    tx,
    page.map(each => each.id),
  )
  const sources = page.map((each): z.infer<typeof SourceRow> => ({
    ...each,
    root: cited[each.id]?.root ?? each.id,
  }))
  return {
    sources,
    next: found.length > limit ? (page.at(-1)?.cursor ?? null) : null,
    total: found[0]?.total ?? 0,
  }
}

const versionColumns = sql`id, number, text, sha256, ${isoText(sql`captured_at`)} as "capturedAt"`

/** One source with everything that rests on it. */
export const sourcePage = async (tx: Tx, id: string, language: string): Promise<SourceView> => {
  const source = await tx.find(
    Described,
    sql`select id, kind, publisher, author, title, language, url, issuer, published, note, illustration, compartment,
               compartment = any((select my_writable_compartments())::uuid[]) as writable
          from source where id = ${id}`,
  )
  if (source === undefined) throw new NotFound('No such source.')
  const versions = await tx.all(
    SourceVersionView,
    sql`select ${versionColumns} from source_version where source = ${id} order by number`,
  )
  const claims = await claimsWhere(
    tx,
    sql`where c.source = ${id} order by c.evidence->0->'paragraph', c.evidence->0->'start', c.id limit ${claimsPerSource}`,
  )
  const kin = await tx.all(
    SourceView.shape.kin.element,
    sql`select source, original, kinship, reason, ${isoText(sql`judged_at`)} as "judgedAt", account_name(judged_by) as "judgedBy"
          from latest_kinship where source = ${id} or original = ${id} order by judged_at desc`,
  )
  const reliability = await tx.all(
    SourceView.shape.reliability.element,
    sql`select reliability, credibility, reason, ${isoText(sql`judged_at`)} as "judgedAt",
               coalesce(account_name(judged_by), '') as "judgedBy"
          from reliability where source = ${id} order by judged_at desc`,
  )
  const context = await withContext(tx, claims, {
    language,
    entities: source.issuer === null ? [] : [source.issuer],
  })
  const cited = await citationsOf(tx, [id, ...kin.flatMap(each => [each.source, each.original])])
  return { ...context, ...source, sources: { ...context.sources, ...cited }, versions, kin, reliability }
}

/** Keeps the text as it stands today; answers with the version it is, new or not. */
export const captureVersion = async (tx: Tx, source: string, text: string) => {
  const row = versionRow(source, text)
  await sourceExists(tx, source)
  await addVersion(tx, row)
  return tx.one(SourceVersionView, sql`select ${versionColumns} from source_version where id = ${row.id}`)
}

const sourceExists = async (tx: Tx, id: string): Promise<{ compartment: string }> =>
  tx.one(z.object({ compartment: z.uuid() }), sql`select compartment from source where id = ${id}`)

/** Records a judgement on a source, in the source's own compartment. */
export const judgeSource = async (
  tx: Tx,
  source: string,
  { reliability, credibility, reason }: { reliability: string; credibility: number; reason: string },
): Promise<void> => {
  const { compartment } = await sourceExists(tx, source)
  await tx.run(sql`
    insert into reliability (source, compartment, reliability, credibility, reason, judged_by)
    values (${source}, ${compartment}, ${reliability}, ${credibility}, ${reason}, current_account())`)
}

/** Records whether a source repeats another, in the source's own compartment. */
export const relateSource = async (
  tx: Tx,
  source: string,
  { original, kinship, reason }: { original: string; kinship: string; reason: string },
): Promise<void> => {
  const { compartment } = await sourceExists(tx, source)
  await sourceExists(tx, original)
  await tx.run(sql`
    insert into source_kinship (source, original, compartment, kinship, reason, judged_by)
    values (${source}, ${original}, ${compartment}, ${kinship}, ${reason}, current_account())`)
}

/** Whether the actor may add to a source's compartment. */
export const mayWriteSource = async (tx: Tx, source: string): Promise<boolean> => {
  const { writable } = await tx.one(
    z.object({ writable: z.boolean() }),
    sql`select compartment = any((select my_writable_compartments())::uuid[]) as writable from source where id = ${source}`,
  )
  return writable
}
