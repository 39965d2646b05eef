import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type Somebody, type World } from './browser.ts'
import { ask } from './text-people.ts'

// What comes of a text: a chair, a secretariat and four delegations bring it from its brackets to the issued document; the
// public verifies it, and a stranger to the talks finds nothing.

let world: World
const people = new Map<string, Somebody>()
const of = (name: string): Somebody => {
  const found = people.get(name)
  if (found === undefined) throw new Error(`${name} is not here.`)
  return found
}

interface Entities {
  readonly entities: readonly { readonly id: string }[]
  readonly names: Readonly<Record<string, { readonly text: string }>>
}
const words = `PP1. Recalling the rounds held in Doha and Istanbul,
OP1. The parties shall refrain from hostile acts along the line.
OP2. They [shall](Pakistan) establish a monitoring mechanism.
OP3. The parties shall meet again within thirty days.`

/** What is waited for on the page: others may be at work on the machine. */
const patiently = { timeout: 20_000 }

let text = ''
let track = ''
let number = ''
let fingerprint = ''
let outcome = ''

const openRoom = async (name: string) => {
  await of(name).go(`/texts/${text}`)
  await of(name)
    .page.getByRole('tab', { name: /^(Outcome|النتيجة|نتیجه)$/ })
    .click()
}
const panel = (name: string) => of(name).page.getByRole('tabpanel')
/** Presses what asks once more, and says yes. */
const surely = async (page: Page, button: string) => {
  await page.getByRole('button', { name: button, exact: true }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
const standOf = (name: string, party: RegExp) =>
  panel(name).getByRole('row').filter({ hasText: party }).innerText()

beforeAll(async () => {
  world = await openWorld()
  for (const [name, account] of [
    ['chair', 'Facilitator of Qatar'],
    ['afghan', 'Afghan delegation'],
    ['pakistan', 'Delegation of Pakistan'],
    ['stranger', 'Delegation of the United States'],
    ['administrator', 'Administrator of the demonstration'],
    ['public', null],
  ] as const) {
    people.set(name, await world.person(account))
    await of(name).go('/')
  }
  const { mandates } = await ask<{ mandates: { track: string | null }[] }>(
    of('pakistan').page,
    'GET',
    '/api/session',
  )
  track = mandates.find(each => each.track !== null)?.track ?? ''
  const parties = await ask<Entities>(of('administrator').page, 'GET', '/api/entities?type=party&limit=500')
  const partyOf = (name: RegExp) =>
    parties.entities.find(each => name.test(parties.names[each.id]?.text ?? ''))?.id
  for (const [name, mandate, language] of [
    ['turkiye', { capacity: 'party', track, party: partyOf(/Türkiye/) }, 'ar'],
    ['qatar', { capacity: 'party', track, party: partyOf(/^Qatar$/) }, 'en'],
    ['secretariat', { capacity: 'secretariat', track }, 'en'],
  ] as const) {
    const { code } = await ask<{ code: string }>(of('administrator').page, 'POST', '/api/accounts', {
      name: `Somebody for ${name}`,
      language,
      mandates: [mandate],
    })
    people.set(name, await world.person(null, language))
    await of(name).go('/sign-in')
    await ask(of(name).page, 'POST', '/api/invitations/acceptance', {
      code,
      signInName: name,
      password: `seven quiet ${name} rivers meet here`,
    })
  }
  const begun = await ask<{ id: string }>(of('chair').page, 'POST', '/api/texts', {
    track,
    title: 'Joint statement on the line',
    language: 'en',
    words: { bracketed: words },
  })
  text = begun.id
  await ask(of('chair').page, 'POST', `/api/texts/${text}/revisions`, { commit: 1 })
}, 180_000)

afterAll(() => world?.close())

describe('an outcome', () => {
  it('is offered as the chair’s summary while brackets remain, and says who does not agree to what', async () => {
    await openRoom('chair')
    await panel('chair').getByText('Make an outcome').first().click()
    const form = panel('chair').getByRole('form', { name: 'Make an outcome' })
    await expect
      .poll(() => form.locator('.offered').innerText(), patiently)
      .toContain('Paragraph OP2 agreed by all except Pakistan')
    expect(await form.getByRole('radio', { name: /^Joint statement/ }).isDisabled()).toBe(true)
    expect(await form.innerText()).toContain('not while brackets remain in OP2')
    expect(await form.getByRole('radio', { name: /^Chair’s summary/ }).isChecked()).toBe(true)
  })

  it('is a joint statement once the chair decided the last bracket', async () => {
    const { talks } = await ask<{ talks: { proposals: { id: string }[] } }>(
      of('chair').page,
      'GET',
      `/api/texts/${text}`,
    )
    const decided = await ask<{ number: number }>(of('chair').page, 'POST', `/api/texts/${text}/commands`, {
      client: crypto.randomUUID(),
      ref: 1,
      as: 'chair',
      command: {
        type: 'decide',
        accept: talks.proposals.map(each => each.id),
        reject: [],
        settle: false,
        notwithstanding: false,
      },
    })
    await ask(of('chair').page, 'POST', `/api/texts/${text}/revisions`, { commit: decided.number })
    await openRoom('chair')
    await panel('chair').getByText('Make an outcome').first().click()
    await panel('chair')
      .getByRole('radio', { name: /^Joint statement/ })
      .check()
    await panel('chair').getByRole('button', { name: 'Make an outcome' }).click()
    await panel('chair').getByRole('link', { name: 'Read the document' }).waitFor()
    expect(await panel('chair').locator('[data-fact="adopted"]').innerText()).toContain('First it is agreed.')
    await surely(of('chair').page, 'State that it is agreed')
    await expect
      .poll(() => panel('chair').locator('[data-fact="agreed"]').getAttribute('data-state'), patiently)
      .toBe('done')
  })

  it('is adopted by one delegation with a reservation in its own language', async () => {
    await openRoom('afghan')
    await panel('afghan').getByLabel('My delegation').selectOption('adopts')
    await panel('afghan').getByRole('button', { name: 'Say so' }).click()
    await panel('afghan').getByText('Attach a statement').click()
    await panel('afghan').getByLabel('Language').selectOption('fa')
    await panel('afghan').getByLabel('Wording').fill('هیئت ما بر بند دوم ملاحظه دارد.')
    expect(await panel('afghan').getByLabel('Wording').getAttribute('dir')).toBe('rtl')
    await surely(of('afghan').page, 'Attach it')
    await expect.poll(() => standOf('afghan', /adopts/), patiently).toContain('Reservation')
    expect(await panel('afghan').getByLabel('Wording').inputValue()).toBe('')
  })

  it('is agreed to by another ad referendum, and keeps what was typed when a word is missing', async () => {
    await openRoom('pakistan')
    await panel('pakistan').getByLabel('My delegation').selectOption('ad-referendum')
    await panel('pakistan').getByLabel('Who has to confirm').fill('the Federal Cabinet')
    await panel('pakistan').getByRole('button', { name: 'Say so' }).click()
    await expect
      .poll(() => panel('pakistan').getByRole('alert').innerText(), patiently)
      .toContain('names the authority that confirms, and until when')
    expect(await panel('pakistan').getByLabel('Who has to confirm').inputValue()).toBe('the Federal Cabinet')
    await panel('pakistan').getByLabel('By what day').fill('31 December 2090')
    await panel('pakistan').locator('.hint time').waitFor()
    await panel('pakistan').getByRole('button', { name: 'Say so' }).click()
    await expect.poll(() => standOf('pakistan', /Pakistan/), patiently).toContain('adopts ad referendum')
    expect(await standOf('pakistan', /Pakistan/)).toContain('to be confirmed by the Federal Cabinet')
  })

  it('is adopted by a third but for one paragraph, from an Arabic page', async () => {
    await openRoom('turkiye')
    const own = panel('turkiye')
    await own.getByLabel('وفدي').selectOption('adopts')
    await own.getByRole('button', { name: 'أعلن ذلك' }).click()
    await expect.poll(() => standOf('turkiye', /تركيا/), patiently).toContain('يعتمد')
    await own.getByLabel('وفدي').selectOption('without')
    await own.getByLabel('الفقرة', { exact: true }).selectOption({ label: 'OP3' })
    await own.getByRole('button', { name: 'أعلن ذلك' }).click()
    await expect
      .poll(() => standOf('chair', /Türkiye/), patiently)
      .toContain('not associated with paragraph OP3')
  })

  it('has who was absent from the secretariat, and takes nobody’s silence for a stand', async () => {
    await openRoom('secretariat')
    expect(await standOf('secretariat', /Qatar/)).toContain('has not said yet')
    await panel('secretariat').getByText('Record that a party was absent').click()
    await panel('secretariat').getByLabel('Party', { exact: true }).selectOption({ label: 'Qatar' })
    await panel('secretariat').getByRole('button', { name: 'Record the absence' }).click()
    await expect.poll(() => standOf('secretariat', /Qatar/), patiently).toContain('absent')
    expect(await panel('secretariat').getByRole('button', { name: 'State that it is adopted' }).count()).toBe(
      0,
    )
  })

  it('is adopted by the chair and issued by the secretariat under its number', async () => {
    await surely(of('chair').page, 'State that it is adopted')
    await expect
      .poll(() => panel('secretariat').getByRole('button', { name: 'Issue it' }).count(), patiently)
      .toBe(1)
    await panel('secretariat').getByLabel('Number', { exact: true }).fill('AP/2026/1')
    await surely(of('secretariat').page, 'Issue it')
    await expect
      .poll(() => panel('secretariat').locator('[data-fact="issued"]').innerText(), patiently)
      .toContain('AP/2026/1')
    await panel('secretariat').getByRole('link', { name: 'Read the document' }).click()
    const { page } = of('secretariat')
    await page.locator('.outcome-document').waitFor()
    outcome = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const sheet = await page.locator('.outcome-document').innerText()
    for (const each of [
      'AP/2026/1',
      'OP2. They shall establish',
      'Reservation',
      'see annex 1',
      'ملاحظه دارد',
      'absent',
    ])
      expect(sheet).toContain(each)
    number = 'AP/2026/1'
    fingerprint = (await page.locator('.imprint code').first().innerText()).replaceAll(' ', '')
  })

  it('is a file whose bytes have the very fingerprint that stands on it', async () => {
    const { page } = of('secretariat')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download (JSON)' }).click(),
    ])
    const bytes = await readFile(await download.path())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(fingerprint)
    await of('public').go('/verify')
    const file = { name: 'held.json', mimeType: 'application/json', buffer: bytes }
    await of('public').page.getByLabel('Or choose its file').setInputFiles(file)
    await expect
      .poll(() => of('public').page.locator('.verdict').innerText(), patiently)
      .toContain('Genuine: this was issued under the number AP/2026/1')
    const altered = { ...file, buffer: Buffer.from(bytes.toString('utf8').replace('thirty', 'ninety')) }
    await of('public').page.getByLabel('Or choose its file').setInputFiles(altered)
    await expect
      .poll(() => of('public').page.locator('.verdict').innerText(), patiently)
      .toContain('No document was issued here')
  })
})

