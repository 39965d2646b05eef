import { randomUUID } from 'node:crypto'
import type { Node } from 'prosemirror-model'
import { afterAll, describe, expect, it } from 'vitest'
import { isRefusal } from '../../domain/refusal.ts'
import { audit } from './audit.ts'
import { newText, type TextState } from './authority.ts'
import { redo, undo } from './editor-history.ts'
import { chair, type Delegate, givenDelegate, givenRoom, type Letter, type Room } from './given-room.ts'
import { dice, p, text } from './given-text.ts'
import { project } from './rule.ts'
import { struckBy, wording } from './schema.ts'
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
  largest: 0,
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

/** Signs that only these words have, so that each is known wherever it stands. */
const firstSign = 0x4e00
const isSign = (character: string) => character >= '\u4e00' && character < '\ud800'

/** What stands struck in a text, sign by sign: by whom, and what stands unstruck. */
const signs = (doc: Node, isBy: (proposal: string) => boolean) => {
  const struck = new Set<string>()
  const left = new Set<string>()
  doc.descendants(node => {
    if (!node.isText) return true
    const into = struckBy(node).some(isBy) ? struck : left
    for (const sign of node.text ?? '') if (isSign(sign)) into.add(sign)
    return true
  })
  return { struck, left }
}

/** Does something at a delegation's editor, and notes what it struck with its own hand, let stand again, or took out. */
const byHand = (delegate: Delegate, deed: () => void, takenBack: Set<string>) => {
  const isBy = (id: string) => delegate.minted.includes(id)
  const before = signs(delegate.state.doc, isBy)
  deed()
  const after = signs(delegate.state.doc, isBy)
  const struck = [...after.struck].filter(each => !before.struck.has(each))
  for (const each of struck) delegate.struckHere.add(each)
  for (const each of before.struck) if (!after.struck.has(each)) delegate.struckHere.delete(each)
  for (const each of [...before.struck, ...before.left])
    if (!after.struck.has(each) && !after.left.has(each)) takenBack.add(each)
  return struck
}

/** Undoes or does again, which strikes nothing but what this delegation wrote or struck before. */
const turnBack = (delegate: Delegate, way: typeof undo, takenBack: Set<string>) => {
  const struck = byHand(delegate, () => delegate.turn(way), takenBack)
  expect(struck.filter(each => !delegate.everStruck.has(each))).toEqual([])
}

/** The post: letters wait, arrive, are lost on the way to the server, or their answers on the way back. */
const serve = (room: Room, { from, sender, command }: Letter, isAnswerLost: boolean) => {
  if (command.version < room.state.version) totals.rebased += 1
  const answer = room.answer(sender, command)
  totals.letters += 1
  totals.largest = Math.max(totals.largest, command.steps.length)
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
  const post: Letter[] = []
  const words: string[] = []
  const takenBack = new Set<string>()
  const word = () => {
    const start = firstSign + words.length * 4
    const each = String.fromCharCode(start, start + 1, start + 2, start + 3)
    words.push(each)
    return each
  }
  // For a while one of them writes without a line, and sends it all at once.
  const goesAway = seed % 3 === 0
  const oneOf = () => delegates[roll(6)] as Delegate
  for (let turn = 0; turn < 700; turn += 1) {
    const chance = roll(100)
    const delegate = oneOf()
    const isAway = goesAway && delegate === delegates[0] && turn > 150 && turn < 500
    if (chance < 40 || isAway) {
      const typed = words.length
      if (roll(9) === 0) turnBack(delegate, roll(3) === 0 ? redo : undo, takenBack)
      else
        for (const each of byHand(delegate, () => act(delegate, roll, word), takenBack))
          delegate.everStruck.add(each)
      for (const each of words.slice(typed).join('')) delegate.everStruck.add(each)
    } else if (chance < 62) {
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
  return { room, delegates, words, takenBack }
}

/** Every state of the text, each commit of its record audited on the way. */
const states = (room: Room): TextState[] => {
  const all = [newText(room.state.text, room.first)]
  for (const commit of room.commits) {
    const next = audit(all[all.length - 1] as TextState, commit)
    if ('broken' in next) throw new Error(`Commit ${commit.number}: ${next.broken}`)
    all.push(next)
  }
  return all
}

/** Whether a sign that is gone was taken out by a decision or withdrawal, which everybody sees. */
const tookDecision = (sign: string, room: Room, all: readonly TextState[]) => {
  const last = all.findLastIndex(({ doc }) => doc.textContent.includes(sign))
  return last >= 0 && ['decided', 'withdrew'].includes(room.commits[last]?.act.type ?? '')
}

const more = Number(process.env['FUZZ_SEEDS'] ?? 0)
const seeds = (usual: number) => Array.from({ length: Math.max(usual, more) }, (_, index) => index + 1)

describe.each([
  ['without decisions', false, 12],
  ['while the chair decides and parties withdraw', true, 18],
] as const)('six delegations, slow letters and broken lines, %s', (_, withChair, usual) => {
  it.each(seeds(usual))(
    'end with one text, every word in it or shown, and struck only by who had read it (seed %i)',
    seed => {
      const { room, delegates, words, takenBack } = play(seed, withChair)
      for (const delegate of delegates) {
        expect(delegate.diverged).toBe(0)
        expect(delegate.state.doc.eq(room.state.doc)).toBe(true)
      }
      for (const delegate of delegates) {
        const { struck, left } = signs(room.state.doc, id => delegate.minted.includes(id))
        expect([...struck].filter(each => !delegate.struckHere.has(each))).toEqual([])
        const forgotten = [...delegate.struckHere].filter(each => left.has(each) && !struck.has(each))
        expect(withChair ? [] : forgotten).toEqual([])
      }
      const all = states(room)
      expect(all.at(-1)?.doc.eq(room.state.doc)).toBe(true)
      const left = room.state.doc.textContent
      const shown = delegates
        .flatMap(each => each.lost.map(({ slice }) => slice.content.textBetween(0, slice.content.size, '\n')))
        .join('\n')
      const missing = words
        .join('')
        .split('')
        .filter(
          each =>
            !takenBack.has(each) &&
            !left.includes(each) &&
            !shown.includes(each) &&
            !(withChair && tookDecision(each, room, all)),
        )
      expect(missing).toEqual([])
      // What was taken out before it was sent, nobody else ever saw.
      const seen = new Set(withChair ? '' : all.map(({ doc }) => doc.textContent).join(''))
      expect([...takenBack].filter(each => seen.has(each) && !left.includes(each))).toEqual([])
      // Decisions change what is agreed; nothing else does.
      const agreed = (doc: Node) => (withChair ? [] : project(doc, { has: () => true }))
      expect(agreed(room.state.doc)).toEqual(agreed(room.first))
    },
  )
})
