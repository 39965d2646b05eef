import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { MeetingSummary } from '../../features/meetings/meetings.ts'
import type { EntityPage, LandscapeTrack } from '../../features/registry/registry.api.ts'
import type { EntityType } from '../../domain/vocabulary.ts'
import { api } from '../api.ts'
import { useKnownOn } from '../links.ts'
import type { Names } from '../parts/name.tsx'
import { useLocale } from '../text.ts'

interface Paged {
  readonly next: string | null
}

interface Options {
  readonly signal: AbortSignal
  readonly knownOn?: string
}

/** Long answers come in pages; the first few are asked for at once, the rest when the reader wants them. */
const usePages = <Page extends Paged>(
  key: readonly unknown[],
  ask: (after: string | undefined, options: Options) => Promise<Page>,
  eager: number,
): UseInfiniteQueryResult<Page[]> => {
  const on = useKnownOn()
  const { language } = useLocale()
  const query = useInfiniteQuery({
    queryKey: [...key, language, on, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      ask(pageParam ?? undefined, { signal, ...(on === null ? {} : { knownOn: on }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page) => last.next,
    select: ({ pages }) => pages,
  })
  const { hasNextPage, isFetchingNextPage, fetchNextPage, data } = query
  const wanted = hasNextPage && !isFetchingNextPage && (data?.length ?? 0) < eager
  useEffect(() => {
    if (wanted) void fetchNextPage()
  }, [wanted, fetchNextPage])
  return query
}

/** What a page shows while its parts arrive, and how to have the rest. */
export interface Asked<Data> {
  readonly data: Data | undefined
  readonly error: unknown
  readonly retry: () => void
  /** Fetches what is left; null when everything is here. */
  readonly more: (() => void) | null
  readonly busy: boolean
}

const asked = <Page, Data>(
  query: UseInfiniteQueryResult<Page[]>,
  join: (pages: readonly Page[]) => Data | undefined,
): Asked<Data> => ({
  data: query.data === undefined ? undefined : join(query.data),
  error: query.data === undefined ? query.error : null,
  retry: () => void query.refetch(),
  more: query.hasNextPage ? () => void query.fetchNextPage() : null,
  busy: query.isFetchingNextPage,
})

const distinct = <Each extends { readonly id: string }>(all: readonly Each[]): Each[] => [
  ...new Map(all.map(each => [each.id, each])).values(),
]

/** One answer out of several pages of it. */
export const joinEntityPages = (pages: readonly EntityPage[]): EntityPage | undefined => {
  const [first] = pages
  const last = pages.at(-1)
  if (first === undefined || last === undefined) return undefined
  if (pages.length === 1) return first
  return {
    ...first,
    claims: distinct(pages.flatMap(page => page.claims)),
    meetings: distinct(pages.flatMap(page => page.meetings)),
    names: Object.assign({}, ...pages.map(page => page.names)),
    sources: Object.assign({}, ...pages.map(page => page.sources)),
    compartments: Object.assign({}, ...pages.map(page => page.compartments)),
    next: last.next,
  }
}

/** All that the reader may know about an entity, as far as ten pages of claims go; `more` for what is older. */
export const useEntity = (id: string): Asked<EntityPage> => {
  const { language } = useLocale()
  const query = usePages(
    ['readEntity', id],
    (after, options) =>
      api.readEntity(
        { params: { id }, query: { language, ...(after === undefined ? {} : { after }) } },
        options,
      ),
    10,
  )
  return asked(query, joinEntityPages)
}

export interface Landscape {
  readonly tracks: readonly LandscapeTrack[]
  readonly names: Names
  readonly total: number
}

export const useLandscape = (): Asked<Landscape> => {
  const { language } = useLocale()
  const query = usePages(
    ['landscape'],
    (after, options) =>
      api.landscape({ query: { language, ...(after === undefined ? {} : { after }) } }, options),
    2,
  )
  return asked(query, pages => ({
    tracks: distinct(pages.flatMap(page => page.tracks)),
    names: Object.assign({}, ...pages.map(page => page.names)),
    total: pages[0]?.total ?? 0,
  }))
}

export interface EntityList {
  readonly ids: readonly string[]
  /** Where meetings are listed: each in short. */
  readonly meetings: readonly MeetingSummary[]
  readonly names: Names
  readonly total: number
}

export const useEntityList = (type: EntityType): Asked<EntityList> => {
  const { language } = useLocale()
  const query = usePages(
    ['listEntities', type],
    (after, options) =>
      api.listEntities({ query: { language, type, ...(after === undefined ? {} : { after }) } }, options),
    5,
  )
  return asked(query, pages => ({
    ids: [...new Set(pages.flatMap(page => page.entities.map(each => each.id)))],
    meetings: distinct(pages.flatMap(page => page.meetings)),
    names: Object.assign({}, ...pages.map(page => page.names)),
    total: pages[0]?.total ?? 0,
  }))
}
