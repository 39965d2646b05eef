import { z } from 'zod'
import { NotFound, type Sql, sql, type Tx } from '../../platform/db.ts'
import { houseRule } from '../record/read.store.ts'
import { type Objection, Silence, usualMinimumHours } from './silence.ts'

const silencesWhere = (tx: Tx, rest: Sql): Promise<Silence[]> =>
  tx.all(
    Silence,
    sql`select s.id, s.text, s.revision, s.round, s.track, s.how, s.meeting, s.title, s.deadline, s.zone, s.stated,
               s.proposed_at as "proposedAt",
               array(select m.party from silence_member m where m.silence = s.id order by m.party) as members,
               (select p.at from silence_step p where p.silence = s.id and p.step = 'opened') as "openedAt",
               (select p.at from silence_step p where p.silence = s.id and p.step = 'announced') as "announcedAt",
               issued.at as "issuedAt", issued.number,
               coalesce((select json_agg(json_build_object('party', o.party, 'kind', o.kind, 'body', o.body,
                           'proposal', o.proposal, 'at', o.at) order by o.at, o.party)
                  from silence_objection o where o.silence = s.id), '[]') as objections
          from silence s left join silence_step issued on issued.silence = s.id and issued.step = 'issued' ${rest}`,
  )

/** One procedure; throws `NotFound` for those who may not know of it. */
export const findSilence = async (tx: Tx, id: string): Promise<Silence> => {
  const [found] = await silencesWhere(tx, sql`where s.id = ${id}`)
  if (found === undefined) throw new NotFound('There is no such silence procedure.')
  return found
}

/** As `findSilence`, but one after another for all who would change it, so that nothing is decided on what is past. */
export const holdSilence = async (tx: Tx, id: string): Promise<Silence> => {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext(${`silence ${id}`}))`)
  return findSilence(tx, id)
}

export const silencesOf = (tx: Tx, text: string): Promise<Silence[]> =>
  silencesWhere(tx, sql`where s.text = ${text} order by s.round`)

/** The house rule of a track, or what is usual. */
export const minimumHours = async (tx: Tx, track: string): Promise<number> => {
  const hours = Number((await houseRule(tx, track, 'silence-minimum-hours')) ?? usualMinimumHours)
  return Number.isFinite(hours) && hours >= 0 ? hours : usualMinimumHours
}

/** The parties that take part in a track as members; observers and guests are not asked to be silent. */
export const membersOf = async (tx: Tx, track: string): Promise<string[]> => {
  const { parties } = await tx.one(
    z.object({ parties: z.array(z.uuid()) }),
    sql`select coalesce(array_agg(party order by party), '{}') as parties from member_delegations(${track}) party`,
  )
  return parties
}

export interface NewSilence {
  readonly id: string
  readonly text: string
  readonly revision: number
  readonly round: number
  readonly track: string
  readonly compartment: string
  readonly how: string
  readonly meeting: string | null
  readonly title: string
  readonly deadline: Date
  readonly zone: string
  readonly stated: string
  readonly at: Date
  readonly members: readonly string[]
}

const accountOf = (tx: Tx) => (tx.actor === 'owner' ? null : tx.actor.account)

/** Holds a text until the transaction ends, so that of two procedures proposed at once the second knows of the first. */
export const holdText = (tx: Tx, text: string) =>
  tx.run(sql`select pg_advisory_xact_lock(hashtext(${`silences of ${text}`}))`)

export const addSilence = async (tx: Tx, silence: NewSilence): Promise<void> => {
  await tx.run(sql`
    insert into silence (id, text, revision, round, track, compartment, how, meeting, title, deadline, zone, stated, proposed_at,
                         proposed_by)
    values (${silence.id}, ${silence.text}, ${silence.revision}, ${silence.round}, ${silence.track}, ${silence.compartment},
            ${silence.how}, ${silence.meeting}, ${silence.title}, ${silence.deadline.toISOString()}, ${silence.zone},
            ${silence.stated}, ${silence.at.toISOString()}, ${accountOf(tx)}::uuid)`)
  await tx.run(sql`insert into silence_member (silence, party)
                   select ${silence.id}::uuid, unnest(${silence.members}::uuid[])`)
}

/** Whether another document of the track bears this number, or one that reads the same. */
export const isNumberTaken = async (
  tx: Tx,
  { track, text, revision }: Pick<Silence, 'track' | 'text' | 'revision'>,
  number: string,
): Promise<boolean> => {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext(${`number ${track}`}))`)
  const { taken } = await tx.one(
    z.object({ taken: z.boolean() }),
    sql`select documents_numbered(${track}, ${number}, 'outcome', ${text}, ${revision}) > 0 as taken`,
  )
  return taken
}

export const addStep = (
  tx: Tx,
  silence: string,
  step: {
    readonly step: string
    readonly at: Date
    readonly meeting?: string | undefined
    readonly number?: string
  },
) =>
  tx.run(sql`insert into silence_step (silence, step, at, account, meeting, number)
             values (${silence}, ${step.step}, ${step.at.toISOString()}, ${accountOf(tx)}::uuid, ${step.meeting ?? null}::uuid,
                     ${step.number ?? null})`)

export const addObjection = (tx: Tx, silence: string, party: string, objection: Objection, at: Date) =>
  tx.run(sql`insert into silence_objection (silence, party, kind, body, proposal, at, account)
             values (${silence}, ${party}, ${objection.kind}, ${objection.body}, ${objection.proposal ?? null}::uuid,
                     ${at.toISOString()}, ${accountOf(tx)}::uuid)`)
