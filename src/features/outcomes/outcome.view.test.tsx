import { describe, expect, it } from 'vitest'
import { markup } from '../../web/markup.ts'
import { context, ids } from '../../web/parts/fixtures.ts'
import { DocumentContent } from './content.ts'
import { OutcomeDocument } from './document.view.tsx'
import { sheetRules } from './paper.view.tsx'
import { Disagreements, StandWords } from './sentences.view.tsx'
import type { PartyStand } from './outcome.ts'

const hash = 'ab'.repeat(32)
const content = (more: object = {}) =>
  DocumentContent.parse({
    number: 'JS/2026/1',
    title: 'Joint statement',
    kind: 'joint-statement',
    language: 'en',
    track: ids.group,
    text: '00000000-0000-4000-8000-000000000002',
    revision: 'Rev.2',
    record: '0'.repeat(64),
    lines: ['OP1. The parties meet', 'each month.', 'OP2. They report.'],
    paragraphs: [
      { id: 'p1', label: 'OP1', line: 1 },
      { id: 'p2', label: 'OP2', line: 3 },
    ],
    disagreements: [],
    adoptedAt: '2026-04-01T23:30:00.000Z',
    issuedAt: '2026-04-02T10:00:00.000Z',
    stands: [
      { party: ids.authority, stand: 'adopts', authority: null, confirmBy: null, exceptParagraphs: ['p2'] },
      { party: ids.qatar, stand: 'unstated', authority: null, confirmBy: null, exceptParagraphs: [] },
    ],
    statements: [
      {
        party: ids.authority,
        kind: 'reservation',
        body: 'ملاحظه',
        language: 'fa',
        at: '2026-04-01T10:00:00.000Z',
      },
    ],
    names: context.names,
    ...more,
  })
const shown = (more: object = {}, of: string | null = hash, language: 'en' | 'fa' = 'en') =>
  markup(<OutcomeDocument content={content(more)} hash={of} origin="https://parley.example" />, { language })
const text = (html: string) => html.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ')

describe('an outcome document', () => {
  it('bears its number, its dates, and lines with the numbers they have everywhere', () => {
    const html = shown()
    expect(text(html)).toContain('JS/2026/1')
    expect(text(html)).toContain('1 April 2026')
    expect(
      [...html.matchAll(/data-line="([^"]+)" class="([^"]*)"/g)].map(([, line, of]) => [line, of?.trim()]),
    ).toEqual([
      ['1', 'first operative'],
      ['2', 'operative'],
      ['3', 'first operative'],
    ])
    expect(shown({}, hash, 'fa')).toContain('data-line="۳"')
  })

  it('says how each party stands, who said nothing too, and leads from a reservation to its annex', () => {
    const sheet = text(shown())
    expect(sheet).toContain('not associated with paragraph OP2')
    expect(sheet).toContain('Reservation (see annex 1)')
    expect(sheet).toContain('has not said yet')
    expect(shown()).toContain('<blockquote lang="fa" dir="rtl">ملاحظه</blockquote>')
  })

  it('carries the asterisk of a name with its one note', () => {
    expect(shown()).toContain('This designation is without prejudice to positions on recognition.')
  })

  it('tells where it can be verified, once it is issued', () => {
    const path = `/verify#number=JS%2F2026%2F1&amp;fingerprint=${hash}`
    expect(shown()).toContain(`href="${path}"`)
    expect(text(shown())).toContain('abababab abababab')
    const draft = shown({ number: null, issuedAt: null }, null)
    expect(draft).not.toContain('/verify')
    expect(draft).not.toContain('imprint')
  })

  it('is marked where its wording is made up', () => {
    expect(text(shown({ illustration: true }))).toContain('invented wording')
    expect(text(shown())).not.toContain('invented wording')
  })

  it('as a chair’s summary says whose it is, and who does not agree to what', () => {
    const disagreements = [
      { paragraph: 'p1', label: 'OP1', parties: [ids.qatar, 'chair'] },
      { paragraph: 'p2', label: 'OP2', parties: [ids.qatar, 'chair'] },
    ]
    const sheet = text(shown({ kind: 'chairs-summary', disagreements, stands: [] }))
    expect(sheet).toContain('the responsibility of the chair alone')
    expect(sheet).toContain('Paragraphs OP1 and OP2 agreed by all except Qatar and the chair.')
    expect(sheet).not.toContain('Association with this document')
  })

  it('kept before it said all it says now can still be read', () => {
    const { paragraphs: _, names: __, ...earlier } = content()
    expect(DocumentContent.parse(earlier).lines).toHaveLength(3)
  })
})

