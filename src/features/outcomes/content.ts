import { z } from 'zod'
import { NameView } from '../record/record.ts'
import { paragraphKinds } from '../texts/acts.ts'
import { AttachedStatement, documentKinds, partyStands } from './outcome.ts'

export const Stand = z.object({
  party: z.uuid(),
  stand: z.enum(partyStands),
  authority: z.string().nullable(),
  confirmBy: z.string().nullable(),
  exceptParagraphs: z.array(z.string()),
})

/** A paragraph of what was issued: how it is called, empty for headings and notes, and the number of its first line. */
const Paragraph = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.enum(paragraphKinds).default('operative'),
  line: z.int(),
})
export type Paragraph = z.infer<typeof Paragraph>

/** Who does not agree to a paragraph: parties by their ids, others by their names, the chair as `chair`. */
export const DisagreementView = z.object({
  paragraph: z.string(),
  label: z.string(),
  kind: z.enum(paragraphKinds).default('operative'),
  line: z.int().default(1),
  parties: z.array(z.string()),
})

const moment = z.string().nullable()

/**
 * An outcome document whole: everything its reader sees and its hash speaks for. Before it is issued it says how things
 * stand, and has no number. What was not yet kept when a document was issued is absent.
 */
export const DocumentContent = z.object({
  number: z.string().nullable(),
  title: z.string(),
  kind: z.enum(documentKinds),
  language: z.string(),
  illustration: z.boolean().default(false),
  track: z.uuid(),
  meeting: z.uuid().nullable().default(null),
  text: z.uuid(),
  revision: z.string(),
  /** The hash of the text's record up to that revision. */
  record: z.string(),
  /** The words, line by line; a line's number is its place from 1 on. */
  lines: z.array(z.string()),
  paragraphs: z.array(Paragraph).default([]),
  disagreements: z.array(DisagreementView),
  agreedAt: moment.default(null),
  adoptedAt: moment,
  adoptedBy: z.enum(['meeting', 'silence']).nullable().default(null),
  issuedAt: moment.default(null),
  /** In the order of the track; who has said nothing is among them. */
  stands: z.array(Stand),
  /** In the order in which they were attached. */
  statements: z.array(AttachedStatement.extend({ at: z.string() })),
  /** What everybody in it is called in its language, by the track's rules, with the notes that go with a name. */
  names: z.record(z.string(), NameView).default({}),
})
export type DocumentContent = z.infer<typeof DocumentContent>
