import { z } from 'zod'
import { Level, meetingStatuses } from '../../domain/vocabulary.ts'

/**
 * A meeting in a list or on the timeline: every value some source gives, so that more than one date, level or
 * status in a list means that sources differ. Derived from claims, never stored.
 */
export const MeetingSummary = z.object({
  id: z.uuid(),
  tracks: z.array(z.uuid()),
  dates: z.array(
    z.object({
      kind: z.enum(['planned', 'occurred', 'published']),
      date: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
  levels: z.array(Level),
  statuses: z.array(z.enum(meetingStatuses)),
  rounds: z.array(z.int()),
  places: z.array(z.string()),
  /** Whether some source says, or said once, that it was not announced. */
  undisclosed: z.boolean(),
  /** Whether any of it rests on something made up to show how Parley works. */
  illustration: z.boolean(),
  /** First day on which the reader could know of it. */
  knownFrom: z.string(),
})
export type MeetingSummary = z.infer<typeof MeetingSummary>
