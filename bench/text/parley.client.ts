import { randomUUID } from 'node:crypto'
import { Step, type StepMap } from 'prosemirror-transform'
import { WebSocket } from 'ws'
import { schema } from '../../src/features/texts/schema.ts'
import type { CommitView } from '../../src/features/texts/texts.api.ts'
import { type Client, type Places, readOnce, type Watch } from './client.ts'
import type { Address } from './messages.ts'
import { paragraphCount, paragraphs, type Place } from './work.ts'

interface Frame {
  readonly number?: number
  readonly commits?: readonly CommitView[]
  readonly refused?: { readonly refused: string }
}

const read = readOnce(text => JSON.parse(text) as Frame)
const maps = new Map<number, readonly StepMap[]>()
const mapsOf = ({ number, steps }: CommitView) => {
  const known = maps.get(number)
  if (known !== undefined) return known
  const fresh = steps.map(step => Step.fromJSON(schema, step).getMap())
  maps.set(number, fresh)
  return fresh
}

const [first = ''] = paragraphs(paragraphCount)
const positionOf = ({ paragraph, offset }: Place) => paragraph * (first.length + 2) + 1 + offset

/** A client of Parley: like the editor it has one letter under way at a time, on the version it knows. */
export const openParley = (
  { port, text = '', seats = [] }: Address,
  index: number,
  places: Places,
  watch: Watch,
): Promise<Client> =>
  new Promise((resolve, reject) => {
    const seat = seats[index]
    if (seat === undefined) throw new Error('There are more clients than seats.')
    const self = randomUUID()
    const proposal = randomUUID()
    let isOpened = false
    let number = 1
    let version = 0
    let ref = 0
    let isWaiting = false
    const cursors = {
      own: places === undefined ? 0 : positionOf(places.own),
      beside: places === undefined ? 0 : positionOf(places.beside),
    }

    const query = new URLSearchParams({
      after: '1',
      ...(places === undefined ? {} : { as: seat.party, client: self }),
    })
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/texts/${text}/line?${query.toString()}`, {
      headers: {
        cookie: `parley=${seat.token}`,
        origin: `http://127.0.0.1:${port}`,
        'x-forwarded-for': `10.0.${index >> 8}.${index & 255}`,
      },
      perMessageDeflate: false,
    })

    const client: Client = {
      isFree: () => !isWaiting,
      write: (words, where) => {
        ref += 1
        isWaiting = true
        const at = cursors[where]
        const content = [{ type: 'text', text: words, marks: [{ type: 'ins', attrs: { proposal } }] }]
        const steps = [{ stepType: 'replace', from: at, to: at, slice: { content } }]
        const opens = isOpened ? [] : [{ id: proposal }]
        isOpened = true
        watch.sent(`${self}:${ref}`)
        socket.send(JSON.stringify({ propose: { ref, version, steps, opens } }))
      },
      close: () => {
        socket.removeAllListeners('close')
        socket.close()
      },
    }

    const take = (commit: CommitView) => {
      if (commit.number <= number) return
      if (commit.number > number + 1) watch.refused('A commit is missing.')
      number = commit.number
      version = commit.versionTo
      if (commit.client === self) isWaiting = false
      else watch.received(`${commit.client ?? ''}:${commit.ref ?? 0}`)
      if (places === undefined) return
      for (const map of mapsOf(commit)) {
        cursors.own = map.map(cursors.own)
        cursors.beside = map.map(cursors.beside)
      }
    }

    socket.on('error', reject)
    socket.on('close', (code: number) => watch.refused(`The line was closed: ${code}`))
    socket.on('message', (data: Buffer) => {
      const { commits = [], refused, number: standing } = read(data.toString())
      commits.forEach(take)
      if (refused !== undefined) {
        isWaiting = false
        watch.refused(refused.refused)
      }
      if (standing !== undefined) resolve(client)
    })
  })
