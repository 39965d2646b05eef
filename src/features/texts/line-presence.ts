import { z } from 'zod'

// Who is where in a text. It is kept nowhere: each process tells the others of its own lines, and again before it would
// be forgotten.

/** Who is at a paragraph. The names are those of the reader's own delegation. */
export interface Present {
  readonly party: string | null
  readonly paragraph: string
  readonly people: readonly string[]
}

/** An open editor in a text: whose, and at which paragraph. Null: it is gone, or not to be shown. */
const Whereabouts = z.tuple([
  z.uuid().describe('the editor'),
  z.uuid().nullable().describe('the party; null: the chair'),
  z.string().describe('the person'),
  z.string().nullable().describe('the paragraph'),
])
export type Whereabouts = z.infer<typeof Whereabouts>

/** What one process tells the others. */
const Told = z.object({ process: z.uuid(), all: z.array(Whereabouts) })
export type Told = z.infer<typeof Told>

const mostBytes = 6000

/** In words short enough for a wake-up to carry. */
export const wordsOf = (process: string, all: readonly Whereabouts[]): string[] => {
  const words: string[] = []
  let pieces: string[] = []
  let length = 0
  const end = () => {
    if (pieces.length > 0) words.push(`{"process":"${process}","all":[${pieces.join(',')}]}`)
    pieces = []
    length = 0
  }
  for (const each of all) {
    const piece = JSON.stringify(each)
    const bytes = new TextEncoder().encode(piece).length
    if (length + bytes > mostBytes) end()
    pieces.push(piece)
    length += bytes
  }
  end()
  return words
}

export const readWord = (word: string): Told => Told.parse(JSON.parse(word))

interface Entry {
  readonly process: string
  readonly party: string | null
  readonly person: string
  readonly paragraph: string
  /** Milliseconds. */
  readonly heard: number
}

const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0)

/** Who is where, as far as this process has heard. */
export class Whereabout {
  readonly #entries = new Map<string, Entry>()

  /** Takes in what a process tells of its editors. Returns whether anything is otherwise now. */
  hear({ process, all }: Told, heard: number): boolean {
    let changed = false
    for (const [editor, party, person, paragraph] of all) {
      const before = this.#entries.get(editor)
      if (paragraph === null) {
        // An editor that has moved to another process is that one's to speak of.
        if (before?.process === process) changed = this.#entries.delete(editor) || changed
        continue
      }
      this.#entries.set(editor, { process, party, person, paragraph, heard })
      changed ||= before?.paragraph !== paragraph
    }
    return changed
  }

  /** Forgets those not heard of since. Returns whether there were any. */
  forget(since: number): boolean {
    let changed = false
    for (const [editor, { heard }] of this.#entries)
      if (heard < since) changed = this.#entries.delete(editor) || changed
    return changed
  }

  /** As it is told to those who write for a party (null: the chair), or to those who only read (undefined). */
  shownTo(reader: string | null | undefined): Present[] {
    const places = new Map<string, { party: string | null; paragraph: string; people: Set<string> }>()
    for (const { party, paragraph, person } of this.#entries.values()) {
      const key = `${String(party)} ${paragraph}`
      const place = places.get(key) ?? { party, paragraph, people: new Set() }
      places.set(key, place)
      if (party === reader) place.people.add(person)
    }
    return [...places]
      .toSorted(([left], [right]) => compare(left, right))
      .map(([, { people, ...place }]) => ({ ...place, people: [...people].toSorted(compare) }))
  }
}