describe('whoever holds the document', () => {
  it('finds it genuine by the link that stands on it', async () => {
    const href = await of('secretariat').page.locator('.imprint a').getAttribute('href')
    await of('public').go('/')
    await of('public').go(href ?? '')
    const { page } = of('public')
    await page.locator('.verdict.genuine').waitFor()
    expect(await page.locator('.outcome-document').innerText()).toContain(
      'They shall establish a monitoring mechanism',
    )
  })

  it('is told the same whether the number or the fingerprint is wrong', async () => {
    const { page, go } = of('public')
    const told: string[] = []
    const wrong = `${fingerprint.slice(0, -1)}${fingerprint.endsWith('0') ? '1' : '0'}`
    for (const [aNumber, aHash] of [
      [number, wrong],
      ['AP/2026/2', fingerprint],
      ['AP/2026/2', wrong],
    ] as const) {
      await go('/')
      await go('/verify')
      await page.getByLabel('Number', { exact: true }).fill(aNumber)
      await page.getByLabel('Fingerprint', { exact: true }).fill(aHash)
      await page.getByRole('button', { name: 'Verify', exact: true }).click()
      told.push(await page.locator('.verdict').innerText())
    }
    expect(new Set(told).size).toBe(1)
    expect(told[0]).toContain('No document was issued here under this number with this fingerprint.')
    await page.getByLabel('Fingerprint', { exact: true }).fill('12ab')
    await page.getByRole('button', { name: 'Verify', exact: true }).click()
    expect(await page.getByRole('alert').first().innerText()).toContain('This has 4 characters')
  })
})

