import { z } from 'zod'
import { isWellFormed } from '../domain/well-formed.ts'
import { fieldsOf } from './contract.openapi.ts'
import { KnownOn, type Operation } from './contract.ts'
import { Declined } from './http.problem.ts'

interface Sent {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

const Query = z.record(z.string(), z.unknown())
const ahead = 14 * 60 * 60 * 1000

/** The past day asked for. The newest is the day it already is furthest east. */
const knownOnOf = (given: unknown, now: Date): string | undefined => {
  if (given === undefined) return undefined
  const day = KnownOn.safeParse(given)
  if (!day.success) throw new Declined(400, 'knownOn is a day such as 2023-05-12.')
  if (day.data > new Date(now.getTime() + ahead).toISOString().slice(0, 10))
    throw new Declined(400, 'knownOn cannot lie in the future.')
  return day.data
}

/** Reads what an operation is asked with. Throws, with what is wrong in words, when it cannot be understood. */
export const inputReader = ({ method, params, query, body }: Operation) => {
  const lists = fieldsOf(query)
    .filter(({ schema }) => schema['type'] === 'array')
    .map(({ name }) => name)
  const parse = (schema: z.ZodType | undefined, value: unknown) => {
    const result = schema?.safeParse(value)
    if (result?.success === false) throw new Declined(400, z.prettifyError(result.error))
    return result?.data
  }
  return (sent: Sent, now: Date) => {
    if (!isWellFormed([sent.params, sent.query, sent.body]))
      throw new Declined(400, 'A text holds a character that cannot be kept.')
    const { knownOn, ...rest } = Query.parse(sent.query)
    // A list with one member looks like no list in a URL.
    for (const name of lists) if (typeof rest[name] === 'string') rest[name] = [rest[name]]
    return {
      input: { params: parse(params, sent.params), query: parse(query, rest), body: parse(body, sent.body) },
      knownOn: method === 'GET' ? knownOnOf(knownOn, now) : undefined,
    }
  }
}
