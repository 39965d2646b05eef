import fc from 'fast-check'
import { Slice } from 'prosemirror-model'
import { Transform } from 'prosemirror-transform'
import { describe, expect, it } from 'vitest'
import { del, dice, edited, find, hand, ins, joinedP, newP, p, shown, text } from './given-text.ts'
import { judge } from './rule.ts'
import { schema, wording } from './schema.ts'
import { suggestEdit } from './suggest-edit.ts'
import {
  restore,
  suggestDelete,
  suggestInsert,
  suggestMerge,
  suggestMove,
  suggestParagraph,
  suggestReplace,
  suggestSplit,
} from './suggest.ts'

const agreed = text(p('one', 'The parties meet'), p('two', 'They agree'), p('three', 'They part'))
const a = () => hand('a')
const at = (phrase: string, doc = agreed) => find(doc, phrase)

describe('what a delegation types', () => {
  it('is its own proposal', () =>
    expect(shown(edited(agreed, tr => suggestInsert(tr, at('meet'), 'shall ', a())))[0]).toBe(
      'one: The parties +a{shall }meet',
    ))

  it('inside another’s bracket stays its own, and the other’s the other’s', () => {
    const doc = text(p('one', 'The ', ins('b', 'parties'), ' meet'))
    expect(shown(edited(doc, tr => suggestInsert(tr, at('ties', doc), 'X', a())))).toEqual([
      'one: The +b{par}+a{X}+b{ties} meet',
    ])
  })

  it('right behind another’s bracket is its own', () => {
    const doc = text(p('one', 'The ', ins('b', 'parties'), ' meet'))
    expect(shown(edited(doc, tr => suggestInsert(tr, at(' meet', doc), 'X', a())))).toEqual([
      'one: The +b{parties}+a{X} meet',
    ])
  })

  it('right behind its own words goes on with that proposal', () => {
    const doc = text(p('one', 'The ', ins('earlier', 'parties'), ' meet'))
    const how = hand('a', 'earlier')
    expect(shown(edited(doc, tr => suggestInsert(tr, at(' meet', doc), 's', how)))).toEqual([
      'one: The +earlier{partiess} meet',
    ])
  })

  it('loses breaks and invisible commands', () =>
    expect(shown(edited(agreed, tr => suggestInsert(tr, at('meet'), 'a\nb\u202e\tc', a())))[0]).toBe(
      'one: The parties +a{a b c}meet',
    ))

  it('keeps the joiners that Persian is written with', () =>
    expect(shown(edited(agreed, tr => suggestInsert(tr, at('meet'), 'می\u200cشود', a())))[0]).toContain(
      'می\u200cشود',
    ))
})

describe('what a delegation deletes', () => {
  it('is struck and stays', () =>
    expect(shown(edited(agreed, tr => suggestDelete(tr, at('parties'), at('meet'), a())))[0]).toBe(
      'one: The -a{parties }meet',
    ))

  it('of its own is taken back under the same proposal', () => {
    const doc = text(p('one', ins('earlier', 'All the '), 'parties'))
    const how = hand('a', 'earlier')
    expect(shown(edited(doc, tr => suggestDelete(tr, at('the', doc), at('ties', doc), how)))).toEqual([
      'one: +earlier{All }-earlier{+earlier{the }}-a{par}ties',
    ])
  })

  it('may be struck by another already', () => {
    const doc = text(p('one', 'The ', del('b', 'parties'), ' meet'))
    expect(shown(edited(doc, tr => suggestDelete(tr, at('ties', doc), at('meet', doc), a())))).toEqual([
      'one: The -b{par}-a{-b{ties}}-a{ }meet',
    ])
  })

  it('twice is struck once', () => {
    const once = edited(agreed, tr => suggestDelete(tr, at('parties'), at('meet'), a()))
    expect(
      edited(once, tr => suggestDelete(tr, at('The', once), at('meet', once), a())).child(0).childCount,
    ).toBe(2)
  })

  it('and was never sent is taken out', () => {
    const typed = edited(agreed, tr => suggestInsert(tr, at('meet'), 'shallow ', a()))
    const how = { ...a(), isUnseen: () => true }
    expect(shown(edited(typed, tr => suggestDelete(tr, at('ow', typed), at(' meet', typed), how)))[0]).toBe(
      'one: The parties +a{shall }meet',
    )
  })

  it('may be restored', () => {
    const struckOut = edited(agreed, tr => suggestDelete(tr, at('parties'), at('They part'), a()))
    const back = edited(struckOut, tr => restore(tr, 0, tr.doc.content.size, new Set(['a'])))
    expect(shown(back)).toEqual(shown(agreed))
  })

  it('over paragraphs joins them', () =>
    expect(shown(edited(agreed, tr => suggestDelete(tr, at('meet'), at('agree'), a())))).toEqual([
      'one: The parties -a{meet}',
      '-a{two:} -a{They }agree',
      'three: They part',
    ]))

  it('as whole paragraphs leaves the next one its beginning', () =>
    expect(shown(edited(agreed, tr => suggestDelete(tr, at('They agree'), at('They part'), a())))).toEqual([
      'one: The parties meet',
      '-a{two:} -a{They agree}',
      'three: They part',
    ]))
})

