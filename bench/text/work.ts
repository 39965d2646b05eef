import { dice } from '../../src/features/texts/given-text.ts'

// The work that every server is given alike: a text, people with it open, and those of them who write.

export const products = ['parley', 'hocuspocus', 'sharedb'] as const
export type Product = (typeof products)[number]

export interface Work {
  readonly clients: number
  /** The first so many of the clients write; the others read along. */
  readonly writers: number
  /** How long is measured, after a while in which everybody is at work already. */
  readonly seconds: number
}

/** What a writer types before it pauses, in characters: with a pause every 450 ms, 4.4 characters a second. */
const burst = 2
const pauses = { shortest: 300, longest: 600 }

const vocabulary =
  'the participants reaffirm their support for a settlement and call upon all sides to refrain from steps that would endanger civilians or relief while contacts continue in good faith under agreed terms'.split(
    ' ',
  )

const paragraphLength = 500

/** The text before anybody writes: paragraphs of 500 characters. */
export const paragraphs = (count: number): string[] => {
  const roll = dice(count)
  return Array.from({ length: count }, () => {
    let text = ''
    while (text.length < paragraphLength) text += `${vocabulary[roll(vocabulary.length)] ?? ''} `
    return text.slice(0, paragraphLength)
  })
}

/** Of the text that is written in together: some 60,000 characters. */
export const paragraphCount = 120

export interface Place {
  readonly paragraph: number
  /** In characters from the paragraph’s beginning, before anybody writes. */
  readonly offset: number
}

/** Where a writer is at work: a place of its own, and one right before its neighbour’s. */
export const placesOf = (
  writer: number,
  writers: number,
): { readonly own: Place; readonly beside: Place } => {
  const paragraphOf = (each: number) => Math.floor(((each % writers) * paragraphCount) / writers)
  const offset = paragraphLength / 2
  return {
    own: { paragraph: paragraphOf(writer), offset },
    beside: { paragraph: paragraphOf(writer + 1), offset: offset - 1 },
  }
}

export interface Burst {
  /** Milliseconds after the one before. */
  readonly after: number
  readonly words: string
  readonly where: 'own' | 'beside'
}

/** What one writer types, the same each time it is asked for: every tenth burst is beside its neighbour. */
export const typing = (writer: number): (() => Burst) => {
  const roll = dice(1 + writer)
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  return () => ({
    after: pauses.shortest + roll(pauses.longest - pauses.shortest),
    words: Array.from({ length: burst }, () => letters[roll(letters.length)]).join(''),
    where: roll(10) === 0 ? 'beside' : 'own',
  })
}

export const rounded = (value: number, places = 1): number => Math.round(value * 10 ** places) / 10 ** places

/** The value below which a share of all lies. */
export const quantile = (values: readonly number[], share: number, places = 1): number => {
  const sorted = values.toSorted((left, right) => left - right)
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, places)
}
