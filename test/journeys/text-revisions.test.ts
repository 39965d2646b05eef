import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from './browser.ts'
import { ask, bracketOf, editorOf, openTab, says, sitDown, type Table, write } from './text-people.ts'

// A text from the form it begins in to its issued revisions and its other languages.

const english = `Joint statement of the group

Recalling the meetings held in Tehran and Doha,

The parties shall refrain from hostile acts along the line, and shall within thirty days of the adoption of this statement establish a monitoring mechanism composed of equal numbers of representatives.

The mechanism shall report to the next meeting.`

const arabic = `# بيان مشترك للفريق

PP1. إذ تستذكر الاجتماعات المعقودة في طهران والدوحة،

OP1. تمتنع الأطراف عن الأعمال العدائية على طول الخط، وتنشئ خلال ٣٠ يوماً من اعتماد هذا البيان آلية للرصد تتألف من أعداد متساوية من الممثلين (A/RES/2 وما بعدها)، على أن تراعى فيها الخبرة.

OP2. ترفع الآلية تقريرها إلى الاجتماع المقبل.`

let world: World
let table: Table
let text = ''
let parallel = ''
const page = (name: string) => table.page(name)
const title = 'Statement in two languages'

const issue = async () => {
  await openTab(page('chair'), /Revisions/)
  await page('chair').getByRole('button', { name: 'Issue the text as it stands' }).click()
}
const read = async (name: string, revision: string) => {
  await page(name)
    .getByRole('button', { name: `Read ${revision}`, exact: true })
    .click()
  await page(name).locator('.lines li').first().waitFor()
}
/** The lines on the page that take more room than one line. */
const wrapped = (of: Page) =>
  of
    .locator('.lines li')
    .evaluateAll(all =>
      all
        .filter(each => each.clientHeight > 1.5 * Number.parseFloat(getComputedStyle(each).lineHeight))
        .map(each => each.textContent),
    )

beforeAll(async () => {
  world = await openWorld()
  table = await sitDown(world, 'Delegation of Iran', [
    { name: 'russia', party: /^Russia/ },
    { name: 'qatar', party: /^(State of )?Qatar$/, language: 'ar' },
  ])
}, 180_000)

afterAll(() => world?.close())

describe('a text begun by the form', () => {
  const kinds = () =>
    page('chair')
      .locator('.begin-paragraphs select')
      .evaluateAll(all => all.map(each => (each as HTMLSelectElement).value))

  it('shows what each paragraph will be, guessed from how it ends', async () => {
    await table.person('chair').go(`/texts?track=${table.track}`)
    await page('chair').getByText('Begin a text', { exact: true }).first().click()
    await page('chair').getByLabel('Title', { exact: true }).fill(title)
    await page('chair').getByLabel('First words').fill(english)
    await expect.poll(kinds).toEqual(['heading', 'preambular', 'operative', 'operative'])
  })

  it('is begun with what a person makes of them', async () => {
    const second = page('chair').locator('.begin-paragraphs select').nth(3)
    await second.selectOption('preambular')
    await expect.poll(() => page('chair').locator('.begin-paragraphs tr').last().innerText()).toMatch(/^PP2/)
    await second.selectOption('operative')
    await page('chair').getByRole('button', { name: 'Begin a text' }).click()
    await editorOf(page('chair')).waitFor()
    text = new URL(page('chair').url()).pathname.slice('/texts/'.length)
    const labels = await editorOf(page('chair'))
      .locator('p')
      .evaluateAll(all => all.map(each => each.getAttribute('data-label')))
    expect(labels).toEqual(['', 'PP1', 'OP1', 'OP2'])
  })
})

