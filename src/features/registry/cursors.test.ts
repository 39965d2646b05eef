import { describe, expect, it } from 'vitest'
import { recordApi } from '../record/record.api.ts'
import { registryApi } from './registry.api.ts'

const id = '6f1d3c0e-5b6a-4a0d-9a6e-2f7c1b8d4e52'
const lists = {
  listSources: [recordApi.listSources.query, `2023-05-12 ${id}`],
  landscape: [registryApi.landscape.query, `2023-05-12 ${id}`],
  readEntity: [registryApi.readEntity.query, `2023-05-12 ${id}`],
  listEntities: [registryApi.listEntities.query, id],
} as const

describe.each(Object.entries(lists))('%s reads on', (name, [query, cursor]) => {
  const given = name === 'listEntities' ? { type: 'party' } : {}
  it('from where the last answer ended', () =>
    expect(query.safeParse({ ...given, after: cursor }).success).toBe(true))

  it.each([
    '',
    'x',
    '2023-05-12',
    ` ${id}`,
    `2023-99-99 ${id}`,
    `0000-01-01 ${id}`,
    `2023-05-12 ${id} ${id}`,
    '2023-05-12 x',
  ])('from nowhere else: “%s”', after => expect(query.safeParse({ ...given, after }).success).toBe(false))
})
