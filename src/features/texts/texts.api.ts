import { z } from 'zod'
import { line, prose } from '../../domain/plain-wording.ts'
import { op } from '../../platform/contract.ts'
import { NameView } from '../record/record.ts'
import { Act, Command, paragraphKinds } from './acts.ts'
import { Rendering } from './house-style.ts'
import { TalksView } from './talks-view.ts'

const language = z.enum(['en', 'ar', 'fa']).default('en')
const Id = z.object({ id: z.uuid() })
const Json = z.record(z.string(), z.unknown())
const LanguageTag = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en, fa, ps-AF')
const title = line(400)
const standings = ['authentic', 'translation'] as const

/** What the reader may do in the track a text belongs to. */
export const Standing = z.object({
  /** The parties it may speak for. */
  parties: z.array(z.uuid()),
  /** As chair or facilitator. */
  presides: z.boolean(),
  secretariat: z.boolean(),
})
export type Standing = z.infer<typeof Standing>

/** A commit as editors receive it. Which account made it stays with its delegation. */
export const CommitView = z.object({
  number: z.int(),
  versionFrom: z.int(),
  versionTo: z.int(),
  party: z.uuid().nullable(),
  client: z.uuid().nullable(),
  ref: z.int().nullable(),
  steps: z.array(Json),
  act: Act,
  at: z.string(),
  hash: z.string(),
})
export type CommitView = z.infer<typeof CommitView>

export const TextRow = z.object({
  id: z.uuid(),
  track: z.uuid(),
  title: z.string(),
  language: z.string(),
  family: z.uuid(),
  standing: z.enum(standings),
  illustration: z.boolean(),
  begunAt: z.string(),
})
export type TextRow = z.infer<typeof TextRow>

export const RevisionRow = z.object({
  number: z.int(),
  name: z.string(),
  /** The last commit in it, and the version of the text. */
  commit: z.int(),
  version: z.int(),
  hash: z.string(),
  issuedAt: z.string(),
})
export type RevisionRow = z.infer<typeof RevisionRow>

/** A line of an issued revision. Its number is its place from 1 on, and never changes. */
export const LineView = z.object({
  paragraph: z.string(),
  /** The position in the document of that version where it begins. */
  position: z.int(),
  text: z.string(),
})
export type LineView = z.infer<typeof LineView>

export const TextView = TextRow.extend({
  number: z.int(),
  version: z.int(),
  hash: z.string(),
  /** The document of `schema.ts`, as JSON. */
  document: Json,
  talks: TalksView,
  /** The house style of the track. */
  rendering: Rendering,
  mine: Standing,
  names: z.record(z.string(), NameView),
  /** The versions of the text in all languages, itself included. */
  languages: z.array(TextRow),
  revisions: z.array(RevisionRow),
})
export type TextView = z.infer<typeof TextView>

export const CommentView = z.object({
  id: z.uuid(),
  /** For the author's own delegation, for it and the chair, or for everybody. */
  audience: z.enum(['delegation', 'chair', 'all']),
  party: z.uuid().nullable(),
  author: z.string().nullable(),
  paragraph: z.string(),
  /** Where it stands in the text as it is now; the same twice when the words are gone. */
  from: z.int(),
  to: z.int(),
  quotation: z.string(),
  body: z.string(),
  answers: z.uuid().nullable(),
  at: z.string(),
})
export type CommentView = z.infer<typeof CommentView>

export const Difference = z.object({
  paragraph: z.string(),
  label: z.string(),
  change: z.enum(['same', 'changed', 'added', 'removed']),
  /** The words in order, each kept, added or removed. */
  parts: z.array(z.object({ text: z.string(), change: z.enum(['same', 'added', 'removed']) })),
})

const Alignment = z.object({
  paragraph: z.string(),
  parallel: z.uuid(),
  parallelParagraph: z.string(),
  /** Worded otherwise since, on either side. */
  stale: z.boolean(),
})

/** Paragraphs by themselves, or bracketed text as `parley text import` reads it. */
const FirstWords = z.union([
  z.object({
    paragraphs: z
      .array(z.object({ kind: z.enum(paragraphKinds), text: z.string().max(100_000) }))
      .min(1)
      .max(5000),
  }),
  z.object({
    bracketed: z.string().min(1).max(4_000_000),
    /** What its paragraphs are, in order, where they are something else than is read from them. */
    kinds: z.array(z.enum(paragraphKinds).nullable()).max(5000).optional(),
  }),
])

