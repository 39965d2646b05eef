import type { Act, Command } from './acts.ts'
import { openingTrouble, replay, type TextState } from './authority.ts'
import { type Commit, contentHash, documentHash, hashOf } from './chain.ts'
import { enact } from './enact.ts'
import { judge } from './rule.ts'
import { ownOf } from './talks.ts'

// Whether the record can be what it says: every commit is decided once more, from nothing but those before it.

/** What is wrong with a link of the chain. */
export type Broken = 'order' | 'link' | 'hash' | 'steps' | 'rule'

/** What must have been asked for an act to be in the record; undefined for those that bring their own steps. */
const askedFor = (act: Act): Exclude<Command, { type: 'propose' }> | undefined => {
  const closed = (closes: Extract<Act, { type: 'decided' }>['closes'], how: string) =>
    closes.filter(each => each.how === how).map(({ proposal }) => proposal)
  switch (act.type) {
    case 'began':
    case 'proposed':
      return undefined
    case 'took-stance':
      return { ...act, type: 'take-stance' }
    case 'answered':
      return { ...act, type: 'answer' }
    case 'explained':
      return { ...act, type: 'explain' }
    case 'offered':
      return { ...act, type: 'offer-withdrawal' }
    case 'retracted':
      return { ...act, type: 'retract-offer' }
    case 'withdrew':
      return { type: 'withdraw', proposals: act.lets.map(({ proposal }) => proposal) }
    case 'decided':
      return {
        type: 'decide',
        accept: closed(act.closes, 'accepted'),
        reject: closed(act.closes, 'rejected'),
        settle: act.lets.length > 0,
        notwithstanding: act.notwithstanding.length > 0,
      }
    case 'set-state':
      return { type: 'set-state', paragraph: act.paragraph, state: act.state }
    case 'renumbered':
      return { type: 'renumber' }
  }
}

/** Whether the act, with all that followed from it, and the text after it are what the server would have decided. */
const isDecided = (state: TextState, { act, party }: Commit, after: TextState): boolean => {
  const asked = askedFor(act)
  if (asked === undefined) return false
  const enacted = enact(state, { party }, asked)
  if ('refused' in enacted || contentHash(enacted.act) !== contentHash(act)) return false
  let { doc } = state
  for (const step of enacted.steps) doc = step.apply(doc).doc ?? doc
  return doc.eq(after.doc)
}

const isWithinRule = (state: TextState, commit: Commit, after: TextState, whole: boolean): boolean => {
  const { act, party } = commit
  if (act.type !== 'proposed') return isDecided(state, commit, after)
  if (openingTrouble(state, { party }, act) !== undefined) return false
  const own = ownOf(state.talks, party)
  for (const { id } of act.opens) own.add(id)
  return judge(state.doc, after.doc, { own, retired: state.retired }, { whole }) === undefined
}

/**
 * Whether a commit of the record is what it must be after those before it: next in order, linked by hash, unaltered,
 * fitting the text, and within the rule. The text after it, or what is broken. `whole` as for `judge`.
 */
export const audit = (
  state: TextState,
  commit: Commit,
  { whole = true } = {},
): TextState | { readonly broken: Broken } => {
  if (commit.number !== state.number + 1 || commit.versionFrom !== state.version) return { broken: 'order' }
  if (commit.versionTo !== commit.versionFrom + commit.steps.length) return { broken: 'order' }
  if (commit.previousHash !== state.hash || commit.text !== state.text) return { broken: 'link' }
  if (hashOf(commit) !== commit.hash) return { broken: 'hash' }
  if (state.at !== null && commit.at < state.at) return { broken: 'order' }
  const { act } = commit
  if ((act.type === 'began') !== (state.number === 0)) return { broken: 'order' }
  try {
    const next = replay(state, commit)
    if (act.type === 'began')
      return act.document === documentHash(state.doc) && commit.steps.length === 0 ? next : { broken: 'hash' }
    return isWithinRule(state, commit, next, whole) ? next : { broken: 'rule' }
  } catch {
    return { broken: 'steps' }
  }
}
