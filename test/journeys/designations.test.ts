import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type Somebody, type World } from './browser.ts'
import { ask, editorOf, openTab } from './text-people.ts'

// A delegation writes in a text of the OIC contact group, whose policy on names is in the demonstration: what it calls
// the Afghan authorities is marked while it writes, and put right with one press, in its own name.

let world: World
let secretariat: Somebody
let qatar: Somebody
let track = ''
const faults: string[] = []

const come = async (name: string, language: 'en' | 'ar' | 'fa' = 'en') => {
  const somebody = await world.person(name, language)
  somebody.page.on('pageerror', error => faults.push(`${name}: ${error.message}`))
  await somebody.go('/sign-in')
  return somebody
}

beforeAll(async () => {
  world = await openWorld()
  secretariat = await come('OIC secretariat officer')
  qatar = await come('Delegation of Qatar')
  const { mandates } = await ask<{ mandates: { capacity: string; track: string }[] }>(
    secretariat.page,
    'GET',
    '/api/session',
  )
  track = mandates.find(each => each.capacity === 'secretariat')?.track ?? ''
}, 120_000)
afterAll(() => world?.close())

const begin = async (words: string, language = 'en') =>
  (
    await ask<{ id: string }>(secretariat.page, 'POST', '/api/texts', {
      track,
      title: 'Joint statement',
      language,
      words: { bracketed: words },
    })
  ).id
const enter = async (somebody: Somebody, text: string) => {
  await somebody.go(`/texts/${text}`)
  await editorOf(somebody.page).waitFor()
}
/** The caret behind a phrase. */
const caretBehind = (page: Page, phrase: string) =>
  editorOf(page).evaluate((editor, wanted) => {
    const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = (node.nodeValue ?? '').indexOf(wanted)
      if (at < 0) continue
      editor.focus()
      getSelection()?.collapse(node, at + wanted.length)
      return
    }
    throw new Error(`“${wanted}” is not in the text.`)
  }, phrase)
const write = async (page: Page, phrase: string, typed: string) => {
  await caretBehind(page, phrase)
  await page.waitForTimeout(50)
  await page.keyboard.type(typed)
}
const marked = (page: Page) => page.locator('.joint-text .off-policy').allInnerTexts()
const popup = (page: Page) => page.locator('.popup.about-name')
const count = (page: Page) => page.locator('.name-count')

describe('a name the track does not use', () => {
  it('is marked while it is typed, and not inside a quotation', async () => {
    const { page } = qatar
    await enter(qatar, await begin('OP1. The Group met in Jeddah\nOP2. It took note of the report'))
    expect(await marked(page)).toEqual([])
    await write(page, 'met in Jeddah', ' with the Taliban')
    await expect.poll(() => marked(page)).toEqual(['Taliban'])
    await write(page, 'of the report', ' that “the Taliban agreed”')
    await page.keyboard.type(' and of Afghanistan')
    await expect.poll(() => editorOf(page).innerText()).toContain('and of Afghanistan')
    expect(await marked(page)).toEqual(['Taliban'])
    await expect.poll(() => count(page).innerText()).toBe('Names: 1 to look at')
  })

  it('is put right with one press, as a proposal in one’s own name', async () => {
    const { page } = qatar
    await page.locator('.off-policy').click()
    await expect.poll(() => popup(page).innerText()).toContain('caretaker government of Afghanistan*')
    expect(await popup(page).innerText()).toContain('without prejudice to the position of any member')
    await popup(page).getByRole('button', { name: 'Use the track’s name' }).click()
    await expect.poll(() => marked(page)).toEqual([])
    await expect
      .poll(() => editorOf(page).innerText())
      .toContain('with the caretaker government of Afghanistan*')
    await openTab(page, /^Brackets/)
    await expect
      .poll(() => page.locator('.bracket').first().innerText())
      .toMatch(/Qatar[\s\S]*caretaker government of Afghanistan\*/)
  })

  it('calls for its footnote once, which becomes a proposal of its own', async () => {
    const { page } = qatar
    await count(page).click()
    const names = page.locator('.names')
    await expect.poll(() => names.innerText()).toContain('This footnote stands nowhere in the text yet')
    await names.getByRole('button', { name: 'Add the footnote' }).click()
    await expect.poll(() => count(page).count()).toBe(0)
    expect(await editorOf(page).locator('p').last().innerText()).toMatch(
      /^\*\s+This designation is without prejudice/,
    )
    expect(await editorOf(page).locator('p').last().getAttribute('data-label')).toBe('')
    await write(page, 'Afghanistan*', ' and the caretaker government of Afghanistan')
    await expect.poll(() => count(page).innerText()).toBe('Names: 1 to look at')
  })

  it('is found by the keys alone, and left where the reader leaves it', async () => {
    const { page } = qatar
    await write(page, 'of the report', ' on the Islamic Emirate,')
    await expect.poll(() => marked(page)).toHaveLength(2)
    await caretBehind(page, 'The Group')
    await page.waitForTimeout(50)
    await page.keyboard.press('F8')
    await expect.poll(() => popup(page).innerText()).toContain('without its asterisk')
    await page.keyboard.press('Escape')
    await expect.poll(() => popup(page).count()).toBe(0)
    await page.keyboard.press('Control+.')
    await expect.poll(() => popup(page).innerText()).toContain('Another name than the track’s')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => marked(page)).toHaveLength(1)
    expect(await editorOf(page).innerText()).toContain('Islamic Emirate')
    await page.keyboard.press('F8')
    await page.keyboard.press('Enter')
    await expect.poll(() => marked(page)).toEqual([])
    expect(await editorOf(page).evaluate(editor => document.activeElement === editor)).toBe(true)
  })

  it('is told of before a revision is issued, and bars nothing', async () => {
    const { page } = secretariat
    await enter(secretariat, await begin('OP1. The Group met the Taliban'))
    await openTab(page, /^Revisions/)
    await expect
      .poll(() => page.locator('.name-notice').innerText())
      .toContain('1 name does not follow the policy of the track')
    await page.getByRole('button', { name: 'Issue' }).click()
    await expect.poll(() => page.locator('.revisions .said li').count()).toBe(1)
  })

  it('is marked for who may only read, who is offered nothing to press', async () => {
    const { page } = secretariat
    await page.locator('.off-policy').click()
    await expect.poll(() => popup(page).innerText()).toContain('caretaker government of Afghanistan*')
    expect(await popup(page).getByRole('button').count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.getByLabel('Show').selectOption('clean')
    await expect.poll(() => page.locator('mark.off-policy').allInnerTexts()).toEqual(['Taliban'])
  })

  it('is marked in Arabic behind its particles, and joined to them when it is put right', async () => {
    const delegate = await come('Delegation of Qatar', 'ar')
    const { page } = delegate
    await enter(delegate, await begin('اجتمع الفريق في جدة', 'ar'))
    await write(page, 'في جدة', ' وقدم شكره لطالبان وقال «طالبان وافقت»')
    await expect.poll(() => marked(page)).toEqual(['طالبان'])
    await count(page).click()
    await page.locator('.names').getByRole('button', { name: 'استعمال تسمية المسار' }).click()
    await expect.poll(() => editorOf(page).innerText()).toContain('لحكومة تصريف الأعمال في أفغانستان*')
    expect(await marked(page)).toEqual([])
  })

  it('never breaks a page', () => expect(faults).toEqual([]))
})
