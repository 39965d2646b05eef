import { createReadStream } from 'node:fs'
import { bracketCounter } from '../features/texts/brackets.ts'
import { type Args, BadInput, type Io, onlyArgument } from './command.ts'

/** Why a file could not be read, in a sentence. */
const unreadable = (file: string, error: unknown) => {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOENT') return new BadInput(`There is no file ${file}.`)
  if (code === 'EISDIR') return new BadInput(`${file} is a folder: name a file.`)
  return new BadInput(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
}

/** A file's text as it comes. Bytes that are no UTF-8 become the replacement character. */
async function* textOf(file: string) {
  const decoder = new TextDecoder()
  try {
    for await (const bytes of createReadStream(file))
      yield decoder.decode(bytes as Uint8Array, { stream: true })
    yield decoder.decode()
  } catch (error) {
    throw unreadable(file, error)
  }
}

export const countBrackets = async (args: Args, io: Io) => {
  const counter = bracketCounter()
  for await (const piece of textOf(io.path(onlyArgument(args, 'FILE')))) counter.add(piece)
  const { imbalances, ...count } = counter.end()
  // Piece by piece: a file of nothing but brackets has more imbalances than one string could hold.
  await io.out(`${JSON.stringify(count).slice(0, -1)},"imbalances":[`)
  let line: string[] = []
  let separator = ''
  const flush = async () => {
    if (line.length > 0) await io.out(separator + line.join(','))
    separator = ','
    line = []
  }
  for (const each of imbalances) if (line.push(JSON.stringify(each)) === 10_000) await flush()
  await flush()
  await io.out(']}\n')
  return 0
}
