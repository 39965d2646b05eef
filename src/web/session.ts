import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SessionView } from '../features/access/access.api.ts'
import { api, useQueryOf } from './api.ts'
import { preferLanguage } from './locale.tsx'
import type { Names } from './parts/name.tsx'
import { forgetSettings } from './settings.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => api.session({}, { signal }),
  staleTime: 5 * 60_000,
})

/** Who is signed in; undefined until the server has said. */
export const useSession = (): SessionView | undefined => useQuery(sessionQuery).data

/** Forgets all that the person before could see, and asks for everything anew as whoever is signed in now. */
export const useSessionChange = () => {
  const client = useQueryClient()
  return async (session?: SessionView) => {
    forgetSettings('recent.')
    // A demonstration's accounts are invented, and so are their habits.
    if (session?.demonstration === false && session.account !== null) preferLanguage(session.account.language)
    client.removeQueries({ type: 'inactive' })
    await client.resetQueries()
  }
}

/** Names of tracks and parties, for saying what a mandate is for and for choosing one. */
export const useMandateNames = (enabled = true): { names: Names; tracks: string[]; parties: string[] } => {
  const tracks = useQueryOf('listEntities', { query: { type: 'track', limit: 500 } }, { enabled }).data
  const parties = useQueryOf('listEntities', { query: { type: 'party', limit: 500 } }, { enabled }).data
  return {
    names: { ...tracks?.names, ...parties?.names },
    tracks: tracks?.entities.map(each => each.id) ?? [],
    parties: parties?.entities.map(each => each.id) ?? [],
  }
}
