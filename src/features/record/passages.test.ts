import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  paragraphSpans,
  passagesOf,
  piecesOf,
  sentenceSpans,
  type Span,
  unitSpans,
  wholeWords,
  wordSpans,
} from './passages.ts'

const cut = (text: string, spans: readonly Span[]) => spans.map(({ start, end }) => text.slice(start, end))

describe('dividing a text', () => {
  it('finds words in any script', () => {
    const text = 'OIC’s envoy; وزیر می‌رود'
    expect(cut(text, wordSpans(text))).toEqual(['OIC’s', 'envoy', 'وزیر', 'می‌رود'])
  })

  it('takes each line for a paragraph where people pasted them so', () => {
    const text = 'Title\n\nA first long paragraph.\n  A second.  \n'
    expect(cut(text, paragraphSpans(text))).toEqual(['Title', 'A first long paragraph.', 'A second.'])
  })

  it('joins lines that were broken by hand', () => {
    const text = 'The ministers met in\nDoha.\n\nThey agreed.'
    expect(cut(text, paragraphSpans(text))).toEqual(['The ministers met in\nDoha.', 'They agreed.'])
  })

  it('never lets a sentence run over the end of a paragraph', () => {
    const text = 'Heading without a full stop\nHe agreed. She did not.'
    expect(cut(text, sentenceSpans(text, 'en'))).toEqual([
      'Heading without a full stop',
      'He agreed.',
      'She did not.',
    ])
  })

  it('keeps units in order, apart and inside the text, in any text and language', () => {
    const language = fc.constantFrom('en', 'fa', 'xx-nonsense')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), language, (text, spoken) => {
        for (const unit of ['word', 'sentence', 'paragraph'] as const)
          unitSpans(text, unit, spoken).reduce((before, { start, end }) => {
            expect(start).toBeGreaterThanOrEqual(before)
            expect(end).toBeGreaterThan(start)
            return end
          }, 0)
      }),
    )
  })
})

describe('a selection by hand', () => {
  it('becomes whole words without the space around them', () => {
    const text = 'The parties agreed to meet.'
    const { start, end } = wholeWords(text, { start: 6, end: 20 }) ?? { start: 0, end: 0 }
    expect(text.slice(start, end)).toBe('parties agreed to')
  })

  it('is nothing when only space was marked', () => {
    expect(wholeWords('a   b', { start: 1, end: 3 })).toBeNull()
  })
})

describe('passages on a text', () => {
  it('shares one passage between claims on the very same words', () => {
    const places = [
      { start: 4, end: 9, claim: 'b' },
      { start: 0, end: 9, claim: 'a' },
      { start: 4, end: 9, claim: 'c' },
    ]
    expect(passagesOf(places)).toEqual([
      { start: 0, end: 9, claims: ['a'] },
      { start: 4, end: 9, claims: ['b', 'c'] },
    ])
  })

  it('covers the text exactly once whatever overlaps, and ends each passage once', () => {
    const span = fc
      .tuple(fc.nat(60), fc.nat(60))
      .map(([one, other]) => ({ start: Math.min(one, other), end: Math.max(one, other) + 1 }))
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), passages => {
        const within = { start: 10, end: 50 }
        const pieces = piecesOf(within, passages)
        expect(pieces[0]?.start).toBe(10)
        expect(pieces.at(-1)?.end).toBe(50)
        for (const [at, piece] of pieces.entries()) {
          expect(piece.end).toBeGreaterThan(piece.start)
          expect(piece.start).toBe(at === 0 ? 10 : pieces[at - 1]?.end)
          const on = passages.flatMap((each, index) =>
            each.start <= piece.start && each.end >= piece.end ? [index] : [],
          )
          expect(piece.on).toEqual(on)
        }
        const ending = pieces.flatMap(piece => piece.ending)
        expect(ending.length).toBe(
          passages.filter(each => each.end > 10 && each.end <= 50 && each.start < 50).length,
        )
      }),
    )
  })
})
