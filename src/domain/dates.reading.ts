import type { CalendarName } from './calendars.ts'
import { type Refusal, isRefusal } from './refusal.ts'

/** Why a date was not read; the detail is the text, or the readings between which it does not decide. */
export type DateRefusal = Refusal<
  'ambiguous-date' | 'impossible-date' | 'unreadable-date' | 'needs-reference-date' | 'relative-to-an-event'
>

/** What had to be supposed to read a date; a person is shown these beside the reading. */
export type DateNote =
  | 'year-inferred'
  | 'relative-to-publication'
  | 'publication-approximate'
  | 'past-assumed'
  | 'next-is-ambiguous'
  | 'vague-count'
  | 'week-starts-monday'
  | 'observance-may-differ'
  | 'year-is-gregorian'
  | 'winter-spans-years'
  | 'perhaps-solar-hijri'
  | 'perhaps-a-range-of-years'
  | 'day-first'
  | 'zone-unknown'
  | 'at-the-latest'
  | 'calendars-differ-by-a-day'

/** Against what a date is read: the day of publication, where known, and whether past or future is spoken of. */
export interface Reference {
  readonly day: string | null
  readonly tense?: 'past' | 'future' | undefined
  /** The calendar of years and seasons that do not tell it themselves. */
  readonly calendar: CalendarName
  readonly dayFirst?: boolean | undefined
}

/** A date set against its reference. */
export interface Resolved {
  readonly edtf: string
  readonly notes: readonly DateNote[]
  readonly calendar?: CalendarName
  readonly alternatives?: readonly string[]
}

/** What reading a date, or a part of one, comes to. */
export type Outcome = Resolved | DateRefusal

export const isResolved = (outcome: Outcome): outcome is Resolved => !isRefusal(outcome)
