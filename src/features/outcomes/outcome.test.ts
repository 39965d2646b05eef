import { describe, expect, it } from 'vitest'
import {
  adoptOutcome,
  agreeOutcome,
  associate,
  type Association,
  attachStatement,
  beginOutcome,
  disagreementsByParties,
  issueOutcome,
  type Outcome,
  standsOn,
} from './outcome.ts'

const [arden, belmar] = ['a', 'b'].map(each => `00000000-0000-4000-8000-00000000000${each}`) as [
  string,
  string,
]
const now = new Date('2026-04-01T12:00:00Z')
const outcome: Outcome = {
  id: '00000000-0000-4000-8000-000000000001',
  text: '00000000-0000-4000-8000-000000000002',
  revision: 2,
  track: '00000000-0000-4000-8000-000000000003',
  kind: 'joint-statement',
  title: 'Joint statement',
  agreedAt: null,
  adoptedAt: null,
  issued: null,
  associations: [],
  statements: [],
}
const issued = { at: now, number: 'JS/1', hash: '0'.repeat(64) }
const said = (stand: Association['stand'], more: Partial<Association> = {}): Association => ({
  party: arden,
  stand,
  paragraph: null,
  authority: null,
  confirmBy: null,
  at: now,
  ...more,
})
const referred = said('ad-referendum', { authority: 'Parliament', confirmBy: '2026-05-01' })
const standOf = (associations: Association[], today = '2026-04-02') => standsOn(associations, today)[0]

describe('how a party stands', () => {
  it.each<[string, Association[], string, string]>([
    ['adopts', [said('adopts')], '2026-04-02', 'adopts'],
    ['by its latest word', [said('adopts'), said('not-associated')], '2026-04-02', 'not-associated'],
    ['waits for its capital', [referred], '2026-05-01', 'ad-referendum'],
    ['is confirmed', [referred, said('confirms')], '2027-01-01', 'confirmed'],
    ['has lapsed when nobody confirmed in time', [referred], '2026-05-02', 'lapsed'],
    [
      'is unstated when it left out one paragraph and said no more',
      [said('not-associated', { paragraph: 'p3' })],
      '2026-04-02',
      'unstated',
    ],
  ])('%s', (_, associations, today, stand) => expect(standOf(associations, today)?.stand).toBe(stand))

  it('adopts all but the paragraphs it named', () =>
    expect(standOf([said('adopts'), said('not-associated', { paragraph: 'p3' })])).toMatchObject({
      stand: 'adopts',
      exceptParagraphs: ['p3'],
    }))

  it('follows from nothing it did not say', () => expect(standsOn([], '2026-04-02')).toEqual([]))
})

describe('associating', () => {
  it('ad referendum names the authority and the deadline', () => {
    const full = { stand: 'ad-referendum', authority: 'Parliament', confirmBy: '2026-05-01' } as const
    expect(associate(outcome, arden, full, now)).toEqual(referred)
    expect(associate(outcome, arden, { stand: 'ad-referendum' }, now)).toEqual({
      refused: 'needs-authority-and-deadline',
    })
    expect(associate(outcome, arden, { ...full, confirmBy: '2026-03-31' }, now)).toEqual({
      refused: 'deadline-in-the-past',
    })
  })

  it('is closed once the document is issued, but for confirming in time', () => {
    const late = { ...outcome, issued, associations: [referred] }
    expect(associate(late, belmar, { stand: 'adopts' }, now)).toEqual({ refused: 'already-issued' })
    expect(associate(late, arden, { stand: 'confirms' }, now)).toMatchObject({ stand: 'confirms' })
    expect(associate(late, arden, { stand: 'confirms' }, new Date('2026-05-02T00:00:00Z'))).toEqual({
      refused: 'confirmation-too-late',
    })
    expect(associate(late, belmar, { stand: 'confirms' }, now)).toEqual({ refused: 'nothing-to-confirm' })
  })

  it('of one paragraph is only not being associated with it', () => {
    expect(associate(outcome, arden, { stand: 'not-associated', paragraph: 'p3' }, now)).toMatchObject({
      paragraph: 'p3',
    })
    expect(associate(outcome, arden, { stand: 'adopts', paragraph: 'p3' }, now)).toEqual({
      refused: 'only-not-associated-with-a-paragraph',
    })
  })

  it('of a paragraph left out before may be with it after all', () => {
    const without = { ...outcome, associations: [said('not-associated', { paragraph: 'p3' })] }
    const back = { stand: 'adopts', paragraph: 'p3' } as const
    expect(associate(without, arden, back, now)).toMatchObject(back)
    expect(associate(without, arden, { ...back, paragraph: 'p4' }, now)).toHaveProperty('refused')
    expect(associate(without, belmar, back, now)).toHaveProperty('refused')
    const all = [...without.associations, said('adopts', { paragraph: 'p3' })]
    expect(standOf(all)?.exceptParagraphs).toEqual([])
    expect(standOf(all)?.stand).toBe('unstated')
  })

  it('may come with a statement, until it is issued', () => {
    const reservation = { kind: 'reservation', body: 'On paragraph 3', language: 'en' } as const
    expect(attachStatement(outcome, arden, reservation, now)).toMatchObject({
      party: arden,
      kind: 'reservation',
    })
    expect(attachStatement({ issued }, arden, reservation, now)).toEqual({ refused: 'already-issued' })
  })
})

