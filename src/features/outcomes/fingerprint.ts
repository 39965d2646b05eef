import { z } from 'zod'

/** A fingerprint as it was typed or copied, without what does not belong to it. */
export const tidyHash = (typed: string): string =>
  typed.replaceAll(/[\s\u200b-\u200f\u2060-\u2069]/g, '').toLowerCase()

export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** In groups, so that it can be read out and compared. */
export const grouped = (hash: string): string => (hash.match(/.{1,8}/g) ?? []).join(' ')

export interface Claimed {
  readonly number: string
  readonly hash: string
}

/** Where a document can be verified. What stands behind the `#` is told to nobody on the way. */
export const verifyPath = ({ number, hash }: Claimed): string =>
  `/verify#${new URLSearchParams({ number, fingerprint: hash }).toString()}`

/** What such an address claims; empty where it says nothing. */
export const claimedIn = (fragment: string): Claimed => {
  const said = new URLSearchParams(fragment.replace(/^#/, ''))
  return { number: said.get('number')?.trim() ?? '', hash: tidyHash(said.get('fingerprint') ?? '') }
}

/** The number that stands in the file of an issued document; null when it is no such file. */
export const numberIn = (bytes: string): string | null => {
  try {
    return z.object({ number: z.string().min(1) }).parse(JSON.parse(bytes)).number
  } catch {
    return null
  }
}
