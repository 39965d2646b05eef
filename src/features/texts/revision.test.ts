import type { Node } from 'prosemirror-model'
import { StepMap } from 'prosemirror-transform'
import { describe, expect, it } from 'vitest'
import { texts as arabic } from '../../web/text/ar/texts.ts'
import { texts as englishWords } from '../../web/text/en/texts.ts'
import { texts as persian } from '../../web/text/fa/texts.ts'
import { verbs } from './acts.ts'
import { bracketWords } from './bracket-words.ts'
import { del, ins, joinedP, newP, p, text } from './given-text.ts'
import { compareTexts, concordance, linesOf } from './revision.ts'
import { type Proposal, type Talks } from './talks.ts'

const proposal = (id: string, author: string | null, more: Partial<Proposal> = {}): Proposal => ({
  id,
  author,
  authorName: null,
  opened: 1,
  alternativeTo: null,
  bridges: [],
  rehomes: null,
  rationale: null,
  released: false,
  stances: new Map(),
  answers: new Map(),
  offer: null,
  closed: null,
  ...more,
})
const said = (what: 'join' | 'reserve' | 'delete') => ({ what, note: null, number: 1 })
const talks: Talks = {
  paragraphs: new Map(),
  proposals: new Map(
    [
      proposal('a', 'arden', {
        stances: new Map([
          ['corvia', said('join')],
          ['belmar', said('reserve')],
        ]),
      }),
      proposal('b', 'belmar'),
      proposal('c', null),
      proposal('n', null, { authorName: 'unattributed' }),
    ].map(each => [each.id, each]),
  ),
}
const names = new Map([
  ['arden', 'Arden'],
  ['belmar', 'Belmar'],
  ['corvia', 'Corvia'],
])
const english = bracketWords('en-GB', names)
const one = (...runs: Parameters<typeof p> extends [unknown, ...infer Runs] ? Runs : never) =>
  text(p({ id: 'one', number: '1' }, ...runs))
const lines = (doc: Node, says = english) => linesOf(doc, talks, says).map(each => each.text)

describe('a line of a revision', () => {
  it('says who holds each bracket, and what others say of it', () =>
    expect(
      lines(one('The ', ins('a', 'two '), 'parties ', del('b', 'shall '), 'meet ', ins('c', 'soon'))),
    ).toEqual([
      'OP1. The [two ](Arden, Corvia; Belmar: reserve)parties [shall ](Belmar: delete)meet',
      '[soon](the chair)',
    ]))

  it('speaks the language of its text', () =>
    expect(lines(one('x', del('c', 'y'), ins('n', 'z')), bracketWords('ar', names))).toEqual([
      'OP1. x[y](الرئاسة: حذف)[z](بلا نسبة)',
    ]))

  it('has brackets within brackets', () =>
    expect(lines(one('The ', ins('a', 'two ', del('b', 'big '), 'old '), 'parties'))).toEqual([
      'OP1. The [two [big ](Belmar: delete)old ](Arden, Corvia; Belmar: reserve)parties',
    ]))

  it('leaves out what its author took back, and tells of a paragraph that would begin or be joined', () =>
    expect(
      lines(
        text(
          p({ id: 'h', kind: 'heading' }, 'Preamble'),
          p({ id: 'one', number: '1' }, 'The ', ins('b', del('b', 'gone ')), 'parties'),
          newP('b', joinedP('b', p('lost', ' meet'))),
          newP('b', p('two', ins('b', 'And part'))),
          joinedP('c', p({ id: 'three', number: '2' }, 'They report')),
          joinedP('c', p({ id: 'four', kind: 'heading' }, 'End')),
        ),
      ),
    ).toEqual([
      'Preamble',
      'OP1. The parties meet',
      '[OP1bis. And part](Belmar)',
      '[OP2.](the chair: delete) They report',
      '[¶](the chair: delete) End',
    ]))

  it('begins where its first word stands, whatever signs are before it', () => {
    const doc = one('The parties ', ins('a', del('a', 'gone')), ins('b', 'x'.repeat(90)), ' end')
    const [first, second, third] = linesOf(doc, talks, english)
    expect(first).toMatchObject({ text: 'OP1. The parties', position: 1 })
    const at = doc.textBetween(1, second?.position ?? 0)
    expect([at, second?.text.startsWith('[xxx')]).toEqual(['The parties gone', true])
    expect(doc.textBetween(second?.position ?? 0, third?.position ?? 0)).toMatch(/^x{80,}$/)
  })

  it('is found in a later revision by where it began', () => {
    const earlier = linesOf(one('The parties meet'), talks, english)
    const later = linesOf(
      text(p({ id: 'zero', number: '1' }, 'Before'), p({ id: 'one', number: '2' }, 'The parties meet')),
      talks,
      english,
    )
    expect(concordance(earlier, later, [new StepMap([0, 0, 8])])).toEqual([2])
    expect(concordance(earlier, later, [new StepMap([0, 18, 8])])).toEqual([null])
  })
})

