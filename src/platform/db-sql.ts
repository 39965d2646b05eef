const mark: unique symbol = Symbol('sql')

/** A piece of SQL with its parameters apart from its text. Only `sql` and its helpers below can make one. */
export interface Sql {
  readonly [mark]: true
  readonly parts: readonly string[]
  readonly values: readonly unknown[]
}

// A symbol cannot come out of JSON, so no request body can pass for a piece of SQL.
const isSql = (value: unknown): value is Sql => typeof value === 'object' && value !== null && mark in value

/**
 * SQL as a tagged template: a value becomes a parameter, another `sql` is spliced in.
 * An array becomes a PostgreSQL array; for a `json` column pass `JSON.stringify(value)`.
 */
export const sql = (texts: TemplateStringsArray, ...given: unknown[]): Sql => {
  const parts: string[] = []
  const values: unknown[] = []
  let open = texts[0] ?? ''
  given.forEach((value, index) => {
    const after = texts[index + 1] ?? ''
    if (isSql(value)) {
      value.parts.forEach((part, at) => {
        if (at > 0) {
          parts.push(open)
          open = part
        } else open += part
      })
      values.push(...value.values)
      open += after
    } else {
      parts.push(open)
      values.push(value)
      open = after
    }
  })
  return { [mark]: true, parts: [...parts, open], values }
}

/** Pieces one after another, `, ` between them unless told otherwise. */
export const join = (pieces: readonly Sql[], separator: Sql = sql`, `): Sql =>
  pieces.reduce((all, piece, index) => (index === 0 ? piece : sql`${all}${separator}${piece}`), sql``)

/** Text that is SQL already. Only for what the database's own catalogue says or what is constant. */
export const verbatim = (text: string): Sql => ({ [mark]: true, parts: [text], values: [] })

/** The name of a table or column that is known only at run time, quoted. */
export const identifier = (name: string): Sql => verbatim(`"${name.replaceAll('"', '""')}"`)

/** The text as PostgreSQL wants it, parameters numbered. */
export const textOf = ({ parts }: Sql): string => parts.reduce((all, part, index) => `${all}$${index}${part}`)
