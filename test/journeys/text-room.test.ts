import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addressOf, parley, type Run } from '../start/parley.ts'
import { openBrowser } from './text-editor/given-browser.ts'
import { ask } from './text-people.ts'

// A text negotiated by people signed in to the real server: a facilitator in the chair, four delegations (one of them
// in Arabic), and an observer.

let browser: Browser
let server: Run
let address = ''
let folder = ''
const people = new Map<string, { context: BrowserContext; page: Page }>()

const of = (name: string) => {
  const found = people.get(name)
  if (found === undefined) throw new Error(`${name} is not here.`)
  return found.page
}

interface Session {
  readonly demonstrationAccounts: readonly { id: string; name: string; mandates: Mandate[] }[]
  readonly mandates: readonly Mandate[]
}
interface Mandate {
  readonly capacity: string
  readonly track: string | null
  readonly party: string | null
}

const faults: string[] = []
const newcomer = async (name: string, language: string): Promise<Page> => {
  const context = await browser.newContext({ locale: language, timezoneId: 'UTC' })
  const page = await context.newPage()
  page.on('pageerror', error => faults.push(`${name}: ${error.message}`))
  page.on('console', message => {
    const text = message.text()
    if (message.type() === 'error' && !/Failed to load resource|WebSocket/.test(text))
      faults.push(`${name}: ${text}`)
  })
  people.set(name, { context, page })
  await page.goto(`${address}/sign-in`)
  return page
}
const signInAs = async (name: string, account: string, language = 'en') => {
  const page = await newcomer(name, language)
  const { demonstrationAccounts } = await ask<Session>(page, 'GET', '/api/session')
  const id = demonstrationAccounts.find(each => each.name === account)?.id
  await ask(page, 'POST', '/api/session/demonstration', { account: id })
  return page
}

const words = `Recalling the rounds held in Doha and Istanbul,

1. The parties shall refrain from hostile acts along the line.

2. They agree to establish a monitoring mechanism.

3. The parties shall meet again within thirty days.`

let text = ''
const room = (page: Page) => page.getByRole('textbox', { name: /^(The text|النص|متن)/ })
const openText = async (name: string) => {
  await of(name).goto(`${address}/texts/${text}`)
  await room(of(name)).waitFor()
}
const seen = (name: string) => room(of(name)).innerText()

/** Puts the caret before (or behind) a phrase of the text, as a press there would. */
const caretAt = (name: string, phrase: string, behind = false) =>
  room(of(name)).evaluate(
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
const write = async (name: string, phrase: string, typed: string, behind = false) => {
  await caretAt(name, phrase, behind)
  await of(name).waitForTimeout(30)
  await of(name).keyboard.type(typed)
}
const tab = (name: string, title: RegExp) => of(name).getByRole('tab', { name: title }).click()
const brackets = (name: string) => of(name).locator('.bracket')
const withWords = (name: string, phrase: string) => brackets(name).filter({ hasText: phrase })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-room-'))
  server = parley(['serve'], { PORT: '0', PARLEY_DATA: join(folder, 'data') })
  address = await addressOf(server)
  browser = await openBrowser()
  const chair = await signInAs('chair', 'Facilitator of Qatar')
  await signInAs('afghan', 'Afghan delegation')
  await signInAs('pakistan', 'Delegation of Pakistan')
  const administrator = await signInAs('administrator', 'Administrator of the demonstration')

  const { mandates } = await ask<Session>(of('pakistan'), 'GET', '/api/session')
  const track = mandates.find(each => each.track !== null)?.track
  const parties = await ask<{ entities: { id: string }[]; names: Record<string, { text: string }> }>(
    administrator,
    'GET',
    '/api/entities?type=party&limit=500',
  )
  const partyOf = (name: RegExp) =>
    parties.entities.find(each => name.test(parties.names[each.id]?.text ?? ''))?.id
  for (const [name, party, language] of [
    ['turkiye', partyOf(/Türkiye|Turkey|Turkiye/), 'en'],
    ['qatar', partyOf(/^(State of )?Qatar$/), 'ar'],
    ['observer', undefined, 'en'],
  ] as const) {
    const { code } = await ask<{ code: string }>(administrator, 'POST', '/api/accounts', {
      name: `Delegate of ${name}`,
      language,
      mandates: [party === undefined ? { capacity: 'observer', track } : { capacity: 'party', track, party }],
    })
    const page = await newcomer(name, language)
    await ask(page, 'POST', '/api/invitations/acceptance', {
      code,
      signInName: name,
      password: `seven quiet ${name} rivers meet here`,
    })
  }
  const begun = await ask<{ id: string }>(chair, 'POST', '/api/texts', {
    track,
    title: 'Joint statement on the line',
    language: 'en',
    words: { bracketed: words },
  })
  text = begun.id
}, 180_000)

