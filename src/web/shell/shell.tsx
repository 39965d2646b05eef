import { Outlet, useRouterState, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { KnownOnBanner } from '../known-on.tsx'
import { KnownOnContext } from '../links.ts'
import { useLive } from '../live.ts'
import { PrintedNotes } from '../parts/printed-notes.tsx'
import { Loading } from '../parts/states.tsx'
import { useLinksInside } from '../router.ts'
import { useSession } from '../session.ts'
import { useText } from '../text.ts'
import { useTheme } from '../theme.ts'
import { Header } from './header.tsx'

const loadPalette = () => import('./palette.tsx')
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }))

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

/** Ctrl-K, ⌘-K or a slash, unless somebody is writing. */
const useSearchKey = (open: () => void) => {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const both = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'
      const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !isTyping(event.target)
      if (!both && !slash) return
      event.preventDefault()
      open()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [open])
}

/** On another page, reading begins at its top, for those who hear it too. */
const useFocusOnArrival = () => {
  const path = useRouterState({ select: state => state.location.pathname })
  const main = useRef<HTMLElement>(null)
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    main.current?.focus({ preventScroll: true })
  }, [path])
  return main
}

/** What the page is called, told to those who hear it once another one is there. */
const useTitleOnArrival = () => {
  const [arrived, setArrived] = useState('')
  useEffect(() => {
    let before = document.title
    const watched = new MutationObserver(() => {
      if (document.title === before || document.title === '') return
      // The first page is told by the browser itself.
      if (before !== '') setArrived(document.title)
      before = document.title
    })
    watched.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => watched.disconnect()
  }, [])
  return arrived
}

/** What stands around every page. */
export const Shell = () => {
  const say = useText()
  const { on = null } = useSearch({ strict: false })
  const session = useSession()
  const { offline } = useLive(session?.account?.id ?? null)
  const [searching, setSearching] = useState(false)
  const main = useFocusOnArrival()
  const arrived = useTitleOnArrival()
  useTheme()
  useLinksInside()
  useSearchKey(() => setSearching(true))
  useEffect(() => {
    // Fetched before it is wanted, so that no letter typed after the key is lost.
    const soon = setTimeout(() => void loadPalette(), 2000)
    return () => clearTimeout(soon)
  }, [])

  return (
    <KnownOnContext value={on}>
      <a className="skip" href="#content">
        {say('shell.skip')}
      </a>
      <Header session={session} onSearch={() => setSearching(true)} />
      <KnownOnBanner />
      {offline && (
        <div className="banner quiet">
          <output>{say('shell.offline')}</output>
        </div>
      )}
      <output className="visually-hidden">{arrived}</output>
      <main id="content" ref={main} tabIndex={-1}>
        <Suspense fallback={<Loading lines={12} />}>
          <Outlet />
        </Suspense>
        <PrintedNotes />
      </main>
      {session?.demonstration === true && (
        <footer className="page-foot">
          <p>
            <b>{say('shell.demonstration')}</b> {say('shell.demonstration.meaning')}
          </p>
        </footer>
      )}
      {searching && (
        <Suspense>
          <Palette onClose={() => setSearching(false)} />
        </Suspense>
      )}
    </KnownOnContext>
  )
}
