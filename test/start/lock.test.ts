import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newFolder, until } from './parley.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = newFolder())
  mkdirSync(folder)
})
afterEach(() => remove())

const module = new URL('../../scripts/lock.mjs', import.meta.url).href
const lock = () => join(folder, '.parley-install.lock')
const journal = () => join(folder, 'journal')
const entries = () => (existsSync(journal()) ? readFileSync(journal(), 'utf8').trim().split('\n') : [])

/** A process that writes down when it comes in and goes out. */
const visitor = (stay: number) => {
  const text = `
    import { appendFileSync } from 'node:fs'
    import { setTimeout as pause } from 'node:timers/promises'
    import { alone } from ${JSON.stringify(module)}
    await alone(${JSON.stringify(lock())}, async () => {
      appendFileSync(${JSON.stringify(journal())}, 'in\\n')
      await pause(${stay})
      appendFileSync(${JSON.stringify(journal())}, 'out\\n')
    })`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', text], {
    cwd: dirname(folder),
    stdio: 'inherit',
  })
  return { child, ended: once(child, 'close') }
}

it('lets one process in at a time, also when several find the lock of one that died', async () => {
  const dead = visitor(60_000)
  await until(() => entries().length === 1)
  dead.child.kill('SIGKILL')
  await dead.ended
  expect(existsSync(lock())).toBe(true)

  await Promise.all([1, 2, 3, 4].map(() => visitor(50).ended))
  expect(entries().slice(1)).toEqual(['in', 'out', 'in', 'out', 'in', 'out', 'in', 'out'])
  expect(existsSync(lock())).toBe(false)
})

// Only where the system tells when a process began can the two be told apart.
it.runIf(existsSync('/proc/self/stat'))(
  'is not held up by a lock whose number another process bears by now',
  async () => {
    writeFileSync(lock(), `${process.pid} 1\n`)
    await visitor(0).ended
    expect(entries()).toEqual(['in', 'out'])
  },
)
