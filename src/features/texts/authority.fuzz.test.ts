import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { isRefusal } from '../../domain/refusal.ts'
import { audit, newText } from './authority.ts'
import { chair, type Delegate, givenDelegate, givenRoom, type Letter, type Room } from './given-room.ts'
import { dice, p, text } from './given-text.ts'
import { project } from './rule.ts'
import { schema, wording } from './schema.ts'
import { restore, suggestInsert, suggestMerge, suggestMove, suggestReplace, suggestSplit } from './suggest.ts'
import { isOpen } from './talks.ts'

const totals = {
  seeds: 0,
  commits: 0,
  rebased: 0,
  letters: 0,
  rehomed: 0,
  lost: 0,
  lostWithoutDecisions: 0,
  refusedDecided: 0,
  resent: 0,
}
afterAll(() => process.stdout.write(`fuzz of the joint text: ${JSON.stringify(totals)}\n`))

const sentence = 'The parties 🕊 shall consider further measures without prejudice to recognition. '
const first = () => text(...Array.from({ length: 8 }, (_, index) => p(`p${index}`, sentence)))

/** One thing a delegation does at its editor. Words it types are unlike all others, so that they can be found again. */
const act = (delegate: Delegate, roll: (sides: number) => number, word: () => string) => {
  const { doc } = delegate.state
  const paragraph = roll(doc.childCount)
  let start = 1
  for (let index = 0; index < paragraph; index += 1) start += doc.child(index).nodeSize
  const length = doc.child(paragraph).content.size
  const from = start + roll(length + 1)
  const to = Math.min(from + roll(9), start + length)
  const open = [...delegate.open()]
  const proposal =
    open.length < 3 || roll(8) === 0 ? delegate.mint() : (open[roll(open.length)] ?? delegate.mint())
  const how = delegate.suggesting(proposal)
  delegate.dispatch(tr => {
    const kind = roll(100)
    if (kind < 45) suggestInsert(tr, from, word(), how)
    else if (kind < 62) suggestReplace(tr, from, to, wording(), how)
    else if (kind < 72) suggestReplace(tr, from, to, wording(word()), how)
    else if (kind < 78)
      suggestReplace(tr, from, Math.min(from + roll(200), doc.content.size - 1), wording(), how)
    else if (kind < 83) suggestReplace(tr, from, to, wording(word(), word()), how)
    else if (kind < 88) suggestSplit(tr, from, how)
    else if (kind < 92) suggestMerge(tr, start - 1, how)
    else if (kind < 95) suggestMove(tr, from, to, 1 + roll(20), how)
    else restore(tr, from, Math.min(from + 40, doc.content.size), how.own)
  })
}

const decide = (room: Room, roll: (sides: number) => number) => {
  const open = [...room.state.talks.proposals.values()].filter(isOpen)
  const chosen = open[roll(Math.max(1, open.length))]
  if (chosen === undefined) return
  const accepted = roll(2) === 0
  const done = room.answer(
    chair,
    accepted
      ? { type: 'decide', accept: [chosen.id], reject: [], settle: false, notwithstanding: true }
      : { type: 'decide', accept: [], reject: [chosen.id], settle: false, notwithstanding: true },
  )
  expect(isRefusal(done)).toBe(false)
}

const withdraw = (room: Room, delegate: Delegate, roll: (sides: number) => number) => {
  const own = [...room.state.talks.proposals.values()].filter(
    each => isOpen(each) && each.author === delegate.party,
  )
  const chosen = own[roll(Math.max(1, own.length))]
  if (chosen !== undefined)
    room.answer({ ...chair, party: delegate.party }, { type: 'withdraw', proposals: [chosen.id] })
}

/** The post: letters wait, arrive, are lost on the way to the server, or their answers on the way back. */
const serve = (room: Room, { from, sender, command }: Letter, isAnswerLost: boolean) => {
  if (command.version < room.state.version) totals.rebased += 1
  const answer = room.answer(sender, command)
  totals.letters += 1
  if (!isRefusal(answer)) {
    totals.commits += 1
    return
  }
  // The only reason there is for a delegation that keeps to its editor.
  expect(answer.refused).toBe('proposal-decided')
  totals.refusedDecided += 1
  if (isAnswerLost) return
  from.refuse(answer)
  from.hear(Infinity)
}

const reconnect = (delegate: Delegate) => {
  delegate.hear(Infinity)
  if (delegate.waiting !== null) {
    // Not among what happened meanwhile: it never arrived, or was refused. Sent again under the same number.
    delegate.waiting = null
    delegate.rehomeDecided()
    totals.resent += 1
  }
}

