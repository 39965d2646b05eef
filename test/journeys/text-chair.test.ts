import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from './browser.ts'
import { bracketOf, editorOf, openTab, says, sitDown, type Table, wordsOf, write } from './text-people.ts'

// What delegations say of each other’s brackets, and what the chair makes of it.

const words = `PP1. Recalling the meetings held in Tehran and Doha,

1. The parties shall refrain from hostile acts along the line.

2. They agree to establish a monitoring mechanism.

3. The parties shall meet again within thirty days.`

let world: World
let table: Table
let text = ''
const page = (name: string) => table.page(name)
const bracket = (name: string, of: string) => bracketOf(page(name), of)

const offer = async (name: string, own: string, when: RegExp, becomes: 'accepted' | 'withdrawn') => {
  const card = bracket(name, own)
  await card.getByRole('button', { name: /^(Offer to withdraw it|اعرض سحبه) …/ }).click()
  const [which, how] = [card.locator('form select').first(), card.locator('form select').last()]
  const options = await which.locator('option').allInnerTexts()
  await which.selectOption({ label: options.find(each => when.test(each)) ?? '' })
  await how.selectOption(becomes)
  await card.locator('form button[type=submit]').click()
  await card.locator('form').waitFor({ state: 'detached' })
}
const asChair = async () => {
  await page('chair').getByLabel('Write as').selectOption('chair')
  await editorOf(page('chair')).waitFor()
}

beforeAll(async () => {
  world = await openWorld()
  table = await sitDown(world, 'Delegation of Iran', [
    { name: 'russia', party: /^Russia/ },
    { name: 'pakistan', party: /^Pakistan/ },
    { name: 'qatar', party: /^(State of )?Qatar$/, language: 'ar' },
    { name: 'tajikistan', party: /Tajikistan/, language: 'fa' },
  ])
  text = await table.begin(words, 'Statement of the group')
  for (const name of ['chair', 'russia', 'pakistan', 'qatar', 'tajikistan']) await table.enter(name, text)
}, 180_000)

afterAll(() => world?.close())

describe('delegations', () => {
  it('hold a bracket, join it, reserve on it and oppose it, each with its reasons', async () => {
    await write(page('russia'), 'refrain', 'fully ')
    for (const [name, verb, note] of [
      ['qatar', 'join', ''],
      ['tajikistan', 'reserve', 'پایتخت هنوز پاسخ نداده است'],
      ['pakistan', 'delete', ''],
    ] as const) {
      const card = bracket(name, 'fully')
      await card.getByRole('button', { name: /^(Say|قل|بگو) …/ }).click()
      await card.getByLabel(/^(Say|قل|بگو)$/).selectOption(verb)
      if (note !== '') await card.locator('textarea').fill(note)
      await card.locator('form button[type=submit]').click()
      await card.locator('form').waitFor({ state: 'detached' })
    }
    const card = bracket('russia', 'fully')
    await card.getByRole('button', { name: 'Say why …' }).click()
    await card.getByLabel('Why').fill('Half measures have failed before.')
    await card.locator('form button[type=submit]').click()
    await says(bracket('chair', 'fully').locator('h3'), 'Russia, Qatar')
    await says(bracket('chair', 'fully'), /Half measures[\s\S]*reserve – پایتخت[\s\S]*Pakistan: delete/)
    await expect
      .poll(() =>
        editorOf(page('chair')).locator('.bracketed[data-holders]').first().getAttribute('data-holders'),
      )
      .toMatch(/^\u2066\(\u2068Russia\u2069, \u2068Qatar\u2069; .*reserve.*; .*delete\)\u2069$/)
  })

  it('offer alternatives of one place', async () => {
    await bracket('pakistan', 'fully').getByRole('button', { name: 'Write an alternative' }).click()
    await says(page('pakistan').locator('.begun'), 'offered for the same place')
    await page('pakistan').keyboard.type('immediately ')
    await says(bracket('chair', 'immediately'), 'an alternative to the proposal of Russia')
    await expect.poll(() => page('pakistan').locator('.begun').count()).toBe(0)
  })

  it('see each other’s colours stay as they are, whoever comes later', async () => {
    const colour = () =>
      editorOf(page('chair')).locator('.bracketed', { hasText: 'fully' }).getAttribute('class')
    const before = await colour()
    await write(page('qatar'), 'thirty days', ' في الدوحة', true)
    await write(page('pakistan'), 'monitoring', 'joint ')
    await says(editorOf(page('chair')), 'في الدوحة')
    await says(editorOf(page('chair')), 'joint ')
    expect(await colour()).toBe(before)
  })

  it('offer withdrawals that hang together, which the chair settles in one act', async () => {
    await offer('russia', 'fully', /immediately/, 'accepted')
    await offer('pakistan', 'joint', /fully/, 'withdrawn')
    await offer('qatar', 'الدوحة', /joint/, 'withdrawn')
    await bracket('qatar', 'fully').getByRole('button', { name: 'تخلَّ عنه' }).click()
    await asChair()
    const chain = bracket('chair', 'immediately').locator('.chair-decides ol li')
    await expect.poll(() => chain.count()).toBe(3)
    await bracket('chair', 'immediately')
      .getByRole('button', { name: 'Accept, and settle what follows' })
      .click()
    await expect.poll(() => page('chair').locator('.bracket').count()).toBe(0)
    await says(editorOf(page('qatar')), 'shall immediately refrain')
    expect(await wordsOf(page('qatar'))).not.toMatch(/fully|joint|الدوحة/)
  })
})

