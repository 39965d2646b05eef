import { z } from 'zod'
import { line } from '../../domain/plain-wording.ts'
import { op } from '../../platform/contract.ts'
import { NameView } from '../record/record.ts'
import { Standing } from '../texts/texts.api.ts'
import { DisagreementView, DocumentContent, Stand } from './content.ts'
import { Associate, AttachedStatement, AttachStatement, BeginOutcome, documentKinds } from './outcome.ts'

const Id = z.object({ id: z.uuid() })

const language = z.enum(['en', 'ar', 'fa']).default('en')

/** What one line about an outcome says. */
export const OutcomeRow = z.object({
  id: z.uuid(),
  text: z.uuid(),
  revision: z.int(),
  track: z.uuid(),
  meeting: z.uuid().nullable(),
  kind: z.enum(documentKinds),
  title: z.string(),
  illustration: z.boolean(),
  agreedAt: z.string().nullable(),
  adoptedAt: z.string().nullable(),
  issued: z.object({ at: z.string(), number: z.string(), hash: z.string() }).nullable(),
})
export type OutcomeRow = z.infer<typeof OutcomeRow>

export const OutcomeView = OutcomeRow.extend({
  /** The silence procedure by which it was adopted. */
  silence: z.uuid().nullable(),
  stands: z.array(Stand),
  statements: z.array(AttachedStatement.extend({ at: z.string() })),
})
export type OutcomeView = z.infer<typeof OutcomeView>

export const OutcomePage = OutcomeView.extend({
  /** As it was issued; before that, as it stands. */
  content: DocumentContent,
  /** What was issued, as the very text whose UTF-8 bytes have the hash (SHA-256). */
  bytes: z.string().nullable(),
  mine: Standing,
  /** The silence procedures on its revision that held and were announced: it may be adopted by any of them. */
  silences: z.array(z.object({ id: z.uuid(), round: z.int(), number: z.string().nullable() })),
  /** In the reader's language. */
  names: z.record(z.string(), NameView),
})
export type OutcomePage = z.infer<typeof OutcomePage>

export const outcomesApi = {
  listAllOutcomes: op({
    method: 'GET',
    path: '/api/outcomes',
    summary: 'The outcomes the reader may see: of all tracks, of one, or of one meeting',
    query: z.object({ track: z.uuid().optional(), meeting: z.uuid().optional() }),
    response: z.object({ outcomes: z.array(OutcomeRow) }),
  }),
  readOutcome: op({
    method: 'GET',
    path: '/api/outcomes/:id',
    summary: 'One outcome: the document, what happened to it, and how each party stands to it',
    params: Id,
    query: z.object({ language }),
    response: OutcomePage,
  }),
  listOutcomes: op({
    method: 'GET',
    path: '/api/texts/:id/outcomes',
    summary: 'What came of a text, and how each party stands to it',
    params: Id,
    response: z.object({ outcomes: z.array(OutcomeView) }),
  }),
  disagreements: op({
    method: 'GET',
    path: '/api/texts/:id/revisions/:revision/disagreements',
    summary: 'Which paragraphs of a revision are not agreed, and by whom: what a chair’s summary names',
    params: Id.extend({ revision: z.coerce.number().int().positive() }),
    query: z.object({ language }),
    response: z.object({
      disagreements: z.array(DisagreementView),
      names: z.record(z.string(), NameView),
    }),
  }),
  beginOutcome: op({
    method: 'POST',
    path: '/api/outcomes',
    summary: 'Make an outcome document of a revision',
    body: BeginOutcome,
    response: OutcomeView,
  }),
  associate: op({
    method: 'POST',
    path: '/api/outcomes/:id/associations',
    summary:
      'Say how one’s party stands: adopts, ad referendum, not associated; the secretariat records absence',
    params: Id,
    body: Associate.extend({ as: z.uuid().optional() }),
    response: OutcomeView,
  }),
  attachStatement: op({
    method: 'POST',
    path: '/api/outcomes/:id/statements',
    summary: 'Attach an interpretative statement, a reservation or an explanation of position',
    params: Id,
    body: AttachStatement.extend({ as: z.uuid().optional() }),
    response: OutcomeView,
  }),
  agreeOutcome: op({
    method: 'POST',
    path: '/api/outcomes/:id/agreement',
    summary: 'The chair states that all is agreed',
    params: Id,
    response: OutcomeView,
  }),
  adoptOutcome: op({
    method: 'POST',
    path: '/api/outcomes/:id/adoption',
    summary: 'The chair states that it is adopted, in the meeting or by silence that held and was announced',
    params: Id,
    body: z.object({ silence: z.uuid().optional() }),
    response: OutcomeView,
  }),
  issueOutcome: op({
    method: 'POST',
    path: '/api/outcomes/:id/issue',
    summary: 'Issue it under a number, with the statements attached',
    params: Id,
    body: z.object({ number: line(80) }),
    response: OutcomeView,
  }),
  verifyOutcome: op({
    method: 'GET',
    public: true,
    path: '/api/issued/:hash',
    summary: 'Whether a document is one that was issued, for whoever knows its number and hash',
    params: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
    query: z.object({ number: z.string().min(1).max(80) }),
    response: z.object({
      title: z.string(),
      kind: z.enum(documentKinds),
      number: z.string(),
      hash: z.string(),
      issuedAt: z.string(),
      /** Null when what is kept cannot be read any more. */
      content: DocumentContent.nullable(),
      /** The same as the text whose UTF-8 bytes have the hash (SHA-256). */
      bytes: z.string(),
      /** Whether the content kept here still has that hash. */
      intact: z.boolean(),
    }),
  }),
}
