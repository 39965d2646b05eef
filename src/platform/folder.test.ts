import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { StartUpError } from './db-engine.ts'
import { lockFolder, startOf } from './folder.ts'

let folder = ''
let file = ''
let releases: (() => void)[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-folder-'))
  file = join(folder, 'parley.lock.pid')
})
afterEach(() => {
  for (const release of releases) release()
  releases = []
  rmSync(folder, { recursive: true })
})

const lock = () => {
  const release = lockFolder(folder)
  releases.push(release)
  return release
}
/** The lock as this process would write it, but for what differs. */
const leave = (changes: Record<string, unknown>) => {
  lock()
  const holder = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')))
  writeFileSync(file, JSON.stringify({ ...holder, id: 'another', ...changes }))
}
const fallSilent = () => {
  const then = new Date(Date.now() - 60_000)
  utimesSync(file, then, then)
}
const deadProcess = () => spawnSync(process.execPath, ['--version']).pid

describe('a folder', () => {
  it('belongs to one at a time', () => {
    const release = lock()
    expect(() => lock()).toThrow(StartUpError)
    release()
    expect(existsSync(file)).toBe(false)
    lock()
  })

  it('is taken over from a process that is gone', () => {
    leave({ pid: deadProcess() })
    lock()
  })

  it('is not taken from a process that runs', () => {
    leave({ pid: process.ppid, started: startOf(process.ppid) })
    expect(() => lock()).toThrow(/is in use by process/)
  })

  it.runIf(process.platform === 'linux')('is taken over when another process now bears the number', () => {
    leave({ pid: process.ppid, started: 'another boot/1' })
    lock()
  })

  it('is taken over from this very number, if it was not us', () => {
    leave({ pid: process.pid })
    lock()
  })

  it('on another host is taken over only after its holder fell silent', () => {
    leave({ host: 'elsewhere' })
    expect(() => lock()).toThrow(/on elsewhere/)
    fallSilent()
    lock()
  })

  it('is not taken from one that is just writing its name', () => {
    writeFileSync(file, '')
    expect(() => lock()).toThrow(StartUpError)
    fallSilent()
    lock()
  })
})
