import { z } from 'zod'
import { op } from './contract.ts'

export const EventView = z.object({
  type: z.string(),
  at: z.string().describe('an instant in ISO form'),
  compartment: z.uuid(),
  /** Ids and little else; the reader fetches the rest anew. */
  body: z.record(z.string(), z.unknown()),
})
export type EventView = z.infer<typeof EventView>

export const liveApi = {
  latestEvent: op({
    method: 'GET',
    path: '/api/events/latest',
    summary: 'The cursor to read events from, for a reader who is about to fetch everything',
    public: true,
    response: z.object({ cursor: z.string() }),
  }),
  events: op({
    method: 'GET',
    path: '/api/events',
    summary: 'What has happened since, in the compartments the reader is in',
    public: true,
    query: z.object({
      after: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(500),
    }),
    response: z.object({
      events: z.array(EventView),
      /** Where to read on. */
      cursor: z.string(),
      /** The cursor is of no use any more: fetch everything anew. */
      startOver: z.boolean(),
    }),
  }),
}
