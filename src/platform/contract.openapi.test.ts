import { expect, it } from 'vitest'
import { z } from 'zod'
import { operations } from '../contract.ts'
import type { Operation } from './contract.ts'
import { openApi } from './contract.openapi.ts'

const contract = Object.entries<Operation>(operations)

// As it is sent: what JSON cannot hold is gone.
const document: unknown = JSON.parse(
  JSON.stringify(openApi(operations, { title: 'Parley', version: '1.2.3' })),
)

const Schema = z.record(z.string(), z.unknown())
const Reference = z.strictObject({ $ref: z.string().startsWith('#/components/') })
const Parameter = z.strictObject({
  name: z.string().min(1),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  description: z.string().optional(),
  schema: Schema,
})
const Content = z.record(
  z.string().regex(/^application\/(problem\+)?json$/),
  z.strictObject({ schema: Schema }),
)
const Described = z.strictObject({
  operationId: z.string(),
  summary: z.string().min(1),
  tags: z.array(z.string()).min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.union([Reference, Parameter])),
  requestBody: z.strictObject({ required: z.literal(true), content: Content }).optional(),
  responses: z.record(
    z.string().regex(/^([1-5]\d\d|default)$/),
    z.strictObject({ description: z.string().min(1), content: Content }),
  ),
})
const Document = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string().regex(/^\/api\/[^:]*$/),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), Described),
  ),
  components: z.strictObject({
    schemas: z.record(z.string(), Schema),
    parameters: z.record(z.string(), Parameter),
    securitySchemes: z.record(
      z.string(),
      z.object({ type: z.literal('apiKey'), in: z.literal('cookie'), name: z.string() }),
    ),
  }),
})

const described = () =>
  Object.entries(Document.parse(document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]) => ({ path, method, ...each })),
  )

/** Every reference anywhere in it. */
const references = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(references)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) =>
    key === '$ref' && typeof each === 'string' ? [each] : references(each),
  )
}

const resolve = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((within, key) => Schema.safeParse(within).data?.[key.replaceAll('~1', '/')], document)

it('is an OpenAPI 3.1 document', () => {
  expect(Document.safeParse(document).error).toBeUndefined()
})

it('lists every operation once, by its name, method and path', () => {
  const listed = described().map(({ operationId, method, path }) => `${operationId} ${method} ${path}`)
  const expected = contract.map(
    ([name, { method, path }]) => `${name} ${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`,
  )
  expect(listed.toSorted((left, right) => left.localeCompare(right))).toEqual(
    expected.toSorted((left, right) => left.localeCompare(right)),
  )
})

it('names every parameter of a path, and none that is not in it', () => {
  for (const { path, parameters } of described()) {
    const named = parameters.flatMap(each => ('in' in each && each.in === 'path' ? [each.name] : []))
    expect([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(named)
  }
})

it('refers to nothing that is not in it', () => {
  const dangling = references(document).filter(
    reference => !reference.startsWith('#/') || resolve(reference) === undefined,
  )
  expect(dangling).toEqual([])
})

it('asks for the header that guards changes on every change, and offers the past day on everything else', () => {
  for (const { method, parameters } of described())
    expect(references(parameters)).toEqual([
      method === 'get' ? '#/components/parameters/knownOn' : '#/components/parameters/x-parley',
    ])
})
