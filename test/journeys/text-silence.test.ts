import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorldWithClock, type WorldWithClock } from './clock.ts'
import { ask, bracketOf, editorOf, openTab, says, sitDown, type Table, write } from './text-people.ts'

// Silence as its chair and members go through it, by a clock that the test puts forward.

const hour = 3_600_000

let world: WorldWithClock
let table: Table
let text = ''

const silence = (name: string) => table.page(name).locator('.silence')
const at = async (name: string) => {
  await table.enter(name, text)
  await openTab(table.page(name), /Silence|الصمت|سکوت/)
}
const issue = async () => {
  const chair = table.page('chair')
  const { number } = await ask<{ number: number }>(chair, 'GET', `/api/texts/${text}`)
  await ask(chair, 'POST', `/api/texts/${text}/revisions`, { commit: number })
}
/** What the clock of a zone will show, hours from now, as it is typed into the form. */
const clockIn = (zone: string, hours: number) =>
  new Date(world.now().getTime() + hours * hour)
    .toLocaleString('sv-SE', { timeZone: zone })
    .slice(0, 16)
    .replace(' ', 'T')
const propose = async (how: 'meeting' | 'note', hours: number, zone = 'Asia/Tehran') => {
  const chair = table.page('chair')
  await chair.getByLabel('Write as').selectOption('chair')
  if (!(await chair.getByLabel('Expiry').isVisible()))
    await chair.getByText('Put under silence', { exact: true }).first().click()
  await chair.getByLabel('Proposed', { exact: true }).selectOption(how)
  await chair.getByLabel('Expiry').fill(clockIn(zone, hours))
  await chair.getByLabel('Time zone').selectOption(zone)
  await chair.getByRole('button', { name: 'Put under silence' }).click()
}

beforeAll(async () => {
  world = await openWorldWithClock()
  table = await sitDown(world, 'Delegation of Iran', [
    { name: 'russia', party: /Russia/ },
    { name: 'qatar', party: /^(State of )?Qatar$/, language: 'ar' },
    { name: 'observer' },
  ])
  text = await table.begin('The parties shall meet again within thirty days.', 'Statement under silence')
  await issue()
}, 180_000)

afterAll(() => world?.close())

describe('silence', () => {
  it('shorter than the house rule is refused, and the chair reads why', async () => {
    await at('chair')
    await propose('note', 71)
    await says(table.page('chair').getByRole('alert'), 'at least 72 hours by the house rules')
    expect(await silence('chair').count()).toBe(0)
  })

  it('proposed in a meeting ends there when a delegation objects', async () => {
    await propose('meeting', 80)
    await says(silence('chair'), 'proposed in a meeting')
    await at('russia')
    await table.page('russia').getByLabel('Wording').fill('We need our capital.')
    await table.page('russia').getByRole('button', { name: 'Object in the meeting' }).click()
    await says(silence('chair'), /blocked by an objection[\s\S]*We need our capital/)
  })

  it('by note runs at once, until a moment told on its own clock and on the reader’s', async () => {
    // Nobody is asked to be silent again on the same words.
    const chair = table.page('chair')
    await table.enter('chair', text)
    await chair.getByLabel('Write as').selectOption('chair')
    await editorOf(chair).waitFor()
    await write(chair, 'thirty', 'some ')
    await bracketOf(chair, 'some').getByRole('button', { name: 'Accept', exact: true }).click()
    await expect.poll(() => chair.locator('.bracket').count()).toBe(0)
    await issue()
    await at('chair')
    await propose('note', 80)
    await says(silence('chair'), 'silence is running')
    await at('qatar')
    await says(table.page('qatar').locator('.expiry').first(), /Asia\/Tehran[\s\S]*بساعتك/)
    await at('observer')
    expect(await table.page('observer').getByRole('button', { name: 'Break silence' }).count()).toBe(0)
  })

  it('holds when the clock passes its expiry, on pages left open too', async () => {
    await world.pass(81 * hour)
    for (const [name, words] of [
      ['chair', 'silence held'],
      ['qatar', 'لم يُكسر'],
    ] as const)
      await says(silence(name), words)
  })
})
