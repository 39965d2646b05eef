import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestDb } from '../../../test/database.ts'
import { type BrowserLine, openLine } from '../../../test/line.ts'
import { sql } from '../../platform/db.ts'
import { closing } from '../../platform/lines.ts'
import { createAccess } from '../access/access.routes.ts'
import type { NewAccountWritten } from '../access/access.commands.ts'
import { givenClock, givenPerson, givenServer } from '../access/given-server.ts'
import { givenNegotiation, granted, givenSeat, type Negotiation, proposing } from './given-negotiation.ts'
import { textLines } from './line.routes.ts'
import type { CommitView } from './texts.api.ts'

const db = await openTestDb()
const clock = givenClock()
const { sessions } = createAccess({ db, demonstration: false })
const pace = { tell: 20, renew: 300, forget: 1500 }
const app = await givenServer(db, {
  clock,
  lines: [textLines({ db, sessions, now: clock.now, pace })],
  lineLimits: { heartbeat: 60_000, perAccount: 60 },
})
afterAll(() => app.close())
const address = await app.listen({ port: 0, host: '127.0.0.1' })

const words =
  'PP1. Recalling the meeting in Doha\nOP1. The parties meet every month\nOP2. They report to their ministers'

type Mandates = NonNullable<NewAccountWritten['mandates']>

/** Somebody signed in, who opens lines to one text. */
const somebody = async (talks: Room, mandates: Mandates) => {
  const person = await givenPerson(db, app, { mandates })
  const seat = givenSeat(db, { account: person.account }, null)
  return {
    ...person,
    seat,
    open: async ({ as, client = randomUUID(), after = 0, more = '', text = talks.text }: Opening = {}) => {
      const asked = `after=${after}${as === undefined ? '' : `&as=${as}&client=${client}`}${more}`
      const line = await openLine(address, `/api/texts/${text}/line?${asked}`, person.jar.cookie)
      return { ...line, client }
    },
    /** What a letter holds that puts words in place of others. */
    letter: async (old: string, put: string) => proposing(await seat.read(talks.text), old, put).letter,
  }
}
interface Opening {
  readonly as?: string
  readonly client?: string
  readonly after?: number
  readonly more?: string
  readonly text?: string
}

const room = async () => {
  const talks = await givenNegotiation(db)
  const { id: text } = granted(await talks.begin(words))
  const { trackId: track } = talks
  const party = (of: string): Mandates => [{ capacity: 'party', track, party: of }]
  const at: Room = { ...talks, text }
  return {
    ...at,
    asArden: () => somebody(at, party(talks.ardenId)),
    asBelmar: () => somebody(at, party(talks.belmarId)),
    asChair: () => somebody(at, [{ capacity: 'chair', track }]),
    asObserver: () => somebody(at, [{ capacity: 'observer', track }]),
    asSecretariat: () => somebody(at, [{ capacity: 'secretariat', track }]),
    asStranger: () => somebody(at, []),
  }
}
type Room = Negotiation & { text: string }

const commitsIn = ({ heard }: BrowserLine) =>
  heard.flatMap(frame => (frame as { commits?: CommitView[] }).commits ?? [])
const numbersIn = (line: BrowserLine) => commitsIn(line).map(({ number }) => number)
const refusalsIn = ({ heard }: BrowserLine) =>
  heard.flatMap(frame => {
    const { refused } = frame as { refused?: { ref: number; refused: string } }
    return refused === undefined ? [] : [refused]
  })
const presentIn = ({ heard }: BrowserLine) =>
  heard.flatMap(frame => {
    const { present } = frame as { present?: unknown[] }
    return present === undefined ? [] : [present]
  })
const standing = async (line: BrowserLine) => {
  await expect.poll(() => line.heard.length).toBeGreaterThan(0)
}

