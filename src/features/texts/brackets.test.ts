import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bracketCounter, countBrackets } from './brackets.ts'

describe('brackets of a text in UN style', () => {
  it('are counted with their greatest depth', () =>
    expect(countBrackets('[The parties [shall][should] act] [promptly]')).toEqual({
      open: 4,
      close: 4,
      deepest: 2,
      options: 0,
      imbalances: [],
    }))

  it('that close nothing are unopened, and leave the depth at zero', () =>
    expect(countBrackets('one] two\n]\n[three]')).toEqual({
      open: 1,
      close: 3,
      deepest: 1,
      options: 0,
      imbalances: [
        { line: 1, kind: 'unopened' },
        { line: 2, kind: 'unopened' },
      ],
    }))

  it('never closed are reported at the line where they open', () =>
    expect(countBrackets('a\n[b [c\r\nd] e\n[f').imbalances).toEqual([
      { line: 2, kind: 'unclosed' },
      { line: 4, kind: 'unclosed' },
    ]))

  it.each([
    ['a link', 'see [the decision](https://example.org/a) there'],
    ['a link in capitals', '[x](HTTPS://EXAMPLE.ORG)'],
    ['a picture', '![map](https://example.org/map.png)'],
    ['a footnote mark inside a word and a footnote itself', 'word[^1]s\r\n[^12]: text'],
    ['a link over two lines', 'see [the\ndecision](http://example.org)'],
    ['a link whose address holds brackets', '[x](http://example.org/?a[]=1)'],
    ['a footnote mark', 'Afghanistan[^1] and[^note]'],
  ])('do not include those of %s', (_, text) =>
    expect(countBrackets(text)).toMatchObject({ open: 0, close: 0, deepest: 0, imbalances: [] }),
  )

  it.each([
    ['a party beside its bracket', '[text](A, B)'],
    ['an address apart', '[text] (http://example.org)'],
    ['an empty footnote mark', '[^]'],
    ['a relative link', '[text](./annex)'],
    ['an address without an end', '[text](http://example.org'],
    ['a link across an empty line', '[text\n\nmore](http://example.org)'],
  ])('include those before %s', (_, text) => expect(countBrackets(text)).toMatchObject({ open: 1, close: 1 }))

  it('of a link around brackets count, the link’s own do not', () =>
    expect(countBrackets('[a [b] c](http://example.org)')).toMatchObject({ open: 1, close: 1, deepest: 1 }))

  it('before a link that never closes are unclosed, the link is none', () =>
    expect(countBrackets('[a\r\n[b](http://example.org)')).toMatchObject({
      open: 1,
      close: 0,
      imbalances: [{ line: 1, kind: 'unclosed' }],
    }))

  it('keep their depth around a link', () =>
    expect(countBrackets('[outer [link](http://example.org) text [inner]]')).toMatchObject({
      open: 2,
      close: 2,
      deepest: 2,
      imbalances: [],
    }))
})

it('counts the labels “Option” with a number, and no other use of the word', () =>
  expect(
    countBrackets('[Option 1: shall] [Option  22] Option B, option 3, Options 4, Suboption 5').options,
  ).toBe(2))

const pieces = fc.array(
  fc.constantFrom(
    '[',
    ']',
    '[^1]',
    '[^',
    '](http://x)',
    '](http',
    '(A)',
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    'Option 1',
    'ب',
    ' ',
  ),
  { maxLength: 60 },
)

it('closes what it opens, less the imbalances it reports', () =>
  fc.assert(
    fc.property(pieces, words => {
      const { open, close, deepest, imbalances } = countBrackets(words.join(''))
      const of = (kind: string) => imbalances.filter(each => each.kind === kind).length
      expect(open - of('unclosed')).toBe(close - of('unopened'))
      expect(deepest).toBeLessThanOrEqual(open)
      expect(deepest === 0).toBe(open === 0)
    }),
  ))

it('names lines in order that there are, each holding such a bracket', () =>
  fc.assert(
    fc.property(pieces, words => {
      const text = words.join('')
      const lines = text.split(/\r\n|\n|\r/)
      const { imbalances } = countBrackets(text)
      expect(imbalances.map(({ line }) => line)).toEqual(
        imbalances.map(({ line }) => line).toSorted((a, b) => a - b),
      )
      for (const { line, kind } of imbalances)
        expect(lines[line - 1]).toContain(kind === 'unclosed' ? '[' : ']')
    }),
  ))

it('never fails, whatever bytes it is given', () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      const { open, close } = countBrackets(new TextDecoder().decode(bytes))
      expect(open + close).toBeLessThanOrEqual(bytes.length)
    }),
  ))

it('counts a text that comes in pieces as it counts the whole', () => {
  const paragraph = '[one [two](A) [link](https://example.org/x) three]\n\n'
  const text = paragraph.repeat(60_000)
  const counter = bracketCounter()
  for (let at = 0; at < text.length; at += 65_537) counter.add(text.slice(at, at + 65_537))
  const { imbalances, ...count } = counter.end()
  expect([...imbalances]).toEqual([])
  expect(count).toEqual({ open: 120_000, close: 120_000, deepest: 2, options: 0 })
})
