import { randomUUID } from 'node:crypto'
import { Fragment, type Node, Slice } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../domain/refusal.ts'
import type { Command } from './acts.ts'
import { burnDown, standingOf } from './brackets-held.ts'
import type { Commit } from './chain.ts'
import { chainOf } from './enact.ts'
import { chair, givenRoom } from './given-room.ts'
import { del, edited, hand, ins, joinedP, newP, p, shown, text } from './given-text.ts'
import { outcomeSteps, renumberSteps } from './decide.ts'
import { labelsOf, readLabel } from './numbering.ts'
import { suggestReplace } from './suggest.ts'
import { holdersOf } from './talks.ts'

const ids = (...names: string[]) => names.map(() => randomUUID())
const [arden = '', belmar = '', corvia = ''] = ids('arden', 'belmar', 'corvia')

/** A room with proposals of two parties, whose ids are those of the marks in the text. */
const given = (doc: Node, authors: Readonly<Record<string, string | null>>) => {
  const room = givenRoom(doc)
  room.state = {
    ...room.state,
    talks: {
      paragraphs: new Map(),
      proposals: new Map(
        Object.entries(authors).map(([id, author]) => [
          id,
          {
            id,
            author,
            authorName: null,
            opened: 1,
            alternativeTo: null,
            bridges: [],
            rehomes: null,
            rationale: null,
            released: false,
            stances: new Map(),
            answers: new Map(),
            offer: null,
            closed: null,
          },
        ]),
      ),
    },
  }
  const ask = (party: string | null, command: Command) => room.answer({ ...chair, party }, command)
  const does = (party: string | null, command: Command): Commit => {
    const answer = ask(party, command)
    if (isRefusal(answer)) throw new Error(`${answer.refused} ${answer.detail ?? ''}`)
    return answer
  }
  const decides = (accept: string[], reject: string[] = [], more = {}) =>
    ({ type: 'decide', accept, reject, settle: false, notwithstanding: false, ...more }) as const
  return {
    room,
    ask,
    does,
    decides,
    shown: () => shown(room.state.doc),
    closed: () =>
      Object.fromEntries([...room.state.talks.proposals.values()].map(each => [each.id, each.closed?.how])),
    standing: () => standingOf(room.state.doc, room.state.talks),
  }
}
const [a = '', b = '', c = '', d = ''] = ids('a', 'b', 'c', 'd')
const line = () => text(p('one', 'The ', ins(a, 'two '), 'parties ', ins(b, 'soon '), del(c, 'meet')))
const authors = { [a]: arden, [b]: belmar, [c]: arden }
const named = (party: string | null) => ({ party, name: null })

describe('what the chair decides', () => {
  it('puts in what is accepted and takes out what is rejected', () => {
    const { does, decides, shown: reads } = given(line(), authors)
    does(null, decides([a, c], [b]))
    expect(reads()).toEqual(['one: The two parties '])
  })

  it('leaves others’ words that stand inside what is rejected', () => {
    const doc = text(p('one', 'The ', ins(a, 'two '), ins(b, 'or three '), ins(a, 'big '), 'parties'))
    const { does, decides, shown: reads } = given(doc, { [a]: arden, [b]: belmar })
    does(null, decides([], [a]))
    expect(reads()).toEqual([`one: The +${b}{or three }parties`])
  })

  it('leaves another’s deletion of words that are accepted', () => {
    const doc = text(p('one', 'The ', ins(a, 'two ', del(b, 'big '))))
    const { does, decides, shown: reads } = given(doc, { [a]: arden, [b]: belmar })
    does(null, decides([a]))
    expect(reads()).toEqual([`one: The two -${b}{big }`])
  })

  it('drops words that their author had taken back', () => {
    const doc = text(p('one', 'The ', ins(a, 'two ', del(a, 'big '))))
    const { does, decides, shown: reads } = given(doc, { [a]: arden })
    does(null, decides([a]))
    expect(reads()).toEqual(['one: The two '])
  })

  it('keeps the number by which a new paragraph was called', () => {
    const doc = text(
      p({ id: 'x', number: '2' }, 'Two'),
      newP(a, p('new', ins(a, 'More'))),
      p({ id: 'y', number: '3' }, 'Three'),
    )
    const { room, does, decides } = given(doc, { [a]: arden })
    does(null, decides([a]))
    expect(labelsOf(room.state.doc)).toEqual(['OP2', 'OP2bis', 'OP3'])
    expect(room.state.doc.child(1).marks).toEqual([])
    does(null, { type: 'renumber' })
    expect(labelsOf(room.state.doc)).toEqual(['OP1', 'OP2', 'OP3'])
  })

  it.each([
    [
      'a new first paragraph with another’s words in it',
      text(newP(a, p('new', ins(a, 'More '), ins(b, 'words '))), p('x', 'One')),
      [`x: +${b}{words }One`],
    ],
    [
      'a new last paragraph with another’s words in it',
      text(p('x', 'One'), newP(a, p('new', ins(b, ' words')))),
      [`x: One+${b}{ words}`],
    ],
    ['the only paragraph', text(newP(a, p('new', ins(a, 'More')))), ['new:']],
  ])('loses nothing by rejecting %s', (_, doc, left) => {
    const { does, decides, shown: reads } = given(doc, { [a]: arden, [b]: belmar })
    does(null, decides([], [a]))
    expect(reads()).toEqual(left)
  })

  it('joins paragraphs, the first keeping its number', () => {
    const doc = text(p('x', 'One '), joinedP(a, p('y', 'two')), p('z', 'three'))
    const { does, decides, shown: reads } = given(doc, { [a]: arden })
    does(null, decides([a]))
    expect(reads()).toEqual(['x: One two', 'z: three'])
  })

  it('comes to nothing twice', () => {
    const { does, decides, ask } = given(line(), authors)
    does(null, decides([a]))
    expect(ask(null, decides([a]))).toEqual({ refused: 'proposal-decided', detail: a })
    expect(ask(null, decides([]))).toEqual({ refused: 'nothing-to-decide' })
  })

  it('passes over nobody in silence', () => {
    const { does, decides, ask } = given(line(), authors)
    does(corvia, { type: 'take-stance', proposal: a, verb: 'delete' })
    expect(ask(null, decides([a]))).toEqual({ refused: 'somebody-cannot', detail: corvia })
    const { act } = does(null, decides([a], [], { notwithstanding: true }))
    expect(act).toMatchObject({ type: 'decided', notwithstanding: [corvia] })
  })
})

