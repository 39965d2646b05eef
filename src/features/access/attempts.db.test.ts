import { expect, it } from 'vitest'
import { isRefusal } from '../../domain/refusal.ts'
import { openTestDb } from '../../../test/database.ts'
import { beginAttempt } from './sign-in.store.ts'

const db = await openTestDb()

it('counts attempts that are made at the same moment one by one', async () => {
  const now = new Date()
  const begin = (name: string) =>
    db.asOwner(tx => beginAttempt(tx, name, '192.0.2.1', { now, demonstration: false }))
  for (const name of ['one', 'two', 'three', 'four']) {
    const attempts = await Promise.all(Array.from({ length: 12 }, () => begin(name)))
    expect(attempts.filter(each => !isRefusal(each))).toHaveLength(5)
  }
})
