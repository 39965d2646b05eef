import type { Node } from 'prosemirror-model'
import { Mapping, type Transform } from 'prosemirror-transform'
import { type Suggesting, suggestReplace } from './suggest.ts'

/** A stretch of the text before an edit, and what stands in its place after it. */
interface Change {
  readonly from: number
  readonly to: number
  readonly newFrom: number
  readonly newTo: number
}

/** Changes that touch are one. */
const joined = (changes: readonly Change[]): Change[] => {
  const all: Change[] = []
  for (const change of changes.toSorted((left, right) => left.from - right.from || left.to - right.to)) {
    const last = all.at(-1)
    if (last === undefined || change.from > last.to) all.push(change)
    else
      all[all.length - 1] = {
        from: last.from,
        to: Math.max(last.to, change.to),
        newFrom: Math.min(last.newFrom, change.newFrom),
        newTo: Math.max(last.newTo, change.newTo),
      }
  }
  return all
}

const highHalf = /[\ud800-\udbff]/
const lowHalf = /[\udc00-\udfff]/

/** How many characters two pieces of wording have alike at their starts and, besides, at their ends. */
const alike = (before: string, after: string): readonly [number, number] => {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  if (start < most && highHalf.test(before[start - 1] ?? '')) start -= 1
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  if (end < most - start && lowHalf.test(before[before.length - end] ?? '')) end -= 1
  return [start, end]
}

/** The wording between two positions of one paragraph; null if they are not in one. */
const wordsBetween = (doc: Node, from: number, to: number): string | null => {
  const $from = doc.resolve(from)
  return $from.parent.isTextblock && $from.sameParent(doc.resolve(to)) ? doc.textBetween(from, to) : null
}

/**
 * What an edit comes to in the end, from first to last. What was put in and taken out again on the way, or taken out
 * and put back, is no change.
 */
export const changesOf = ({ before, doc, mapping }: Transform): Change[] => {
  const all: Change[] = []
  mapping.maps.forEach((map, index) => {
    const back = new Mapping(mapping.maps.slice(0, index)).invert()
    const on = mapping.slice(index + 1)
    map.forEach((from, to, newFrom, newTo) => {
      all.push({
        from: back.map(from, -1),
        to: back.map(to, 1),
        newFrom: on.map(newFrom, -1),
        newTo: on.map(newTo, 1),
      })
    })
  })
  return joined(all).flatMap(change => {
    const { from, to, newFrom, newTo } = change
    const [was, is] = [wordsBetween(before, from, to), wordsBetween(doc, newFrom, newTo)]
    if (was === null || is === null) return [change]
    const [start, end] = alike(was, is)
    if (start === was.length && was.length === is.length) return []
    return [{ from: from + start, to: to - end, newFrom: newFrom + start, newTo: newTo - end }]
  })
}

/**
 * Turns whatever an editor did (typing, an input method, pasting, dropping) into suggestions, on `tr`, which begins
 * where the edit began. Only wording is taken from the edit. Returns the place that a position after the edit has among
 * the suggestions, for the selection.
 */
export const suggestEdit = (
  tr: Transform,
  edit: Transform,
  how: Suggesting,
): ((at: number, side?: -1 | 1) => number) => {
  const begun = tr.steps.length
  const on = (at: number, side: -1 | 1) => tr.mapping.slice(begun).map(at, side)
  const changes = changesOf(edit).map(change => {
    const [start, end] = [on(change.from, 1), on(change.to, -1)]
    const slice = edit.doc.slice(change.newFrom, change.newTo)
    const put = suggestReplace(tr, start, Math.max(start, end), slice, how)
    return { ...change, put, done: tr.steps.length }
  })
  return (at, side = -1) => {
    const within = changes.find(({ newFrom, newTo }) => newFrom <= at && at <= newTo)
    if (within !== undefined) {
      const end = tr.mapping.slice(within.done).map(within.put)
      return Math.min(Math.max(0, end - (within.newTo - at)), tr.doc.content.size)
    }
    const last = changes.findLast(({ newTo }) => newTo < at)
    return on(last === undefined ? at : at - last.newTo + last.to, side)
  }
}
