import type { Place } from './work.ts'

/** Told by every client: what left it, and what of others reached it. */
export interface Watch {
  /** A letter leaves. Its key is the same for those who receive it. */
  readonly sent: (key: string) => void
  readonly received: (key: string) => void
  readonly refused: (why: string) => void
}

/**
 * Somebody with the text open, as little of an editor as serves: it keeps to the protocol of its server and sends what a
 * real one would, but shows nothing.
 */
export interface Client {
  /** Whether it may send: most products have one letter under way at a time. */
  readonly isFree: () => boolean
  readonly write: (words: string, where: 'own' | 'beside') => void
  readonly close: () => void
}

/** Where a client writes; undefined for those who only read. */
export type Places = { readonly own: Place; readonly beside: Place } | undefined

/** Letters are the same for everybody, so those in one process read each of them once. */
export const readOnce = <Read>(read: (letter: string) => Read): ((letter: string) => Read) => {
  let latest = new Map<string, Read>()
  let earlier = new Map<string, Read>()
  return letter => {
    const known = latest.get(letter) ?? earlier.get(letter)
    if (known !== undefined) return known
    if (latest.size >= 1000) {
      earlier = latest
      latest = new Map()
    }
    const fresh = read(letter)
    latest.set(letter, fresh)
    return fresh
  }
}
