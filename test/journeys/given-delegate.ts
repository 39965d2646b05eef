import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Transform } from 'prosemirror-transform'
import { WebSocket } from 'ws'
import type { Command } from '../../src/features/texts/acts.ts'
import { schema, wording } from '../../src/features/texts/schema.ts'
import { suggestReplace, type Suggesting } from '../../src/features/texts/suggest.ts'
import type { TextView } from '../../src/features/texts/texts.api.ts'

// A delegation without a window: what its page would ask of the server, asked over the same interface.

interface Answer {
  readonly status: number
  readonly body: unknown
}

export interface Delegate {
  readonly name: string
  readonly cookie: string
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Answer>
  /** As `ask`, for what must not be refused. */
  readonly get: <Body>(path: string) => Promise<Body>
  readonly post: <Body>(path: string, body: unknown) => Promise<Body>
  readonly party: string
  /** Puts words behind a phrase of the text, as a proposal of this delegation; answers the proposal’s id. */
  readonly propose: (text: string, behind: string, words: string) => Promise<string>
  /** Opens the text, as an editor of this delegation with the caret in a paragraph; answers how many commits it heard of. */
  readonly open: (text: string, paragraph: string) => Promise<() => number>
  readonly leave: () => void
  readonly command: (text: string, command: Command) => Promise<Answer>
}

interface Session {
  readonly demonstrationAccounts: readonly { readonly id: string; readonly name: string }[]
  readonly mandates: readonly { readonly party: string | null; readonly capacity: string }[]
}

/** Signs in as an account of the demonstration. */
export const givenDelegate = async (address: string, account: string): Promise<Delegate> => {
  const headers = { 'x-parley': '1', origin: address, 'content-type': 'application/json' }
  const publicly = (await (await fetch(`${address}/api/session`)).json()) as Session
  const id = publicly.demonstrationAccounts.find(each => each.name === account)?.id
  const signedIn = await fetch(`${address}/api/session/demonstration`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ account: id }),
  })
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const ask: Delegate['ask'] = async (method, path, body) => {
    const response = await fetch(address + path, {
      method,
      headers: body === undefined ? { 'x-parley': '1', cookie } : { ...headers, cookie },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: await response.json() }
  }
  const granted = async <Body>(answer: Promise<Answer>): Promise<Body> => {
    const { status, body } = await answer
    if (status !== 200) throw new Error(`${account}: ${status} ${JSON.stringify(body)}`)
    return body as Body
  }
  const get: Delegate['get'] = path => granted(ask('GET', path))
  const post: Delegate['post'] = (path, body) => granted(ask('POST', path, body))
  const { mandates } = await get<Session>('/api/session')
  const party = mandates.find(each => each.capacity === 'party')?.party ?? ''
  const client = randomUUID()
  let ref = 0
  let line: WebSocket | undefined
  const command: Delegate['command'] = async (text, what) => {
    const answer = await ask('POST', `/api/texts/${text}/commands`, { client, ref: ref + 1, command: what })
    if (answer.status === 200) ref += 1
    return answer
  }
  return {
    name: account,
    cookie,
    ask,
    get,
    post,
    party,
    command,
    open: async (text, paragraph) => {
      const where = `${address.replace('http', 'ws')}/api/texts/${text}/line?after=0&as=${party}&client=${client}`
      let heard = 0
      line = new WebSocket(where, { headers: { cookie, origin: address } })
      line.on('message', (frame: Buffer) => {
        const { commits } = JSON.parse(frame.toString()) as { commits?: { number: number }[] }
        heard = Math.max(heard, ...(commits ?? []).map(each => each.number))
      })
      await once(line, 'open')
      line.send(JSON.stringify({ here: paragraph }))
      return () => heard
    },
    leave: () => line?.terminate(),
    propose: async (text, behind, words) => {
      const { document, version } = await get<TextView>(`/api/texts/${text}`)
      const tr = new Transform(schema.nodeFromJSON(document))
      const proposal = randomUUID()
      const how: Suggesting = { own: new Set([proposal]), proposal, newId: () => randomUUID().slice(0, 12) }
      let at = -1
      tr.doc.descendants((node, start) => {
        const found = node.text?.indexOf(behind) ?? -1
        if (at < 0 && found >= 0) at = start + found + behind.length
      })
      if (at < 0) throw new Error(`“${behind}” is not in the text.`)
      suggestReplace(tr, at, at, wording(words), how)
      const steps = JSON.parse(JSON.stringify(tr.steps)) as Record<string, unknown>[]
      await granted(command(text, { type: 'propose', version, steps, opens: [{ id: proposal }] }))
      return proposal
    },
  }
}
