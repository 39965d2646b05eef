import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { z } from 'zod'
import type { Wake } from './db-engine.ts'
import { horizonQuery } from './db-horizon.ts'
import { textOf } from './db-sql.ts'
import { log } from './log.ts'

const Horizon = z.object({ horizon: z.string().transform(BigInt), latest: z.string().transform(BigInt) })
type Horizon = z.infer<typeof Horizon>

/** Asks on this connection what is still under way, one question after another. */
const makeAsk = (client: pg.Client) => {
  let last: Promise<unknown> = Promise.resolve()
  return () => {
    const answer = last.then(async () => {
      const { rows } = await client.query(textOf(horizonQuery))
      return Horizon.parse(rows[0])
    })
    last = answer.catch(() => {})
    return answer
  }
}

/**
 * Calls `wake` again while older transactions are still under way. An event can be committed and yet be held back from
 * readers until every transaction of this database that began writing before it has ended (see `eventsAfter`); no
 * notification tells of that end if it is a rollback. So after each wake-up the oldest transaction is watched, at growing
 * pauses of 10 ms up to a second, until none is left from before the wake-up.
 */
const makeWatch = (ask: () => Promise<Horizon>, wake: () => void) => {
  let goal = 0n
  let watching = false
  return async () => {
    const first = await ask()
    if (first.latest > goal) goal = first.latest
    if (watching) return
    watching = true
    let reached = first.horizon
    for (let pause = 10; reached < goal; pause = Math.min(pause * 2, 1000)) {
      await sleep(pause, undefined, { ref: false })
      const { horizon } = await ask()
      if (horizon > reached) wake()
      reached = horizon
    }
    watching = false
  }
}

const every = 15_000

/** A wake-up as it is notified: the subject and the word with a blank between, or nothing. */
export const noticeOf = ({ subject, word = '' }: Wake): string =>
  subject === undefined ? '' : `${subject} ${word}`

const wakeOf = (notice: string): Wake => {
  const blank = notice.indexOf(' ')
  return blank < 0 ? {} : { subject: notice.slice(0, blank), word: notice.slice(blank + 1) }
}

interface Listeners {
  wake(wake: Wake): void
  wakeAll(): void
}

/** Listens on one connection until that is lost, which is also noticed when nothing is heard. */
const listenOn = async (client: pg.Client, listeners: Listeners, stopped: AbortSignal) => {
  const lost = new Promise<void>(resolve => {
    client.on('error', () => resolve())
    client.on('end', () => resolve())
    stopped.addEventListener('abort', () => resolve(), { once: true })
  })
  const lose = () => void client.end().catch(() => {})
  const ask = makeAsk(client)
  const watch = makeWatch(ask, () => listeners.wake({}))
  const hear = ({ payload = '' }: pg.Notification) => {
    const wake = wakeOf(payload)
    listeners.wake(wake)
    // Only events are held back (see `eventsAfter`), and they are about anything.
    if (wake.subject === undefined) watch().catch(lose)
  }
  const pulse = setInterval(() => void ask().catch(lose), every).unref()
  try {
    await client.connect()
    client.on('notification', hear)
    await client.query('listen parley')
    // Whatever was committed while nobody listened.
    listeners.wakeAll()
    watch().catch(lose)
    await lost
  } finally {
    clearInterval(pulse)
    lose()
  }
}

/** Wakes listeners after commits of any process, and all of them after every reconnection. Returns how to stop. */
export const listenForWakes = (makeClient: () => Promise<pg.Client>, listeners: Listeners): (() => void) => {
  const stopping = new AbortController()
  const { signal } = stopping
  const run = async () => {
    for (let pause = 100; !signal.aborted; pause = Math.min(pause * 2, 5_000)) {
      try {
        await listenOn(await makeClient(), listeners, signal)
        pause = 100
      } catch (error) {
        log('warn', 'database-listener-lost', { error })
      }
      if (!signal.aborted) await sleep(pause, undefined, { ref: false, signal }).catch(() => {})
    }
  }
  void run()
  return () => stopping.abort()
}
