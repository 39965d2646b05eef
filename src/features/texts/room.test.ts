import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../domain/refusal.ts'
import { redo, undo } from './editor-history.ts'
import { chair, type Delegate, givenDelegate, givenRoom, type Room } from './given-room.ts'
import { find, p, shown, text } from './given-text.ts'
import {
  restore,
  suggestDelete,
  suggestInsert,
  suggestMerge,
  suggestMove,
  suggestReplace,
  suggestSplit,
} from './suggest.ts'
import { wording } from './schema.ts'
import { standingOf } from './brackets-held.ts'
import { piecesOf } from './pieces.ts'
import { renderPlain } from './render.ts'

const givenTable = () => {
  const room = givenRoom(text(p('one', 'The parties shall meet in Doha'), p('two', 'They report')))
  const seat = () => givenDelegate(room, randomUUID())
  return { room, a: seat(), b: seat() }
}

type Edit = (
  tr: Parameters<Parameters<Delegate['dispatch']>[0]>[0],
  how: ReturnType<Delegate['suggesting']>,
) => unknown

const does = (delegate: Delegate, edit: Edit) => {
  const how = delegate.suggesting(delegate.minted[0] ?? delegate.mint())
  delegate.dispatch(tr => edit(tr, how))
}
const at = ({ state }: Delegate, phrase: string) => find(state.doc, phrase)

const types = (delegate: Delegate, words: string, before: string) =>
  does(delegate, (tr, how) => suggestInsert(tr, at(delegate, before), words, how))
const strikes = (delegate: Delegate, phrase: string) =>
  does(delegate, (tr, how) =>
    suggestDelete(tr, at(delegate, phrase), at(delegate, phrase) + phrase.length, how),
  )

/** The letter arrives. */
const sends = (room: Room, delegate: Delegate) => {
  const letter = delegate.letter()
  if (letter === null) throw new Error('There is nothing to send.')
  const answer = room.answer(letter.sender, letter.command)
  if (isRefusal(answer)) throw new Error(answer.refused)
}
/** Everybody reads everything, and sends what is left. */
const settles = (room: Room, ...delegates: readonly Delegate[]) => {
  for (let round = 0; round < 5; round += 1)
    for (const delegate of delegates) {
      delegate.hear(Infinity)
      if (delegate.letter() === null) continue
      delegate.waiting = null
      sends(room, delegate)
    }
  for (const delegate of delegates) {
    delegate.hear(Infinity)
    expect(delegate.state.doc.eq(room.state.doc)).toBe(true)
    expect(delegate.diverged).toBe(0)
  }
}
/** The text with the parties' proposals called a and b. */
const reads = ({ room, a, b }: ReturnType<typeof givenTable>) =>
  shown(room.state.doc).map(line =>
    [...a.minted.map(id => [id, 'a'] as const), ...b.minted.map(id => [id, 'b'] as const)]
      .reduce((all, [id, name]) => all.replaceAll(id, name), line)
      .replace(/[0-9a-f]{8}-\d+/, 'new'),
  )

