import { z } from 'zod'
import { op } from '../../platform/contract.ts'
import { Associate, AttachStatement, BeginOutcome, documentKinds, statementKinds } from './outcome.ts'

const Id = z.object({ id: z.uuid() })

export const OutcomeView = z.object({
  id: z.uuid(),
  text: z.uuid(),
  revision: z.int(),
  track: z.uuid(),
  kind: z.enum(documentKinds),
  title: z.string(),
  agreedAt: z.string().nullable(),
  adoptedAt: z.string().nullable(),
  /** The silence procedure by which it was adopted. */
  silence: z.uuid().nullable(),
  issued: z.object({ at: z.string(), number: z.string(), hash: z.string() }).nullable(),
  stands: z.array(
    z.object({
      party: z.uuid(),
      stand: z.enum([
        'adopts',
        'ad-referendum',
        'confirmed',
        'lapsed',
        'not-associated',
        'absent',
        'unstated',
      ]),
      authority: z.string().nullable(),
      confirmBy: z.string().nullable(),
      exceptParagraphs: z.array(z.string()),
    }),
  ),
  statements: z.array(
    z.object({
      party: z.uuid(),
      kind: z.enum(statementKinds),
      body: z.string(),
      language: z.string(),
      at: z.string(),
    }),
  ),
})
export type OutcomeView = z.infer<typeof OutcomeView>

const Disagreements = z.array(
  z.object({ paragraph: z.string(), label: z.string(), parties: z.array(z.string()) }),
)

export const outcomesApi = {
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
    response: z.object({ disagreements: Disagreements }),
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
    body: z.object({ number: z.string().trim().min(1).max(80) }),
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
      content: z.record(z.string(), z.unknown()),
      /** Whether the content kept here still has that hash. */
      intact: z.boolean(),
    }),
  }),
}
