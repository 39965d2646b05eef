import { useSyncExternalStore } from 'react'

/** What a person chose in this browser: language, theme, calendar, what was opened last. */
const prefix = 'parley.'
const listeners = new Set<() => void>()
// Where the browser keeps nothing (private windows), choices last as long as the page.
const kept = new Map<string, string | null>()

export const readSetting = (name: string): string | null => {
  const known = kept.get(name)
  if (known !== undefined) return known
  let found: string | null = null
  try {
    found = localStorage.getItem(prefix + name)
  } catch {
    // No storage: nothing was chosen.
  }
  kept.set(name, found)
  return found
}

export const setSetting = (name: string, value: string | null): void => {
  kept.set(name, value)
  try {
    if (value === null) localStorage.removeItem(prefix + name)
    else localStorage.setItem(prefix + name, value)
  } catch {
    // Kept for this page only.
  }
  for (const listener of listeners) listener()
}

/** Forgets every choice whose name begins so. */
export const forgetSettings = (beginning: string): void => {
  const names = new Set(kept.keys())
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(prefix)) names.add(key.slice(prefix.length))
  } catch {
    // No storage: nothing to forget there.
  }
  for (const name of names) if (name.startsWith(beginning)) setSetting(name, null)
}

const subscribe = (listener: () => void) => {
  const heard = ({ key }: StorageEvent) => {
    if (key?.startsWith(prefix)) kept.delete(key.slice(prefix.length))
    listener()
  }
  listeners.add(listener)
  addEventListener('storage', heard)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', heard)
  }
}

export const useSetting = (name: string): string | null =>
  useSyncExternalStore(
    subscribe,
    () => readSetting(name),
    () => null,
  )
