import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { afterAll } from 'vitest'

const sockets = new Set<Socket>()
afterAll(() => sockets.forEach(socket => socket.destroy()))

/** A frame as a browser sends it: masked. */
const frameOf = (text: string): Buffer => {
  const body = Buffer.from(text)
  const mask = randomBytes(4)
  const head = body.length < 126 ? Buffer.alloc(2) : Buffer.alloc(body.length < 65_536 ? 4 : 10)
  head[0] = 0x81
  if (body.length < 126) head[1] = 0x80 | body.length
  else if (body.length < 65_536) {
    head[1] = 0x80 | 126
    head.writeUInt16BE(body.length, 2)
  } else {
    head[1] = 0x80 | 127
    head.writeBigUInt64BE(BigInt(body.length), 2)
  }
  return Buffer.concat([head, mask, body.map((byte, at) => byte ^ (mask[at % 4] ?? 0))])
}

/** The next whole frame of what has come, and the rest. */
const takeFrame = (bytes: Buffer) => {
  if (bytes.length < 2) return undefined
  const short = (bytes[1] ?? 0) & 0x7f
  const head = short < 126 ? 2 : short === 126 ? 4 : 10
  if (bytes.length < head) return undefined
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  if (bytes.length < head + length) return undefined
  return {
    kind: (bytes[0] ?? 0) & 0x0f,
    body: bytes.subarray(head, head + length),
    rest: bytes.subarray(head + length),
  }
}

/** One end of a line, as a browser has it. */
export interface BrowserLine {
  /** What came, in order. */
  readonly heard: unknown[]
  readonly send: (frame: unknown) => void
  /** With which code it was closed; 1006 when it broke. */
  readonly closed: Promise<number>
  /** Takes in nothing more. */
  readonly stopReading: () => void
  readonly end: () => void
}

/** Opens a line as a page of the server’s own would. Throws the status when it is not opened. */
export const openLine = (
  address: URL | string,
  path: string,
  cookie: string | undefined,
  origin = new URL(address).origin,
): Promise<BrowserLine> => {
  const asked = request(new URL(path, address), {
    agent: false,
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      origin,
      ...(cookie === undefined ? {} : { cookie }),
    },
  })
  asked.end()
  return new Promise((resolve, reject) => {
    asked.on('error', reject)
    asked.on('response', ({ statusCode }) => reject(new Error(`not opened: ${statusCode ?? 0}`)))
    asked.on('upgrade', (_, socket: Socket, first) => {
      sockets.add(socket)
      const heard: unknown[] = []
      let code = 1006
      let come: Buffer = first
      const hear = (piece: Buffer) => {
        come = Buffer.concat([come, piece])
        for (let frame = takeFrame(come); frame !== undefined; frame = takeFrame(come)) {
          come = frame.rest
          if (frame.kind === 0x1) heard.push(JSON.parse(frame.body.toString()))
          if (frame.kind === 0x9) socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]))
          if (frame.kind === 0x8) {
            code = frame.body.length >= 2 ? frame.body.readUInt16BE(0) : 1005
            socket.end(Buffer.from([0x88, 0x80, 0, 0, 0, 0]))
          }
        }
      }
      hear(Buffer.alloc(0))
      socket.on('data', hear)
      socket.on('error', () => {})
      const closed = new Promise<number>(over => void socket.on('close', () => over(code)))
      resolve({
        heard,
        send: frame => void socket.write(frameOf(JSON.stringify(frame))),
        closed,
        stopReading: () => void socket.pause(),
        end: () => socket.destroy(),
      })
    })
  })
}
