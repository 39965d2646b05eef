import { type ChildProcess, fork } from 'node:child_process'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import { judgement } from './text/judgement.ts'
import { FromClients, FromServer, type Spent, type ToServer, type Written } from './text/messages.ts'
import { type Product, products, rounded, type Work } from './text/work.ts'

/** A process of the measurement, and what it says. Only one answer is awaited at a time. */
const started = <Message extends { type: string }>(
  child: ChildProcess,
  name: string,
  schema: z.ZodType<Message>,
) => {
  const heard: Message[] = []
  let wake = () => {}
  let ended: Error | undefined
  child.on('message', message => {
    heard.push(schema.parse(message))
    wake()
  })
  child.once('exit', code => {
    ended = new Error(`${name} ended with ${String(code)}.`)
    wake()
  })
  return async <Type extends Message['type']>(type: Type): Promise<Extract<Message, { type: Type }>> => {
    while (heard.length === 0) {
      if (ended !== undefined) throw ended
      await new Promise<void>(resolve => (wake = resolve))
    }
    const message = heard.shift()
    if (message?.type !== type) throw new Error(`${name} said ${message?.type ?? 'nothing'} and not ${type}.`)
    return message as Extract<Message, { type: Type }>
  }
}

/** Starts a program of this measurement. What it prints does not mix with the figures. */
const begin = (name: string, args: readonly (string | number)[]) =>
  fork(fileURLToPath(new URL(`./text-${name}.js`, import.meta.url)), args.map(String), {
    stdio: ['ignore', 2, 2, 'ipc'],
  })

interface Run {
  readonly spent: Spent
  readonly written: Written
  /** Characters of the text less those it began with and those sent: 0 if nothing was lost or doubled. */
  readonly amiss: number
}

type Measured = Product | 'parley on PGlite'

/** One server, and those who write in it, each in a process of its own; both end before this answers. */
const runOnce = async (
  product: Measured,
  { clients, writers, seconds }: Work,
  profile: string,
): Promise<Run> => {
  const server = begin('server', [product, clients, profile])
  const fromServer = started(server, product, FromServer)
  const ask = (asked: ToServer) => server.send(asked)
  try {
    const { address } = await fromServer('listening')
    ask('measure-length')
    const before = await fromServer('length')
    const people = begin('clients', [product, JSON.stringify(address), clients, writers, seconds])
    try {
      const fromPeople = started(people, `The clients of ${product}`, FromClients)
      await fromPeople('warm')
      ask('begin')
      await fromServer('begun')
      people.send('begun')
      await fromPeople('measured')
      ask('end')
      const { spent } = await fromServer('spent')
      const { written } = await fromPeople('written')
      ask('measure-length')
      const after = await fromServer('length')
      return { spent, written, amiss: after.length - before.length - written.characters }
    } finally {
      await stopped(people)
    }
  } finally {
    await stopped(server)
  }
}

const stopped = async (child: ChildProcess) => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise(resolve => child.once('exit', resolve))
  child.send('stop')
  const impatient = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await exit
  clearTimeout(impatient)
}

const median = (values: readonly number[], places = 1) => rounded(medianOf(values), places)
const medianOf = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** The medians of several runs. Milliseconds, unless it says otherwise. */
const summary = (runs: readonly Run[]) => {
  const of = (value: (run: Run) => number, places = 1) => median(runs.map(value), places)
  const commitsOf = ({ spent }: Run) => Math.max(1, spent.commits)
  return {
    cpuPerCommit: of(run => run.spent.cpu / commitsOf(run), 2),
    ...(runs.every(({ spent }) => spent.database !== undefined)
      ? { databaseCpuPerCommit: of(run => (run.spent.database ?? 0) / commitsOf(run), 2) }
      : {}),
    p50: of(({ written }) => written.p50),
    p95: of(({ written }) => written.p95),
    commitsPerSecond: of(({ spent }) => spent.commits / spent.seconds),
    serverBusy: of(({ spent }) => spent.cpu / 1000 / spent.seconds, 2),
    clientsBusy: of(({ written }) => written.busy, 2),
    /** Of the bursts that were typed, those that left by themselves: less than 1 where letters had to wait. */
    keptUp: of(({ written }) => written.sent / Math.max(1, written.bursts), 2),
    /** Of the letters owed to others, those that came within ten seconds of the end. */
    arrived: of(({ written }) => written.received / Math.max(1, written.owed), 3),
    refused: of(({ written }) => written.refused),
    amiss: of(({ amiss }) => amiss),
    cpuPerCommitOfEachRun: runs.map(run => rounded(run.spent.cpu / commitsOf(run), 2)),
  }
}

type Summary = ReturnType<typeof summary>

/** Parley’s figures as multiples of the others’: below 1 it is the cheaper or the quicker. */
const ratios = (parley: Summary, others: Readonly<Record<string, Summary>>) =>
  Object.fromEntries(
    Object.entries(others).map(([name, other]) => [
      `over ${name}`,
      {
        cpuPerCommit: rounded(parley.cpuPerCommit / other.cpuPerCommit, 2),
        p50: rounded(parley.p50 / other.p50, 2),
        p95: rounded(parley.p95 / other.p95, 2),
      },
    ]),
  )

/** All products at the same work one after another, several times over, so that a busy machine is busy for all. */
const compare = async (work: Work, rounds: number, profile: string) => {
  const runs: Record<Product, Run[]> = { parley: [], hocuspocus: [], sharedb: [] }
  for (let round = 1; round <= rounds; round += 1)
    for (const product of products) {
      console.error(`  ${work.clients} clients, round ${round}: ${product} …`)
      runs[product].push(await runOnce(product, work, profile))
    }
  console.error(`  ${work.clients} clients: parley on PGlite …`)
  const pglite = summary([await runOnce('parley on PGlite', work, profile)])
  const [parley, hocuspocus, sharedb] = [
    summary(runs.parley),
    summary(runs.hocuspocus),
    summary(runs.sharedb),
  ]
  return {
    work,
    ratios: ratios(parley, { hocuspocus, sharedb }),
    parley,
    hocuspocus,
    sharedb,
    'parley on PGlite': pglite,
  }
}

const load = () => rounded(loadavg()[0] ?? 0)

/**
 * People writing in one text, on Parley and in the same run on Hocuspocus and ShareDB; and what judging a commit takes on
 * a very long text. `--short`: one round of 50 clients. `--judging`: the latter only. `--profile=FOLDER` leaves profiles there of what the servers did.
 */
export const run = async (args: readonly string[]): Promise<object> => {
  const short = args.includes('--short')
  const profile = args.find(each => each.startsWith('--profile='))?.slice('--profile='.length) ?? ''
  const rounds = short ? 1 : 3
  const loadBefore = load()
  const judging = judgement()
  if (args.includes('--judging')) return { unit: 'milliseconds', load: loadBefore, judging }
  const fifty = await compare({ clients: 50, writers: 50, seconds: 6 }, rounds, profile)
  const twoHundred = short
    ? undefined
    : await compare({ clients: 200, writers: 40, seconds: 6 }, rounds, profile)
  return {
    unit: 'milliseconds, medians of the rounds; ratios below 1 are in favour of Parley',
    conditions: {
      parley:
        'signed in, row-level security, every commit judged, chained by hash and on the disk before it is told',
      others: 'as they come: nobody signed in, nothing checked, everything in memory',
    },
    load: { before: loadBefore, after: load() },
    judging,
    fifty,
    ...(twoHundred === undefined ? {} : { twoHundred }),
  }
}
