import type { Node } from 'prosemirror-model'
import type { Step } from 'prosemirror-transform'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Act, Closing, Command, CommandOf, Letting } from './acts.ts'
import { baseWording, proposalsIn, saysAgreed } from './brackets-held.ts'
import { outcomeSteps, renumberSteps } from './decide.ts'
import { attrsOf } from './schema.ts'
import { holdersOf, isOpen, type Proposal, type Talks } from './talks.ts'

// What each command but `propose` comes to: the act for the record, and the steps the server computes for it.

/** In whose name a command is given: a party, or (null) the chair. */
export interface Author {
  readonly party: string | null
}

export interface Enacted {
  readonly act: Act
  readonly steps: readonly Step[]
}

type Reason =
  | 'no-such-proposal'
  | 'no-such-paragraph'
  | 'proposal-decided'
  | 'own-proposal'
  | 'not-your-proposal'
  | 'not-a-bridging-proposal'
  | 'for-parties-only'
  | 'for-the-chair-only'
  | 'condition-on-itself'
  | 'somebody-cannot'
  | 'brackets-remain'
  | 'nothing-to-decide'
type Answer = Enacted | Refusal<Reason>

interface Before {
  readonly doc: Node
  readonly talks: Talks
}

const openProposal = ({ proposals }: Talks, id: string): Proposal | Refusal<Reason> => {
  const proposal = proposals.get(id)
  if (proposal === undefined) return refuse('no-such-proposal', id)
  return isOpen(proposal) ? proposal : refuse('proposal-decided', id)
}

const saying = (act: Act): Enacted => ({ act, steps: [] })

const takeStance = (
  { talks }: Before,
  { party }: Author,
  { proposal: id, verb, note }: CommandOf<'take-stance'>,
): Answer => {
  if (party === null) return refuse('for-parties-only')
  const proposal = openProposal(talks, id)
  if ('refused' in proposal) return proposal
  if (proposal.author === party && !proposal.released) return refuse('own-proposal')
  return saying({ type: 'took-stance', proposal: id, verb, ...(note !== undefined && { note }) })
}

const answerBridge = (
  { talks }: Before,
  { party }: Author,
  { proposal: id, answer, note }: CommandOf<'answer'>,
): Answer => {
  if (party === null) return refuse('for-parties-only')
  const proposal = openProposal(talks, id)
  if ('refused' in proposal) return proposal
  if (proposal.bridges.length === 0) return refuse('not-a-bridging-proposal')
  return saying({ type: 'answered', proposal: id, answer, ...(note !== undefined && { note }) })
}

/** The author's own open proposal, not let go of. */
const ownProposal = (talks: Talks, { party }: Author, id: string): Proposal | Refusal<Reason> => {
  const proposal = openProposal(talks, id)
  if ('refused' in proposal) return proposal
  const isOwn = proposal.author === party && proposal.authorName === null && !proposal.released
  return isOwn ? proposal : refuse('not-your-proposal')
}

const offer = (
  { talks }: Before,
  author: Author,
  { proposal: id, when }: CommandOf<'offer-withdrawal'>,
): Answer => {
  const proposal = ownProposal(talks, author, id)
  if ('refused' in proposal) return proposal
  if (when.proposal === id) return refuse('condition-on-itself')
  const other = openProposal(talks, when.proposal)
  return 'refused' in other ? other : saying({ type: 'offered', proposal: id, when })
}

/** The proposals that nobody holds once all this is let go of. */
const abandoned = ({ proposals }: Talks, lets: readonly Letting[]): string[] => {
  const named = new Set(lets.map(({ proposal }) => proposal))
  return [...named].filter(id => {
    const proposal = proposals.get(id)
    const left = proposal === undefined ? [] : holdersOf(proposal)
    return left.every(({ party, name }) =>
      lets.some(each => name === null && each.proposal === id && each.party === party),
    )
  })
}

const withdraw = (
  { doc, talks }: Before,
  { party }: Author,
  { proposals }: CommandOf<'withdraw'>,
): Answer => {
  const lets: Letting[] = []
  for (const id of new Set(proposals)) {
    const proposal = openProposal(talks, id)
    if ('refused' in proposal) return proposal
    if (!holdersOf(proposal).some(each => each.party === party && each.name === null))
      return refuse('not-your-proposal')
    lets.push({ proposal: id, party })
  }
  const closing = abandoned(talks, lets)
  const closes = closing.map((proposal): Closing => ({ proposal, how: 'withdrawn' }))
  const { steps } = outcomeSteps(doc, { accepted: new Set(), removed: new Set(closing) })
  return { act: { type: 'withdrew', lets, closes }, steps }
}

