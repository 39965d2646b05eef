import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { StepMap } from 'prosemirror-transform'
import { Step } from 'prosemirror-transform'
import { WebSocket } from 'ws'
import { schema } from '../../src/features/texts/schema.ts'
import type { CommitView } from '../../src/features/texts/texts.api.ts'
import { type Client, type Places, readOnce, type Watch } from './client.ts'
import type { Address } from './messages.ts'
import { paragraphCount, paragraphs, type Place } from './work.ts'

interface Answer {
  readonly commits: readonly CommitView[]
  readonly more: boolean
}

const read = readOnce(text => JSON.parse(text) as Answer)
const maps = new Map<number, readonly StepMap[]>()
const mapsOf = ({ number, steps }: CommitView) => {
  const known = maps.get(number)
  if (known !== undefined) return known
  const fresh = steps.map(step => Step.fromJSON(schema, step).getMap())
  maps.set(number, fresh)
  return fresh
}

const [first = ''] = paragraphs(paragraphCount)
const positionOf = ({ paragraph, offset }: Place) => paragraph * (first.length + 2) + 1 + offset
const agent = new Agent({ keepAlive: true })

/** A client of Parley: like the editor it has one commit under way at a time, on the version it knows. */
export const openParley = (
  { port, text = '', seats = [] }: Address,
  index: number,
  places: Places,
  watch: Watch,
): Promise<Client> =>
  new Promise((resolve, reject) => {
    const seat = seats[index]
    if (seat === undefined) throw new Error('There are more clients than seats.')
    const headers = {
      cookie: `parley=${seat.token}`,
      'x-forwarded-for': `10.0.${index >> 8}.${index & 255}`,
      'x-parley': '1',
      origin: `http://127.0.0.1:${port}`,
    }
    const self = randomUUID()
    const proposal = randomUUID()
    let opened = false
    let number = 1
    let version = 0
    let ref = 0
    let isWaiting = false
    const cursors = {
      own: places === undefined ? 0 : positionOf(places.own),
      beside: places === undefined ? 0 : positionOf(places.beside),
    }

    const ask = (method: 'GET' | 'POST', path: string, body?: object) =>
      new Promise<string>((answered, failed) => {
        const json = body === undefined ? undefined : JSON.stringify(body)
        const asked = request(
          {
            agent,
            port,
            host: '127.0.0.1',
            method,
            path,
            headers: { ...headers, ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
          },
          response => {
            let all = ''
            response.setEncoding('utf8').on('data', (piece: string) => (all += piece))
            response.on('end', () =>
              response.statusCode === 200
                ? answered(all)
                : failed(new Error(`${response.statusCode} ${all}`)),
            )
          },
        )
        asked.on('error', failed).end(json)
      })

    const take = (commit: CommitView) => {
      number = commit.number
      version = commit.versionTo
      if (commit.client === self) isWaiting = false
      else watch.received(`${commit.client ?? ''}:${commit.ref ?? 0}`)
      if (places === undefined) return
      for (const map of mapsOf(commit)) {
        cursors.own = map.map(cursors.own)
        cursors.beside = map.map(cursors.beside)
      }
    }

    let asking = false
    let again = false
    const hear = async (): Promise<void> => {
      if (asking) {
        again = true
        return
      }
      asking = true
      do {
        again = false
        const { commits, more } = read(await ask('GET', `/api/texts/${text}/commits?after=${number}`))
        commits.forEach(take)
        again ||= more
      } while (again)
      asking = false
    }
    const heard = () =>
      void hear().catch((error: unknown) => {
        asking = false
        watch.refused(String(error))
      })

    const client: Client = {
      isFree: () => !isWaiting,
      write: (words, where) => {
        ref += 1
        isWaiting = true
        const at = cursors[where]
        const content = [{ type: 'text', text: words, marks: [{ type: 'ins', attrs: { proposal } }] }]
        const command = {
          type: 'propose',
          version,
          steps: [{ stepType: 'replace', from: at, to: at, slice: { content } }],
          opens: opened ? [] : [{ id: proposal }],
        }
        opened = true
        watch.sent(`${self}:${ref}`)
        void ask('POST', `/api/texts/${text}/commands`, { client: self, ref, command }).then(
          heard,
          (error: unknown) => {
            isWaiting = false
            watch.refused(String(error))
          },
        )
      },
      close: () => {
        socket.removeAllListeners()
        socket.close()
      },
    }

    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`, { headers, perMessageDeflate: false })
    socket.on('error', reject)
    socket.on('open', () => resolve(client))
    socket.on('message', heard)
  })
