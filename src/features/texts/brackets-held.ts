import type { Node } from 'prosemirror-model'
import { paragraphStates, type ParagraphState } from './acts.ts'
import { attrsOf, insertedBy, isTakenBack, struckBy } from './schema.ts'
import { type Holder, holdersOf, isOpen, type Talks } from './talks.ts'

/**
 * The proposals whose marks a paragraph bears, on its beginning or in its words. What its own author took back is in
 * no rendering, and no bracket.
 */
export const proposalsIn = (paragraph: Node): Set<string> => {
  const found = new Set<string>()
  for (const node of [paragraph, ...paragraph.children]) {
    if (isTakenBack(node)) continue
    const by = insertedBy(node)
    if (by !== null) found.add(by)
    for (const each of struckBy(node)) found.add(each)
  }
  return found
}

/** The words of a paragraph that are agreed so far: nobody's insertion, struck or not. */
export const baseWording = (paragraph: Node): string =>
  paragraph.children.map(run => (insertedBy(run) === null ? (run.text ?? '') : '')).join('')

const same = (left: Holder, right: Holder) => left.party === right.party && left.name === right.name
const unique = (holders: readonly Holder[]): Holder[] =>
  holders.filter((each, index) => holders.findIndex(other => same(other, each)) === index)

export interface ParagraphStanding {
  readonly paragraph: string
  /** What holds now: a state set for words that are no longer these, or that brackets stand in, does not. */
  readonly state: ParagraphState
  /** What was set, when that holds no more: the paragraph was opened again. */
  readonly earlier: ParagraphState | null
  readonly proposals: readonly string[]
  /** Who holds a bracket in it or has reserved its position. With one: “pending A only”. */
  readonly pending: readonly Holder[]
}

/** How every paragraph stands. */
export const standingOf = (doc: Node, { proposals, paragraphs }: Talks): ParagraphStanding[] =>
  doc.children.map(paragraph => {
    const { id } = attrsOf(paragraph)
    const open = [...proposalsIn(paragraph)].map(each => proposals.get(each)).filter(isOpen)
    const reserving = open.flatMap(({ stances }) =>
      [...stances].flatMap(([party, { what }]) => (what === 'reserve' ? [{ party, name: null }] : [])),
    )
    const set = paragraphs.get(id)
    const holds = set !== undefined && open.length === 0 && set.wording === baseWording(paragraph)
    return {
      paragraph: id,
      state: holds ? set.state : 'open',
      earlier: set === undefined || holds || set.state === 'open' ? null : set.state,
      proposals: open.map(each => each.id),
      pending: unique([...open.flatMap(holdersOf), ...reserving]),
    }
  })

/** Whether a state says that the words are agreed, at whatever level. */
export const saysAgreed = (state: ParagraphState): boolean => paragraphStates.indexOf(state) > 0

export interface BurnDown {
  /** The commit after which so many brackets were open. */
  readonly number: number
  readonly open: number
}

/** How many brackets were open after each commit that opened or closed one. */
export const burnDown = ({ proposals }: Talks): BurnDown[] => {
  const changes = new Map<number, number>()
  const add = (number: number, change: number) => changes.set(number, (changes.get(number) ?? 0) + change)
  for (const { opened, closed } of proposals.values()) {
    add(opened, 1)
    if (closed !== null) add(closed.number, -1)
  }
  let open = 0
  return [...changes]
    .toSorted(([left], [right]) => left - right)
    .map(([number, change]) => ({ number, open: (open += change) }))
}
