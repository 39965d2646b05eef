import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Io } from './command.ts'

const write = async (stream: NodeJS.WriteStream, text: string) => {
  if (!stream.write(text)) await once(stream, 'drain')
}

/** A reader that has seen enough (`| head`) is no trouble of ours. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

export const terminal = (root: string): Io => ({
  get input() {
    return process.stdin.setEncoding('utf8')
  },
  out: text => write(process.stdout, text),
  err: text => write(process.stderr, text),
  path: name => resolve(name),
  root,
})
