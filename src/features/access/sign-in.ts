import { z } from 'zod'
import { type Refusal, refuse } from '../../domain/refusal.ts'

const minute = 60_000
const hour = 60 * minute

export const SignInName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._@-]{1,59}$/,
    '2 to 60 letters a–z, digits, and . _ @ -, beginning with a letter or digit',
  )

const wellKnown = [
  'password',
  'passwort',
  'qwerty',
  'qwertz',
  'azerty',
  'asdfgh',
  'letmein',
  'welcome',
  'iloveyou',
  'admin',
  'parley',
  '123456',
  'abcdef',
]

/** Looks past the usual disguises: case, digits for letters, signs in between. */
const undisguised = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('0', 'o')
    .replaceAll(/[1!|]/g, 'i')
    .replaceAll('3', 'e')
    .replaceAll(/[4@]/g, 'a')
    .replaceAll(/[5$]/g, 's')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Whether a password is made of these words and hardly anything else. */
const leavesLittle = (password: string, words: readonly string[]) => {
  const bare = undisguised(password)
  const rest = words.reduce((left, word) => left.replaceAll(undisguised(word), ''), bare)
  return rest.length < bare.length && rest.length < 8
}

/** As typed on any keyboard, the same letters give the same password. */
export const normalPassword = (typed: string): string => typed.normalize('NFKC')

/** Length is what makes a password hard to guess; beyond it, only the first guesses anyone makes are turned down. */
export const checkPassword = (
  typed: string,
  names: readonly string[],
): Refusal<'password-too-short' | 'password-too-simple' | 'password-contains-name'> | undefined => {
  const password = normalPassword(typed)
  if (Array.from(password).length < 12) return refuse('password-too-short')
  if (new Set(password).size < 6) return refuse('password-too-simple')
  if (leavesLittle(password, wellKnown)) return refuse('password-too-simple')
  const parts = names.flatMap(name => name.split(/[^\p{L}\p{N}]+/u)).filter(part => part.length > 2)
  return leavesLittle(password, parts) ? refuse('password-contains-name') : undefined
}

/** Attempts with one name that failed since the last that did not. */
export const Failures = z.object({
  /** From the address that tries now, and from all. */
  here: z.int(),
  lastHere: z.date().nullable(),
  anywhere: z.int(),
  last: z.date().nullable(),
})
export type Failures = z.infer<typeof Failures>

/**
 * Guessing gets slower with every guess; mistyping does not. From elsewhere far more is let through, so that nobody
 * can shut another out by failing in that person's name.
 */
export const mayTry = (
  { here, lastHere, anywhere, last }: Failures,
  now: Date,
): Refusal<'too-many-attempts'> | undefined => {
  const waits = [
    here < 5 || lastHere === null ? 0 : lastHere.getTime() + Math.min(2 ** (here - 5), 15) * minute,
    anywhere < 50 || last === null ? 0 : last.getTime() + minute,
  ]
  const until = Math.max(...waits)
  return until > now.getTime() ? refuse('too-many-attempts', new Date(until).toISOString()) : undefined
}

export const Invitation = z.object({
  account: z.uuid(),
  name: z.string(),
  signInName: z.string().nullable(),
  disabledAt: z.date().nullable(),
  expiresAt: z.date(),
  usedAt: z.date().nullable(),
  withdrawnAt: z.date().nullable(),
})
export type Invitation = z.infer<typeof Invitation>

export const invitationLasts = 7 * 24 * hour

export type InvitationRefused = Refusal<
  'invitation-unknown' | 'invitation-used' | 'invitation-expired' | 'invitation-withdrawn'
>

/** Only who holds the code learns why it is of no use; codes cannot be guessed. */
export const checkInvitation = (
  invitation: Invitation | undefined,
  now: Date,
): Invitation | InvitationRefused => {
  if (invitation === undefined) return refuse('invitation-unknown')
  if (invitation.usedAt !== null) return refuse('invitation-used')
  if (invitation.withdrawnAt !== null || invitation.disabledAt !== null) return refuse('invitation-withdrawn')
  if (now >= invitation.expiresAt) return refuse('invitation-expired')
  return invitation
}

/** How long a signing-in lasts: without a request, and at all. */
export interface Lifetime {
  readonly idle: number
  readonly absolute: number
}
export const lifetimeOf = (demonstration: boolean, idleMinutes?: number): Lifetime => ({
  idle: (idleMinutes ?? (demonstration ? 8 * 60 : 30)) * minute,
  absolute: 12 * hour,
})

/** A token is replaced after this long, and the replaced one still taken for a while from requests under way. */
const renewAfter = 10 * minute
const grace = minute
/** Not every request is written down: only whether the session was used in this minute. */
const touchAfter = minute

export const SessionToken = z.object({
  signIn: z.uuid(),
  account: z.uuid(),
  name: z.string(),
  administrator: z.boolean(),
  demonstration: z.boolean(),
  disabledAt: z.date().nullable(),
  createdAt: z.date(),
  usedAt: z.date().nullable(),
  lastSeenAt: z.date(),
  expiresAt: z.date(),
  succeededAt: z.date().nullable(),
  replacedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
})
export type SessionToken = z.infer<typeof SessionToken>

/** What to make of a token that a browser shows. */
export type Verdict =
  | { readonly type: 'over' }
  /** It had been replaced, and its successor used: one of the two was stolen. */
  | { readonly type: 'stolen' }
  | {
      readonly type: 'good'
      /** The first time: its predecessor is now replaced. */
      readonly first: boolean
      readonly touch: boolean
      readonly renew: boolean
    }

export const judgeToken = (
  token: SessionToken,
  { idle }: Lifetime,
  { demonstration }: { readonly demonstration: boolean },
  now: Date,
): Verdict => {
  const since = (then: Date) => now.getTime() - then.getTime()
  const barred = token.disabledAt !== null || (token.demonstration && !demonstration)
  if (barred || token.revokedAt !== null || now >= token.expiresAt) return { type: 'over' }
  if (token.replacedAt !== null && since(token.replacedAt) > grace) return { type: 'stolen' }
  if (since(token.lastSeenAt) >= idle) return { type: 'over' }
  return {
    type: 'good',
    first: token.usedAt === null,
    touch: since(token.lastSeenAt) >= touchAfter,
    // A successor that never came back was lost on its way: another is due.
    renew:
      token.replacedAt === null &&
      since(token.createdAt) >= renewAfter &&
      (token.succeededAt === null || since(token.succeededAt) > grace),
  }
}