describe('afterwards', () => {
  it('a delegation confirms what it agreed ad referendum, and the issued document stays as it is', async () => {
    await of('pakistan').go(`/outcomes/${outcome}`)
    const { page } = of('pakistan')
    await surely(page, 'State that it is confirmed')
    await expect.poll(() => page.locator('.since').innerText(), patiently).toContain('confirmed')
    expect(await page.locator('.association').innerText()).toContain('adopts ad referendum')
  })

  it('those in the talks find it with their track and their texts; a stranger and the public find nothing', async () => {
    await of('pakistan').go(`/tracks/${track}`)
    await of('pakistan')
      .page.getByRole('heading', { name: /Issued in Parley/ })
      .waitFor()
    await of('pakistan').go('/texts')
    await of('pakistan')
      .page.getByRole('link', { name: /issued as .AP\/2026\/1/ })
      .waitFor()
    for (const name of ['stranger', 'public']) {
      await of(name).go(`/outcomes/${outcome}`)
      await of(name).page.getByRole('alert').waitFor()
      expect(await of(name).page.getByText('monitoring mechanism').count()).toBe(0)
      await of(name).go(`/tracks/${track}`)
      await of(name).page.waitForLoadState('networkidle')
      expect(await of(name).page.getByText('Issued in Parley').count()).toBe(0)
    }
  })
})
