import { addDays, addMonths, isoYear } from './dates.days.ts'
import { bounds, isApproximate, isEdtf, isUncertain, monthsOfSeason, precisionOf } from './edtf.ts'

/** The two ends of an expression as expressions of their own; the peer format takes no seasons there. */
export const endsOf = (edtf: string): { lower: string; upper: string } => {
  const [lower = edtf, upper = lower] = edtf.split('/')
  const precision = precisionOf(edtf)
  if (precision === 'season') {
    const months = monthsOfSeason(Number(edtf.slice(0, 4)), Number(edtf.slice(5)))
    return { lower: months?.from ?? edtf, upper: months?.to ?? edtf }
  }
  if (precision !== 'years' && !/[[{X]/.test(edtf)) return { lower, upper }
  const { from, to } = bounds(edtf)
  return { lower: from ?? edtf, upper: to ?? edtf }
}

const marked = (end: string, mark: '~' | '?') => {
  const both = (mark === '~' && isUncertain(end)) || (mark === '?' && isApproximate(end))
  return end.replace(/T.*$/, '').replaceAll(/[~?%]/g, '') + (both ? '%' : (/[%]/.exec(end)?.[0] ?? mark))
}

/**
 * A set of expressions, `[` one of or `{` all of them. The peer format has the mark before a year that stands
 * in a set, not after it.
 */
export const asSet = (kind: '[' | '{', members: readonly string[]): string => {
  const placed = members.map(member => member.replace(/^(\d{4})([~?%])$/, '$2$1'))
  return kind + placed.join(',') + (kind === '[' ? ']' : '}')
}

/** The expression with `~` (approximate) or `?` (uncertain) at every end; an hour so marked is given up. */
export const marking = (edtf: string, mark: '~' | '?'): string => {
  if (/^[[{]/.test(edtf)) {
    const members = edtf.slice(1, -1).split(',')
    return asSet(
      edtf.startsWith('[') ? '[' : '{',
      members.map(member => marked(member, mark)),
    )
  }
  const { lower, upper } = endsOf(edtf)
  const ends = [lower, upper].map(end => (end === '..' ? end : marked(end, mark)))
  return lower === upper ? (ends[0] ?? edtf) : ends.join('/')
}

/** The unit of time next to the end: the day, month or year before or after. Marked ends are not that sharp. */
const neighbour = (end: string, step: 1 | -1): string => {
  const day = end.replace(/T.*$/, '')
  if (isApproximate(day) || isUncertain(day)) return day
  if (day.length === 4) return isoYear(Math.min(Math.max(Number(day) + step, 0), 9999))
  if (day.length === 7) return addMonths(`${day}-01`, step).slice(0, 7)
  return addDays(day, step)
}

/** The day, month or year after the one given. */
export const unitAfter = (end: string): string => neighbour(end, 1)

/** Before the whole of it: `2023-05-12` → `../2023-05-11`, `2023-05` → `../2023-04`. */
export const beforeIt = (edtf: string): string => `../${neighbour(endsOf(edtf).lower, -1)}`

/** Up to and including it. */
export const untilIt = (edtf: string): string => `../${endsOf(edtf).upper}`

/** From its beginning on. */
export const sinceIt = (edtf: string): string => `${endsOf(edtf).lower}/..`

/** After the whole of it. */
export const afterIt = (edtf: string): string => `${neighbour(endsOf(edtf).upper, 1)}/..`

/** From the beginning of the first to the end of the second, or null when the second is the earlier. */
export const fromTo = (first: string, second: string): string | null => {
  if (first === second) return first
  const [{ lower }, { upper }] = [endsOf(first), endsOf(second)]
  const [begun, ended] = [bounds(lower), bounds(upper)]
  const { to: last } = bounds(first)
  if (last !== null && ended.to !== null && ended.to < last) return null
  if (begun.from === ended.to) return lower
  const edtf = `${lower}/${begun.from === ended.from ? ended.to : upper}`
  return isEdtf(edtf) ? edtf : null
}
