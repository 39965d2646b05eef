import { randomUUID } from 'node:crypto'
import { Transform } from 'prosemirror-transform'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../domain/refusal.ts'
import type { Command } from './acts.ts'
import { audit } from './audit.ts'
import { newText, type Sender } from './authority.ts'
import { type Commit, seal } from './chain.ts'
import { chair, givenRoom, type Room } from './given-room.ts'
import { dice, find, p, text } from './given-text.ts'
import { project } from './rule.ts'
import { delMark, inserted, insMark, paragraphNode, schema, struck } from './schema.ts'
import { suggestDelete, suggestInsert } from './suggest.ts'

const first = () =>
  text(p('one', 'The parties shall meet in Doha'), p('two', 'They report to their ministers'))

/** A delegation that writes to the server by hand, with or without good faith. */
const sender = (): Sender => ({ party: randomUUID(), account: randomUUID(), client: randomUUID(), ref: 0 })
const next = (from: Sender): Sender => ({ ...from, ref: (from.ref ?? 0) + 1 })

const propose = (
  room: Room,
  edit: (tr: Transform) => unknown,
  opens: string[] = [],
  version = room.state.version,
) => {
  const tr = new Transform(room.state.doc)
  edit(tr)
  const steps = JSON.parse(JSON.stringify(tr.steps)) as Record<string, unknown>[]
  return { type: 'propose', version, steps, opens: opens.map(id => ({ id })) } as const
}
const done = (answer: ReturnType<Room['answer']>): Commit => {
  if (isRefusal(answer)) throw new Error(`${answer.refused} ${answer.detail ?? ''}`)
  return answer
}
const at = (room: Room, phrase: string) => find(room.state.doc, phrase)

/** A room in which A and B have each proposed some words. */
const givenTwo = () => {
  const room = givenRoom(first())
  const [a, b] = [next(sender()), next(sender())]
  const [ofA, ofB] = [randomUUID(), randomUUID()]
  const write = (by: Sender, proposal: string, words: string, before: string) =>
    done(
      room.answer(
        by,
        propose(
          room,
          tr =>
            suggestInsert(tr, at(room, before), words, {
              own: new Set([proposal]),
              proposal,
              newId: randomUUID,
            }),
          [proposal],
        ),
      ),
    )
  write(a, ofA, 'two ', 'parties')
  write(b, ofB, 'soon ', 'in Doha')
  return { room, a, b, ofA, ofB }
}

