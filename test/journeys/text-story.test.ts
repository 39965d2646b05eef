import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TextView } from '../../src/features/texts/texts.api.ts'
import { verifyTexts } from '../../src/features/texts/verify.store.ts'
import { sql } from '../../src/platform/db.ts'
import { openWorldWithClock, type WorldWithClock } from './clock.ts'
import { type Delegate, givenDelegate } from './given-delegate.ts'
import type { Somebody } from './browser.ts'
import { ask, editorOf, openTab, says } from './text-people.ts'

// A joint statement from its first draft to the issued document: thirty delegations with the text open, six of those present
// at windows of their own in three languages, the others over the same interface as a window.

const hour = 3_600_000
const day = 24 * hour

const draft = `# Joint statement of the Contact Group

PP1. Recalling the earlier meetings of the Contact Group,

PP2. Noting the interest of all neighbours in a stable region,

OP1. The participants welcome the resumption of the work of the Contact Group.

OP2. They agree to meet every year.

OP3. They will exchange assessments of the situation.

OP4. They invite the secretariat to prepare a road map.`

let world: WorldWithClock
let text = ''
let outcome = ''
const people = new Map<string, Somebody>()
const accounts = new Map<string, string>()
const faults: string[] = []
let others: Delegate[] = []
let heard: (() => number)[] = []

const page = (name: string) => {
  const found = people.get(name)
  if (found === undefined) throw new Error(`${name} is not here.`)
  return found.page
}
const come = async (name: string, account: string, language: 'en' | 'ar' | 'fa' = 'en') => {
  accounts.set(name, account)
  const somebody = await world.person(account, language)
  somebody.page.on('pageerror', error => faults.push(`${name}: ${error.message}`))
  people.set(name, somebody)
  await somebody.go('/texts')
}
/** After days without a request everybody has been signed out. */
const comeBack = (...names: string[]) =>
  Promise.all(
    names.map(async name => {
      await page(name).evaluate(
        async wanted => {
          const session = (await (await fetch('/api/session')).json()) as {
            demonstrationAccounts: { id: string; name: string }[]
          }
          await fetch('/api/session/demonstration', {
            method: 'POST',
            headers: { 'x-parley': '1', 'content-type': 'application/json' },
            body: JSON.stringify({
              account: session.demonstrationAccounts.find(each => each.name === wanted)?.id,
            }),
          })
        },
        accounts.get(name) ?? '',
      )
      await enter(name)
    }),
  )
const enter = async (name: string) => {
  await people.get(name)?.go(`/texts/${text}`)
  await editorOf(page(name)).waitFor()
}
const read = (name: string) => ask<TextView>(page(name), 'GET', `/api/texts/${text}`)

/** Writes before or behind a phrase of the text, as a press there and the keys would. */
const write = async (name: string, phrase: string, keys: string, behind = false) => {
  await editorOf(page(name)).evaluate(
    (editor, [wanted, after]) => {
      const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = (node.nodeValue ?? '').indexOf(wanted)
        if (at < 0) continue
        editor.focus()
        getSelection()?.collapse(node, after ? at + wanted.length : at)
        return
      }
      throw new Error(`“${wanted}” is not in the text.`)
    },
    [phrase, behind] as const,
  )
  await page(name).waitForTimeout(50)
  await page(name).keyboard.type(keys)
}
const bracket = (name: string, words: string) => page(name).locator('.bracket').filter({ hasText: words })
const panel = (name: string) => page(name).getByRole('tabpanel')
/** Presses what asks once more, and says yes. */
const surely = async (name: string, button: string) => {
  await page(name).getByRole('button', { name: button, exact: true }).first().click()
  await page(name).getByRole('dialog').getByRole('button', { name: button, exact: true }).click()
  await page(name).getByRole('dialog').waitFor({ state: 'detached' })
}
const silence = (name: string) => page(name).locator('.silence').first()
const untilThursday = () => {
  const now = world.now()
  const next = new Date(now)
  next.setUTCHours(10, 0, 0, 0)
  while (next <= now || next.getUTCDay() !== 4) next.setUTCDate(next.getUTCDate() + 1)
  return next.getTime() - now.getTime()
}
const issue = async (name: string) => {
  await openTab(page(name), /Revisions/)
  await page(name).getByRole('button', { name: 'Issue the text as it stands' }).click()
  await page(name)
    .getByRole('button', { name: /^Read / })
    .last()
    .waitFor()
}
/** The latest revision, from Thursday noon until Monday noon in Tashkent. */
const putUnderSilence = async () => {
  const chair = page('chair')
  await openTab(chair, /Silence/)
  await chair.getByText('Put under silence', { exact: true }).first().click()
  await chair.getByLabel('Proposed', { exact: true }).selectOption('note')
  const monday = new Date(world.now().getTime() + 4 * day).toISOString().slice(0, 10)
  await chair.getByLabel('Expiry').fill(`${monday}T12:00`)
  await chair.getByLabel('Time zone').selectOption('Asia/Tashkent')
  await chair.getByRole('button', { name: 'Put under silence' }).click()
  await says(silence('chair'), 'silence is running')
}
const opened = async (count: number) => {
  const open = async () => (await read('chair')).talks.proposals.filter(each => each.closed === null).length
  await expect.poll(open, { timeout: 20_000 }).toBe(count)
}