describe('what one delegation strikes while another writes in its midst', () => {
  it('leaves the other’s words unstruck when they arrive first', () => {
    const table = givenTable()
    const { room, a, b } = table
    types(b, 'soon ', 'meet')
    strikes(a, 'shall meet')
    sends(room, b)
    settles(room, a, b)
    expect(reads(table)[0]).toBe('one: The parties -a{shall }+b{soon }-a{meet} in Doha')
  })

  it('leaves them unstruck when its own letter is under way already', () => {
    const table = givenTable()
    const { room, a, b } = table
    types(b, 'soon ', 'meet')
    strikes(a, 'shall meet')
    const letter = a.letter()
    sends(room, b)
    a.hear(Infinity)
    if (letter !== null) room.answer(letter.sender, letter.command)
    settles(room, a, b)
    expect(reads(table)[0]).toBe('one: The parties -a{shall }+b{soon }-a{meet} in Doha')
  })

  it('leaves unstruck what is written on in a bracket it strikes', () => {
    const table = givenTable()
    const { room, a, b } = table
    types(b, 'soon now ', 'meet')
    sends(room, b)
    settles(room, a, b)
    types(b, 'but not ', 'now')
    sends(room, b)
    strikes(a, 'soon now')
    settles(room, a, b)
    expect(reads(table)[0]).toBe(
      'one: The parties shall -a{+b{soon }}+b{but not }-a{+b{now}}+b{ }meet in Doha',
    )
  })

  it('leaves a paragraph begun there its beginning and its words', () => {
    const table = givenTable()
    const { room, a, b } = table
    does(b, (tr, how) => suggestReplace(tr, at(b, 'meet'), at(b, 'meet'), wording('x', 'y '), how))
    strikes(a, 'shall meet')
    sends(room, b)
    settles(room, a, b)
    expect(reads(table).slice(0, 2)).toEqual([
      'one: The parties -a{shall }+b{x}',
      '+b{new:} +b{y }-a{meet} in Doha',
    ])
  })

  it('leaves them where they are when the words round them are moved', () => {
    const table = givenTable()
    const { room, a, b } = table
    types(b, 'soon ', 'meet')
    does(a, (tr, how) => suggestMove(tr, at(a, 'shall meet '), at(a, 'in Doha'), at(a, 'parties'), how))
    sends(room, b)
    settles(room, a, b)
    expect(reads(table)[0]).toBe('one: The +a{shall meet }parties -a{shall }+b{soon }-a{meet }in Doha')
  })

  it('leaves them unstruck when it replaces the words round them', () => {
    const table = givenTable()
    const { room, a, b } = table
    types(b, 'soon ', 'meet')
    does(a, (tr, how) => suggestReplace(tr, at(a, 'shall meet'), at(a, ' in Doha'), wording('gather'), how))
    sends(room, b)
    settles(room, a, b)
    expect(reads(table)[0]).toBe('one: The parties -a{shall }+b{soon }-a{meet}+a{gather} in Doha')
  })

  it('strikes them as well once it has read them and strikes again', () => {
    const table = givenTable()
    const { room, a, b } = table
    types(b, 'soon ', 'meet')
    strikes(a, 'shall meet')
    sends(room, b)
    settles(room, a, b)
    strikes(a, 'shall soon meet')
    settles(room, a, b)
    expect(reads(table)[0]).toBe('one: The parties -a{shall }-a{+b{soon }}-a{meet} in Doha')
  })

  it('leaves them unstruck wherever else both sides write before and behind them', () => {
    const table = givenTable()
    const { room, a, b } = table
    types(b, 'soon ', 'meet')
    types(b, 'two ', 'parties')
    types(a, 'All: ', 'The')
    strikes(a, 'shall meet')
    types(a, '!', ' in Doha')
    sends(room, b)
    settles(room, a, b)
    expect(reads(table)[0]).toBe('one: +a{All: }The +b{two }parties -a{shall }+b{soon }-a{meet}+a{!} in Doha')
  })

  it('goes on striking what it had struck, although somebody puts the same words there anew', () => {
    const table = givenTable()
    const { room, a, b } = table
    strikes(a, 'Doha')
    settles(room, a, b)
    does(b, tr => {
      const from = at(b, 'Doha')
      return tr.replaceWith(from, from + 4, tr.doc.slice(from, from + 4).content)
    })
    strikes(a, 'The')
    strikes(a, 'report')
    sends(room, b)
    settles(room, a, b)
    expect(reads(table)).toEqual(['one: -a{The} parties shall meet in -a{Doha}', 'two: They -a{report}'])
  })

  it('leaves unstruck what several write there one after another', () => {
    const table = givenTable()
    const { room, a, b } = table
    strikes(a, 'shall meet')
    types(b, 'soon ', 'meet')
    sends(room, b)
    a.hear(Infinity)
    settles(room, b)
    does(b, (tr, how) => suggestSplit(tr, at(b, 'on '), how))
    sends(room, b)
    settles(room, a, b)
    expect(reads(table).slice(0, 2)).toEqual([
      'one: The parties -a{shall }+b{so}',
      '+b{new:} +b{on }-a{meet} in Doha',
    ])
  })
})

