import { type ReactNode, useState } from 'react'
import { useLocale, useText } from '../text.ts'

export interface Column<Row> {
  readonly id: string
  readonly title: ReactNode
  readonly cell: (row: Row) => ReactNode
  /** What the rows are ordered by when this column's heading is pressed. */
  readonly order?: (row: Row) => string | number
  readonly numeric?: boolean
}

interface Props<Row> {
  /** Says what the table is; read out first. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** Shows the caption instead of only saying it. */
  captioned?: boolean
}

const reachable = 'a[href], button, input, select, textarea, summary'

/** Up and down go to the row above and below, so that a long table is walked without passing every link. */
const walking = (rowName: string) => (rows: HTMLElement | null) => {
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    if (!(event.target instanceof HTMLElement) || event.target.matches('input, select, textarea')) return
    const row = event.target.closest(rowName)
    const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
    const target = next?.querySelector<HTMLElement>(reachable)
    if (!target) return
    event.preventDefault()
    target.focus()
  }
  rows?.addEventListener('keydown', pressed)
  return () => rows?.removeEventListener('keydown', pressed)
}
const walkedRows = walking('tr')
const walkedItems = walking('li')

export const DataTable = <Row,>({ caption, columns, rows, keyOf, captioned = false }: Props<Row>) => {
  const say = useText()
  const { tag } = useLocale()
  const [order, setOrder] = useState<{ column: string; down: boolean }>()
  const by = columns.find(column => column.id === order?.column)?.order
  const compare = new Intl.Collator(tag, { numeric: true }).compare
  const shown =
    by === undefined
      ? rows
      : rows.toSorted((left, right) => {
          const [a, b] = [by(left), by(right)]
          const found = typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b))
          return order?.down === true ? -found : found
        })

  return (
    <div className="table-frame" tabIndex={-1}>
      <table className="data-table">
        <caption className={captioned ? undefined : 'visually-hidden'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ id, title, order: sortable, numeric }) => {
              const ordered = order?.column === id
              return (
                <th
                  key={id}
                  scope="col"
                  className={numeric === true ? 'numeric' : undefined}
                  aria-sort={ordered ? (order.down ? 'descending' : 'ascending') : undefined}
                >
                  {sortable === undefined ? (
                    title
                  ) : (
                    <button
                      type="button"
                      title={say('parts.table.order')}
                      onClick={() => setOrder({ column: id, down: ordered && !order.down })}
                    >
                      {title}
                    </button>
                  )}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody ref={walkedRows}>
          {shown.map(row => (
            <tr key={keyOf(row)}>
              {columns.map(({ id, cell, numeric }, at) =>
                at === 0 ? (
                  <th key={id} scope="row" className={numeric === true ? 'numeric' : undefined}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={id} className={numeric === true ? 'numeric' : undefined}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface ListProps<Item> {
  label: string
  items: readonly Item[]
  keyOf: (item: Item) => string
  children: (item: Item) => ReactNode
  className?: string
}

export const List = <Item,>({ label, items, keyOf, children, className = '' }: ListProps<Item>) => (
  <ul className={`list ${className}`} aria-label={label} ref={walkedItems}>
    {items.map(item => (
      <li key={keyOf(item)}>{children(item)}</li>
    ))}
  </ul>
)
