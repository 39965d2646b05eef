import { once } from 'node:events'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addressOf, answerOf, freePort, newFolder, npmStart, parley, type Run, until } from './parley.ts'

let folder: string
let remove: () => void
let running: Run[]

beforeEach(() => {
  ;({ folder, remove } = newFolder())
  running = []
})
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.map(({ ended }) => ended))
  remove()
})

const serve = (args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}) => {
  const started = parley(['serve', ...args], { PORT: '0', PARLEY_DATA: folder, ...environment })
  running.push(started)
  return started
}

const stop = async ({ child, ended }: Run) => {
  child.kill('SIGTERM')
  return ended
}

const sessionAt = async (address: string) => {
  const answer = await fetch(`${address}/api/session`)
  return (await answer.json()) as { demonstration: boolean }
}

/** What a first start leaves behind, made once: most of its time goes into making the database. */
const first = newFolder()
afterAll(first.remove)
const givenDemonstration = async () => {
  if (!existsSync(first.folder)) {
    const started = serve([], { PARLEY_DATA: first.folder })
    await addressOf(started)
    await stop(started)
  }
  cpSync(first.folder, folder, { recursive: true })
}

const refusalOf = async (environment: Readonly<Record<string, string>>) => {
  const { said, ended } = serve([], environment)
  return { code: await ended, sentences: said.err.trim().split('\n') }
}

describe('a start', () => {
  it('opens the demonstration on this machine, keeps it, and ends in order when asked to', async () => {
    const started = serve()
    const address = await addressOf(started)
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(started.said.out).toContain(folder)
    expect((await fetch(address)).status).toBe(200)
    expect((await sessionAt(address)).demonstration).toBe(true)
    expect(await stop(started)).toBe(0)
    expect(started.said.err).toBe('')

    const second = serve()
    expect((await sessionAt(await addressOf(second))).demonstration).toBe(true)
    expect(second.said.out).not.toContain('Importing')
    expect(await stop(second)).toBe(0)
  })

  it('opens an empty workspace, invites its first administrator, and stays empty ever after', async () => {
    const begun = serve(['--empty'])
    const address = await addressOf(begun)
    const invitation = /http\S+\/invitation#\S+/
    expect(begun.said.out).toMatch(invitation)
    expect((await sessionAt(address)).demonstration).toBe(false)
    await stop(begun)

    const again = serve()
    expect((await sessionAt(await addressOf(again))).demonstration).toBe(false)
    expect(again.said.out).toMatch(invitation)
    expect(again.said.out.match(invitation)).not.toEqual(begun.said.out.match(invitation))
  })

  it('does not empty a demonstration', async () => {
    await givenDemonstration()
    const start = serve(['--empty'])
    expect(await start.ended).toBe(1)
    expect(start.said.err).toContain('PARLEY_DATA')
  })
})

describe('a start that cannot be says what to do in one sentence', () => {
  it('when the port is taken', async () => {
    const port = await freePort()
    const holder = createServer().listen(Number(port), '127.0.0.1')
    await once(holder, 'listening')
    const { code, sentences } = await refusalOf({ PORT: port })
    expect({ code, sentences }).toEqual({
      code: 1,
      sentences: [expect.stringContaining(`Port ${port} is in use`)],
    })
    expect(existsSync(folder)).toBe(false)
    holder.close()
  })

  it('when the folder cannot be written', async () => {
    writeFileSync(folder, 'a file where the folder should be')
    const { code, sentences } = await refusalOf({ PARLEY_DATA: join(folder, 'data') })
    expect({ code, sentences }).toEqual({ code: 1, sentences: [expect.stringContaining('PARLEY_DATA')] })
  })

  it('when the database cannot be reached', async () => {
    const port = await freePort()
    const { code, sentences } = await refusalOf({
      PARLEY_DATABASE_URL: `postgres://parley@127.0.0.1:${port}/parley`,
    })
    expect({ code, sentences }).toEqual({
      code: 1,
      sentences: [expect.stringContaining('cannot be reached')],
    })
  })

  it('when a setting makes no sense', async () => {
    const { code, sentences } = await refusalOf({ PORT: 'four thousand' })
    expect({ code, sentences }).toEqual({ code: 1, sentences: [expect.stringContaining('PORT must be')] })
  })
})

describe('two starts at once', () => {
  it('leave the folder to one of them, and the other says so', async () => {
    const both = [serve(), serve()]
    const outcomes = await Promise.allSettled(both.map(addressOf))
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const loser = both[outcomes.findIndex(({ status }) => status === 'rejected')]
    expect(await loser?.ended).toBe(1)
    expect(loser?.said.err.trim().split('\n')).toEqual([expect.stringContaining('is in use')])
  })
})

describe('a killed start', () => {
  it('recovers, wherever it was cut off', async () => {
    const making = serve()
    await until(() => existsSync(join(folder, 'database')))
    making.child.kill('SIGKILL')
    await making.ended

    const importing = serve()
    await until(() => importing.said.out.includes('Importing'))
    importing.child.kill('SIGKILL')
    await importing.ended

    const open = serve()
    await addressOf(open)
    open.child.kill('SIGKILL')
    await open.ended

    const last = serve()
    expect((await sessionAt(await addressOf(last))).demonstration).toBe(true)
    expect(await stop(last)).toBe(0)
  })
})

describe('under npm', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('ends with npm on %s and leaves the folder free', async signal => {
    await givenDemonstration()
    const npm = npmStart({ PORT: '0', PARLEY_DATA: folder })
    running.push(npm)
    const address = await addressOf(npm)
    npm.child.kill(signal)
    await npm.ended
    const answers = () =>
      fetch(`${address}/api/health`).then(
        () => true,
        () => false,
      )
    await until(async () => !(await answers()))
    await until(() => !existsSync(join(folder, 'parley.lock.pid')))
  })
})

describe('while the server runs', () => {
  it('a command works on its open database', async () => {
    await givenDemonstration()
    const server = serve()
    const address = await addressOf(server)
    const environment = { PARLEY_DATA: folder }

    const invited = await answerOf(['user', 'invite', 'Desk officer', '--as', 'administrator'], environment)
    expect(invited).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(invited.out)).toMatchObject({
      address: expect.stringContaining(`${address}/invitation#`),
    })

    const file = join(dirname(folder), 'broken.yaml')
    writeFileSync(file, 'claims: [{ about: nobody }]')
    const imported = await answerOf(['import', file], environment)
    expect(imported.code).toBe(1)
    expect(imported.err).toContain(file)

    const backup = join(dirname(folder), 'backup')
    expect(await answerOf(['backup', backup], environment)).toMatchObject({ code: 0, err: '' })
    expect(readFileSync(backup).length).toBeGreaterThan(0)
    const restored = await answerOf(['restore', backup], environment)
    expect(restored.code).toBe(1)

    const before = await answerOf(['export'], environment)
    expect(await stop(server)).toBe(0)

    const elsewhere = { PARLEY_DATA: `${folder}-restored` }
    expect(await answerOf(['restore', backup], elsewhere)).toMatchObject({ code: 0 })
    const after = await answerOf(['export'], elsewhere)
    expect(JSON.parse(after.out)).toEqual(JSON.parse(before.out))
  })
})
