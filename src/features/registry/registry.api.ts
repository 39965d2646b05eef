import { z } from 'zod'
import {
  EntityType,
  lifecycleSteps,
  participationStatuses,
  roles,
  trackKinds,
} from '../../domain/vocabulary.ts'
import { DayCursor, op } from '../../platform/contract.ts'
import { MeetingSummary } from '../meetings/meetings.ts'
import { CompartmentName } from '../record/dossier.ts'
import { Context } from '../record/record.api.ts'
import { Claim, NameView } from '../record/record.ts'

const language = z.enum(['en', 'ar', 'fa']).default('en')
const Id = z.object({ id: z.uuid() })

/** A judgement that two entries are, or are not, the same person or party. */
export const ResolutionView = z.object({
  id: z.uuid(),
  first: z.uuid(),
  second: z.uuid(),
  verdict: z.enum(['same', 'different', 'unsure', 'withdrawn']),
  reason: z.string(),
  judgedAt: z.string(),
  judgedBy: z.string().nullable(),
})
export type ResolutionView = z.infer<typeof ResolutionView>

/**
 * Everything the reader may know about one entity: the claims about it, those that link to it, the matters that
 * concern it with their claims, and what it is reported to have said.
 */
export const EntityPage = Context.extend({
  id: z.uuid(),
  type: EntityType,
  claims: z.array(Claim),
  meetings: z.array(MeetingSummary),
  resolutions: z.array(ResolutionView),
  /** Entries of the same type with a nearly identical name and no judgement yet: offered, never merged. */
  similar: z.array(z.object({ id: z.uuid(), score: z.number() })),
  /** Set when there is more than one page of claims; ask again with `after`. */
  next: z.string().nullable(),
  totals: z.object({ claims: z.int(), meetings: z.int() }),
})
export type EntityPage = z.infer<typeof EntityPage>

/** One track on the landscape. Where a list holds several values for one question, sources differ. */
export const LandscapeTrack = z.object({
  id: z.uuid(),
  kinds: z.array(z.enum(trackKinds)),
  parent: z.uuid().nullable(),
  lifecycle: z.array(
    z.object({
      step: z.enum(lifecycleSteps),
      date: z.string().nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
  participations: z.array(
    z.object({
      party: z.uuid(),
      role: z.enum(roles),
      status: z.enum(participationStatuses),
      denied: z.boolean(),
      /** Made up to show how Parley works. */
      illustration: z.boolean(),
    }),
  ),
  /** The latest meetings, oldest first, at most 30; `meetingCount` says how many there are. */
  meetings: z.array(MeetingSummary),
  meetingCount: z.int(),
  /** The latest day on which something about it was reported. */
  lastReported: z.string(),
})
export type LandscapeTrack = z.infer<typeof LandscapeTrack>

export const SearchHit = z.object({
  id: z.uuid(),
  type: z.union([EntityType, z.literal('source')]),
  /** The name or words that matched, with their language. */
  matched: z.string(),
  language: z.string(),
  score: z.number(),
})
export type SearchHit = z.infer<typeof SearchHit>

export const registryApi = {
  landscape: op({
    method: 'GET',
    public: true,
    path: '/api/landscape',
    summary: 'Tracks with their meetings, lifecycle and participants, most recently reported first',
    query: z.object({
      language,
      after: DayCursor.optional(),
      limit: z.coerce.number().int().min(1).max(50).default(12),
    }),
    response: z.object({
      tracks: z.array(LandscapeTrack),
      names: z.record(z.string(), NameView),
      next: z.string().nullable(),
      total: z.int(),
    }),
  }),
  readEntity: op({
    method: 'GET',
    public: true,
    path: '/api/entities/:id',
    summary: 'All that the reader may know about one party, person, track, meeting or matter',
    params: Id,
    query: z.object({ language, after: DayCursor.optional() }),
    response: EntityPage,
  }),
  listEntities: op({
    method: 'GET',
    public: true,
    path: '/api/entities',
    summary: 'Entities of one type by name, for lists and for choosing',
    query: z.object({
      language,
      type: EntityType,
      after: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    response: z.object({
      entities: z.array(z.object({ id: z.uuid() })),
      /** Where meetings are listed: what is known of each in short, for lists by date. */
      meetings: z.array(MeetingSummary),
      names: z.record(z.string(), NameView),
      next: z.string().nullable(),
      total: z.int(),
    }),
  }),
  search: op({
    method: 'GET',
    public: true,
    path: '/api/search',
    summary: 'Find anything by name in any spelling or script, or by words',
    query: z.object({
      language,
      q: z.string().trim().min(1).max(200),
      type: z.union([EntityType, z.literal('source')]).optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    }),
    response: z.object({ hits: z.array(SearchHit), names: z.record(z.string(), NameView) }),
  }),
  judgeSame: op({
    method: 'POST',
    path: '/api/resolutions',
    summary: 'Judge whether two entries are the same; withdrawn undoes a judgement',
    body: z.object({
      first: z.uuid(),
      second: z.uuid(),
      verdict: z.enum(['same', 'different', 'unsure', 'withdrawn']),
      reason: z.string().trim().min(1).max(2000),
      in: CompartmentName.optional().describe(
        'the public record where the reader may write to it, else own notes',
      ),
    }),
    response: ResolutionView,
  }),
}
