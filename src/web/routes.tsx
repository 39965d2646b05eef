import {
  createRootRoute,
  createRoute,
  createRouter,
  retainSearchParams,
  useParams,
} from '@tanstack/react-router'
import { type ComponentType, lazy } from 'react'
import type { EntityType } from '../domain/vocabulary.ts'
import { dayFrom } from './known-on.tsx'
import { Failed, NotFoundPage, NotYetPage } from './shell/no-page.tsx'
import { Shell } from './shell/shell.tsx'

export { linkTo } from './links.ts'

/** What a page of one thing is given. */
export interface OneProps {
  readonly id: string
}
/** What a page that lists all of one type is given. */
export interface ListProps {
  readonly type: EntityType
}

interface Search {
  /** The day the record is read as of, kept from page to page. */
  on?: string | undefined
  /** On a source's page: the claim whose passage to show. */
  claim?: string | undefined
}

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: Failed,
  validateSearch: (search: Record<string, unknown>): Search => {
    const on = dayFrom(search['on'])
    return {
      ...search,
      on,
      claim: typeof search['claim'] === 'string' ? search['claim'] : undefined,
    }
  },
  search: { middlewares: [retainSearchParams(['on'])] },
})

// Pages that are being written are looked up by name when they are opened.
const modules = import.meta.glob<Record<string, unknown>>([
  './pages/*.tsx',
  '../features/access/*.view.tsx',
  './parts/gallery.tsx',
])

/** A page loaded when it is first wanted, or a little before, when a link to it is pointed at. */
const page = <Props extends object>(name: string, ...files: string[]) => {
  const find = async (): Promise<ComponentType<Props>> => {
    for (const file of files) {
      const found = (await modules[file]?.())?.[name]
      if (found !== undefined) return found as ComponentType<Props>
    }
    return NotYetPage
  }
  let loading: Promise<{ default: ComponentType<Props> }> | undefined
  const preload = () => (loading ??= find().then(found => ({ default: found })))
  return { Page: lazy(preload) as ComponentType<Props>, preload }
}

type Loaded<Props> = ReturnType<typeof page<Props & object>>

const place = (path: string, { Page, preload }: Loaded<object>) =>
  createRoute({ getParentRoute: () => root, path, component: () => <Page />, loader: () => void preload() })

/** A page about one thing, named by its id in the address. Another id is another page. */
const one = (path: string, name: string, ...files: string[]) => {
  const { Page, preload } = page<OneProps>(name, ...files)
  const WithId = () => {
    // Every address of this kind names it.
    const { id = '' }: { id?: string } = useParams({ strict: false })
    return <Page key={id} id={id} />
  }
  return createRoute({ getParentRoute: () => root, path, component: WithId, loader: () => void preload() })
}

const list = (path: string, type: EntityType) => {
  const { Page, preload } = page<ListProps>('EntityListPage', './pages/entity-list.tsx', './pages/entity.tsx')
  const WithType = () => <Page key={type} type={type} />
  return createRoute({ getParentRoute: () => root, path, component: WithType, loader: () => void preload() })
}

const tree = root.addChildren([
  place('/', page('LandscapePage', './pages/landscape.tsx')),
  one('/tracks/$id', 'TrackPage', './pages/track.tsx'),
  one('/meetings/$id', 'MeetingPage', './pages/meeting.tsx'),
  one('/parties/$id', 'PartyPage', './pages/party.tsx'),
  one('/persons/$id', 'PersonPage', './pages/person.tsx'),
  one('/matters/$id', 'MatterPage', './pages/matter.tsx', './pages/entity-matter.tsx', './pages/entity.tsx'),
  list('/tracks', 'track'),
  list('/parties', 'party'),
  list('/persons', 'person'),
  list('/meetings', 'meeting'),
  place('/sources', page('SourcesPage', './pages/sources.tsx')),
  one('/sources/$id', 'SourcePage', './pages/source.tsx', './pages/sources.tsx'),
  place('/record', page('RecordPage', './pages/record.tsx')),
  place('/sign-in', page('SignInPage', '../features/access/sign-in.view.tsx')),
  place('/invitation', page('InvitationPage', '../features/access/invitation.view.tsx')),
  place('/administration', page('AdministrationPage', '../features/access/administration.view.tsx')),
  place('/parts', page('PartsPage', './parts/gallery.tsx')),
])

export const createAppRouter = () =>
  createRouter({ routeTree: tree, scrollRestoration: true, defaultPreload: false })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
