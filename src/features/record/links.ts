/** What the page that adds to the record is opened for. */
export interface RecordAim {
  /** The entity that the new claim is about. */
  readonly about?: string
  /** The claim, about that entity, that the new one replaces. */
  readonly corrects?: string
  /** The claim, about that entity, to open to another compartment. */
  readonly discloses?: string
  /** What to begin with: a new track, meeting, party or person. */
  readonly begin?: Begun
}

export const begun = ['track', 'meeting', 'party', 'person'] as const
export type Begun = (typeof begun)[number]

/** Where something is added to the record: `recordLink({ about: track.id, corrects: claim.id })`. */
export const recordLink = (aim: RecordAim = {}): string => {
  const search = new URLSearchParams(
    Object.entries(aim).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  return search.size === 0 ? '/record' : `/record?${search.toString()}`
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The aim an address names; what is not understood is left out. */
export const aimOf = (search: Readonly<Record<string, unknown>>): RecordAim => {
  const { about, corrects, discloses, begin } = search
  const isId = (given: unknown): given is string => typeof given === 'string' && id.test(given)
  const kind = begun.find(each => each === begin)
  return {
    ...(isId(about) && { about }),
    ...(isId(corrects) && { corrects }),
    ...(isId(discloses) && { discloses }),
    ...(kind !== undefined && { begin: kind }),
  }
}