describe('a deletion done again', () => {
  it('after it was undone strikes what it struck, and nothing written there meanwhile', () => {
    const table = givenTable()
    const { room, a, b } = table
    strikes(a, 'shall meet')
    settles(room, a, b)
    a.turn(undo)
    settles(room, a, b)
    types(b, 'soon ', 'meet')
    settles(room, a, b)
    a.turn(redo)
    settles(room, a, b)
    expect(reads(table)[0]).toBe('one: The parties -a{shall }+b{soon }-a{meet} in Doha')
    a.turn(undo)
    a.turn(redo)
    settles(room, a, b)
    expect(reads(table)[0]).toBe('one: The parties -a{shall }+b{soon }-a{meet} in Doha')
  })

  it('of which a part was let stand meanwhile strikes the rest', () => {
    const table = givenTable()
    const { room, a, b } = table
    strikes(a, 'shall meet in')
    settles(room, a, b)
    // From another window of the same delegation.
    a.dispatch(tr => restore(tr.setMeta('addToHistory', false), at(a, 'meet'), at(a, ' in'), a.open()))
    a.turn(undo)
    a.turn(redo)
    settles(room, a, b)
    expect(reads(table)[0]).toBe('one: The parties -a{shall }meet-a{ in} Doha')
  })

  it('by undoing that it was restored leaves what was written there meanwhile', () => {
    const table = givenTable()
    const { room, a, b } = table
    strikes(a, 'shall meet')
    // Some seconds later: what is done at once is undone at once.
    does(a, (tr, how) => restore(tr.setTime(tr.time + 5000), 0, tr.doc.content.size, how.own))
    settles(room, a, b)
    types(b, 'soon ', 'meet')
    settles(room, a, b)
    a.turn(undo)
    settles(room, a, b)
    expect(reads(table)[0]).toBe('one: The parties -a{shall }+b{soon }-a{meet} in Doha')
  })
})

it('keeps what is written in the first paragraph while the chair joins it to the next', () => {
  const room = givenRoom(text(p('zero', 'Recalling that '), p('one', 'The parties meet')))
  const [a, b] = [givenDelegate(room, randomUUID()), givenDelegate(room, randomUUID())]
  does(b, (tr, how) => suggestMerge(tr, 0, how))
  settles(room, a, b)
  strikes(a, 'that ')
  types(a, 'how ', 'that')
  const accept = [b.minted[0] ?? '']
  room.answer(chair, { type: 'decide', accept, reject: [], settle: false, notwithstanding: true })
  settles(room, a, b)
  const [proposal = ''] = a.minted
  expect(shown(room.state.doc)).toEqual([
    `one: Recalling +${proposal}{how }-${proposal}{that }The parties meet`,
  ])
  expect(a.lost).toEqual([])
})

describe('what a delegation wrote and undid', () => {
  type Stroke = readonly [kind: number, start: number, length: number, sent: boolean]
  const strokes = fc.array(fc.tuple(fc.nat(5), fc.nat(60), fc.nat(9), fc.boolean()), { maxLength: 12 })

  /** One stroke, some seconds after the one before, so that each is undone by itself. */
  const make = (delegate: Delegate, [kind, start, length]: Stroke, time: number) =>
    does(delegate, (tr, how) => {
      tr.setTime(time)
      const $from = tr.doc.resolve(Math.min(start, tr.doc.content.size - 1))
      const from = $from.depth === 0 ? $from.pos + 1 : $from.pos
      const to = Math.min(from + length, tr.doc.resolve(from).end())
      if (kind === 0) suggestInsert(tr, from, 'shall ', how)
      else if (kind === 1) suggestDelete(tr, from, to, how)
      else if (kind === 2) suggestReplace(tr, from, to, wording('x', 'y'), how)
      else if (kind === 3) suggestSplit(tr, from, how)
      else if (kind === 4) suggestMove(tr, from, to, 1, how)
      else suggestDelete(tr, from, Math.min(from + 4 * length, tr.doc.content.size - 1), how)
    })

  const renderings = ({ state: { doc, talks } }: Room) =>
    [
      ...(['all', 'accepted', 'base'] as const).map(show => ({ show })),
      { show: 'party', party: null } as const,
    ].map(shown => renderPlain(doc, talks, ({ party, name }) => party ?? name ?? '', { shown }))

  it('leaves no bracket of its own and is in no rendering', () =>
    fc.assert(
      fc.property(strokes, all => {
        const { room, a, b } = givenTable()
        types(b, 'soon ', 'meet')
        settles(room, a, b)
        const before = renderings(room)
        all.forEach((stroke, index) => {
          make(a, stroke, 10_000 * (index + 1))
          if (stroke[3]) settles(room, a, b)
        })
        for (const _ of all) a.turn(undo)
        settles(room, a, b)
        expect(renderings(room)).toEqual(before)
        const pieces = piecesOf(room.state.doc)
        expect(a.minted.filter(id => pieces.has(id))).toEqual([])
        for (const standing of standingOf(room.state.doc, room.state.talks))
          expect(standing.pending.filter(({ party }) => party === a.party)).toEqual([])
      }),
      { numRuns: 60 },
    ))
})
