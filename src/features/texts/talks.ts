import type { Act, BridgingAnswer, Closing, Condition, Opened, ParagraphState, Verb } from './acts.ts'

/** What somebody said of a proposal, and in which commit. */
export interface Said<What> {
  readonly what: What
  readonly note: string | null
  readonly number: number
}

/** A proposal with all that was said and done about it. Its words are in the text, under marks that bear its id. */
export interface Proposal {
  readonly id: string
  /** The party whose it is; null: the chair's. For a bracket brought in, perhaps a name nobody has a mandate for. */
  readonly author: string | null
  readonly authorName: string | null
  readonly opened: number
  readonly alternativeTo: string | null
  readonly bridges: readonly string[]
  readonly rehomes: string | null
  readonly rationale: string | null
  /** Its author let go of it; who joined may hold it still. */
  readonly released: boolean
  readonly stances: ReadonlyMap<string, Said<Verb>>
  readonly answers: ReadonlyMap<string, Said<BridgingAnswer>>
  /** What its author offered to withdraw it for. */
  readonly offer: Condition | null
  readonly closed: { readonly how: Closing['how']; readonly number: number } | null
}

export interface StateSet {
  readonly state: ParagraphState
  readonly wording: string
  readonly number: number
}

/** Everything said and decided about a text so far: the fold of its acts. */
export interface Talks {
  readonly proposals: ReadonlyMap<string, Proposal>
  readonly paragraphs: ReadonlyMap<string, StateSet>
}

export const noTalks: Talks = { proposals: new Map(), paragraphs: new Map() }

/** Who did it (null: the chair) and in which commit. */
export interface By {
  readonly party: string | null
  readonly number: number
}

const withKey = <Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, value: Value | null) => {
  const next = new Map(map)
  if (value === null) next.delete(key)
  else next.set(key, value)
  return next
}

const fresh = (opened: Opened, { party, number }: By, authorName: string | null = null): Proposal => ({
  id: opened.id,
  author: party,
  authorName,
  opened: number,
  alternativeTo: opened.alternativeTo ?? null,
  bridges: opened.bridges ?? [],
  rehomes: opened.rehomes ?? null,
  rationale: opened.rationale ?? null,
  released: false,
  stances: new Map(),
  answers: new Map(),
  offer: null,
  closed: null,
})

const changed = (talks: Talks, id: string, change: (proposal: Proposal) => Partial<Proposal>): Talks => {
  const proposal = talks.proposals.get(id)
  if (proposal === undefined) return talks
  return { ...talks, proposals: withKey(talks.proposals, id, { ...proposal, ...change(proposal) }) }
}

const adding = (talks: Talks, proposals: readonly Proposal[]): Talks =>
  proposals.length === 0
    ? talks
    : {
        ...talks,
        proposals: new Map([...talks.proposals, ...proposals.map(each => [each.id, each] as const)]),
      }

const letGo =
  (party: string | null) =>
  (proposal: Proposal): Partial<Proposal> =>
    proposal.author === party
      ? { released: true }
      : { stances: party === null ? proposal.stances : withKey(proposal.stances, party, null) }

/** The talks after one more act. */
export const foldAct = (talks: Talks, act: Act, by: By): Talks => {
  const { number } = by
  const said = <What>(what: What, note: string | undefined): Said<What> => ({
    what,
    note: note ?? null,
    number,
  })
  switch (act.type) {
    case 'renumbered':
      return talks
    case 'began':
      return adding(
        talks,
        act.opens.map(({ id, party, name, stances }) => ({
          ...fresh({ id }, { party, number }, name),
          stances: new Map(stances.map(each => [each.party, said(each.verb, undefined)])),
        })),
      )
    case 'proposed':
      return adding(
        talks,
        act.opens.map(each => fresh(each, by)),
      )
    case 'took-stance': {
      const { party } = by
      const stance = act.verb === null ? null : said(act.verb, act.note)
      if (party === null) return talks
      return changed(talks, act.proposal, ({ stances }) => ({ stances: withKey(stances, party, stance) }))
    }
    case 'answered': {
      const { party } = by
      if (party === null) return talks
      return changed(talks, act.proposal, each => ({
        answers: withKey(each.answers, party, said(act.answer, act.note)),
      }))
    }
    case 'explained':
      return changed(talks, act.proposal, () => ({ rationale: act.rationale }))
    case 'offered':
      return changed(talks, act.proposal, () => ({ offer: act.when }))
    case 'retracted':
      return changed(talks, act.proposal, () => ({ offer: null }))
    case 'withdrew':
    case 'decided': {
      const left = act.lets.reduce((all, { proposal, party }) => changed(all, proposal, letGo(party)), talks)
      return act.closes.reduce(
        (all, { proposal, how }) => changed(all, proposal, () => ({ closed: { how, number } })),
        left,
      )
    }
    case 'set-state': {
      const { state, wording } = act
      return { ...talks, paragraphs: withKey(talks.paragraphs, act.paragraph, { state, wording, number }) }
    }
  }
}

/** A party; the chair (both null); or a name that a bracket was brought in under. */
export interface Holder {
  readonly party: string | null
  readonly name: string | null
}

/** Who holds a bracket: its author until it lets go, and all who joined. Nobody holds what is closed. */
export const holdersOf = ({ author, authorName, released, stances, closed }: Proposal): readonly Holder[] => {
  if (closed !== null) return []
  const joined = [...stances].flatMap(([party, { what }]) =>
    what === 'join' && party !== author ? [{ party, name: null }] : [],
  )
  return released ? joined : [{ party: author, name: authorName }, ...joined]
}

export const isOpen = (proposal: Proposal | undefined): proposal is Proposal =>
  proposal !== undefined && proposal.closed === null

/** Every party that proposed, or said something of a proposal, each once. */
export const partiesIn = ({ proposals }: Talks): string[] => {
  const parties = new Set<string>()
  for (const { author, stances, answers } of proposals.values())
    for (const party of [author, ...stances.keys(), ...answers.keys()]) if (party !== null) parties.add(party)
  return [...parties]
}

/** The open proposals a party (null: the chair) may still write in. */
export const ownOf = ({ proposals }: Talks, party: string | null): Set<string> => {
  const own = new Set<string>()
  for (const proposal of proposals.values())
    if (proposal.author === party && proposal.authorName === null && !proposal.released && isOpen(proposal))
      own.add(proposal.id)
  return own
}
