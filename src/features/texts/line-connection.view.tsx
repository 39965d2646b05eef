import { api, queryClient } from '../../web/api.ts'
import { closed, keepLine } from '../../web/socket.ts'
import type { Letter, Line, RoomCommit } from './editor-line.ts'
import type { FromServer } from './line.api.ts'
import type { Present } from './line-presence.ts'

export interface ConnectionOptions {
  readonly text: string
  /** In whose name: a party, or (null) the chair; undefined: only reading. */
  readonly party: string | null | undefined
  readonly client: string
  /** The latest commit that is known here. */
  readonly known: () => number
  /** Commits arrived, or (none) there may be some to ask for. */
  readonly onCommits: (commits: readonly RoomCommit[]) => void
  /** The line stands, and what was missed is here. */
  readonly onStanding: () => void
  readonly onPresent: (present: readonly Present[]) => void
}

export interface Connection extends Line {
  /** At which paragraph the caret is; null: nobody is to be told. */
  readonly here: (paragraph: string | null) => void
  readonly end: () => void
}

/** A letter longer than this goes by HTTP: lines are for what people type. */
const longest = 100_000
/** Milliseconds between two words on where the caret is. */
const pause = 1000
/** How long a letter waits for its answer before the line is given up, in milliseconds. */
const patience = 15_000

interface Sent {
  readonly ref: number
  readonly taken: () => void
  readonly failed: (why: unknown) => void
}

/** The way of one open editor to the server: its text's line, and HTTP for what the line does not carry. */
export const connect = ({
  text,
  party,
  client,
  known,
  onCommits,
  onStanding,
  onPresent,
}: ConnectionOptions): Connection => {
  let named = party !== undefined
  let greeted = false
  let sent: Sent | null = null
  let told: string | null = null
  let place: string | null = null
  let telling: ReturnType<typeof setTimeout> | undefined

  const answered = (how: (letter: Sent) => void) => {
    const letter = sent
    sent = null
    if (letter !== null) how(letter)
  }
  const tell = () => {
    telling ??= setTimeout(() => {
      telling = undefined
      if (named && greeted && place !== told && line.send(JSON.stringify({ here: place }))) told = place
    }, pause)
  }
  const receive = (frame: FromServer) => {
    if ('present' in frame) onPresent(frame.present)
    else if ('refused' in frame) {
      const { ref, ...refusal } = frame.refused
      if (sent?.ref === ref) answered(({ failed }) => failed(refusal))
    } else {
      onCommits(frame.commits)
      if (frame.number !== undefined && frame.number > known()) onCommits([])
      if (frame.commits.some(each => each.client === client && each.ref === sent?.ref))
        answered(({ taken }) => taken())
      if (greeted) return
      greeted = true
      told = null
      tell()
      onStanding()
    }
  }
  const line = keepLine({
    address: () => {
      const asked = new URLSearchParams({ after: String(known()) })
      if (named) {
        asked.set('as', party ?? 'chair')
        asked.set('client', client)
      }
      return `/api/texts/${text}/line?${asked.toString()}`
    },
    onOpen: () => {
      greeted = false
    },
    onMessage: message => receive(JSON.parse(message) as FromServer),
    onClose: (code, failures) => {
      greeted = false
      answered(({ failed }) => failed(new TypeError('The line was lost.')))
      onPresent([])
      if (code === closed.notInThatName) named = false
      if (code === closed.notInThatName || code === closed.notFound)
        void queryClient.invalidateQueries({ queryKey: ['readText'] })
      // Where lines cannot stand, the text is asked for at the same growing pauses.
      if (failures > 1) onCommits([])
      return code !== closed.signedOut && code !== closed.notFound
    },
  })

  return {
    after: async number =>
      (await api.readCommits({ params: { id: text }, query: { after: number } })).commits,
    propose: ({ ref, version, steps, opens }: Letter) => {
      const proposed = { version, steps, opens }
      const frame = JSON.stringify({ propose: { ref, ...proposed } })
      if (!greeted || !named || frame.length > longest || !line.send(frame))
        return api.command({
          params: { id: text },
          body: { as: party ?? 'chair', client, ref, command: { type: 'propose', ...proposed } },
        })
      return new Promise<void>((resolve, reject) => {
        // Nobody answers: the line is dead, although nothing has said so.
        const late = setTimeout(line.drop, patience)
        const done = (how: () => void) => {
          clearTimeout(late)
          how()
        }
        sent = { ref, taken: () => done(resolve), failed: why => done(() => reject(why as Error)) }
      })
    },
    here: paragraph => {
      place = paragraph
      tell()
    },
    end: () => {
      clearTimeout(telling)
      line.end()
    },
  }
}
