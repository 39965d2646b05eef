import type { Handlers } from './contract.ts'
import type { Db } from './db.ts'
import { eventsAfter, latestCursor } from './events.ts'
import type { RequestContext } from './http.context.ts'
import type { LineRoute, OpenLine } from './lines.ts'
import type { liveApi } from './live.api.ts'

export const liveHandlers: Handlers<typeof liveApi, RequestContext> = {
  latestEvent: async (_, { db, actor }) => ({
    cursor: await db.as(actor, latestCursor, { readOnly: true }),
  }),
  events: async ({ query: { after, limit } }, { db, actor }) => {
    const page = await db.as(actor, tx => eventsAfter(tx, after, limit), { readOnly: true })
    return { ...page, events: page.events.map(each => ({ ...each, at: each.at.toISOString() })) }
  },
}

/**
 * What goes over the line is always empty: there may be something new to read. While one frame is still on its way,
 * further ones become a single one, so a slow reader costs nothing.
 */
const wakeUp = (line: OpenLine) => {
  let sending = false
  let owed = false
  const wake = () => {
    if (sending) {
      owed = true
      return
    }
    sending = true
    line.send('', error => {
      sending = false
      if (error !== undefined || !owed) return
      owed = false
      wake()
    })
  }
  return wake
}

/** `/api/live`: wakes every signed-in browser when there may be something new, and never says what. */
export const liveRoute = (db: Db): LineRoute => {
  const lines = new Set<() => void>()
  const stop = db.onWake(() => lines.forEach(wake => wake()))
  return {
    path: '/api/live',
    stop,
    open: line => {
      const wake = wakeUp(line)
      lines.add(wake)
      line.onClose(() => lines.delete(wake))
      // Nobody has anything to say here.
      line.onMessage(() => line.close('malformed'))
      // What happened while the line was being set up.
      wake()
    },
  }
}
