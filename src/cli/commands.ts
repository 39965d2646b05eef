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
    name: 'serve',
    summary: 'open Parley to browsers until stopped (what “npm start” does)',
    options: {
      empty: { type: 'boolean', about: 'begin with an empty workspace instead of the demonstration dossier' },
    },
    notes: `Settings are taken from the environment:
  PORT                 where to listen on this machine (4000)
  PARLEY_DATA          the folder everything is kept in (data); deleting it starts afresh
  PARLEY_DATABASE_URL  a PostgreSQL 15 or newer to keep the record in instead
  PARLEY_ORIGIN        the address people use, where a proxy stands in front
  PARLEY_PROXIES       addresses of such proxies, separated by commas
  PARLEY_HOST          the network address to listen on (127.0.0.1)`,
    run: async (args, io) => (await import('./serve.ts')).serveParley(args, io),
  },
  {
    name: 'import',
    usage: 'FILE|FOLDER …',
    summary: 'record dossier files, all or none',
    notes: 'Reads YAML or JSON, such as the files in src/seed. Importing a file twice adds nothing.',
    runOn: async (db, args, io) => (await import('./record.ts')).importRecord(db, args, io),
  },
  {
    name: 'export',
    summary: 'print the record as a file that can be imported',
    options: {
      as: {
        type: 'string',
        value: 'NAME',
        about: 'what this person may see; by default, what the public may',
      },
    },
    runOn: async (db, args, io) => (await import('./record.ts')).printRecord(db, args, io),
  },
  {
    name: 'backup',
    usage: 'FILE',
    summary: 'write everything but the secrets to a file, also while Parley runs',
    runOn: async (db, args, io) => (await import('./backup.ts')).takeBackup(db, args, io),
  },
  {
    name: 'restore',
    usage: 'FILE',
    summary: 'fill an empty folder or database from a backup',
    notes:
      'PARLEY_DATA or PARLEY_DATABASE_URL says which. It may be of the other kind than the backup came from.',
    runOn: async (db, args, io) => (await import('./backup.ts')).restoreBackup(db, args, io),
  },
  {
    name: 'user invite',
    usage: 'NAME',
    summary: 'make an account and the address at which its person joins',
    options: {
      as: {
        type: 'string',
        value: 'CAPACITY',
        about: 'administrator, secretariat, chair, facilitator, party or observer',
      },
      track: { type: 'string', value: 'KEY', about: 'the track that this is in' },
      party: { type: 'string', value: 'KEY', about: 'the party that a person of capacity “party” acts for' },
      language: { type: 'string', value: 'CODE', about: 'the language of its pages (en)' },
      again: {
        type: 'boolean',
        about: 'a new address for an account there is; NAME may be what it signs in as',
      },
    },
    runOn: async (db, args, io) => (await import('./user.ts')).invite(db, args, io),
  },
  {
    name: 'user list',
    summary: 'say who has an account, and what it may do',
    runOn: async (db, _args, io) => (await import('./user.ts')).list(db, io),
  },
  {
    name: 'user revoke',
    usage: 'NAME',
    summary: 'take an account out of use and sign it out everywhere',
    runOn: async (db, args, io) => (await import('./user.ts')).revoke(db, args, io),
  },
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
  {
    name: 'text brackets',
    usage: 'FILE',
    summary: 'count the brackets of a text in UN style',
    notes: `Prints how many brackets open and close, how deep they nest, how many options are labelled, and each that has
no other half with its line. Markdown links to the web and footnote marks are not counted.`,
    run: async (args, io) => (await import('./text.ts')).countBrackets(args, io),
  },
  {
    name: 'text import',
    usage: 'FILE',
    summary: 'begin a text from plain paragraphs or from bracketed text',
    options: {
      track: { type: 'string', value: 'KEY', about: 'the track it is negotiated in' },
      title: { type: 'string', value: 'TITLE', about: 'its title (the name of the file)' },
      language: { type: 'string', value: 'CODE', about: 'its language (en)' },
    },
    notes: `Paragraphs end at empty lines, or at every line in a text without any. “PP1.”, “OP2bis.” and “# ” say what a
paragraph is. Brackets become proposals: [words](A) of A, [words](A, B) of A joined by B, [words](A: delete) a
deletion, [words] “unattributed”. What is wrong is told by its line, and nothing is imported then.`,
    runOn: async (db, args, io) => (await import('./text.ts')).importText(db, args, io),
  },
  {
    name: 'text export',
    usage: 'TEXT',
    summary: 'print a text, by its id or its title',
    options: {
      format: { type: 'string', value: 'FORMAT', about: 'plain (as text import reads it) or json' },
      show: {
        type: 'string',
        value: 'WHAT',
        about: 'all brackets (all), none (clean), or what is agreed (base)',
      },
    },
    runOn: async (db, args, io) => (await import('./text.ts')).exportText(db, args, io),
  },
  {
    name: 'verify',
    summary: 'work out every chain of the record again and name the first broken link',
    notes: `Prints how many commits of each text were found in order and the hash of the last, to be compared with what was
noted down before. The exit code is 1 when a link is broken.`,
    runOn: async (db, _args, io) => (await import('./text.ts')).verify(db, io),
  },
]
