import { type ReactNode, useEffect, useState } from 'react'
import type { dayIn as readDay } from '../day-in.ts'
import { useLocale, useText } from '../text.ts'
import { DateText } from './date-text.tsx'
import { TextField } from './field.tsx'

interface Props {
  label: ReactNode
  hint?: ReactNode
  /** The day as ISO, null while nothing is written, undefined while no single day can be read. */
  onRead: (day: string | null | undefined) => void
}

/** Takes a day as people write it, in any of the calendars, and shows how it was understood. */
export const DayField = ({ label, hint, onRead }: Props) => {
  const say = useText()
  const { language } = useLocale()
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const [words, setWords] = useState('')
  const [reader, setReader] = useState<{ read: typeof readDay }>()
  useEffect(() => {
    void import('../day-in.ts').then(({ dayIn }) => setReader({ read: dayIn }))
  }, [])

  const readNow = (text: string) =>
    text.trim() === '' ? null : (reader?.read(text, language, today) ?? undefined)
  const day = readNow(words)
  return (
    <TextField
      label={label}
      hint={typeof day === 'string' ? <DateText edtf={day} /> : hint}
      fault={day === undefined && reader !== undefined ? say('shell.knownOn.unread') : null}
      dir="auto"
      autoComplete="off"
      value={words}
      onChange={({ target }) => {
        setWords(target.value)
        onRead(readNow(target.value))
      }}
    />
  )
}
