import { describe, expect, it } from 'vitest'
import { bracketed } from './editor-brackets.ts'
import { paragraphsOf, wordsOfMarkup } from './editor-input.ts'
import { del, ins, p, text } from './given-text.ts'
import { piecesOf } from './pieces.ts'

describe('pasted text', () => {
  it('is parted into paragraphs by blank lines and by ends of lines', () =>
    expect(paragraphsOf('One\r\n\r\nTwo\nThree\n')).toEqual(['One', 'Two', 'Three']))

  it('is not parted where only a page’s width broke a long line', () =>
    expect(
      paragraphsOf(
        'The parties reaffirm their commitment to the full and timely\nimplementation of the road map.',
      ),
    ).toEqual([
      'The parties reaffirm their commitment to the full and timely implementation of the road map.',
    ]))

  it('loses commands that reorder others’ words', () =>
    expect(paragraphsOf('a\u202eb\u2067c')).toEqual(['abc']))

  it('of mere markup is its words, without scripts, styles and comments', () =>
    expect(
      wordsOfMarkup(
        '<style>x{}</style><p>A &amp; B<br>C</p><script>alert(1)</script><!-- no --><li>&#1587;</li>',
      ).trim(),
    ).toBe('A & B\nC\n\nس'))
})

describe('brackets', () => {
  const shape = (paragraph: ReturnType<typeof p>) =>
    bracketed(paragraph)
      .map(({ node, opens, closes }) => {
        const names = closes.map(each => `]${each.proposal}${each.kind === 'del' ? '-' : ''}`)
        return `${'['.repeat(opens.length)}${node.text}${names.join('')}`
      })
      .join('')

  it('nest, what goes on longest outermost', () => {
    expect(shape(p('one', 'The ', ins('a', 'abc ', del('b', 'def')), ' end'))).toBe('The [abc [def]b-]a end')
    expect(shape(p('one', del('b', 'x', ins('a', 'y')), ' end'))).toBe('[x[y]a]b- end')
  })

  it('leave out what its author took back, without being broken by it', () =>
    expect(shape(p('one', ins('a', 'x', del('a', 'gone'), 'y')))).toBe('[xy]a'))
})

it('tells what each proposal would do, and where', () => {
  const pieces = piecesOf(
    text(p('one', 'The ', del('a', 'parties'), ins('a', 'sides'), ' meet'), p('two', ins('a', 'x'))),
  )
  expect(pieces.get('a')).toMatchObject({ struck: 'parties', inserted: 'sides … x', paragraph: 'one', at: 5 })
})
