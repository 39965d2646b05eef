import type { partyKinds } from '../../domain/vocabulary.ts'

export type PartyKind = (typeof partyKinds)[number]

interface Named {
  readonly id: string
  readonly name: string
  /** The kinds sources give; more than one where they differ, none where nothing is said. */
  readonly kinds: readonly PartyKind[]
  /** Takes part as an observer or guest only. */
  readonly observer?: boolean
}

/** Only a party that every source calls an organisation stands with the organisations. */
export const isOrganisation = (kinds: readonly PartyKind[]): boolean =>
  kinds.length > 0 && kinds.every(kind => kind === 'organisation' || kind === 'news-agency')

/** Names as a reader of the language expects to find them in a list. */
export const collatorOf = (language: string): Intl.Collator =>
  new Intl.Collator(language, { sensitivity: 'base', numeric: true, ignorePunctuation: true })

/**
 * The neutral order: members before observers, organisations after all others, and otherwise the alphabet of the
 * reader's language. States, authorities and movements stand in one list, so that the order judges nobody's status.
 */
export const neutralOrder = <Each extends Named>(parties: readonly Each[], language: string): Each[] => {
  const collator = collatorOf(language)
  const rank = (each: Each) => (each.observer ? 2 : 0) + (isOrganisation(each.kinds) ? 1 : 0)
  return parties.toSorted(
    (first, second) =>
      rank(first) - rank(second) ||
      collator.compare(first.name, second.name) ||
      (first.id < second.id ? -1 : 1),
  )
}
