import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { knock, openDoor } from './control.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-door-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const errand = { argv: ['backup', 'a.tar'], directory: '/tmp' }

const listening = () => {
  const heard = { out: '', err: '' }
  return {
    heard,
    out: (text: string) => Promise.resolve(void (heard.out += text)),
    err: (text: string) => Promise.resolve(void (heard.err += text)),
  }
}

it('does the errand in the server and answers as if it had been done here', async () => {
  const close = await openDoor(folder, async ({ argv, directory }, voice) => {
    await voice.out(`${directory} ${argv.join(' ')}\n`)
    await voice.err('but slowly\n')
    return 3
  })
  const voice = listening()
  expect(await knock(folder, errand, voice)).toBe(3)
  expect(voice.heard).toEqual({ out: '/tmp backup a.tar\n', err: 'but slowly\n' })
  await close()
})

it('carries an answer of any length whole', async () => {
  const long = 'ماده ۱\n'.repeat(200_000)
  const close = await openDoor(folder, async (_errand, voice) => {
    await voice.out(long)
    return 0
  })
  const voice = listening()
  expect(await knock(folder, errand, voice)).toBe(0)
  expect(voice.heard.out).toBe(long)
  await close()
})

it('finds nobody before the door opens, after it closed, and where a server was killed', async () => {
  expect(await knock(folder, errand, listening())).toBeUndefined()
  const close = await openDoor(folder, () => Promise.resolve(0))
  await close()
  expect(readdirSync(folder)).toEqual([])
  expect(await knock(folder, errand, listening())).toBeUndefined()
  writeFileSync(join(folder, 'control.json'), JSON.stringify({ port: 1, token: 'old' }))
  expect(await knock(folder, errand, listening())).toBeUndefined()
})

it('is shut to whoever cannot read the key, which only the owner of the folder can', async () => {
  let done = 0
  const close = await openDoor(folder, () => Promise.resolve((done += 1)))
  const key = join(folder, 'control.json')
  expect(statSync(key).mode & 0o777).toBe(0o600)
  const { port } = JSON.parse(readFileSync(key, 'utf8')) as { port: number }
  const without = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: JSON.stringify(errand) })
  expect(without.status).toBe(401)
  writeFileSync(key, JSON.stringify({ port, token: 'guessed' }))
  expect(await knock(folder, errand, listening())).toBeUndefined()
  expect(done).toBe(0)
  await close()
})

it('tells of a command that failed by surprise', async () => {
  const close = await openDoor(folder, () => Promise.reject(new Error('the disk is full')))
  const voice = listening()
  expect(await knock(folder, errand, voice)).toBe(1)
  expect(voice.heard.err).toContain('the disk is full')
  await close()
})
