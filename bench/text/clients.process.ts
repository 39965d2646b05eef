import { argv } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, Watch } from './client.ts'
import type { FromClients } from './messages.ts'
import { Address } from './messages.ts'
import { placesOf, quantile, rounded, typing } from './work.ts'

// The process of everybody who has the text open. One clock for all, so that it can tell how long a letter took.

const [, , product = '', address = '{}', clientCount = '0', writerCount = '0', seconds = '0'] = argv
const [count, writers] = [Number(clientCount), Number(writerCount)]
const warmUp = 3000
/** How long what was sent may still be on its way after everybody stopped. */
const patience = 10_000

const opener = async () => {
  if (product === 'hocuspocus') return (await import('./hocuspocus.client.ts')).openHocuspocus
  if (product === 'sharedb') return (await import('./sharedb.client.ts')).openSharedb
  return (await import('./parley.client.ts')).openParley
}

const tell = (message: FromClients) => process.send?.(message)
const open = await opener()

let measuring = false
let over = false
const left = new Map<string, number>()
const delays: number[] = []
const total = { bursts: 0, sent: 0, characters: 0, received: 0, refused: 0 }
const why = new Set<string>()

const watch: Watch = {
  sent: key => {
    if (!measuring) return
    left.set(key, performance.now())
    total.sent += 1
  },
  received: key => {
    const at = left.get(key)
    if (at === undefined) return
    delays.push(performance.now() - at)
    total.received += 1
  },
  refused: reason => {
    total.refused += 1
    if (why.size < 5 && !why.has(reason)) console.error(`${product}: ${reason}`)
    why.add(reason)
  },
}

const clients: Client[] = []
for (let seat = 0; seat < count; seat += 1)
  clients.push(
    await open(
      Address.parse(JSON.parse(address)),
      seat,
      seat < writers ? placesOf(seat, writers) : undefined,
      watch,
    ),
  )

/** Types at a person’s pace; what cannot leave yet, because a letter is under way, leaves with the next. */
const type = async (client: Client, writer: number) => {
  const next = typing(writer)
  let held = ''
  // Nobody begins at the same moment.
  let due = performance.now() + (writer * 450) / writers
  for (;;) {
    const { after, words, where } = next()
    due += after
    await sleep(Math.max(0, due - performance.now()))
    if (over) return
    if (measuring) total.bursts += 1
    held += words
    if (!client.isFree()) continue
    total.characters += held.length
    client.write(held, where)
    held = ''
  }
}

const everybody = clients.slice(0, writers).map(type)
await sleep(warmUp)
measuring = true
tell({ type: 'warm' })
const cpu = process.cpuUsage()
await sleep(Number(seconds) * 1000)
const { user, system } = process.cpuUsage(cpu)
measuring = false
tell({ type: 'measured' })
over = true
await Promise.all(everybody)

const owed = total.sent * (count - 1)
for (let waited = 0; total.received < owed && waited < patience; waited += 100) await sleep(100)
tell({
  type: 'written',
  written: {
    ...total,
    owed,
    p50: quantile(delays, 0.5),
    p95: quantile(delays, 0.95),
    busy: rounded((user + system) / 1e6 / Number(seconds), 2),
  },
})
process.on('message', () => {
  for (const client of clients) client.close()
  process.exit(0)
})
process.on('disconnect', () => process.exit(0))
