import { z } from 'zod'
import { DayCursor, op } from '../../platform/contract.ts'
import { CompartmentName, Dossier, sourceKinds } from './dossier.ts'
import { Citation, Claim, CompartmentView, NameView } from './record.ts'

const language = z.enum(['en', 'ar', 'fa']).default('en')
const Id = z.object({ id: z.uuid() })
const reason = z.string().trim().min(1).max(2000)

/** What every answer that holds claims brings with it, so that a page needs nothing else to show them. */
export const Context = z.object({
  names: z.record(z.string(), NameView),
  sources: z.record(z.string(), Citation),
  compartments: z.record(z.string(), CompartmentView),
})
export type Context = z.infer<typeof Context>

export const SourceVersionView = z.object({
  id: z.uuid(),
  number: z.int(),
  text: z.string(),
  sha256: z.string(),
  capturedAt: z.string(),
})

export const SourceView = Context.extend({
  id: z.uuid(),
  kind: z.enum(sourceKinds),
  publisher: z.string(),
  author: z.string().nullable(),
  title: z.string(),
  language: z.string(),
  url: z.string().nullable(),
  issuer: z.uuid().nullable(),
  published: z.string(),
  note: z.string().nullable(),
  illustration: z.boolean(),
  compartment: z.uuid(),
  /** Whether the reader may add claims, versions and judgements to it. */
  writable: z.boolean(),
  versions: z.array(SourceVersionView),
  claims: z.array(Claim),
  kin: z.array(
    z.object({
      source: z.uuid(),
      original: z.uuid(),
      kinship: z.enum(['copy', 'translation', 'separate']),
      reason: z.string(),
      judgedAt: z.string(),
      judgedBy: z.string().nullable(),
    }),
  ),
  reliability: z.array(
    z.object({
      reliability: z.string(),
      credibility: z.int(),
      reason: z.string(),
      judgedAt: z.string(),
      judgedBy: z.string(),
    }),
  ),
})
export type SourceView = z.infer<typeof SourceView>

export const SourceRow = Citation.extend({
  claims: z.int(),
  author: z.string().nullable(),
  hasText: z.boolean(),
})

/** A compartment the reader may add to, with the name a file gives it. */
export const WritableCompartment = CompartmentView.extend({ name: CompartmentName })

export const recordApi = {
  listSources: op({
    method: 'GET',
    public: true,
    path: '/api/sources',
    summary: 'Sources the reader may see, newest first',
    query: z.object({
      language,
      after: DayCursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    response: z.object({ sources: z.array(SourceRow), next: z.string().nullable(), total: z.int() }),
  }),
  readSource: op({
    method: 'GET',
    public: true,
    path: '/api/sources/:id',
    summary: 'One source with its versions, the claims that rest on it and the judgements about it',
    params: Id,
    query: z.object({ language }),
    response: SourceView,
  }),
  record: op({
    method: 'POST',
    path: '/api/record',
    summary: 'Add entities, sources, claims and disclosures: the same file that parley import reads',
    body: Dossier,
    response: z.object({
      added: z.object({ sources: z.int(), claims: z.int(), disclosures: z.int() }),
      /** Ids of the claims of the file, in its order, whether added now or there before. */
      claims: z.array(z.uuid()),
    }),
  }),
  captureVersion: op({
    method: 'POST',
    path: '/api/sources/:id/versions',
    summary: 'Keep the text of a source as it stands today; the same text again adds nothing',
    params: Id,
    body: z.object({ text: z.string().min(1).max(2_000_000) }),
    response: SourceVersionView,
  }),
  judgeSource: op({
    method: 'POST',
    path: '/api/sources/:id/reliability',
    summary: 'Judge how far a source is to be trusted (Admiralty code)',
    params: Id,
    body: z.object({
      reliability: z.enum(['A', 'B', 'C', 'D', 'E', 'F']),
      credibility: z.int().min(1).max(6),
      reason,
    }),
    response: z.object({}),
  }),
  relateSource: op({
    method: 'POST',
    path: '/api/sources/:id/kinship',
    summary: 'Say that a source copies or translates another, or that it does not after all',
    params: Id,
    body: z.object({ original: z.uuid(), kinship: z.enum(['copy', 'translation', 'separate']), reason }),
    response: z.object({}),
  }),
  writableCompartments: op({
    method: 'GET',
    public: true,
    path: '/api/compartments',
    summary: 'The compartments the reader may add to',
    query: z.object({ language }),
    response: z.object({
      compartments: z.array(WritableCompartment),
      names: z.record(z.string(), NameView),
    }),
  }),
  exportRecord: op({
    method: 'GET',
    public: true,
    path: '/api/export',
    summary: 'Everything the reader may see, or what of it concerns one track, as a dossier file',
    query: z.object({ track: z.uuid().optional() }),
    response: Dossier,
  }),
}
