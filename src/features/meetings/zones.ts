/** Local clock time in a zone, for a moment that the record gives to the minute. */
export interface ClockTime {
  readonly zone: string
  readonly at: Date
}

const written = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/

const isZone = (zone: string): boolean => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Milliseconds the zone's clock is ahead of UTC at a moment. */
const offsetAt = (zone: string, at: number): number => {
  const parts = Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find(each => each.type === type)?.value)
  const clock = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return clock - Math.floor(at / 1000) * 1000
}

/**
 * The moment an EDTF instant names. Without an offset it is read on the clock of the meeting's zone; without a zone
 * either, it names no moment. Null for dates that give no time of day.
 */
export const momentOf = (edtf: string, zone: string | undefined): Date | null => {
  const found = written.exec(edtf)
  if (found === null) return null
  const [, day = '', time = '', offset] = found
  if (offset !== undefined) return new Date(`${day}T${time}${offset}`)
  if (zone === undefined || !isZone(zone)) return null
  const clock = Date.parse(`${day}T${time}Z`)
  const guess = clock - offsetAt(zone, clock)
  // Across a change of the clocks the first guess may be an hour off; the offset at the guess settles it.
  return new Date(clock - offsetAt(zone, guess))
}

/** The moment on the reader's clock, with the meeting's clock beside where the two differ. */
export const clocksFor = (moment: Date, meetingZone: string | undefined, readerZone: string): ClockTime[] => {
  const reader = { zone: readerZone, at: moment }
  if (meetingZone === undefined || !isZone(meetingZone) || meetingZone === readerZone) return [reader]
  return [reader, { zone: meetingZone, at: moment }]
}
