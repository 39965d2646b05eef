import { z } from 'zod'
import { sql, type Tx } from '../../platform/db.ts'
import type { Client } from './authority.ts'
import { Commit } from './chain.ts'
import { commitColumns, Reader } from './texts.store.ts'

// What the lines of a text ask of the database: who may read, what is new, and the text held for writing.

const Editor = z.object({ client: z.uuid(), account: z.uuid().nullable(), ref: z.int(), versionTo: z.int() })

const Held = z.object({
  access: z.int(),
  number: z.int().nullable(),
  hash: z.string().nullable(),
  readers: z.array(Reader),
  editors: z.array(Editor),
})

export interface HeldText {
  /** The number of who may read what. */
  readonly access: number
  /** The latest commit; undefined when none of the accounts may write in the text. */
  readonly head: { readonly number: number; readonly hash: string } | undefined
  /** Those of the accounts that may read it. */
  readonly readers: ReadonlyMap<string, Reader>
  readonly editors: Map<string, Client>
}

/** Holds a text until the transaction ends, so that commits come one after another, for letters of these accounts. */
export const takeText = async (
  tx: Tx,
  text: string,
  accounts: readonly string[],
  clients: readonly string[],
): Promise<HeldText> => {
  const { access, number, hash, readers, editors } = await tx.one(
    Held,
    sql`select access, number, hash, readers, editors
          from take_text(${text}, ${[...new Set(accounts)]}::uuid[], ${[...new Set(clients)]}::uuid[])`,
  )
  return {
    access,
    head: number === null || hash === null ? undefined : { number, hash },
    readers: new Map(readers.map(each => [each.account, each])),
    editors: new Map(editors.map(each => [each.client, each])),
  }
}

/** How far an open editor has come, and whose it is. */
export const editorOf = (tx: Tx, text: string, client: string): Promise<Client | undefined> =>
  tx.find(
    Editor,
    sql`select client, account, ref, version_to as "versionTo" from text_commit
         where text = ${text} and client = ${client} order by ref desc limit 1`,
  )

const Access = z.object({ access: z.int() })

/** Those of these accounts that may read a text now, and the number of who may read what by which that is known. */
export const readersOf = async (
  tx: Tx,
  text: string,
  accounts: readonly string[],
): Promise<{ readonly access: number; readonly readers: ReadonlyMap<string, Reader> }> => {
  // The number first: what changes after it is noticed next time.
  const { access } = await tx.one(Access, sql`select access_number() as access`)
  const readers = await tx.all(
    Reader,
    sql`select account, standing, until from text_readers(${text}, ${[...new Set(accounts)]}::uuid[])`,
  )
  return { access, readers: new Map(readers.map(each => [each.account, each])) }
}

const Look = z.object({ access: z.int(), moment: z.date() })
const NewsRow = z.union([Look.extend(Commit.shape), Look.extend({ number: z.null() })])

export interface News {
  /** The number of who may read what, no earlier than the commits were read. */
  readonly access: number
  readonly moment: Date
  readonly commits: readonly Commit[]
}

/** What the reader may see that was done to a text after a commit. */
export const newsOf = async (tx: Tx, text: string, number: number, limit: number): Promise<News> => {
  const rows = await tx.all(
    NewsRow,
    sql`select a.access, a.moment, ${commitColumns}
          from (select access_number() as access, clock_timestamp() as moment) a
          left join lateral (select * from text_commit where text = ${text} and number > ${number}
                              order by number limit ${limit}) c on true
         order by c.number`,
  )
  const [first] = rows
  if (first === undefined) throw new Error('The database did not say who may read what.')
  const commits = rows.flatMap(row => {
    if (row.number === null) return []
    const { access: _, moment: __, ...commit } = row
    return [commit]
  })
  return { access: first.access, moment: first.moment, commits }
}
