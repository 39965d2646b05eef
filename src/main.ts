import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer as createListener } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { parse } from 'yaml'
import { addressOf, type Config } from './config.ts'
import { operations } from './contract.ts'
import { isRefusal } from './domain/refusal.ts'
import {
  everyAccount,
  inviteAccount,
  inviteAccountAgain,
  seedAccounts,
} from './features/access/access.commands.ts'
import { createAccess } from './features/access/access.routes.ts'
import { recordHandlers } from './features/record/record.routes.ts'
import { registryHandlers } from './features/registry/registry.routes.ts'
import { importFiles } from './import.ts'
import { openConfigured } from './open.ts'
import { type Errand, openDoor, type Voice } from './platform/control.ts'
import { type Db, StartUpError } from './platform/db.ts'
import { createServer } from './platform/http.ts'
import { liveHandlers } from './platform/live.ts'
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

const whereData = ({ databaseUrl, folder }: Config) =>
  databaseUrl === undefined
    ? `Data is kept in ${folder}. The embedded database suits a demonstration or a single office: it may lose the last moments when the power fails (PARLEY_DATABASE_URL names a PostgreSQL that does not).`
    : `Data is kept in PostgreSQL at ${new URL(databaseUrl).host}.`

/** The dossier that comes with Parley, imported as any other. What is there already stays as it is. */
const plant = async (db: Db, seed: string) => {
  const names = readdirSync(seed)
    .filter(name => name.endsWith('.yaml'))
    .toSorted()
  const dossiers = names.filter(name => name !== 'accounts.yaml').map(name => join(seed, name))
  await importFiles(db, dossiers, new Date())
  await seedAccounts(db, { accounts: parse(readFileSync(join(seed, 'accounts.yaml'), 'utf8')) })
}

/** The way in for the first administrator, while nobody has joined. A lost one is replaced at the next start. */
const firstInvitation = async (db: Db) => {
  const accounts = await everyAccount(db)
  if (accounts.some(({ joined }) => joined)) return undefined
  const first = accounts.find(({ mandates }) => mandates.some(({ capacity }) => capacity === 'administrator'))
  const invited =
    first === undefined
      ? await inviteAccount(db, { name: 'Administrator', administrator: true })
      : await inviteAccountAgain(db, first.id)
  return isRefusal(invited) ? undefined : invited.code
}

const listen = async (app: FastifyInstance, config: Config) => {
  await app.listen({ port: config.port, host: config.host }).catch((error: unknown) => {
    throw explainPort(error, config)
  })
  const address = app.server.address()
  return addressOf({
    ...config,
    port: typeof address === 'object' ? (address?.port ?? config.port) : config.port,
  })
}

/** From the settings to a server that answers; when asked to stop, back in reverse order. */
export const serve = async ({ config, empty, say, work }: Serving): Promise<void> => {
  const stopped = untilStopped()
  const closing: (() => Promise<unknown>)[] = []
  try {
    await checkPort(config)
    await say(whereData(config))
    const db = await openConfigured(config)
    closing.push(() => db.close())
    const demonstration = (await workspaceKind(db, { empty })) === 'demonstration'
    if (demonstration)
      await plantOnce(db, config.seed, async () => {
        await say('Importing the demonstration dossier …')
        await plant(db, config.seed)
      })

    const { handlers, sessions } = createAccess({ db, demonstration })
    const app = await createServer({
      db,
      operations,
      handlers: { ...handlers, ...registryHandlers, ...recordHandlers, ...liveHandlers },
      sessions,
      demonstration,
      webRoot: config.webRoot,
      publicOrigin: config.publicOrigin,
      trustProxy: config.trustProxy,
    })
    const address = await listen(app, config)
    closing.push(() => app.close())
    if (db.engine === 'pglite')
      closing.push(await openDoor(config.folder, (errand, voice) => work({ db, address }, errand, voice)))

    const code = demonstration ? undefined : await firstInvitation(db)
    if (code !== undefined)
      await say(
        `To become its first administrator, open this address, which works once:\n${address}/invitation#${code}`,
      )
    await say(`Parley is open at ${address}`)
    await stopped
  } finally {
    for (const close of closing.toReversed()) await close()
  }
}
