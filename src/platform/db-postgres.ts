import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { z } from 'zod'
import { type Engine, makeListeners, makePool, StartUpError } from './db-engine.ts'
import { sql, textOf } from './db-sql.ts'
import { listenForWakes, noticeOf } from './db-wake.ts'

const oldest = 150000

const errorCode = (error: unknown): string => {
  if (error instanceof AggregateError) return errorCode(error.errors[0])
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** The operator's sentence for what went wrong; errors that no setting can mend pass through. */
const explain = (error: unknown, where: string): unknown => {
  const code = errorCode(error)
  const told = (sentence: string) => new StartUpError(sentence, { cause: error })
  if (['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', 'EHOSTUNREACH', 'ECONNRESET'].includes(code))
    return told(
      `PostgreSQL cannot be reached at ${where} (${code}): start it or correct PARLEY_DATABASE_URL.`,
    )
  if (['28P01', '28000'].includes(code))
    return told(
      `PostgreSQL at ${where} refused the log-in: correct the user and password in PARLEY_DATABASE_URL.`,
    )
  if (code === '3D000')
    return told(
      `There is no such database at ${where}: create it with "createdb" or correct PARLEY_DATABASE_URL.`,
    )
  if (code === '57P03') return told(`PostgreSQL at ${where} is still starting: try again in a moment.`)
  return error
}

const placeOf = (url: string) => {
  try {
    const { host, pathname } = new URL(url)
    if (host === '') throw new TypeError('no host')
    return `${host}${pathname}`
  } catch {
    throw new StartUpError(
      'PARLEY_DATABASE_URL is not a URL: write it as postgres://user:password@host/database.',
    )
  }
}

const Version = z.object({ number: z.int(), name: z.string() })

const checkVersion = async (pool: pg.Pool, where: string) => {
  const { rows } = await pool
    .query(`select current_setting('server_version_num')::integer as number, version() as name`)
    .catch((error: unknown) => {
      throw explain(error, where)
    })
  const { number, name } = Version.parse(rows[0])
  if (number < oldest)
    throw new StartUpError(`Parley needs PostgreSQL 15 or newer, and ${where} is ${name}: upgrade it.`)
}

const Login = z.object({ name: z.string().regex(/^parley_[0-9a-f]+$/), password: z.string().min(20) })
type Login = z.infer<typeof Login>

const inTransaction = async <T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

const storedLogin = async (client: pg.PoolClient): Promise<Login | undefined> => {
  const { rows } = await client.query(`select value from platform_secret where key = 'login'`)
  const row = z.object({ value: z.string() }).optional().parse(rows[0])
  return row && Login.parse(JSON.parse(row.value))
}

const makeLogin = async (client: pg.PoolClient): Promise<Login> => {
  const login = {
    name: `parley_${randomBytes(6).toString('hex')}`,
    password: randomBytes(24).toString('base64url'),
  }
  const query = sql`insert into platform_secret (key, value) values ('login', ${JSON.stringify(login)})`
  await client.query(textOf(query), [...query.values])
  return login
}

const createRole = async (client: pg.PoolClient, { name, password }: Login) => {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name])
  if (rowCount === 1) return
  await client.query(`create role ${name} login password ${client.escapeLiteral(password)}
                        nosuperuser nobypassrls noinherit in role parley_app`)
  await client.query(`alter role ${name} set statement_timeout = '60s'`)
  await client.query(`alter role ${name} set idle_in_transaction_session_timeout = '60s'`)
}

/** Only this database's own log-in may connect to it, so that the one of a neighbour learns nothing here. */
const closeToOthers = async (client: pg.PoolClient, { name }: Login) => {
  const { rows } = await client.query(
    `select quote_ident(datname) as database, exists (
       select from aclexplode(coalesce(datacl, acldefault('d', datdba))) where grantee = 0) as open
       from pg_database where datname = current_database()`,
  )
  const { database, open } = z.object({ database: z.string(), open: z.boolean() }).parse(rows[0])
  if (open) await client.query(`revoke all on database ${database} from public`)
  await client.query(`grant connect on database ${database} to ${name}`)
}

/**
 * The log-in of the application on this database, made once. It owns nothing and inherits nothing: all it can do is
 * become `parley_app` for a transaction, so `reset role` there gains nothing.
 */
const ensureLogin = (pool: pg.Pool, where: string) =>
  inTransaction(pool, async client => {
    await client.query(`select pg_advisory_xact_lock(hashtext('parley'))`)
    const login = (await storedLogin(client)) ?? (await makeLogin(client))
    await createRole(client, login)
    await closeToOthers(client, login)
    return login
  }).catch((error: unknown) => {
    if (errorCode(error) === '42P01')
      throw new Error('Migrate the database before using it.', { cause: error })
    if (errorCode(error) === '42501')
      throw new StartUpError(
        `The user of PARLEY_DATABASE_URL may not make the roles Parley needs at ${where}: give it CREATEROLE, ` +
          'ADMIN OPTION on "parley_app" if that exists, and ownership of the database.',
        { cause: error },
      )
    throw error
  })

/** PostgreSQL, for any number of processes. `url` is the owner's. */
export const openPostgres = async (url: string): Promise<Engine> => {
  const where = placeOf(url)
  const connection = { keepAlive: true, connectionTimeoutMillis: 15_000, application_name: 'parley' }
  const ownerPool = makePool({ ...connection, connectionString: url, max: 3 })
  await checkVersion(ownerPool, where).catch(async (error: unknown) => {
    await ownerPool.end()
    throw error
  })
  const urlOf = ({ name, password }: Login) =>
    Object.assign(new URL(url), { username: name, password }).toString()
  let login: Promise<Login> | undefined
  const knownLogin = () =>
    (login ??= ensureLogin(ownerPool, where).catch((error: unknown) => {
      login = undefined
      throw error
    }))
  let pool: pg.Pool | undefined
  const listeners = makeListeners()
  let stopListening: (() => void) | undefined
  const listen = () =>
    listenForWakes(
      async () =>
        new pg.Client({ ...connection, connectionString: urlOf(await knownLogin()), query_timeout: 10_000 }),
      listeners,
    )
  return {
    name: 'postgres',
    ownerPool,
    appPool: async () => {
      const connectionString = urlOf(await knownLogin())
      return (pool ??= makePool({ ...connection, connectionString, max: 10 }))
    },
    wake: (ending, wake) => ending.notify(noticeOf(wake)),
    onWake: (listener, subject) => {
      stopListening ??= listen()
      return listeners.add(listener, subject)
    },
    close: async () => {
      stopListening?.()
      await Promise.all([ownerPool.end(), pool?.end()])
    },
  }
}
