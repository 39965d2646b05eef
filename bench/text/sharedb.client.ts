import { WebSocket } from 'ws'
import { type Client, type Places, readOnce, type Watch } from './client.ts'
import type { Address } from './messages.ts'
import { paragraphCount, paragraphs, type Place } from './work.ts'

interface Letter {
  readonly a: string
  readonly v?: number
  readonly src?: string
  readonly seq?: number
  readonly id?: string
  readonly data?: { readonly v: number }
  readonly error?: { readonly message: string }
  readonly op?: { readonly ops: readonly Operation[] } | readonly Operation[]
}
interface Operation {
  readonly retain?: number
  readonly insert?: string
}

const read = readOnce(text => JSON.parse(text) as Letter)
const [first = ''] = paragraphs(paragraphCount)
const positionOf = ({ paragraph, offset }: Place) => paragraph * (first.length + 1) + offset

/** Where a position comes to be by an operation of somebody else’s: all of them only insert. */
const moved = (position: number, operations: readonly Operation[]) => {
  let at = 0
  let now = position
  for (const { retain = 0, insert = '' } of operations) {
    at += retain
    if (insert !== '' && at <= now) now += insert.length
    at += insert.length
  }
  return now
}

/** A client of ShareDB: like the real one it has one operation under way at a time, on the version it knows. */
export const openSharedb = ({ port }: Address, seat: number, places: Places, watch: Watch): Promise<Client> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false })
    const say = (message: object) => socket.send(JSON.stringify(message))
    let self = ''
    let version = -1
    let sequence = 0
    let waiting: { readonly where: 'own' | 'beside'; readonly length: number } | undefined
    const cursors = {
      own: places === undefined ? 0 : positionOf(places.own),
      beside: places === undefined ? 0 : positionOf(places.beside),
    }
    const move = (operations: readonly Operation[]) => {
      cursors.own = moved(cursors.own, operations)
      cursors.beside = moved(cursors.beside, operations)
    }

    const client: Client = {
      isFree: () => waiting === undefined,
      write: (words, where) => {
        const attributes = { ins: `party ${seat % 30}` }
        const op = [{ retain: cursors[where] }, { insert: words, attributes }]
        sequence += 1
        waiting = { where, length: words.length }
        watch.sent(`${self}:${sequence}`)
        say({ a: 'op', c: 'texts', d: 'text', v: version, seq: sequence, x: {}, op })
      },
      close: () => socket.close(),
    }

    const takeOperation = ({ v = -1, src = '', seq = 0, op, error }: Letter) => {
      if (error !== undefined) {
        watch.refused(error.message)
        waiting = undefined
      } else if (v === version) {
        // Sent twice it may come: with the answer to an operation of one’s own, and by the subscription.
        version += 1
        if (src === self) {
          if (waiting !== undefined) {
            const { where, length } = waiting
            move([{ retain: cursors[where] }, { insert: ' '.repeat(length) }])
          }
          waiting = undefined
        } else {
          watch.received(`${src}:${seq}`)
          if (places !== undefined && op !== undefined) move('ops' in op ? op.ops : op)
        }
      } else if (v > version) throw new Error(`An operation is missing: ${v} came after ${version}.`)
    }

    socket.on('error', reject)
    socket.on('open', () => say({ a: 'hs', id: null, protocol: 1, protocolMinor: 2 }))
    socket.on('message', (data: Buffer) => {
      const letter = read(data.toString())
      if (letter.a === 'hs') {
        self = letter.id ?? ''
        say({ a: 's', c: 'texts', d: 'text', v: null })
      } else if (letter.a === 's') {
        version = letter.data?.v ?? 0
        resolve(client)
      } else if (letter.a === 'op') takeOperation(letter)
    })
  })
