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
import { fetchTextWords } from './locale.tsx'
import { Failed, NotFoundPage } from './shell/no-page.tsx'
import { Shell } from './shell/shell.tsx'

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
  /** On the list of texts: only those of this track. */
  track?: string | undefined
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
      track: typeof search['track'] === 'string' ? search['track'] : undefined,
    }
  },
  search: { middlewares: [retainSearchParams(['on'])] },
})

/** A page loaded when it is first wanted, or a little before, when a link to it is pointed at. */
const page = <Props extends object>(find: () => Promise<ComponentType<Props>>) => {
  let loading: Promise<{ default: ComponentType<Props> }> | undefined
  const preload = () => (loading ??= find().then(found => ({ default: found })))
  return { Page: lazy(preload) as ComponentType<Props>, preload }
}

const place = (path: string, find: () => Promise<ComponentType<object>>) => {
  const { Page, preload } = page(find)
  return createRoute({
    getParentRoute: () => root,
    path,
    component: () => <Page />,
    loader: () => void preload(),
  })
}

/** A page about one thing, named by its id in the address. Another id is another page. */
const one = (path: string, find: () => Promise<ComponentType<OneProps>>) => {
  const { Page, preload } = page(find)
  const WithId = () => {
    // Every address of this kind names it.
    const { id = '' }: { id?: string } = useParams({ strict: false })
    return <Page key={id} id={id} />
  }
  return createRoute({ getParentRoute: () => root, path, component: WithId, loader: () => void preload() })
}

/** A page of joint texts, with the words that only these say. */
const ofTexts = async <Found,>(found: Promise<Found>): Promise<Found> => {
  await fetchTextWords()
  return found
}

const lists = page<ListProps>(async () => (await import('./pages/entity-list.tsx')).EntityListPage)

const list = (path: string, type: EntityType) => {
  const WithType = () => <lists.Page key={type} type={type} />
  return createRoute({
    getParentRoute: () => root,
    path,
    component: WithType,
    loader: () => void lists.preload(),
  })
}

const tree = root.addChildren([
  place('/', async () => (await import('./pages/landscape.tsx')).LandscapePage),
  one('/tracks/$id', async () => (await import('./pages/track.tsx')).TrackPage),
  one('/meetings/$id', async () => (await import('./pages/meeting.tsx')).MeetingPage),
  one('/parties/$id', async () => (await import('./pages/party.tsx')).PartyPage),
  one('/persons/$id', async () => (await import('./pages/person.tsx')).PersonPage),
  one('/matters/$id', async () => (await import('./pages/matter.tsx')).MatterPage),
  list('/tracks', 'track'),
  list('/parties', 'party'),
  list('/persons', 'person'),
  list('/meetings', 'meeting'),
  place('/texts', async () => (await ofTexts(import('./pages/texts.tsx'))).TextsPage),
  one('/texts/$id', async () => (await ofTexts(import('./pages/text.tsx'))).TextPage),
  one('/outcomes/$id', async () => (await ofTexts(import('./pages/outcome.tsx'))).OutcomePage),
  place('/verify', async () => (await ofTexts(import('./pages/verify.tsx'))).VerifyPage),
  place('/sources', async () => (await import('./pages/sources.tsx')).SourcesPage),
  one('/sources/$id', async () => (await import('./pages/source.tsx')).SourcePage),
  place('/record', async () => (await import('./pages/record.tsx')).RecordPage),
  place('/sign-in', async () => (await import('../features/access/sign-in.view.tsx')).SignInPage),
  place('/invitation', async () => (await import('../features/access/invitation.view.tsx')).InvitationPage),
  place('/account', async () => (await import('../features/access/own-account.view.tsx')).AccountPage),
  place(
    '/administration',
    async () => (await import('../features/access/administration.view.tsx')).AdministrationPage,
  ),
  place('/parts', async () => (await import('./parts/gallery.tsx')).PartsPage),
])

export const createAppRouter = () =>
  createRouter({ routeTree: tree, scrollRestoration: true, defaultPreload: false })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
