import { Duplex } from 'node:stream'
import type { Worker } from 'node:worker_threads'
import { z } from 'zod'

/** What the worker says (see pglite-worker.mjs). `connection` tells whose answer the bytes are. */
export const FromWorker = z.union([
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('bytes'), connection: z.int(), bytes: z.instanceof(Uint8Array) }),
  z.object({ type: z.literal('dump'), bytes: z.instanceof(Uint8Array) }),
  z.object({ type: z.literal('closed') }),
  z.object({ type: z.literal('error'), message: z.string() }),
])
export type FromWorker = z.infer<typeof FromWorker>

const message = (kind: string, body: Buffer) => {
  const head = Buffer.alloc(5)
  head.write(kind)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
const status = (name: string, value: string) => message('S', Buffer.from(`${name}\0${value}\0`))

// There is nobody to log in: PGlite has one session, and only this process can reach it.
const greeting = Buffer.concat([
  message('R', Buffer.alloc(4)),
  status('client_encoding', 'UTF8'),
  status('DateStyle', 'ISO, MDY'),
  status('standard_conforming_strings', 'on'),
  message('Z', Buffer.from('I')),
])
const query = (text: string) => message('Q', Buffer.from(`${text}\0`))
const terminate = 'X'.charCodeAt(0)

let connections = 0

/**
 * Looks to `pg` like the socket of a PostgreSQL server, but carries the bytes to PGlite in a worker thread, so that
 * a long query does not hold up this thread.
 */
export class WireStream extends Duplex {
  readonly #worker: Worker
  readonly #connection = (connections += 1)
  #greeted = false
  readonly #hear = (raw: unknown) => {
    const heard = FromWorker.parse(raw)
    if (heard.type === 'bytes' && heard.connection === this.#connection) this.push(heard.bytes)
    if (heard.type === 'error') this.destroy(new Error(heard.message))
  }
  readonly #fail = (error: Error) => void this.destroy(error)
  readonly #end = () => void this.destroy(new Error('The embedded database has ended: restart Parley.'))

  constructor(worker: Worker) {
    super()
    this.#worker = worker
    worker.on('message', this.#hear)
    worker.on('error', this.#fail)
    worker.on('exit', this.#end)
  }

  connect(): this {
    queueMicrotask(() => this.emit('connect'))
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#greeted && chunk[0] === terminate) this.push(null)
    else if (this.#greeted) this.#send(chunk)
    else {
      this.#greeted = true
      this.push(greeting)
    }
    done()
  }

  /** `pg` corks the messages of one query: they travel as one. */
  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'binary', done)
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#worker.off('message', this.#hear)
    this.#worker.off('error', this.#fail)
    this.#worker.off('exit', this.#end)
    // The session outlives the connection: leave nothing open in it.
    this.#send(query('rollback'))
    this.#send(query('discard all'))
    done(error)
  }

  #send(chunk: Buffer) {
    const bytes = new Uint8Array(chunk)
    this.#worker.postMessage({ type: 'bytes', connection: this.#connection, bytes }, [bytes.buffer])
  }
}
