import type { Node } from 'prosemirror-model'
import { AttrStep, DocAttrStep, ReplaceAroundStep, type Transform } from 'prosemirror-transform'
import { describe, expect, it } from 'vitest'
import { del, edited, find, ins, joinedP, newP, p, text } from './given-text.ts'
import { isJudged, judge, project } from './rule.ts'
import { delMark, inserted, insMark, schema, struck } from './schema.ts'

const own = new Set(['a'])
const party = { own, retired: new Set<string>() }
const touching = { refused: 'touches-others' }

/** The text both sides begin with: agreed words, and a bracket each of A (`a`) and B (`b`). */
const before = text(
  p(
    'one',
    'Recalling the ',
    ins('a', 'first '),
    'meeting ',
    ins('b', 'in Doha '),
    'and ',
    del('b', 'its '),
    'outcome',
  ),
  newP('a', p('two', ins('a', 'A new paragraph'))),
  newP('b', p('three', ins('b', 'Another one'))),
  p('four', 'Deciding to meet'),
)

const verdict = (edit: (tr: Transform) => unknown, from: Node = before) => {
  const after = edited(from, edit)
  const answers = [judge(from, after, party), judge(from, after, party, { whole: true })]
  expect(answers[0]).toEqual(answers[1])
  return answers[0]
}
const span = (phrase: string, doc = before): [number, number] => {
  const at = find(doc, phrase)
  return [at, at + phrase.length]
}
const start = (index: number, doc = before) => {
  let at = 0
  for (let each = 0; each < index; each += 1) at += doc.child(each).nodeSize
  return at
}

describe('a delegation may', () => {
  it.each<[string, (tr: Transform) => unknown]>([
    [
      'insert words of its own',
      tr => tr.insert(find(before, 'outcome'), schema.text('good ', [inserted('a')])),
    ],
    [
      'insert words inside another’s bracket',
      tr => tr.insert(find(before, 'Doha'), schema.text('West ', [inserted('a')])),
    ],
    ['strike agreed words', tr => tr.addMark(...span('meeting'), struck('a'))],
    ['strike another’s words', tr => tr.addMark(...span('in Doha'), struck('a'))],
    ['strike what another strikes as well', tr => tr.addMark(...span('its'), struck('a'))],
    ['strike a paragraph’s beginning', tr => tr.addNodeMark(start(3), struck('a'))],
    ['take its own words out', tr => tr.delete(...span('first '))],
    ['take its own paragraph out', tr => tr.delete(start(1), start(2))],
    ['make its own new paragraph a heading', tr => tr.setNodeAttribute(start(1), 'kind', 'heading')],
    [
      'begin a new paragraph in the midst of agreed words',
      tr => {
        tr.split(find(before, 'to meet'), 1, [{ type: schema.nodes.paragraph, attrs: { id: 'new' } }])
        tr.addNodeMark(tr.mapping.map(find(before, 'to meet'), 1) - 1, inserted('a'))
      },
    ],
  ])('%s', (_, edit) => expect(verdict(edit)).toBeUndefined())
})

