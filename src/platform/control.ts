import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

// A server holds its data folder alone. Through this door, on the loopback interface and open to whoever can read a
// file in that folder, a command run beside it asks the server to do the same work on its open database.

const Key = z.object({ port: z.int(), token: z.string() })

/** The words of the command, and where the person stands who typed them. */
const Errand = z.object({ argv: z.array(z.string()), directory: z.string() })
export type Errand = z.infer<typeof Errand>

const Line = z.union([
  z.object({ out: z.string() }),
  z.object({ err: z.string() }),
  z.object({ exit: z.int() }),
])
type Line = z.infer<typeof Line>

export interface Voice {
  out(text: string): Promise<void>
  err(text: string): Promise<void>
}

const keyFile = (folder: string) => join(folder, 'control.json')

const writeKey = (folder: string, key: z.infer<typeof Key>) => {
  const written = `${keyFile(folder)}.new`
  writeFileSync(written, JSON.stringify(key), { mode: 0o600 })
  chmodSync(written, 0o600)
  renameSync(written, keyFile(folder))
}

const readKey = (folder: string) => {
  try {
    return Key.parse(JSON.parse(readFileSync(keyFile(folder), 'utf8')))
  } catch {
    return undefined
  }
}

const isSame = (given: string | undefined, token: string) => {
  const [left, right] = [Buffer.from(given ?? ''), Buffer.from(`Bearer ${token}`)]
  return left.length === right.length && timingSafeEqual(left, right)
}

const mediaType = 'application/x-ndjson'

/** Says a line to the other end; says nothing more once that has gone. */
const sayTo = (response: ServerResponse) => async (line: Line) => {
  if (response.destroyed || response.write(`${JSON.stringify(line)}\n`)) return
  await Promise.race([once(response, 'drain'), once(response, 'close')])
}

/** Opens the door. `work` does an errand and answers its exit code. Returns how to close the door. */
export const openDoor = async (folder: string, work: (errand: Errand, voice: Voice) => Promise<number>) => {
  const token = randomBytes(32).toString('base64url')
  const server = createServer((incoming, response) => {
    const refuse = (status: number) => void response.writeHead(status).end()
    if (!isSame(incoming.headers.authorization, token)) return refuse(401)
    const answer = async () => {
      let body = ''
      for await (const piece of incoming.setEncoding('utf8')) body += String(piece)
      const errand = Errand.parse(JSON.parse(body))
      response.writeHead(200, { 'content-type': mediaType })
      const say = sayTo(response)
      await say({ exit: await work(errand, { out: out => say({ out }), err: err => say({ err }) }) })
      response.end()
    }
    answer().catch((error: unknown) => {
      if (!response.headersSent) return refuse(400)
      response.end(`${JSON.stringify({ err: `${String(error)}\n` })}\n${JSON.stringify({ exit: 1 })}\n`)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  writeKey(folder, { port, token })
  return async () => {
    rmSync(keyFile(folder), { force: true })
    server.close()
    server.closeIdleConnections()
    await once(server, 'close')
  }
}

/** Gives the errand to the server that holds this folder; undefined if there is none, so that one may open it oneself. */
export const knock = async (folder: string, errand: Errand, voice: Voice): Promise<number | undefined> => {
  const key = readKey(folder)
  if (key === undefined) return undefined
  const call = request({
    host: '127.0.0.1',
    port: key.port,
    method: 'POST',
    headers: { authorization: `Bearer ${key.token}` },
  })
  call.end(JSON.stringify(errand))
  const response = await new Promise<IncomingMessage | undefined>(resolve => {
    call.once('response', resolve)
    // What a server that was killed left behind: nobody is there, or by now somebody else.
    call.once('error', () => resolve(undefined))
  })
  if (response?.headers['content-type'] !== mediaType) {
    response?.destroy()
    return undefined
  }
  let exit: number | undefined
  for await (const text of createInterface({ input: response.setEncoding('utf8') })) {
    const line = Line.parse(JSON.parse(text))
    if ('out' in line) await voice.out(line.out)
    else if ('err' in line) await voice.err(line.err)
    else exit = line.exit
  }
  if (exit === undefined) await voice.err('The server ended before the command had.\n')
  return exit ?? 1
}
