import { z } from 'zod'
import { isRefusal } from '../../domain/refusal.ts'
import { isWellFormed } from '../../domain/well-formed.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { Sessions } from '../../platform/http.context.ts'
import type { LineRoute, OpenLine } from '../../platform/lines.ts'
import { log } from '../../platform/log.ts'
import { commitView } from './commit-view.store.ts'
import { Desk, type Place } from './line-desk.commands.ts'
import type { Pace } from './line-presence.commands.ts'
import { FromBrowser, type FromServer, LineQuery } from './line.api.ts'
import { editorOf, newsOf, readersOf } from './line.store.ts'
import { authorIn } from './texts.commands.ts'
import { latestNumber } from './texts.store.ts'

export interface TextLineOptions {
  readonly db: Db
  readonly sessions: Sessions
  readonly now?: () => Date
  readonly pace?: Pace
}

const usualPace: Pace = { tell: 500, renew: 5000, forget: 15_000 }
const Params = z.object({ id: z.uuid() })

/** How many commits a line begins with; who is further behind reads them by HTTP. */
const mostAtFirst = 200
/** Frames that may come before the line is ready. */
const mostEarly = 16

type Asked = { readonly text: string } & z.infer<typeof LineQuery>
type Closing = Parameters<OpenLine['close']>[0]

const askedOn = ({ params, query }: OpenLine): Asked | Closing => {
  const id = Params.safeParse(params)
  if (!id.success) return 'notFound'
  const how = LineQuery.safeParse(query)
  return how.success ? { text: id.data.id, ...how.data } : 'malformed'
}

interface Opening {
  readonly greeting: FromServer & { readonly number: number }
  readonly place: Omit<Place, 'line'>
}

/** What a line begins with, for who may read the text and write in that name. */
const opening = async (tx: Tx, account: string, asked: Asked): Promise<Opening | Closing> => {
  const { text, after } = asked
  const { access, readers } = await readersOf(tx, text, [account])
  const reader = readers.get(account)
  if (reader === undefined) return 'notFound'
  const as = 'as' in asked ? asked.as : undefined
  const client = 'client' in asked ? asked.client : ''
  const author = as === undefined ? undefined : authorIn(reader.standing, as)
  if (isRefusal(author)) return 'notInThatName'
  if (client !== '') {
    const editor = await editorOf(tx, text, client)
    if (editor !== undefined && editor.account !== account) return 'notInThatName'
  }
  const { commits } = await newsOf(tx, text, after, mostAtFirst + 1)
  const last = commits.length > mostAtFirst ? undefined : commits.at(-1)
  const number = last?.number ?? (await latestNumber(tx, text))
  return {
    greeting: { number, commits: last === undefined ? [] : commits.map(commitView) },
    place: {
      as,
      party: author?.party,
      client,
      access,
      until: reader.until,
      letters: 0,
      here: null,
      told: '',
    },
  }
}

const readFrame = (text: string) => {
  try {
    const json: unknown = JSON.parse(text)
    return isWellFormed(json) ? FromBrowser.safeParse(json).data : undefined
  } catch {
    return undefined
  }
}

/** `/api/texts/:id/line`: everything that goes to and fro while a text is open (docs/decisions/0012). */
export const textLines = ({
  db,
  sessions,
  now = () => new Date(),
  pace = usualPace,
}: TextLineOptions): LineRoute => {
  const desks = new Map<string, { readonly desk: Desk; lines: number }>()
  const deskOf = (text: string) => {
    const found = desks.get(text) ?? { desk: new Desk(text, { db, sessions, now, pace }), lines: 0 }
    desks.set(text, found)
    return found
  }

  const serve = async (line: OpenLine, asked: Asked) => {
    const { text } = asked
    const at = deskOf(text)
    const { desk } = at
    at.lines += 1
    const early: string[] = []
    let place: Place | undefined
    const receive = (here: Place, message: string) => {
      const frame = readFrame(message)
      if (frame === undefined) line.close('malformed')
      else if ('propose' in frame) desk.propose(here, frame.propose)
      else desk.here(here, frame.here)
    }
    line.onMessage(message => {
      if (place !== undefined) receive(place, message)
      else if (early.push(message) > mostEarly) line.close('tooMany')
    })
    let closed = false
    line.onClose(() => {
      closed = true
      if (place !== undefined) desk.leave(place)
      at.lines -= 1
      if (at.lines > 0) return
      desks.delete(text)
      desk.stop()
    })
    const { heard } = desk
    const { id } = line.account
    const opened = await db.as({ account: id }, tx => opening(tx, id, asked), { readOnly: true })
    if (closed) return
    if (typeof opened === 'string') return line.close(opened)
    place = { ...opened.place, line }
    line.send(JSON.stringify(opened.greeting))
    desk.enter(place, opened.greeting.number, heard)
    for (const message of early) receive(place, message)
  }

  return {
    path: '/api/texts/:id/line',
    stop: () => {
      for (const { desk } of desks.values()) desk.stop()
    },
    open: line => {
      const asked = askedOn(line)
      if (typeof asked === 'string') return line.close(asked)
      serve(line, asked).catch((error: unknown) => {
        log('warn', 'text-line-failed', { error })
        line.drop()
      })
    },
  }
}