describe('a forgery is refused:', () => {
  type World = ReturnType<typeof givenTwo>
  const span = ({ room }: World, phrase: string): [number, number] => [
    at(room, phrase),
    at(room, phrase) + phrase.length,
  ]
  const forgeries: [string, (world: World) => [Sender, Command], string][] = [
    [
      'stealing another’s words',
      w => [next(w.a), propose(w.room, tr => tr.addMark(...span(w, 'soon '), inserted(w.ofA)))],
      'touches-others',
    ],
    [
      'deleting another’s words',
      w => [next(w.a), propose(w.room, tr => tr.delete(...span(w, 'soon ')))],
      'touches-others',
    ],
    [
      'writing under another’s proposal',
      w => [
        next(w.a),
        propose(w.room, tr => tr.insert(at(w.room, 'in Doha'), schema.text('never ', [inserted(w.ofB)]))),
      ],
      'touches-others',
    ],
    [
      'striking in another’s name',
      w => [next(w.a), propose(w.room, tr => tr.addMark(...span(w, 'Doha'), struck(w.ofB)))],
      'touches-others',
    ],
    [
      'passing own words off as agreed',
      w => [next(w.a), propose(w.room, tr => tr.removeMark(...span(w, 'two '), insMark))],
      'touches-others',
    ],
    [
      'passing another’s words off as agreed',
      w => [next(w.a), propose(w.room, tr => tr.removeMark(...span(w, 'soon '), insMark))],
      'touches-others',
    ],
    [
      'changing agreed words',
      w => [next(w.a), propose(w.room, tr => tr.insert(at(w.room, 'Doha'), schema.text('not ')))],
      'touches-others',
    ],
    [
      'taking back another’s deletion',
      w => {
        const { room, b, ofB } = w
        const own = { own: new Set([ofB]), proposal: ofB, newId: randomUUID }
        done(
          room.answer(
            next(b),
            propose(room, tr => suggestDelete(tr, ...span(w, 'ministers'), own)),
          ),
        )
        return [next(w.a), propose(room, tr => tr.removeMark(...span(w, 'ministers'), delMark))]
      },
      'touches-others',
    ],
    [
      'opening a proposal under another’s id',
      w => [next(w.a), propose(w.room, () => {}, [w.ofB])],
      'proposal-id-taken',
    ],
    [
      'taking the id of a paragraph',
      w => [next(w.a), propose(w.room, tr => tr.insert(0, paragraphNode({ id: 'two', proposal: w.ofA })))],
      'paragraph-id-taken',
    ],
    ['a version there has not been', w => [next(w.a), propose(w.room, () => {}, [], 999)], 'ahead-of-text'],
    [
      'a commit sent again by another account',
      w => [{ ...w.a, account: randomUUID() }, propose(w.room, () => {})],
      'editor-of-another',
    ],
    ['a commit before its turn', w => [next(next(w.a)), propose(w.room, () => {})], 'out-of-order'],
    [
      'a commit on a version older than one’s own last',
      w => [next(w.a), propose(w.room, () => {}, [], 0)],
      'out-of-order',
    ],
    [
      'steps of a kind no editor makes',
      w => [
        next(w.a),
        { ...propose(w.room, () => {}), steps: [{ stepType: 'docAttr', attr: 'x', value: 1 }] },
      ],
      'malformed-steps',
    ],
    [
      'steps that wrap what is there',
      w => [
        next(w.a),
        {
          ...propose(w.room, () => {}),
          steps: [{ stepType: 'replaceAround', from: 0, to: 4, gapFrom: 1, gapTo: 3, insert: 0 }],
        },
      ],
      'malformed-steps',
    ],
    [
      'steps that are none',
      w => [next(w.a), { ...propose(w.room, () => {}), steps: [{ stepType: '__proto__' }] }],
      'malformed-steps',
    ],
    [
      'steps outside the text',
      w => [
        next(w.a),
        { ...propose(w.room, () => {}), steps: [{ stepType: 'replace', from: 5000, to: 5001 }] },
      ],
      'malformed-steps',
    ],
    [
      'a bridge built by a party',
      w => [next(w.a), { ...propose(w.room, () => {}), opens: [{ id: randomUUID(), bridges: [w.ofB] }] }],
      'for-the-chair-only',
    ],
    [
      'withdrawing another’s proposal',
      w => [next(w.a), { type: 'withdraw', proposals: [w.ofB] }],
      'not-your-proposal',
    ],
    [
      'deciding as a party',
      w => [next(w.a), { type: 'decide', accept: [w.ofA], reject: [], settle: false, notwithstanding: true }],
      'for-the-chair-only',
    ],
    [
      'agreeing a paragraph as a party',
      w => [next(w.a), { type: 'set-state', paragraph: 'two', state: 'agreed' }],
      'for-the-chair-only',
    ],
    [
      'explaining another’s proposal',
      w => [next(w.a), { type: 'explain', proposal: w.ofB, rationale: 'We give in' }],
      'not-your-proposal',
    ],
    [
      'offering to withdraw another’s proposal',
      w => [
        next(w.a),
        { type: 'offer-withdrawal', proposal: w.ofB, when: { proposal: w.ofA, becomes: 'accepted' } },
      ],
      'not-your-proposal',
    ],
  ]
  it.each(forgeries)('%s', (_, forge, reason) => {
    const world = givenTwo()
    const [from, command] = forge(world)
    const before = world.room.state
    expect(world.room.answer(from, command)).toMatchObject({ refused: reason })
    expect(world.room.state).toBe(before)
  })

  it.each(Array.from({ length: 40 }, (_, index) => index + 1))(
    'whatever steps are made up (seed %i)',
    seed => {
      const roll = dice(seed)
      const { room, a, ofA, ofB } = givenTwo()
      const before = JSON.stringify(room.state.doc)
      const any = () => roll(room.state.doc.content.size + 2)
      const marks = [
        insMark.create({ proposal: ofB }),
        delMark.create({ proposal: ofB }),
        insMark.create({ proposal: ofA }),
      ]
      const steps = Array.from({ length: 1 + roll(4) }, () => {
        const [from, to] = [any(), any()].toSorted((x, y) => x - y)
        const kind = ['replace', 'addMark', 'removeMark', 'addNodeMark', 'removeNodeMark', 'attr'][roll(6)]
        return {
          stepType: kind,
          from,
          to,
          pos: from,
          attr: ['kind', 'id', 'number'][roll(3)],
          value: 'heading',
          mark: marks[roll(3)]?.toJSON(),
        }
      })
      room.answer(next(a), { type: 'propose', version: room.state.version, steps, opens: [] })
      expect(project(room.state.doc, new Set([ofA]))).toEqual(
        project(schema.nodeFromJSON(JSON.parse(before)), new Set([ofA])),
      )
    },
  )
})

it('answers a commit sent again with the commit it is', () => {
  const { room, a, ofA } = givenTwo()
  const explain = { type: 'explain', proposal: ofA, rationale: 'Clearer' } as const
  const commit = done(room.answer(next(a), explain))
  expect(room.answer(next(a), explain)).toBe(commit)
  expect(room.commits.filter(({ act }) => act.type === 'explained')).toHaveLength(1)
})

it('refuses further writing in a proposal that was decided, and names it', () => {
  const { room, a, ofA } = givenTwo()
  done(
    room.answer(chair, { type: 'decide', accept: [ofA], reject: [], settle: false, notwithstanding: false }),
  )
  const late = propose(room, tr => tr.insert(at(room, 'parties'), schema.text('more ', [inserted(ofA)])))
  expect(room.answer(next(a), late)).toEqual({ refused: 'proposal-decided', detail: ofA })
})

it('chains every commit to all before it', () => {
  const { room, a, ofA } = givenTwo()
  done(room.answer(next(a), { type: 'explain', proposal: ofA, rationale: 'Clearer' }))
  let state = newText(room.state.text, room.first)
  const states = room.commits.map(commit => {
    const after = audit(state, commit)
    if ('broken' in after) throw new Error(after.broken)
    return (state = after)
  })
  const before = states[0] ?? state
  const honest = room.commits[1]
  if (honest === undefined) throw new Error('There is no second commit.')
  const { hash, ...content } = honest
  expect(seal(content).hash).toBe(hash)
  expect(audit(before, { ...honest, party: randomUUID() })).toEqual({ broken: 'hash' })
  expect(audit(before, seal({ ...content, previousHash: '0'.repeat(64) }))).toEqual({ broken: 'link' })
  expect(audit(before, seal({ ...content, number: 3 }))).toEqual({ broken: 'order' })
  expect(audit(before, seal({ ...content, text: randomUUID() }))).toEqual({ broken: 'link' })
  expect(audit(before, seal({ ...content, steps: [{ stepType: 'replace', from: 900, to: 901 }] }))).toEqual({
    broken: 'steps',
  })
  // Even with every hash made anew: words put in another's name are against the rule.
  expect(audit(before, seal({ ...content, act: { type: 'proposed', opens: [] } }))).toEqual({
    broken: 'rule',
  })
})
