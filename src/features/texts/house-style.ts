import { z } from 'zod'

/** How brackets look: with the names of their holders, in the colours of the parties, or bare. */
export const Rendering = z.enum(['marked', 'colours', 'plain'])
export type Rendering = z.infer<typeof Rendering>

const written: ReadonlyMap<string, Rendering> = new Map([
  ['names', 'marked'],
  ['brackets with names', 'marked'],
  ['colours', 'colours'],
  ['bare', 'plain'],
  ['bare brackets', 'plain'],
])

/** What the track's house rule “form of texts” says: names, colours or bare. Without a rule, or one in other words: names. */
export const renderingOf = (rule: string | undefined): Rendering =>
  written.get(rule?.trim().toLowerCase() ?? '') ?? 'marked'
