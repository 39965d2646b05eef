/** A bracket without its other half, at the line where it stands. */
export interface Imbalance {
  readonly line: number
  readonly kind: 'unopened' | 'unclosed'
}

/** What the brackets of a text in UN style amount to. */
export interface BracketCount {
  readonly open: number
  readonly close: number
  readonly deepest: number
  /** Labels “Option” followed by a number. */
  readonly options: number
  readonly imbalances: readonly Imbalance[]
}

// A footnote mark, a bracket, the address a Markdown link goes to, a label, the end of a line or of a block of lines.
const token =
  /\[\^[^\s[\]]+\]|\[|\](?<address>\([hH][tT]{2}[pP][^)\r\n]{0,2048}\))?|(?<![\p{L}\p{N}])(?<option>Option)\s*\p{Nd}|(?<blank>(?:\r\n|\n|\r)(?:[ \t]*(?:\r\n|\n|\r))+)|(?<line>\r\n|\n|\r)/gu

interface Bracket {
  readonly line: number
  readonly opens: boolean
}

/** The brackets of a block that are not a link's own, and how many options it names. */
const bracketsIn = (block: string, firstLine: number) => {
  const brackets: (Bracket | undefined)[] = []
  const open: number[] = []
  let line = firstLine
  let options = 0
  for (const { 0: found, groups } of block.matchAll(token)) {
    if (groups?.['blank'] !== undefined) {
      // A link does not reach across an empty line.
      open.length = 0
      line += linesIn(found)
    } else if (groups?.['line'] !== undefined) line += 1
    else if (groups?.['option'] !== undefined) {
      options += 1
      line += linesIn(found)
    } else if (found === '[') open.push(brackets.push({ line, opens: true }) - 1)
    else if (found.startsWith(']')) {
      const other = open.pop()
      if (groups?.['address'] !== undefined && other !== undefined) brackets[other] = undefined
      else brackets.push({ line, opens: false })
    }
  }
  return { brackets, options, line }
}

const linesIn = (text: string) => text.match(/\r\n|\n|\r/g)?.length ?? 0

/** Both lists of lines in one order. */
function* imbalancesAt(unopened: readonly number[], unclosed: readonly number[]): Generator<Imbalance> {
  let next = 0
  for (const line of unclosed) {
    for (let at = unopened[next]; at !== undefined && at <= line; at = unopened[next]) {
      yield { line: at, kind: 'unopened' }
      next += 1
    }
    yield { line, kind: 'unclosed' }
  }
  for (; next < unopened.length; next += 1) yield { line: unopened[next] ?? 0, kind: 'unopened' }
}

export interface BracketCounter {
  add(piece: string): void
  /** The imbalances one by one: there may be as many as the file has characters. */
  end(): Omit<BracketCount, 'imbalances'> & { readonly imbalances: Iterable<Imbalance> }
}

/** Counts as the text comes, in pieces cut anywhere. */
export const bracketCounter = (): BracketCounter => {
  let rest = ''
  let line = 1
  let [open, close, deepest, options] = [0, 0, 0, 0]
  const standing: number[] = []
  const unopened: number[] = []
  const count = (block: string) => {
    const found = bracketsIn(block, line)
    for (const bracket of found.brackets) {
      if (bracket === undefined) continue
      if (bracket.opens) {
        open += 1
        standing.push(bracket.line)
        deepest = Math.max(deepest, standing.length)
      } else {
        close += 1
        if (standing.pop() === undefined) unopened.push(bracket.line)
      }
    }
    options += found.options
    line = found.line
  }
  const after = (end: string) => {
    const at = rest.lastIndexOf(end)
    return at < 0 ? 0 : at + end.length
  }
  return {
    add: piece => {
      rest += piece
      if (rest.length < 1 << 20) return
      // After an empty line, which no link crosses; else after a line or a word; else wherever.
      const cut = after('\n\n') || after('\r\n\r\n') || after('\n') || after(' ') || rest.length
      count(rest.slice(0, cut))
      rest = rest.slice(cut)
    },
    end: () => {
      count(rest)
      rest = ''
      return { open, close, deepest, options, imbalances: imbalancesAt(unopened, standing) }
    },
  }
}

/**
 * Counts every `[` and `]` but those of Markdown links to the web and of footnote marks. A closing bracket with
 * nothing open leaves the depth at zero; an opening one never closed is reported where it stands. No text is refused.
 */
export const countBrackets = (text: string): BracketCount => {
  const counter = bracketCounter()
  counter.add(text)
  const count = counter.end()
  return { ...count, imbalances: [...count.imbalances] }
}
