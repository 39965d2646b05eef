import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { EventView } from '../platform/live.api.ts'
import { api } from './api.ts'
import { closed, keepLine, type KeptLine } from './socket.ts'

/** The text that an event is about and about nothing else. */
const textOf = ({ type, body }: EventView): string | undefined => {
  const text = body['text']
  return type.startsWith('text-') && typeof text === 'string' ? text : undefined
}

/** Asks again for what the events may have changed: about a text, all that names it and the list of texts; else all. */
const askAgain = async (client: QueryClient, events: readonly EventView[]) => {
  const texts = events.map(textOf)
  if (texts.includes(undefined)) return client.invalidateQueries()
  return client.invalidateQueries({
    predicate: ({ queryKey }) =>
      queryKey[0] === 'listTexts' ||
      texts.some(text => text !== undefined && JSON.stringify(queryKey).includes(text)),
  })
}

const listeners = new Set<() => void>()

/** Calls at every wake-up, for what nobody may be told of by an event: comments for few. Answers how to stop. */
export const onWake = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Keeps what is shown up to date. The server wakes the page without saying why; the page asks, as itself, what
 * happened since, and asks again for what that may have changed. Answers whether the line stands.
 */
export const useLive = (account: string | null | undefined): { offline: boolean } => {
  const client = useQueryClient()
  const [offline, setOffline] = useState(false)

  useEffect(() => {
    if (account === null || account === undefined) return
    let ended = false
    let line: KeptLine | undefined
    let cursor: string | undefined
    let reading = Promise.resolve()

    const read = async (): Promise<void> => {
      const answer = await api.events(cursor === undefined ? {} : { query: { after: cursor } })
      cursor = answer.cursor
      if (answer.startOver) await client.invalidateQueries()
      else if (answer.events.length > 0) await askAgain(client, answer.events)
    }
    const wake = () => {
      for (const each of listeners) each()
      reading = reading.then(read).catch(() => {
        // The line itself tells when the server is away; the next wake-up reads on from the same place.
      })
    }
    const open = () => {
      if (ended) return
      line = keepLine({
        address: () => '/api/live',
        onOpen: failures => {
          if (failures > 0) void client.invalidateQueries()
          setOffline(false)
        },
        onMessage: wake,
        onClose: (code, failures) => {
          if (code === closed.signedOut) {
            void client.invalidateQueries({ queryKey: ['session'] })
            return false
          }
          // One lost line is mended before anyone need know.
          if (failures > 1 || !navigator.onLine) setOffline(true)
          return true
        },
      })
    }

    void api
      .latestEvent()
      .then(answer => {
        cursor ??= answer.cursor
      })
      .catch(() => {
        // Read from the beginning then: costs one more reading, loses nothing.
      })
      .finally(open)
    return () => {
      ended = true
      line?.end()
    }
  }, [account, client])

  return { offline }
}
