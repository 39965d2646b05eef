import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonical } from '../record/keys.ts'
import { Act } from './acts.ts'

/** A change or an act as the record keeps it. With its hash, which the next one holds, nothing before it can be altered unnoticed. */
export const Commit = z.object({
  text: z.uuid(),
  /** One after another from 1: the record's own order. */
  number: z.int().positive(),
  /** The versions of the text before and after: its steps so far. Equal for an act without steps. */
  versionFrom: z.int().min(0),
  versionTo: z.int().min(0),
  /** In whose name: a party, or null for the chair (and for the secretariat that began the text). */
  party: z.uuid().nullable(),
  account: z.uuid().nullable(),
  /** The open editor it came from, and which of its commits it is: the same again is the same commit. */
  client: z.uuid().nullable(),
  ref: z.int().positive().nullable(),
  steps: z.array(z.record(z.string(), z.unknown())),
  act: Act,
  at: z.date(),
  previousHash: z.string(),
  hash: z.string(),
})
export type Commit = z.infer<typeof Commit>

/** What the first commit of a text has for the hash before it. */
export const genesis = '0'.repeat(64)

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The hash of a commit: over everything in it and the hash before it, in one canonical writing. */
export const hashOf = (commit: Omit<Commit, 'hash'>): string =>
  sha256(canonical({ ...commit, hash: undefined, at: commit.at.toISOString() }))

export const seal = (content: Omit<Commit, 'hash'>): Commit => ({ ...content, hash: hashOf(content) })

/** The hash of any content, in the same canonical writing. */
export const contentHash = (content: unknown): string => sha256(canonical(content))

/** A document's own hash, which the commit that begins a text holds. */
export const documentHash = (doc: { toJSON(): unknown }): string => contentHash(doc.toJSON())
