import { describe, expect, it } from 'vitest'
import { markup } from '../../web/markup.ts'
import { context, ids } from '../../web/parts/fixtures.ts'
import { OutcomePage } from './outcome.api.ts'
import { Procedure } from './outcomes.view.tsx'

const silence = '00000000-0000-4000-8000-000000000077'
const nobody = { parties: [], presides: false, secretariat: false }
const chair = { ...nobody, presides: true }
const secretariat = { ...nobody, secretariat: true }
const delegation = { ...nobody, parties: [ids.qatar] }
const stand = (more: object = {}) => ({
  party: ids.qatar,
  stand: 'unstated',
  authority: null,
  confirmBy: null,
  exceptParagraphs: [],
  ...more,
})
const page = (more: object = {}) =>
  OutcomePage.parse({
    id: '00000000-0000-4000-8000-000000000001',
    text: '00000000-0000-4000-8000-000000000002',
    revision: 2,
    track: ids.group,
    meeting: null,
    kind: 'joint-statement',
    title: 'Joint statement',
    illustration: false,
    agreedAt: '2026-04-01T10:00:00.000Z',
    adoptedAt: null,
    issued: null,
    silence: null,
    stands: [stand()],
    statements: [],
    content: {
      number: null,
      title: 'Joint statement',
      kind: 'joint-statement',
      language: 'en',
      track: ids.group,
      text: '00000000-0000-4000-8000-000000000002',
      revision: 'Rev.2',
      record: '0'.repeat(64),
      lines: ['OP1. The parties meet'],
      paragraphs: [{ id: 'p1', label: 'OP1', kind: 'operative', line: 1 }],
      disagreements: [],
      adoptedAt: null,
      stands: [],
      statements: [],
    },
    bytes: null,
    mine: nobody,
    silences: [],
    names: context.names,
    ...more,
  })
const shown = (more: object, party?: string | null, on: string | null = null) =>
  markup(<Procedure outcome={page(more)} party={party} />, { on })
const adopted = { adoptedAt: '2026-04-02T10:00:00.000Z' }
const issued = {
  ...adopted,
  issued: { at: '2026-04-03T10:00:00.000Z', number: 'JS/1', hash: 'a'.repeat(64) },
}

describe('what happens to an outcome', () => {
  it('is stated by the chair alone, and issued by the secretariat too', () => {
    expect(shown({ mine: chair })).toContain('State that it is adopted</button>')
    for (const mine of [secretariat, delegation, nobody])
      expect(shown({ mine })).not.toContain('State that it is adopted</button>')
    expect(shown({ ...adopted, mine: secretariat })).toContain('Issue it</button>')
    expect(shown({ ...adopted, mine: delegation })).not.toContain('Issue it</button>')
    expect(shown({ mine: secretariat })).toContain('First it is adopted.')
  })

  it('may be adopted by silence that held, and keeps the number the text had under it', () => {
    const silences = [{ id: silence, round: 2, number: 'CG.DEC/7' }]
    expect(shown({ mine: chair, silences })).toContain('by silence, round 2')
    expect(shown({ ...adopted, silence, silences, mine: secretariat })).toContain('value="CG.DEC/7"')
    expect(shown({ ...adopted, silences, mine: secretariat })).not.toContain('CG.DEC/7')
  })

  it('cannot be done in the past', () => {
    for (const mine of [chair, secretariat, delegation])
      expect(shown({ ...adopted, mine }, ids.qatar, '2026-04-02')).not.toContain('<button')
  })

  it('has absences recorded by chair and secretariat, until it is issued', () => {
    expect(shown({ mine: secretariat })).toContain('Record that a party was absent')
    expect(shown({ ...issued, mine: secretariat })).not.toContain('Record that a party was absent')
    expect(shown({ mine: delegation }, ids.qatar)).not.toContain('Record that a party was absent')
  })
})

describe('a delegation', () => {
  it('says how it stands until it is issued, and after that only that its capital confirmed', () => {
    expect(shown({ mine: delegation }, ids.qatar)).toContain('adopts it ad referendum')
    expect(shown({ ...issued, mine: delegation }, ids.qatar)).not.toContain('own-word')
    const referred = [stand({ stand: 'ad-referendum', authority: 'Cabinet', confirmBy: '2026-05-01' })]
    expect(shown({ ...issued, stands: referred, mine: delegation }, ids.qatar)).toContain(
      'State that it is confirmed</button>',
    )
    const lapsed = [stand({ stand: 'lapsed', authority: 'Cabinet', confirmBy: '2026-05-01' })]
    expect(shown({ ...issued, stands: lapsed, mine: delegation }, ids.qatar)).not.toContain('own-word')
  })

  it('takes back in only a paragraph it left out', () => {
    expect(shown({ mine: delegation }, ids.qatar)).not.toContain('a paragraph left out before')
    const without = [stand({ stand: 'adopts', exceptParagraphs: ['p1'] })]
    expect(shown({ stands: without, mine: delegation }, ids.qatar)).toContain('a paragraph left out before')
  })

  it('does not adopt a chair’s summary, which is nobody’s agreement', () => {
    const summary = shown({ kind: 'chairs-summary', agreedAt: null, mine: delegation }, ids.qatar)
    expect(summary).not.toContain('adopts it')
    expect(summary).toContain('is not associated with it')
  })

  it('is spoken for by nobody else', () => {
    for (const mine of [chair, secretariat, nobody])
      expect(shown({ mine }, null)).not.toContain('My delegation')
  })
})