describe('a joint statement', () => {
  const pending = [{ paragraph: 'p3', label: 'OP3', parties: [arden] }]

  it('exists only when every phrase is agreed', () => {
    expect(beginOutcome({ kind: 'joint-statement' }, pending)).toEqual({
      refused: 'brackets-remain-in-outcome',
      detail: 'OP3',
    })
    expect(beginOutcome({ kind: 'joint-statement' }, [])).toBeUndefined()
    expect(beginOutcome({ kind: 'chairs-summary' }, pending)).toBeUndefined()
  })

  it('is agreed, adopted and issued one after another, each once', () => {
    expect(adoptOutcome(outcome, undefined)).toEqual({ refused: 'not-agreed' })
    expect(issueOutcome(outcome)).toEqual({ refused: 'not-adopted' })
    expect(agreeOutcome(outcome)).toBeUndefined()
    expect(agreeOutcome({ ...outcome, agreedAt: now })).toEqual({ refused: 'already-agreed' })
    const adopted = { ...outcome, agreedAt: now, adoptedAt: now }
    expect(adoptOutcome({ ...outcome, agreedAt: now }, undefined)).toBeUndefined()
    expect(adoptOutcome(adopted, undefined)).toEqual({ refused: 'already-adopted' })
    expect(issueOutcome(adopted)).toBeUndefined()
    expect(issueOutcome({ ...adopted, issued })).toEqual({ refused: 'already-issued' })
  })

  it('is adopted by silence on these very words, once that was announced', () => {
    const agreed = { ...outcome, agreedAt: now }
    const silence = { text: outcome.text, revision: 2, announced: true }
    expect(adoptOutcome(agreed, silence)).toBeUndefined()
    expect(adoptOutcome(agreed, { ...silence, announced: false })).toEqual({ refused: 'not-held' })
    expect(adoptOutcome(agreed, { ...silence, revision: 1 })).toEqual({ refused: 'not-the-same-text' })
  })
})

describe('a chair’s summary', () => {
  const summary = { ...outcome, kind: 'chairs-summary' as const }

  it('is neither agreed nor adopted, and issued by the chair alone', () => {
    expect(agreeOutcome(summary)).toEqual({ refused: 'chairs-alone' })
    expect(adoptOutcome(summary, undefined)).toEqual({ refused: 'chairs-alone' })
    expect(issueOutcome(summary)).toBeUndefined()
  })

  it('names together the paragraphs that the same parties do not agree to', () =>
    expect(
      disagreementsByParties([
        { paragraph: 'p3', label: 'OP3', parties: [arden, belmar] },
        { paragraph: 'p4', label: 'OP4', parties: [belmar, arden] },
        { paragraph: 'p5', label: '', parties: [arden] },
      ]),
    ).toEqual([
      { labels: ['OP3', 'OP4'], parties: [arden, belmar] },
      { labels: ['p5'], parties: [arden] },
    ]))
})