describe('the chair', () => {
  it('bridges two proposals, and sees who accepts, who can live with it and who cannot', async () => {
    await write(page('russia'), 'thirty days', 'some ')
    await write(page('pakistan'), 'thirty days', 'exactly ')
    for (const each of ['some', 'exactly']) await bracket('chair', each).getByRole('checkbox').check()
    await page('chair').getByRole('button', { name: 'Write a bridge between those chosen' }).click()
    await says(page('chair').locator('.begun'), 'bridging wording')
    await page('chair').keyboard.type('about ')
    await bracket('russia', 'about').getByRole('button', { name: 'can live with it' }).click()
    await bracket('pakistan', 'about').getByRole('button', { name: 'cannot', exact: true }).click()
    await bracket('tajikistan', 'about').getByRole('button', { name: 'می‌پذیریم', exact: true }).click()
    await says(
      bracket('chair', 'about'),
      /2 proposals[\s\S]*Russia: can live with it[\s\S]*Pakistan: cannot[\s\S]*Tajikistan: accept/,
    )
    expect(
      await bracket('chair', 'about').getByRole('button', { name: 'Accept', exact: true }).isDisabled(),
    ).toBe(true)
  })

  it('decides notwithstanding an objection only by saying so, and what was bridged is settled with it', async () => {
    await bracket('chair', 'about').locator('.check input').check()
    await bracket('chair', 'about').getByRole('button', { name: 'Accept', exact: true }).click()
    await says(editorOf(page('tajikistan')), 'within about thirty days')
    await expect.poll(() => page('chair').locator('.bracket').count()).toBe(0)
  })

  it('decides while a delegation writes on: the rest is a new proposal of it, and it is told', async () => {
    await write(page('russia'), 'hostile', 'all ')
    await bracket('chair', 'all').waitFor()
    await page('russia').route('**/api/texts/*/commands', route => route.abort())
    await page('russia').route('**/api/texts/*/commits*', route => route.abort())
    await page('russia').keyboard.type('further ')
    await bracket('chair', 'all').getByRole('button', { name: 'Accept', exact: true }).click()
    await expect.poll(() => bracket('chair', 'all').count()).toBe(0)
    await page('russia').unroute('**/api/texts/*/commits*')
    await page('russia').unroute('**/api/texts/*/commands')
    await page('russia').evaluate(() => dispatchEvent(new Event('online')))
    await says(page('russia').locator('.notice'), 'is a new proposal of yours')
    await says(bracket('chair', 'further'), 'goes on from a proposal decided meanwhile')
  })

  it('says how each paragraph stands; a bracket in one leaves it pending its holder only', async () => {
    await openTab(page('chair'), /Paragraphs/)
    for (const [paragraph, state] of [
      ['PP1', 'agreed'],
      ['OP2', 'agreed-ad-referendum'],
      ['OP3', 'placement-to-be-decided'],
    ] as const)
      await page('chair').getByLabel(`State of ${paragraph}`).selectOption(state)
    const row = (name: string, label: string) => page(name).locator('.standing tr', { hasText: label })
    await openTab(page('pakistan'), /Paragraphs/)
    await says(row('pakistan', 'OP1'), 'pending Russia only')
    await says(row('pakistan', 'OP3'), 'agreed, placement to be decided')
    const standing = (of: string) =>
      editorOf(page('pakistan')).locator('p', { hasText: of }).getAttribute('data-standing')
    await expect.poll(() => standing('mechanism')).toBe('(Agreed ad ref)')
    await write(page('pakistan'), 'monitoring', 'joint ')
    await says(row('chair', 'OP2'), /pending Pakistan only[\s\S]*was agreed ad referendum/)
    await expect.poll(() => standing('mechanism')).toBeNull()
  })

  it('numbers paragraphs put in anew when it wants to, and the rest keeps its number until then', async () => {
    const labels = () =>
      editorOf(page('chair'))
        .locator('p')
        .evaluateAll(all => all.map(each => each.getAttribute('data-label')))
    await write(page('pakistan'), 'mechanism.', '\nIt shall have a hotline.', true)
    await expect.poll(labels).toEqual(['PP1', 'OP1', 'OP2', 'OP2bis', 'OP3'])
    await openTab(page('chair'), /Brackets/)
    await bracket('chair', 'hotline').getByRole('button', { name: 'Accept', exact: true }).click()
    await expect.poll(() => bracket('chair', 'hotline').count()).toBe(0)
    await openTab(page('chair'), /Paragraphs/)
    await page('chair').getByRole('button', { name: 'Number all paragraphs anew' }).click()
    await expect.poll(labels).toEqual(['PP1', 'OP1', 'OP2', 'OP3', 'OP4'])
  })

  it('sees at any time who holds what, and how many brackets are left', async () => {
    await openTab(page('chair'), /Brackets/)
    await page('chair').getByLabel('Held by').selectOption({ label: 'Pakistan' })
    await expect.poll(() => page('chair').locator('.bracket h3').allInnerTexts()).not.toContain('Russia')
    await says(page('chair').locator('.burn-down'), /2 brackets are open; at most \d were/)
  })
})

