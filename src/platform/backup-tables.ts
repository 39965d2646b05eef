import { z } from 'zod'
import { identifier, join, type OwnerTx, sql, type Sql } from './db.ts'
import { verbatim } from './db-sql.ts'

/** A table of the product, as far as copying its rows needs to know it. */
export const Table = z.object({
  name: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), transactional: z.boolean() })),
  /** What the rows are put in order by: the primary key, else nothing. */
  key: z.array(z.string()),
})
export type Table = z.infer<typeof Table>

/** Kept apart: the history is made by migrating, the secrets stay where they are, and nobody is signed in by a restore. */
const apart = ['migration', 'platform_secret', 'session']

/** All tables of schema public but those kept apart, their columns without the generated ones. */
export const tablesOf = (tx: OwnerTx): Promise<Table[]> =>
  tx.all(
    Table,
    sql`select c.relname as name,
               array(select a.attname::text from pg_index i, unnest(i.indkey) with ordinality k(attnum, position)
                       join pg_attribute a on a.attnum = k.attnum
                      where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid order by position) as key,
               (select coalesce(json_agg(json_build_object(
                          'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                          'transactional', a.atttypid = 'xid8'::regtype) order by a.attnum), '[]')
                  from pg_attribute a
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
          from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all(${apart})
           and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
         order by c.relname`,
  )

/** Settings under which every value reads back as it was written. */
export const exactly = sql`
  select set_config('datestyle', 'ISO, YMD', true), set_config('intervalstyle', 'postgres', true),
         set_config('timezone', 'UTC', true), set_config('extra_float_digits', '1', true),
         set_config('bytea_output', 'hex', true)`

const rowAsJson = (columns: readonly { name: string }[]): Sql =>
  sql`to_json(array[${join(columns.map(({ name }) => sql`${identifier(name)}::text`))}]::text[])::text`

/** Every row as a JSON array of texts, in the order of the primary key: each value as PostgreSQL itself writes it. */
export const rowsOf = ({ name, columns, key }: Table): Sql => {
  const order = key.length === 0 ? sql`` : sql` order by ${join(key.map(identifier))}`
  return sql`select ${rowAsJson(columns)} as line from ${identifier(name)}${order}`
}

const Sequence = z.object({ name: z.string(), last: z.string(), called: z.boolean() })
export type Sequence = z.infer<typeof Sequence>

/** How far each sequence has counted. Asked after a snapshot is taken, it is never behind the rows seen in it. */
export const sequencesOf = async (tx: OwnerTx): Promise<Sequence[]> => {
  const names = await tx.all(
    z.object({ name: z.string() }),
    sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by 1`,
  )
  const sequences: Sequence[] = []
  for (const { name } of names)
    sequences.push(
      await tx.one(
        Sequence,
        sql`select ${name}::text as name, last_value::text as last, is_called as called from ${identifier(name)}`,
      ),
    )
  return sequences
}

/** Moves a sequence on to where it was. */
export const countOn = ({ name, last, called }: Sequence): Sql =>
  sql`select setval(quote_ident(${name})::regclass, ${last}::bigint, ${called}::boolean)`

/**
 * Adds rows given as `rowsOf` writes them: a JSON array of such arrays. A number of a transaction means nothing in
 * another database; it becomes 0, before all others.
 */
export const insertRows = (table: Table, columns: readonly string[], rows: readonly string[]): Sql => {
  const known = columns.map(column => {
    const found = table.columns.find(({ name }) => name === column)
    if (found === undefined) throw new RangeError(`Table ${table.name} has no column ${column}.`)
    return found
  })
  const values = known.map(({ type, transactional }, index) =>
    transactional ? sql`'0'::xid8` : sql`(each_row ->> ${verbatim(String(index))})::${verbatim(type)}`,
  )
  return sql`insert into ${identifier(table.name)} (${join(known.map(({ name }) => identifier(name)))})
             overriding system value
             select ${join(values)} from jsonb_array_elements(${`[${rows.join(',')}]`}::jsonb) as each_row`
}

const Content = z.object({ rows: z.int(), hash: z.string().nullable() })

/** How many rows each table has, and a hash over them that two equal tables share, on whichever engine. */
export const contentOf = async (tx: OwnerTx): Promise<Record<string, z.infer<typeof Content>>> => {
  await tx.run(exactly)
  const contents: Record<string, z.infer<typeof Content>> = {}
  for (const { name, columns } of await tablesOf(tx)) {
    // Transaction numbers and what the installation remembers of itself differ from database to database.
    if (name === 'platform_setting') continue
    const lasting = columns.filter(({ transactional }) => !transactional)
    contents[name] = await tx.one(
      Content,
      sql`select count(*) as rows, md5(string_agg(hash, '' order by hash collate "C")) as hash
            from (select md5(${rowAsJson(lasting)}) as hash from ${identifier(name)}) each`,
    )
  }
  return contents
}

/** Remembers what the migrations themselves put in, by which an unused database is known. */
export const rememberAsNew = async (tx: OwnerTx): Promise<void> => {
  const content = JSON.stringify(await contentOf(tx))
  await tx.run(sql`insert into platform_setting (key, value) values ('new', ${content})`)
}

/** Whether nothing was stored since the migrations made this database. */
export const isNew = async (tx: OwnerTx): Promise<boolean> => {
  const remembered = await tx.find(
    z.object({ value: z.string() }),
    sql`select value from platform_setting where key = 'new'`,
  )
  return remembered?.value === JSON.stringify(await contentOf(tx))
}
