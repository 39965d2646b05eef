import { unique } from './folds.ts'
import { neutralOrder, type PartyKind } from './order.ts'
import { isObserving, type ParticipationStatus, type Role, statusesConflict } from './participation.ts'

interface Participation {
  readonly party: string
  readonly role: Role
  readonly status: ParticipationStatus
  readonly denied: boolean
  readonly illustration: boolean
}

interface Entry {
  readonly role: Role
  readonly status: ParticipationStatus
  /** Nothing says so but what was made up to show how Parley works. */
  readonly illustration: boolean
}

export interface MatrixTrack {
  readonly id: string
  readonly participations: readonly Participation[]
}

/** What one party is in one track. `disputed` when a source denies it or two contradict each other. */
export interface Cell {
  readonly entries: readonly Entry[]
  readonly disputed: boolean
}

export interface MatrixRow {
  readonly party: string
  readonly cells: readonly (Cell | null)[]
}

/** Statuses by how far a party has come; of several in one role the furthest is shown first. */
const progress: readonly ParticipationStatus[] = [
  'left',
  'excluded',
  'suspended',
  'declined',
  'participates',
  'accepted',
  'invited',
  'proposed',
]

const cellOf = (participations: readonly Participation[]): Cell | null => {
  if (participations.length === 0) return null
  const entries = unique(participations.map(each => each.role)).flatMap(role => {
    const statuses = unique(participations.filter(each => each.role === role).map(each => each.status))
    const furthest = statuses.toSorted((first, second) => progress.indexOf(first) - progress.indexOf(second))
    // What contradicts stands beside the other; what merely came before is in the history of the seat.
    const shown = statusesConflict(statuses) ? furthest : furthest.slice(0, 1)
    return shown.map(status => ({
      role,
      status,
      illustration: participations
        .filter(each => each.role === role && each.status === status)
        .every(each => each.illustration),
    }))
  })
  const disputed =
    participations.some(each => each.denied) ||
    unique(participations.map(each => each.role)).some(role =>
      statusesConflict(participations.filter(each => each.role === role).map(each => each.status)),
    )
  return { entries, disputed }
}

/** Who sits where: a row a party in the neutral order, a column a track in the order given. */
export const foldMatrix = (
  tracks: readonly MatrixTrack[],
  nameOf: (party: string) => string,
  kindsOf: (party: string) => readonly PartyKind[],
  language: string,
): MatrixRow[] => {
  const all = tracks.flatMap(track => track.participations)
  const parties = unique(all.map(each => each.party)).map(id => ({
    id,
    name: nameOf(id),
    kinds: kindsOf(id),
    observer: isObserving(all.filter(each => each.party === id).map(each => each.role)),
  }))
  return neutralOrder(parties, language).map(({ id }) => ({
    party: id,
    cells: tracks.map(track => cellOf(track.participations.filter(each => each.party === id))),
  }))
}
