import { describe, expect, it } from 'vitest'
import { readNegotiation } from './negotiation.ts'

const head = `negotiation: small-talks
track: small-track
accounts: { chair: one, secretariat: two, party: delegate- }
texts:
  first:
    title: 'A text'
    paragraphs:
      - operative: 'Decide to meet;'
acts:
`
const withActs = (...acts: string[]) =>
  readNegotiation(`${head}${acts.map(each => `  - ${each}\n`).join('')}`)
const troubles = (...acts: string[]) => {
  const read = withActs(...acts)
  return 'troubles' in read ? read.troubles : []
}
const begun = '{ at: 2026-03-01T09:00Z, by: chair, begins: first }'

describe('a negotiation in a file', () => {
  it('says who did what when, a minute after the one before where no time is given', () => {
    const read = withActs(
      begun,
      '{ by: [arden, belmar], says: support, of: words }',
      '{ by: chair, renumbers: true }',
    )
    if ('troubles' in read) throw new Error(JSON.stringify(read.troubles))
    expect(read.acts.map(({ at, by, deed }) => [at.toISOString(), by, deed.verb])).toEqual([
      ['2026-03-01T09:00:00.000Z', ['chair'], 'begins'],
      ['2026-03-01T09:01:00.000Z', ['arden', 'belmar'], 'says'],
      ['2026-03-01T09:03:00.000Z', ['chair'], 'renumbers'],
    ])
  })

  it('is about the first of its texts where none is named, and never about one it has not', () => {
    const read = withActs(begun)
    expect('acts' in read && read.acts[0]?.text).toBe('first')
    expect(troubles(begun, '{ by: chair, text: second, renumbers: true }')).toEqual([
      { line: 11, reason: 'there is no text second in this file' },
    ])
  })

  it('tells the line on which nothing is done, or two things, or something unknown', () => {
    expect(troubles(begun, '{ by: chair }')).toMatchObject([{ line: 11 }])
    expect(troubles(begun, '{ by: chair, shouts: loudly }')[0]?.reason).toMatch(/^nothing is done here/)
    expect(troubles(begun, '{ by: chair, renumbers: true, begins: first }')).toEqual([
      { line: 11, reason: 'two things are done here: renumbers and begins' },
    ])
    expect(troubles(begun, '{ by: chair, renumbers: true, loudly: yes }')[0]).toMatchObject({ line: 11 })
  })

  it('tells the line of a word that is not the field’s, within an act that goes over several', () => {
    expect(troubles(begun, 'by: arden\n    says: dislike\n    of: words')).toMatchObject([{ line: 12 }])
  })

  it('goes forward in time, from a time that is said', () => {
    expect(troubles('{ by: chair, begins: first }')).toEqual([
      { line: 10, reason: 'the first act says when it was done' },
    ])
    expect(troubles(begun, '{ at: 2026-03-01T08:59Z, by: chair, renumbers: true }')).toEqual([
      { line: 11, reason: 'this was done before what stands above it' },
    ])
    expect(troubles('{ at: yesterday, by: chair, begins: first }')[0]?.reason).toMatch(/a minute such as/)
  })

  it('tells the line where the notation itself breaks off, and of a field that is missing', () => {
    const broken = readNegotiation(`${head}  - { by: chair`)
    expect('troubles' in broken && broken.troubles[0]?.line).toBe(10)
    const empty = readNegotiation('negotiation: small-talks\n')
    expect('troubles' in empty && empty.troubles.map(({ reason }) => reason.split(':')[0])).toEqual([
      'track',
      'accounts',
      'texts',
      'acts',
    ])
  })
})
