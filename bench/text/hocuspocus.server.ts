import { Server } from '@hocuspocus/server'
import { applyUpdate, Doc, encodeStateAsUpdate, XmlElement, XmlText } from 'yjs'
import type { Served } from './server.ts'
import { paragraphCount, paragraphs } from './work.ts'

const firstDocument = () => {
  const doc = new Doc()
  const elements = paragraphs(paragraphCount).map(words => {
    const element = new XmlElement('paragraph')
    element.insert(0, [new XmlText(words)])
    return element
  })
  doc.getXmlFragment('text').insert(0, elements)
  return encodeStateAsUpdate(doc)
}

/** Hocuspocus as it comes: the document in memory, nothing stored, nothing checked. */
export const serveHocuspocus = async (): Promise<Served> => {
  let commits = 0
  const first = firstDocument()
  const server = new Server({
    quiet: true,
    stopOnSignals: false,
    address: '127.0.0.1',
    onLoadDocument: async ({ document }) => applyUpdate(document, first),
    onChange: async () => void (commits += 1),
  })
  await server.listen(0)
  // So that the text is there before anybody comes.
  await server.hocuspocus.openDirectConnection('text')
  const lengthOf = (words: unknown) => (words instanceof XmlText ? words.length : 0)
  return {
    address: { port: server.address.port },
    commits: () => commits,
    length: async () => {
      const fragment = server.hocuspocus.documents.get('text')?.getXmlFragment('text').toArray() ?? []
      return fragment.reduce((sum, each) => sum + (each instanceof XmlElement ? lengthOf(each.get(0)) : 0), 0)
    },
  }
}
