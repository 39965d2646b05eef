import { join, resolve } from 'node:path'
import { z } from 'zod'
import { StartUpError } from './platform/db.ts'

const wrong = {
  port: 'PORT must be a number from 0 to 65535, such as 4000.',
  url: 'PARLEY_DATABASE_URL must be written as postgres://user:password@host/database.',
  origin: 'PARLEY_ORIGIN must be the address people use, such as https://parley.example.org, without a path.',
}

const isOrigin = (text: string) =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text

const Environment = z.object({
  PORT: z.coerce.number(wrong.port).int(wrong.port).min(0, wrong.port).max(65535, wrong.port).default(4000),
  PARLEY_HOST: z.string().default('127.0.0.1'),
  PARLEY_ORIGIN: z.string().refine(isOrigin, wrong.origin).optional(),
  PARLEY_PROXIES: z.string().optional(),
  PARLEY_DATA: z.string().optional(),
  PARLEY_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: wrong.url }).optional(),
})

/** What an operator may set. An empty setting is as good as none. */
export interface Config {
  readonly port: number
  /** The network address to listen on; by default only this machine reaches it. */
  readonly host: string
  /** The address people use, where it is not this machine's own: behind a proxy. */
  readonly publicOrigin: string | undefined
  /** Addresses of proxies that are believed about where a request came from. */
  readonly trustProxy: string[] | undefined
  /** Everything Parley keeps on this machine is in this folder. */
  readonly folder: string
  readonly databaseUrl: string | undefined
  /** The built pages. */
  readonly webRoot: string
  /** The demonstration dossier. */
  readonly seed: string
}

/** Where a person's browser finds the server. */
export const addressOf = ({ publicOrigin, host, port }: Pick<Config, 'publicOrigin' | 'host' | 'port'>) =>
  publicOrigin ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`

/** Reads the settings of the environment. Where Parley is installed (`root`) it finds its pages and keeps its data. */
export const readConfig = (environment: NodeJS.ProcessEnv, root: string): Config => {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const read = Environment.safeParse(given)
  if (!read.success) throw new StartUpError(read.error.issues.map(({ message }) => message).join(' '))
  const { PORT, PARLEY_HOST, PARLEY_ORIGIN, PARLEY_PROXIES, PARLEY_DATA, PARLEY_DATABASE_URL } = read.data
  return {
    port: PORT,
    host: PARLEY_HOST,
    publicOrigin: PARLEY_ORIGIN,
    trustProxy: PARLEY_PROXIES?.split(',').map(each => each.trim()),
    folder: PARLEY_DATA === undefined ? join(root, 'data') : resolve(PARLEY_DATA),
    databaseUrl: PARLEY_DATABASE_URL,
    webRoot: join(root, 'dist', 'web'),
    seed: join(root, 'src', 'seed'),
  }
}
