import { z } from 'zod'
import { nameScore, queryKeys, rankNames, sameNameThreshold } from '../../domain/names.ts'
import { EntityType } from '../../domain/vocabulary.ts'
import { join, NotFound, type Sql, sql, type Tx } from '../../platform/db.ts'
import { latestMeetingsOf, summariesOf } from '../meetings/meetings.store.ts'
import { claimsWhere, isoText, namesOf, withContext } from '../record/read.store.ts'
import { lexemeQuery, wordsOf } from '../record/plan.ts'
import type { Claim } from '../record/record.ts'
import { type EntityPage, ResolutionView, type SearchHit } from './registry.api.ts'

const claimsPerPage = 300
const meetingsPerPage = 100
const Id = z.object({ id: z.uuid() })
const Count = z.object({ count: z.int() })

/**
 * What a page about an entity rests on: claims about it, linking to it, its matters' claims, and those mentioning it.
 * Each as `c`, so that the database can begin with the newest of each and stop.
 */
const around = (id: string): readonly Sql[] => [
  sql`from claim c where c.subject = ${id}`,
  sql`from claim c where c.object = ${id} and c.predicate not in ('meeting-of', 'round')`,
  sql`from claim concern join claim c on c.subject = concern.subject
       where concern.object = ${id} and concern.predicate = 'concerns'`,
  sql`from mention m join claim c on c.id = m.claim where m.entity = ${id}`,
]

const claimsAround = async (tx: Tx, id: string, after: string | undefined): Promise<Claim[]> => {
  const [day, last] = after?.split(' ') ?? []
  const newest = sql`and (${day ?? null}::date is null or (c.reported_to, c.id) < (${day ?? null}::date, ${last ?? null}::uuid))
                     order by c.reported_to desc, c.id desc limit ${claimsPerPage + 1}`
  const pages = around(id).map(each => sql`(select c.id ${each} ${newest})`)
  return claimsWhere(
    tx,
    sql`where c.id in (${join(pages, sql` union `)}) order by c.reported_to desc, c.id desc limit ${claimsPerPage + 1}`,
  )
}

/** Everything about one entity, or NotFound when the actor knows no claim about it. */
export const entityPage = async (
  tx: Tx,
  id: string,
  { language, after }: { language: string; after?: string | undefined },
): Promise<EntityPage> => {
  const entity = await tx.find(
    z.object({ type: EntityType }),
    sql`select subject_type as type from claim where subject = ${id} order by reported_to, id desc limit 1`,
  )
  if (entity === undefined) throw new NotFound('No such entity.')
  const found = await claimsAround(tx, id, after)
  const page = found.slice(0, claimsPerPage)
  const meetings = await meetingsFor(tx, id, entity.type, page)
  const tracks =
    entity.type === 'track' ? [id] : meetings.filter(each => each.id === id).flatMap(each => each.tracks)
  const resolutions = await resolutionsOf(tx, id)
  const similar = after === undefined ? await similarTo(tx, id, entity.type, resolutions) : []
  const judged = resolutions.flatMap(each => [each.first, each.second])
  const meetingIds = meetings.flatMap(each => [each.id, ...each.tracks])
  const links = entity.type === 'track' && after === undefined ? await linksBetween(tx, meetings) : []
  const context = await withContext(tx, [...page, ...links], {
    language,
    tracks,
    entities: [id, ...judged, ...similar.map(each => each.id), ...meetingIds],
  })
  const isWhole = after === undefined && found.length <= claimsPerPage
  const totals = isWhole ? { claims: page.length, meetings: meetings.length } : await totalsOf(tx, id)
  const last = page.at(-1)
  return {
    ...context,
    id,
    type: entity.type,
    meetings,
    resolutions,
    similar,
    totals,
    next: found.length > claimsPerPage && last !== undefined ? await cursorOf(tx, last.id) : null,
  }
}

const totalsOf = (tx: Tx, id: string) =>
  tx.one(
    z.object({ claims: z.int(), meetings: z.int() }),
    sql`select (select count(*)::int from (${join(
      around(id).map(each => sql`select c.id ${each}`),
      sql` union `,
    )}) around) as claims,
               (select count(distinct m.subject)::int from claim m where m.object = ${id} and m.predicate = 'meeting-of') as meetings`,
  )

const cursorOf = async (tx: Tx, claim: string): Promise<string> => {
  const { cursor } = await tx.one(
    z.object({ cursor: z.string() }),
    sql`select reported_to::text || ' ' || id as cursor from claim where id = ${claim}`,
  )
  return cursor
}

