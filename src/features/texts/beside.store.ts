import type { StepMap } from 'prosemirror-transform'
import { z } from 'zod'
import { sql, type Tx } from '../../platform/db.ts'
import { isoText } from '../record/read.store.ts'
import { CommentView, LineView, RevisionRow } from './texts.api.ts'

// What is kept beside the text itself: revisions, comments, and what paragraphs of other languages say the same.

const revisionColumns = sql`number, name, commit, version, hash, ${isoText(sql`issued_at`)} as "issuedAt"`

export const revisionsOf = (tx: Tx, text: string): Promise<RevisionRow[]> =>
  tx.all(RevisionRow, sql`select ${revisionColumns} from text_revision where text = ${text} order by number`)

const Revision = RevisionRow.extend({ lines: z.array(LineView) })
export type Revision = z.infer<typeof Revision>

export const findRevision = (tx: Tx, text: string, number: number): Promise<Revision> =>
  tx.one(
    Revision,
    sql`select ${revisionColumns}, lines from text_revision where text = ${text} and number = ${number}`,
  )

/** Holds a text until the transaction ends, as whoever writes in it does. */
export const holdText = (tx: Tx, text: string) =>
  tx.run(sql`select number from text_head where text = ${text} for update`)

export interface NewRevision {
  readonly text: string
  readonly number: number
  readonly name: string
  readonly commit: number
  readonly version: number
  readonly lines: readonly LineView[]
  readonly hash: string
  readonly at: Date
}

export const addRevision = (tx: Tx, revision: NewRevision) =>
  tx.run(sql`
    insert into text_revision (text, number, name, commit, version, lines, hash, issued_at, issued_by)
    values (${revision.text}, ${revision.number}, ${revision.name}, ${revision.commit}, ${revision.version},
            ${JSON.stringify(revision.lines)}, ${revision.hash}, ${revision.at.toISOString()},
            ${tx.actor === 'owner' ? null : tx.actor.account}::uuid)`)

const { audience: Audience } = CommentView.shape
const audienceOf = sql`case when c.to_chair then 'chair' when k.kind = 'delegation' then 'delegation' else 'all' end`

const StoredComment = CommentView.extend({ version: z.int() })

/** Comments with their places in the version they were written on. */
export const commentsOn = (tx: Tx, text: string) =>
  tx.all(
    StoredComment,
    sql`select c.id, ${audienceOf} as audience,
               c.party, account_name(c.account) as author, c.paragraph, c.place_from as "from", c.place_to as "to",
               c.version, c.quotation, c.body, c.answers, ${isoText(sql`c.at`)} as at
          from text_comment c left join compartment k on k.id = c.compartment
         where c.text = ${text} order by c.seq`,
  )

/** Where a place is after the steps: the same position twice when what was there is gone. */
export const placeAfter = (
  { from, to }: { readonly from: number; readonly to: number },
  maps: readonly StepMap[],
): { from: number; to: number } => {
  const start = maps.reduce((at, map) => map.map(at, 1), from)
  const end = maps.reduce((at, map) => map.map(at, -1), to)
  return { from: start, to: Math.max(start, end) }
}

/** The compartment that a comment is in; answers stay where what they answer is. */
export const compartmentOfComment = (tx: Tx, id: string) =>
  tx.one(
    z.object({ compartment: z.uuid(), toChair: z.boolean(), text: z.uuid(), audience: Audience }),
    sql`select c.compartment, c.to_chair as "toChair", c.text, ${audienceOf} as audience
          from text_comment c left join compartment k on k.id = c.compartment where c.id = ${id}`,
  )

export interface NewComment {
  readonly id: string
  readonly text: string
  readonly compartment: string
  readonly toChair: boolean
  readonly party: string | null
  readonly version: number
  readonly from: number
  readonly to: number
  readonly paragraph: string
  readonly quotation: string
  readonly body: string
  readonly answers: string | null
  readonly at: Date
}

export const addComment = (tx: Tx, comment: NewComment) =>
  tx.run(sql`
    insert into text_comment (id, text, compartment, to_chair, party, version, place_from, place_to, paragraph, quotation,
                              body, answers, at, account)
    values (${comment.id}, ${comment.text}, ${comment.compartment}, ${comment.toChair}, ${comment.party}, ${comment.version},
            ${comment.from}, ${comment.to}, ${comment.paragraph}, ${comment.quotation}, ${comment.body}, ${comment.answers},
            ${comment.at.toISOString()}, ${tx.actor === 'owner' ? null : tx.actor.account}::uuid)`)

/** Whether the actor has put this comment there already: the same sent again is the same comment. */
export const isOwnComment = async (tx: Tx, id: string, text: string): Promise<boolean> => {
  const found = await tx.find(
    z.object({ id: z.uuid() }),
    sql`select id from text_comment where id = ${id} and text = ${text} and account = current_account()`,
  )
  return found !== undefined
}

const StoredAlignment = z.object({
  paragraph: z.string(),
  wording: z.string(),
  parallel: z.uuid(),
  parallelParagraph: z.string(),
  parallelWording: z.string(),
})
export type StoredAlignment = z.infer<typeof StoredAlignment>

/** The latest word on each paragraph, seen from this text, whichever of the two it was said of. */
export const alignmentsOf = (tx: Tx, text: string): Promise<StoredAlignment[]> =>
  tx.all(
    StoredAlignment,
    sql`with said as (
          select paragraph, wording, parallel, parallel_paragraph, parallel_wording, seq
            from text_alignment where text = ${text}
          union all
          select parallel_paragraph, parallel_wording, text, paragraph, wording, seq
            from text_alignment where parallel = ${text})
        select distinct on (paragraph, parallel) paragraph, wording, parallel,
               parallel_paragraph as "parallelParagraph", parallel_wording as "parallelWording"
          from said order by paragraph, parallel, seq desc`,
  )

export const addAlignments = (
  tx: Tx,
  text: string,
  rows: readonly (StoredAlignment & { readonly id: string })[],
  now: Date,
) =>
  tx.run(sql`
    insert into text_alignment (id, text, paragraph, wording, parallel, parallel_paragraph, parallel_wording, at, account)
    select id, ${text}::uuid, paragraph, wording, parallel, "parallelParagraph", "parallelWording", ${now.toISOString()},
           ${tx.actor === 'owner' ? null : tx.actor.account}::uuid
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, paragraph text, wording text, parallel uuid,
           "parallelParagraph" text, "parallelWording" text)`)