describe('a bracket', () => {
  it('is held by its author and all who joined', () => {
    const { room, does } = given(line(), authors)
    does(corvia, { type: 'take-stance', proposal: a, verb: 'join' })
    expect([...room.state.talks.proposals.values()].map(holdersOf)).toEqual([
      [named(arden), named(corvia)],
      [named(belmar)],
      [named(arden)],
    ])
  })

  it('that its author withdraws stays while another holds it, and is nobody’s to write in then', () => {
    const { does, ask, shown: reads } = given(line(), authors)
    does(corvia, { type: 'take-stance', proposal: a, verb: 'join' })
    does(arden, { type: 'withdraw', proposals: [a] })
    expect(reads()[0]).toContain('{two }')
    expect(ask(arden, { type: 'explain', proposal: a, rationale: 'x' })).toMatchObject({
      refused: 'not-your-proposal',
    })
    does(corvia, { type: 'withdraw', proposals: [a] })
    expect(reads()[0]).not.toContain('two')
  })

  it('is one’s own to withdraw and no other’s', () => {
    const { ask } = given(line(), authors)
    expect(ask(belmar, { type: 'withdraw', proposals: [a] })).toEqual({ refused: 'not-your-proposal' })
    expect(ask(null, { type: 'withdraw', proposals: [a] })).toEqual({ refused: 'not-your-proposal' })
  })

  it('is spoken of by others, not by its author', () => {
    const { does, ask, room } = given(line(), authors)
    expect(ask(arden, { type: 'take-stance', proposal: a, verb: 'support' })).toEqual({
      refused: 'own-proposal',
    })
    does(belmar, { type: 'take-stance', proposal: a, verb: 'retain' })
    does(belmar, { type: 'take-stance', proposal: a, verb: null })
    expect(room.state.talks.proposals.get(a)?.stances.size).toBe(0)
  })

  it('burns down with each decision', () => {
    const { room, does, decides } = given(line(), authors)
    does(null, decides([a], [b]))
    expect(burnDown(room.state.talks)).toEqual([
      { number: 1, open: 3 },
      { number: 2, open: 1 },
    ])
  })
})

