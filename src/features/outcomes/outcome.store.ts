import { z } from 'zod'
import { NotFound, type Sql, sql, type Tx } from '../../platform/db.ts'
import { contentHash } from '../texts/chain.ts'
import { Association, AttachedStatement, type BeginOutcome, documentKinds, type Outcome } from './outcome.ts'

const Row = z.object({
  id: z.uuid(),
  text: z.uuid(),
  revision: z.int(),
  track: z.uuid(),
  meeting: z.uuid().nullable(),
  kind: z.enum(documentKinds),
  title: z.string(),
  illustration: z.boolean(),
  compartment: z.uuid(),
  agreedAt: z.date().nullable(),
  adoptedAt: z.date().nullable(),
  silence: z.uuid().nullable(),
  issuedAt: z.date().nullable(),
  number: z.string().nullable(),
  hash: z.string().nullable(),
  associations: z.array(Association.extend({ at: z.coerce.date() })),
  statements: z.array(AttachedStatement.extend({ at: z.coerce.date() })),
})

export interface StoredOutcome extends Outcome {
  readonly compartment: string
  /** Its text was made up to show how Parley works. */
  readonly illustration: boolean
  /** The meeting it comes of. */
  readonly meeting: string | null
  /** The procedure by which it was adopted; null when it was in a meeting, or is not yet. */
  readonly silence: string | null
}

const outcomesWhere = async (tx: Tx, rest: Sql): Promise<StoredOutcome[]> => {
  const rows = await tx.all(
    Row,
    sql`select o.id, o.text, o.revision, o.track, o.meeting, o.kind, o.title, t.illustration, o.compartment, agreed.at as "agreedAt",
               adopted.at as "adoptedAt", adopted.silence, issued.at as "issuedAt", issued.number, issued.hash,
               coalesce((select json_agg(json_build_object('party', a.party, 'stand', a.stand, 'paragraph', a.paragraph,
                           'authority', a.authority, 'confirmBy', a.confirm_by, 'at', a.at) order by a.seq)
                  from association a where a.outcome = o.id), '[]') as associations,
               coalesce((select json_agg(json_build_object('party', s.party, 'kind', s.kind, 'body', s.body,
                           'language', s.language, 'at', s.at) order by s.seq)
                  from attached_statement s where s.outcome = o.id), '[]') as statements
          from outcome_document o join joint_text t on t.id = o.text
          left join outcome_fact agreed on agreed.outcome = o.id and agreed.fact = 'agreed'
          left join outcome_fact adopted on adopted.outcome = o.id and adopted.fact = 'adopted'
          left join outcome_fact issued on issued.outcome = o.id and issued.fact = 'issued'
         ${rest}`,
  )
  return rows.map(({ issuedAt, number, hash, ...row }) => ({
    ...row,
    issued: issuedAt === null || number === null || hash === null ? null : { at: issuedAt, number, hash },
  }))
}

export const outcomesOf = (tx: Tx, text: string): Promise<StoredOutcome[]> =>
  outcomesWhere(tx, sql`where o.text = ${text} order by o.begun_at, o.id`)

/** Of all tracks, of one, or of one meeting; the latest first. */
export const allOutcomes = (tx: Tx, track: string | undefined, meeting: string | undefined) =>
  outcomesWhere(
    tx,
    sql`where (${track ?? null}::uuid is null or o.track = ${track ?? null}::uuid)
          and (${meeting ?? null}::uuid is null or o.meeting = ${meeting ?? null}::uuid)
        order by coalesce(issued.at, o.begun_at) desc, o.id`,
  )

export const findOutcome = async (tx: Tx, id: string): Promise<StoredOutcome> => {
  const [found] = await outcomesWhere(tx, sql`where o.id = ${id}`)
  if (found === undefined) throw new NotFound('There is no such outcome.')
  return found
}

