import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/** Goes to an address of the application. */
export const useGo = (): ((href: string, options?: { replace?: boolean }) => void) => {
  const router = useRouter()
  return (href, { replace = false } = {}) => {
    void router.navigate({ href, replace })
  }
}

const inside = (event: MouseEvent): HTMLAnchorElement | null => {
  if (event.defaultPrevented || event.button !== 0) return null
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (link === null || link.origin !== location.origin || link.pathname.startsWith('/api/')) return null
  if (link.hasAttribute('download') || (link.target !== '' && link.target !== '_self')) return null
  // A place on the same page is the browser's business.
  const samePage = link.pathname === location.pathname && link.search === location.search
  return samePage && link.hash !== '' ? null : link
}

/** Plain links, wherever they stand, move within the application instead of loading it again. */
export const useLinksInside = (): void => {
  const router = useRouter()
  useEffect(() => {
    const pressed = (event: MouseEvent) => {
      const link = inside(event)
      if (link === null) return
      event.preventDefault()
      void router.navigate({ href: link.pathname + link.search + link.hash })
    }
    const near = ({ target }: Event) => {
      const link = target instanceof Element ? target.closest('a') : null
      if (link?.origin === location.origin && !link.pathname.startsWith('/api/'))
        void router.preloadRoute({ to: link.pathname }).catch(() => undefined)
    }
    document.addEventListener('click', pressed)
    document.addEventListener('focusin', near)
    document.addEventListener('pointerover', near)
    return () => {
      document.removeEventListener('click', pressed)
      document.removeEventListener('focusin', near)
      document.removeEventListener('pointerover', near)
    }
  }, [router])
}