describe('conditional withdrawals', () => {
  const chained = () => {
    const world = given(text(p('one', ins(a, '1'), ins(b, '2'), ins(c, '3'), ins(d, '4'))), {
      [a]: arden,
      [b]: belmar,
      [c]: corvia,
      [d]: corvia,
    })
    world.does(belmar, { type: 'offer-withdrawal', proposal: b, when: { proposal: a, becomes: 'accepted' } })
    world.does(corvia, { type: 'offer-withdrawal', proposal: c, when: { proposal: b, becomes: 'withdrawn' } })
    return world
  }

  it('are shown as the chain they make', () =>
    expect(chainOf(chained().room.state.talks, [a])).toEqual([
      { proposal: b, party: belmar },
      { proposal: c, party: corvia },
    ]))

  it('are settled in one act', () => {
    const { does, decides, closed, shown: reads } = chained()
    does(null, decides([a], [], { settle: true }))
    expect(closed()).toEqual({ [a]: 'accepted', [b]: 'withdrawn', [c]: 'withdrawn', [d]: undefined })
    expect(reads()).toEqual([`one: 1+${d}{4}`])
  })

  it('follow only if the chair says so, and never from a rejection', () => {
    const first = chained()
    first.does(null, first.decides([a]))
    expect(first.closed()[b]).toBeUndefined()
    const second = chained()
    second.does(null, second.decides([], [a], { settle: true }))
    expect(second.closed()[b]).toBeUndefined()
  })

  it('can be taken back before', () => {
    const { does, decides, closed } = chained()
    does(belmar, { type: 'retract-offer', proposal: b })
    does(null, decides([a], [], { settle: true }))
    expect(closed()).toMatchObject({ [b]: undefined, [c]: undefined })
  })

  it('leave a bracket with those who joined it', () => {
    const { does, decides, closed } = chained()
    does(arden, { type: 'take-stance', proposal: b, verb: 'join' })
    does(null, decides([a], [], { settle: true }))
    expect(closed()).toMatchObject({ [b]: undefined, [c]: 'withdrawn' })
  })

  it('are offered by a bracket’s author, upon another bracket', () => {
    const { ask } = chained()
    const when = { proposal: a, becomes: 'accepted' } as const
    expect(ask(arden, { type: 'offer-withdrawal', proposal: b, when })).toEqual({
      refused: 'not-your-proposal',
    })
    expect(ask(arden, { type: 'offer-withdrawal', proposal: a, when })).toEqual({
      refused: 'condition-on-itself',
    })
  })
})

describe('a bridging proposal', () => {
  const bridged = () => {
    const world = given(text(p('one', ins(a, 'shall'), ins(b, 'may'), ins(d, 'should'))), {
      [a]: arden,
      [b]: belmar,
      [d]: null,
    })
    const bridge = world.room.state.talks.proposals.get(d)
    if (bridge === undefined) throw new Error('no bridge')
    world.room.state = {
      ...world.room.state,
      talks: {
        ...world.room.state.talks,
        proposals: new Map([...world.room.state.talks.proposals, [d, { ...bridge, bridges: [a, b] }]]),
      },
    }
    return world
  }

  it('takes the place of those it bridges when it is accepted', () => {
    const { does, decides, closed, shown: reads } = bridged()
    does(arden, { type: 'answer', proposal: d, answer: 'accept' })
    does(belmar, { type: 'answer', proposal: d, answer: 'can-live-with' })
    does(null, decides([d]))
    expect(closed()).toEqual({ [a]: 'superseded', [b]: 'superseded', [d]: 'accepted' })
    expect(reads()).toEqual(['one: should'])
  })

  it('is not accepted over somebody who cannot', () => {
    const { does, decides, ask } = bridged()
    does(belmar, { type: 'answer', proposal: d, answer: 'cannot' })
    expect(ask(null, decides([d]))).toEqual({ refused: 'somebody-cannot', detail: belmar })
  })

  it('is answered by parties, and nothing else is', () => {
    const { ask } = bridged()
    expect(ask(null, { type: 'answer', proposal: d, answer: 'accept' })).toEqual({
      refused: 'for-parties-only',
    })
    expect(ask(belmar, { type: 'answer', proposal: a, answer: 'accept' })).toEqual({
      refused: 'not-a-bridging-proposal',
    })
  })
})

describe('a paragraph', () => {
  it('waits for whoever holds a bracket in it or reserves its position', () => {
    const { standing, does } = given(text(p('one', ins(a, 'x')), p('two', 'y')), { [a]: arden })
    expect(standing().map(each => each.pending)).toEqual([[named(arden)], []])
    does(belmar, { type: 'take-stance', proposal: a, verb: 'reserve' })
    expect(standing()[0]?.pending).toEqual([named(arden), named(belmar)])
  })

  it('is agreed only when no bracket remains in it', () => {
    const { ask, does, decides, standing } = given(text(p('one', ins(a, 'x'))), { [a]: arden })
    const agree = { type: 'set-state', paragraph: 'one', state: 'agreed' } as const
    expect(ask(null, agree)).toEqual({ refused: 'brackets-remain' })
    does(null, decides([a]))
    does(null, agree)
    expect(standing()[0]).toMatchObject({ state: 'agreed', earlier: null })
    expect(ask(null, { ...agree, paragraph: 'none' })).toEqual({ refused: 'no-such-paragraph' })
  })

  it('is open again when somebody proposes in it, and says what it was', () => {
    const world = given(text(p('one', 'x')), {})
    world.does(null, { type: 'set-state', paragraph: 'one', state: 'agreed-ad-referendum' })
    const doc = text(p('one', 'x', ins(a, 'y')))
    world.room.state = {
      ...world.room.state,
      doc,
      talks: { ...world.room.state.talks, proposals: given(doc, { [a]: arden }).room.state.talks.proposals },
    }
    expect(world.standing()[0]).toMatchObject({ state: 'open', earlier: 'agreed-ad-referendum' })
  })
})

