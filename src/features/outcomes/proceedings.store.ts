import { z } from 'zod'
import { sql, type Tx } from '../../platform/db.ts'

/** What was found of what is kept of a text beside its commits: revisions, comments, silence, outcomes. */
export interface VerifiedProceedings {
  readonly text: string
  /** How many entries were found in order, and the hash of the last, to be compared with what somebody noted down. */
  readonly entries: number
  readonly hash: string
  /** The first entry that is broken, how, and in which table its row is. `added`: a row that was never entered. */
  readonly broken?: {
    readonly number: number
    readonly relation: string
    readonly why: 'order' | 'link' | 'hash' | 'row' | 'added'
  }
}

const Entry = z.object({
  text: z.uuid(),
  number: z.int(),
  relation: z.string(),
  digest: z.string(),
  previousHash: z.string(),
  hash: z.string(),
  /** The hash as it is worked out again from the rest. */
  again: z.string(),
})
const Row = Entry.pick({ text: true, relation: true, digest: true })

const first = '0'.repeat(64)
const keyOf = ({ relation, digest }: { relation: string; digest: string }) => `${relation} ${digest}`

const verifyOne = (
  text: string,
  entries: readonly z.infer<typeof Entry>[],
  rows: readonly z.infer<typeof Row>[],
): VerifiedProceedings => {
  const left = new Map<string, number>()
  for (const row of rows) left.set(keyOf(row), (left.get(keyOf(row)) ?? 0) + 1)
  let hash = first
  let count = 0
  for (const entry of entries) {
    const broken = (why: 'order' | 'link' | 'hash' | 'row'): VerifiedProceedings => ({
      text,
      entries: count,
      hash,
      broken: { number: count + 1, relation: entry.relation, why },
    })
    if (entry.number !== count + 1) return broken('order')
    if (entry.previousHash !== hash) return broken('link')
    if (entry.again !== entry.hash) return broken('hash')
    const found = left.get(keyOf(entry)) ?? 0
    if (found === 0) return broken('row')
    left.set(keyOf(entry), found - 1)
    hash = entry.hash
    count += 1
  }
  const added = rows.find(row => (left.get(keyOf(row)) ?? 0) > 0)
  return {
    text,
    entries: count,
    hash,
    ...(added && { broken: { number: count + 1, relation: added.relation, why: 'added' } }),
  }
}

/** Works out every text's chain of entries again, and whether each row is still what was entered. For the operator. */
export const verifyProceedings = async (tx: Tx): Promise<VerifiedProceedings[]> => {
  const entries = await tx.all(
    Entry,
    sql`select text, number, relation, digest, previous_hash as "previousHash", hash,
               proceeding_hash(text, number, relation, digest, previous_hash) as again
          from proceeding order by text, number`,
  )
  const rows = await tx.all(Row, sql`select text, relation, digest_of(entry) as digest from rows_entered()`)
  const texts = new Set([...entries, ...rows].map(({ text }) => text))
  const of = (text: string) => (each: { readonly text: string }) => each.text === text
  return [...texts].map(text => verifyOne(text, entries.filter(of(text)), rows.filter(of(text))))
}
