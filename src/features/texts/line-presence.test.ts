import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { readWord, Whereabout, type Whereabouts, wordsOf } from './line-presence.ts'

const [here, elsewhere] = [randomUUID(), randomUUID()]
const [arden, belmar] = [randomUUID(), randomUUID()]
const at = (editor: string, party: string | null, person: string, paragraph: string | null): Whereabouts => [
  editor,
  party,
  person,
  paragraph,
]

it('tells people’s names to their own delegation, to the chair the chair’s, and to readers none', () => {
  const whereabout = new Whereabout()
  const all = [at(randomUUID(), arden, 'Ada', 'p1'), at(randomUUID(), null, 'Cy', 'p2')]
  whereabout.hear({ process: here, all }, 0)
  const peopleShownTo = (reader: string | null | undefined) =>
    whereabout.shownTo(reader).flatMap(({ people }) => people)
  expect(peopleShownTo(arden)).toEqual(['Ada'])
  expect(peopleShownTo(null)).toEqual(['Cy'])
  expect(peopleShownTo(belmar)).toEqual([])
  expect(peopleShownTo(undefined)).toEqual([])
  expect(whereabout.shownTo(undefined)).toHaveLength(2)
})

it('shows a party once where several of its people are', () => {
  const whereabout = new Whereabout()
  const all = [at(randomUUID(), arden, 'Bo', 'p1'), at(randomUUID(), arden, 'Ada', 'p1')]
  whereabout.hear({ process: here, all }, 0)
  expect(whereabout.shownTo(arden)).toEqual([{ party: arden, paragraph: 'p1', people: ['Ada', 'Bo'] }])
})

it('lets only the process an editor is at say that it is gone', () => {
  const whereabout = new Whereabout()
  const editor = randomUUID()
  whereabout.hear({ process: here, all: [at(editor, arden, 'Ada', 'p1')] }, 0)
  whereabout.hear({ process: elsewhere, all: [at(editor, arden, 'Ada', 'p2')] }, 1)
  expect(whereabout.hear({ process: here, all: [at(editor, arden, 'Ada', null)] }, 2)).toBe(false)
  expect(whereabout.shownTo(belmar)).toEqual([{ party: arden, paragraph: 'p2', people: [] }])
  expect(whereabout.hear({ process: elsewhere, all: [at(editor, arden, 'Ada', null)] }, 3)).toBe(true)
  expect(whereabout.shownTo(belmar)).toEqual([])
})

it('forgets who has not been heard of', () => {
  const whereabout = new Whereabout()
  const editor = randomUUID()
  whereabout.hear({ process: here, all: [at(randomUUID(), arden, 'Ada', 'p1')] }, 10)
  whereabout.hear({ process: here, all: [at(editor, belmar, 'Bo', 'p1')] }, 10)
  whereabout.hear({ process: here, all: [at(editor, belmar, 'Bo', 'p1')] }, 20)
  expect(whereabout.forget(15)).toBe(true)
  expect(whereabout.shownTo(undefined).map(({ party }) => party)).toEqual([belmar])
  expect(whereabout.forget(15)).toBe(false)
})

it('is told in words that a wake-up can carry, however many there are and in whatever script', () => {
  const all = Array.from({ length: 200 }, (_, count) =>
    at(randomUUID(), arden, `نمایندهٔ شمارهٔ ${count}`, `p${count}`),
  )
  const words = wordsOf(here, all)
  for (const word of words) expect(Buffer.byteLength(word)).toBeLessThan(7000)
  expect(words.map(readWord).flatMap(told => told.all)).toEqual(all)
  expect(words.map(readWord).every(({ process }) => process === here)).toBe(true)
  expect(wordsOf(here, [])).toEqual([])
})
