import { nameScore } from '../domain/names.ts'
import type { Io } from './command.ts'

/** Whole lines, however the input is cut into pieces. */
async function* linesOf(input: Io['input']) {
  let rest = ''
  for await (const piece of input) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    yield lines
  }
  if (rest !== '') yield [rest]
}

export const matchNames = async (io: Io) => {
  let number = 0
  let bad = false
  for await (const lines of linesOf(io.input)) {
    const scores: number[] = []
    for (const line of lines) {
      number += 1
      const [left, right, ...more] = line.replace(/\r$/, '').split('\t')
      if (left !== undefined && right !== undefined && more.length === 0) {
        scores.push(nameScore(left, right))
      } else {
        bad = true
        await io.err(`Line ${number} does not hold two names separated by a tab.\n`)
      }
    }
    if (scores.length > 0) await io.out(`${scores.join('\n')}\n`)
  }
  return bad ? 1 : 0
}
