import { z } from 'zod'
import { op } from '../../platform/contract.ts'
import { AccountName, InterfaceLanguage, MandateCapacity, MandateGrant } from './access.ts'
import { Establishment } from './establish.ts'
import { SignInName } from './sign-in.ts'

const Id = z.object({ id: z.uuid() })
const Done = z.object({})
const Time = z.string().describe('an instant in ISO form')
/** As the person may be called in each language the account was given a name in. */
const Names = z.record(z.string(), z.string())
const Secret = z.string().min(1).max(200)

export const MandateView = z.object({
  id: z.uuid(),
  capacity: MandateCapacity,
  track: z.uuid().nullable(),
  party: z.uuid().nullable(),
  startsAt: Time,
  endsAt: Time.nullable(),
})
export type MandateView = z.infer<typeof MandateView>

export const SessionView = z.object({
  account: z
    .object({
      id: z.uuid(),
      name: z.string(),
      names: Names,
      signInName: z.string().nullable(),
      language: z.string(),
      administrator: z.boolean(),
    })
    .nullable(),
  /** Those in force at this moment. */
  mandates: z.array(MandateView),
  demonstration: z.boolean(),
  /** Who may be chosen without a password; empty outside a demonstration. */
  demonstrationAccounts: z.array(
    z.object({ id: z.uuid(), name: z.string(), names: Names, mandates: z.array(MandateView) }),
  ),
})
export type SessionView = z.infer<typeof SessionView>

export const AccountMandate = MandateView.extend({
  grantedBy: z.string().nullable().describe('the name of who granted it; null: from the command line'),
  revokedAt: Time.nullable(),
  revokedBy: z.string().nullable(),
})
export type AccountMandate = z.infer<typeof AccountMandate>

export const AccountRow = z.object({
  id: z.uuid(),
  name: z.string(),
  names: Names,
  signInName: z.string().nullable(),
  demonstration: z.boolean(),
  createdAt: Time,
  disabledAt: Time.nullable(),
  lastSignInAt: Time.nullable(),
  /** Whether the account has a password, so that its person can sign in. */
  joined: z.boolean(),
  /** Until when its last invitation may still be used. */
  invitedUntil: Time.nullable(),
  /** All it ever had, newest first. */
  mandates: z.array(AccountMandate),
})
export type AccountRow = z.infer<typeof AccountRow>

/** The code goes into a link, `/invitation#CODE`, and is shown this once: only its hash is kept. */
export const IssuedInvitation = z.object({ account: z.uuid(), code: z.string(), expiresAt: Time })
export type IssuedInvitation = z.infer<typeof IssuedInvitation>

export const AccessLogEntry = z.object({
  at: Time,
  action: z.string(),
  account: z.string(),
  by: z.string().nullable(),
  mandate: MandateView.nullable(),
})
export type AccessLogEntry = z.infer<typeof AccessLogEntry>

export const accessApi = {
  session: op({
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in, with which mandates, and who may be chosen in a demonstration',
    public: true,
    response: SessionView,
  }),
  signIn: op({
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in by name and password',
    public: true,
    guessable: true,
    body: z.object({ signInName: Secret, password: Secret }),
    response: SessionView,
  }),
  signInAs: op({
    method: 'POST',
    path: '/api/session/demonstration',
    summary: 'In a demonstration on one’s own machine: sign in as one of its accounts',
    public: true,
    body: z.object({ account: z.uuid() }),
    response: SessionView,
  }),
  signOut: op({
    method: 'DELETE',
    path: '/api/session',
    summary: 'Sign out here',
    public: true,
    response: Done,
  }),
  signOutEverywhere: op({
    method: 'DELETE',
    path: '/api/sessions',
    summary: 'Sign out in every browser',
    response: Done,
  }),
  readInvitation: op({
    method: 'POST',
    path: '/api/invitations/reading',
    summary: 'Whom an invitation is for',
    public: true,
    guessable: true,
    body: z.object({ code: Secret }),
    response: z.object({ name: z.string(), signInName: z.string().nullable(), expiresAt: Time }),
  }),
  acceptInvitation: op({
    method: 'POST',
    path: '/api/invitations/acceptance',
    summary: 'Choose a sign-in name and a password with an invitation, and be signed in',
    public: true,
    guessable: true,
    body: z.object({ code: Secret, signInName: SignInName, password: Secret }),
    response: SessionView,
  }),
  changePassword: op({
    method: 'PUT',
    path: '/api/account/password',
    summary: 'Change one’s password, and sign out everywhere else',
    guessable: true,
    body: z.object({ current: Secret, password: Secret }),
    response: Done,
  }),
  setLanguage: op({
    method: 'PUT',
    path: '/api/account/language',
    summary: 'Choose the language of the pages',
    body: z.object({ language: InterfaceLanguage }),
    response: Done,
  }),

  listAccounts: op({
    method: 'GET',
    path: '/api/accounts',
    summary: 'Every account with its mandates, past ones too, and who granted them',
    administrator: true,
    response: z.object({ accounts: z.array(AccountRow) }),
  }),
  createAccount: op({
    method: 'POST',
    path: '/api/accounts',
    summary: 'Create an account with mandates, and an invitation for its person',
    administrator: true,
    body: z.object({
      name: AccountName,
      language: InterfaceLanguage.default('en'),
      mandates: z.array(MandateGrant).max(50).default([]),
    }),
    response: IssuedInvitation,
  }),
  inviteAgain: op({
    method: 'POST',
    path: '/api/accounts/:id/invitations',
    summary: 'Issue a new invitation: earlier ones end, and using it replaces a lost password',
    administrator: true,
    params: Id,
    response: IssuedInvitation,
  }),
  disableAccount: op({
    method: 'POST',
    path: '/api/accounts/:id/disabling',
    summary: 'Take an account out of use at once, and end its sessions',
    administrator: true,
    params: Id,
    response: Done,
  }),
  enableAccount: op({
    method: 'POST',
    path: '/api/accounts/:id/enabling',
    summary: 'Take a disabled account into use again',
    administrator: true,
    params: Id,
    response: Done,
  }),
  grantMandate: op({
    method: 'POST',
    path: '/api/accounts/:id/mandates',
    summary:
      'Let an account act for a party, the secretariat, a chair or a facilitator, or observe or administer',
    administrator: true,
    params: Id,
    body: MandateGrant,
    response: MandateView,
  }),
  revokeMandate: op({
    method: 'POST',
    path: '/api/mandates/:id/revocation',
    summary: 'End a mandate now',
    administrator: true,
    params: Id,
    response: Done,
  }),
  establish: op({
    method: 'POST',
    path: '/api/establishments',
    summary:
      'Name a track or party the record does not know yet; who does so keeps its secretariat, or its desk, until handed over',
    administrator: true,
    body: Establishment,
    response: z.object({ id: z.uuid(), mandate: MandateView }),
  }),
  accessLog: op({
    method: 'GET',
    path: '/api/access-log',
    summary: 'Who granted or took away what, from whom and when, newest first',
    administrator: true,
    query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
    response: z.object({ entries: z.array(AccessLogEntry) }),
  }),
}
