import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { Node } from 'prosemirror-model'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Letter } from '../../src/features/texts/editor-line.ts'
import { chair, givenRoom, type Room } from '../../src/features/texts/given-room.ts'
import { find, p, shown, text } from '../../src/features/texts/given-text.ts'
import { schema } from '../../src/features/texts/schema.ts'
import { talksView } from '../../src/features/texts/talks-view.ts'
import { openBrowser, servePage } from './text-editor/given-browser.ts'
import type { Rooms } from './text-editor/rooms.ts'

declare const rooms: Rooms

// Delegations' editors in a real browser, side by side, over the real authority: together, apart, and decided upon.

let browser: Browser
let served: { address: string; close: () => void }
let page: Page
let room: Room
const iran = randomUUID()
const qatar = randomUUID()
const accounts = new Map<string | null, string>([
  [iran, randomUUID()],
  [qatar, randomUUID()],
])
/** Letters that get through although their answer does not. */
let losing = false

beforeAll(async () => {
  served = await servePage()
  browser = await openBrowser()
  page = await browser.newPage()
  await page.exposeFunction('askServer', (party: string | null, { client, ref, ...command }: Letter) => {
    const sender = { party, account: accounts.get(party) ?? null, client, ref }
    const answer = room.answer(sender, { type: 'propose', ...command })
    if (losing) throw new Error('The line broke.')
    if (!isRefusal(answer)) void page.evaluate(() => rooms.wake()).catch(() => {})
    return isRefusal(answer) ? answer : {}
  })
  await page.exposeFunction('commitsAfter', (number: number) =>
    room.commits.filter(each => each.number > number).map(each => ({ ...each, at: each.at.toISOString() })),
  )
  await page.goto(served.address)
})

afterAll(async () => {
  await browser?.close()
  served?.close()
})

const given = () => ({
  doc: room.state.doc.toJSON() as object,
  version: room.state.version,
  number: room.state.number,
  talks: talksView(room.state.talks),
})
const enter = (name: string, party: string | null) =>
  page.evaluate(([id, whose, standing]) => rooms.enter(id, whose, standing), [name, party, given()] as const)
const view = (name: string) => page.evaluate(id => rooms.view(id), name)
const doc = async (name: string) => Node.fromJSON(schema, (await view(name)).doc)
const lines = (document: Node) => {
  let all = shown(document).join('\n')
  for (const { id, author } of room.state.talks.proposals.values())
    all = all.replaceAll(id, author === iran ? 'iran' : author === qatar ? 'qatar' : 'chair')
  return all.split('\n')
}
const type = async (name: string, at: number, words: string) => {
  await page.evaluate(([id, place]) => rooms.place(id, place), [name, at] as const)
  await page.keyboard.type(words)
}
const delivered = async (...names: string[]) => {
  for (const name of names)
    await expect.poll(async () => (await view(name)).delivery, { timeout: 8000 }).toBe('delivered')
  for (const name of names)
    await expect.poll(async () => (await view(name)).version, { timeout: 8000 }).toBe(room.state.version)
}
const decide = (accept: string[], reject: string[] = []) => {
  const done = room.answer(chair, { type: 'decide', accept, reject, settle: false, notwithstanding: false })
  expect(isRefusal(done)).toBe(false)
}
const openOf = (party: string) =>
  [...room.state.talks.proposals.values()].filter(each => each.author === party && each.closed === null)

beforeEach(async () => {
  losing = false
  room = givenRoom(text(p('one', 'The parties meet'), p('two', 'They agree'), p('three', 'They part')))
  await page.evaluate(() => rooms.cut(false))
  await enter('iran', iran)
  await enter('qatar', qatar)
})

const same = async () => {
  await delivered('iran', 'qatar')
  const server = shown(room.state.doc)
  expect(shown(await doc('iran'))).toEqual(server)
  expect(shown(await doc('qatar'))).toEqual(server)
}