describe('a stand', () => {
  const stand = (more: Partial<PartyStand>): PartyStand => ({
    party: ids.qatar,
    stand: 'adopts',
    authority: null,
    confirmBy: null,
    exceptParagraphs: [],
    ...more,
  })
  const said = (more: Partial<PartyStand>, language: 'en' | 'ar' | 'fa' = 'en') =>
    text(
      markup(
        <StandWords
          stand={stand(more)}
          paragraphs={[
            { id: 'p1', label: 'OP1', kind: 'operative', line: 1 },
            { id: 'p2', label: '', kind: 'heading', line: 3 },
            { id: 'p3', label: '', kind: 'note', line: 9 },
          ]}
        />,
        { language },
      ),
    )
  const referred = { authority: 'Parliament', confirmBy: '2026-05-01' }

  it.each<[string, Partial<PartyStand>, string]>([
    [
      'ad referendum names who confirms, and by when',
      { stand: 'ad-referendum', ...referred },
      'to be confirmed by Parliament, by 1 May 2026',
    ],
    [
      'that lapsed says what it waited for',
      { stand: 'lapsed', ...referred },
      'was to be confirmed by Parliament, by 1 May 2026',
    ],
    ['that was confirmed says by whom', { stand: 'confirmed', ...referred }, 'by Parliament'],
    [
      'leaves out a heading by its line',
      { exceptParagraphs: ['p2'] },
      'not associated with paragraph heading (line 3)',
    ],
  ])('%s', (_, more, words) => expect(said(more)).toContain(words))

  it('of a party that only left out a paragraph is that, and not silence', () => {
    expect(said({ stand: 'unstated', exceptParagraphs: ['p1'] })).toBe('not associated with paragraph OP1')
    expect(said({ stand: 'unstated' })).toBe('has not said yet')
  })

  it('is said in each language', () => {
    expect(said({ exceptParagraphs: ['p1'] }, 'ar')).toContain('غير مرتبط بالفقرة OP1')
    expect(said({ exceptParagraphs: ['p1'] }, 'fa')).toContain('با بند OP1 همراه نیست')
  })
})

describe('a sentence of disagreement', () => {
  it('names brackets that nobody holds any more without naming anybody', () =>
    expect(
      text(
        markup(
          <Disagreements
            disagreements={[{ paragraph: 'p1', label: 'OP1', kind: 'operative', line: 1, parties: [] }]}
            names={context.names}
          />,
        ),
      ),
    ).toBe('Brackets that nobody holds remain in paragraph OP1.'))

  it('calls by its written name who is no party here', () =>
    expect(
      text(
        markup(
          <Disagreements
            disagreements={[{ paragraph: 'p1', label: '', kind: 'note', line: 9, parties: ['Ruritania'] }]}
            names={context.names}
          />,
        ),
      ),
    ).toBe('Paragraph footnote (line 9) agreed by all except Ruritania.'))
})

describe('a sheet', () => {
  it('bears number, fingerprint and pages on the side where its language begins and ends', () => {
    expect(sheetRules('JS/1', hash, 'en-GB', 'ltr')).toContain('@top-right { content: "JS/1"')
    expect(sheetRules('JS/1', hash, 'fa-IR', 'rtl')).toContain('@top-left { content: "JS/1"')
    expect(sheetRules('JS/1', hash, 'fa-IR', 'rtl')).toContain('counter(page, persian)')
  })

  it('cannot be broken out of by a number', () => {
    const rules = sheetRules('"; } * { display: none', hash, 'en-GB', 'ltr')
    expect(rules).toContain('content: "\\22 ; } * { display: none"')
  })
})
