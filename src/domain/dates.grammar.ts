import type { CalendarName } from './calendars.ts'
import { type Token, shapeOf } from './dates.tokens.ts'
import type { Sort } from './dates.words.ts'

/** What is written, before it is set against a reference date. A direction is -1 last, 0 this, 1 next. */
export type Written =
  | {
      readonly type: 'calendar'
      readonly calendar: CalendarName
      readonly year?: number
      readonly month?: number
      readonly day?: number
      readonly weekday?: number
      readonly part?: string
      readonly direction?: number
      readonly yearDirection?: number
    }
  | {
      readonly type: 'season'
      /** EDTF code 21–36. */
      readonly code: number
      readonly year?: number
      readonly part?: string
      readonly direction?: number
    }
  | { readonly type: 'weekday'; readonly weekday: number; readonly direction?: number }
  | { readonly type: 'unit'; readonly unit: string; readonly direction: number; readonly part?: string }
  | { readonly type: 'decade'; readonly year: number; readonly part?: string }
  | { readonly type: 'edtf'; readonly edtf: string }
  | { readonly type: 'numeric'; readonly text: string; readonly weekday?: number }
  | {
      readonly type: 'offset'
      readonly direction: number
      readonly unit: string
      /** Null for 'a few'. */
      readonly count: number | null
      readonly weekday?: number
    }
  | {
      readonly type: 'span'
      readonly direction: number
      readonly unit: string
      readonly count: number | null
    }

const find = (tokens: readonly Token[], sort: Sort) => tokens.find(token => token.sort === sort)

const passedOver: readonly Sort[] = [
  'neutral',
  'past',
  'future',
  'circa',
  'perhaps',
  'by',
  'time',
  'meridiem',
  'zone',
  'era',
]

const rangeSorts: readonly Sort[] = ['number', 'month', 'year', 'weekday', 'part', 'edtf', 'numeric']

/** A hyphen is a range between two words of one sort ('3-5 May'), and before a second day ('28 May-3 June'). */
const hyphenAsRange = (tokens: readonly Token[], at: number) => {
  const [before, after, next] = [tokens[at - 1]?.sort, tokens[at + 1]?.sort, tokens[at + 2]?.sort]
  if (before === undefined || after === undefined || !rangeSorts.includes(before)) return false
  return before === after || (after === 'number' && next === 'month' && before !== 'weekday')
}

/** Words that only lead to the next: 'the month of May', 'in May', 'a year' and the second of 'July/Tammuz'. */
const leads = (token: Token, at: number, tokens: readonly Token[]) => {
  const [before, after] = [tokens[at - 1], tokens[at + 1]]
  if (token.sort === 'unit')
    return (
      (token.name === 'year' && (after?.sort === 'year' || before?.sort === 'year')) ||
      (token.name === 'month' && (after?.sort === 'month' || before?.sort === 'month')) ||
      (token.name === 'day' && before?.sort !== 'number' && ['weekday', 'number'].includes(after?.sort ?? ''))
    )
  if (token.sort === 'month') return before?.sort === 'month' && before.value === token.value
  return false
}

/** Prepositions and articles before what is a date without them. */
const isIdle = (token: Token, at: number, tokens: readonly Token[]) => {
  const after = tokens[at + 1]
  if (token.sort === 'in') return !/^I(?:AN|[AnN])?U/.test(shapeOf(tokens.slice(at, at + 4)))
  if (token.sort === 'from') return at > 0
  if (token.sort === 'article') return !['few', 'unit'].includes(after?.sort ?? '')
  if (token.sort === 'to') return at === 0 || after === undefined
  return false
}

/** The number of '10 am'. */
const isHour = (tokens: readonly Token[], at: number) => tokens[at + 1]?.sort === 'meridiem'

/** The words that carry the date: hedges, hours, eras and prepositions without meaning of their own left out. */
export const carrying = (tokens: readonly Token[]): Token[] =>
  tokens
    .filter((token, at) => !passedOver.includes(token.sort) && !isHour(tokens, at))
    .map((token, at, all) =>
      token.sort === 'hyphen' && hyphenAsRange(all, at) ? { ...token, sort: 'to' as const } : token,
    )
    .filter(token => token.sort !== 'hyphen')
    .filter((token, at, all) => !leads(token, at, all))
    .filter((token, at, all) => !isIdle(token, at, all))

/** The hour written beside the date, `hh:mm[:ss][zone]`, or null. Twelve-hour clocks by am and pm. */
export const hourIn = (tokens: readonly Token[]): string | null => {
  const at = tokens.findIndex(token => token.sort === 'meridiem')
  const hour =
    find(tokens, 'time')?.name ?? (at > 0 ? `${tokens[at - 1]?.name.padStart(2, '0')}:00` : undefined)
  if (hour === undefined) return null
  const zone = find(tokens, 'zone')?.name ?? ''
  if (at < 0) return hour + zone
  const number = (Number(hour.slice(0, 2)) % 12) + (tokens[at]?.name === 'pm' ? 12 : 0)
  return String(number).padStart(2, '0') + hour.slice(2) + zone
}

/** A day, month or year: 'Thursday 9 October', 'October 9, 2025', 'last August', 'late May', 'May this year'. */
const calendarShape = new RegExp(
  [
    '^W?(?:nM|Mn)Y?$|^(?:nM|Mn)Y?W$|^MY?$|^Y$|^YMn?$|^YnM$',
    '^ER?(?:M|Y|MY|YM)$|^E[MY]R$|^RMn?$|^Mn?R$|^nRM$|^nMR$',
    '^(?:nM|Mn|EM|M)(?:RU|UR)$',
  ].join('|'),
)

