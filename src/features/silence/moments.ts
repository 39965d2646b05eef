const written = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/

/** What a zone's clock shows at a moment, as milliseconds of a clock that never changes. */
const clockAt = (zone: string, at: number): number => {
  const parts = Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find(each => each.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
}

export const isZone = (zone: string): boolean => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const hour = 3_600_000

/**
 * The moments at which the clock of a zone shows this local time, in order: usually one; none when the clock is put forward
 * past it; two when it is put back over it.
 */
export const momentsAt = (zone: string, local: string): Date[] => {
  const [, year, month, day, hours, minutes] = (written.exec(local) ?? []).map(Number)
  if (year === undefined || month === undefined) return []
  const clock = Date.UTC(year, month - 1, day, hours, minutes)
  if (new Date(clock).toISOString().slice(0, 16) !== local) return []
  // The offsets in force a day before and after: a clock is never put forward and back within two days.
  const offsets = [-24, 24].map(away => clockAt(zone, clock + away * hour) - (clock + away * hour))
  const moments = [...new Set(offsets.map(offset => clock - offset))]
  return moments
    .filter(at => clockAt(zone, at) === clock)
    .toSorted((left, right) => left - right)
    .map(at => new Date(at))
}
