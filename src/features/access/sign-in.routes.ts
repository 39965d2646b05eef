import { isRefusal, refuse } from '../../domain/refusal.ts'
import type { Handlers } from '../../platform/contract.ts'
import { NotFound, type OwnerTx, sql } from '../../platform/db.ts'
import { accountOf, type RequestContext } from '../../platform/http.context.ts'
import type { accessApi, SessionView } from './access.api.ts'
import { demonstrationAccounts, findPerson, logAccess, mandatesInForce } from './access.store.ts'
import { hashPassword, verifyPassword } from './secret.store.ts'
import { endAllSessions, endSession, logSignIn, openSession } from './session.store.ts'
import {
  beginAttempt,
  findInvitation,
  setPassword,
  settleAttempt,
  takeSignInName,
  useInvitation,
} from './sign-in.store.ts'
import { checkInvitation, checkPassword, type Lifetime, SignInName } from './sign-in.ts'

type SignInOperation =
  | 'session'
  | 'signIn'
  | 'signInAs'
  | 'signOut'
  | 'signOutEverywhere'
  | 'readInvitation'
  | 'acceptInvitation'
  | 'changePassword'
  | 'setLanguage'

const mayChoose = ({ demonstration, request }: RequestContext) => demonstration && request.local

/** What a browser is told of who it acts for. */
const sessionOf = async (context: RequestContext, account: string | null): Promise<SessionView> => {
  const { db, demonstration } = context
  const own =
    account === null
      ? undefined
      : await db.as(
          { account },
          async tx => ({
            person: await findPerson(tx, account),
            mandates: await mandatesInForce(tx, [account]),
          }),
          { readOnly: true },
        )
  const administrator = own?.mandates.some(({ capacity }) => capacity === 'administrator') === true
  return {
    account: own === undefined ? null : { ...own.person, administrator },
    mandates: own?.mandates ?? [],
    demonstration,
    demonstrationAccounts: mayChoose(context) ? await db.asOwner(demonstrationAccounts) : [],
  }
}

/** Ends what the browser was signed in as, and begins anew under a token that it has never shown. */
const beginSession = async (
  tx: OwnerTx,
  { cookie, now }: RequestContext,
  account: string,
  lifetime: Lifetime,
) => {
  await endSession(tx, cookie.token, now())
  return openSession(tx, account, now(), lifetime)
}

/** Runs the work in which somebody signs in; the browser gets the token once that is durable. */
const signedIn = async (context: RequestContext, account: string, token: string): Promise<SessionView> => {
  context.cookie.set(token)
  return sessionOf(context, account)
}

export const signInHandlers = (
  lifetime: Lifetime,
): Handlers<Pick<typeof accessApi, SignInOperation>, RequestContext> => ({
  session: async (_, context) => sessionOf(context, context.account?.id ?? null),

  signIn: async ({ body }, context) => {
    const { db, now, demonstration, request } = context
    const name = SignInName.safeParse(body.signInName).data ?? body.signInName
    const attempt = await db.asOwner(tx =>
      beginAttempt(tx, name, request.address, { now: now(), demonstration }),
    )
    if (isRefusal(attempt)) return attempt
    const { credential } = attempt
    const matches = await verifyPassword(credential?.secret, body.password)
    if (!matches || credential === undefined) return refuse('wrong-name-or-password')
    const token = await db.asOwner(async tx => {
      await settleAttempt(tx, attempt, now())
      return beginSession(tx, context, credential.account, lifetime)
    })
    return signedIn(context, credential.account, token)
  },

  signInAs: async ({ body: { account } }, context) => {
    const { db, now, request } = context
    if (!mayChoose(context)) return refuse('not-a-demonstration')
    const token = await db.asOwner(async tx => {
      const accounts = await demonstrationAccounts(tx)
      if (!accounts.some(({ id }) => id === account)) throw new NotFound('No such demonstration account.')
      await logSignIn(tx, { at: now(), kind: 'demonstration', account, address: request.address })
      return beginSession(tx, context, account, lifetime)
    })
    return signedIn(context, account, token)
  },

  signOut: async (_, { db, now, cookie, request }) => {
    await db.asOwner(async tx => {
      const account = await endSession(tx, cookie.token, now())
      if (account !== undefined)
        await logSignIn(tx, { at: now(), kind: 'signed-out', account, address: request.address })
    })
    cookie.clear()
    return {}
  },

  signOutEverywhere: async (_, context) => {
    const { db, actor, now, cookie } = context
    await db.as(actor, tx => endAllSessions(tx, accountOf(context).id, now()))
    cookie.clear()
    return {}
  },

  readInvitation: async ({ body: { code } }, { db, now }) => {
    const invitation = await db.asOwner(async tx => checkInvitation(await findInvitation(tx, code), now()))
    if (isRefusal(invitation)) return invitation
    const { name, signInName, expiresAt } = invitation
    return { name, signInName, expiresAt: expiresAt.toISOString() }
  },

  acceptInvitation: async ({ body: { code, signInName, password } }, context) => {
    const { db, now, request } = context
    const checked = await db.asOwner(async tx => {
      const invitation = checkInvitation(await findInvitation(tx, code), now())
      if (isRefusal(invitation)) return invitation
      return checkPassword(password, [signInName, invitation.name]) ?? invitation
    })
    if (isRefusal(checked)) return checked
    const hash = await hashPassword(password)
    const { account } = checked
    const token = await db.asOwner(async tx => {
      const invitation = checkInvitation(await findInvitation(tx, code), now())
      if (isRefusal(invitation)) return invitation
      if (!(await takeSignInName(tx, account, signInName))) return refuse('sign-in-name-taken')
      await useInvitation(tx, code, now())
      await setPassword(tx, account, hash, now())
      await endAllSessions(tx, account, now())
      await logAccess(tx, { action: 'invitation-accepted', at: now(), by: account, account })
      await logSignIn(tx, { at: now(), kind: 'invitation', account, address: request.address })
      return beginSession(tx, context, account, lifetime)
    })
    return isRefusal(token) ? token : signedIn(context, account, token)
  },

  changePassword: async ({ body: { current, password } }, context) => {
    const { db, actor, now, demonstration, request } = context
    const { id, name } = accountOf(context)
    const { signInName } = await db.as(actor, tx => findPerson(tx, id), { readOnly: true })
    if (signInName === null) return refuse('wrong-name-or-password')
    const attempt = await db.asOwner(tx =>
      beginAttempt(tx, signInName, request.address, { now: now(), demonstration }),
    )
    if (isRefusal(attempt)) return attempt
    if (!(await verifyPassword(attempt.credential?.secret, current))) return refuse('wrong-name-or-password')
    const refusal = checkPassword(password, [signInName, name])
    if (refusal !== undefined) return refusal
    const hash = await hashPassword(password)
    const token = await db.asOwner(async tx => {
      await settleAttempt(tx, attempt, now())
      await setPassword(tx, id, hash, now())
      await endAllSessions(tx, id, now())
      await logAccess(tx, { action: 'password-changed', at: now(), by: id, account: id })
      return openSession(tx, id, now(), lifetime)
    })
    context.cookie.set(token)
    return {}
  },

  setLanguage: async ({ body: { language } }, { db, actor }) => {
    await db.as(actor, tx => tx.run(sql`select choose_language(${language})`))
    return {}
  },
})