const play = (seed: number, withChair: boolean) => {
  const roll = dice(seed)
  const room = givenRoom(first())
  const delegates = Array.from({ length: 6 }, () => givenDelegate(room, randomUUID()))
  // Two of them are one party at two tables.
  const post: Letter[] = []
  const words: string[] = []
  const word = () => {
    const each = `w${seed}x${words.length}y`
    words.push(each)
    return each
  }
  const oneOf = () => delegates[roll(6)] as Delegate
  for (let turn = 0; turn < 700; turn += 1) {
    const chance = roll(100)
    const delegate = oneOf()
    if (chance < 40) act(delegate, roll, word)
    else if (chance < 62) {
      const letter = delegate.letter()
      if (letter !== null) post.push(letter)
    } else if (chance < 78) {
      const letter = post.shift()
      if (letter !== undefined && letter.from.waiting !== null) serve(room, letter, roll(20) === 0)
    } else if (chance < 80) {
      // The line drops: what was on its way is gone, or its answer is.
      const lost = post.findIndex(each => each.from === delegate)
      if (lost >= 0) post.splice(lost, 1)
      reconnect(delegate)
    } else if (chance < 82 && withChair) decide(room, roll)
    else if (chance < 83 && withChair) withdraw(room, delegate, roll)
    else delegate.hear(1 + roll(4))
  }
  for (let round = 0; round < 50; round += 1) {
    while (post.length > 0) {
      const letter = post.shift()
      if (letter !== undefined) serve(room, letter, false)
    }
    for (const delegate of delegates) {
      delegate.hear(Infinity)
      if (delegate.waiting !== null) reconnect(delegate)
      const letter = delegate.letter()
      if (letter !== null) post.push(letter)
    }
  }
  expect(post).toEqual([])
  totals.seeds += 1
  for (const each of delegates) {
    totals.rehomed += each.rehomed
    totals.lost += each.lost.length
    if (!withChair) totals.lostWithoutDecisions += each.lost.length
  }
  return { room, delegates, words }
}

const everything = (room: Room) => {
  const closed = new Set(
    [...room.state.talks.proposals.values()].filter(each => each.closed !== null).map(each => each.id),
  )
  return { closed, text: room.state.doc.textContent }
}

/** Words in commits under proposals that were decided or withdrawn: the chair, or they themselves, took them. */
const decidedWords = (room: Room, closed: ReadonlySet<string>) => {
  const found: string[] = []
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (
      'text' in value &&
      'marks' in value &&
      JSON.stringify(value.marks)
        .split('"')
        .some(each => closed.has(each))
    )
      found.push(String(value.text))
    for (const each of Object.values(value)) walk(each)
  }
  for (const commit of room.commits) walk(commit.steps)
  return found.join('\n')
}

describe.each([
  ['without decisions', false, 40],
  ['while the chair decides and parties withdraw', true, 60],
] as const)('six delegations, slow letters and broken lines, %s', (_, withChair, seeds) => {
  it.each(Array.from({ length: seeds }, (__, index) => index + 1))(
    'end with one text and every word in it or shown (seed %i)',
    seed => {
      const { room, delegates, words } = play(seed, withChair)
      for (const delegate of delegates) {
        expect(delegate.diverged).toBe(0)
        expect(delegate.state.doc.eq(room.state.doc)).toBe(true)
      }
      const { closed, text: left } = everything(room)
      const decided = withChair ? decidedWords(room, closed) : ''
      const shownToPeople = delegates
        .flatMap(each => each.lost.map(({ slice }) => slice.content.textBetween(0, slice.content.size, '\n')))
        .join('\n')
      const taken = [...room.state.talks.proposals.values()].some(each => each.closed?.how === 'accepted')
      const missing = words.filter(
        each => !left.includes(each) && !decided.includes(each) && !shownToPeople.includes(each),
      )
      // Others' words may have been put in the midst of a word: then its letters are all there, in order.
      const lettersOf = (each: string) => new RegExp([...each].join('[^]*?'))
      expect(missing.filter(each => !lettersOf(each).test(left) && !taken)).toEqual([])
      if (!withChair)
        expect(project(room.state.doc, { has: () => true })).toEqual(project(room.first, { has: () => true }))
      let state = newText(room.state.text, room.first)
      for (const commit of room.commits) {
        const next = audit(state, commit)
        if ('broken' in next) throw new Error(`Commit ${commit.number}: ${next.broken}`)
        state = next
      }
      expect(state.doc.eq(room.state.doc)).toBe(true)
      schema.nodeFromJSON(room.state.doc.toJSON()).check()
    },
  )
})