describe('two revisions compared', () => {
  const compare = (before: Node, after: Node, later: Talks = talks) =>
    compareTexts({ doc: before, talks }, { doc: after, talks: later }, english).map(({ change, parts }) => [
      change,
      parts
        .map(each => ({ same: each.text, added: `+{${each.text}}`, removed: `-{${each.text}}` })[each.change])
        .join(''),
    ])

  it('are the same where nobody touched them, brackets and all', () =>
    expect(
      compare(one('The ', ins('a', 'two '), 'parties'), one('The ', ins('a', 'two '), 'parties')),
    ).toEqual([['same', 'The [two ](Arden, Corvia; Belmar: reserve)parties']]))

  it('differ by a bracket that was put in, and by whose it is', () =>
    expect(compare(one('The parties'), one('The ', ins('b', 'two '), 'parties'))).toEqual([
      ['changed', 'The +{[two ](Belmar)}parties'],
    ]))

  it('differ by what was proposed and is agreed now, which keeps its words', () =>
    expect(compare(one('The ', ins('b', 'two '), 'parties'), one('The two parties'))).toEqual([
      ['changed', 'The -{[}two -{](Belmar)}parties'],
    ]))

  it('differ by words that somebody would strike', () =>
    expect(compare(one('The two parties'), one('The ', del('b', 'two '), 'parties'))).toEqual([
      ['changed', 'The +{[}two +{](Belmar: delete)}parties'],
    ]))

  it('differ by who joined', () => {
    const before = one('The ', ins('b', 'two '), 'parties')
    const joined = proposal('b', 'belmar', { stances: new Map([['corvia', said('join')]]) })
    const later = { ...talks, proposals: new Map([...talks.proposals, ['b', joined] as const]) }
    expect(compare(before, before, later)).toEqual([
      ['changed', 'The [two -{](Belmar)}+{](Belmar, Corvia)}parties'],
    ])
  })

  it('differ by paragraphs that are new, gone, or would be joined', () =>
    expect(
      compare(
        text(p('one', 'One'), p('two', 'Two'), p('three', 'Three')),
        text(p('one', 'One'), joinedP('b', p('three', 'Three')), newP('b', p('four', ins('b', 'Four')))),
      ),
    ).toEqual([
      ['same', 'One'],
      ['removed', '-{Two}'],
      ['changed', '+{[¶](Belmar: delete) }Three'],
      ['added', '+{[¶ Four](Belmar)}'],
    ]))
})

it.each([
  ['en', englishWords],
  ['ar', arabic],
  ['fa-IR', persian],
] as const)('brackets in a text in %s speak as the pages do', (language, pages) => {
  const says = bracketWords(language, new Map())
  for (const verb of verbs) expect(says.verbOf(verb)).toBe(pages[`verb.${verb}`])
  expect(says.nameOf({ party: null, name: null })).toBe(pages['bracket.chair'])
  expect(says.nameOf({ party: null, name: 'unattributed' })).toBe(pages['bracket.unattributed'])
  expect(says.nameOf({ party: null, name: 'As written' })).toBe('As written')
})
