import { z } from 'zod'
import { KnownOn, type Operation, type Operations, Problem, RefusalAnswer } from './contract.ts'

type Json = Readonly<Record<string, unknown>>

/** As JSON Schema. What JSON cannot say (a date object, say) is let through as anything. */
export const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  })
  return rest
}

/** The fields of an object schema, each with its own JSON Schema and whether it must be given. */
export const fieldsOf = (schema: z.ZodObject | undefined) => {
  if (schema === undefined) return []
  const { properties, required } = z
    .object({
      properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
      required: z.array(z.string()).default([]),
    })
    .parse(schemaOf(schema, 'input'))
  return Object.entries(properties).map(([name, each]) => ({
    name,
    schema: each,
    required: required.includes(name),
  }))
}

const json = (schema: Json) => ({ 'application/json': { schema } })
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

const parametersOf = ({ method, params, query }: Operation) => [
  ...fieldsOf(params).map(each => ({ ...each, in: 'path', required: true })),
  ...fieldsOf(query).map(each => ({ ...each, in: 'query' })),
  method === 'GET'
    ? { $ref: '#/components/parameters/knownOn' }
    : { $ref: '#/components/parameters/x-parley' },
]

const describe = (name: string, operation: Operation) => ({
  operationId: name,
  summary: operation.summary,
  tags: [operation.path.split('/')[2] ?? 'api'],
  security: operation.public === true ? [{}, { session: [] }] : [{ session: [] }],
  parameters: parametersOf(operation),
  ...(operation.body === undefined
    ? {}
    : { requestBody: { required: true, content: json(schemaOf(operation.body, 'input')) } }),
  responses: {
    200: { description: 'The answer', content: json(schemaOf(operation.response, 'output')) },
    400: problem('The request is malformed'),
    ...(operation.public === true ? {} : { 401: problem('Nobody is signed in') }),
    404: problem('There is no such thing, or none this reader may see'),
    409: {
      description: 'A rule of procedure says no',
      content: json({ $ref: '#/components/schemas/Refusal' }),
    },
    429: problem('Too many requests'),
    default: problem('The request failed'),
  },
})

const components = {
  schemas: { Problem: schemaOf(Problem, 'output'), Refusal: schemaOf(RefusalAnswer, 'output') },
  parameters: {
    knownOn: {
      name: 'knownOn',
      in: 'query',
      required: false,
      description: 'Only what was known on this day',
      schema: schemaOf(KnownOn, 'input'),
    },
    'x-parley': {
      name: 'x-parley',
      in: 'header',
      required: true,
      description: 'Shows that no other site made the browser send this',
      schema: { const: '1' },
    },
  },
  securitySchemes: {
    session: { type: 'apiKey', in: 'cookie', name: 'parley', description: '__Host-parley over https' },
  },
}

/** The OpenAPI 3.1 document of a contract. */
export const openApi = (operations: Operations, info: { title: string; version: string }) => {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, operation] of Object.entries(operations)) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(name, operation) }
  }
  return { openapi: '3.1.0', info, paths, components }
}