describe('a line', () => {
  it('tells at once where the text stands and what is new since, and then what is done', async () => {
    const { asArden, asObserver, belmar, text, ardenId } = await room()
    await belmar.propose(text, 'Doha', 'Rome')
    const arden = await (await asArden()).open({ as: ardenId, after: 1 })
    const observer = await (await asObserver()).open({ after: 2 })
    await expect.poll(() => arden.heard[0]).toMatchObject({ number: 2, commits: [{ number: 2 }] })
    await expect.poll(() => observer.heard[0]).toEqual({ number: 2, commits: [] })
    await belmar.propose(text, 'month', 'week')
    await expect.poll(() => numbersIn(arden)).toEqual([2, 3])
    await expect.poll(() => numbersIn(observer)).toEqual([3])
    expect(commitsIn(arden)[1]).toEqual(commitsIn(observer)[0])
  })

  it('takes letters, and acknowledges each by telling everybody the commit', async () => {
    const { asArden, asBelmar, ardenId, belmarId } = await room()
    const [one, other] = [await asArden(), await asBelmar()]
    const [arden, belmar] = [
      await one.open({ as: ardenId, after: 1 }),
      await other.open({ as: belmarId, after: 1 }),
    ]
    await Promise.all([standing(arden), standing(belmar)])
    arden.send({ propose: { ref: 1, ...(await one.letter('Doha', 'Rome')) } })
    for (const line of [arden, belmar])
      await expect
        .poll(() => commitsIn(line))
        .toMatchObject([{ number: 2, party: ardenId, client: arden.client, ref: 1 }])
    expect(JSON.stringify(commitsIn(belmar))).not.toContain(one.account)
  })

  it('is not opened for who is not signed in, or from another site', async () => {
    const { asArden, text } = await room()
    const { jar } = await asArden()
    const path = `/api/texts/${text}/line?after=0`
    await expect(openLine(address, path, undefined)).rejects.toThrow('401')
    await expect(openLine(address, path, jar.cookie, 'https://evil.example')).rejects.toThrow('401')
  })

  it('tells a stranger of the text no more than of one that does not exist', async () => {
    const { asStranger } = await room()
    const stranger = await asStranger()
    for (const line of [
      await stranger.open(),
      await stranger.open({ as: 'chair' }),
      await stranger.open({ text: randomUUID() }),
    ]) {
      expect(await line.closed).toBe(closing.notFound)
      expect(line.heard).toEqual([])
    }
  })

  it('speaks in nobody’s name but one’s own', async () => {
    const { asArden, asChair, asObserver, asSecretariat, belmarId, ardenId } = await room()
    const lines = [
      await (await asArden()).open({ as: belmarId }),
      await (await asArden()).open({ as: 'chair' }),
      await (await asChair()).open({ as: ardenId }),
      await (await asObserver()).open({ as: 'chair' }),
      await (await asObserver()).open({ as: ardenId }),
      await (await asSecretariat()).open({ as: 'chair' }),
    ]
    for (const line of lines) {
      expect(await line.closed).toBe(closing.notInThatName)
      expect(line.heard).toEqual([])
    }
  })

  it('takes no letter of those who only read', async () => {
    const { asObserver, asSecretariat, chair, text } = await room()
    for (const who of [await asObserver(), await asSecretariat()]) {
      const line = await who.open()
      await standing(line)
      line.send({ propose: { ref: 1, ...(await who.letter('Doha', 'Rome')) } })
      await expect.poll(() => refusalsIn(line)).toEqual([{ ref: 1, refused: 'not-yours-to-write' }])
    }
    expect((await chair.read(text)).number).toBe(1)
  })

  it('is not opened as the editor of another account', async () => {
    const { asArden, ardenId, belmar, text } = await room()
    await belmar.propose(text, 'Doha', 'Rome')
    const line = await (await asArden()).open({ as: ardenId, client: belmar.client })
    expect(await line.closed).toBe(closing.notInThatName)
  })

  it('knows no past day, and nothing it does not understand', async () => {
    const { asArden, ardenId } = await room()
    const arden = await asArden()
    const past = await arden.open({ more: '&knownOn=2020-01-01' })
    expect(await past.closed).toBe(closing.malformed)
    const line = await arden.open({ as: ardenId })
    await standing(line)
    line.send({ decide: true })
    expect(await line.closed).toBe(closing.malformed)
  })
})

