import { isApproximate, isUncertain, precisionOf } from '../../domain/edtf.ts'
import { showDate, showInstant } from '../../domain/dates.show.ts'
import { useLocale, useText, useWord } from '../text.ts'

/** What `datetime` may hold in HTML: a day, a month, a year or an instant. */
const machineReadable = /^\d{4}(-(0[1-9]|1[0-2])(-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?)?)?$/

/** A date as exactly as it is known, its precision in words, and the same date in the reader's other calendar. */
export const DateText = ({ edtf, precise = true }: { edtf: string; precise?: boolean }) => {
  const say = useText()
  const word = useWord()
  const { language: locale, calendar, secondCalendar, zone } = useLocale()
  const precision = precisionOf(edtf)
  if (precision === null) return <bdi className="date">{edtf}</bdi>

  const text = showDate(edtf, { locale, calendar, zone })
  const other = showDate(edtf, { locale, calendar: secondCalendar, zone })
  const notes = [
    precision !== 'day' && precision !== 'instant' && word('precision', precision),
    isApproximate(edtf) && say('parts.date.approximate'),
    isUncertain(edtf) && say('parts.date.uncertain'),
  ].filter(each => each !== false)
  return (
    <time
      className="date"
      dateTime={machineReadable.test(edtf) ? edtf : undefined}
      title={`${other}\n${word('precision', precision)}\n${edtf}`}
    >
      {text}
      {precise && notes.length > 0 && <small className="precision">{notes.join(say('parts.comma'))}</small>}
    </time>
  )
}

/** A moment on the reader's clock, with the clock of the place beside it where that differs. */
export const Instant = ({ at, zone: there }: { at: string; zone?: string | null }) => {
  const { language: locale, calendar, secondCalendar, zone } = useLocale()
  const here = showInstant(at, { locale, calendar, zone })
  const local = there ? showInstant(at, { locale, calendar, zone: there }) : null
  return (
    <time className="date" dateTime={at} title={showInstant(at, { locale, calendar: secondCalendar, zone })}>
      {here}
      {local !== null && local !== here && <small className="precision">{local}</small>}
    </time>
  )
}
