import { z } from 'zod'

// What the measurement, the server under it and those who write tell one another.

export const Address = z.object({
  port: z.int(),
  /** Parley’s: the text, and who sits at it. */
  text: z.string().optional(),
  seats: z.array(z.object({ token: z.string(), party: z.string() })).optional(),
})
export type Address = z.infer<typeof Address>

/** What a server did between two moments. */
export const Spent = z.object({
  commits: z.int(),
  /** Milliseconds of processor time of its own process, and of its database’s where that is another. */
  cpu: z.number(),
  database: z.number().optional(),
  seconds: z.number(),
})
export type Spent = z.infer<typeof Spent>

export const FromServer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listening'), address: Address }),
  z.object({ type: z.literal('begun') }),
  z.object({ type: z.literal('spent'), spent: Spent }),
  /** How many characters the text has. */
  z.object({ type: z.literal('length'), length: z.int() }),
])
export type FromServer = z.infer<typeof FromServer>

export const ToServer = z.enum(['begin', 'end', 'measure-length', 'stop'])
export type ToServer = z.infer<typeof ToServer>

export const Written = z.object({
  /** Bursts that were typed, and letters that left with them: fewer where the one before was still on its way. */
  bursts: z.int(),
  sent: z.int(),
  characters: z.int(),
  /** How many letters came to how many others, and how many ought to have. */
  received: z.int(),
  owed: z.int(),
  refused: z.int(),
  p50: z.number(),
  p95: z.number(),
  /** Share of one processor that those who write and read took. */
  busy: z.number(),
})
export type Written = z.infer<typeof Written>

export const FromClients = z.discriminatedUnion('type', [
  z.object({ type: z.literal('warm') }),
  z.object({ type: z.literal('measured') }),
  z.object({ type: z.literal('written'), written: Written }),
])
export type FromClients = z.infer<typeof FromClients>
