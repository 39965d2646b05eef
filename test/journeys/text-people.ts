import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import type { Somebody, World } from './browser.ts'

// What people do in a text room, as they do it: the caret, the keys, the buttons beside the text.

interface Mandate {
  readonly capacity: string
  readonly track: string | null
  readonly party: string | null
}

/** Asks the server from a person’s own page, as the page itself would. */
export const ask = <Answer>(page: Page, method: string, path: string, body?: unknown): Promise<Answer> =>
  page.evaluate(
    async ([verb, where, what]) => {
      const response = await fetch(where, {
        method: verb,
        headers: { 'x-parley': '1', ...(what !== undefined && { 'content-type': 'application/json' }) },
        ...(what !== undefined && { body: JSON.stringify(what) }),
      })
      const answer: unknown = await response.json()
      if (!response.ok) throw new Error(`${verb} ${where}: ${response.status} ${JSON.stringify(answer)}`)
      return answer
    },
    [method, path, body] as const,
  ) as Promise<Answer>

export interface Newcomer {
  readonly name: string
  /** What the party is called in English; without one, the newcomer observes. */
  readonly party?: RegExp
  readonly language?: 'en' | 'ar' | 'fa'
}

export interface Table {
  readonly track: string
  readonly person: (name: string) => Somebody
  readonly page: (name: string) => Page
  /** Begins a text in the track by its chair, and tells its id. */
  readonly begin: (words: string, title: string, more?: object) => Promise<string>
  readonly enter: (name: string, text: string) => Promise<void>
  /** What went wrong on anybody’s page. */
  readonly faults: readonly string[]
}

/** The chair of a track, an account of the demonstration, and others invited to it. */
export const sitDown = async (
  world: World,
  chairAccount: string,
  newcomers: readonly Newcomer[],
): Promise<Table> => {
  const people = new Map<string, Somebody>()
  const faults: string[] = []
  const come = async (name: string, account: string | null, language: 'en' | 'ar' | 'fa' = 'en') => {
    const somebody = await world.person(account, language)
    somebody.page.on('pageerror', error => faults.push(`${name}: ${error.message}`))
    somebody.page.on('console', message => {
      const text = message.text()
      if (message.type() === 'error' && !/Failed to load resource|WebSocket/.test(text))
        faults.push(`${name}: ${text}`)
    })
    people.set(name, somebody)
    await somebody.go('/sign-in')
    return somebody.page
  }
  const chair = await come('chair', chairAccount)
  const administrator = await come('administrator', 'Administrator of the demonstration')
  const { mandates } = await ask<{ mandates: Mandate[] }>(chair, 'GET', '/api/session')
  const track = mandates.find(each => each.track !== null && each.capacity !== 'party')?.track ?? ''
  const { entities, names } = await ask<{
    entities: { id: string }[]
    names: Record<string, { text: string }>
  }>(administrator, 'GET', '/api/entities?type=party&limit=500')
  for (const { name, party, language = 'en' } of newcomers) {
    const found = party && entities.find(each => party.test(names[each.id]?.text ?? ''))?.id
    if (party !== undefined && found === undefined) throw new Error(`The record knows no ${party.source}.`)
    const mandate =
      found === undefined ? { capacity: 'observer', track } : { capacity: 'party', track, party: found }
    const { code } = await ask<{ code: string }>(administrator, 'POST', '/api/accounts', {
      name: `Delegate of ${name}`,
      language,
      mandates: [mandate],
    })
    await ask(await come(name, null, language), 'POST', '/api/invitations/acceptance', {
      code,
      signInName: name,
      password: `seven quiet ${name} rivers meet here`,
    })
  }
  const person = (name: string) => {
    const found = people.get(name)
    if (found === undefined) throw new Error(`${name} is not here.`)
    return found
  }
  return {
    track,
    faults,
    person,
    page: name => person(name).page,
    begin: async (words, title, more) => {
      const body = { track, title, language: 'en', words: { bracketed: words }, ...more }
      return (await ask<{ id: string }>(chair, 'POST', '/api/texts', body)).id
    },
    enter: async (name, text) => {
      await person(name).go(`/texts/${text}`)
      await editorOf(person(name).page).waitFor()
    },
  }
}

export const editorOf = (page: Page): Locator => page.getByRole('textbox', { name: /^(The text|النص|متن)/ })
export const wordsOf = (page: Page): Promise<string> => editorOf(page).innerText()
export const openTab = (page: Page, title: RegExp) => page.getByRole('tab', { name: title }).click()
/** The brackets listed beside the text that have these words in them. */
export const bracketOf = (page: Page, words: string): Locator =>
  page.locator('.bracket').filter({ hasText: words })

/** Puts the caret before (or behind) a phrase of the text, as a press there would. */
const caretAt = (page: Page, phrase: string, behind: boolean) =>
  editorOf(page).evaluate(
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

export const write = async (page: Page, phrase: string, typed: string, behind = false) => {
  await caretAt(page, phrase, behind)
  await page.waitForTimeout(30)
  await page.keyboard.type(typed)
}

/** Waits until what a place on the page says fits. */
export const says = async (place: Locator, what: RegExp | string) => {
  await expect.poll(() => place.first().innerText(), { timeout: 15_000 }).toMatch(what)
}
