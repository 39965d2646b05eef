import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from './api.ts'

const longestWait = 60_000
/** The server's own word that this browser is signed out (see platform/live.ts). */
const signedOut = 4401

/** Longer after each failure, and never the same for two browsers, so that a server coming back is not stormed. */
export const waitAfter = (failures: number, chance = Math.random()): number =>
  Math.min(longestWait, 1000 * 2 ** Math.min(failures, 6)) * (0.5 + chance / 2)

const listeners = new Set<() => void>()

/**
 * Calls at every wake-up of the server, for what is followed without events: a text in which others write. Answers how
 * to stop.
 */
export const onWake = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Keeps what is shown up to date. The server wakes the page without saying why; the page asks, as itself, what
 * happened since, and asks again for all it shows if anything did. Answers whether the line stands.
 */
export const useLive = (account: string | null | undefined): { offline: boolean } => {
  const client = useQueryClient()
  const [offline, setOffline] = useState(false)

  useEffect(() => {
    if (account === null || account === undefined) return
    let ended = false
    let socket: WebSocket | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let failures = 0
    let cursor: string | undefined
    let reading = Promise.resolve()

    const read = async (): Promise<void> => {
      const answer = await api.events(cursor === undefined ? {} : { query: { after: cursor } })
      const more = answer.events.length > 0 || answer.startOver
      cursor = answer.cursor
      if (more) await client.invalidateQueries()
    }
    const wake = () => {
      for (const each of listeners) each()
      reading = reading.then(read).catch(() => {
        // The line itself tells when the server is away; the next wake-up reads on from the same place.
      })
    }

    const connect = () => {
      if (ended) return
      const url = new URL('/api/live', location.href)
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
      socket = new WebSocket(url)
      socket.onopen = () => {
        if (failures > 0) void client.invalidateQueries()
        for (const each of listeners) each()
        failures = 0
        setOffline(false)
      }
      socket.onmessage = wake
      socket.onclose = ({ code }) => {
        if (ended) return
        if (code === signedOut) return void client.invalidateQueries({ queryKey: ['session'] })
        failures += 1
        // One lost line is mended before anyone need know.
        if (failures > 1 || !navigator.onLine) setOffline(true)
        timer = setTimeout(connect, waitAfter(failures - 1))
      }
    }
    const now = () => {
      clearTimeout(timer)
      if (socket === undefined || socket.readyState > WebSocket.OPEN) connect()
    }
    const lost = () => setOffline(true)

    addEventListener('online', now)
    addEventListener('offline', lost)
    void api
      .latestEvent()
      .then(answer => {
        cursor ??= answer.cursor
      })
      .catch(() => {
        // Read from the beginning then: costs one more reading, loses nothing.
      })
      .finally(connect)
    return () => {
      ended = true
      clearTimeout(timer)
      removeEventListener('online', now)
      removeEventListener('offline', lost)
      socket?.close()
    }
  }, [account, client])

  return { offline }
}
