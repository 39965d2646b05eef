/** An account that can be chosen in a demonstration. */
interface Place {
  readonly mandates: readonly { readonly capacity: string; readonly track: string | null }[]
}

/** A delegation in one track and nothing else: where there are many such, each needs no more than its name. */
const trackOfDelegation = ({ mandates }: Place): string | null => {
  const [mandate, ...more] = mandates
  return mandate?.capacity === 'party' && more.length === 0 ? mandate.track : null
}

/** How many delegations of one track stand among the other places; more are folded up. */
const mostDelegations = 6

/** The places at the table that are shown at once, and the many delegations of a track that are folded up, in their order. */
export const foldPlaces = <Each extends Place>(places: readonly Each[]) => {
  const tracks = new Set(places.flatMap(each => trackOfDelegation(each) ?? []))
  const folded = [...tracks]
    .map(track => ({ track, places: places.filter(each => trackOfDelegation(each) === track) }))
    .filter(each => each.places.length > mostDelegations)
  return { shown: places.filter(each => !folded.some(fold => fold.places.includes(each))), folded }
}
