import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { normalPassword } from './sign-in.ts'

/** 256 random bits, as text that may stand in a cookie or a link. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** As which a secret is kept: whoever reads the database cannot use it. Only for what cannot be guessed. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Argon2id with what OWASP recommends at least: 19 MiB, two passes. The parameters stand in the hash. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(normalPassword(password), cost)

let decoy: Promise<string> | undefined

/** Where there is no password to compare with, as much work is done, so that time tells nothing. */
export const verifyPassword = async (kept: string | undefined, password: string): Promise<boolean> => {
  const against = kept ?? (await (decoy ??= hash(newSecret(), cost)))
  return verify(against, normalPassword(password))
}