describe('a delegation may not', () => {
  it.each<[string, (tr: Transform) => unknown]>([
    ['put words into the agreed text', tr => tr.insert(find(before, 'outcome'), schema.text('good '))],
    ['take agreed words out', tr => tr.delete(...span('meeting '))],
    ['replace agreed words', tr => tr.replaceWith(...span('meeting '), schema.text('gathering '))],
    ['delete another’s proposal', tr => tr.delete(...span('in Doha '))],
    ['delete a part of another’s proposal', tr => tr.delete(...span('Doha'))],
    ['delete another’s new paragraph', tr => tr.delete(start(2), start(3))],
    ['make another’s insertion agreed text', tr => tr.removeMark(...span('in Doha '), insMark)],
    ['take over another’s insertion', tr => tr.addMark(...span('in Doha '), inserted('a'))],
    ['take over agreed words as its own insertion', tr => tr.addMark(...span('meeting '), inserted('a'))],
    [
      'write in another’s name',
      tr => tr.insert(find(before, 'outcome'), schema.text('bad ', [inserted('b')])),
    ],
    [
      'write under a proposal nobody made',
      tr => tr.insert(find(before, 'outcome'), schema.text('x', [inserted('z')])),
    ],
    ['strike in another’s name', tr => tr.addMark(...span('Deciding'), struck('b'))],
    ['take back what another strikes', tr => tr.removeMark(...span('its '), delMark)],
    ['give its own words to another', tr => tr.addMark(...span('first '), inserted('b'))],
    ['make its own words agreed text', tr => tr.removeMark(...span('first '), insMark)],
    ['join agreed paragraphs', tr => tr.join(start(3))],
    [
      'split an agreed paragraph unmarked',
      tr => tr.split(find(before, 'to meet'), 1, [{ type: schema.nodes.paragraph, attrs: { id: 'x' } }]),
    ],
    [
      'move another’s words',
      tr => {
        const [from, to] = span('in Doha ')
        const { content } = before.slice(from, to)
        tr.delete(from, to)
        tr.insert(tr.mapping.map(find(before, 'outcome')), content)
      },
    ],
    [
      'change the order of agreed paragraphs',
      tr => {
        const moved = before.child(3)
        tr.delete(start(3), start(4))
        tr.insert(0, moved)
      },
    ],
    ['change the number of an agreed paragraph', tr => tr.setNodeAttribute(start(3), 'number', '9')],
    ['change the kind of an agreed paragraph', tr => tr.setNodeAttribute(start(3), 'kind', 'heading')],
    ['offer an agreed paragraph as an alternative', tr => tr.setNodeAttribute(start(3), 'alternative', true)],
    ['give an agreed paragraph another id', tr => tr.setNodeAttribute(start(3), 'id', 'other')],
    ['take over the beginning of an agreed paragraph', tr => tr.addNodeMark(start(3), inserted('a'))],
    ['take over the beginning of another’s paragraph', tr => tr.addNodeMark(start(2), inserted('a'))],
    ['strike a paragraph’s beginning in another’s name', tr => tr.addNodeMark(start(3), struck('b'))],
    ['make another’s paragraph agreed text', tr => tr.removeNodeMark(start(2), inserted('b'))],
  ])('%s', (_, edit) => expect(verdict(edit)).toEqual(touching))

  it('take its words away once another has spoken of them', () => {
    const answered = text(p('one', 'The ', ins('a', 'first ', del('b', 'and only ')), 'meeting'))
    expect(verdict(tr => tr.delete(...span('and only ', answered)), answered)).toEqual(touching)
    expect(verdict(tr => tr.delete(...span('first ', answered)), answered)).toBeUndefined()
    expect(verdict(tr => tr.addMark(...span('and only ', answered), struck('a')), answered)).toBeUndefined()
  })

  it('take its paragraph away once another would join it', () => {
    const answered = text(p('one', 'x'), joinedP('b', newP('a', p('two', ins('a', 'y')))))
    expect(verdict(tr => tr.delete(start(1, answered), start(2, answered)), answered)).toEqual(touching)
  })

  it.each([
    ['twice at once', (tr: Transform) => tr.insert(0, [newP('a', p('new')), newP('a', p('new'))])],
    ['that another paragraph has', (tr: Transform) => tr.insert(0, newP('a', p('four')))],
    ['of a paragraph beside it', (tr: Transform) => tr.insert(start(1), newP('a', p('two')))],
  ])('use an id %s', (_, edit) => expect(verdict(edit)).toEqual({ refused: 'paragraph-id-taken' }))

  it('put a paragraph in twice, even the very same', () => {
    const alone = text(p('one', 'The only paragraph'))
    const twice = edited(alone, tr => tr.insert(alone.content.size, alone.child(0)))
    expect(judge(alone, twice, party)).toBeDefined()
  })

  it('bring steps of a kind the rule cannot judge', () => {
    const wrap = new ReplaceAroundStep(0, 4, 1, 3, before.slice(0, 0), 0)
    expect([wrap, new DocAttrStep('x', 1)].map(isJudged)).toEqual([false, false])
    expect(isJudged(new AttrStep(0, 'kind', 'heading'))).toBe(true)
  })

  it('use the id of a paragraph that is gone', () => {
    const after = edited(before, tr => tr.insert(0, newP('a', p('gone'))))
    expect(judge(before, after, { own, retired: new Set(['gone']) })).toEqual({
      refused: 'paragraph-id-taken',
    })
  })

  it.each([
    ['a line break', 'x\ny'],
    ['a command that turns the direction of what follows', 'x\u202ey'],
    ['the end of an isolation it did not begin', 'x\u2069y'],
    ['half a character', 'x\ud83dy'],
    ['a null', 'x\u0000y'],
  ])('put in %s', (_, words) =>
    expect(verdict(tr => tr.insert(find(before, 'outcome'), schema.text(words, [inserted('a')])))).toEqual({
      refused: 'not-well-formed',
    }),
  )

  it('write between the halves of one character', () => {
    const emblem = text(p('one', 'A 🕊 dove'))
    const middle = find(emblem, '🕊') + 1
    expect(verdict(tr => tr.insert(middle, schema.text('x', [inserted('a')])), emblem)).toEqual({
      refused: 'not-well-formed',
    })
    expect(verdict(tr => tr.addMark(middle, middle + 3, struck('a')), emblem)).toEqual({
      refused: 'not-well-formed',
    })
  })

  it('bring a paragraph without an id', () =>
    expect(verdict(tr => tr.insert(0, newP('a', schema.nodes.paragraph.create())))).toEqual({
      refused: 'not-well-formed',
    }))

  it('bring ids, kinds and numbers of a form nobody knows', () => {
    expect(() => insMark.create({ proposal: 'a|b' })).toThrow(RangeError)
    expect(() => p({ id: 'x', number: '1 ' })).toThrow(RangeError)
    expect(() => schema.nodes.paragraph.create({ id: 'x', kind: 'annex' })).toThrow(RangeError)
  })
})

it('shows the text without a party’s proposals, others’ left as they are', () => {
  const words = (runs: readonly string[]) => runs.filter((_, index) => index % 2 === 1).join('')
  expect(words(project(before, own))).toBe(
    '\nRecalling the meeting in Doha and its outcome\nAnother one\nDeciding to meet',
  )
  expect(words(project(before, new Set(['a', 'b'])))).toBe(
    '\nRecalling the meeting and its outcome\nDeciding to meet',
  )
})
