import { Mapping, ReplaceStep, type Transform } from 'prosemirror-transform'
import { type Suggesting, suggestReplace } from './suggest.ts'

/**
 * Turns whatever an editor did (typing, an input method, pasting, dropping, undoing) into suggestions, on `tr`, which
 * begins where the edit began. Steps that only mark are taken over as they are: undoing a deletion is one. Returns
 * the place that a position after the edit has among the suggestions, for the selection.
 */
export const suggestEdit = (
  tr: Transform,
  edit: Transform,
  how: Suggesting,
): ((at: number, side?: -1 | 1) => number) => {
  const mapping = new Mapping()
  const begun = tr.steps.length
  const ends = new Map<number, number>()
  edit.steps.forEach((step, index) => {
    const back = edit.mapping.maps.slice(0, index).toReversed()
    const toStart = new Mapping(back.map(map => map.invert()))
    const place = (at: number, side: -1 | 1) => tr.mapping.slice(begun).map(toStart.map(at, side), side)
    if (step instanceof ReplaceStep) {
      const [from, to] = [place(step.from, 1), place(step.to, -1)]
      const end = suggestReplace(tr, from, Math.max(from, to), step.slice, how)
      ends.set(edit.mapping.slice(index + 1).map(step.from + step.slice.size), end)
    } else {
      const moved = step.map(toStart)?.map(tr.mapping.slice(begun))
      if (moved !== null && moved !== undefined) tr.maybeStep(moved)
    }
  })
  const inverse = edit.mapping.invert()
  for (const map of inverse.maps) mapping.appendMap(map)
  return (at, side = -1) => {
    const end = ends.get(at)
    if (end !== undefined) return Math.min(end, tr.doc.content.size)
    return tr.mapping.slice(begun).map(mapping.map(at, side), side)
  }
}
