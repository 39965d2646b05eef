import { readDate } from '../domain/dates.read.ts'
import { isRefusal } from '../domain/refusal.ts'

/** The one day that the words mean, or null when they mean none or several. `now` is the day they are written on. */
export const dayIn = (words: string, language: string, now: string): string | null => {
  const reading = readDate(words, { language, published: now })
  return isRefusal(reading) || reading.from === null || reading.from !== reading.to ? null : reading.from
}
