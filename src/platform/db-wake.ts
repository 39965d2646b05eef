import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { z } from 'zod'
import { log } from './log.ts'

const Snapshot = z.object({ xmin: z.string().transform(BigInt), xmax: z.string().transform(BigInt) })

/** What is under way, as seen on this connection; one question after another. */
const makeSnapshots = (client: pg.Client) => {
  let last: Promise<unknown> = Promise.resolve()
  return () => {
    const snapshot = last.then(async () => {
      const { rows } =
        await client.query(`select pg_snapshot_xmin(s)::text as xmin, pg_snapshot_xmax(s)::text as xmax
                                             from pg_current_snapshot() s`)
      return Snapshot.parse(rows[0])
    })
    last = snapshot.catch(() => {})
    return snapshot
  }
}

/**
 * Calls `wake` again while older transactions are still under way. An event can be committed and yet be held back from
 * readers until every transaction that began writing before it has ended (see `eventsAfter`); no
 * notification tells of that end if it is a rollback. So after each wake-up the oldest transaction under way is watched, at
 * growing pauses of 10 ms up to a second, until none is left from before the wake-up.
 */
const makeWatch = (snapshot: () => Promise<z.infer<typeof Snapshot>>, wake: () => void) => {
  let goal = 0n
  let watching = false
  return async () => {
    const first = await snapshot()
    if (first.xmax > goal) goal = first.xmax
    if (watching) return
    watching = true
    let reached = first.xmin
    for (let pause = 10; reached < goal; pause = Math.min(pause * 2, 1000)) {
      await sleep(pause, undefined, { ref: false })
      const { xmin } = await snapshot()
      if (xmin > reached) wake()
      reached = xmin
    }
    watching = false
  }
}

const every = 15_000

/** Listens on one connection until that is lost, which is also noticed when nothing is heard. */
const listenOn = async (client: pg.Client, wake: () => void, stopped: AbortSignal) => {
  const lost = new Promise<void>(resolve => {
    client.on('error', () => resolve())
    client.on('end', () => resolve())
    stopped.addEventListener('abort', () => resolve(), { once: true })
  })
  const lose = () => void client.end().catch(() => {})
  const snapshot = makeSnapshots(client)
  const watch = makeWatch(snapshot, wake)
  const look = () => {
    wake()
    watch().catch(lose)
  }
  const pulse = setInterval(() => void snapshot().catch(lose), every).unref()
  try {
    await client.connect()
    client.on('notification', look)
    await client.query('listen parley')
    // Whatever was committed while nobody listened.
    look()
    await lost
  } finally {
    clearInterval(pulse)
    lose()
  }
}

/** Calls `wake` after commits of any process, and after every reconnection. Returns how to stop. */
export const listenForWakes = (makeClient: () => Promise<pg.Client>, wake: () => void): (() => void) => {
  const stopping = new AbortController()
  const { signal } = stopping
  const run = async () => {
    for (let pause = 100; !signal.aborted; pause = Math.min(pause * 2, 5_000)) {
      try {
        await listenOn(await makeClient(), wake, signal)
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
