import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Engine, makeListeners, makePool, StartUpError } from './db-engine.ts'
import { lockFolder } from './folder.ts'
import { FromWorker, WireStream } from './wire.ts'

/** In the sources, or beside the server once built. */
const workerFile = ['./pglite-worker.mjs', './pglite-worker.js']
  .map(name => new URL(name, import.meta.url))
  .find(each => existsSync(each))

const startWorker = (workerData: { folder: string | undefined; template: Uint8Array | undefined }) => {
  if (workerFile === undefined) throw new Error('The file pglite-worker is missing from the build.')
  return new Worker(workerFile, { workerData })
}

/** The worker's next message of this type; throws if it reports an error or dies first. */
const heard = async <Type extends FromWorker['type']>(worker: Worker, type: Type) =>
  new Promise<Extract<FromWorker, { type: Type }>>((resolve, reject) => {
    const fits = (message: FromWorker): message is Extract<FromWorker, { type: Type }> =>
      message.type === type
    const stop = () => worker.off('message', hear).off('error', fail).off('exit', exit)
    const fail = (error: Error) => {
      stop()
      reject(error)
    }
    const exit = () => fail(new Error('The thread of the embedded database ended.'))
    const hear = (raw: unknown) => {
      const message = FromWorker.parse(raw)
      if (message.type === 'error') return fail(new Error(message.message))
      if (!fits(message)) return
      stop()
      resolve(message)
    }
    worker.on('message', hear).on('error', fail).on('exit', exit)
  })

/** PGlite keeps its files in `database`. Without the mark in it a first start was cut off, and nothing was stored yet. */
const prepareFolder = (folder: string) => {
  const database = join(folder, 'database')
  const mark = join(database, '.complete')
  if (!existsSync(mark)) rmSync(database, { recursive: true, force: true })
  return { database, complete: () => writeFileSync(mark, '') }
}

interface Where {
  readonly folder: string | undefined
  readonly template: Uint8Array | undefined
}

const start = async ({ folder, template }: Where) => {
  const prepared = folder === undefined ? undefined : prepareFolder(folder)
  const worker = startWorker({ folder: prepared?.database, template })
  await heard(worker, 'ready').catch((error: unknown) => {
    throw new StartUpError(`PGlite cannot open ${folder ?? 'its memory'}: ${String(error)}`, { cause: error })
  })
  prepared?.complete()
  return worker
}

/** PGlite in a worker thread: one process, one connection, for one office or a demonstration. */
export const openPglite = async (where: Where): Promise<Engine & { dump(): Promise<Uint8Array> }> => {
  const unlock = where.folder === undefined ? () => {} : lockFolder(where.folder)
  const worker = await start(where).catch((error: unknown) => {
    unlock()
    throw error
  })
  let ended = false
  worker.once('exit', () => (ended = true))
  const stream = () => {
    const wire = new WireStream(worker)
    if (ended) wire.destroy(new Error('The embedded database has ended: restart Parley.'))
    return wire
  }
  const pool = makePool({ max: 1, idleTimeoutMillis: 0, stream })
  const listeners = makeListeners()
  const ask = async <Type extends 'dump' | 'closed'>(request: 'dump' | 'close', type: Type) => {
    const answer = heard(worker, type)
    worker.postMessage({ type: request })
    return answer
  }
  return {
    name: 'pglite',
    ownerPool: pool,
    appPool: () => Promise.resolve(pool),
    wake: (ending, wake) => ending.afterCommit(() => listeners.wake(wake)),
    onWake: (listener, subject) => listeners.add(listener, subject),
    dump: async () => (await ask('dump', 'dump')).bytes,
    close: async () => {
      await pool.end()
      if (!ended) await ask('close', 'closed')
      await worker.terminate()
      unlock()
    },
  }
}
