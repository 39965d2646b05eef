import { diffArrays } from 'diff'

/** A few words of a text that both versions have, or only the later one, or only the earlier one. */
export interface Part {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** One paragraph: in both versions alike, in one of them only, or in both with other words. */
export interface Change {
  readonly kind: 'same' | 'added' | 'removed' | 'changed'
  readonly parts: readonly Part[]
}

const token = /[\p{Letter}\p{Mark}\p{Number}\u200c]+|\s+|[^\p{Letter}\p{Mark}\p{Number}\u200c\s]/gu
const patience = { timeout: 1500 }

const tokens = (text: string): string[] => text.match(token) ?? []

const merged = (parts: readonly Part[]): Part[] => {
  const all: Part[] = []
  for (const part of parts) {
    if (part.text === '') continue
    const last = all.at(-1)
    if (last?.kind === part.kind) all[all.length - 1] = { kind: part.kind, text: last.text + part.text }
    else all.push(part)
  }
  return all
}

/** A change of several words in a row reads better as one than as one for each word. */
const joined = (parts: readonly Part[]): Part[] => {
  const all: Part[] = []
  let [removed, added] = ['', '']
  const flush = () => {
    const space = /\s*$/.exec(removed)?.[0] ?? ''
    const both = space !== '' && added.endsWith(space) ? -space.length : undefined
    all.push({ kind: 'removed', text: removed.slice(0, both) }, { kind: 'added', text: added.slice(0, both) })
    if (both !== undefined) all.push({ kind: 'same', text: space })
    removed = added = ''
  }
  for (const [at, { kind, text }] of parts.entries()) {
    const isGap = kind === 'same' && /^\s+$/.test(text) && removed + added !== '' && at < parts.length - 1
    if (kind !== 'added' && (isGap || kind === 'removed')) removed += text
    if (kind !== 'removed' && (isGap || kind === 'added')) added += text
    if (kind !== 'same' || isGap) continue
    flush()
    all.push({ kind, text })
  }
  flush()
  return merged(all)
}

/** Which words of one paragraph are new and which are gone, in any script. */
export const wordDifference = (before: string, after: string): Part[] => {
  const changes = diffArrays(tokens(before), tokens(after), patience)
  if (changes === undefined)
    return merged([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ])
  return joined(
    changes.map(({ value, added, removed }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    })),
  )
}

const whole = (kind: 'same' | 'added' | 'removed', text: string): Change => ({
  kind,
  parts: [{ kind, text }],
})

const kept = (parts: readonly Part[]) => {
  const length = (kind: Part['kind']) =>
    parts.reduce((sum, part) => (part.kind === kind ? sum + part.text.trim().length : sum), 0)
  const same = length('same')
  return same === 0 ? 0 : (2 * same) / (2 * same + length('added') + length('removed'))
}

/** Paragraphs that gave way to others: those that keep enough of their words are shown as one that changed. */
const paired = (gone: readonly string[], come: readonly string[]): Change[] => {
  const changes: Change[] = []
  let next = 0
  for (const before of gone) {
    const at = come.findIndex((after, index) => index >= next && kept(wordDifference(before, after)) >= 0.4)
    if (before.trim() === '' || at === -1) {
      changes.push(whole('removed', before))
      continue
    }
    changes.push(...come.slice(next, at).map(each => whole('added', each)))
    changes.push({ kind: 'changed', parts: wordDifference(before, come[at] ?? '') })
    next = at + 1
  }
  return [...changes, ...come.slice(next).map(each => whole('added', each))]
}

const mostPaired = 60

/**
 * What changed from one captured text to another, paragraph by paragraph. Leaving out what was added gives the
 * earlier text again, leaving out what was removed the later one.
 */
export const differenceOf = (before: string, after: string): Change[] => {
  const [earlier, later] = [before.split('\n'), after.split('\n')]
  const lines = diffArrays(earlier, later, patience)
  if (lines === undefined)
    return [...earlier.map(line => whole('removed', line)), ...later.map(line => whole('added', line))]
  const changes: Change[] = []
  let gone: string[] = []
  for (const [at, { value, added, removed }] of lines.entries()) {
    if (removed) {
      gone = value
      if (lines[at + 1]?.added === true) continue
    }
    if (added && gone.length > 0 && gone.length * value.length <= mostPaired ** 2)
      changes.push(...paired(gone, value))
    else {
      changes.push(...gone.map(line => whole('removed', line)))
      if (!removed) changes.push(...value.map(line => whole(added ? 'added' : 'same', line)))
    }
    gone = []
  }
  return changes
}

/** How many words are new and how many are gone. */
export const extentOf = (changes: readonly Change[]): { added: number; removed: number } => {
  const count = (kind: Part['kind']) =>
    changes
      .flatMap(change => change.parts)
      .filter(part => part.kind === kind)
      .reduce(
        (sum, part) => sum + tokens(part.text).filter(each => /[\p{Letter}\p{Number}]/u.test(each)).length,
        0,
      )
  return { added: count('added'), removed: count('removed') }
}
