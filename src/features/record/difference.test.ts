import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Change, differenceOf, extentOf, wordDifference } from './difference.ts'

const marked = (changes: readonly Change[]) =>
  changes.map(({ parts }) =>
    parts
      .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `[+${text}+]` : `[-${text}-]`))
      .join(''),
  )
const without = (gone: 'added' | 'removed', changes: readonly Change[]) =>
  changes
    .filter(({ kind }) => kind !== gone)
    .map(({ parts }) =>
      parts
        .filter(part => part.kind !== gone)
        .map(part => part.text)
        .join(''),
    )
    .join('\n')

describe('the difference between two versions', () => {
  it('shows the words that changed and leaves the rest alone', () =>
    expect(
      marked(differenceOf('Met in Doha.\nThey agreed on aid.', 'Met in Doha.\nThey discussed aid.')),
    ).toEqual(['Met in Doha.', 'They [-agreed on-][+discussed+] aid.']))

  it('treats words of any script as words', () =>
    expect(marked(differenceOf('وزیر کمک را پذیرفت', 'وزیر کمک را رد کرد'))).toEqual([
      'وزیر کمک را [-پذیرفت-][+رد کرد+]',
    ]))

  it('shows a paragraph that came and one that went as wholes', () =>
    expect(
      marked(differenceOf('One stays.\nTwo goes away entirely.', 'One stays.\nSomething unlike it.')),
    ).toEqual(['One stays.', '[-Two goes away entirely.-]', '[+Something unlike it.+]']))

  it('joins a run of changed words', () =>
    expect(wordDifference('a b c d', 'a x y d')).toEqual([
      { kind: 'same', text: 'a ' },
      { kind: 'removed', text: 'b c' },
      { kind: 'added', text: 'x y' },
      { kind: 'same', text: ' d' },
    ]))

  it('counts words', () =>
    expect(extentOf(differenceOf('They agreed on aid.', 'They discussed aid.'))).toEqual({
      added: 1,
      removed: 2,
    }))

  it('gives back either version whole', () => {
    const word = fc.constantFrom('aid', 'کمک', 'talks', 'of', ',', ' ', '\n', '\n', 'Doha', '12', 'é')
    const text = fc.array(word, { maxLength: 60 }).map(words => words.join(' '))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = differenceOf(before, after)
        expect(without('added', changes)).toBe(before)
        expect(without('removed', changes)).toBe(after)
      }),
    )
  })
})
