import { createContext, useContext } from 'react'
import type { EntityType } from '../domain/vocabulary.ts'

export type Linkable = EntityType | 'source'

const folders: Readonly<Record<Linkable, string>> = {
  track: 'tracks',
  meeting: 'meetings',
  party: 'parties',
  person: 'persons',
  source: 'sources',
  issue: 'matters',
  proposal: 'matters',
  measure: 'matters',
  incident: 'matters',
  outcome: 'matters',
}

/** An address with the day the record is read as of, when one is set. */
export const keepingDay = (path: string, on: string | null): string => {
  if (on === null) return path
  const [before = '', hash] = path.split('#')
  return `${before}${before.includes('?') ? '&' : '?'}on=${on}${hash === undefined ? '' : `#${hash}`}`
}

/** Where an entity or a source is shown. */
export const linkTo = (id: string, type: Linkable, on: string | null = null): string =>
  keepingDay(`/${folders[type]}/${id}`, on)

/** The source's page, opened at the passage a claim rests on. */
export const linkToPassage = (source: string, claim: string, on: string | null = null): string =>
  keepingDay(`/sources/${source}?claim=${claim}`, on)

/** The day in the past that the page shows, `YYYY-MM-DD`; null for today. */
export const KnownOnContext = createContext<string | null>(null)

export const useKnownOn = (): string | null => useContext(KnownOnContext)

/** Links that keep `?on=`. */
export const useLinks = () => {
  const on = useKnownOn()
  return {
    to: (id: string, type: Linkable) => linkTo(id, type, on),
    toPassage: (source: string, claim: string) => linkToPassage(source, claim, on),
    at: (path: string) => keepingDay(path, on),
  }
}
