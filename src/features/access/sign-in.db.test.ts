import { beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestDb } from '../../../test/database.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { sql } from '../../platform/db.ts'
import { inviteAccountAgain } from './access.commands.ts'
import {
  atTheSameMoment,
  givenClock,
  givenPerson,
  givenServer,
  goodPassword,
  invited,
  openBrowser,
} from './given-server.ts'
import { hashOf } from './secret.store.ts'
import { findInvitation, useInvitation } from './sign-in.store.ts'
import { checkInvitation } from './sign-in.ts'

const db = await openTestDb()
const clock = givenClock()
const app = await givenServer(db, { clock, limits: { general: 100_000, guessable: 100_000 } })
beforeAll(() => () => app.close())

const refused = (reason: string) => ({
  status: 409,
  body: expect.objectContaining({ refused: reason }) as unknown,
})
const tokenOf = (cookie: string | undefined) => cookie?.split('=')[1] ?? ''

it('tells a visitor that nobody is signed in, and offers nobody', async () => {
  expect(await openBrowser(app).session()).toEqual({
    account: null,
    mandates: [],
    demonstration: false,
    demonstrationAccounts: [],
  })
})

it('lets an invited person choose a name and a password, and sign in with them elsewhere', async () => {
  const { account, signInName } = await givenPerson(db, app, { name: 'Hadiya Noor', language: 'fa' })
  const elsewhere = openBrowser(app)
  const answer = await elsewhere.ask('POST', '/api/session', {
    signInName: `  ${signInName.toUpperCase()} `,
    password: goodPassword,
  })
  expect(answer.status).toBe(200)
  expect((await elsewhere.session()).account).toEqual({
    id: account,
    name: 'Hadiya Noor',
    names: {},
    signInName,
    language: 'fa',
    administrator: false,
  })
})

it('keeps the token from scripts and from other sites', async () => {
  const { signInName } = await givenPerson(db, app)
  const { set } = await openBrowser(app).ask('POST', '/api/session', { signInName, password: goodPassword })
  expect(set).toMatch(/^parley=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
})

it('binds the token to https and to the very host where the server is reached by https', async () => {
  const secured = await givenServer(db, { clock, publicOrigin: 'https://parley.example' })
  const { signInName } = await givenPerson(db, app)
  const { set } = await openBrowser(secured).ask(
    'POST',
    '/api/session',
    { signInName, password: goodPassword },
    { host: 'parley.example', origin: 'https://parley.example' },
  )
  expect(set).toMatch(/^__Host-parley=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/)
  await secured.close()
})

it('says the same of a wrong password, of an unknown name and of a disabled account', async () => {
  const { signInName, account } = await givenPerson(db, app)
  const wrong = await openBrowser(app).ask('POST', '/api/session', { signInName, password: 'something else' })
  const unknown = await openBrowser(app).ask('POST', '/api/session', {
    signInName: 'nobody',
    password: goodPassword,
  })
  await db.asOwner(tx => tx.run(sql`update account set disabled_at = now() where id = ${account}`))
  const disabled = await openBrowser(app).ask('POST', '/api/session', { signInName, password: goodPassword })
  expect(wrong).toMatchObject({ status: 409, body: { refused: 'wrong-name-or-password' } })
  expect([unknown.body, disabled.body]).toEqual([wrong.body, wrong.body])
  expect([wrong.set, unknown.set, disabled.set]).toEqual([undefined, undefined, undefined])
})

it('slows down who keeps guessing at one name, and lets the person in again later', async () => {
  const { signInName } = await givenPerson(db, app)
  const guess = (password: string, address?: string) =>
    openBrowser(app, address === undefined ? {} : { address }).ask('POST', '/api/session', {
      signInName,
      password,
    })
  for (let count = 0; count < 5; count += 1)
    expect(await guess(`guess ${count}`)).toMatchObject(refused('wrong-name-or-password'))
  expect(await guess(goodPassword)).toMatchObject(refused('too-many-attempts'))
  // From elsewhere the person is not shut out by somebody else's guesses.
  expect(await guess(goodPassword, '192.0.2.7')).toMatchObject({ status: 200 })
  for (let count = 0; count < 5; count += 1) await guess(`guess ${count}`)
  expect(await guess(goodPassword)).toMatchObject(refused('too-many-attempts'))
  clock.pass({ minutes: 2 })
  expect(await guess(goodPassword)).toMatchObject({ status: 200 })
})

it('counts guesses made at the same moment one by one', async () => {
  const { signInName } = await givenPerson(db, app)
  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      openBrowser(app).ask('POST', '/api/session', { signInName, password: `guess ${index}` }),
    ),
  )
  const tried = guesses.filter(({ body }) => JSON.stringify(body).includes('wrong-name-or-password'))
  expect(tried).toHaveLength(5)
})