describe('comments', () => {
  const say = async (name: string, audience: string, words: string) => {
    await page(name)
      .getByLabel(/^(Comment|التعليق)$/)
      .fill(words)
    await page(name).locator('.comment-form select').selectOption(audience)
    await page(name).locator('.comment-form button[type=submit]').click()
    await says(page(name).locator('.comments ul'), words)
  }
  const heard = (name: string) =>
    page(name)
      .locator('.comments li > p:not([class])')
      .allInnerTexts()
      .then(all => all.toSorted())

  it('are read by those they are for, and nobody else can tell that there are any', async () => {
    const everybody = ['chair', 'russia', 'pakistan', 'qatar'] as const
    for (const name of everybody) await openTab(page(name), /Comments|التعليقات/)
    await say('russia', 'delegation', 'Ask our capital.')
    await say('russia', 'chair', 'We could move.')
    await say('russia', 'all', 'This needs a date.')
    await say('qatar', 'chair', 'نستطيع قبوله.')
    await expect
      .poll(() => heard('chair'), { timeout: 15_000 })
      .toEqual(['This needs a date.', 'We could move.', 'نستطيع قبوله.'])
    await expect
      .poll(() => heard('russia'), { timeout: 15_000 })
      .toEqual(['Ask our capital.', 'This needs a date.', 'We could move.'])
    await expect
      .poll(() => heard('qatar'), { timeout: 15_000 })
      .toEqual(['This needs a date.', 'نستطيع قبوله.'])
    await expect.poll(() => heard('pakistan'), { timeout: 15_000 }).toEqual(['This needs a date.'])
    const seen = await page('pakistan').locator('.room-beside').innerText()
    expect(seen).not.toMatch(/capital|could move|نستطيع|[234] comments/)
  })
})

it('caused no error on any page', () => expect(table.faults).toEqual([]))
