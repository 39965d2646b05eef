import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from './browser.ts'

const readout = [
  'Readout of the Doha talks',
  'Delegations of both sides met in Doha on Saturday. The spokesman said that aid would reach all provinces before winter.',
  'He denied that the talks had touched on recognition.',
].join('\n')
const edited = readout.replace('would reach all provinces', 'could be considered for some provinces')
const statement = 'Aid will reach all provinces before winter.'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world?.close())

/** Finds a party or a track by its name in any spelling, and takes the first by keyboard. */
const pick = async (page: Page, field: string | RegExp, words: string, found: string) => {
  const box = page.getByRole('combobox', { name: field })
  await box.fill(words)
  await page.locator('.combobox [role=option]').first().filter({ hasText: found }).waitFor()
  await box.press('ArrowDown')
  await box.press('Enter')
}

const addSource = async (page: Page, title: string) => {
  await page.getByRole('button', { name: 'Add a source' }).click()
  await page.getByLabel('Text (optional)').fill(readout)
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Publisher', { exact: true }).fill('Ministry of Foreign Affairs')
  await page.getByLabel('Kind').selectOption('own-readout')
  await page.getByLabel('Published').fill('yesterday')
}

/** Takes the third sentence of the text without a mouse. */
const takeSentence = async (page: Page) => {
  await page.getByRole('button', { name: 'Choose with the keyboard' }).press('Enter')
  await page.getByRole('listbox', { name: 'Text, to choose a passage from' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

describe('the desk officer at a readout', () => {
  it('records who said what on whose behalf, sees a silent edit, and puts an entry right', async () => {
    const { page, go } = await world.person('OIC secretariat officer')
    await go('/sources')
    await addSource(page, 'Readout of the Doha talks')
    await page.getByRole('button', { name: 'Add the source' }).click()
    await page.locator('.source-text').getByText('Delegations of both sides').waitFor()

    await takeSentence(page)
    await expect(page.locator('.panel blockquote').textContent()).resolves.toBe(
      'The spokesman said that aid would reach all provinces before winter.',
    )
    await pick(page, 'About', 'katar', 'Qatar')
    await page.getByLabel('What is said of it').selectOption('said')
    await page.getByLabel('In words').fill(statement)
    await page.getByRole('radio', { name: 'without a name' }).check()
    await page.getByLabel('How the source calls the speaker').fill('the spokesman')
    await pick(page, /On whose behalf/, 'قطر', 'Qatar')
    await page.getByLabel(/^Verb/).fill('said')

    // Nothing is lost by a reload.
    await page.reload()
    await expect(page.getByLabel('In words').inputValue()).resolves.toBe(statement)
    await expect(page.locator('.preview .chain').textContent()).resolves.toContain(
      'the spokesman, for Qatar said',
    )
    await page.getByRole('button', { name: 'Record it' }).click()
    await page.getByText('Recorded.').waitFor()
    await expect(page.locator('.source-text mark').first().textContent()).resolves.toBe(
      'The spokesman said that aid would reach all provinces before winter.',
    )

    await page.getByRole('button', { name: 'Correct this' }).click()
    await page.getByLabel('How firmly').selectOption('commits')
    await page.getByRole('button', { name: 'Record the correction' }).click()
    await page.getByText('Recorded.').waitFor()
    await page.locator('.panel').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Passage 1: 1 claim' }).click()
    await expect(page.locator('.panel .claim-tags').first().textContent()).resolves.toContain('commits to')
    await page.locator('.panel').getByRole('button', { name: 'Close' }).click()

    await page.getByRole('button', { name: 'Capture it as it stands today' }).click()
    await page.getByLabel('The text as it stands today').fill(edited)
    await page.getByRole('button', { name: 'Keep this version' }).click()
    await page.getByText('Kept as version 2.').waitFor()
    const words = (tag: 'ins' | 'del') =>
      page
        .locator(`.difference-text ${tag}`)
        .evaluateAll(all =>
          all.map(each => [...each.childNodes].find(node => node.nodeType === Node.TEXT_NODE)?.textContent),
        )
    await expect(words('del')).resolves.toEqual(['would reach all'])
    await expect(words('ins')).resolves.toEqual(['could be considered for some'])
    await page.getByRole('button', { name: 'Passage 1: 1 claim' }).click()
    await page.getByText('The words were changed after this was recorded.').waitFor()

    await page.locator('.panel .claim-words a').first().click()
    await page.getByRole('heading', { level: 1, name: 'Qatar' }).waitFor()
    await page.getByText(statement).first().waitFor()
  })

  it('is told what is missing where it is missing', async () => {
    const { page, go } = await world.person('OIC secretariat officer')
    await go('/record')
    await page.getByRole('button', { name: 'Record it' }).click()
    await page.getByText('Choose what the claim is about.', { exact: true }).waitFor()
    const about = page.getByRole('combobox', { name: 'About' })
    await expect(about.getAttribute('aria-invalid')).resolves.toBe('true')
    await expect(about.evaluate(each => each === document.activeElement)).resolves.toBe(true)
  })

  it('adds a meeting with what is planned of it in one act', async () => {
    const { page, go } = await world.person('OIC secretariat officer')
    await go('/record?begin=meeting')
    await page.getByLabel('Name', { exact: true }).fill('Preparatory meeting of experts, Jeddah')
    await pick(page, /Meeting of the track/, 'OIC contact', 'OIC contact group')
    await page.getByLabel(/^Date/).fill('mid-December 2027')
    await page.getByText('2027-12-11~/2027-12-20~').waitFor()
    await pick(page, /Parties invited/, 'qatar', 'Qatar')
    await page.getByRole('button', { name: 'Record it' }).click()
    await page.getByRole('link', { name: 'Open the meeting' }).click()
    await page.getByRole('heading', { level: 1, name: 'Preparatory meeting of experts, Jeddah' }).waitFor()
    await page.getByText('11–20 December 2027').first().waitFor()
  })
})

describe('a delegation’s claim', () => {
  const secret = 'Our red line is the wording of paragraph four.'

  it('is on no outsider’s page', async () => {
    const delegate = await world.person('Delegation of Pakistan')
    await delegate.go('/record')
    await pick(delegate.page, 'About', 'katar', 'Qatar')
    await delegate.page.getByLabel('What is said of it').selectOption('said')
    await delegate.page.getByLabel('In words').fill(secret)
    await expect(delegate.page.getByLabel('Who may read it').inputValue()).resolves.not.toBe('"public"')
    await delegate.page.getByRole('button', { name: 'Record it' }).click()
    await delegate.page.getByRole('link', { name: 'Qatar' }).first().click()
    await delegate.page.getByText(secret).first().waitFor()
    const address = new URL(delegate.page.url()).pathname

    for (const name of [null, 'OIC secretariat officer']) {
      const outsider = await world.person(name)
      await outsider.go(address)
      await outsider.page.waitForLoadState('networkidle')
      await expect(outsider.page.getByText(secret).count()).resolves.toBe(0)
    }
  })
})

describe('a reader without a mandate', () => {
  it('is offered nothing to write', async () => {
    const { page, go } = await world.person(null)
    await go('/sources')
    await page.getByRole('table').waitFor()
    await expect(page.getByRole('button', { name: 'Add a source' }).count()).resolves.toBe(0)
    await go('/record')
    await page.getByText('Sign in to add to the record').waitFor()
  })

  it('finds that nothing can be added while looking back', async () => {
    const { page, go } = await world.person('OIC secretariat officer')
    await go('/record?on=2023-06-10')
    await page.getByText('You are looking back: nothing can be added to the past').waitFor()
  })
})