const meetingsFor = (tx: Tx, id: string, type: EntityType, claims: readonly Claim[]) => {
  if (type === 'track') return summariesOf(tx, latestMeetingsOf(sql`${id}::uuid`, meetingsPerPage))
  const ids = claims.flatMap(claim => [
    ...(claim.subjectType === 'meeting' ? [claim.subject] : []),
    ...(claim.object !== null && ['prepares', 'in-margins-of', 'concerns'].includes(claim.predicate)
      ? [claim.object]
      : []),
  ])
  return summariesOf(tx, chosen([...new Set(ids)].slice(0, meetingsPerPage)))
}

const chosen = (ids: readonly string[]): Sql => sql`select unnest(${ids}::uuid[]) as subject`

/** How a track's meetings hang together: which prepared which, and which were held in the margins of another. */
const linksBetween = (tx: Tx, meetings: readonly { readonly id: string }[]): Promise<Claim[]> =>
  claimsWhere(
    tx,
    sql`where c.subject = any(${meetings.map(each => each.id)}::uuid[]) and c.predicate in ('prepares', 'in-margins-of')
        order by c.known_from, c.id limit ${claimsPerPage}`,
  )

const resolutionColumns = sql`r.id, r.first, r.second, r.verdict, r.reason, ${isoText(sql`r.judged_at`)} as "judgedAt",
  account_name(r.judged_by) as "judgedBy"`

/** Judgements on whether an entity is the same as another, latest first. */
const resolutionsOf = (tx: Tx, id: string): Promise<ResolutionView[]> =>
  tx.all(
    ResolutionView,
    sql`select ${resolutionColumns} from resolution r where r.first = ${id} or r.second = ${id}
         order by r.judged_at desc, r.id`,
  )

/** Keeps a judgement. Both entities must exist for the actor. */
export const addResolution = async (
  tx: Tx,
  {
    first,
    second,
    verdict,
    reason,
    compartment,
  }: {
    first: string
    second: string
    verdict: ResolutionView['verdict']
    reason: string
    compartment: string
  },
): Promise<ResolutionView> => {
  const known = await tx.all(Id, sql`select id from entity where id = any(${[first, second]}::uuid[])`)
  if (known.length < 2) throw new NotFound('No such entity.')
  const [low, high] = first < second ? [first, second] : [second, first]
  const id = crypto.randomUUID()
  await tx.run(sql`
    insert into resolution (id, first, second, compartment, verdict, reason, judged_by)
    values (${id}, ${low}, ${high}, ${compartment}, ${verdict}, ${reason}, current_account())`)
  return tx.one(ResolutionView, sql`select ${resolutionColumns} from resolution r where r.id = ${id}`)
}

const NameRow = z.object({ id: z.uuid(), type: EntityType, text: z.string(), language: z.string() })

const namesFound = (tx: Tx, query: string, most: number) =>
  tx.all(
    NameRow,
    sql`select c.subject as id, c.subject_type as type, c.value->>'text' as text, c.value->>'language' as language
          from shown_claim c where c.id in (select search_names(${query}, ${most}))`,
  )

/** Entries of the same type whose name is nearly the same and on which nobody has judged yet. */
const similarTo = async (
  tx: Tx,
  id: string,
  type: EntityType,
  resolutions: readonly ResolutionView[],
): Promise<EntityPage['similar']> => {
  if (type !== 'person' && type !== 'party') return []
  const own = await tx.all(
    z.object({ text: z.string() }),
    sql`select c.value->>'text' as text from shown_claim c where c.subject = ${id} and c.predicate = 'named' limit 20`,
  )
  const latest = new Map<string, string>()
  for (const each of [...resolutions].reverse())
    latest.set(each.first === id ? each.second : each.first, each.verdict)
  const settled = new Set(
    [...latest].filter(([, verdict]) => verdict !== 'withdrawn').map(([other]) => other),
  )
  const scores = new Map<string, number>()
  for (const name of own) {
    const { keys } = queryKeys(name.text)
    const query = lexemeQuery(keys, [], 'or')
    if (query === null) continue
    for (const candidate of await namesFound(tx, query, 200)) {
      if (candidate.id === id || candidate.type !== type || settled.has(candidate.id)) continue
      const score = nameScore(name.text, candidate.text)
      if (score >= sameNameThreshold) scores.set(candidate.id, Math.max(score, scores.get(candidate.id) ?? 0))
    }
  }
  return [...scores]
    .map(([other, score]) => ({ id: other, score }))
    .sort((left, right) => right.score - left.score)
    .slice(0, 8)
}

