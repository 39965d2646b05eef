import { foldText } from '../../domain/names.ts'

/** A name as it is the same however it is written: without case, accents, signs, and an article before it. */
const keyOf = (name: string): string =>
  foldText(name)
    .replace(/[’'`´.]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the (?=.)/, '')

interface Bearer {
  readonly id: string
  readonly name: string
}

/**
 * Who bears each of these names: whose name it is to the letter, else whose it is but for case, accents, signs and an
 * article. Never a name that is merely like it, and nobody where several bear it.
 */
export const bearers = (names: readonly string[], known: readonly Bearer[]): ReadonlyMap<string, string> => {
  const by = (key: (name: string) => string) => {
    const found = new Map<string, Set<string>>()
    for (const { id, name } of known) {
      const same = key(name)
      found.set(same, (found.get(same) ?? new Set()).add(id))
    }
    return (name: string) => [...(found.get(key(name)) ?? [])]
  }
  const readings = [by(name => name), by(name => name.toLowerCase()), by(keyOf)]
  const bearing = new Map<string, string>()
  for (const name of names) {
    const found = readings.map(read => read(name)).find(each => each.length > 0)
    if (found?.length === 1 && found[0] !== undefined && keyOf(name) !== '') bearing.set(name, found[0])
  }
  return bearing
}
