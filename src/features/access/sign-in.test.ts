import { expect, it } from 'vitest'
import {
  checkInvitation,
  checkPassword,
  type Invitation,
  judgeToken,
  lifetimeOf,
  mayTry,
  type SessionToken,
  SignInName,
} from './sign-in.ts'

const now = new Date('2026-03-01T12:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const lifetime = lifetimeOf(false)

const token = (change: Partial<SessionToken> = {}): SessionToken => ({
  signIn: '11111111-1111-4111-8111-111111111111',
  account: '22222222-2222-4222-8222-222222222222',
  name: 'Delegate',
  administrator: false,
  demonstration: false,
  disabledAt: null,
  createdAt: ago(5),
  usedAt: ago(5),
  lastSeenAt: ago(0.5),
  expiresAt: ago(-600),
  succeededAt: null,
  replacedAt: null,
  revokedAt: null,
  ...change,
})
const judge = (change: Partial<SessionToken>, demonstration = false) =>
  judgeToken(token(change), lifetimeOf(demonstration), { demonstration }, now)

it.each(['seven herons cross', 'درخت سبز کنار رود', 'x7!kQ9#vB2$mZ', 'correct horse battery'])(
  'takes “%s” as a password',
  password => expect(checkPassword(password, ['m.haddad', 'Mona Haddad'])).toBeUndefined(),
)

it.each([
  ['eleven char', 'password-too-short'],
  ['aaaaaaaaaaaaaaaa', 'password-too-simple'],
  ['abababababababab', 'password-too-simple'],
  ['Password1234', 'password-too-simple'],
  ['p@$$w0rd-2026', 'password-too-simple'],
  ['qwerty123456', 'password-too-simple'],
  ['parleyparley1', 'password-too-simple'],
  ['MonaHaddad2026', 'password-contains-name'],
  ['m.haddad-1234', 'password-contains-name'],
])('refuses “%s” as a password: %s', (password, refused) =>
  expect(checkPassword(password, ['m.haddad', 'Mona Haddad'])).toEqual({ refused }),
)

it('reads a sign-in name however it is capitalised, and only in letters every keyboard has', () => {
  expect(SignInName.parse(' M.Haddad ')).toBe('m.haddad')
  for (const name of ['x', '-x', 'мona', 'a b', 'a'.repeat(61)])
    expect(SignInName.safeParse(name).success).toBe(false)
})

it('lets five attempts fail from one address before the next must wait, longer each time, never over a quarter hour', () => {
  const waitAfter = (here: number) => {
    const refusal = mayTry({ here, lastHere: now, anywhere: here, last: now }, now)
    return refusal === undefined ? 0 : (new Date(refusal.detail ?? '').getTime() - now.getTime()) / 60_000
  }
  expect([4, 5, 6, 7, 8, 9, 40].map(waitAfter)).toEqual([0, 1, 2, 4, 8, 15, 15])
  expect(mayTry({ here: 5, lastHere: ago(1), anywhere: 5, last: ago(1) }, now)).toBeUndefined()
})

it('does not let guesses from elsewhere shut a person out, until there are very many', () => {
  expect(mayTry({ here: 0, lastHere: null, anywhere: 49, last: now }, now)).toBeUndefined()
  expect(mayTry({ here: 0, lastHere: null, anywhere: 50, last: now }, now)).toMatchObject({
    refused: 'too-many-attempts',
  })
})

it('takes an invitation until the moment it expires, unless used, withdrawn, or of a disabled account', () => {
  const invitation: Invitation = {
    account: '22222222-2222-4222-8222-222222222222',
    name: 'Delegate',
    signInName: null,
    disabledAt: null,
    expiresAt: ago(-1),
    usedAt: null,
    withdrawnAt: null,
  }
  expect(checkInvitation(invitation, now)).toBe(invitation)
  expect(checkInvitation(undefined, now)).toEqual({ refused: 'invitation-unknown' })
  expect(checkInvitation({ ...invitation, expiresAt: now }, now)).toEqual({ refused: 'invitation-expired' })
  expect(checkInvitation({ ...invitation, usedAt: ago(1) }, now)).toEqual({ refused: 'invitation-used' })
  expect(checkInvitation({ ...invitation, withdrawnAt: ago(1) }, now)).toEqual({
    refused: 'invitation-withdrawn',
  })
  expect(checkInvitation({ ...invitation, disabledAt: ago(1) }, now)).toEqual({
    refused: 'invitation-withdrawn',
  })
})

it('takes a token that is current, and writes down its use once a minute', () => {
  expect(judge({})).toEqual({ type: 'good', first: false, touch: false, renew: false })
  expect(judge({ lastSeenAt: ago(1) })).toMatchObject({ touch: true })
  expect(judge({ usedAt: null })).toMatchObject({ first: true })
})

it('takes no token that is revoked, too old, long unused, or of an account that may not sign in', () => {
  const over = { type: 'over' }
  expect(judge({ revokedAt: ago(1) })).toEqual(over)
  expect(judge({ expiresAt: now })).toEqual(over)
  expect(judge({ lastSeenAt: ago(30) })).toEqual(over)
  expect(judge({ lastSeenAt: ago(29.9) })).toMatchObject({ type: 'good' })
  expect(judge({ disabledAt: ago(1) })).toEqual(over)
  expect(judge({ demonstration: true })).toEqual(over)
  expect(judge({ demonstration: true }, true)).toMatchObject({ type: 'good' })
})

it('renews a token after ten minutes, once, and again only if the new one was lost on its way', () => {
  expect(judge({ createdAt: ago(9.9) })).toMatchObject({ renew: false })
  expect(judge({ createdAt: ago(10) })).toMatchObject({ renew: true })
  expect(judge({ createdAt: ago(10), succeededAt: ago(0.5) })).toMatchObject({ renew: false })
  expect(judge({ createdAt: ago(10), succeededAt: ago(1.1) })).toMatchObject({ renew: true })
})

it('takes a replaced token for a minute, for requests under way, and as stolen after that', () => {
  expect(judge({ createdAt: ago(11), replacedAt: ago(1) })).toEqual({
    type: 'good',
    first: false,
    touch: false,
    renew: false,
  })
  expect(judge({ createdAt: ago(11), replacedAt: ago(1.1) })).toEqual({ type: 'stolen' })
})

it('leaves a demonstration open over a working day, and everything else for half an hour', () => {
  expect([lifetimeOf(true).idle, lifetime.idle, lifetimeOf(false, 5).idle]).toEqual([
    28_800_000, 1_800_000, 300_000,
  ])
})