const SearchedClaim = z.object({
  id: z.uuid(),
  type: EntityType,
  predicate: z.string(),
  text: z.string().nullable(),
  language: z.string().nullable(),
})

/**
 * Finds entities by name in any spelling or script, then by words of what is said about them. A source is found by
 * its title or publisher.
 */
export const searchRecord = async (
  tx: Tx,
  {
    q,
    type,
    limit,
    language,
  }: { q: string; type?: EntityType | 'source' | undefined; limit: number; language: string },
) => {
  const { keys, prefixes } = queryKeys(q)
  const named = lexemeQuery(keys, prefixes, 'or')
  const hits = new Map<string, SearchHit>()
  const add = (hit: SearchHit) => {
    if (type !== undefined && hit.type !== type) return
    if ((hits.get(hit.id)?.score ?? -1) < hit.score) hits.set(hit.id, hit)
  }
  if (named !== null && type !== 'source') {
    const found = await namesFound(tx, named, 400)
    const byKey = found.map((row, index) => ({ ...row, id: String(index) }))
    for (const ranked of rankNames(q, byKey, 100)) {
      const row = found[Number(ranked.id)]
      if (row !== undefined)
        add({
          id: row.id,
          type: row.type,
          matched: row.text,
          language: row.language,
          score: 1 + ranked.score,
        })
    }
  }
  for (const row of await claimsFound(tx, q))
    if (row.text !== null)
      add({
        id: row.id,
        type: row.type,
        matched: row.text,
        language: row.language ?? 'en',
        score: row.predicate === 'named' ? 0.9 : 0.5,
      })
  if (type === undefined || type === 'source') for (const row of await sourcesFound(tx, q, limit)) add(row)
  const best = [...hits.values()].sort((left, right) => right.score - left.score).slice(0, limit)
  return {
    hits: best,
    names: await namesOf(
      tx,
      best.map(hit => hit.id),
      language,
    ),
  }
}

const claimsFound = async (tx: Tx, q: string) => {
  const words = wordsOf(q)
  const query = lexemeQuery(words.slice(0, -1), words.slice(-1), 'and')
  if (query === null) return []
  return tx.all(
    SearchedClaim,
    sql`select c.subject as id, c.subject_type as type, c.predicate, coalesce(c.value->>'text', c.value->>'title', c.wording) as text,
               coalesce(c.value->>'language', 'en') as language
          from shown_claim c where c.id in (select search_claims(${query}, 50))`,
  )
}

const sourcesFound = async (tx: Tx, q: string, limit: number): Promise<SearchHit[]> => {
  const words = wordsOf(q).map(word => `%${word.replaceAll(/[%_\\]/g, '\\$&')}%`)
  if (words.length === 0) return []
  const rows = await tx.all(
    z.object({ id: z.uuid(), title: z.string(), language: z.string() }),
    sql`select id, title, language from source where lower(publisher || ' ' || title) like all(${words}::text[])
         order by published_to desc limit ${limit}`,
  )
  return rows.map(row => ({
    id: row.id,
    type: 'source',
    matched: row.title,
    language: row.language,
    score: 0.7,
  }))
}

/** Entities of one type in the order of their names' first letters, for lists and for choosing. */
export const entitiesOfType = async (
  tx: Tx,
  {
    type,
    language,
    after,
    limit,
  }: { type: EntityType; language: string; after?: string | undefined; limit: number },
) => {
  const found = await tx.all(
    Id,
    sql`select distinct c.subject as id from claim c where c.subject_type = ${type}
          and ${type === 'meeting' ? sql`c.predicate = 'meeting-of'` : sql`c.predicate in ('named', 'lifecycle')`}
          and (${after ?? null}::uuid is null or c.subject > ${after ?? null}::uuid)
         order by c.subject limit ${limit + 1}`,
  )
  const { count } = await tx.one(
    Count,
    sql`select count(distinct c.subject)::int as count from claim c where c.subject_type = ${type}
          and ${type === 'meeting' ? sql`c.predicate = 'meeting-of'` : sql`c.predicate in ('named', 'lifecycle')`}`,
  )
  const entities = found.slice(0, limit)
  const ids = entities.map(each => each.id)
  const meetings = type === 'meeting' ? await summariesOf(tx, chosen(ids)) : []
  const tracks = meetings.flatMap(each => each.tracks)
  const names = await namesOf(tx, [...new Set([...ids, ...tracks])], language)
  const next = found.length > limit ? (entities.at(-1)?.id ?? null) : null
  return { entities, meetings, names, total: count, next }
}
