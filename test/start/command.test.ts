import { describe, expect, it } from 'vitest'
import { answerOf } from './parley.ts'

describe('parley', () => {
  it('lists what it can do, and explains each command', async () => {
    const overview = await answerOf(['--help'])
    expect(overview.code).toBe(0)
    const names = [
      'serve',
      'import',
      'export',
      'backup',
      'restore',
      'user invite',
      'names match',
      'dates read',
    ]
    for (const name of names) {
      expect(overview.out).toContain(`  ${name} `)
      const help = await answerOf([...name.split(' '), '--help'])
      expect(help).toMatchObject({ code: 0, err: '' })
      expect(help.out).toContain(`Usage: parley ${name}`)
    }
  })

  it.each([
    [[]],
    [['negotiate']],
    [['names']],
    [['names', 'match', '--loudly']],
    [['dates', 'read']],
    [['dates', 'read', 'mid-December', 'or later']],
  ])('answers %j with how to call it, and exit code 2', async args => {
    const { code, out, err } = await answerOf(args)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain('Usage: parley')
  })
})

describe('parley names match', () => {
  it('prints a score for each pair', async () => {
    const { code, out, err } = await answerOf(
      ['names', 'match'],
      {},
      'Sergei Lavrov\tСергей Лавров\r\nOne\tAnother',
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const scores = out.trim().split('\n').map(Number)
    expect(scores).toHaveLength(2)
    for (const score of scores) expect(score).toBeGreaterThanOrEqual(0)
    for (const score of scores) expect(score).toBeLessThanOrEqual(1)
  })

  it('names a line that is no pair, and scores the others', async () => {
    const { code, out, err } = await answerOf(['names', 'match'], {}, 'One\tOne\nOne alone\nTwo\tTwo\n')
    expect({ code, out }).toEqual({ code: 1, out: '1\n1\n' })
    expect(err).toBe('Line 2 does not hold two names separated by a tab.\n')
  })
})

describe('parley dates read', () => {
  it('prints what a phrase means', async () => {
    const { code, out } = await answerOf(['dates', 'read', 'mid-December', '--published', '2025-11-17'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ from: '2025-12-11', to: '2025-12-20' })
  })

  it('says in one sentence why a phrase is not read', async () => {
    const { code, out, err } = await answerOf(['dates', 'read', 'after the next meeting'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it('leaves it to the person how an ambiguous date is read', async () => {
    expect(await answerOf(['dates', 'read', '03/04/2025'])).toMatchObject({ code: 1 })
    const { out } = await answerOf(['dates', 'read', '03/04/2025', '--day-first'])
    expect(JSON.parse(out)).toMatchObject({ edtf: '2025-04-03' })
  })
})