beforeAll(async () => {
  world = await openWorldWithClock()
  await come('chair', 'Chair of the SCO contact group')
  await come('secretariat', 'SCO secretariat officer')
  await come('china', 'Delegation of China (SCO)')
  await come('iran', 'Delegation of Iran (SCO)', 'fa')
  await come('egypt', 'Delegation of Egypt (SCO)', 'ar')
  await come('kazakhstan', 'Delegation of Kazakhstan (SCO)')
  await come('uzbekistan', 'Delegation of Uzbekistan (SCO)')
  const { demonstrationAccounts } = await ask<{ demonstrationAccounts: { name: string }[] }>(
    page('chair'),
    'GET',
    '/api/session',
  )
  const here = /China|Iran|Egypt|Kazakhstan|Uzbekistan/
  const seats = demonstrationAccounts.filter(
    ({ name }) => name.startsWith('Delegation of') && name.endsWith('(SCO)') && !here.test(name),
  )
  others = await Promise.all(seats.map(({ name }) => givenDelegate(world.address, name)))
}, 180_000)

afterAll(() => world?.close())

describe('the joint statement', () => {
  it('is begun by the chair, and open to thirty delegations at once', async () => {
    const { mandates } = await ask<{ mandates: { track: string; capacity: string }[] }>(
      page('chair'),
      'GET',
      '/api/session',
    )
    const track = mandates.find(each => each.capacity === 'chair')?.track
    const begun = await ask<{ id: string }>(page('chair'), 'POST', '/api/texts', {
      track,
      title: 'Joint statement of the Contact Group',
      language: 'en',
      words: { bracketed: draft },
    })
    text = begun.id
    for (const name of people.keys()) await enter(name)
    expect(others.length + 5).toBeGreaterThanOrEqual(30)
    const { document } = await read('chair')
    const [heading] = document['content'] as { attrs: { id: string } }[]
    heard = await Promise.all(others.map(each => each.open(text, heading?.attrs.id ?? '')))
    await expect
      .poll(() => page('china').locator('.present-now li').count(), { timeout: 20_000 })
      .toBeGreaterThanOrEqual(others.length)
  }, 120_000)

  it('takes the proposals of all thirty at once, each in its own name', async () => {
    await Promise.all([
      write('china', 'resumption', 'timely '),
      ...others.map((each, at) => each.propose(text, 'They agree to meet every year', `, point ${at + 1}`)),
    ])
    await write('iran', 'road map', 'detailed ')
    await write('egypt', 'They will exchange', 'في أوانه ', true)
    await write('kazakhstan', 'every year', 'at least ')
    await write('uzbekistan', 'a stable region', 'peaceful and ')
    await opened(others.length + 5)
    const { talks } = await read('chair')
    const authors = new Set(talks.proposals.map(each => each.author))
    expect(authors.size).toBe(others.length + 5)
    for (const each of others) expect(authors).toContain(each.party)
    await says(editorOf(page('uzbekistan')), /timely[\s\S]*في أوانه/)
    const { number } = await read('chair')
    await expect.poll(() => heard.map(each => each()), { timeout: 20_000 }).toEqual(others.map(() => number))
    await says(page('iran').locator('.brackets'), /چین[\s\S]*timely/)
  }, 120_000)

  it('lets nobody touch another’s words, nor sign for another', async () => {
    const [first, second] = others
    if (first === undefined || second === undefined) throw new Error('Nobody is here.')
    const { document, version, talks } = await first.get<TextView>(`/api/texts/${text}`)
    const theirs = talks.proposals.find(each => each.author === second.party)?.id ?? ''
    const paragraphs = document['content'] as { content?: { marks?: unknown[] }[] }[]
    let from = 0
    let found: [number, number] | undefined
    for (const { content = [] } of paragraphs) {
      from += 1
      for (const run of content as { text: string; marks?: { attrs?: { proposal?: string } }[] }[]) {
        if (run.marks?.some(each => each.attrs?.proposal === theirs) === true)
          found = [from, from + run.text.length]
        from += run.text.length
      }
      from += 1
    }
    const [start, end] = found ?? [0, 0]
    const mark = { type: 'ins', attrs: { proposal: theirs } }
    const forged = [
      { stepType: 'replace', from: start, to: end },
      { stepType: 'removeMark', mark, from: start, to: end },
    ]
    for (const step of forged)
      expect(await first.command(text, { type: 'propose', version, steps: [step], opens: [] })).toMatchObject(
        { status: 409, body: { refused: 'touches-others' } },
      )
    expect(
      await first.ask('POST', `/api/texts/${text}/commands`, {
        as: second.party,
        client: crypto.randomUUID(),
        ref: 1,
        command: { type: 'withdraw', proposals: [theirs] },
      }),
    ).toMatchObject({ status: 409, body: { refused: 'not-yours-to-write' } })
    await opened(others.length + 5)
  })

  it('is brought to a clean text by the chair, who says what becomes of each bracket', async () => {
    await bracket('china', 'peaceful and').getByRole('button', { name: 'Say …' }).click()
    await bracket('china', 'peaceful and').getByLabel('Say', { exact: true }).selectOption('join')
    await bracket('china', 'peaceful and').getByRole('button', { name: 'Say it' }).click()
    await says(bracket('chair', 'peaceful and').getByRole('heading'), /Uzbekistan[\s\S]*China/)
    for (const words of ['timely', 'peaceful and', 'at least'])
      await bracket('chair', words).getByRole('button', { name: 'Accept', exact: true }).click()
    await opened(others.length + 2)
    await page('chair')
      .getByRole('checkbox', { name: /^Choose all/ })
      .check()
    await page('chair')
      .getByRole('button', { name: /^Reject those chosen/ })
      .click()
    await opened(0)
    await says(editorOf(page('egypt')), 'They agree to meet at least every year')
  }, 120_000)

  it('is agreed paragraph by paragraph, and issued as Rev.1 with lines that never move', async () => {
    for (const each of others) each.leave()
    await openTab(page('chair'), /Paragraphs/)
    const states = page('chair').locator('.standing select')
    const count = await states.count()
    for (let at = 0; at < count; at += 1) {
      await states.nth(at).selectOption('agreed')
      await expect.poll(async () => (await read('kazakhstan')).talks.paragraphs.length).toBe(at + 1)
    }
    await issue('secretariat')
    await openTab(page('china'), /Revisions/)
    await page('china')
      .getByRole('button', { name: /^Read Rev\.1/ })
      .click()
    await says(page('china').locator('.lines'), 'They agree to meet at least every year.')
  })

  it('goes under silence from Thursday to Monday, and one delegation breaks it on Saturday by an amendment', async () => {
    await world.pass(untilThursday())
    await comeBack('chair', 'china', 'egypt', 'iran')
    await putUnderSilence()
    for (const [name, words] of [
      ['china', 'silence is running'],
      ['egypt', 'الصمت'],
      ['iran', 'سکوت'],
    ] as const) {
      await openTab(page(name), /Silence|الصمت|سکوت/)
      await says(silence(name), words)
    }
    await world.pass(2 * day)
    await comeBack('uzbekistan', 'chair', 'egypt')
    const uzbekistan = page('uzbekistan')
    await openTab(uzbekistan, /Silence/)
    await uzbekistan.getByLabel('How', { exact: true }).selectOption('amendment')
    await uzbekistan.getByLabel('Wording').fill('In OP4: a detailed road map')
    await uzbekistan.getByRole('button', { name: 'Break silence' }).click()
    await openTab(page('chair'), /Silence/)
    await says(silence('chair'), /broken[\s\S]*Uzbekistan[\s\S]*a detailed road map/)
    await openTab(page('egypt'), /الصمت/)
    await says(silence('egypt'), 'a detailed road map')
    await world.pass(3 * day)
    await comeBack('china', 'chair', 'uzbekistan', 'secretariat')
    await openTab(page('china'), /Silence/)
    await says(silence('china'), 'broken')
    await openTab(page('chair'), /Silence/)
    expect(
      await page('chair')
        .getByRole('button', { name: /Announce/ })
        .count(),
    ).toBe(0)
  }, 120_000)

  it('is put under silence anew with the amendment, and this time silence holds', async () => {
    await write('uzbekistan', 'road map', 'detailed ')
    await opened(1)
    await openTab(page('chair'), /Brackets/)
    await bracket('chair', 'detailed').getByRole('button', { name: 'Accept', exact: true }).click()
    await opened(0)
    await issue('secretariat')
    await world.pass(untilThursday())
    await comeBack('chair', 'kazakhstan')
    await putUnderSilence()
    await openTab(page('kazakhstan'), /Silence/)
    await says(silence('kazakhstan'), 'silence is running')
    await world.pass(5 * day)
    await comeBack(...accounts.keys())
    for (const name of ['kazakhstan', 'chair', 'egypt']) await openTab(page(name), /Silence|الصمت/)
    await says(silence('kazakhstan'), 'silence held')
    await page('chair')
      .getByRole('button', { name: /Announce/ })
      .click()
    await says(silence('egypt'), /أُعلن/)
  }, 120_000)

  it('is adopted by all who were silent, by one with a reservation and by one ad referendum', async () => {
    const chair = page('chair')
    await openTab(chair, /Outcome/)
    await panel('chair').getByText('Make an outcome').first().click()
    await panel('chair')
      .getByRole('radio', { name: /^Joint statement/ })
      .check()
    await panel('chair').getByRole('button', { name: 'Make an outcome' }).click()
    await surely('chair', 'State that it is agreed')
    const { outcomes } = await ask<{ outcomes: { id: string }[] }>(
      chair,
      'GET',
      `/api/texts/${text}/outcomes`,
    )
    outcome = outcomes[0]?.id ?? ''
    for (const name of ['china', 'kazakhstan', 'egypt', 'uzbekistan', 'iran'])
      await openTab(page(name), /Outcome|النتيجة|نتیجه/)
    await panel('china').getByLabel('My delegation').selectOption('adopts')
    await panel('china').getByRole('button', { name: 'Say so' }).click()
    await panel('china').getByText('Attach a statement').click()
    await panel('china').getByLabel('Kind').selectOption('reservation')
    await panel('china').getByLabel('Wording').fill('We understand “every year” as every calendar year.')
    await surely('china', 'Attach it')
    await panel('kazakhstan').getByLabel('My delegation').selectOption('ad-referendum')
    await panel('kazakhstan').getByLabel('Who has to confirm').fill('the Parliament')
    await panel('kazakhstan').getByLabel('By what day').fill('31 December 2090')
    await panel('kazakhstan').getByRole('button', { name: 'Say so' }).click()
    await panel('egypt').getByLabel('وفدي').selectOption('adopts')
    await panel('egypt').getByRole('button', { name: 'أعلن ذلك' }).click()
    for (const name of ['uzbekistan', 'iran'])
      await ask(page(name), 'POST', `/api/outcomes/${outcome}/associations`, { stand: 'adopts' })
    others = await Promise.all(others.map(each => givenDelegate(world.address, each.name)))
    for (const each of others) await each.post(`/api/outcomes/${outcome}/associations`, { stand: 'adopts' })
    await says(panel('chair').getByRole('row').filter({ hasText: 'China' }), /adopts[\s\S]*Reservation/)
    await says(
      panel('chair').getByRole('row').filter({ hasText: 'Kazakhstan' }),
      /ad referendum[\s\S]*the Parliament/,
    )
    await says(panel('chair').getByRole('row').filter({ hasText: 'Egypt' }), 'adopts')
    await panel('chair').getByLabel('Adopted', { exact: true }).selectOption({ label: 'by silence, round 2' })
    await surely('chair', 'State that it is adopted')
  }, 120_000)

  it('is issued under its number, and found genuine by anybody who holds it', async () => {
    await enter('secretariat')
    await openTab(page('secretariat'), /Outcome/)
    await panel('secretariat').getByLabel('Number', { exact: true }).fill('CG/2026/1')
    await surely('secretariat', 'Issue it')
    await panel('secretariat').getByRole('link', { name: 'Read the document' }).click()
    const sheet = page('secretariat').locator('.outcome-document')
    await says(sheet, /CG\/2026\/1[\s\S]*at least every year[\s\S]*detailed road map/)
    await says(sheet, /every calendar year/)
    const href = await page('secretariat').locator('.imprint a').getAttribute('href')
    const anybody = await world.person(null)
    await anybody.go(href ?? '')
    await anybody.page.locator('.verdict.genuine').waitFor()
    await says(anybody.page.locator('.outcome-document'), 'detailed road map')
  }, 60_000)

  it('has a record in which every link holds, and any alteration is found', async () => {
    const checked = await world.db.asOwner(verifyTexts)
    expect(checked.length).toBeGreaterThan(0)
    expect(checked.filter(each => each.broken !== undefined)).toEqual([])
    const { number } = await world.db.asOwner(async tx => {
      await tx.script('alter table text_commit disable trigger user')
      const found = await tx.one(
        z.object({ number: z.int() }),
        sql`update text_commit set steps = replace(steps::text, 'point 7', 'point 8')::jsonb
             where text = ${text} and steps::text like '%point 7%' returning number`,
      )
      await tx.script('alter table text_commit enable trigger user')
      return found
    })
    const altered = await world.db.asOwner(verifyTexts)
    expect(altered.find(each => each.text === text)?.broken?.number).toBe(number)
  })

  it('caused no error on anybody’s page', () => expect(faults).toEqual([]))
})