describe('letters', () => {
  it('that are refused are answered by their reason and spoil none beside them', async () => {
    const { asArden, asBelmar, ardenId, belmarId, chair, text } = await room()
    const [one, other] = [await asArden(), await asBelmar()]
    const [arden, belmar] = [await one.open({ as: ardenId }), await other.open({ as: belmarId })]
    await Promise.all([standing(arden), standing(belmar)])
    const bare = { stepType: 'replace', from: 1, to: 3 }
    const view = await chair.read(text)
    arden.send({ propose: { ref: 1, version: view.version, steps: [bare], opens: [] } })
    belmar.send({ propose: { ref: 1, ...(await other.letter('Doha', 'Rome')) } })
    arden.send({ propose: { ref: 1, ...(await one.letter('month', 'week')) } })
    await expect.poll(() => refusalsIn(arden)).toEqual([{ ref: 1, refused: 'touches-others' }])
    for (const line of [arden, belmar]) await expect.poll(() => numbersIn(line)).toEqual([1, 2, 3])
    expect(new Set(commitsIn(arden).map(({ party }) => party))).toEqual(new Set([null, ardenId, belmarId]))
  })

  it('sent again, at the same moment or later, are done once and answered each time', async () => {
    const { asArden, ardenId, chair, text } = await room()
    const one = await asArden()
    const client = randomUUID()
    const lines = [await one.open({ as: ardenId, client }), await one.open({ as: ardenId, client })]
    for (const line of lines) await standing(line)
    const propose = { ref: 1, ...(await one.letter('Doha', 'Rome')) }
    for (const line of lines) line.send({ propose })
    for (const line of lines) await expect.poll(() => new Set(numbersIn(line))).toEqual(new Set([1, 2]))
    const later = await one.open({ as: ardenId, client, after: 2 })
    await standing(later)
    later.send({ propose })
    await expect.poll(() => numbersIn(later)).toEqual([2])
    expect((await chair.read(text)).number).toBe(2)
  })

  it('out of their turn are refused', async () => {
    const { asArden, ardenId } = await room()
    const one = await asArden()
    const line = await one.open({ as: ardenId })
    await standing(line)
    line.send({ propose: { ref: 2, ...(await one.letter('Doha', 'Rome')) } })
    await expect.poll(() => refusalsIn(line)).toEqual([{ ref: 2, refused: 'out-of-order' }])
  })

  it('come in the order in which each editor sent them, whatever others send', async () => {
    const { asArden, asBelmar, ardenId, belmarId, chair, text } = await room()
    const people = [await asArden(), await asBelmar(), await asArden()]
    const parties = [ardenId, belmarId, ardenId]
    const lines = await Promise.all(people.map((each, index) => each.open({ as: parties[index] ?? '' })))
    const places = ['Doha', 'month', 'ministers']
    await Promise.all(
      lines.map(async (line, index) => {
        await standing(line)
        for (let ref = 1; ref <= 8; ref += 1) {
          const letter = await people[index]?.letter(places[index] ?? '', `word ${index} ${ref} `)
          line.send({ propose: { ref, ...letter } })
          await expect
            .poll(() => commitsIn(line).some(each => each.client === line.client && each.ref === ref))
            .toBe(true)
        }
      }),
    )
    for (const line of lines)
      await expect.poll(() => numbersIn(line)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1))
    expect((await chair.read(text)).number).toBe(25)
  })

  it('wake nobody who has not opened the text, and are no events', async () => {
    const { asArden, ardenId } = await room()
    const one = await asArden()
    const line = await one.open({ as: ardenId })
    await standing(line)
    const count = sql`select count(*) as count from event`
    const events = () => db.asOwner(tx => tx.all(z.object({ count: z.int() }), count))
    const before = await events()
    let woken = 0
    const stop = db.onWake(() => (woken += 1))
    await new Promise(resolve => setTimeout(resolve, 100))
    woken = 0
    line.send({ propose: { ref: 1, ...(await one.letter('Doha', 'Rome')) } })
    await expect.poll(() => numbersIn(line)).toEqual([1, 2])
    await new Promise(resolve => setTimeout(resolve, 100))
    stop()
    expect(woken).toBe(0)
    expect(await events()).toEqual(before)
  })
})

