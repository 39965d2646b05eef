import { beforeAll, expect, it } from 'vitest'
import { openTestDb } from '../../../test/database.ts'
import { sql } from '../../platform/db.ts'
import { entityId } from '../record/keys.ts'
import { accountId, seedAccounts } from './access.commands.ts'
import { givenPerson, givenServer, openBrowser } from './given-server.ts'

const file = {
  accounts: [
    {
      key: 'secretary',
      name: 'Secretary of the contact group',
      names: { fa: 'دبیر گروه تماس', ar: 'أمين فريق الاتصال' },
      mandates: [{ capacity: 'secretariat', track: 'oic-contact-group' }],
    },
    {
      key: 'delegate',
      name: 'Delegate of Qatar',
      mandates: [{ capacity: 'party', track: 'oic-contact-group', party: 'qatar' }],
    },
    { key: 'reader', name: 'Analyst' },
  ],
}

const db = await openTestDb()
await seedAccounts(db, file)
const app = await givenServer(db, { demonstration: true })
beforeAll(() => () => app.close())

const choose = (browser: ReturnType<typeof openBrowser>, key: string, headers = {}) =>
  browser.ask('POST', '/api/session/demonstration', { account: accountId(key) }, headers)
const refused = { status: 409, body: { refused: 'not-a-demonstration' } }

it('offers the accounts of the file in its order, with their names and mandates', async () => {
  const { demonstration, demonstrationAccounts } = await openBrowser(app).session()
  expect(demonstration).toBe(true)
  expect(demonstrationAccounts.map(({ name }) => name)).toEqual([
    'Secretary of the contact group',
    'Delegate of Qatar',
    'Analyst',
  ])
  expect(demonstrationAccounts[0]?.names).toEqual({ fa: 'دبیر گروه تماس', ar: 'أمين فريق الاتصال' })
  expect(demonstrationAccounts[1]?.mandates).toMatchObject([
    { capacity: 'party', track: entityId('oic-contact-group'), party: entityId('qatar') },
  ])
})

it('lets a visitor on the same machine be one of them, and another, without a password', async () => {
  const browser = openBrowser(app)
  expect(await choose(browser, 'delegate')).toMatchObject({ status: 200 })
  expect((await browser.session()).account?.name).toBe('Delegate of Qatar')
  await choose(browser, 'secretary')
  expect((await browser.session()).account?.name).toBe('Secretary of the contact group')
})

it('adds nothing when the file is read again', async () => {
  await seedAccounts(db, file)
  expect((await openBrowser(app).session()).demonstrationAccounts).toHaveLength(3)
})

it('offers and lets in nobody from another machine, by whatever way', async () => {
  const far = openBrowser(app, { address: '192.0.2.1' })
  expect((await far.session()).demonstrationAccounts).toEqual([])
  expect(await choose(far, 'delegate')).toMatchObject(refused)
  for (const header of ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip'])
    expect(await choose(openBrowser(app), 'delegate', { [header]: '192.0.2.1' })).toMatchObject(refused)
})

it('lets nobody be an account of a person, only those of the demonstration', async () => {
  const { account } = await givenPerson(db, app)
  const answer = await openBrowser(app).ask('POST', '/api/session/demonstration', { account })
  expect(answer.status).toBe(404)
})

it('lets nobody in without a password outside a demonstration, nor go on where one was', async () => {
  const serious = await givenServer(db)
  const browser = openBrowser(serious)
  expect(await browser.session()).toMatchObject({ demonstration: false, demonstrationAccounts: [] })
  expect(await choose(browser, 'delegate')).toMatchObject(refused)
  const visitor = openBrowser(app)
  await choose(visitor, 'delegate')
  browser.jar.cookie = visitor.jar.cookie ?? ''
  expect((await browser.session()).account).toBeNull()
  await serious.close()
})

it('lets a disabled account be chosen no more', async () => {
  await db.asOwner(tx =>
    tx.run(sql`update account set disabled_at = now() where id = ${accountId('reader')}`),
  )
  expect((await choose(openBrowser(app), 'reader')).status).toBe(404)
})
