import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Declined } from './http.problem.ts'

/** Requests a minute that one address may make of one node. A delegation's whole office may share an address. */
export interface RateLimits {
  readonly general: number
  /** Of operations that may be guesses at a secret, all together. */
  readonly guessable: number
}
export const defaultLimits: RateLimits = { general: 6000, guessable: 60 }
const timeWindow = 60_000

const tooMany = (milliseconds: number) =>
  new Declined(429, `Try again in ${Math.ceil(milliseconds / 1000).toFixed()} seconds.`)

export const registerRateLimit = async (app: FastifyInstance, { general }: RateLimits) => {
  await app.register(rateLimit, {
    max: general,
    timeWindow,
    errorResponseBuilder: (_, { ttl }) => tooMany(ttl),
  })
}

/** Throws when an address has guessed too often. One count for all operations it is asked about. */
export const guessLimiter = (app: FastifyInstance, { guessable }: RateLimits) => {
  const take = app.createRateLimit({ max: guessable, timeWindow })
  return async (request: FastifyRequest) => {
    const taken = await take(request)
    if (!taken.isAllowed && taken.isExceeded) throw tooMany(taken.ttl)
  }
}
