import { parseArgs } from 'node:util'
import { type Args, BadInput, type Io, Misuse } from './command.ts'
import { type Command, commands } from './commands.ts'
import { helpFor, overview, usageOf } from './help.ts'
import { terminal } from './terminal.ts'

const help = { type: 'boolean', short: 'h' } as const

/** The command these words begin with: `user invite --track …` or `backup FILE`. */
const find = (argv: readonly string[]) =>
  commands.find(({ name }) => name.split(' ').every((word, at) => argv[at] === word))

const parse = (command: Command, argv: readonly string[]) => {
  const rest = argv.slice(command.name.split(' ').length)
  try {
    const options = { ...command.options, help }
    return parseArgs({ args: [...rest], options, allowPositionals: command.usage !== undefined })
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error))
  }
}

const run = async (command: Command, argv: readonly string[], args: Args, io: Io) => {
  if ('run' in command) return command.run(args, io)
  const { onDatabase } = await import('./database.ts')
  return onDatabase(argv, io, db => command.runOn(db, args, io))
}

const answer = async (argv: readonly string[], io: Io) => {
  const command = find(argv)
  if (command === undefined) {
    const related = commands.filter(({ name }) => name.startsWith(`${argv[0]} `))
    const asked = argv.some(word => word === '--help' || word === '-h' || word === 'help')
    const text = overview(related.length > 0 ? related : commands)
    if (asked && (related.length > 0 || argv.length === 1)) {
      await io.out(text)
      return 0
    }
    if (argv.length > 0 && related.length === 0) await io.err(`There is no command “${argv[0]}”.\n`)
    await io.err(text)
    return 2
  }
  try {
    const { values, positionals } = parse(command, argv)
    if (values['help'] === true) {
      await io.out(helpFor(command))
      return 0
    }
    return await run(command, argv, { values, positionals }, io)
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    await io.err(`${error.message}\n${usageOf(command)}\n`)
    return 2
  }
}

/** Runs the command that these words name, and answers its exit code. */
export const runCommand = async (argv: readonly string[], io: Io) => {
  try {
    return await answer(argv, io)
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    await io.err(`${error.message}\n`)
    return 1
  }
}

/** The same, for a person at a terminal; `root` is where Parley is installed. */
export const runAtTerminal = (argv: readonly string[], root: string) => runCommand(argv, terminal(root))
