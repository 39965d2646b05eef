import type { Db } from '../platform/db.ts'
import type { Args, Io, Option } from './command.ts'

interface Described {
  readonly name: string
  readonly summary: string
  /** The arguments as the help shows them, without the options. */
  readonly usage?: string
  readonly options?: Readonly<Record<string, Option>>
  /** More for the help: formats, what comes out, an example. */
  readonly notes?: string
}

/** What a command does; it answers the exit code. */
interface OnItsOwn {
  run(args: Args, io: Io): Promise<number>
}

/** As above, with the database: while a server runs, the server does it. */
interface OnDatabase {
  runOn(db: Db, args: Args, io: Io): Promise<number>
}

export type Command = Described & (OnItsOwn | OnDatabase)

/** Everything `parley` can do, in the order of the help. Modules are loaded when their command runs. */
export const commands: readonly Command[] = [
  {
    name: 'names match',
    summary: 'say how alike two names are, across scripts and spellings',
    notes: `Reads lines of two names separated by a tab on standard input and prints a score from 0 to 1 for each.
A line that does not hold two names is reported by its number; the others are still scored.`,
    run: async (_args, io) => (await import('./names.ts')).matchNames(io),
  },
  {
    name: 'dates read',
    usage: 'PHRASE',
    summary: 'read a date as people write it',
    options: {
      published: {
        type: 'string',
        value: 'DATE',
        about: 'when the text was published; what is relative is counted from it',
      },
      language: { type: 'string', value: 'CODE', about: 'the language of the phrase, such as en or fa' },
      'day-first': { type: 'boolean', about: 'read 3/4/2025 as 3 April' },
    },
    notes: 'Example: parley dates read "mid-December" --published 2025-11-17',
    run: async (args, io) => (await import('./dates.ts')).printDate(args, io),
  },
]
