import { showDate, showInstant } from '../domain/dates.show.ts'
import { useLocale } from './text.ts'

/** Dates as text in the reader's language and calendar, for titles and labels; in the page itself use `DateText`. */
export const useDates = () => {
  const { language, calendar, zone } = useLocale()
  return {
    show: (edtf: string): string => showDate(edtf, { locale: language, calendar, zone }),
    instant: (at: string, there: string = zone): string =>
      showInstant(at, { locale: language, calendar, zone: there }),
  }
}
