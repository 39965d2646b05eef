import { once } from 'node:events'
import { createServer as createListener } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { addressOf, type Config } from './config.ts'
import { isRefusal } from './domain/refusal.ts'
import { openConfigured } from './open.ts'
import { type Errand, openDoor, type Voice } from './platform/control.ts'
import { type Db, StartUpError } from './platform/db.ts'
import { untilStopped } from './stop.ts'
import { plantOnce, workspaceKind } from './workspace.ts'

export interface Serving {
  readonly config: Config
  /** Begin without the demonstration dossier. */
  readonly empty: boolean
  /** Tells the person who started us a line. */
  readonly say: (line: string) => Promise<void>
  /** Runs a command that was handed in at the control door. */
  readonly work: (server: { db: Db; address: string }, errand: Errand, voice: Voice) => Promise<number>
}

const explainPort = (error: unknown, { port, host }: Config): unknown => {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE')
    return new StartUpError(
      `Port ${port} is in use: stop the program that holds it, or choose another, as in “PORT=${port + 1} npm start”.`,
    )
  if (code === 'EACCES')
    return new StartUpError(`Port ${port} needs more rights: choose one above 1023 in PORT.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartUpError(`${host} is no address of this machine: correct PARLEY_HOST.`)
  return error
}

/** Tells of a port in use before anything is created that would be in vain. */
const checkPort = async (config: Config) => {
  const probe = createListener().listen(config.port, config.host)
  await once(probe, 'listening').catch((error: unknown) => {
    throw explainPort(error, config)
  })
  probe.close()
  await once(probe, 'close')
}

const listen = async (app: FastifyInstance, config: Config) => {
  const { host } = config
  await app.listen({ port: config.port, host }).catch((error: unknown) => {
    throw explainPort(error, config)
  })
  const bound = app.server.address()
  return addressOf({ ...config, port: typeof bound === 'object' && bound ? bound.port : config.port })
}

const whereData = ({ databaseUrl, folder }: Config) =>
  databaseUrl === undefined
    ? `Data is kept in ${folder}. The embedded database suits a demonstration or a single office: it may lose the last moments when the power fails (PARLEY_DATABASE_URL names a PostgreSQL that does not).`
    : `Data is kept in PostgreSQL at ${new URL(databaseUrl).host}.`

/** Tells every few seconds that a long step still runs. */
const telling = async <T>(say: Serving['say'], title: string, work: Promise<T>): Promise<T> => {
  const start = Date.now()
  const tell = () => void say(`${title} … ${Math.round((Date.now() - start) / 1000)} s`)
  const ticking = setInterval(tell, 5_000)
  try {
    return await work
  } finally {
    clearInterval(ticking)
  }
}

/** The way in for the first administrator, while nobody has joined. A lost one is replaced at the next start. */
const firstInvitation = async (db: Db) => {
  const { everyAccount, inviteAccount, inviteAccountAgain } =
    await import('./features/access/access.commands.ts')
  const accounts = await everyAccount(db)
  if (accounts.some(({ joined }) => joined)) return undefined
  const first = accounts.find(({ mandates }) => mandates.some(({ capacity }) => capacity === 'administrator'))
  const invited =
    first === undefined
      ? await inviteAccount(db, { name: 'Administrator', administrator: true })
      : await inviteAccountAgain(db, first.id)
  return isRefusal(invited) ? undefined : invited.code
}

/** Whether only this machine reaches the server and nobody else shares its database: then accounts may be tried on. */
const isPrivate = (db: Db, { host, publicOrigin }: Config) =>
  db.engine === 'pglite' && publicOrigin === undefined && ['127.0.0.1', '::1', 'localhost'].includes(host)

/** From the settings to a server that answers; when asked to stop, back in reverse order. */
export const serve = async ({ config, empty, say, work }: Serving): Promise<void> => {
  const stopped = untilStopped()
  const closing: (() => Promise<unknown>)[] = []
  try {
    await checkPort(config)
    await say(whereData(config))
    // The database opens in a thread of its own, and meanwhile the rest is loaded.
    const [db, { createApp }] = await Promise.all([
      telling(say, 'Opening the database', openConfigured(config)),
      import('./app.ts'),
    ])
    closing.push(() => db.close())

    const demonstration = (await workspaceKind(db, { empty })) === 'demonstration'
    if (demonstration)
      await plantOnce(db, config.seed, async () => {
        const title = 'Importing the demonstration dossier'
        await say(`${title} …`)
        const { plant } = await import('./plant.ts')
        await telling(say, title, plant(db, config.seed))
      })

    const app = await createApp({ db, config, demonstration: demonstration && isPrivate(db, config) })
    const address = await listen(app, config)
    closing.push(() => app.close())
    if (db.engine === 'pglite')
      closing.push(await openDoor(config.folder, (errand, voice) => work({ db, address }, errand, voice)))

    const code = demonstration ? undefined : await firstInvitation(db)
    if (code !== undefined)
      await say(
        `Its first administrator joins at this address, which works once:\n${address}/invitation#${code}`,
      )
    await say(`Parley is open at ${address}`)
    await stopped
  } finally {
    for (const close of closing.toReversed()) await close()
  }
}
