import { z } from 'zod'
import { Edtf } from '../../domain/edtf.ts'
import { disclosureWays, EntityType, PredicateName } from '../../domain/vocabulary.ts'

/** Names an entry within a file and for ever after: the same key always means the same entity. */
export const Key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a key is lower-case words joined by hyphens, such as oic-contact-group')
  .max(120)

export const modalities = ['asserts', 'denies', 'hopes', 'expects', 'commits', 'conditional'] as const
export const sourceKinds = [
  'own-readout',
  'joint-statement',
  'wire',
  'news-report',
  'analysis',
  'leak',
  'official-record',
  'own-record',
] as const

/** Who may read what follows. Where nothing is said, the public. */
export const CompartmentName = z.union([
  z.literal('public'),
  z.object({ track: Key }),
  z.object({ secretariat: Key }),
  z.object({ delegation: Key, of: Key }),
  z.object({ desk: Key }),
  z.object({ leg: Key, with: Key }),
  z.object({ notes: z.literal('mine') }),
])
export type CompartmentName = z.infer<typeof CompartmentName>

/**
 * Where in a source a claim stands: a passage of a captured text (W3C Web Annotation selectors), or, where the
 * project does not hold the text, a paragraph number, with a few words only if the wording is itself the fact.
 */
export const Evidence = z.union([
  z.object({
    exact: z.string().min(1),
    prefix: z.string().optional(),
    suffix: z.string().optional(),
    start: z.int().min(0).optional(),
    end: z.int().min(0).optional(),
  }),
  z.object({
    paragraph: z.int().min(0).describe('counted from 1; 0 is the headline or dateline'),
    words: z.string().max(120).optional(),
  }),
])
export type Evidence = z.infer<typeof Evidence>

/** One link of the chain of attribution, nearest the fact first: who said it, for whom, how. */
export const Attribution = z.object({
  speaker: Key.optional(),
  anonymous: z.string().optional().describe('how the source calls an unnamed speaker, in our own words'),
  onBehalfOf: Key.optional(),
  verb: z.string().optional().describe('the cue verb, such as says, confirms, denies'),
  manner: z.enum(['direct', 'indirect', 'paraphrase']).optional(),
})
export type Attribution = z.infer<typeof Attribution>

export const DossierSource = z.object({
  key: Key,
  kind: z.enum(sourceKinds),
  publisher: z.string().min(1),
  author: z.string().optional(),
  title: z.string().min(1),
  language: z.string().min(2),
  published: Edtf,
  url: z.url().optional(),
  issuer: Key.optional(),
  note: z.string().optional(),
  copyOf: Key.optional(),
  translationOf: Key.optional(),
  text: z.string().optional().describe('the captured text, where the project holds it'),
  in: CompartmentName.optional(),
  illustration: z.boolean().optional(),
})
export type DossierSource = z.infer<typeof DossierSource>

export const DossierClaim = z.object({
  about: Key,
  predicate: PredicateName,
  object: Key.optional(),
  value: z.record(z.string(), z.unknown()).default({}),
  modality: z.enum(modalities).default('asserts'),
  source: Key.optional().describe('the file’s `from` where absent'),
  evidence: z.array(Evidence).min(1),
  by: z.array(Attribution).default([]),
  wording: z.string().max(400).optional(),
  wordingLanguage: z.string().optional(),
  occurred: Edtf.optional(),
  stated: Edtf.optional(),
  reported: Edtf.optional().describe('when it was published; the source’s own date where absent'),
  in: CompartmentName.optional(),
  supersedes: z.string().optional().describe('the label of an earlier claim, or its id'),
  label: Key.optional().describe('lets a later claim of the same file supersede or disclose this one'),
  illustration: z.boolean().optional(),
})
export type DossierClaim = z.infer<typeof DossierClaim>

export const DossierDisclosure = z.object({
  claim: z.string().describe('the label of a claim of the same file, or its id'),
  to: CompartmentName,
  how: z.enum(disclosureWays),
  at: Edtf,
  permission: z.string().optional(),
  wording: z.string().optional(),
  attributed: z.boolean().optional(),
})

export type DossierDisclosure = z.infer<typeof DossierDisclosure>

/**
 * A file of the record, as people write it and as `parley export` gives it back. Entities are named by key; sources,
 * claims and disclosures refer to one another by key or label. Importing the same file twice adds nothing.
 */
export const Dossier = z.strictObject({
  dossier: z.string().optional().describe('a title, for people'),
  from: Key.optional().describe('the source of every claim of this file that names none'),
  entities: z.array(z.object({ key: Key, type: EntityType })).default([]),
  sources: z.array(DossierSource).default([]),
  claims: z.array(DossierClaim).default([]),
  disclosures: z.array(DossierDisclosure).default([]),
})
export type Dossier = z.infer<typeof Dossier>
