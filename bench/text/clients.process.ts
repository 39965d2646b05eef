import { argv } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, Watch } from './client.ts'
import type { FromClients } from './messages.ts'
import { Address } from './messages.ts'
import { placesOf, quantile, rounded, typing } from './work.ts'

// The process of everybody who has the text open. One clock for all, so that it can tell how long a letter took.

const [, , product = '', address = '{}', clientCount = '0', writerCount = '0', seconds = '0'] = argv
const [count, writers] = [Number(clientCount), Number(writerCount)]
/**
 * First everybody types at four times the pace, so that a server’s code is as ready as after some hours of work: until so
 * many letters were sent, or so many milliseconds have passed.
 */
const warmUp = { letters: 5000, pace: 4, longest: 13_000 }
/** Typing that is not measured yet. */
const settling = 1000
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
let everSent = 0
const left = new Map<string, { readonly at: number; readonly counts: boolean }>()
const delays: number[] = []
const total = { bursts: 0, sent: 0, characters: 0, received: 0, refused: 0 }
/** Receipts that are still to come, of letters measured or not. */
let owing = 0
const why = new Set<string>()

const watch: Watch = {
  sent: key => {
    everSent += 1
    left.set(key, { at: performance.now(), counts: measuring })
    owing += count - 1
    if (measuring) total.sent += 1
  },
  received: key => {
    const letter = left.get(key)
    if (letter === undefined) return
    owing -= 1
    if (!letter.counts) return
    delays.push(performance.now() - letter.at)
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

const hands = clients.slice(0, writers).map((client, writer) => ({ client, next: typing(writer), held: '' }))
type Hand = (typeof hands)[number]

/** Types at a person’s pace, or faster; what cannot leave yet, because a letter is under way, leaves with the next. */
const type = async (hand: Hand, pace: number, begin: number, isOver: (due: number) => boolean) => {
  let due = begin
  for (;;) {
    const { after, words, where } = hand.next()
    due += after / pace
    if (isOver(due)) return
    await sleep(Math.max(0, due - performance.now()))
    if (measuring) total.bursts += 1
    hand.held += words
    if (!hand.client.isFree()) continue
    total.characters += hand.held.length
    hand.client.write(hand.held, where)
    hand.held = ''
  }
}

const everybodyTypes = async (pace: number, isOver: (due: number) => boolean) => {
  const begin = performance.now()
  // Nobody begins at the same moment.
  const beginOf = (writer: number) => begin + (writer * 450) / writers / pace
  await Promise.all(hands.map((hand, writer) => type(hand, pace, beginOf(writer), isOver)))
}

const everythingArrived = async () => {
  for (let waited = 0; owing > 0 && waited < patience; waited += 100) await sleep(100)
}

const longest = performance.now() + warmUp.longest
await everybodyTypes(warmUp.pace, due => everSent >= warmUp.letters || due > longest)
await everythingArrived()

const told = () => new Promise(resolve => process.once('message', resolve))
const measured = Number(seconds) * 1000
let over = false
const typed = everybodyTypes(1, () => over)
await sleep(settling)
// The server says when its window begins: one that is behind would else measure none.
const begun = told()
tell({ type: 'warm' })
await begun
measuring = true
const cpu = process.cpuUsage()
await sleep(measured)
const { user, system } = process.cpuUsage(cpu)
measuring = false
const stopped = told()
tell({ type: 'measured' })
over = true
await typed
await everythingArrived()
const owed = total.sent * (count - 1)
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
process.on('disconnect', () => process.exit(0))
await stopped
for (const client of clients) client.close()
process.exit(0)
