import { describe, expect, it } from 'vitest'
import { claimedIn, grouped, isHash, numberIn, tidyHash, verifyPath } from './fingerprint.ts'
import { stepsOf } from './steps.ts'

const at = new Date('2026-04-02T10:00:00Z')
const outcome = {
  kind: 'joint-statement',
  text: '00000000-0000-4000-8000-000000000002',
  revision: 2,
  agreedAt: null,
  adoptedAt: null,
  issued: null,
} as const
const summary = { ...outcome, kind: 'chairs-summary' } as const
const issued = { at, number: 'JS/1', hash: '0'.repeat(64) }
const chair = { presides: true, secretariat: false }
const secretariat = { presides: false, secretariat: true }
const delegation = { presides: false, secretariat: false }
const told = (steps: ReturnType<typeof stepsOf>) =>
  steps.map(each => `${each.state}${each.mine ? ' mine' : ''}`)

describe('agreed, adopted, issued', () => {
  it.each<[string, Parameters<typeof stepsOf>, string[]]>([
    ['begins with the chair', [outcome, chair], ['open mine', 'waits', 'waits']],
    ['goes on to adoption', [{ ...outcome, agreedAt: at }, chair], ['done', 'open mine', 'waits']],
    [
      'is not the secretariat’s to adopt',
      [{ ...outcome, agreedAt: at }, secretariat],
      ['done', 'open', 'waits'],
    ],
    [
      'is the secretariat’s to issue',
      [{ ...outcome, agreedAt: at, adoptedAt: at }, secretariat],
      ['done', 'done', 'open mine'],
    ],
    ['is nothing for a delegation', [outcome, delegation], ['open', 'waits', 'waits']],
    [
      'ends when it is issued',
      [{ ...outcome, agreedAt: at, adoptedAt: at, issued }, chair],
      ['done', 'done', 'done'],
    ],
    ['is for a chair’s summary only to be issued', [summary, chair], ['never', 'never', 'open mine']],
    ['is for a chair’s summary not the secretariat’s', [summary, secretariat], ['never', 'never', 'open']],
  ])('%s', (_, given, expected) => expect(told(stepsOf(...given))).toEqual(expected))

  it('names what has to come first', () =>
    expect(stepsOf(outcome, chair).map(each => each.first)).toEqual([null, 'agreed', 'adopted']))
})

describe('a fingerprint', () => {
  const hash = '0123456789abcdef'.repeat(4)

  it('is the same however it was copied', () => {
    expect(tidyHash(`\u2066${grouped(hash).toUpperCase()}\u2069\n`)).toBe(hash)
    expect(isHash(hash)).toBe(true)
    expect(isHash(hash.slice(1))).toBe(false)
    expect(isHash(`${hash.slice(1)}g`)).toBe(false)
  })

  it('goes into an address with its number and comes out of it again', () => {
    for (const number of ['JS/2026/1', '007', '1.10', 'بیانیه ۳ & 4'])
      expect(claimedIn(new URL(`https://parley.example${verifyPath({ number, hash })}`).hash)).toEqual({
        number,
        hash,
      })
    expect(claimedIn('')).toEqual({ number: '', hash: '' })
  })

  it('is asked about with the number that stands in the file', () => {
    expect(numberIn('{"number":"JS/1","lines":[]}')).toBe('JS/1')
    for (const other of ['', 'not JSON', '[]', '{"number":null}', '{"number":""}'])
      expect(numberIn(other)).toBe(null)
  })
})