it('keeps no name that was typed in vain, which may be a password', async () => {
  await openBrowser(app).ask('POST', '/api/session', { signInName: 'my secret phrase', password: 'x' })
  const rows = await db.asOwner(tx =>
    tx.all(z.object({ row: z.string() }), sql`select row_to_json(e)::text as row from sign_in_event e`),
  )
  expect(rows.some(({ row }) => row.includes(hashOf('my secret phrase')))).toBe(true)
  expect(rows.some(({ row }) => row.includes('my secret phrase'))).toBe(false)
})

it('never takes up a token that the browser brought: signing in gives a new one', async () => {
  const { signInName } = await givenPerson(db, app)
  const planted = 'A'.repeat(43)
  const browser = openBrowser(app)
  browser.jar.cookie = `parley=${planted}`
  await browser.ask('POST', '/api/session', { signInName, password: goodPassword })
  expect(tokenOf(browser.jar.cookie)).not.toBe(planted)
  const attacker = openBrowser(app)
  attacker.jar.cookie = `parley=${planted}`
  expect((await attacker.session()).account).toBeNull()
})

it('believes no cookie when the browser shows two', async () => {
  const { jar, ask } = await givenPerson(db, app)
  const [own, planted] = [jar.cookie ?? '', `parley=${'B'.repeat(43)}`]
  for (const cookie of [`${planted}; ${own}`, `${own}; ${planted}`])
    expect((await ask('PUT', '/api/account/language', { language: 'en' }, { cookie })).status).toBe(401)
})

it('ends the earlier session of a browser that signs in again', async () => {
  const { jar, ask, signInName } = await givenPerson(db, app)
  const earlier = jar.cookie ?? ''
  await ask('POST', '/api/session', { signInName, password: goodPassword })
  const old = openBrowser(app)
  old.jar.cookie = earlier
  expect((await old.session()).account).toBeNull()
})

it('signs out here, or everywhere', async () => {
  const { jar, ask, signInName, session } = await givenPerson(db, app)
  const [second, third] = [openBrowser(app), openBrowser(app)]
  for (const each of [second, third])
    await each.ask('POST', '/api/session', { signInName, password: goodPassword })
  const cookie = jar.cookie ?? ''
  await ask('DELETE', '/api/session')
  expect(jar.cookie).toBeUndefined()
  jar.cookie = cookie
  expect((await session()).account).toBeNull()
  await second.ask('DELETE', '/api/sessions')
  expect((await third.session()).account).toBeNull()
})

it('keeps tokens, codes and passwords only as hashes', async () => {
  const { jar, code } = await givenPerson(db, app)
  const rows = await db.asOwner(tx =>
    tx.all(
      z.object({ row: z.string() }),
      sql`select row_to_json(s)::text as row from session s union all select row_to_json(i)::text from invitation i
          union all select row_to_json(c)::text from credential c`,
    ),
  )
  const all = rows.map(({ row }) => row).join()
  expect(all).toContain(hashOf(tokenOf(jar.cookie)))
  for (const secret of [tokenOf(jar.cookie), code, goodPassword]) expect(all).not.toContain(secret)
})

it('lets no account read tokens, codes or passwords, not even an administrator', async () => {
  const { account } = await givenPerson(db, app, { administrator: true })
  for (const query of [
    sql`select hash from session`,
    sql`select account from session`,
    sql`select hash from invitation`,
    sql`select secret from credential`,
    sql`select name_hash from sign_in_event`,
  ])
    await expect(db.as({ account }, tx => tx.all(z.unknown(), query))).rejects.toThrow(/permission denied/)
})

it('ends a session that nobody used for half an hour, and any after twelve hours', async () => {
  const idle = await givenPerson(db, app)
  clock.pass({ minutes: 29 })
  expect((await idle.session()).account).not.toBeNull()
  clock.pass({ minutes: 29 })
  expect((await idle.session()).account).not.toBeNull()
  clock.pass({ minutes: 9 })
  expect((await idle.session()).account).not.toBeNull()
  clock.pass({ minutes: 28 })
  expect((await idle.session()).account).not.toBeNull()
  clock.pass({ minutes: 31 })
  expect((await idle.session()).account).toBeNull()
  const busy = await givenPerson(db, app)
  for (let spent = 0; spent < 12 * 60; spent += 20) {
    expect((await busy.session()).account).not.toBeNull()
    clock.pass({ minutes: 20 })
  }
  expect((await busy.session()).account).toBeNull()
})

it('gives the browser a new token every so often, and takes the old one a little longer', async () => {
  const { jar, session, ask } = await givenPerson(db, app)
  const first = jar.cookie
  await session()
  expect(jar.cookie).toBe(first)
  clock.pass({ minutes: 11 })
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask('GET', '/api/session')))
  expect(answers.filter(({ set }) => set !== undefined)).toHaveLength(1)
  const second = jar.cookie
  expect(second).not.toBe(first)
  expect((await session()).account).not.toBeNull()
  clock.pass({ seconds: 30 })
  jar.cookie = first ?? ''
  expect((await session()).account).not.toBeNull()
})

