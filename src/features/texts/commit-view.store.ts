import type { Commit } from './chain.ts'
import type { CommitView } from './texts.api.ts'

/** A commit as editors receive it. */
export const commitView = ({
  number,
  versionFrom,
  versionTo,
  party,
  client,
  ref,
  steps,
  act,
  at,
  hash,
}: Commit): CommitView => ({
  number,
  versionFrom,
  versionTo,
  party,
  client,
  ref,
  steps,
  act,
  at: at.toISOString(),
  hash,
})