describe('the number of a paragraph', () => {
  const paragraph = (number: string | null, more = {}) =>
    p({ id: `p${Math.random()}`.replace('.', ''), number, ...more }, 'x')
  it.each<[string, Node, string[]]>([
    [
      'follows the one before with bis, ter, quater',
      text(paragraph('2'), paragraph(null), paragraph(null), paragraph(null), paragraph('3')),
      ['OP2', 'OP2bis', 'OP2ter', 'OP2quater', 'OP3'],
    ],
    [
      'is alt where it is offered instead',
      text(paragraph('4'), paragraph(null, { alternative: true }), paragraph(null, { alternative: true })),
      ['OP4', 'OP4alt', 'OP4alt2'],
    ],
    [
      'is counted by kind',
      text(paragraph('1', { kind: 'preambular' }), paragraph('1'), paragraph(null, { kind: 'preambular' })),
      ['PP1', 'OP1', 'PP1bis'],
    ],
    ['is none for a heading', text(paragraph(null, { kind: 'heading' }), paragraph('1')), ['', 'OP1']],
    [
      'leaves out what is taken',
      text(paragraph('2'), paragraph(null), paragraph('2bis')),
      ['OP2', 'OP2ter', 'OP2bis'],
    ],
    [
      'passes over one that its author took back',
      text(paragraph('2'), newP(a, joinedP(a, paragraph(null))), newP(b, paragraph(null))),
      ['OP2', '', 'OP2bis'],
    ],
    [
      'goes on behind alternatives and behind what others put in, each by itself',
      text(
        paragraph('2'),
        paragraph(null),
        paragraph(null, { alternative: true }),
        paragraph(null, { alternative: true }),
        paragraph(null),
        paragraph(null, { alternative: true }),
        paragraph('3'),
        paragraph(null),
      ),
      ['OP2', 'OP2bis', 'OP2bisalt', 'OP2bisalt2', 'OP2ter', 'OP2teralt', 'OP3', 'OP3bis'],
    ],
    ['before the first is counted from nought', text(paragraph(null), paragraph('1')), ['OP0', 'OP1']],
  ])('%s', (_, doc, labels) => expect(labelsOf(doc)).toEqual(labels))

  it('is read as it is written', () => {
    expect(readLabel('OP2bis. Decides')).toEqual({ kind: 'operative', number: '2bis', rest: 'Decides' })
    expect(readLabel('pp 12 Recalling')).toEqual({ kind: 'preambular', number: '12', rest: 'Recalling' })
    expect(readLabel('OPEC meets')).toBeUndefined()
  })

  it('is given anew to all that are settled', () => {
    const doc = text(paragraph('2'), paragraph('2bis'), newP(a, paragraph(null)), paragraph('7'))
    expect(labelsOf(renumberSteps(doc).doc)).toEqual(['OP1', 'OP2', 'OP2bis', 'OP3'])
    expect(outcomeSteps(doc, { accepted: new Set(), removed: new Set() }).steps).toEqual([])
  })

  it('keeps footnotes what they are when they are pasted elsewhere', () => {
    const doc = text(p('one', 'The north* met'))
    const note = p({ id: 'n', kind: 'note' }, '* Without prejudice')
    const slice = new Slice(Fragment.from([p('two', ''), note]), 1, 1)
    const after = edited(doc, tr =>
      suggestReplace(tr, doc.content.size - 1, doc.content.size - 1, slice, hand('a')),
    )
    expect(after.children.map(each => each.attrs['kind'])).toEqual(['operative', 'note'])
  })

  it('leaves footnotes without a number, proposed, accepted or numbered anew', () => {
    const note = newP('a', p({ id: 'n', kind: 'note' }, ins('a', '* Without prejudice')))
    const doc = text(p('one', 'The north* met'), note)
    expect(labelsOf(doc)).toEqual(['OP0', ''])
    const accepted = outcomeSteps(doc, { accepted: new Set(['a']), removed: new Set() }).doc
    expect(shown(accepted)).toEqual(['one: The north* met', 'n: * Without prejudice'])
    for (const each of [accepted, renumberSteps(accepted).doc])
      expect([each.child(1).attrs['kind'], each.child(1).attrs['number']]).toEqual(['note', null])
  })
})
