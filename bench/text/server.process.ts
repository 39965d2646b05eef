import { mkdirSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { join } from 'node:path'
import { argv } from 'node:process'
import type { FromServer, ToServer } from './messages.ts'
import type { Served } from './server.ts'
import { rounded } from './work.ts'

// The process of the server under measurement: it knows when it is measured, and nothing of those who write.

const [, , product = '', clients = '0', profile = ''] = argv

const start = async (): Promise<Served> => {
  switch (product) {
    case 'hocuspocus':
      return (await import('./hocuspocus.server.ts')).serveHocuspocus()
    case 'sharedb':
      return (await import('./sharedb.server.ts')).serveSharedb()
    default:
      return (await import('./parley.server.ts')).serveParley(
        product === 'parley on PGlite' ? 'pglite' : 'postgres',
        Number(clients),
      )
  }
}

const tell = (message: FromServer) => process.send?.(message)

const served = await start()

const standing = async () => ({
  commits: await served.commits(),
  database: await served.database?.(),
  cpu: process.cpuUsage(),
  at: performance.now(),
})
let begun = await standing()

/** Watches what the processor is used for, where a profile was asked for. */
const session = new Session()
const beginProfile = async () => {
  if (profile === '') return
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
}
const endProfile = async () => {
  if (profile === '') return
  const { profile: found } = await session.post('Profiler.stop')
  session.disconnect()
  mkdirSync(profile, { recursive: true })
  writeFileSync(join(profile, `${product}-${clients}-${process.pid}.cpuprofile`), JSON.stringify(found))
}

const spent = async () => {
  const { user, system } = process.cpuUsage(begun.cpu)
  const seconds = rounded((performance.now() - begun.at) / 1000, 2)
  const now = await standing()
  return {
    commits: now.commits - begun.commits,
    cpu: (user + system) / 1000,
    ...(now.database === undefined || begun.database === undefined
      ? {}
      : { database: now.database - begun.database }),
    seconds,
  }
}

const answer = async (asked: ToServer) => {
  switch (asked) {
    case 'begin':
      await beginProfile()
      begun = await standing()
      return tell({ type: 'begun' })
    case 'end': {
      const figures = await spent()
      await endProfile()
      return tell({ type: 'spent', spent: figures })
    }
    case 'measure-length':
      return tell({ type: 'length', length: await served.length() })
    case 'stop':
      await served.stop?.()
      process.exit(0)
  }
}

process.on('message', message => void answer(message as ToServer))
process.on('disconnect', () => process.exit(0))
tell({ type: 'listening', address: served.address })
