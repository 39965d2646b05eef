import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import JsonStream from '@teamwork/websocket-json-stream'
import richText from 'rich-text'
import ShareDB from 'sharedb'
import { WebSocketServer } from 'ws'
import type { Served } from './server.ts'
import { paragraphCount, paragraphs } from './work.ts'

/** ShareDB as it comes, on rich text: the document and its history in memory, nothing checked. */
export const serveSharedb = async (): Promise<Served> => {
  ShareDB.types.register(richText.type)
  const backend = new ShareDB()
  let commits = 0
  backend.use('afterWrite', (_, next) => {
    commits += 1
    next()
  })
  const doc = backend.connect().get('texts', 'text')
  const words = paragraphs(paragraphCount).map(each => `${each}\n`)
  await new Promise<void>((resolve, reject) =>
    doc.create([{ insert: words.join('') }], 'rich-text', error =>
      error === undefined || error === null ? resolve() : reject(new Error(error.message)),
    ),
  )
  commits = 0

  const http = createServer()
  const sockets = new WebSocketServer({ server: http })
  sockets.on('connection', socket => void backend.listen(new JsonStream(socket)))
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  return {
    address: { port: (http.address() as AddressInfo).port },
    commits: () => commits,
    length: () =>
      new Promise((resolve, reject) =>
        doc.fetch(error =>
          error === undefined || error === null
            ? resolve((doc.data as { length(): number }).length() - words.length)
            : reject(new Error(error.message)),
        ),
      ),
  }
}