describe('who may no longer read', () => {
  const ending = {
    'whose mandate was ended': (account: string) =>
      sql`update mandate set revoked_at = now() where account = ${account}`,
    'whose account was closed': (account: string) =>
      sql`update account set disabled_at = now() where id = ${account}`,
    'who is signed out': (account: string) =>
      sql`update session set revoked_at = now() where account = ${account}`,
  }
  it.each(Object.entries(ending))('%s hears nothing more, and says nothing more', async (how, end) => {
    const { asArden, asBelmar, ardenId, belmarId, chair, text } = await room()
    const [one, other] = [await asArden(), await asBelmar()]
    const [arden, belmar] = [
      await one.open({ as: ardenId, after: 1 }),
      await other.open({ as: belmarId, after: 1 }),
    ]
    await Promise.all([standing(arden), standing(belmar)])
    const propose = { ref: 1, ...(await one.letter('Doha', 'Rome')) }
    const next = { ref: 1, ...(await other.letter('month', 'week')) }
    await db.asOwner(tx => tx.run(end(one.account)))
    arden.send({ propose })
    belmar.send({ propose: next })
    expect(await arden.closed).toBe(how.includes('mandate') ? closing.notFound : closing.signedOut)
    await expect.poll(() => numbersIn(belmar)).toEqual([2])
    expect(numbersIn(arden)).toEqual([])
    expect((await chair.read(text)).number).toBe(2)
  })

  it('since the mandate came to its end by itself hears nothing more', async () => {
    const { asObserver, belmar, text } = await room()
    const who = await asObserver()
    await db.asOwner(tx =>
      tx.run(
        sql`update mandate set ends_at = now() + interval '700 milliseconds' where account = ${who.account}`,
      ),
    )
    const line = await who.open({ after: 1 })
    await standing(line)
    await new Promise(resolve => setTimeout(resolve, 750))
    await belmar.propose(text, 'Doha', 'Rome')
    expect(await line.closed).toBe(closing.notFound)
    expect(numbersIn(line)).toEqual([])
  })

  it('is told so even when nothing is written', async () => {
    const { asArden, ardenId } = await room()
    const one = await asArden()
    const line = await one.open({ as: ardenId })
    await standing(line)
    await db.asOwner(tx => tx.run(sql`update mandate set revoked_at = now() where account = ${one.account}`))
    expect(await line.closed).toBe(closing.notFound)
  })

  it('in the name in which it was opened may come back as somebody else', async () => {
    const { asArden, ardenId, trackId, belmar, text } = await room()
    const one = await asArden()
    const line = await one.open({ as: ardenId, after: 1 })
    await standing(line)
    await db.asOwner(async tx => {
      await tx.run(sql`update mandate set revoked_at = now() where account = ${one.account}`)
      await tx.run(
        sql`insert into mandate (account, capacity, track) values (${one.account}, 'observer', ${trackId})`,
      )
    })
    await belmar.propose(text, 'Doha', 'Rome')
    expect(await line.closed).toBe(closing.notInThatName)
    expect(numbersIn(line)).toEqual([])
    const again = await one.open({ after: 1 })
    await expect.poll(() => numbersIn(again)).toEqual([2])
  })
})

describe('who is where', () => {
  it('is told by paragraph, a person’s name only to their own delegation', async () => {
    const { asArden, asBelmar, asObserver, ardenId, belmarId } = await room()
    const [one, two, other, reader] = [await asArden(), await asArden(), await asBelmar(), await asObserver()]
    const nameOf = async ({ session }: typeof one) => (await session()).account?.name ?? ''
    const names = [await nameOf(one), await nameOf(two)].toSorted()
    const arden = [await one.open({ as: ardenId }), await two.open({ as: ardenId })]
    const belmar = await other.open({ as: belmarId })
    const observer = await reader.open()
    for (const line of [...arden, belmar, observer]) await standing(line)
    for (const line of arden) line.send({ here: 'p2' })
    observer.send({ here: 'p1' })
    await expect
      .poll(() => presentIn(arden[0] ?? belmar).at(-1))
      .toEqual([{ party: ardenId, paragraph: 'p2', people: names }])
    for (const line of [belmar, observer])
      await expect
        .poll(() => presentIn(line).at(-1))
        .toEqual([{ party: ardenId, paragraph: 'p2', people: [] }])
    for (const name of names) expect(JSON.stringify(belmar.heard)).not.toContain(name)
    belmar.send({ here: 'p1' })
    await expect.poll(() => presentIn(observer).at(-1)).toHaveLength(2)
    expect(JSON.stringify(observer.heard)).not.toContain('people":["')
  })

  it('is no longer told once somebody leaves, or does not want to be shown', async () => {
    const { asArden, asBelmar, ardenId, belmarId } = await room()
    const [arden, belmar] = [
      await (await asArden()).open({ as: ardenId }),
      await (await asBelmar()).open({ as: belmarId }),
    ]
    await Promise.all([standing(arden), standing(belmar)])
    arden.send({ here: 'p1' })
    await expect.poll(() => presentIn(belmar).at(-1)).toHaveLength(1)
    arden.send({ here: null })
    await expect.poll(() => presentIn(belmar).at(-1)).toEqual([])
    arden.send({ here: 'p2' })
    await expect.poll(() => presentIn(belmar).at(-1)).toHaveLength(1)
    arden.end()
    await expect.poll(() => presentIn(belmar).at(-1)).toEqual([])
  })
})