it('ends the whole signing-in when a replaced token turns up: one of the two browsers is a thief', async () => {
  const { jar, session, account } = await givenPerson(db, app)
  const stolen = jar.cookie ?? ''
  clock.pass({ minutes: 11 })
  await session()
  await session()
  clock.pass({ minutes: 5 })
  const thief = openBrowser(app)
  thief.jar.cookie = stolen
  expect((await thief.session()).account).toBeNull()
  expect((await session()).account).toBeNull()
  const events = await db.as({ account }, tx =>
    tx.all(
      z.object({ kind: z.string() }),
      sql`select kind from sign_in_event where account = ${account} order by id`,
    ),
  )
  expect(events.map(({ kind }) => kind)).toEqual(['invitation', 'token-reused'])
})

it('does not sign out a browser whose new token was lost on its way', async () => {
  const { jar, session } = await givenPerson(db, app)
  const kept = jar.cookie ?? ''
  clock.pass({ minutes: 11 })
  await session()
  jar.cookie = kept
  clock.pass({ minutes: 5 })
  expect((await session()).account).not.toBeNull()
  expect(jar.cookie).not.toBe(kept)
  clock.pass({ minutes: 5 })
  expect((await session()).account).not.toBeNull()
})

it('takes an invitation once, and none that nobody issued', async () => {
  const accept = (code: string, signInName: string) =>
    openBrowser(app).ask('POST', '/api/invitations/acceptance', { code, signInName, password: goodPassword })
  const { code } = await givenPerson(db, app)
  expect(await accept(code, 'somebody-else')).toMatchObject(refused('invitation-used'))
  expect(await accept('C'.repeat(43), 'somebody-else')).toMatchObject(refused('invitation-unknown'))
})

it('takes no invitation that is older than a week, or followed by another', async () => {
  const { account, code } = await invited(db, { name: 'Late' }, clock.now())
  const ahead = givenClock()
  ahead.pass({ days: 8 })
  const nextWeek = await givenServer(db, { clock: ahead })
  const accept = (server: typeof app, which: string) =>
    openBrowser(server).ask('POST', '/api/invitations/acceptance', {
      code: which,
      signInName: 'late-one',
      password: goodPassword,
    })
  expect(await accept(nextWeek, code)).toMatchObject(refused('invitation-expired'))
  const again = await inviteAccountAgain(db, account, clock.now())
  expect(await accept(app, code)).toMatchObject(refused('invitation-withdrawn'))
  expect(await accept(app, isRefusal(again) ? '' : again.code)).toMatchObject({ status: 200 })
  await nextWeek.close()
})

it('takes an invitation once even when two use it at the same moment', async () => {
  const { code } = await invited(db, { name: 'Twice' }, clock.now())
  const used = await atTheSameMoment(
    db,
    tx => findInvitation(tx, code),
    async tx => void (await useInvitation(tx, code, clock.now())),
  )
  expect(checkInvitation(used, clock.now())).toEqual({ refused: 'invitation-used' })
})

it('tells whom an invitation is for to who holds it', async () => {
  const { code } = await invited(db, { name: 'Samira Qadir' }, clock.now())
  const answer = await openBrowser(app).ask('POST', '/api/invitations/reading', { code })
  expect(answer.body).toMatchObject({ name: 'Samira Qadir', signInName: null })
})

it('gives no two accounts one sign-in name', async () => {
  const { signInName } = await givenPerson(db, app)
  const { code } = await invited(db, { name: 'Namesake' }, clock.now())
  const answer = await openBrowser(app).ask('POST', '/api/invitations/acceptance', {
    code,
    signInName,
    password: goodPassword,
  })
  expect(answer).toMatchObject(refused('sign-in-name-taken'))
  expect(await openBrowser(app).ask('POST', '/api/invitations/reading', { code })).toMatchObject({
    status: 200,
  })
})

it('changes a password only for who knows it, and signs out every other browser', async () => {
  const { ask, session, signInName } = await givenPerson(db, app)
  const other = openBrowser(app)
  await other.ask('POST', '/api/session', { signInName, password: goodPassword })
  const change = (current: string, password: string) =>
    ask('PUT', '/api/account/password', { current, password })
  expect(await change('not this one', 'nine lanterns at the harbour')).toMatchObject(
    refused('wrong-name-or-password'),
  )
  expect(await change(goodPassword, 'short')).toMatchObject(refused('password-too-short'))
  expect(await change(goodPassword, 'nine lanterns at the harbour')).toMatchObject({ status: 200 })
  expect((await session()).account).not.toBeNull()
  expect((await other.session()).account).toBeNull()
  const again = await openBrowser(app).ask('POST', '/api/session', { signInName, password: goodPassword })
  expect(again).toMatchObject(refused('wrong-name-or-password'))
})

it('lets a person choose the language of their own pages', async () => {
  const [person, other] = [await givenPerson(db, app), await givenPerson(db, app)]
  await person.ask('PUT', '/api/account/language', { language: 'fa-AF' })
  expect((await person.session()).account?.language).toBe('fa-AF')
  expect((await other.session()).account?.language).toBe('en')
})
