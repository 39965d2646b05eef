import {
  type Calendar as CalendarSystem,
  CalendarDate,
  GregorianCalendar,
  IslamicUmalquraCalendar,
  parseDate,
  PersianCalendar,
  today,
  toCalendar,
} from '@internationalized/date'
import { type FormEvent, useContext, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Calendar, CalendarCell, CalendarGrid, CalendarStateContext } from 'react-aria-components/Calendar'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import type { CalendarName } from '../domain/calendars.ts'
import { dayIn } from './day-in.ts'
import { Button } from './parts/button.tsx'
import { DateText } from './parts/date-text.tsx'
import { TextField } from './parts/field.tsx'
import { useLocale, useText } from './text.ts'

const systems: Readonly<Record<CalendarName, new () => CalendarSystem>> = {
  gregorian: GregorianCalendar,
  persian: PersianCalendar,
  'islamic-umalqura': IslamicUmalquraCalendar,
}
const unicodeNames: Readonly<Record<CalendarName, string>> = {
  gregorian: 'gregory',
  persian: 'persian',
  'islamic-umalqura': 'islamic-umalqura',
}

/** Month, then year: in Persian and Arabic, too, where the usual form for calendars turns them round. */
const Month = () => {
  const state = useContext(CalendarStateContext)
  const { tag, calendar } = useLocale()
  if (state === null) return null
  const day = toCalendar(state.visibleRange.start, new GregorianCalendar()).toDate('UTC')
  const part = (options: Intl.DateTimeFormatOptions, type: string) =>
    new Intl.DateTimeFormat(tag, { ...options, calendar: unicodeNames[calendar], timeZone: 'UTC' })
      .formatToParts(day)
      .find(each => each.type === type)?.value
  return (
    <h2 aria-live="polite">
      {part({ month: 'long' }, 'month')} {part({ year: 'numeric' }, 'year')}
    </h2>
  )
}

const focusAtOnce = (field: HTMLInputElement | null) => field?.focus({ preventScroll: true })

interface Props {
  day: string | null
  onChoose: (day: string | null) => void
}

/** A calendar of the reader's own reckoning, and a field that takes a day as people write it. */
export const KnownOnChooser = ({ day, onChoose }: Props) => {
  const say = useText()
  const { language, tag, calendar, zone } = useLocale()
  const [words, setWords] = useState('')
  const [fault, setFault] = useState<string>()
  const now = today(zone)
  const chosen = day === null ? null : toCalendar(parseDate(day), new systems[calendar]())
  const read = words.trim() === '' ? null : dayIn(words, language, now.toString())

  const show = (event: FormEvent) => {
    event.preventDefault()
    if (read === null) return setFault(say('shell.knownOn.unread'))
    if (read > now.toString()) return setFault(say('shell.knownOn.future'))
    onChoose(read === now.toString() ? null : read)
  }
  return (
    <>
      <p className="popup-title">{say('shell.knownOn.label')}</p>
      <form onSubmit={show} className="known-on-form">
        <TextField
          label={say('shell.knownOn.typed')}
          hint={read === null ? say('shell.knownOn.hint') : <DateText edtf={read} />}
          fault={fault}
          dir="auto"
          autoComplete="off"
          ref={focusAtOnce}
          value={words}
          onChange={event => {
            setWords(event.target.value)
            setFault(undefined)
          }}
        />
        <Button type="submit" look="primary">
          {say('shell.knownOn.show')}
        </Button>
      </form>
      <I18nProvider locale={`${tag.replace(/-u-.*/, '')}-u-ca-${unicodeNames[calendar]}`}>
        <Calendar
          aria-label={say('shell.knownOn.label')}
          value={chosen}
          defaultFocusedValue={chosen ?? now}
          maxValue={now}
          onChange={value => {
            const picked = toCalendar(value, new GregorianCalendar())
            const iso = new CalendarDate(picked.year, picked.month, picked.day).toString()
            onChoose(iso === now.toString() ? null : iso)
          }}
        >
          <div className="months">
            <AriaButton slot="previous" aria-label={say('shell.calendar.previous')}>
              <span aria-hidden="true">‹</span>
            </AriaButton>
            <Month />
            <AriaButton slot="next" aria-label={say('shell.calendar.next')}>
              <span aria-hidden="true">›</span>
            </AriaButton>
          </div>
          <CalendarGrid>{date => <CalendarCell date={date} />}</CalendarGrid>
        </Calendar>
      </I18nProvider>
      {day !== null && <Button onClick={() => onChoose(null)}>{say('shell.knownOn.clear')}</Button>}
    </>
  )
}
