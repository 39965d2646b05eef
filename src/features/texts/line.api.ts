import { z } from 'zod'
import { Command } from './acts.ts'
import type { Present } from './line-presence.ts'
import type { CommitView } from './texts.api.ts'

// What goes over the line of a text (docs/decisions/0012).

const most = 2_147_483_647
const after = z.coerce.number().int().min(0).max(most)

/** How a line is asked for. In whose name it writes, and from which open editor, goes together. */
export const LineQuery = z.union([
  z.strictObject({
    after,
    as: z.union([z.literal('chair'), z.uuid()]),
    client: z.uuid(),
  }),
  z.strictObject({ after }),
])

const [propose] = Command.options
const { type: _, ...proposed } = propose.shape

/** What a browser sends. */
export const FromBrowser = z.union([
  z.strictObject({ propose: z.strictObject({ ref: z.int().positive().max(most), ...proposed }) }),
  z.strictObject({
    here: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/)
      .nullable(),
  }),
])

/** What a browser receives. */
export type FromServer =
  /** `number`, once when the line opens: the latest commit there is. */
  | { readonly number?: number; readonly commits: readonly CommitView[] }
  | {
      readonly refused: {
        readonly ref: number
        readonly refused: string
        readonly detail?: string | undefined
      }
    }
  | { readonly present: readonly Present[] }
