import { resolve } from 'node:path'
import { readConfig } from '../config.ts'
import { runCommand } from './cli.ts'
import type { Args, Io } from './command.ts'
import { explained } from './database.ts'

/** Nothing stands on the other end of the door to read from. */
async function* nothing(): AsyncGenerator<string> {}

export const serveParley = async ({ values }: Args, io: Io) => {
  const { serve } = await import('../main.ts')
  const begin = async () =>
    serve({
      config: readConfig(process.env, io.root),
      empty: values['empty'] === true,
      say: line => io.out(`${line}\n`),
      work: (server, { argv, directory }, voice) => {
        const path = (name: string) => resolve(directory, name)
        return runCommand(argv, { ...voice, ...server, input: nothing(), path, root: io.root })
      },
    })
  await explained(begin())
  return 0
}
