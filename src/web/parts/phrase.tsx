import { Fragment, type ReactNode } from 'react'
import { type TextKey, type TextValues, useText } from '../text.ts'

interface Props {
  of: TextKey
  /** Elements to stand where the message names them: a `Name`, a `DateText`, a link. */
  with: Readonly<Record<string, ReactNode>>
  /** Words and numbers, for plurals and choices. */
  values?: TextValues
}

const mark = (at: number) => `\uE000${at}\uE001`

/** A sentence with elements in it, in whatever order the language puts them. */
export const Phrase = ({ of, with: elements, values }: Props) => {
  const say = useText()
  const all = Object.entries(elements)
  const marks = Object.fromEntries(all.map(([name], at) => [name, mark(at)]))
  const pieces = say(of, { ...values, ...marks }).split(/\uE000(\d+)\uE001/)
  return pieces.map((piece, at) => (
    // The pieces of one sentence never change places.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={at}>{at % 2 === 0 ? piece : all[Number(piece)]?.[1]}</Fragment>
  ))
}
