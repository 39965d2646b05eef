import { describe, expect, it } from 'vitest'
import { quoteAt } from './anchor.ts'
import { disclosureDossier, type DisclosureDraft } from './disclose.ts'
import type { Evidence } from './dossier.ts'
import type { Chosen } from './draft.ts'
import { evidencesOf } from './evidence.ts'
import { newId } from './new-id.ts'
import type { Claim } from './record.ts'
import { emptySource, sourceDossier } from './source-draft.ts'

const first = [
  'They met in Doha.',
  'Aid would reach all provinces before winter.',
  'Both sides thanked the host for its efforts.',
  'No date was set for a next round.',
].join('\n')
const second = first
  .replace('would reach all', 'could reach most')
  .replace('\nNo date was set for a next round.', '')
const claimOn = (evidence: Evidence[], supersededBy: string | null = null): Claim => ({
  id: newId(),
  subject: newId(),
  subjectType: 'track',
  predicate: 'said',
  object: null,
  value: { text: 'x' },
  modality: 'asserts',
  source: newId(),
  evidence,
  by: [],
  wording: null,
  wordingLanguage: null,
  occurred: null,
  stated: null,
  reported: '2025',
  knownFrom: '2025-01-01',
  recordedAt: '2025-01-01T00:00:00Z',
  supersedes: null,
  supersededBy,
  compartment: newId(),
  illustration: false,
})
const on = (text: string, part: string) => {
  const start = text.indexOf(part)
  return quoteAt(text, { start, end: start + part.length })
}

describe('the evidence of a source', () => {
  const met = claimOn([on(first, 'They met in Doha.')])
  const aid = claimOn([on(first, 'Aid would reach all provinces before winter.')])
  const date = claimOn([on(first, 'No date was set')])
  const later = claimOn([on(second, 'could reach most provinces')])
  const numbered = claimOn([{ paragraph: 2 }, { paragraph: 0 }])
  const corrected = claimOn([on(first, 'Doha')], newId())
  const claims = [met, aid, date, later, numbered, corrected]

  it('stands where it stood, or is said to be reworded, or waits for a person', () => {
    const { places, orphans } = evidencesOf(claims, [first, second], 1)
    expect(places.map(({ claim, found }) => [claim, found])).toEqual([
      [met.id, 'unchanged'],
      [aid.id, 'reworded'],
      [later.id, 'unchanged'],
    ])
    expect(orphans).toEqual([date])
  })

  it('is not read into an earlier version that said something else', () => {
    const { places, orphans } = evidencesOf(claims, [first, second], 0)
    expect(places.map(each => each.claim)).toEqual([met.id, aid.id, date.id])
    expect(orphans).toEqual([later])
  })

  it('is listed by paragraph where there is no text, the headline first', () => {
    const { paragraphs, places } = evidencesOf([numbered], [], -1)
    expect(paragraphs.map(each => each.paragraph)).toEqual([0, 2])
    expect(places).toEqual([])
  })

  it('of a claim whose passage stands in no version is not guessed at', () =>
    expect(evidencesOf([claimOn([{ exact: 'never said' }])], [first], 0).orphans).toHaveLength(1))
})

const writing = { language: 'en', today: '2025-11-17', author: 'A', ownTitle: 'Note' }
const chosen = (type: 'track' | 'party'): Chosen => ({ id: newId(), type, text: 'X', language: 'en' })

describe('opening a claim to others', () => {
  const claim = newId()
  const draft: DisclosureDraft = {
    kind: 'delegation',
    track: chosen('track'),
    party: chosen('party'),
    how: 'relayed',
    at: 'yesterday',
    permission: ' the minister, by telephone ',
    wording: '',
    attributed: false,
  }

  it('says to whom, how, when and on whose permission', () =>
    expect(disclosureDossier(claim, draft, writing)).toMatchObject({
      claims: [],
      disclosures: [
        {
          claim,
          to: { delegation: draft.party?.id, of: draft.track?.id },
          how: 'relayed',
          at: '2025-11-16',
          permission: 'the minister, by telephone',
          attributed: false,
        },
      ],
    }))

  it('asks for what is missing', () =>
    expect(disclosureDossier(claim, { ...draft, party: null, at: '' }, writing)).toEqual([
      { field: 'party', words: 'party-needed' },
      { field: 'at', words: 'needed' },
    ]))

  it('needs nothing but a day to be opened to everybody', () =>
    expect(
      disclosureDossier(claim, { ...draft, kind: 'public', track: null, party: null }, writing),
    ).toMatchObject({ disclosures: [{ to: 'public' }] }))
})

describe('a new source', () => {
  const draft = {
    ...emptySource(newId(), 'en', 'public'),
    kind: 'wire' as const,
    publisher: 'Agency',
    title: 'Talks',
    published: '12 November',
  }

  it('is dated as people write it', () =>
    expect(sourceDossier(draft, writing)).toMatchObject({ sources: [{ published: '2025-11-12' }] }))

  it('cannot come from tomorrow, be undated or lead anywhere but to the web', () => {
    const faults = (part: object) => {
      const found = sourceDossier({ ...draft, ...part }, writing)
      return 'claims' in found ? [] : found.map(each => each.words)
    }
    expect(faults({ published: '2025-12-01' })).toEqual(['not-yet'])
    expect(faults({ published: '2024/..' })).toEqual(['both-days-needed'])
    expect(faults({ published: 'after the talks' })).toEqual(['relative-to-an-event'])
    expect(faults({ url: 'javascript:alert(1)' })).toEqual(['no-address'])
  })
})
