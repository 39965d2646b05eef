const millisecondsInDay = 86_400_000

const padded = (value: number, length: number) => String(value).padStart(length, '0')

const instantOf = (day: string) => Date.parse(`${day}T00:00:00Z`)

/** How many days the month has. Gregorian; `month` counts from 1. */
export const daysInMonth = (year: number, month: number): number => {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (month === 2) return leap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** A Gregorian year as four digits. */
export const isoYear = (year: number): string => padded(year, 4)

/** A Gregorian month as `YYYY-MM`. */
export const isoMonth = (year: number, month: number): string => `${isoYear(year)}-${padded(month, 2)}`

/** A Gregorian day as `YYYY-MM-DD`, or null when there is no such day between the years 0 and 9999. */
export const isoDay = (year: number, month: number, day: number): string | null => {
  if (year < 0 || year > 9999 || month < 1 || month > 12) return null
  if (day < 1 || day > daysInMonth(year, month)) return null
  return `${isoMonth(year, month)}-${padded(day, 2)}`
}

/** The three numbers of an ISO day. */
export const partsOfDay = (day: string): { year: number; month: number; day: number } => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)),
  day: Number(day.slice(8, 10)),
})

/** The ISO day that many days later; earlier when negative. Held inside the years 0 to 9999. */
export const addDays = (day: string, count: number): string => {
  const moved = new Date(instantOf(day) + count * millisecondsInDay)
  if (!(moved.getTime() >= instantOf('0000-01-01'))) return '0000-01-01'
  return moved.getTime() > instantOf('9999-12-31') ? '9999-12-31' : moved.toISOString().slice(0, 10)
}

/** The ISO day that many months later, on the last day of the month when the month is shorter. */
export const addMonths = (day: string, count: number): string => {
  const from = partsOfDay(day)
  const months = Math.min(Math.max(from.year * 12 + from.month - 1 + count, 0), 9999 * 12 + 11)
  const year = Math.floor(months / 12)
  const month = (months % 12) + 1
  return isoDay(year, month, Math.min(from.day, daysInMonth(year, month))) ?? day
}

/** Days from the first ISO day to the second; negative when the second is earlier. */
export const daysBetween = (first: string, second: string): number =>
  Math.round((instantOf(second) - instantOf(first)) / millisecondsInDay)

/** Sunday is 0, Saturday 6. */
export const weekdayOf = (day: string): number => new Date(instantOf(day)).getUTCDay()