describe('what a delegation replaces', () => {
  it('stands struck before what it would put there', () =>
    expect(
      shown(edited(agreed, tr => suggestReplace(tr, at('parties'), at(' meet'), wording('sides'), a())))[0],
    ).toBe('one: The -a{parties}+a{sides} meet'))

  it('by several paragraphs begins new ones', () =>
    expect(
      shown(
        edited(agreed, tr =>
          suggestReplace(tr, at('parties'), at(' meet'), wording('x', 'y', 'z'), hand('a')),
        ),
      )
        .slice(0, 3)
        .map(line => line.replace(/new\d+/, 'new')),
    ).toEqual(['one: The -a{parties}+a{x}', '+a{new:} +a{y}', '+a{new:} +a{z} meet']))
})

describe('a paragraph', () => {
  const anonymous = (lines: string[]) => lines.map(line => line.replace(/new\d+/, 'new'))

  it('split in its midst keeps its number in the first half', () =>
    expect(anonymous(shown(edited(agreed, tr => suggestSplit(tr, at('agree'), a()))))).toEqual([
      'one: The parties meet',
      'two: They ',
      '+a{new:} agree',
      'three: They part',
    ]))

  it('pushed down from its start keeps its number', () =>
    expect(
      anonymous(shown(edited(agreed, tr => suggestSplit(tr, at('They agree'), a())))).slice(1, 3),
    ).toEqual(['+a{new:}', 'two: They agree']))

  it('is joined to the one before by striking its beginning', () =>
    expect(shown(edited(agreed, tr => suggestMerge(tr, agreed.child(0).nodeSize, a())))[1]).toBe(
      '-a{two:} They agree',
    ))

  it('of its own, joined again, is taken back', () => {
    const doc = text(p('one', 'x'), newP('a', p('two', 'y')))
    expect(
      edited(doc, tr => suggestMerge(tr, doc.child(0).nodeSize, hand('other', 'a'))).eq(
        text(p('one', 'x'), joinedP('a', newP('a', p('two', 'y')))),
      ),
    ).toBe(true)
  })

  it('may be proposed as an alternative', () => {
    const doc = edited(agreed, tr =>
      suggestParagraph(tr, agreed.child(0).nodeSize, { text: 'All meet', alternative: true }, a()),
    )
    expect(anonymous(shown(doc))[1]).toBe('+a{new:} +a{All meet}')
    expect(doc.child(1).attrs['alternative']).toBe(true)
  })

  it('after a heading is of the kind of what follows', () => {
    const doc = text(
      p({ id: 'head', kind: 'heading' }, 'Preamble'),
      p({ id: 'pp', kind: 'preambular' }, 'Recalling'),
    )
    const after = edited(doc, tr => suggestSplit(tr, doc.child(0).nodeSize - 1, a()))
    expect(after.child(1).attrs['kind']).toBe('preambular')
  })
})

it('moves words as one proposal that strikes them here and puts them there', () => {
  const moved = edited(agreed, tr => suggestMove(tr, at('They part'), at('They part') + 9, at('meet'), a()))
  expect(shown(moved)).toEqual([
    'one: The parties +a{They part}meet',
    'two: They agree',
    'three: -a{They part}',
  ])
})

