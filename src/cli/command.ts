import type { Db } from '../platform/db.ts'

/** Where a command reads and writes: the terminal, or a terminal at the other end of the server's control door. */
export interface Io {
  readonly input: AsyncIterable<string>
  /** Answers, for programs to read. Resolves when there is room for more. */
  out(text: string): Promise<void>
  /** Troubles, for a person to read. */
  err(text: string): Promise<void>
  /** A file name as the person wrote it, made absolute from where that person stands. */
  path(name: string): string
  /** Where Parley is installed. */
  readonly root: string
  /** Only in a server that runs: its open database, and where browsers find it. */
  readonly db?: Db
  readonly address?: string
}

export interface Option {
  readonly type: 'string' | 'boolean'
  readonly about: string
  /** What stands for the value in the help: DATE, FILE. */
  readonly value?: string
}

export interface Args {
  readonly positionals: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | undefined>>
}

/** The command was called wrongly: exit 2, with how to call it. */
export class Misuse extends Error {
  override name = 'Misuse'
}

/** The command was called well but what it was given cannot be used: exit 1, with one sentence. */
export class BadInput extends Error {
  override name = 'BadInput'
}

/** The value of an option, if it was given. */
export const valueOf = ({ values }: Args, option: string) => {
  const value = values[option]
  return typeof value === 'string' ? value : undefined
}

/** The one argument of a command that takes one. */
export const onlyArgument = ({ positionals: [first, ...more] }: Args, name: string) => {
  if (first === undefined) throw new Misuse(`${name} is missing.`)
  if (more.length > 0) throw new Misuse(`“${more.join(' ')}” is one argument too many.`)
  return first
}

export const printJson = (io: Io, value: unknown) => io.out(`${JSON.stringify(value, null, 2)}\n`)
