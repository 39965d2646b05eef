import type { ClaimOf } from '../record/record.ts'

/** An agenda item with every wording sources give it, and its sub-items. */
export interface AgendaItem {
  readonly number: string
  readonly claims: readonly ClaimOf<'agenda-item'>[]
  readonly items: readonly AgendaItem[]
}

const segments = (number: string) => number.split('.').map(Number)

const compareNumbers = (first: string, second: string) => {
  const [one, other] = [segments(first), segments(second)]
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (one[at] ?? -1) - (other[at] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

/** The nearest item above: 2.1.3 stands under 2.1, or under 2 where no 2.1 is given. */
const parentOf = (number: string, all: ReadonlySet<string>): string | null => {
  const parts = number.split('.')
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const above = parts.slice(0, length).join('.')
    if (all.has(above)) return above
  }
  return null
}

/** The agenda as a tree by its numbers. Nothing is dropped, whatever numbers are missing. */
export const foldAgenda = (claims: readonly ClaimOf<'agenda-item'>[]): AgendaItem[] => {
  const current = claims.filter(claim => claim.supersededBy === null)
  const numbers = new Set(current.map(claim => claim.value.number))
  const under = (parent: string | null): AgendaItem[] =>
    [...numbers]
      .filter(number => parentOf(number, numbers) === parent)
      .toSorted(compareNumbers)
      .map(number => ({
        number,
        claims: current.filter(claim => claim.value.number === number),
        items: under(number),
      }))
  return under(null)
}
