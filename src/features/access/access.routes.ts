import { randomUUID } from 'node:crypto'
import { isRefusal } from '../../domain/refusal.ts'
import type { Handlers } from '../../platform/contract.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { accountOf, type RequestContext, type Sessions } from '../../platform/http.context.ts'
import { recordDossier } from '../record/write.store.ts'
import type { accessApi } from './access.api.ts'
import {
  addAccount,
  addEntity,
  addInvitation,
  addMandate,
  beginningOf,
  endMandate,
  findAccount,
  findMandate,
  listAccounts,
  readAccessLog,
  switchAccount,
  typesOf,
} from './access.store.ts'
import {
  type Administrator,
  disableAccount,
  enableAccount,
  grantMandate,
  type MandateGrant,
  revokeMandate,
} from './access.ts'
import { foundersMandate, foundingDossier } from './establish.ts'
import { createSessions } from './session.store.ts'
import { signInHandlers } from './sign-in.routes.ts'
import { lifetimeOf } from './sign-in.ts'

/** Grants one mandate, in the transaction of whoever administers. Also what the command line does. */
export const grant = async (
  tx: Tx,
  account: string,
  command: MandateGrant,
  { by, now }: { readonly by: Administrator; readonly now: Date },
) => {
  const typeOf = await typesOf(tx, [command.track, command.party])
  const decided = grantMandate(await findAccount(tx, account), by, command, typeOf, now)
  if (isRefusal(decided)) return decided
  const { mandate } = decided
  return {
    ...mandate,
    id: await addMandate(tx, decided),
    startsAt: mandate.startsAt.toISOString(),
    endsAt: mandate.endsAt?.toISOString() ?? null,
  }
}

type Administering =
  | 'listAccounts'
  | 'createAccount'
  | 'inviteAgain'
  | 'disableAccount'
  | 'enableAccount'
  | 'grantMandate'
  | 'revokeMandate'
  | 'establish'
  | 'accessLog'

const administrationHandlers: Handlers<Pick<typeof accessApi, Administering>, RequestContext> = {
  listAccounts: async (_, { db, actor, now }) =>
    db.as(actor, async tx => ({ accounts: await listAccounts(tx, now()) }), { readOnly: true }),

  createAccount: async ({ body }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const account = await addAccount(tx, body, { at: now(), by: actor.account })
      for (const mandate of body.mandates) {
        const granted = await grant(tx, account, mandate, { by: actor, now: now() })
        if (isRefusal(granted)) return granted
      }
      return addInvitation(tx, account, { at: now(), by: actor.account })
    }),

  inviteAgain: async ({ params }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const { id } = await findAccount(tx, params.id)
      return addInvitation(tx, id, { at: now(), by: actor.account })
    }),

  disableAccount: async ({ params }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const decided = disableAccount(await findAccount(tx, params.id), actor, now())
      if (isRefusal(decided)) return decided
      await switchAccount(tx, decided)
      return {}
    }),

  enableAccount: async ({ params }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const decided = enableAccount(await findAccount(tx, params.id), actor, now())
      if (isRefusal(decided)) return decided
      await switchAccount(tx, decided)
      return {}
    }),

  grantMandate: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, tx => grant(tx, params.id, body, { by: actor, now: now() })),

  revokeMandate: async ({ params }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const mandate = await findMandate(tx, params.id)
      const { otherAdministrators } = await findAccount(tx, mandate.account)
      const decided = revokeMandate(mandate, otherAdministrators, actor, now())
      if (isRefusal(decided)) return decided
      await endMandate(tx, decided)
      return {}
    }),

  establish: async ({ body }, context) => {
    const { db, actor, now } = context
    const founder = accountOf(context)
    return db.as(actor, async tx => {
      const id = await addEntity(tx, body.type)
      // From the beginning of the transaction, so that the founder may name it within the same one.
      const begun = await beginningOf(tx)
      const mandate = await grant(tx, founder.id, foundersMandate(id, body), { by: actor, now: begun })
      if (isRefusal(mandate)) return mandate
      const dossier = foundingDossier({ id, source: randomUUID() }, body, founder.name, now())
      const outcome = await recordDossier(tx, dossier, now())
      if (isRefusal(outcome)) return outcome
      if ('length' in outcome) throw new Error(outcome.map(({ message }) => message).join(' '))
      return { id, mandate }
    })
  },

  accessLog: async ({ query }, { db, actor }) =>
    db.as(actor, async tx => ({ entries: await readAccessLog(tx, query.limit) }), { readOnly: true }),
}

export interface AccessOptions {
  readonly db: Db
  readonly demonstration: boolean
  /** After how long without a request somebody is signed out. */
  readonly idleMinutes?: number | undefined
}

/** Signing in, administration, and whose request it is: for `createServer`. */
export const createAccess = ({
  db,
  demonstration,
  idleMinutes,
}: AccessOptions): { handlers: Handlers<typeof accessApi, RequestContext>; sessions: Sessions } => {
  const lifetime = lifetimeOf(demonstration, idleMinutes)
  return {
    handlers: { ...signInHandlers(lifetime), ...administrationHandlers },
    sessions: createSessions(db, { demonstration, lifetime }),
  }
}