/** Which year is meant by 'last' and its like: of the month named, or, after 'year', of the whole date. */
const directions = (tokens: readonly Token[]) => {
  const relative = find(tokens, 'relative')
  if (relative === undefined) return {}
  return find(tokens, 'unit') ? { yearDirection: relative.value } : { direction: relative.value }
}

const calendarDate = (tokens: readonly Token[]): Written | null => {
  const [month, unit] = [find(tokens, 'month'), find(tokens, 'unit')]
  const [year, day, weekday] = [find(tokens, 'year'), find(tokens, 'number'), find(tokens, 'weekday')]
  const part = find(tokens, 'part')
  if (unit && unit.name !== 'year') return null
  return {
    type: 'calendar',
    calendar: month?.calendar ?? 'gregorian',
    ...(year && { year: year.value }),
    ...(month && { month: month.value }),
    ...(day && { day: day.value }),
    ...(weekday && { weekday: weekday.value }),
    ...(part && { part: part.name }),
    ...directions(tokens),
  }
}

const seasonDate = (tokens: readonly Token[]): Written => {
  const [year, part, relative] = [find(tokens, 'year'), find(tokens, 'part'), find(tokens, 'relative')]
  return {
    type: 'season',
    code: find(tokens, 'season')?.value ?? find(tokens, 'quarter')?.value ?? 0,
    ...(year && { year: year.value }),
    ...(part && { part: part.name }),
    ...(relative && { direction: relative.value }),
  }
}

const counted = (tokens: readonly Token[]) => ({
  unit: find(tokens, 'unit')?.name ?? '',
  count: find(tokens, 'few') ? null : (find(tokens, 'number')?.value ?? 1),
})

const directionOf = (tokens: readonly Token[]) => find(tokens, 'relative')?.value ?? 0

const weekdayOf = (tokens: readonly Token[]) => find(tokens, 'weekday')?.value ?? 0

const rules: readonly (readonly [RegExp, (tokens: readonly Token[]) => Written | null])[] = [
  [/^W$/, tokens => ({ type: 'weekday', weekday: weekdayOf(tokens) })],
  [
    /^(?:RW|WR)$/,
    tokens => ({ type: 'weekday', weekday: weekdayOf(tokens), direction: directionOf(tokens) }),
  ],
  [/^(?:D|WD|DW)$/, tokens => dayWord(tokens)],
  [/^(?:AN|[AnN])?UG$|^k[nN]?U$|^[nN]Uk$/, tokens => ({ type: 'offset', direction: -1, ...counted(tokens) })],
  [
    /^I(?:AN|[AnN])?U$|^(?:AN|[AnN])?UL$|^z[nN]?U$|^[nN]Uz$/,
    tokens => ({ type: 'offset', direction: 1, ...counted(tokens) }),
  ],
  [/^w(?:AN|[AnN])?U$/, tokens => ({ type: 'span', direction: 1, ...counted(tokens) })],
  [
    /^[wI]?R[nN]U$|^[wI]?[nN]UR$/,
    tokens => ({ type: 'span', direction: directionOf(tokens), ...counted(tokens) }),
  ],
  [
    /^(?:E?RU|E?UR|EU)$/,
    tokens => {
      const part = find(tokens, 'part')
      const unit = find(tokens, 'unit')?.name ?? ''
      return { type: 'unit', unit, direction: directionOf(tokens), ...(part && { part: part.name }) }
    },
  ],
  [/^E?R?[SQ]Y?$|^[SQ]R$|^YQ$|^YS$/, seasonDate],
  [
    /^E?d$/,
    tokens => {
      const part = find(tokens, 'part')
      return { type: 'decade', year: find(tokens, 'decade')?.value ?? 0, ...(part && { part: part.name }) }
    },
  ],
  [/^@$/, tokens => ({ type: 'edtf', edtf: tokens[0]?.name ?? '' })],
  [
    /^W?#$/,
    tokens => {
      const weekday = find(tokens, 'weekday')
      return {
        type: 'numeric',
        text: find(tokens, 'numeric')?.name ?? '',
        ...(weekday && { weekday: weekday.value }),
      }
    },
  ],
  // A year of two digits, with its day or month: '14 July 21', "May '23".
  [/^W?(?:nM|Mn)n$/, () => ({ type: 'numeric', text: '' })],
  [
    /^(?:W?(?:nM|Mn)|E?M|[SQ])#$/,
    tokens => (/^['’]/.test(find(tokens, 'numeric')?.name ?? '') ? { type: 'numeric', text: '' } : null),
  ],
  [calendarShape, calendarDate],
]

const dayWord = (tokens: readonly Token[]): Written => {
  const [day, weekday] = [find(tokens, 'day')?.value ?? 0, find(tokens, 'weekday')]
  return {
    type: 'offset',
    direction: Math.sign(day),
    unit: 'day',
    count: Math.abs(day),
    ...(weekday && { weekday: weekday.value }),
  }
}

/** One date as written, no range or condition, or null when the words do not make one. */
export const writtenDate = (tokens: readonly Token[]): Written | null => {
  const shape = shapeOf(tokens)
  if (shape === '') return null
  return rules.find(([pattern]) => pattern.test(shape))?.[1](tokens) ?? null
}
