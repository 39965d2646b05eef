import { z } from 'zod'
import { sql, type Tx } from '../../platform/db.ts'
import { latestMeetingsOf, summariesOf } from '../meetings/meetings.store.ts'
import { namesOf } from '../record/read.store.ts'
import { LandscapeTrack } from './registry.api.ts'

const TrackRow = z.object({ id: z.uuid(), reported: z.string(), total: z.int() })
const meetingsPerTrack = 30

/** A page of tracks, the most recently reported first. `after` is what the last page gave as `next`. */
const tracksAfter = (tx: Tx, after: string | undefined, limit: number) => {
  const [day, id] = after?.split(' ') ?? []
  return tx.all(
    TrackRow,
    sql`with track as (
          select c.subject as id, max(c.reported_to)::text as reported from claim c
           where c.subject_type = 'track' and c.predicate in ('named', 'lifecycle') group by c.subject)
        select id, reported, (select count(*)::int from track) as total from track
         where ${day ?? null}::text is null or (reported, id) < (${day ?? null}, ${id ?? null}::uuid)
         order by reported desc, id desc limit ${limit + 1}`,
  )
}

const Facts = LandscapeTrack.pick({
  id: true,
  kinds: true,
  parent: true,
  lifecycle: true,
  participations: true,
})

const factsOf = (tx: Tx, tracks: readonly string[]) =>
  tx.all(
    Facts,
    sql`with said as (
          select c.subject, c.predicate, c.object, c.value, c.modality, c.occurred, c.occurred_from, c.occurred_to,
                 c.illustration
            from claim c
           where c.subject = any(${tracks}::uuid[])
             and c.predicate in ('track-kind', 'track-parent', 'lifecycle', 'participation')
             and not exists (select from claim s where s.supersedes = c.id))
        select subject as id,
               coalesce(jsonb_agg(distinct value->'kind') filter (where predicate = 'track-kind' and modality <> 'denies'), '[]') as kinds,
               (array_agg(object) filter (where predicate = 'track-parent' and modality <> 'denies'))[1] as parent,
               coalesce(jsonb_agg(distinct jsonb_build_object('step', value->'step', 'date', occurred, 'from', occurred_from,
                 'to', occurred_to)) filter (where predicate = 'lifecycle' and modality <> 'denies'), '[]') as lifecycle,
               coalesce(jsonb_agg(distinct jsonb_build_object('party', object, 'role', value->'role', 'status', value->'status',
                 'denied', modality = 'denies', 'illustration', illustration)) filter (where predicate = 'participation'), '[]') as participations
          from said group by subject`,
  )

const Membership = z.object({ track: z.uuid(), meeting: z.uuid(), count: z.int() })

const latestMeetings = (tx: Tx, tracks: readonly string[]) =>
  tx.all(
    Membership,
    sql`select t.id as track, m.subject as meeting, m.count::int
          from unnest(${tracks}::uuid[]) as t(id), lateral (${latestMeetingsOf(sql`t.id`, meetingsPerTrack)}) m`,
  )

/** The landscape's tracks with everything its timeline and its matrix draw. */
export const landscapePage = async (
  tx: Tx,
  { language, after, limit }: { language: string; after?: string | undefined; limit: number },
) => {
  const found = await tracksAfter(tx, after, limit)
  const page = found.slice(0, limit)
  const ids = page.map(track => track.id)
  const facts = new Map((await factsOf(tx, ids)).map(each => [each.id, each]))
  const members = await latestMeetings(tx, ids)
  const meetings = await summariesOf(
    tx,
    sql`select unnest(${members.map(each => each.meeting)}::uuid[]) as subject`,
  )
  const tracks = page.map(({ id, reported }): LandscapeTrack => {
    const own = members.filter(each => each.track === id)
    const ownIds = new Set(own.map(each => each.meeting))
    const { kinds = [], parent = null, lifecycle = [], participations = [] } = facts.get(id) ?? {}
    return {
      id,
      kinds,
      parent,
      lifecycle,
      participations,
      meetings: meetings.filter(meeting => ownIds.has(meeting.id)),
      meetingCount: own[0]?.count ?? 0,
      lastReported: reported,
    }
  })
  const parties = tracks.flatMap(track => track.participations.map(each => each.party))
  const parents = tracks.flatMap(track => track.parent ?? [])
  const names = await namesOf(
    tx,
    [...new Set([...ids, ...parents, ...parties, ...meetings.map(each => each.id)])],
    language,
  )
  const last = page.at(-1)
  return {
    tracks,
    names,
    next: found.length > limit && last !== undefined ? `${last.reported} ${last.id}` : null,
    total: found[0]?.total ?? 0,
  }
}
