const unwritable = /[\0\p{Surrogate}]/u

/**
 * Whether every text in a value can be kept: no NUL, which the database does not take, and no half of a character.
 * However deep the value, it is looked through without recursion.
 */
export const isWellFormed = (value: unknown): boolean => {
  const left = [value]
  while (left.length > 0) {
    const each = left.pop()
    if (typeof each === 'string' && unwritable.test(each)) return false
    if (typeof each !== 'object' || each === null) continue
    for (const [key, member] of Object.entries(each)) left.push(key, member)
  }
  return true
}
