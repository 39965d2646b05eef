import { z } from 'zod'
import { type Refusal, refuse } from '../../domain/refusal.ts'

/** In which capacity an account acts; rights follow from it in the database (0002). */
export const mandateCapacities = [
  'party',
  'secretariat',
  'chair',
  'facilitator',
  'observer',
  'administrator',
] as const
export const MandateCapacity = z.enum(mandateCapacities)
export type MandateCapacity = z.infer<typeof MandateCapacity>

/** The tag of a language the pages may be read in. */
export const InterfaceLanguage = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en, fa, ps-AF')

export const AccountName = z.string().trim().min(1).max(200)

/** What an account is to be let do, where, for whom and how long. Without dates: from now, until revoked. */
export const MandateGrant = z.object({
  capacity: MandateCapacity,
  track: z.uuid().optional(),
  party: z.uuid().optional(),
  startsAt: z.iso.datetime({ offset: true }).optional(),
  endsAt: z.iso.datetime({ offset: true }).optional(),
})
export type MandateGrant = z.infer<typeof MandateGrant>

export const Mandate = z.object({
  id: z.uuid(),
  account: z.uuid(),
  capacity: MandateCapacity,
  track: z.uuid().nullable(),
  party: z.uuid().nullable(),
  startsAt: z.date(),
  endsAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
})
export type Mandate = z.infer<typeof Mandate>

/** Who administers: an account, or the operator at the command line. */
export interface Administrator {
  readonly account: string | null
}

export interface AccountState {
  readonly id: string
  readonly disabledAt: Date | null
  /** Whether it holds a mandate of administrator in force. */
  readonly administrator: boolean
  /** How many others could still administer without it. */
  readonly otherAdministrators: number
}

export interface MandateGranted {
  readonly type: 'mandate-granted'
  readonly at: Date
  readonly by: string | null
  readonly mandate: Omit<Mandate, 'id' | 'revokedAt'>
}

/** `typeOf` says what an entity is, as far as the record knows it. */
export const grantMandate = (
  account: Pick<AccountState, 'id' | 'disabledAt'>,
  { account: by }: Administrator,
  { capacity, track, party, startsAt, endsAt }: MandateGrant,
  typeOf: (entity: string) => string | undefined,
  now: Date,
):
  | MandateGranted
  | Refusal<
      | 'account-disabled'
      | 'mandate-needs-track'
      | 'mandate-needs-party'
      | 'mandate-of-everything'
      | 'no-such-track'
      | 'no-such-party'
      | 'mandate-already-over'
    > => {
  const starts = startsAt === undefined ? now : new Date(startsAt)
  const ends = endsAt === undefined ? null : new Date(endsAt)
  if (account.disabledAt !== null) return refuse('account-disabled')
  if (capacity === 'administrator' && (track !== undefined || party !== undefined))
    return refuse('mandate-of-everything')
  if (['secretariat', 'chair', 'facilitator'].includes(capacity) && track === undefined)
    return refuse('mandate-needs-track')
  if (capacity === 'party' && party === undefined) return refuse('mandate-needs-party')
  if (track !== undefined && typeOf(track) !== 'track') return refuse('no-such-track')
  if (party !== undefined && typeOf(party) !== 'party') return refuse('no-such-party')
  if (ends !== null && (ends <= starts || ends <= now)) return refuse('mandate-already-over')
  return {
    type: 'mandate-granted',
    at: now,
    by,
    mandate: {
      account: account.id,
      capacity,
      track: track ?? null,
      party: party ?? null,
      startsAt: starts,
      endsAt: ends,
    },
  }
}

export interface MandateRevoked {
  readonly type: 'mandate-revoked'
  readonly at: Date
  readonly by: string | null
  readonly mandate: string
  readonly account: string
}

/** Somebody must remain who can let people in, or the installation is locked to all. */
export const revokeMandate = (
  mandate: Mandate,
  otherAdministrators: number,
  { account: by }: Administrator,
  now: Date,
): MandateRevoked | Refusal<'mandate-already-over' | 'last-administrator'> => {
  const over = mandate.revokedAt !== null || (mandate.endsAt !== null && mandate.endsAt <= now)
  if (over) return refuse('mandate-already-over')
  if (mandate.capacity === 'administrator' && otherAdministrators === 0) return refuse('last-administrator')
  return { type: 'mandate-revoked', at: now, by, mandate: mandate.id, account: mandate.account }
}

export interface AccountSwitched {
  readonly type: 'account-disabled' | 'account-enabled'
  readonly at: Date
  readonly by: string | null
  readonly account: string
}

export const disableAccount = (
  account: AccountState,
  { account: by }: Administrator,
  now: Date,
): AccountSwitched | Refusal<'account-disabled' | 'last-administrator'> => {
  if (account.disabledAt !== null) return refuse('account-disabled')
  if (account.administrator && account.otherAdministrators === 0) return refuse('last-administrator')
  return { type: 'account-disabled', at: now, by, account: account.id }
}

export const enableAccount = (
  { id, disabledAt }: Pick<AccountState, 'id' | 'disabledAt'>,
  { account: by }: Administrator,
  now: Date,
): AccountSwitched | Refusal<'account-in-use'> =>
  disabledAt === null ? refuse('account-in-use') : { type: 'account-enabled', at: now, by, account: id }