/** As `findOutcome`, but one after another for all who would change it. */
export const holdOutcome = async (tx: Tx, id: string): Promise<StoredOutcome> => {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext(${`outcome ${id}`}))`)
  return findOutcome(tx, id)
}

/** Whether the reader's record knows it as a meeting of the track. */
export const isMeetingOf = async (tx: Tx, meeting: string, track: string): Promise<boolean> => {
  const found = await tx.find(
    z.object({ subject: z.uuid() }),
    sql`select c.subject from shown_claim c where c.subject = ${meeting} and c.object = ${track}
           and c.predicate = 'meeting-of' and c.modality <> 'denies' limit 1`,
  )
  return found !== undefined
}

const accountOf = (tx: Tx) => (tx.actor === 'owner' ? null : tx.actor.account)

export const addOutcome = (
  tx: Tx,
  outcome: BeginOutcome & {
    readonly id: string
    readonly track: string
    readonly compartment: string
    readonly at: Date
  },
) =>
  tx.run(sql`
    insert into outcome_document (id, text, revision, track, compartment, kind, title, meeting, begun_at, begun_by)
    values (${outcome.id}, ${outcome.text}, ${outcome.revision}, ${outcome.track}, ${outcome.compartment}, ${outcome.kind},
            ${outcome.title}, ${outcome.meeting ?? null}::uuid, ${outcome.at.toISOString()}, ${accountOf(tx)}::uuid)`)

export interface NewFact {
  readonly fact: 'agreed' | 'adopted' | 'issued'
  readonly at: Date
  readonly silence?: string | undefined
  readonly issued?: { readonly number: string; readonly hash: string; readonly content: object }
}

export const addFact = (tx: Tx, outcome: string, { fact, at, silence, issued }: NewFact) =>
  tx.run(sql`
    insert into outcome_fact (outcome, fact, at, account, silence, number, hash, content)
    values (${outcome}, ${fact}, ${at.toISOString()}, ${accountOf(tx)}::uuid, ${silence ?? null}::uuid, ${issued?.number ?? null},
            ${issued?.hash ?? null}, ${issued === undefined ? null : JSON.stringify(issued.content)}::jsonb)`)

export const addAssociation = (tx: Tx, id: string, outcome: string, association: Association) =>
  tx.run(sql`
    insert into association (id, outcome, party, stand, paragraph, authority, confirm_by, at, account)
    values (${id}, ${outcome}, ${association.party}, ${association.stand}, ${association.paragraph}, ${association.authority},
            ${association.confirmBy}::date, ${association.at.toISOString()}, ${accountOf(tx)}::uuid)`)

export const addStatement = (tx: Tx, id: string, outcome: string, statement: AttachedStatement) =>
  tx.run(sql`
    insert into attached_statement (id, outcome, party, kind, body, language, at, account)
    values (${id}, ${outcome}, ${statement.party}, ${statement.kind}, ${statement.body}, ${statement.language},
            ${statement.at.toISOString()}, ${accountOf(tx)}::uuid)`)

const Issued = z.object({
  title: z.string(),
  kind: z.enum(documentKinds),
  number: z.string(),
  hash: z.string(),
  issuedAt: z.date(),
  content: z.record(z.string(), z.unknown()),
})

/** What was issued, as it is kept; undefined while nothing is. */
export const contentIssued = async (tx: Tx, outcome: string) =>
  (
    await tx.find(
      Issued.pick({ content: true }),
      sql`select content from outcome_fact where outcome = ${outcome} and fact = 'issued'`,
    )
  )?.content

/** An issued document for whoever knows its number and its hash; undefined if there is none such. */
export const issuedOutcome = (tx: Tx, number: string, hash: string) =>
  tx.find(
    Issued,
    sql`select title, kind, number, hash, issued_at as "issuedAt", content from issued_outcome(${number}, ${hash})`,
  )

/** Whether the reader knows of this party, from any claim about it. */
export const isPartySeen = async (tx: Tx, id: string): Promise<boolean> => {
  const found = await tx.find(
    z.object({ subject: z.uuid() }),
    sql`select subject from claim where subject = ${id} and subject_type = 'party' limit 1`,
  )
  return found !== undefined
}

/** Every issued document with what its hash is over, for verifying. */
export const everyIssued = (tx: Tx) =>
  tx.all(
    Issued.omit({ issuedAt: true }),
    sql`select o.title, o.kind, f.number, f.hash, f.content from outcome_fact f join outcome_document o on o.id = f.outcome
         where f.fact = 'issued' order by f.at, o.id`,
  )

/** Whether an issued document still has its hash, and is still called what it was issued as. */
export const isIntact = ({ title, kind, number, hash, content }: Omit<z.infer<typeof Issued>, 'issuedAt'>) =>
  contentHash(content) === hash &&
  content['title'] === title &&
  content['kind'] === kind &&
  content['number'] === number

/** Whether another document of a track bears this number, or one that reads the same. */
export const isNumberTaken = async (
  tx: Tx,
  { track, text, revision }: Pick<Outcome, 'track' | 'text' | 'revision'>,
  number: string,
): Promise<boolean> => {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext(${`number ${track}`}))`)
  const { taken } = await tx.one(
    z.object({ taken: z.boolean() }),
    sql`select documents_numbered(${track}, ${number}, 'silence', ${text}, ${revision}) > 0 as taken`,
  )
  return taken
}
