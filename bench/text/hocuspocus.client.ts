import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import { applyUpdate, Doc, XmlElement, XmlText } from 'yjs'
import type { Client, Places, Watch } from './client.ts'
import type { Address } from './messages.ts'

const room = 'text'
const messages = { sync: 0, auth: 2, syncReply: 4 } as const
const syncs = { first: 0, second: 1, update: 2 } as const

const letter = (write: (encoder: encoding.Encoder) => void) => {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, room)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

const syncLetter = (step: number, payload: Uint8Array) =>
  letter(encoder => {
    encoding.writeVarUint(encoder, messages.sync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, payload)
  })

/** An empty update, and the state of an empty document. */
const nothing = Uint8Array.of(0, 0)
const emptyState = Uint8Array.of(0)

/** Who wrote an update, and where in that client’s own sequence it begins: at every receiver the same. */
const headOf = (update: Uint8Array) => {
  const decoder = decoding.createDecoder(update)
  decoding.readVarUint(decoder)
  decoding.readVarUint(decoder)
  const author = decoding.readVarUint(decoder)
  return { author, key: `${author}:${decoding.readVarUint(decoder)}` }
}

/**
 * A client of Hocuspocus. A writer has a document of its own that takes in the first state and what it writes itself:
 * in these places the updates it sends are then the same as if it had taken in everybody’s.
 */
export const openHocuspocus = (
  { port }: Address,
  seat: number,
  places: Places,
  watch: Watch,
): Promise<Client> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false })
    const doc = places === undefined ? undefined : new Doc()
    let begun = false

    const offsets = { own: places?.own.offset ?? 0, beside: places?.beside.offset ?? 0 }
    const write: Client['write'] = (words, where) => {
      const element = doc?.getXmlFragment(room).get(places?.[where].paragraph ?? 0)
      const text = element instanceof XmlElement ? element.get(0) : undefined
      if (!(text instanceof XmlText)) throw new Error('There is no such paragraph.')
      text.insert(offsets[where], words, { ins: { party: `party ${seat % 30}` } })
      offsets[where] += words.length
    }
    const client: Client = { isFree: () => true, write, close: () => socket.close() }

    const takeSync = (decoder: decoding.Decoder) => {
      const step = decoding.readVarUint(decoder)
      const payload = decoding.readVarUint8Array(decoder)
      if (step === syncs.first) {
        socket.send(syncLetter(syncs.second, nothing))
      } else if (step === syncs.update) {
        const { author, key } = headOf(payload)
        if (author !== doc?.clientID) watch.received(key)
      } else if (!begun) {
        begun = true
        if (doc !== undefined) {
          applyUpdate(doc, payload, 'server')
          doc.on('update', (update: Uint8Array) => {
            watch.sent(headOf(update).key)
            socket.send(syncLetter(syncs.update, update))
          })
        }
        resolve(client)
      }
    }

    socket.on('error', reject)
    socket.on('open', () => {
      socket.send(
        letter(encoder => {
          encoding.writeVarUint(encoder, messages.auth)
          encoding.writeVarUint(encoder, 0)
          encoding.writeVarString(encoder, '')
        }),
      )
      socket.send(syncLetter(syncs.first, emptyState))
    })
    socket.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(data)
      decoding.readVarString(decoder)
      const type = decoding.readVarUint(decoder)
      if (type === messages.sync || type === messages.syncReply) takeSync(decoder)
    })
  })
