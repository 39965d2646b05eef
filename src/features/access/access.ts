import { z } from 'zod'

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

/** The tag of a language the pages may be read in. */
export const InterfaceLanguage = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en, fa, ps-AF')

export const SignInName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._@-]{1,59}$/,
    '2 to 60 letters a–z, digits, and . _ @ -, beginning with a letter or digit',
  )

/** What an account is to be let do, where, for whom and how long. Without dates: from now, until revoked. */
export const MandateGrant = z.object({
  capacity: MandateCapacity,
  track: z.uuid().optional(),
  party: z.uuid().optional(),
  startsAt: z.iso.datetime({ offset: true }).optional(),
  endsAt: z.iso.datetime({ offset: true }).optional(),
})
export type MandateGrant = z.infer<typeof MandateGrant>

export const Invitation = z.object({
  account: z.uuid(),
  name: z.string(),
  signInName: z.string().nullable(),
  disabled: z.boolean(),
  expiresAt: z.date(),
  usedAt: z.date().nullable(),
  withdrawnAt: z.date().nullable(),
})
export type Invitation = z.infer<typeof Invitation>
