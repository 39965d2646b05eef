import { type Sql, sql, type Tx } from '../../platform/db.ts'
import { MeetingSummary } from './meetings.ts'

/**
 * Summaries of the meetings whose ids `chosen` selects, earliest first. Denied and superseded claims do not count
 * towards a summary; the meeting's own page shows them.
 */
export const summariesOf = (tx: Tx, chosen: Sql): Promise<MeetingSummary[]> =>
  tx.all(
    MeetingSummary,
    sql`with said as (
          select c.subject, c.predicate, c.object, c.value, c.occurred_from, c.occurred_to, c.known_from,
                 c.illustration, exists (select from claim s where s.supersedes = c.id) as corrected
            from claim c
           where c.subject in (select subject from (${chosen}) chosen) and c.modality <> 'denies'
             and c.predicate in ('meeting-of', 'meeting-date', 'meeting-level', 'meeting-status', 'round', 'meeting-place',
                                 'became-known')),
        hidden as (
          select subject from said where value->>'status' = 'undisclosed' or value->>'how' = 'leaked')
        select subject as id, min(known_from)::text as "knownFrom",
               coalesce(jsonb_agg(distinct object) filter (where predicate = 'meeting-of'), '[]') as tracks,
               coalesce(jsonb_agg(distinct jsonb_build_object('kind', value->'kind', 'date', value->'date',
                 'from', occurred_from, 'to', occurred_to)) filter (where predicate = 'meeting-date'), '[]') as dates,
               coalesce(jsonb_agg(distinct value->'level') filter (where predicate = 'meeting-level'), '[]') as levels,
               coalesce(jsonb_agg(distinct value->'status') filter (where predicate = 'meeting-status'), '[]') as statuses,
               coalesce(jsonb_agg(distinct value->'number') filter (where predicate = 'round'), '[]') as rounds,
               coalesce(jsonb_agg(distinct value->'place') filter (where predicate = 'meeting-place'), '[]') as places,
               subject in (select subject from hidden) as undisclosed, bool_or(illustration) as illustration
          from said where not corrected group by subject order by min(occurred_from) nulls last, subject`,
  )

/**
 * Ids (`subject`) of the latest meetings of a track by the day they took or are to take place, each with the `count`
 * of all its meetings.
 */
export const latestMeetingsOf = (track: Sql, most: number): Sql => sql`
  select m.subject, count(*) over () as count from claim m
    left join claim d on d.subject = m.subject and d.predicate = 'meeting-date'
   where m.object = ${track} and m.predicate = 'meeting-of'
   group by m.subject order by max(d.occurred_to) desc nulls last, m.subject limit ${most}`
