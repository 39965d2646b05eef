import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeIn, quoteAt, reanchor, takenFrom } from './anchor.ts'

const spanOf = (text: string, part: string) => {
  const start = text.indexOf(part)
  return { start, end: start + part.length }
}
const found = (part: string, from: string, to: string) => {
  const anchoring = reanchor(spanOf(from, part), from, to)
  return anchoring.found === 'orphaned'
    ? 'orphaned'
    : `${anchoring.found}: ${to.slice(anchoring.start, anchoring.end)}`
}

const readout = [
  'Delegations of both sides met in Doha on Saturday.',
  'The spokesman said that aid would be provided to all provinces before winter.',
  'He denied that the talks had touched on recognition.',
  'The next round will be held in Istanbul at the end of the month.',
].join('\n')

describe('a passage in a later version', () => {
  const aid = 'aid would be provided to all provinces before winter'

  it('is found where lines were added above and below it', () =>
    expect(found(aid, readout, `Update: corrected date.\n${readout}\nEnds.`)).toBe(`unchanged: ${aid}`))

  it('is found where the sentence around it changed', () =>
    expect(
      found(
        aid,
        readout,
        readout.replace('The spokesman said', 'A spokesman announced').replace('Saturday', 'Sunday'),
      ),
    ).toBe(`unchanged: ${aid}`))

  it('is said to be reworded where its own words changed', () =>
    expect(found(aid, readout, readout.replace('provided to all', 'considered for some'))).toBe(
      'reworded: aid would be considered for some provinces before winter',
    ))

  it('keeps the marks at its ends', () =>
    expect(
      found(
        'The spokesman said that aid would be provided to all provinces before winter.',
        readout,
        readout.replace('would be provided', 'could be given'),
      ),
    ).toBe('reworded: The spokesman said that aid could be given to all provinces before winter.'))

  it('takes in a changed first word', () =>
    expect(found(aid, readout, `${readout.replace('that aid would', 'that assistance would')}.`)).toBe(
      'reworded: assistance would be provided to all provinces before winter',
    ))

  it('is orphaned where it was removed', () =>
    expect(found(aid, readout, readout.split('\n').toSpliced(1, 1).join('\n'))).toBe('orphaned'))

  it('is found again word for word where a long passage was moved', () => {
    const lines = readout.split('\n')
    expect(
      found(aid, readout, [lines[0], lines[2], lines[3], '', 'Background', lines[1]].join('\n')),
    ).toMatch(/^(moved|unchanged): aid would be provided to all provinces before winter$/)
  })

  it('is orphaned when it was removed and a passage like it stays', () => {
    const both = `${readout}\nQatar said that aid would be provided to all provinces before spring.`
    expect(found(aid, both, both.split('\n').toSpliced(1, 1).join('\n'))).toBe('orphaned')
  })

  it('is orphaned when only the same short words stand elsewhere', () =>
    expect(found('in Doha', readout, 'Ministers will be received in Doha by the host.')).toBe('orphaned'))

  it('takes Persian words as words', () => {
    const from = 'سخنگو گفت کمک‌ها به همه ولایت‌ها می‌رسد.\nاو شناسایی را رد کرد.'
    expect(
      found('کمک‌ها به همه ولایت‌ها می‌رسد', from, `به‌روزرسانی\n${from.replace('سخنگو', 'سخنگوی وزارت')}`),
    ).toBe('unchanged: کمک‌ها به همه ولایت‌ها می‌رسد')
  })
})

describe('whatever the texts', () => {
  const word: fc.Arbitrary<string> = fc.constantFrom(
    'aid',
    'talks',
    'the',
    'of',
    'envoys',
    'agreed',
    'denied',
    'round',
    'in',
    'Doha',
    'new',
  )
  const sentence = fc.array(word, { minLength: 4, maxLength: 12 }).map(words => `${words.join(' ')}.`)
  const numbered = (sentences: readonly string[]) => sentences.map((each, at) => `Item${at} says ${each}`)

  it('finds a passage that was left alone, exactly there, when other paragraphs were added', () => {
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 3, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        sentence,
        (all, at, where, added) => {
          const lines = numbered(all)
          const part = lines[at % lines.length] ?? ''
          const from = lines.join('\n')
          const to = lines.toSpliced(where % (lines.length + 1), 0, `Added: ${added}`).join('\n')
          const anchoring = reanchor(spanOf(from, part), from, to)
          expect(anchoring.found === 'orphaned' ? part : to.slice(anchoring.start, anchoring.end)).toBe(part)
          expect(anchoring.found).not.toBe('reworded')
        },
      ),
    )
  })

  it('never settles on a look-alike that stood beside the passage all along', () => {
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 4, maxLength: 8 }),
        fc.array(word, { minLength: 6, maxLength: 14 }),
        fc.nat(),
        fc.boolean(),
        (all, words, changed, altered) => {
          const part = `${words.join(' ')}.`
          const twin = words.with(
            changed % words.length,
            altered ? 'refused' : (words[changed % words.length] ?? ''),
          )
          const lookAlike = `${twin.join(' ')}.`
          const [one = '', two = '', ...rest] = numbered(all)
          const from = [`${one} ${part}`, ...rest, `${two} ${lookAlike}`].join('\n')
          const to = [...rest, `${two} ${lookAlike}`].join('\n')
          const start = one.length + 1
          expect(reanchor({ start, end: start + part.length }, from, to)).toEqual({ found: 'orphaned' })
        },
      ),
    )
  })

  it('gives only places inside the later text', () => {
    const text = fc.array(sentence, { minLength: 1, maxLength: 5 }).map(all => all.join('\n'))
    fc.assert(
      fc.property(text, text, fc.nat(), fc.nat(), (from, to, one, other) => {
        const [a, b] = [one % from.length, other % from.length]
        const span = { start: Math.min(a, b), end: Math.max(a, b) + 1 }
        const anchoring = reanchor(span, from, to)
        const place = anchoring.found === 'orphaned' ? { start: 0, end: to.length } : anchoring
        expect(place.start).toBeGreaterThanOrEqual(0)
        expect(place.end).toBeLessThanOrEqual(to.length)
        expect(place.end).toBeGreaterThan(place.start)
      }),
    )
  })
})

describe('a quotation', () => {
  it('finds the place it was taken from among many like it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('aid. aid. aid.', 'abcabcabc', readout),
        fc.nat(),
        fc.nat(),
        (text, one, other) => {
          const [a, b] = [one % text.length, other % text.length]
          const span = { start: Math.min(a, b), end: Math.max(a, b) + 1 }
          expect(placeIn(quoteAt(text, span), text)).toEqual(span)
        },
      ),
    )
  })

  it('without a position is found only where nothing else could be meant', () => {
    expect(placeIn({ exact: 'aid' }, 'aid, then aid')).toBeNull()
    expect(placeIn({ exact: 'aid', suffix: ', then' }, 'aid, then aid')).toEqual({ start: 0, end: 3 })
  })

  it('belongs to the version in which it stands as it was taken', () => {
    const later = `Corrected.\n${readout}`
    const quote = quoteAt(later, spanOf(later, 'He denied'))
    expect(takenFrom(quote, [readout, later])).toBe(1)
    expect(takenFrom({ exact: 'never said' }, [readout, later])).toBe(-1)
  })
})
