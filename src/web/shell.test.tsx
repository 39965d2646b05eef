import { describe, expect, it } from 'vitest'
import { dayIn } from './day-in.ts'
import { dayFrom } from './known-on.tsx'
import { keepingDay, linkTo } from './links.ts'
import { waitAfter } from './socket.ts'
import { markup } from './markup.ts'
import { grouped } from './shell/palette.choices.ts'
import { MandateText } from './shell/you.tsx'
import { context, ids } from './parts/fixtures.ts'

describe('the day the record is read as of', () => {
  it('stays in every address', () => {
    expect(linkTo('1', 'meeting', '2023-05-20')).toBe('/meetings/1?on=2023-05-20')
    expect(keepingDay('/sources/1?claim=2#top', '2023-05-20')).toBe('/sources/1?claim=2&on=2023-05-20#top')
    expect(keepingDay('/tracks', null)).toBe('/tracks')
  })

  it('is taken from the address only when it is a day', () => {
    expect(dayFrom('2023-05-20')).toBe('2023-05-20')
    for (const wrong of ['2023-05', 'today', '2023-99-99', 20230520, undefined])
      expect(dayFrom(wrong)).toBeUndefined()
  })

  it('is read as people write it, in the calendar of their language', () => {
    expect(dayIn('20 May 2023', 'en', '2025-11-21')).toBe('2023-05-20')
    expect(dayIn('۳۰ اردیبهشت ۱۴۰۲', 'fa', '2025-11-21')).toBe('2023-05-20')
    expect(dayIn('20 مايو 2023', 'ar', '2025-11-21')).toBe('2023-05-20')
  })

  it('is not guessed from words that mean several days, or none', () => {
    expect(dayIn('May 2023', 'en', '2025-11-21')).toBeNull()
    expect(dayIn('soon enough', 'en', '2025-11-21')).toBeNull()
  })
})

it('comes back to a lost server later and later, and never all browsers at once', () => {
  expect(waitAfter(0, 0)).toBe(500)
  expect(waitAfter(3, 1)).toBeGreaterThan(waitAfter(1, 1))
  expect(waitAfter(50, 1)).toBeLessThanOrEqual(60_000)
  expect(waitAfter(3, 0)).not.toBe(waitAfter(3, 1))
})

it('shows what was found under the headings of the first of each kind', () => {
  const choice = (key: string, group: string) => ({ key, group, text: key })
  expect(grouped([choice('a', 'parties'), choice('b', 'persons'), choice('c', 'parties')])).toEqual([
    ['parties', [choice('a', 'parties'), choice('c', 'parties')]],
    ['persons', [choice('b', 'persons')]],
  ])
})

it('says for whom and where a mandate holds', () => {
  const times = { startsAt: '2025-01-01T00:00:00Z', endsAt: null }
  const text = (mandate: Parameters<typeof MandateText>[0]['mandate']) =>
    markup(<MandateText mandate={mandate} names={context.names} />).replaceAll(/<[^>]*>/g, '')
  expect(text({ capacity: 'party', party: ids.qatar, track: ids.meeting, ...times })).toBe(
    'for Qatar in Third round, Doha',
  )
  expect(text({ capacity: 'party', party: ids.qatar, track: null, ...times })).toBe(
    'for Qatar, at its own desk',
  )
  expect(text({ capacity: 'administrator', party: null, track: null, ...times })).toBe('administrator')
})
