/**
 * The moment at which what follows from times is judged, such as whether silence runs: now; for a reader who looks back to a day,
 * the end of that day, because nothing later is seen of what happened.
 */
export const momentSeen = (knownOn: string | undefined, now: Date): Date => {
  if (knownOn === undefined) return now
  const end = new Date(`${knownOn}T23:59:59.999Z`)
  return end < now ? end : now
}
