import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestDb } from '../test/database.ts'
import { givenRecord } from '../test/given.ts'
import { seedAccounts } from './features/access/access.commands.ts'
import { entityId } from './features/record/keys.ts'
import { readState } from './features/texts/texts.store.ts'
import { negotiate } from './negotiate.ts'
import { sql } from './platform/db.ts'

const db = await openTestDb()
const folder = mkdtempSync(join(tmpdir(), 'parley-negotiation-'))
const track = 'small-track'

beforeAll(async () => {
  const named = (about: string) => ({
    about,
    predicate: 'named' as const,
    value: { text: about, language: 'en', register: 'official' },
    evidence: [{ paragraph: 1 }],
  })
  await givenRecord(db, {
    entities: [
      { key: track, type: 'track' },
      { key: 'arden', type: 'party' },
      { key: 'belmar', type: 'party' },
      { key: 'dorne', type: 'party' },
    ],
    claims: [named(track), named('arden'), named('belmar'), named('dorne')],
  })
  const account = (key: string, capacity: string, party?: string) => ({
    key,
    name: key,
    mandates: [{ capacity, track, ...(party !== undefined && { party }) }],
  })
  await seedAccounts(db, {
    accounts: [
      account('small-chair', 'chair'),
      account('small-secretariat', 'secretariat'),
      account('small-arden', 'party', 'arden'),
      account('small-belmar', 'party', 'belmar'),
      account('small-dorne', 'party', 'dorne'),
    ],
  })
  return () => rmSync(folder, { recursive: true })
})

let files = 0
const told = (...acts: string[]) => {
  files += 1
  const name = `talks-${files}`
  const path = join(folder, `${name}.yaml`)
  writeFileSync(
    path,
    `negotiation: ${name}
track: ${track}
accounts: { chair: small-chair, secretariat: small-secretariat, party: small- }
texts:
  first: { title: '${name}', paragraphs: [operative: 'Decide to meet in March;'] }
acts:
  - { at: 2026-03-01T09:00Z, by: chair, begins: first }
${acts.map(each => `  - ${each}\n`).join('')}`,
  )
  return { path, name }
}

const Row = z.object({ id: z.uuid() })
const textsCalled = (title: string) =>
  db.asOwner(tx => tx.all(Row, sql`select id from joint_text where title = ${title}`))
const stateCalled = async (title: string) => {
  const [text] = await textsCalled(title)
  return db.asOwner(tx => readState(tx, text?.id ?? ''))
}
const words = '{ by: arden, proposes: words, in: OP1, replace: March, with: April }'

describe('a negotiation carried out from a file', () => {
  it('does each act in its doer’s own name, at the time it tells', async () => {
    const { path, name } = told(
      words,
      '{ at: 2026-03-04T10:00Z, by: [belmar, dorne], says: support, of: words }',
    )
    await negotiate(db, path)
    const { talks, doc } = await stateCalled(name)
    const [proposal] = [...talks.proposals.values()]
    expect(proposal?.author).toBe(entityId('arden'))
    expect([...(proposal?.stances.keys() ?? [])]).toEqual([entityId('belmar'), entityId('dorne')])
    expect(doc.textContent).toBe('Decide to meet in MarchApril;')
    const [text] = await textsCalled(name)
    const at = await db.asOwner(tx =>
      tx.all(
        z.object({ at: z.date() }),
        sql`select at from text_commit where text = ${text?.id ?? null} order by number`,
      ),
    )
    expect(at.map(each => each.at.toISOString())).toEqual([
      '2026-03-01T09:00:00.000Z',
      '2026-03-01T09:01:00.000Z',
      '2026-03-04T10:00:00.000Z',
      '2026-03-04T10:01:00.000Z',
    ])
  })

  it('is left as it is when it is told again', async () => {
    const { path, name } = told(words)
    await negotiate(db, path)
    const { hash } = await stateCalled(name)
    await negotiate(db, path)
    expect((await stateCalled(name)).hash).toBe(hash)
  })

  it.each([
    ['a delegation decides', '{ by: arden, decides: { accept: [words] } }', 'for-the-chair-only'],
    ['a party speaks of its own bracket', '{ by: arden, says: support, of: words }', 'own-proposal'],
    ['nobody sits there', '{ by: corvia, says: support, of: words }', 'There is no such'],
    ['a bracket is not known', '{ by: belmar, says: support, of: other }', 'no proposal “other” yet'],
    ['words do not stand there', '{ by: belmar, proposes: b, in: OP1, strike: June }', 'does not stand in'],
    ['no paragraph is called so', '{ by: belmar, proposes: b, in: OP7, strike: March }', 'is called OP7'],
    [
      'silence is too short',
      '{ by: chair, issues: Rev.1 }\n  - { by: chair, asks-silence: s, on: Rev.1, how: note, until: 2026-03-02T10:00, zone: UTC }',
      'silence-too-short',
    ],
  ])('is stopped with its line when %s, and nothing of it is kept', async (_, act, reason) => {
    const { path, name } = told(words, act)
    const line = 8 + act.split('\n').length
    const carried = negotiate(db, path)
    await expect(carried).rejects.toThrow(`${name}.yaml:${line}: `)
    await expect(carried).rejects.toThrow(reason)
    expect(await textsCalled(name)).toEqual([])
  })

  it('keeps a file that cannot be read from being begun', async () => {
    const { path, name } = told('{ by: arden, whispers: words }')
    await expect(negotiate(db, path)).rejects.toThrow(`${name}.yaml:8: nothing is done here`)
    expect(await textsCalled(name)).toEqual([])
  })
})
