import { randomUUID } from 'node:crypto'
import { Step, type StepMap, Transform } from 'prosemirror-transform'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Command } from '../../src/features/texts/acts.ts'
import { begin, command, newText, type Sender, type TextState } from '../../src/features/texts/authority.ts'
import { dice } from '../../src/features/texts/given-text.ts'
import { schema, textDocument } from '../../src/features/texts/schema.ts'
import {
  suggestDelete,
  suggestInsert,
  suggestSplit,
  type Suggesting,
} from '../../src/features/texts/suggest.ts'
import { quantile, rounded } from './work.ts'

// What the server does to judge a commit, from the steps as they come to the sealed commit: reading them, bringing them
// up to date, the rule, the chain. Reading from the database and storing are not in it.

const size = { paragraphs: 2000, characters: 300, parties: 30, proposals: 1000, commits: 3000 }
/** An editor may be so many commits behind. */
const mostBehind = 20
const now = new Date('2026-03-01T12:00:00.000Z')

interface Hand {
  readonly sender: Sender
  readonly proposals: string[]
}

const firstState = (): TextState => {
  const text = 'measures agreed between the sides '.repeat(20).slice(0, size.characters)
  const doc = textDocument(Array.from({ length: size.paragraphs }, (_, index) => ({ id: `p${index}`, text })))
  const secretariat: Sender = { party: null, account: null, client: null, ref: null }
  return begin(newText(randomUUID(), doc), { language: 'en', source: null, opens: [] }, secretariat, now)
    .state
}

const edits = {
  typing: (tr: Transform, at: number, how: Suggesting) => suggestInsert(tr, at, 'ab', how),
  deleting: (tr: Transform, at: number, how: Suggesting) => suggestDelete(tr, at, at + 6, how),
  splitting: (tr: Transform, at: number, how: Suggesting) => suggestSplit(tr, at, how),
}
type Edit = keyof typeof edits

/** Milliseconds: by the clock, which runs on while other programs are at work, and of the processor. */
interface Taken {
  readonly elapsed: number
  readonly cpu: number
}

/** Milliseconds to judge a commit on a text of 600,000 characters with 1,000 open proposals of 30 parties. */
export const judgement = () => {
  const roll = dice(7)
  const hands: readonly Hand[] = Array.from({ length: size.parties }, () => ({
    sender: { party: randomUUID(), account: randomUUID(), client: randomUUID(), ref: 1 },
    proposals: [],
  }))
  let state = firstState()
  const recent = [state]
  const maps: StepMap[] = []
  let ids = 0

  const somewhere = ({ doc }: TextState) => {
    const index = roll(doc.childCount)
    let at = 1
    for (let before = 0; before < index; before += 1) at += doc.child(before).nodeSize
    return at + roll(Math.max(1, doc.child(index).content.size - 10))
  }

  const give = (hand: Hand, edit: Edit, proposal: string): Taken => {
    const seen = recent[roll(recent.length)] ?? state
    const isNew = !hand.proposals.includes(proposal)
    const tr = new Transform(seen.doc)
    const own = new Set([...hand.proposals, proposal])
    edits[edit](tr, somewhere(seen), { own, proposal, newId: () => `n${(ids += 1)}` })
    const { version } = seen
    const opens = isNew ? [{ id: proposal }] : []
    const letter = JSON.stringify({ type: 'propose', version, steps: tr.steps, opens })
    const asked = JSON.parse(letter) as Command
    const since = maps.slice(version)
    const [begun, cpu] = [performance.now(), process.cpuUsage()]
    const done = command(state, hand.sender, asked, { since, now })
    const { user, system } = process.cpuUsage(cpu)
    const taken = { elapsed: performance.now() - begun, cpu: (user + system) / 1000 }
    if (isRefusal(done)) throw new Error(`${done.refused}: ${done.detail ?? ''}`)
    state = done.state
    if (recent.push(state) > mostBehind) recent.shift()
    if (isNew) hand.proposals.push(proposal)
    maps.push(...done.commit.steps.map(step => Step.fromJSON(schema, step).getMap()))
    return taken
  }

  for (let count = 0; count < size.proposals; count += 1) {
    const hand = hands[count % hands.length]
    if (hand !== undefined) give(hand, 'typing', randomUUID())
  }
  const all: Record<Edit, Taken[]> = { typing: [], deleting: [], splitting: [] }
  for (let count = 0; count < size.commits; count += 1) {
    const hand = hands[roll(hands.length)]
    const proposal = hand?.proposals[roll(hand.proposals.length)]
    // Mostly typing, as people do.
    const edit = (['typing', 'typing', 'typing', 'deleting', 'splitting'] as const)[count % 5] ?? 'typing'
    if (hand !== undefined && proposal !== undefined) all[edit].push(give(hand, edit, proposal))
  }
  const figures = (taken: readonly Taken[]) => ({
    cpu: rounded(taken.reduce((sum, { cpu }) => sum + cpu, 0) / taken.length, 3),
    p50: quantile(
      taken.map(({ elapsed }) => elapsed),
      0.5,
      3,
    ),
    p95: quantile(
      taken.map(({ elapsed }) => elapsed),
      0.95,
      3,
    ),
  })
  return {
    characters: state.doc.textContent.length,
    proposals: state.talks.proposals.size,
    all: figures(Object.values(all).flat()),
    typing: figures(all.typing),
    deleting: figures(all.deleting),
    splitting: figures(all.splitting),
  }
}
