import { expect, it } from 'vitest'
import {
  disableAccount,
  enableAccount,
  grantMandate,
  type Mandate,
  type MandateGrant,
  revokeMandate,
} from './access.ts'

const now = new Date('2026-03-01T12:00:00Z')
const administrator = { account: '33333333-3333-4333-8333-333333333333' }
const account = {
  id: '22222222-2222-4222-8222-222222222222',
  disabledAt: null,
  administrator: false,
  otherAdministrators: 1,
}
const [track, party] = ['44444444-4444-4444-8444-444444444444', '55555555-5555-4555-8555-555555555555']
const typeOf = (entity: string) =>
  new Map([
    [track, 'track'],
    [party, 'party'],
  ]).get(entity)
const grant = (command: MandateGrant) => grantMandate(account, administrator, command, typeOf, now)

const mandate: Mandate = {
  id: '66666666-6666-4666-8666-666666666666',
  account: account.id,
  capacity: 'administrator',
  track: null,
  party: null,
  startsAt: now,
  endsAt: null,
  revokedAt: null,
}

it('grants a mandate from now on and until revoked, where nothing else is said', () => {
  expect(grant({ capacity: 'party', track, party })).toEqual({
    type: 'mandate-granted',
    at: now,
    by: administrator.account,
    mandate: { account: account.id, capacity: 'party', track, party, startsAt: now, endsAt: null },
  })
})

it.each<[MandateGrant, string]>([
  [{ capacity: 'secretariat' }, 'mandate-needs-track'],
  [{ capacity: 'chair' }, 'mandate-needs-track'],
  [{ capacity: 'facilitator', party }, 'mandate-needs-track'],
  [{ capacity: 'party', track }, 'mandate-needs-party'],
  [{ capacity: 'administrator', track }, 'mandate-of-everything'],
  [{ capacity: 'administrator', party }, 'mandate-of-everything'],
  [{ capacity: 'observer', track: party }, 'no-such-track'],
  [{ capacity: 'party', party: track }, 'no-such-party'],
  [{ capacity: 'observer', endsAt: '2026-03-01T12:00:00Z' }, 'mandate-already-over'],
  [
    { capacity: 'observer', startsAt: '2026-04-02T00:00:00Z', endsAt: '2026-04-01T00:00:00Z' },
    'mandate-already-over',
  ],
])('refuses the mandate %o: %s', (command, refused) => expect(grant(command)).toEqual({ refused }))

it('lets an observer observe one track, one party, or all that is public', () => {
  for (const command of [{ track }, { party }, {}])
    expect(grant({ capacity: 'observer', ...command })).toMatchObject({ type: 'mandate-granted' })
})

it('grants nothing to a disabled account', () => {
  const disabled = { ...account, disabledAt: now }
  expect(grantMandate(disabled, administrator, { capacity: 'observer' }, typeOf, now)).toEqual({
    refused: 'account-disabled',
  })
})

it('revokes a mandate once, and none that has run out', () => {
  const observer: Mandate = { ...mandate, capacity: 'observer' }
  expect(revokeMandate(observer, 0, administrator, now)).toMatchObject({
    type: 'mandate-revoked',
    by: administrator.account,
  })
  expect(revokeMandate({ ...observer, revokedAt: now }, 1, administrator, now)).toEqual({
    refused: 'mandate-already-over',
  })
  expect(revokeMandate({ ...observer, endsAt: now }, 1, administrator, now)).toEqual({
    refused: 'mandate-already-over',
  })
})

it('keeps one administrator, whoever asks and in whatever way', () => {
  expect(revokeMandate(mandate, 0, administrator, now)).toEqual({ refused: 'last-administrator' })
  expect(revokeMandate(mandate, 1, administrator, now)).toMatchObject({ type: 'mandate-revoked' })
  const last = { ...account, administrator: true, otherAdministrators: 0 }
  expect(disableAccount(last, { account: null }, now)).toEqual({ refused: 'last-administrator' })
  expect(disableAccount({ ...last, otherAdministrators: 1 }, administrator, now)).toMatchObject({
    type: 'account-disabled',
  })
  expect(disableAccount({ ...last, administrator: false }, administrator, now)).toMatchObject({
    type: 'account-disabled',
  })
})

it('disables only what is in use, and enables only what is not', () => {
  expect(disableAccount({ ...account, disabledAt: now }, administrator, now)).toEqual({
    refused: 'account-disabled',
  })
  expect(enableAccount(account, administrator, now)).toEqual({ refused: 'account-in-use' })
  expect(enableAccount({ ...account, disabledAt: now }, administrator, now)).toMatchObject({
    type: 'account-enabled',
  })
})
