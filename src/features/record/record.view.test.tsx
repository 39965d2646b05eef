import { describe, expect, it } from 'vitest'
import { PredicateName } from '../../domain/vocabulary.ts'
import { catalogues, markup } from '../../web/markup.ts'
import { ClaimWords } from './claim-words.view.tsx'
import { DifferenceView } from './difference.view.tsx'
import { fieldsOf } from './fields.ts'
import { KeyChooser } from './key-chooser.view.tsx'
import type { Context } from './record.api.ts'
import type { Claim } from './record.ts'
import { groupedByText } from './source-list.view.tsx'
import { SourceText } from './source-text.view.tsx'
import { wordsFor } from './value-fields.view.tsx'

const text = 'Title\nAid would reach all provinces before winter, he said.'
const aid = { start: 6, end: 50, claims: ['a', 'b'], changed: false }
const provinces = { start: 26, end: 35, claims: ['c'], changed: true }
const nothing = () => undefined
const source = (passages: Parameters<typeof SourceText>[0]['passages'], chosen = null) =>
  markup(
    <SourceText
      text={text}
      language="en"
      passages={passages}
      open={0}
      chosen={chosen}
      onOpen={nothing}
      panel="panel"
    />,
  )

describe('the text of a source', () => {
  it('shows overlapping passages, each with a button that says what it opens', () => {
    const html = source([aid, provinces])
    expect(html).toContain(
      '<mark data-start="26" data-on="0 1" class="several open changed">provinces</mark>',
    )
    expect(html).toContain('aria-label="Passage 1: 2 claims"')
    expect(html).toContain('aria-label="Passage 2: 1 claim"')
    expect(html).toMatch(/aria-expanded="true"[^>]*aria-label="Passage 1/)
  })

  it('holds every character of the text once, between the signs', () => {
    const words = source([aid, provinces])
      .replaceAll(/<button.*?<\/button>/g, '')
      .replaceAll(/<\/p>/g, '\n')
      .replaceAll(/<[^>]+>/g, '')
    expect(words.trim()).toBe(text)
  })

  it('runs in the direction of its language, whatever the page’s', () => {
    const html = markup(
      <SourceText
        text="وزیر گفت."
        language="fa"
        passages={[]}
        open={null}
        chosen={null}
        onOpen={nothing}
        panel="panel"
      />,
    )
    expect(html).toContain('lang="fa" dir="rtl"')
  })

  it('offers its sentences to the keyboard', () => {
    const html = markup(<KeyChooser text={text} language="en" onTake={nothing} onClose={nothing} />)
    expect(html).toMatch(/role="listbox"[^>]*aria-multiselectable="true"/)
    expect([...html.matchAll(/role="option"/g)]).toHaveLength(2)
    expect(html).toMatch(/aria-selected="true"[^>]*>Title /)
  })
})

it('says of each changed word whether it came or went, in the language of the page', () => {
  const html = markup(<DifferenceView before="They agreed." after="They refused." language="en" />, {
    language: 'fa',
  })
  expect(html).toContain('<del><span class="visually-hidden" lang="fa">حذف‌شده: </span>agreed')
  expect(html).toContain('<ins><span class="visually-hidden" lang="fa">افزوده: </span>refused')
  expect(html).toContain('۱ واژه افزوده شده')
})

describe('a claim in words', () => {
  const id = (at: number) => `00000000-0000-4000-8000-00000000000${at}`
  const claim: Claim = {
    id: id(1),
    subject: id(2),
    subjectType: 'track',
    predicate: 'participation',
    object: id(3),
    value: { role: 'host', status: 'participates', from: '2023-05' },
    modality: 'asserts',
    source: null,
    evidence: [],
    by: [],
    wording: null,
    wordingLanguage: null,
    occurred: null,
    stated: null,
    reported: '2023-06-06',
    knownFrom: '2023-06-06',
    recordedAt: '2023-06-06T00:00:00Z',
    supersedes: null,
    supersededBy: null,
    compartment: id(4),
    illustration: false,
  }
  const name = (words: string, type: 'track' | 'party') => ({ text: words, language: 'en', type, kinds: [] })
  const context: Context = {
    names: { [id(2)]: name('Doha Process', 'track'), [id(3)]: name('Qatar', 'party') },
    sources: {},
    compartments: {},
  }

  it('names who and what with words for values and dates', () => {
    const words = markup(<ClaimWords claim={claim} context={context} link={false} />)
      .replaceAll(/<small.*?<\/small>/g, '')
      .replaceAll(/<[^>]+>/g, '')
    expect(words).toBe('Doha Process participation: Qatar · host · participates · From: May 2023')
  })

  it('isolates every name from the direction of the page', () => {
    const html = markup(<ClaimWords claim={claim} context={context} />, { language: 'ar' })
    expect(html).toContain('<bdi class="name" lang="en" dir="ltr">')
  })
})

it('has words in every language for every choice of every question', () => {
  const lacking = PredicateName.options.flatMap(predicate =>
    fieldsOf(predicate).flatMap(({ name, shape }) => {
      if (shape.type !== 'choice') return []
      const kind = wordsFor[`${predicate}.${name}`]
      return shape.options
        .map(each => `vocabulary.${kind}.${each}`)
        .filter(key => Object.values(catalogues).some(all => !(key in all)))
    }),
  )
  expect(lacking).toEqual([])
})

it('has a name for every field and a meaning for every question', () => {
  const lacking = PredicateName.options.flatMap(predicate => [
    ...(`record.meaning.${predicate}` in catalogues.en ? [] : [predicate]),
    ...fieldsOf(predicate)
      .filter(
        ({ name }) =>
          !(`record.field.${name}` in catalogues.en || `record.field.${predicate}.${name}` in catalogues.en),
      )
      .map(({ name }) => `${predicate}.${name}`),
  ])
  expect(lacking).toEqual([])
})

it('puts copies beneath the text they repeat', () => {
  const row = (id: string, root: string) => ({
    id,
    root,
    kind: 'wire' as const,
    publisher: '',
    title: id,
    language: 'en',
    published: '2023',
    illustration: false,
    claims: 0,
    author: null,
    hasText: false,
  })
  const rows = [row('copy', 'first'), row('other', 'other'), row('first', 'first'), row('lost', 'elsewhere')]
  expect(groupedByText(rows).map(({ row: { id }, repeats }) => `${id}${repeats ? ' repeats' : ''}`)).toEqual([
    'other',
    'first',
    'copy repeats',
    'lost',
  ])
})
