// The thread that owns PGlite and speaks PostgreSQL's wire protocol over messages (see wire.ts).
// Plain JavaScript, so that any Node can load it as it stands: from the sources in tests, from dist/server when built.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'

const { folder, template } = workerData
const database = await PGlite.create({
  ...(folder === undefined ? {} : { dataDir: folder }),
  ...(template === undefined ? {} : { loadDataDir: new Blob([template]) }),
  extensions: { pg_trgm },
})

const answer = async message => {
  if (message.type === 'bytes') {
    const bytes = await database.execProtocolRaw(message.bytes, { syncToFs: false })
    parentPort.postMessage({ type: 'bytes', connection: message.connection, bytes }, [bytes.buffer])
  } else if (message.type === 'dump') {
    const bytes = new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer())
    parentPort.postMessage({ type: 'dump', bytes }, [bytes.buffer])
  } else {
    await database.close()
    parentPort.postMessage({ type: 'closed' })
    parentPort.close()
  }
}

let queue = Promise.resolve()
parentPort.on('message', message => {
  queue = queue
    .then(() => answer(message))
    .catch(error => parentPort.postMessage({ type: 'error', message: String(error?.stack ?? error) }))
})
parentPort.postMessage({ type: 'ready' })