describe('two delegations', () => {
  it('see what the other writes, each in its own name, even in the same place', async () => {
    const at = find(room.state.doc, 'meet')
    await type('iran', at, 'shall ')
    await type('qatar', at, 'should ')
    await same()
    expect(lines(room.state.doc)[0]).toMatch(/\+iran\{shall \}/)
    expect(lines(room.state.doc)[0]).toMatch(/\+qatar\{should \}/)
  })

  it('apart from the server lose nothing, and bring it on return', async () => {
    await page.evaluate(() => rooms.cut(true))
    await type('iran', find(room.state.doc, 'agree'), 'fully ')
    await expect.poll(async () => (await view('iran')).delivery, { timeout: 8000 }).toBe('kept-here')
    await type('iran', find(await doc('iran'), 'They part') + 5, 'never ')
    expect(room.commits).toHaveLength(1)
    await page.evaluate(() => rooms.cut(false))
    await same()
    expect(lines(room.state.doc).slice(1)).toEqual([
      'two: They +iran{fully }agree',
      'three: They +iran{never }part',
    ])
  })

  it('whose answer was lost send again, and are heard once', async () => {
    losing = true
    await type('iran', find(room.state.doc, 'agree'), 'fully ')
    await expect.poll(() => room.commits.length, { timeout: 8000 }).toBe(2)
    losing = false
    await page.evaluate(() => rooms.wake())
    await same()
    expect(lines(room.state.doc)[1]).toBe('two: They +iran{fully }agree')
  })

  it('closed before they could send find their words again when they come back', async () => {
    await page.evaluate(() => rooms.cut(true))
    await type('iran', find(room.state.doc, 'agree'), 'fully ')
    await enter('iran', iran)
    expect(shown(await doc('iran'))[1]).toContain('{fully }agree')
    await page.evaluate(() => rooms.cut(false))
    await type('qatar', find(room.state.doc, 'meet'), 'shall ')
    await same()
    expect(lines(room.state.doc)[1]).toBe('two: They +iran{fully }agree')
  })
})

describe('a decision by the chair', () => {
  it('on what is still being written gives what comes later a new proposal, and says so', async () => {
    await type('iran', find(room.state.doc, 'agree'), 'fully ')
    await same()
    await page.evaluate(() => rooms.cut(true))
    await type('iran', find(await doc('iran'), 'agree'), 'and finally ')
    decide(openOf(iran).map(each => each.id))
    await page.evaluate(() => rooms.cut(false))
    await same()
    expect(lines(room.state.doc)[1]).toBe('two: They fully +iran{and finally }agree')
    expect((await view('iran')).notices?.map(each => each.type)).toEqual(['rehomed'])
    expect(openOf(iran)[0]?.rehomes).not.toBeNull()
  })

  it('that takes the place away shows the words, and offers to propose them anew', async () => {
    await type('iran', find(room.state.doc, 'agree'), 'fully and wholly ')
    await same()
    await page.evaluate(() => rooms.cut(true))
    await type('qatar', find(await doc('qatar'), 'and wholly'), 'truly ')
    decide(
      [],
      openOf(iran).map(each => each.id),
    )
    await page.evaluate(() => rooms.cut(false))
    await expect
      .poll(async () => (await view('qatar')).notices, { timeout: 8000 })
      .toMatchObject([{ type: 'lost', words: 'truly ' }])
    await same()
    await page.evaluate(() => rooms.proposeAgain('qatar'))
    await expect.poll(() => lines(room.state.doc)[1], { timeout: 8000 }).toBe('two: They +qatar{truly }agree')
    await same()
    expect((await view('qatar')).notices).toEqual([])
  })
})

it('holds back what others write while an input method is at work, and then takes it in', async () => {
  await type('iran', find(room.state.doc, 'agree'), '')
  const session = await page.context().newCDPSession(page)
  await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 })
  const other = randomUUID()
  const done = room.answer(
    { party: qatar, account: accounts.get(qatar) ?? null, client: other, ref: 1 },
    {
      type: 'propose',
      version: room.state.version,
      opens: [{ id: other }],
      steps: [
        {
          stepType: 'replace',
          from: 1,
          to: 1,
          slice: {
            content: [{ type: 'text', text: 'Now: ', marks: [{ type: 'ins', attrs: { proposal: other } }] }],
          },
        },
      ],
    },
  )
  expect(isRefusal(done)).toBe(false)
  await page.evaluate(() => rooms.wake())
  await session.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 })
  await session.send('Input.insertText', { text: '日本' })
  await same()
  expect(lines(room.state.doc).slice(0, 2)).toEqual([
    'one: +qatar{Now: }The parties meet',
    'two: They +iran{日本}agree',
  ])
})