export const textsApi = {
  listTexts: op({
    method: 'GET',
    path: '/api/texts',
    summary: 'Texts the reader may see, of one track or of all',
    query: z.object({ track: z.uuid().optional() }),
    response: z.object({
      texts: z.array(TextRow.extend({ number: z.int(), changedAt: z.string(), openBrackets: z.int() })),
    }),
  }),
  beginText: op({
    method: 'POST',
    path: '/api/texts',
    summary: 'Begin a text in a track: its secretariat’s or chair’s act',
    body: z.object({
      track: z.uuid(),
      title,
      language: LanguageTag,
      words: FirstWords,
      /** Another text that this is the same as, in a further language. */
      parallelTo: z.uuid().optional(),
      standing: z.enum(standings).default('authentic'),
    }),
    response: TextRow,
  }),
  readText: op({
    method: 'GET',
    path: '/api/texts/:id',
    summary: 'A text as it stands, with everything said and decided about it',
    params: Id,
    query: z.object({ language }),
    response: TextView,
  }),
  nameParties: op({
    method: 'GET',
    path: '/api/texts/:id/names',
    summary: 'What parties are called in the track of a text',
    params: Id,
    query: z.object({ language, parties: z.array(z.uuid()).max(200) }),
    response: z.object({ names: z.record(z.string(), NameView) }),
  }),
  readCommits: op({
    method: 'GET',
    path: '/api/texts/:id/commits',
    summary: 'What was done to a text after a commit, in order',
    params: Id,
    query: z.object({
      after: z.coerce.number().int().min(0),
      limit: z.coerce.number().int().min(1).max(1000).default(500),
    }),
    response: z.object({ commits: z.array(CommitView), more: z.boolean() }),
  }),
  command: op({
    method: 'POST',
    path: '/api/texts/:id/commands',
    summary: 'Propose, take a stance, answer, withdraw; as the chair, decide',
    params: Id,
    body: z.object({
      /** For whom, where the account may speak for several: a party, or the chair. */
      as: z.union([z.literal('chair'), z.uuid()]).optional(),
      /** The open editor, and which of its commands this is: sent again, it is answered again and done once. */
      client: z.uuid(),
      ref: z.int().positive().max(2_147_483_647),
      command: Command,
    }),
    response: CommitView,
  }),
  listComments: op({
    method: 'GET',
    path: '/api/texts/:id/comments',
    summary: 'The comments on a text that the reader may see',
    params: Id,
    query: z.object({ language }),
    response: z.object({ comments: z.array(CommentView), names: z.record(z.string(), NameView) }),
  }),
  comment: op({
    method: 'POST',
    path: '/api/texts/:id/comments',
    summary: 'Comment on a place in a text',
    params: Id,
    body: z.object({
      id: z.uuid(),
      as: z.union([z.literal('chair'), z.uuid()]).optional(),
      audience: z.enum(['delegation', 'chair', 'all']),
      version: z.int().min(0),
      from: z.int().min(0),
      to: z.int().min(0),
      body: prose(8000),
      answers: z.uuid().optional(),
    }),
    response: z.object({ id: z.uuid() }),
  }),
  issueRevision: op({
    method: 'POST',
    path: '/api/texts/:id/revisions',
    summary: 'Issue the text as it stands as a revision with lines that never move',
    params: Id,
    body: z.object({ name: line(60).optional(), commit: z.int().positive() }),
    response: RevisionRow,
  }),
  readRevision: op({
    method: 'GET',
    path: '/api/texts/:id/revisions/:revision',
    summary: 'An issued revision, line by line',
    params: Id.extend({ revision: z.coerce.number().int().positive() }),
    response: RevisionRow.extend({ lines: z.array(LineView), document: Json, talks: TalksView }),
  }),
  concordance: op({
    method: 'GET',
    path: '/api/texts/:id/revisions/:revision/concordance',
    summary: 'Where each line of a revision is in a later one',
    params: Id.extend({ revision: z.coerce.number().int().positive() }),
    query: z.object({ to: z.coerce.number().int().positive() }),
    response: z.object({
      /** For each line of the earlier one, the line of the later one; null when its words are gone. */
      lines: z.array(z.int().nullable()),
    }),
  }),
  compareRevisions: op({
    method: 'GET',
    path: '/api/texts/:id/comparison',
    summary: 'What differs between two revisions, or between one and the text as it stands',
    params: Id,
    query: z.object({
      from: z.coerce.number().int().positive(),
      to: z.coerce.number().int().positive().optional(),
    }),
    response: z.object({ differences: z.array(Difference) }),
  }),
  listAlignments: op({
    method: 'GET',
    path: '/api/texts/:id/alignments',
    summary: 'Which paragraphs of the other languages say the same, and which are stale',
    params: Id,
    response: z.object({ alignments: z.array(Alignment) }),
  }),
  align: op({
    method: 'POST',
    path: '/api/texts/:id/alignments',
    summary: 'Say that paragraphs of two languages say the same as they are worded now',
    params: Id,
    body: z.object({
      pairs: z
        .array(
          z.object({
            paragraph: z.string().max(64),
            parallel: z.uuid(),
            parallelParagraph: z.string().max(64),
          }),
        )
        .min(1)
        .max(2000),
    }),
    response: z.object({}),
  }),
}