afterAll(async () => {
  await browser?.close()
  server?.child.kill('SIGTERM')
  await server?.ended
  if (folder !== '') rmSync(folder, { recursive: true, force: true })
})

describe('a text room', () => {
  it('is found from the list of texts, and opens for all six', async () => {
    await of('chair').goto(`${address}/texts`)
    await of('chair').getByRole('link', { name: 'Joint statement on the line' }).click()
    await room(of('chair')).waitFor()
    for (const name of ['afghan', 'pakistan', 'turkiye', 'qatar', 'observer']) await openText(name)
    expect(await seen('qatar')).toContain('monitoring mechanism')
  })

  it('shows each what the others propose, under their own names', async () => {
    await write('afghan', 'refrain', 'fully ')
    await write('pakistan', 'refrain', 'immediately ')
    for (const name of ['chair', 'afghan', 'pakistan', 'turkiye', 'qatar', 'observer']) {
      await expect.poll(() => seen(name), { timeout: 15_000 }).toContain('fully ')
      await expect.poll(() => seen(name), { timeout: 15_000 }).toContain('immediately ')
    }
    await expect.poll(() => withWords('turkiye', 'immediately').locator('h3').innerText()).toMatch(/Pakistan/)
    const label = await of('observer')
      .locator('.bracketed[data-holders]')
      .first()
      .getAttribute('data-holders')
    expect(label).toMatch(/^\u2066\(.+\)\u2069$/)
  })

  it('lets an observer read and not write', async () => {
    expect(await room(of('observer')).getAttribute('contenteditable')).toBe('false')
    expect(await of('observer').getByText('You may read this text').count()).toBe(1)
  })

  it('takes Arabic from an Arabic page, by an input method', async () => {
    await caretAt('qatar', 'thirty days', true)
    const session = await of('qatar').context().newCDPSession(of('qatar'))
    for (const composed of ['ف', 'في', 'في ا'])
      await session.send('Input.imeSetComposition', {
        text: composed,
        selectionStart: composed.length,
        selectionEnd: composed.length,
      })
    await session.send('Input.insertText', { text: ' في الدوحة' })
    await expect.poll(() => seen('chair'), { timeout: 15_000 }).toContain('في الدوحة')
    expect(await of('qatar').locator('html').getAttribute('dir')).toBe('rtl')
    await expect.poll(() => withWords('qatar', 'في الدوحة').locator('h3').innerText()).toContain('قطر')
  })

  it('takes what is pasted from a web page paragraph by paragraph', async () => {
    await caretAt('turkiye', 'thirty days', true)
    await of('turkiye').evaluate(() => {
      const data = new DataTransfer()
      data.setData('text/html', '<p>x</p>')
      data.setData('text/plain', ' or sooner;\n\n4. A hotline shall be opened.')
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      )
    })
    await expect.poll(() => seen('afghan'), { timeout: 15_000 }).toContain('A hotline shall be opened.')
  })

  it('keeps what is written while the line is down, and brings it when it is back', async () => {
    const { context } = people.get('afghan') ?? { context: undefined }
    await context?.setOffline(true)
    await write('afghan', 'monitoring', 'joint ')
    await expect
      .poll(() => of('afghan').locator('.delivery').innerText(), { timeout: 15_000 })
      .toContain('Kept on this device')
    await write('pakistan', 'mechanism', 'verification ')
    await context?.setOffline(false)
    await expect.poll(() => seen('chair'), { timeout: 30_000 }).toContain('joint ')
    await expect.poll(() => seen('afghan'), { timeout: 30_000 }).toContain('verification ')
    await expect
      .poll(() => of('afghan').locator('.delivery').innerText(), { timeout: 30_000 })
      .toContain('Delivered')
  })

  it('finds again after a reload what was written while the line was down', async () => {
    const { context } = people.get('turkiye') ?? { context: undefined }
    let away = true
    await of('turkiye').route('**/api/texts/*/commands', route => (away ? route.abort() : route.continue()))
    await of('turkiye').routeWebSocket(/\/line\?/, socket =>
      away ? void socket.close() : void socket.connectToServer(),
    )
    await context?.setOffline(true)
    await write('turkiye', 'Recalling', 'Warmly ')
    await expect
      .poll(() => of('turkiye').locator('.delivery').innerText(), { timeout: 15_000 })
      .toContain('Kept on this device')
    await context?.setOffline(false)
    await of('turkiye').reload()
    await room(of('turkiye')).waitFor()
    await expect.poll(() => seen('turkiye'), { timeout: 15_000 }).toContain('Warmly ')
    away = false
    await expect.poll(() => seen('chair'), { timeout: 30_000 }).toContain('Warmly ')
  })

  it('lets a party say what it holds of another’s bracket', async () => {
    const bracket = withWords('pakistan', 'fully')
    await bracket.getByRole('button', { name: /^Say/ }).click()
    await bracket.getByLabel('Say', { exact: true }).selectOption('reserve')
    await bracket.getByRole('button', { name: 'Say it' }).click()
    await expect.poll(() => withWords('chair', 'fully').innerText(), { timeout: 15_000 }).toContain('reserve')
  })

  it('lets the chair decide, and its author go on in a new proposal that is told of', async () => {
    await withWords('chair', 'immediately').getByRole('button', { name: 'Accept', exact: true }).click()
    await expect.poll(() => withWords('pakistan', 'immediately').count(), { timeout: 15_000 }).toBe(0)
    await expect.poll(() => seen('pakistan')).toContain('immediately refrain')
  })

  it('shows the burn-down, the clean text and one party’s proposals', async () => {
    expect(await of('chair').locator('.burn-down figcaption').innerText()).toMatch(/brackets are open/)
    await of('chair').getByLabel('Show', { exact: true }).selectOption('clean')
    await of('chair').locator('.room-text > .joint-text p', { hasText: 'hotline' }).first().waitFor()
    const base = of('chair').getByLabel('Show', { exact: true })
    await base.selectOption('base')
    await expect
      .poll(() => of('chair').locator('.room-text > .joint-text').innerText())
      .not.toContain('hotline')
    await base.selectOption('marked')
  })

  it('issues a revision whose lines are numbered, and compares it with the text as it goes on', async () => {
    await tab('chair', /Revisions/)
    await of('chair').getByRole('button', { name: 'Issue the text as it stands' }).click()
    await of('chair')
      .getByRole('button', { name: /^Read / })
      .click()
    await of('chair').locator('.lines li').first().waitFor()
    expect(await of('chair').locator('.lines li').first().getAttribute('data-line')).toBe('1')
    await tab('chair', /Brackets/)
  })

  it('is taken away as a file, by the keyboard alone', async () => {
    const page = of('chair')
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).press('Enter')
    await page.getByRole('button', { name: 'Plain text, as shown' }).press('Enter')
    const file = await saved
    expect(file.suggestedFilename()).toMatch(/\.txt$/)
    expect(readFileSync(await file.path(), 'utf8')).toContain('hostile acts along the line')
    await page.getByRole('button', { name: 'Export' }).press('Enter')
    const link = page.getByRole('link', { name: 'Everything, as JSON' })
    const everything = page.waitForEvent('download')
    await link.press('Enter')
    expect(JSON.parse(readFileSync(await (await everything).path(), 'utf8'))).toMatchObject({ id: text })
  })

  it('tells the delegation alone what is for the delegation', async () => {
    await tab('afghan', /Comments/)
    await of('afghan').getByLabel('Comment', { exact: true }).fill('Our capital wants this.')
    await of('afghan').getByRole('button', { name: 'Comment', exact: true }).click()
    await expect
      .poll(() => of('afghan').locator('.comments').innerText())
      .toContain('Our capital wants this.')
    await tab('pakistan', /Comments/)
    await of('pakistan').locator('.comments').waitFor()
    expect(await of('pakistan').locator('.comments').innerText()).not.toContain('Our capital')
  })

  it('puts no revision under silence while brackets remain in it', async () => {
    await tab('chair', /Silence/)
    await of('chair').getByText('Put under silence', { exact: true }).first().click()
    const expiry = new Date(Date.now() + 100 * 3_600_000).toISOString().slice(0, 16)
    await of('chair').getByLabel('Expiry').fill(expiry)
    await of('chair').getByRole('button', { name: 'Put under silence' }).click()
    await expect
      .poll(() => of('chair').getByRole('alert').innerText(), { timeout: 15_000 })
      .toContain('Brackets remain in')
    await tab('chair', /Brackets/)
    await of('chair')
      .getByRole('checkbox', { name: /^Choose all/ })
      .check()
    await of('chair')
      .getByRole('button', { name: /^Reject those chosen/ })
      .click()
    await expect.poll(() => brackets('chair').count(), { timeout: 15_000 }).toBe(0)
    await tab('chair', /Revisions/)
    await of('chair').getByRole('button', { name: 'Issue the text as it stands' }).click()
    await of('chair')
      .getByRole('button', { name: /^Read Rev\.2/ })
      .waitFor()
  })

  it('puts a revision under silence until a moment on a named clock, which a page left open sees pass', async () => {
    await tab('chair', /Silence/)
    await of('chair').getByText('Put under silence', { exact: true }).first().click()
    const expiry = new Date(Date.now() + 100 * 3_600_000).toISOString().slice(0, 16)
    await of('chair').getByLabel('Expiry').fill(expiry)
    await of('chair').getByLabel('Time zone').selectOption('Asia/Tehran')
    await of('chair').getByRole('button', { name: 'Put under silence' }).click()
    await expect
      .poll(() => of('chair').locator('.silence').innerText(), { timeout: 15_000 })
      .toContain('silence is running')

    await of('turkiye').clock.install()
    await openText('turkiye')
    await tab('turkiye', /Silence/)
    await expect
      .poll(() => of('turkiye').locator('.silence').innerText(), { timeout: 15_000 })
      .toContain('silence is running')
    expect(await of('turkiye').locator('.expiry').innerText()).toMatch(/Asia\/Tehran[\s\S]*on your clock/)
    await of('turkiye').clock.fastForward(101 * 3_600_000)
    await expect
      .poll(() => of('turkiye').locator('.silence').innerText(), { timeout: 15_000 })
      .toContain('silence held')
  })

  it('tells everybody at once who broke silence by an amendment', async () => {
    await tab('pakistan', /Silence/)
    await of('pakistan').getByLabel('How', { exact: true }).selectOption('amendment')
    await of('pakistan').getByLabel('Wording', { exact: true }).fill('Replace “thirty” by “ten”.')
    await of('pakistan').getByRole('button', { name: 'Break silence' }).click()
    await tab('qatar', /الصمت/)
    await expect
      .poll(() => of('qatar').locator('.silence').innerText(), { timeout: 15_000 })
      .toContain('كُسر الصمت')
    await expect
      .poll(() => of('chair').locator('.silence').innerText(), { timeout: 15_000 })
      .toContain('thirty')
    await tab('chair', /Brackets/)
  })

  it('is without a fault to assistive technology, in either direction, and on a narrow page', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    for (const name of ['chair', 'qatar']) {
      await of(name).setViewportSize({ width: 360, height: 740 })
      expect(
        await of(name).evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
      ).toBeLessThanOrEqual(0)
      await of(name).setViewportSize({ width: 1200, height: 800 })
      const session = await of(name).context().newCDPSession(of(name))
      await session.send('Runtime.evaluate', { expression: axe })
      const { result } = await session.send('Runtime.evaluate', {
        expression:
          'axe.run().then(({ violations }) => JSON.stringify(violations.map(each => [each.id, each.nodes.map(node => node.target.join(" ")).slice(0, 3)])))',
        awaitPromise: true,
        returnByValue: true,
      })
      expect(JSON.parse(String(result.value))).toEqual([])
    }
  })

  it('caused no error on any page', () => expect(faults).toEqual([]))
})
