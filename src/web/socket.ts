const longestWait = 60_000

/** The server's own words when it closes a line (see platform/lines.ts). */
export const closed = { signedOut: 4401, notInThatName: 4403, notFound: 4404 } as const

/** Longer after each failure, and never the same for two browsers, so that a server coming back is not stormed. */
export const waitAfter = (failures: number, chance = Math.random()): number =>
  Math.min(longestWait, 1000 * 2 ** Math.min(failures, 6)) * (0.5 + chance / 2)

export interface LineOptions {
  /** Path and query, asked for at each attempt. */
  readonly address: () => string
  /** With how often it had failed before. */
  readonly onOpen: (failures: number) => void
  readonly onMessage: (text: string) => void
  /** With how often it has failed. Answers whether to try again. */
  readonly onClose: (code: number, failures: number) => boolean
}

/** A web socket to the server that opens again whenever it is lost, at growing pauses. */
export interface KeptLine {
  /** Whether it could be put on its way. */
  readonly send: (text: string) => boolean
  /** Gives the line up for lost, and opens another. */
  readonly drop: () => void
  readonly end: () => void
}

export const keepLine = ({ address, onOpen, onMessage, onClose }: LineOptions): KeptLine => {
  let ended = false
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  const lose = (code: number) => {
    socket = undefined
    failures += 1
    if (onClose(code, failures)) timer = setTimeout(connect, waitAfter(failures - 1))
  }
  const connect = () => {
    clearTimeout(timer)
    // A browser that knows of no network waits for one.
    if (ended || !navigator.onLine) return
    const url = new URL(address(), location.href)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    const opening = new WebSocket(url)
    socket = opening
    opening.onopen = () => {
      const before = failures
      failures = 0
      onOpen(before)
    }
    opening.onmessage = ({ data }) => onMessage(String(data))
    opening.onclose = ({ code }) => lose(code)
  }
  /** Gives up what stands, without waiting to hear that it does not. */
  const drop = () => {
    if (socket === undefined) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
    lose(1006)
  }
  const now = () => {
    if (socket === undefined) connect()
  }
  addEventListener('online', now)
  addEventListener('offline', drop)
  connect()
  return {
    send: text => {
      if (socket?.readyState !== WebSocket.OPEN) return false
      socket.send(text)
      return true
    },
    drop,
    end: () => {
      ended = true
      removeEventListener('online', now)
      removeEventListener('offline', drop)
      clearTimeout(timer)
      if (socket === undefined) return
      socket.onopen = socket.onmessage = socket.onclose = null
      socket.close()
    },
  }
}
