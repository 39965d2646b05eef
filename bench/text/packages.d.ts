declare module '@teamwork/websocket-json-stream' {
  import type { Duplex } from 'node:stream'
  import type { WebSocket } from 'ws'

  const JsonStream: new (socket: WebSocket) => Duplex
  export default JsonStream
}

declare module 'rich-text' {
  import type { Type } from 'sharedb/lib/sharedb.d.ts'

  const richText: { readonly type: Type }
  export default richText
}
