import type { ReactNode } from 'react'
import { describe, expect, it } from 'vitest'
import { type Claim, claimsOf, readingOf } from '../../features/record/record.ts'
import { markup } from '../markup.ts'
import { ClaimCard } from './claim-card.tsx'
import { DateText } from './date-text.tsx'
import { claims, context, ids } from './fixtures.ts'
import { CompartmentBadge } from './marks.tsx'
import { Caveats, Name } from './name.tsx'
import { Phrase } from './phrase.tsx'
import { Sourced } from './sourced.tsx'

/** The words a reader sees, without markup. */
const words = (html: string) => html.replaceAll(/<[^>]*>/g, '')

const sourced = (...all: Claim[]): ReactNode => (
  <Sourced
    reading={readingOf(claimsOf(all, 'meeting-date'), each => each.value.date)}
    render={date => <DateText edtf={date} />}
    context={context}
  />
)

describe('a name', () => {
  it('keeps to its own language and direction wherever it stands', () => {
    const html = markup(<Name id={ids.envoy} names={context.names} />)
    expect(html).toBe('<bdi class="name" lang="ar" dir="rtl">محمد بن عبد العزيز الخليفي</bdi>')
  })

  it('bears the asterisk that was agreed, which leads to its note', () => {
    const html = markup(
      <>
        <Name id={ids.authority} names={context.names} link />
        <Caveats names={context.names} />
      </>,
    )
    const anchor = /class="caveat" href="#([^"]+)"[^>]*>\*</.exec(html)?.[1]
    expect(html).toContain(`id="${anchor}"`)
    expect(words(html)).toContain('without prejudice to positions on recognition')
  })

  it('links to its page as of the day that is being read', () =>
    expect(markup(<Name id={ids.group} names={context.names} link />, { on: '2023-05-20' })).toContain(
      `href="/tracks/${ids.group}?on=2023-05-20"`,
    ))

  it('says that it is not known instead of showing an id', () =>
    expect(words(markup(<Name id="nobody" names={context.names} />))).toBe('name not known'))
})

describe('a value', () => {
  it('stands once with the number of independent sources', () => {
    const html = markup(sourced(claims.plain, claims.persian))
    expect(words(html)).toBe('12 May 202322 independent sources')
    expect(html).toContain('<span class="visually-hidden">2 independent sources</span>')
    expect(html).not.toContain('role="list"')
  })

  it('stands beside what other sources say when they differ, neither above the other', () => {
    const html = markup(sourced(claims.plain, claims.other))
    expect(html).toContain('aria-label="Sources differ"')
    expect(html.match(/role="listitem"/g)).toHaveLength(2)
    expect(words(html)).toContain('12 May 2023')
    expect(words(html)).toContain('11 May 2023')
  })

  it('is shown as denied by those who deny it', () => {
    const html = markup(sourced(claims.plain, claims.denied))
    expect(html).toMatch(/class="version denied".*<span class="tag denied">denied<\/span>/)
    expect(html).toContain('Sources differ')
  })

  it('tells that a source is not public, or made up', () => {
    expect(markup(sourced(claims.closed))).toContain('1 independent source, not public')
    expect(markup(sourced(claims.other))).toContain('<span class="tag illustration"')
  })

  it('says so when nothing is known', () => expect(words(markup(sourced()))).toBe('nothing known'))
})

describe('a claim', () => {
  const card = (claim: Claim, language: 'en' | 'ar' | 'fa' = 'en', history: Claim[] = []) =>
    markup(<ClaimCard claim={claim} context={context} history={history} />, { language })

  it('names those it came through, nearest the fact first', () => {
    const text = words(card(claims.relayed))
    const chain = ['a spokesman, for ', 'confirms', 'via محمد بن عبد العزيز الخليفي', 'via The Reference']
    const at = chain.map(each => text.indexOf(each))
    expect(at).not.toContain(-1)
    expect(at).toEqual(at.toSorted((first, second) => first - second))
  })

  it('quotes in the language it was said in, running its own way', () =>
    expect(card(claims.persian)).toContain(
      '<q lang="fa" dir="rtl"><bdi>گفت‌وگوها سازنده بود و ادامه خواهد یافت.</bdi></q>',
    ))

  it('leads to the passage it rests on', () =>
    expect(card(claims.plain)).toContain(`href="/sources/${ids.article}?claim=${claims.plain.id}"`))

  it('does not name a source its reader may not see', () =>
    expect(words(card(claims.closed))).toContain('a source you may not see'))

  it('shows what it corrects, and that it was corrected', () => {
    expect(words(card(claims.old, 'en', [claims.new]))).toContain('What replaced it')
    expect(words(card(claims.new, 'en', [claims.old]))).toContain('What it said before')
  })

  it('is said in the words of the page', () => {
    expect(words(card(claims.denied, 'fa'))).toContain('تکذیب می‌کند')
    expect(words(card(claims.denied, 'ar'))).toContain('ينفي')
  })
})

describe('a date', () => {
  it('gives the day to machines, and the other calendar and its precision to whoever points at it', () => {
    const html = markup(<DateText edtf="2023-05-20" />)
    expect(html).toContain('dateTime="2023-05-20"')
    expect(html).toContain('2023-05-20"')
    expect(html).toContain('to the day')
  })

  it('does not pretend that a span is a day', () => {
    const html = markup(<DateText edtf="2025-12-11~/2025-12-20~" />)
    expect(html).not.toContain('dateTime')
    expect(words(html)).toBe('11–20 December 2025, approximately')
  })

  it('says what a month has become in another calendar', () =>
    expect(words(markup(<DateText edtf="2023-05" />, { language: 'fa' }))).toContain('با دقت ماه'))
})

it('tells who may read what is not public, and nothing of what everybody may', () => {
  const badge = (id: string) => {
    const compartment = context.compartments[id]
    return compartment && words(markup(<CompartmentBadge compartment={compartment} names={context.names} />))
  }
  expect(badge(ids.delegation)).toMatch(/^not public delegation of Qatar to Contact Group on Afghanistan/)
  expect(badge(ids.public)).toBe('')
})

it('puts elements into a sentence where its language wants them', () => {
  const html = markup(<Phrase of="parts.by.for" with={{ who: <b>A</b>, party: <i>B</i> }} />, {
    language: 'ar',
  })
  expect(html).toBe('<b>A</b>، باسم <i>B</i>')
})
