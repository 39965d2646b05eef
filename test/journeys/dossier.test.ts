import axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entityId } from '../../src/features/record/keys.ts'
import { openWorld, type Somebody, type World } from './browser.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const meeting = (key: string) => `/meetings/${entityId(key)}`
const textOf = ({ page }: Somebody) => page.locator('main').innerText()

describe('three readers of one dossier', () => {
  const secretariatNote = /Three delegations have not yet named their head/
  const qatariBrief = /Could support a common fund/
  const sees = async (name: string | null) => {
    const reader = await world.person(name)
    await reader.go(meeting('oic-ministerial-meeting'))
    const ofMeeting = await textOf(reader)
    expect(ofMeeting).toMatch(/ministerial level/)
    await reader.go(`/tracks/${entityId('oic-contact-group')}`)
    return { note: secretariatNote.test(ofMeeting), brief: qatariBrief.test(await textOf(reader)) }
  }

  it('gives the secretariat its own note and no delegation’s brief', async () =>
    expect(await sees('OIC secretariat officer')).toEqual({ note: true, brief: false }))

  it('gives a delegation its own brief and not the secretariat’s note', async () =>
    expect(await sees('Delegation of Qatar')).toEqual({ note: false, brief: true }))

  it('shows an outsider neither', async () => expect(await sees(null)).toEqual({ note: false, brief: false }))
})

describe('the visit of 12 May 2023', () => {
  const visit = meeting('kandahar-visit-2023-05')

  it('does not exist as known on 20 May 2023, and does on 7 June', async () => {
    const reader = await world.person(null)
    await reader.go(`${visit}?on=2023-05-20`)
    expect(await textOf(reader)).not.toMatch(/Kandahar/)
    await reader.go(`${visit}?on=2023-06-07`)
    const shown = await textOf(reader)
    expect(shown).toMatch(/12 May 2023/)
    expect(shown).toMatch(/11–20 May 2023/)
  })

  it('keeps the day looked back to from page to page', async () => {
    const reader = await world.person(null)
    await reader.go('/?on=2023-05-20')
    expect(await textOf(reader)).not.toMatch(/Qatar’s mediation/)
    await reader.page.getByRole('link', { name: 'Parties', exact: true }).click()
    await reader.page.waitForURL(/parties\?on=2023-05-20/)
  })
})

it('finds a minister from the keyboard, in another script', async () => {
  const { page, go } = await world.person(null)
  await go('/')
  await page.keyboard.press('/')
  await page.getByRole('dialog').getByRole('combobox').waitFor()
  await page.keyboard.type('متقی')
  await page
    .getByRole('listbox')
    .getByRole('option', { name: /Mutta[kq]i/ })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(entityId('amir-khan-muttaqi')))
  await page.getByRole('heading', { level: 1, name: /Mutta[kq]i/ }).waitFor()
})

describe('every page', () => {
  const pages = [
    '/',
    '/tracks',
    '/meetings',
    '/parties',
    '/persons',
    '/sources',
    '/sign-in',
    `/tracks/${entityId('oic-contact-group')}`,
    meeting('us-taliban-meeting-2021-10'),
    `/parties/${entityId('afghan-authorities')}`,
    `/persons/${entityId('amir-khan-muttaqi')}`,
    `/matters/${entityId('us-counter-isis-proposal')}`,
  ]
  const ways = [
    { name: 'in English, light', language: 'en', dark: false, width: 1280 },
    { name: 'in Persian, dark', language: 'fa', dark: true, width: 1280 },
    { name: 'in Arabic, on a narrow screen', language: 'ar', dark: false, width: 360 },
  ] as const

  it.for(ways)(
    'is free of barriers $name, and does not scroll sideways',
    async ({ language, dark, width }) => {
      const { page, go } = await world.person(null, language)
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
      await page.setViewportSize({ width, height: 800 })
      const found: string[] = []
      for (const path of pages) {
        await go(path)
        // As a string it passes the page's own policy; axe reads and changes nothing.
        await page.evaluate(axe.source)
        const { violations } = await page.evaluate(() => window.axe.run())
        found.push(...violations.map(each => `${path} ${each.id} ${each.nodes[0]?.target.join(' ') ?? ''}`))
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        if (overflow > 0) found.push(`${path} is ${overflow} px too wide`)
      }
      expect(found).toEqual([])
    },
  )
})

declare global {
  interface Window {
    readonly axe: typeof axe
  }
}