/**
 * What was offered to follow when these proposals are accepted: withdrawals, and withdrawals upon those, to the end
 * of the chain, in the order in which they follow.
 */
export const chainOf = (talks: Talks, accepted: readonly string[]): Letting[] => {
  const lets: Letting[] = []
  const becomes = { accepted: new Set(accepted), withdrawn: new Set<string>() }
  for (let grew = true; grew;) {
    grew = false
    for (const { id, offer: when, author, released, closed } of talks.proposals.values()) {
      if (when === null || released || closed !== null || becomes.accepted.has(id)) continue
      if (becomes.withdrawn.has(id) || !becomes[when.becomes].has(when.proposal)) continue
      lets.push({ proposal: id, party: author })
      becomes.withdrawn.add(id)
      grew = true
    }
  }
  return lets
}

/** The parties that would have a proposal deleted or, if it bridges, cannot live with it. */
export const opponentsOf = ({ stances, answers }: Proposal): string[] => [
  ...[...stances].flatMap(([party, { what }]) => (what === 'delete' ? [party] : [])),
  ...[...answers].flatMap(([party, { what }]) => (what === 'cannot' ? [party] : [])),
]

const decide = (
  { doc, talks }: Before,
  { party }: Author,
  { accept, reject, settle, notwithstanding }: CommandOf<'decide'>,
): Answer => {
  if (party !== null) return refuse('for-the-chair-only')
  if (accept.length + reject.length === 0) return refuse('nothing-to-decide')
  const named = new Set<string>()
  const opponents = new Set<string>()
  const superseded: string[] = []
  for (const id of [...accept, ...reject]) {
    const proposal = openProposal(talks, id)
    if ('refused' in proposal) return proposal
    if (named.has(id)) return refuse('proposal-decided', id)
    named.add(id)
    if (!accept.includes(id)) continue
    for (const each of opponentsOf(proposal)) opponents.add(each)
    superseded.push(...proposal.bridges)
  }
  if (opponents.size > 0 && !notwithstanding) return refuse('somebody-cannot', [...opponents].join())
  const lets = settle ? chainOf(talks, accept).filter(each => !named.has(each.proposal)) : []
  const bridged = superseded.filter(id => !named.has(id) && isOpen(talks.proposals.get(id)))
  const withdrawn = abandoned(talks, lets).filter(id => !bridged.includes(id))
  const close = (ids: readonly string[], how: Closing['how']) =>
    [...new Set(ids)].map((proposal): Closing => ({ proposal, how }))
  const closes = [
    ...close(accept, 'accepted'),
    ...close(reject, 'rejected'),
    ...close(bridged, 'superseded'),
    ...close(withdrawn, 'withdrawn'),
  ]
  const { steps } = outcomeSteps(doc, {
    accepted: new Set(accept),
    removed: new Set([...reject, ...bridged, ...withdrawn]),
  })
  return { act: { type: 'decided', lets, closes, notwithstanding: [...opponents] }, steps }
}

const setState = (
  { doc, talks }: Before,
  { party }: Author,
  { paragraph: id, state }: CommandOf<'set-state'>,
): Answer => {
  if (party !== null) return refuse('for-the-chair-only')
  const paragraph = doc.children.find(each => attrsOf(each).id === id)
  if (paragraph === undefined) return refuse('no-such-paragraph')
  const brackets = [...proposalsIn(paragraph)].filter(each => isOpen(talks.proposals.get(each)))
  if (saysAgreed(state) && brackets.length > 0) return refuse('brackets-remain')
  return saying({ type: 'set-state', paragraph: id, state, wording: baseWording(paragraph) })
}

/** Decides a command that brings no steps of its own. */
export const enact = (
  before: Before,
  author: Author,
  command: Exclude<Command, { type: 'propose' }>,
): Answer => {
  switch (command.type) {
    case 'take-stance':
      return takeStance(before, author, command)
    case 'answer':
      return answerBridge(before, author, command)
    case 'explain': {
      const proposal = ownProposal(before.talks, author, command.proposal)
      if ('refused' in proposal) return proposal
      return saying({ type: 'explained', proposal: command.proposal, rationale: command.rationale })
    }
    case 'withdraw':
      return withdraw(before, author, command)
    case 'offer-withdrawal':
      return offer(before, author, command)
    case 'retract-offer': {
      const proposal = ownProposal(before.talks, author, command.proposal)
      return 'refused' in proposal ? proposal : saying({ type: 'retracted', proposal: command.proposal })
    }
    case 'decide':
      return decide(before, author, command)
    case 'set-state':
      return setState(before, author, command)
    case 'renumber':
      if (author.party !== null) return refuse('for-the-chair-only')
      return { act: { type: 'renumbered' }, steps: renumberSteps(before.doc).steps }
  }
}