describe('an issued revision', () => {
  it('has the same lines on a wide page and on paper, in English and in Arabic', async () => {
    parallel = await table.begin(arabic, 'بيان بلغتين', {
      language: 'ar',
      parallelTo: text,
      standing: 'translation',
    })
    const { number } = await ask<{ number: number }>(page('chair'), 'GET', `/api/texts/${parallel}`)
    await ask(page('chair'), 'POST', `/api/texts/${parallel}/revisions`, { commit: number })
    await issue()
    await read('chair', 'Rev.1')
    await table.person('qatar').go(`/texts/${parallel}?revision=1`)
    await page('qatar').locator('.lines li').first().waitFor()
    for (const name of ['chair', 'qatar']) {
      expect(await wrapped(page(name))).toEqual([])
      const lines = await page(name).locator('.lines li').allInnerTexts()
      await page(name).emulateMedia({ media: 'print' })
      // The width of A4 between margins of two centimetres.
      await page(name).setViewportSize({ width: 642, height: 900 })
      expect(await wrapped(page(name))).toEqual([])
      expect(await page(name).locator('.lines li').allInnerTexts()).toEqual(lines)
      await page(name).emulateMedia({ media: null })
      await page(name).setViewportSize({ width: 1280, height: 800 })
    }
  })

  it('keeps a line one line, with one number, where the page is narrow', async () => {
    await page('qatar').setViewportSize({ width: 360, height: 740 })
    expect((await wrapped(page('qatar'))).length).toBeGreaterThan(0)
    const numbers = await page('qatar').locator('.lines .line-number').allInnerTexts()
    expect(numbers).toEqual(numbers.map((_, at) => String(at + 1)))
    expect(
      await page('qatar').evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ),
    ).toBeLessThanOrEqual(0)
    await page('qatar').setViewportSize({ width: 1280, height: 800 })
  })

  it('has an address for each of its lines', async () => {
    await page('chair').getByRole('link', { name: 'Line 4 of Rev.1' }).click()
    const address = new URL(page('chair').url())
    expect(address.search + address.hash).toBe('?revision=1#line-4')
    await table.person('russia').go(address.pathname + address.search + address.hash)
    await says(page('russia').locator('.lines .pointed-out'), /^4/)
    await page('russia').getByRole('button', { name: 'Back to the brackets' }).click()
    await editorOf(page('russia')).waitFor()
    expect(new URL(page('russia').url()).search).toBe('')
  })

  it('leads each of its lines to where it is in a later one, and two compare word by word', async () => {
    await write(page('russia'), 'The mechanism', 'Within a year ')
    await page('chair').getByRole('button', { name: 'Back to the brackets' }).click()
    await openTab(page('chair'), /Brackets/)
    await bracketOf(page('chair'), 'Within a year').waitFor()
    await page('chair').getByLabel('Write as').selectOption('chair')
    await bracketOf(page('chair'), 'Within a year').getByRole('button', { name: 'Accept' }).click()
    await expect.poll(() => bracketOf(page('chair'), 'Within a year').count()).toBe(0)
    await issue()
    await read('chair', 'Rev.1')
    await page('chair').getByLabel('Where its lines are in').selectOption({ label: 'Rev.2' })
    const link = page('chair').locator('.lines li').last().locator('.there a')
    await link.click()
    await says(page('chair').locator('.lines .pointed-out'), 'Within a year')
    await page('chair').getByLabel('From', { exact: true }).selectOption({ label: 'Rev.1' })
    await page('chair').getByLabel('To', { exact: true }).selectOption({ label: 'Rev.2' })
    await page('chair').getByRole('button', { name: 'Compare' }).click()
    await says(page('chair').locator('.changes ins'), /^Within a year/)
    expect(await page('chair').locator('.changes [data-change=changed]').count()).toBe(1)
  })
})

describe('two languages', () => {
  const rows = (name: string) => page(name).locator('.beside tbody tr')

  it('stand side by side in their own directions, with what is authentic said', async () => {
    await openTab(page('chair'), /Languages/)
    await page('chair').getByRole('button', { name: 'Set beside each other in order' }).click()
    await expect.poll(() => rows('chair').locator('td').nth(3).innerText()).toContain('إذ تستذكر')
    expect(await rows('chair').locator('td').nth(2).getAttribute('dir')).toBe('ltr')
    expect(await rows('chair').locator('td').nth(3).getAttribute('dir')).toBe('rtl')
    await says(page('chair').locator('.beside thead'), /authentic[\s\S]*translation/)
    expect(await page('chair').locator('.beside .stale').count()).toBe(0)
  })

  it('show what is stale when one was changed, until somebody says again that they say the same', async () => {
    await write(page('russia'), 'report', 'always ')
    await openTab(page('chair'), /Brackets/)
    await bracketOf(page('chair'), 'always').getByRole('button', { name: 'Accept' }).click()
    await expect.poll(() => bracketOf(page('chair'), 'always').count()).toBe(0)
    await openTab(page('chair'), /Languages/)
    await expect.poll(() => page('chair').locator('.beside .stale').count(), { timeout: 15_000 }).toBe(1)
    await table.enter('qatar', parallel)
    await openTab(page('qatar'), /اللغات/)
    await expect.poll(() => page('qatar').locator('.beside .stale').count(), { timeout: 15_000 }).toBe(1)
    expect(await page('qatar').locator('.beside .stale button').count()).toBe(0)
    await page('chair').locator('.beside .stale').getByRole('button', { name: 'They say the same' }).click()
    await expect.poll(() => page('chair').locator('.beside .stale').count(), { timeout: 15_000 }).toBe(0)
    await expect.poll(() => page('qatar').locator('.beside .stale').count(), { timeout: 15_000 }).toBe(0)
  })
})

it('caused no error on any page', () => expect(table.faults).toEqual([]))
