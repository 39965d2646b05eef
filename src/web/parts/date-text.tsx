import { showDate, showInstant } from '../../domain/dates.show.ts'
import { precisionOf } from '../../domain/edtf.ts'
import { useLocale, useWord } from '../text.ts'

/** What `datetime` may hold in HTML: a day, a month, a year or an instant. */
const machineReadable = /^\d{4}(-(0[1-9]|1[0-2])(-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?)?)?$/

interface Props {
  edtf: string
  /**
   * Says in words how exactly it is known. The date itself shows that (May 2023, 11–20 December, approximately),
   * except when a month or a year has become a span of days in another calendar; there it is said unless told not to.
   */
  precise?: boolean
}

/** A date as exactly as it is known, the same date in the reader's other calendar at hand. */
export const DateText = ({ edtf, precise }: Props) => {
  const word = useWord()
  const { language, calendar, secondCalendar, zone } = useLocale()
  const precision = precisionOf(edtf)
  if (precision === null) return <bdi className="date">{edtf}</bdi>

  const coarse = precision !== 'day' && precision !== 'instant'
  const converted = calendar !== 'gregorian' && ['month', 'season', 'year', 'years'].includes(precision)
  const other = showDate(edtf, { locale: language, calendar: secondCalendar, zone })
  return (
    <time
      className="date"
      dateTime={machineReadable.test(edtf) ? edtf : undefined}
      title={`${other}\n${word('precision', precision)}\n${edtf}`}
    >
      {showDate(edtf, { locale: language, calendar, zone })}
      {coarse && (precise ?? converted) && (
        <small className="precision">{word('precision', precision)}</small>
      )}
    </time>
  )
}

/** A moment on the reader's clock, with the clock of the place beside it where that differs. */
export const Instant = ({ at, zone: there }: { at: string; zone?: string | null }) => {
  const { language, calendar, secondCalendar, zone } = useLocale()
  const shown = (own: string, reckoning = calendar) =>
    showInstant(at, { locale: language, calendar: reckoning, zone: own })
  const here = shown(zone)
  const local = there ? shown(there) : here
  return (
    <time className="date" dateTime={at} title={shown(zone, secondCalendar)}>
      {here}
      {local !== here && <small className="precision">{local}</small>}
    </time>
  )
}
