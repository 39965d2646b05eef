import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export interface Run {
  readonly child: ChildProcess
  readonly said: { out: string; err: string }
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>
}

const run = (
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Run => {
  // As from a person's shell, not as from a test run under npm.
  const { NODE_ENV: _, npm_lifecycle_event: __, ...outside } = process.env
  const child = spawn(program, args, {
    cwd: root,
    env: { ...outside, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => (said.out += piece))
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => (said.err += piece))
  const ended = once(child, 'close').then(() => child.exitCode)
  return { child, said, ended }
}

/** Runs the command with the settings given, and hands it standard input. */
export const parley = (
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  input = '',
): Run => {
  const started = run(process.execPath, [join(root, 'bin/parley'), ...args], environment)
  started.child.stdin?.end(input)
  return started
}

export const npmStart = (environment: Readonly<Record<string, string>>): Run =>
  run('npm', ['start', '--loglevel=silent'], environment)

/** Runs a command to its end. */
export const answerOf = async (...call: Parameters<typeof parley>) => {
  const { said, ended } = parley(...call)
  return { code: await ended, ...said }
}

/** The address it says Parley is open at. Throws what it said if it ends instead. */
export const addressOf = async ({ said, ended }: Run): Promise<string> => {
  const found = () => /open at (\S+)/.exec(said.out)?.[1]
  const over = ended.then(() => 'over' as const)
  for (;;) {
    const address = found()
    if (address !== undefined) return address
    const tick = new Promise(resolve => setTimeout(resolve, 50))
    if ((await Promise.race([tick, over])) === 'over' && found() === undefined)
      throw new Error(`Parley ended: ${said.out}${said.err}`)
  }
}

export const freePort = async (): Promise<string> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return String(typeof address === 'object' ? address?.port : '')
}

/** A folder that does not exist yet, and how to remove it with what was put there. */
export const newFolder = () => {
  const outer = mkdtempSync(join(tmpdir(), 'parley-start-'))
  return { folder: join(outer, 'data'), remove: () => rmSync(outer, { recursive: true, force: true }) }
}

export const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 50))
}
