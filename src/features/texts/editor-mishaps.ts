import type { Node } from 'prosemirror-model'
import { ReplaceStep, Step } from 'prosemirror-transform'
import type { Lost } from './room.ts'
import { schema, wording } from './schema.ts'

/** The words of a slice, a line for each paragraph. */
export const wordsOf = ({ content }: Lost['slice']) => content.textBetween(0, content.size, '\n')

/** Words typed letter by letter are handed back as one. */
export const joined = (lost: readonly Lost[]): Lost[] => {
  const places = new Map<number, string>()
  for (const { slice, at } of lost) places.set(at, (places.get(at) ?? '') + wordsOf(slice))
  return [...places]
    .filter(([, words]) => words.trim() !== '')
    .map(([at, words]) => ({ at, slice: wording(...words.split('\n')) }))
}

/** Whether the rules of procedure said no. */
export const isRefused = (error: unknown): error is { refused: string; detail?: string } =>
  typeof error === 'object' && error !== null && 'refused' in error && typeof error.refused === 'string'

/** What an error says about reaching the server: an answer other than a refusal will be the same next time. */
export const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : 0

/** The words that steps would have put in. */
export const wordsIn = (steps: readonly object[]): string =>
  steps
    .map(json => Step.fromJSON(schema, json))
    .map(step => (step instanceof ReplaceStep ? wordsOf(step.slice) : ''))
    .join('')

/** Which of these proposals the text still bears marks of. */
export const proposalsMarked = (doc: Node, among: ReadonlySet<string>): string[] => {
  const found = new Set<string>()
  doc.descendants(({ marks }) => {
    for (const { attrs } of marks)
      if (among.has(String(attrs['proposal']))) found.add(String(attrs['proposal']))
  })
  return [...found]
}
