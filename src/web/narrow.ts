import { useSyncExternalStore } from 'react'

const query = '(width < 48rem)'

const watch = (tell: () => void) => {
  const found = matchMedia(query)
  found.addEventListener('change', tell)
  return () => found.removeEventListener('change', tell)
}

/** Whether the page is too narrow for a picture beside its names, as the styles have it too. */
export const useNarrow = (): boolean => useSyncExternalStore(watch, () => matchMedia(query).matches)