describe('what an editor did', () => {
  const typed = (edit: (tr: Transform) => unknown, how = a(), doc = agreed) => {
    const plain = new Transform(doc)
    edit(plain)
    const tr = new Transform(doc)
    const place = suggestEdit(tr, plain, how)
    return { doc: tr.doc, place }
  }

  it('becomes suggestions, with the caret behind what was typed', () => {
    const { doc, place } = typed(tr => tr.insert(at(' meet'), schema.text('s')))
    expect(shown(doc)[0]).toBe('one: The parties+a{s} meet')
    expect(place(at(' meet') + 1)).toBe(at(' meet') + 1)
  })

  it('in several places at once becomes one suggestion in each', () => {
    const { doc } = typed(tr =>
      tr
        .insert(at('agree'), schema.text('X'))
        .insert(at('meet'), schema.text('Y'))
        .delete(at('The'), at('The') + 4),
    )
    expect(shown(doc)).toEqual(['one: -a{The }parties +a{Y}meet', 'two: They +a{X}agree', 'three: They part'])
  })

  it('and took back in the same stroke is nothing', () => {
    const { doc } = typed(tr =>
      tr
        .insert(at('meet'), schema.text('shall '))
        .delete(at('meet'), at('meet') + 6)
        .delete(at('They'), at('They') + 4)
        .insert(at('They'), schema.text('They')),
    )
    expect(shown(doc)).toEqual(shown(agreed))
  })

  it('is no more than differs, and never half a character', () => {
    const doves = text(p('one', 'A 🕊 and 🕋'))
    const { doc } = typed(
      tr => tr.replaceWith(at('A', doves), at(' and', doves), schema.text('A 🕍')),
      a(),
      doves,
    )
    expect(shown(doc)[0]).toBe('one: A -a{🕊}+a{🕍} and 🕋')
    // The second half of both is the same.
    const boxing = typed(
      tr => tr.replaceWith(at('🕊', doves), at(' and', doves), schema.text('🥊')),
      a(),
      doves,
    )
    expect(shown(boxing.doc)[0]).toBe('one: A -a{🕊}+a{🥊} and 🕋')
  })

  it('leaves the caret where it was among what did not change', () => {
    const { doc, place } = typed(tr => tr.replaceWith(at('The'), at(' meet'), schema.text('The sides')))
    expect(shown(doc)[0]).toBe('one: The -a{parti}+a{sid}es meet')
    expect(place(at('The') + 'The sid'.length)).toBe(find(doc, 'sid') + 3)
    expect(place(at('The') + 'The sides'.length)).toBe(find(doc, ' meet'))
    expect(place(at('The') + 2)).toBe(at('The') + 2)
  })

  it('is nothing when every stroke is taken back, in whatever order strokes were made', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(60), fc.nat(5), fc.constantFrom('', 'x', 'The', '🕊')), { maxLength: 8 }),
        strokes => {
          const plain = new Transform(agreed)
          for (const [start, length, words] of strokes) {
            const $from = plain.doc.resolve(Math.min(start, plain.doc.content.size))
            if (!$from.parent.isTextblock) continue
            const to = Math.min($from.pos + length, $from.end())
            plain.replaceWith($from.pos, to, words === '' ? [] : schema.text(words))
          }
          const steps = plain.steps.length
          for (let step = steps - 1; step >= 0; step -= 1) {
            const inverse = plain.steps[step]?.invert(plain.docs[step] ?? agreed)
            if (inverse !== undefined) plain.step(inverse)
          }
          const tr = new Transform(agreed)
          suggestEdit(tr, plain, a())
          expect(shown(tr.doc)).toEqual(shown(agreed))
        },
      ),
    ))
})

it.each(Array.from({ length: 60 }, (_, index) => index + 1))(
  'is within the rule, whatever is done to whatever (seed %i)',
  seed => {
    const roll = dice(seed)
    let doc = text(
      ...Array.from({ length: 5 }, (_, index) => p(`p${index}`, 'The parties 🕊 shall meet '.repeat(2))),
    )
    let ids = 0
    for (let step = 0; step < 120; step += 1) {
      const name = ['a', 'b', 'c'][roll(3)] ?? 'a'
      const how = {
        own: new Set([name, `${name}2`]),
        proposal: roll(2) ? name : `${name}2`,
        newId: () => `n${(ids += 1)}`,
      }
      const [from, to] = [roll(doc.content.size), roll(doc.content.size)].toSorted((x, y) => x - y) as [
        number,
        number,
      ]
      if (doc.resolve(from).depth === 0 || doc.resolve(to).depth === 0) continue
      const slices = [
        Slice.empty,
        wording('x'),
        wording('', ''),
        wording('x', 'y', ''),
        wording('', 'y', 'z'),
      ]
      const near = roll(3) ? Math.min(to, from + 6) : to
      const tr = new Transform(doc)
      if (roll(12) === 0) suggestMove(tr, from, near, roll(2) ? 1 : doc.content.size - 1, how)
      else
        suggestReplace(
          tr,
          from,
          doc.resolve(near).depth === 0 ? to : near,
          slices[roll(5)] ?? Slice.empty,
          how,
        )
      expect(judge(doc, tr.doc, { own: how.own, retired: new Set() }), `step ${step}`).toBeUndefined()
      doc = tr.doc
    }
  },
)
