import { adoptOutcome, agreeOutcome, issueOutcome, type Outcome } from './outcome.ts'

export const facts = ['agreed', 'adopted', 'issued'] as const
export type Fact = (typeof facts)[number]

/** How far one of the three facts is: stated, waiting for one before it, never to be for this kind, or to be stated now. */
export interface Step {
  readonly fact: Fact
  readonly state: 'done' | 'never' | 'waits' | 'open'
  /** The fact that has to come first. */
  readonly first: Fact | null
  /** Whose act it is. */
  readonly whose: 'chair' | 'both'
  /** Whether this reader may do it now. */
  readonly mine: boolean
}

type Facts = Pick<Outcome, 'kind' | 'agreedAt' | 'adoptedAt' | 'issued' | 'text' | 'revision'>

const firsts: Readonly<Record<string, Fact>> = { 'not-agreed': 'agreed', 'not-adopted': 'adopted' }

/** Where an outcome stands between agreed, adopted and issued, and what of it this reader may do; by the very rules that refuse. */
export const stepsOf = (
  outcome: Facts,
  mine: { readonly presides: boolean; readonly secretariat: boolean },
): Step[] => {
  const against = {
    agreed: agreeOutcome(outcome),
    adopted: adoptOutcome(outcome, undefined),
    issued: issueOutcome(outcome),
  }
  return facts.map((fact): Step => {
    const why = against[fact]?.refused
    const first = why === undefined ? null : (firsts[why] ?? null)
    const state =
      why === undefined ? 'open' : first !== null ? 'waits' : why === 'chairs-alone' ? 'never' : 'done'
    const whose = fact === 'issued' && outcome.kind !== 'chairs-summary' ? 'both' : 'chair'
    const isMine = mine.presides || (whose === 'both' && mine.secretariat)
    return { fact, state, first, whose, mine: state === 'open' && isMine }
  })
}
