import type { Address } from './messages.ts'

/** A server under measurement, in the process it was started in. */
export interface Served {
  readonly address: Address
  /** How many commits (updates, operations) it has taken. */
  readonly commits: () => number | Promise<number>
  /** How many characters its text has. */
  readonly length: () => Promise<number>
  /** What its database has used so far in processes of its own, in milliseconds. */
  readonly database?: () => Promise<number>
  readonly stop?: () => Promise<void>
}
