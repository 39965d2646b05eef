import { expect, it } from 'vitest'
import { bearers } from './bearers.ts'

const known = [
  { id: 'tg', name: 'Türkiye' },
  { id: 'ci', name: 'Côte d’Ivoire' },
  { id: 'gm', name: 'The Gambia' },
  { id: 'ir', name: 'جمهوری اسلامی ایران' },
  { id: 'la', name: 'Lao People’s Democratic Republic' },
  { id: 'one', name: 'Congo' },
  { id: 'two', name: 'The Congo' },
  { id: 'north', name: 'North Arden' },
  { id: 'arden', name: 'Arden' },
  { id: 'other', name: 'ARDEN' },
]
const bearer = (name: string) => bearers([name], known).get(name)

it.each([
  ['TÜRKIYE', 'tg'],
  ['Turkiye', 'tg'],
  ["cote d'ivoire", 'ci'],
  ['Gambia', 'gm'],
  ['gambia, the', undefined],
  ['جمهوري اسلامي ايران', 'ir'],
  ['LAO PEOPLES DEMOCRATIC REPUBLIC', 'la'],
  ['north-arden', 'north'],
])('finds %s by its name however it is written', (name, id) => expect(bearer(name)).toBe(id))

it.each(['Turkey', 'Gambie', 'Arde', 'Lao', 'The', '', '…'])('does not take %s for a name like it', name =>
  expect(bearer(name)).toBeUndefined(),
)

it('takes a name to the letter before one that differs by its article or case', () => {
  expect(bearer('Congo')).toBe('one')
  expect(bearer('The Congo')).toBe('two')
  expect(bearer('Arden')).toBe('arden')
})

it('leaves a name that several bear to nobody', () => {
  expect(bearer('arden')).toBeUndefined()
  expect(bearer('CÓNGO')).toBeUndefined()
})
