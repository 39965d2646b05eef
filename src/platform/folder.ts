import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { StartUpError } from './db-engine.ts'

const Holder = z.object({ pid: z.int(), started: z.string(), host: z.string(), id: z.string() })
type Holder = z.infer<typeof Holder>

const beat = 5_000
const silent = 30_000

const read = (file: string) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** When a process began, as far as the system tells: it unmasks another process that was given the same number. */
export const startOf = (pid: number) => {
  const stat = read(`/proc/${pid}/stat`)
  const boot = read('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
  // The command's name, in brackets, may hold spaces; the 20th field after it is the start time.
  return stat === undefined ? '' : `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`
}

const runs = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const parse = (text: string | undefined): Holder | undefined => {
  try {
    return Holder.parse(JSON.parse(text ?? ''))
  } catch {
    return undefined
  }
}

const held = new Set<string>()

/** Whether the holder is gone. Of another host or container only its silence can tell. */
const isStale = (file: string, holder: Holder | undefined) => {
  const { mtimeMs = Date.now() } = statSync(file, { throwIfNoEntry: false }) ?? {}
  const quiet = Date.now() - mtimeMs > silent
  if (holder === undefined || holder.host !== hostname()) return quiet
  if (holder.pid === process.pid) return !held.has(holder.id)
  return !runs(holder.pid) || startOf(holder.pid) !== holder.started
}

const tryToCreate = (file: string, text: string) => {
  try {
    writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Moves a stale lock out of the way; false if meanwhile it had become somebody else's. */
const setAside = (file: string, seen: string | undefined) => {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch {
    return true
  }
  const same = read(aside) === seen
  if (!same) renameSync(aside, file)
  else rmSync(aside, { force: true })
  return same
}

const inUse = (folder: string, holder: Holder | undefined) =>
  new StartUpError(
    `The folder ${folder} is in use by process ${holder?.pid ?? 'unknown'} on ${holder?.host ?? 'another host'}: ` +
      'stop that, or wait half a minute if it was just killed, or choose another folder.',
  )

/** Takes the folder for this process alone, which PGlite itself does not. Returns how to give it back. */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'parley.lock.pid')
  const mine = { pid: process.pid, started: startOf(process.pid), host: hostname(), id: randomUUID() }
  const text = JSON.stringify(mine)
  while (!tryToCreate(file, text)) {
    const seen = read(file)
    const holder = parse(seen)
    if (seen === undefined) continue
    if (!isStale(file, holder) || !setAside(file, seen)) throw inUse(folder, holder)
  }
  if (read(file) !== text) throw inUse(folder, parse(read(file)))
  held.add(mine.id)
  const touch = () => {
    if (existsSync(file)) utimesSync(file, new Date(), new Date())
  }
  const beating = setInterval(touch, beat).unref()
  const release = () => {
    clearInterval(beating)
    held.delete(mine.id)
    if (read(file) === text) rmSync(file, { force: true })
    process.off('exit', release)
  }
  process.once('exit', release)
  return release
}
