import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import pg from 'pg'
import { z } from 'zod'
import type { Problem } from './contract.ts'
import { NotFound } from './db.ts'
import { log } from './log.ts'

export const problem = (status: number, detail?: string): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'The request failed',
  status,
  ...(detail === undefined ? {} : { detail }),
})

export const sendProblem = (reply: FastifyReply, what: Problem) =>
  reply.code(what.status).type('application/problem+json').send(what)

/** The request will not be answered as it stands; the message tells who asked why. */
export class Declined extends Error {
  override name = 'Declined'
  readonly statusCode: number
  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

/** `Declined`, and what Fastify itself says of a request (too large, not JSON). */
const ClientError = z.object({ statusCode: z.int().min(400).max(499), message: z.string() })

/**
 * SQLSTATEs by which the database says: not for this reader (42501), no such thing to refer to (23503), or a number that
 * no row can have (22003).
 */
const absent = new Set(['42501', '23503', '22003'])
const isAbsent = (error: unknown) =>
  error instanceof NotFound ||
  (error instanceof pg.DatabaseError && error.code !== undefined && absent.has(error.code))

/**
 * The only place that turns what was thrown into a status. What a reader may not see does not exist for it; what went
 * wrong inside is told to the log, and to the reader only by the name it has there.
 */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof pg.DatabaseError && isAbsent(error)) log('warn', 'database-denied', { error })
  if (isAbsent(error)) return problem(404)
  const client = ClientError.safeParse(error)
  if (client.success) return problem(client.data.statusCode, client.data.message)
  const id = randomUUID()
  log('error', 'request-failed', { id, error })
  return { ...problem(500), id }
}
