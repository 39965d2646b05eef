import { expect, it } from 'vitest'
import { readConfig } from './config.ts'

it('needs no settings', () =>
  expect(readConfig({}, '/opt/parley')).toMatchObject({
    port: 4000,
    host: '127.0.0.1',
    folder: '/opt/parley/data',
    databaseUrl: undefined,
  }))

it('takes an empty setting for none', () =>
  expect(readConfig({ PORT: '', PARLEY_DATABASE_URL: '' }, '/opt/parley').port).toBe(4000))

it.each([
  [{ PORT: 'four' }, 'PORT must be a number'],
  [{ PORT: '70000' }, 'PORT must be a number'],
  [{ PARLEY_DATABASE_URL: 'localhost:5432' }, 'PARLEY_DATABASE_URL must be written as'],
  [{ PARLEY_DATABASE_URL: 'mysql://localhost/parley' }, 'PARLEY_DATABASE_URL must be written as'],
  [{ PARLEY_ORIGIN: 'parley.example.org' }, 'PARLEY_ORIGIN must be the address'],
  [{ PARLEY_ORIGIN: 'https://example.org/parley' }, 'PARLEY_ORIGIN must be the address'],
])('says in one sentence how to mend %j', (environment, sentence) =>
  expect(() => readConfig(environment, '/opt/parley')).toThrow(sentence),
)
