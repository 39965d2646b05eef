import { describe, expect, it } from 'vitest'
import { findDates } from './dates.find.ts'
import { isRefusal } from './refusal.ts'

const datesIn = (text: string, published?: string) =>
  findDates(text, { published }).map(date => [
    date.text,
    isRefusal(date.reading) ? date.reading.refused : date.reading.edtf,
  ])

describe('The dates in a text', () => {
  it('are found where they stand, each as long as it can be read', () => {
    const text = 'The talks of 3–5 May 2023 and the round of 12 June 2024 failed.'
    expect(datesIn(text)).toEqual([
      ['3–5 May 2023', '2023-05-03/2023-05-05'],
      ['12 June 2024', '2024-06-12'],
    ])
    expect(findDates(text).every(({ start, end, text: slice }) => text.slice(start, end) === slice)).toBe(
      true,
    )
  })

  it.each([
    [
      'The gathering is expected to take place in mid-December. “The meeting will take place in a month,” he said.',
      '2025-11-17',
      [
        ['in mid-December', '2025-12-11~/2025-12-20~'],
        ['in a month', '2025-12~'],
      ],
    ],
    [
      'On Saturday and Sunday, representatives held the first meeting after the US withdrawal last August.',
      '2021-10-11',
      [
        ['Saturday and Sunday', '2021-10-09/2021-10-10'],
        ['last August', '2021-08'],
      ],
    ],
    [
      'She hinted a few days before the conference, and on May 12 in Kandahar the meeting took place.',
      '2023-06-06',
      [
        ['a few days before the conference', 'relative-to-an-event'],
        ['May 12', '2023-05-12'],
      ],
    ],
    ['عقد الاجتماع في 14 يوليو 2021 بعد محادثات', undefined, [['في 14 يوليو 2021', '2021-07-14']]],
    ['نشست در ۲۴ آذر ۱۴۰۴ برگزار شد', undefined, [['در ۲۴ آذر ۱۴۰۴', '2025-12-15']]],
  ])('%s', (text, published, dates) => expect(datesIn(text, published)).toEqual(dates))

  it('are not seen in words that only look like them', () => {
    expect(
      datesIn('He may march on in the second round. The sun fell on 24 delegates.', '2023-06-06'),
    ).toEqual([])
  })
})
