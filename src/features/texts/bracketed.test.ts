import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bracketedDocument, paragraphsWritten, readBracketed } from './bracketed.ts'
import { labelOf } from './numbering.ts'
import { countBrackets } from './brackets.ts'
import { shown } from './given-text.ts'
import { labelsOf } from './numbering.ts'
import { renderPlain } from './render.ts'
import { insertedBy, struckBy } from './schema.ts'
import { foldAct, noTalks, type Talks } from './talks.ts'

const read = (written: string) => {
  const found = readBracketed(written)
  if ('troubles' in found)
    throw new Error(found.troubles.map(({ line, reason }) => `${line}: ${reason}`).join('\n'))
  let ids = 0
  const names = found.groups.map((_, index) => `g${index < 10 ? '' : 'z'}${index}`)
  return { ...found, doc: bracketedDocument(found, names, () => `p${(ids += 1)}`), names }
}
const troubles = (written: string) => {
  const found = readBracketed(written)
  return 'troubles' in found ? found.troubles : []
}

describe('plain paragraphs', () => {
  it('end at empty lines, if there are any', () =>
    expect(shown(read('The parties\nmeet.\n\n\nThey agree.').doc)).toEqual([
      'p1: The parties meet.',
      'p2: They agree.',
    ]))

  it('end at every line, if there are no empty ones', () =>
    expect(shown(read('\ufeffThe parties meet.\r\nThey agree.\r\n').doc)).toEqual([
      'p1: The parties meet.',
      'p2: They agree.',
    ]))

  it('are what their labels say', () => {
    const { doc } = read('# Preamble\nPP1. Recalling\nOP2bis. Decides\nOP4alt Notes\nOP5: Ends')
    expect(doc.children.map(({ attrs }) => [attrs['kind'], attrs['number']])).toEqual([
      ['heading', null],
      ['preambular', '1'],
      ['operative', '2bis'],
      ['operative', '4alt'],
      ['operative', '5'],
    ])
    expect(doc.child(3).textContent).toBe('Notes')
    expect(doc.child(3).attrs['alternative']).toBe(true)
  })

  it.each<[string, string, string]>([
    [
      'footnotes at the end behind an asterisk, where a name bears one',
      'OP1. The north* met\n* Without prejudice',
      'note',
    ],
    ['points of a list where no name does', 'OP1. They agree:\n* to meet', 'operative'],
    ['points of a list in the middle', 'OP1. The north* agrees:\n* to meet\nOP2. It parts', 'operative'],
  ])('are %s', (_, written, kind) => {
    const { doc } = read(written)
    expect(doc.child(1).attrs['kind']).toBe(kind)
    const again = read(renderPlain(doc, noTalks, () => '').join('\n\n')).doc
    expect(again.children.map(each => each.attrs['kind'])).toEqual(
      doc.children.map(each => each.attrs['kind']),
    )
  })

  it('are numbered where they are not', () =>
    expect(
      read('The parties\nThey agree\n3. They part').doc.children.map(({ attrs }) => attrs['number']),
    ).toEqual([null, null, '3']))

  const called = (written: string, kinds?: Parameters<typeof paragraphsWritten>[1]) => {
    const found = readBracketed(written)
    if ('troubles' in found) throw new Error('It cannot be read.')
    return paragraphsWritten(found, kinds).map(each => labelOf(each) || each.kind)
  }

  it('without a label are preambular if they end in a comma, and headings only if they end like no sentence', () => {
    expect(
      called('Joint statement\n\nRecalling the talks,\n\nThe ministers met in Doha.\n\n1. Meet.'),
    ).toEqual(['heading', 'PP1', 'PP2', 'OP1'])
    expect(called('إذ يستذكر المحادثات،\n\nيجتمع الأطراف.\n\nThey part,')).toEqual(['PP1', 'OP1', 'OP2'])
    expect(called('The parties meet')).toEqual(['OP1'])
  })

  it('are what a person makes of them, and the others are counted on', () => {
    const written = 'Recalling the talks,\n\nOP7. They meet.\n\nThey part.'
    expect(called(written, ['heading'])).toEqual(['heading', 'OP7', 'OP8'])
    expect(called(written, [null, 'preambular'])).toEqual(['PP1', 'PP2', 'PP3'])
    expect(called(written, [null, null, 'heading'])).toEqual(['PP1', 'OP7', 'heading'])
    expect(called(written, [null, 'operative'])).toEqual(['PP1', 'OP7', 'OP8'])
  })
})

describe('a bracket', () => {
  const first = (written: string) => shown(read(written).doc)[0]

  it('is an insertion by those behind it', () => {
    expect(first('The [parties](A, B) meet')).toBe('p1: The +g0{parties} meet')
    expect(read('The [parties](A, B) meet').groups).toEqual([
      { holders: ['A', 'B'], deletes: false, stances: [] },
    ])
  })

  it('with nobody behind it is nobody’s', () =>
    expect(read('The [parties] meet').groups).toEqual([{ holders: [], deletes: false, stances: [] }]))

  it('of a deletion is around agreed words', () =>
    expect(first('The [parties](A: delete) meet')).toBe('p1: The -g0{parties} meet'))

  it('inside another is whose it says', () =>
    expect(first('The [[two](B) parties [and guests](C: delete)](A) meet')).toBe(
      'p1: The +g1{two}+g0{ parties }-g2{+g0{and guests}}+g0{ meet}'.replace('+g0{ meet}', ' meet'),
    ))

  it('keeps what others say of it', () =>
    expect(read('The [parties](A; B: retain, C: delete) meet').groups[0]).toEqual({
      holders: ['A'],
      deletes: false,
      stances: [
        { name: 'B', verb: 'retain' },
        { name: 'C', verb: 'delete' },
      ],
    }))

  it('of a name between quotation marks is that one’s, commas and all', () =>
    expect(read('The [x](“Arden, Republic of”; “Belmar (South)”: reserve)').groups).toEqual([
      {
        holders: ['Arden, Republic of'],
        deletes: false,
        stances: [{ name: 'Belmar (South)', verb: 'reserve' }],
      },
    ]))

  it('of nobody that somebody would delete is an insertion still', () =>
    expect(read('The [x](unattributed; B: delete)').groups).toEqual([
      { holders: [], deletes: false, stances: [{ name: 'B', verb: 'delete' }] },
    ]))

  it('around a whole paragraph holds its beginning as well', () =>
    expect(shown(read('One\n[OP1bis. Two](A)\n[Three](B)\nFour [five](A)').doc)).toEqual([
      'p1: One',
      '+g0{p2:} +g0{Two}',
      '+g1{p3:} +g1{Three}',
      'p4: Four +g2{five}',
    ]))

  it('around a label alone speaks of the beginning alone', () =>
    expect(shown(read('OP1. One\n[OP2.](A: delete) Two').doc)).toEqual(['p1: One', '-g0{p2:} Two']))

  it('over several paragraphs holds them all', () =>
    expect(shown(read('One\n[Two\nThree](A)').doc)).toEqual([
      'p1: One',
      '+g0{p2:} +g0{Two}',
      '+g0{p3:} +g0{Three}',
    ]))

  it('of a link or a footnote is none', () =>
    expect(first('See [the decision](https://example.org)[^1]')).toBe(
      'p1: See [the decision](https://example.org)[^1]',
    ))
})

it.each([
  ['OP1. One\nOP2. [two', [{ line: 2, reason: 'a bracket is never closed' }]],
  [
    'One]\n\ntwo]',
    [
      { line: 1, reason: 'a bracket closes that was not open' },
      { line: 3, reason: 'a bracket closes that was not open' },
    ],
  ],
  [
    '\n\nOne [two](A: shout)',
    [
      {
        line: 3,
        reason:
          '“shout” is not what a party says of a bracket: retain, delete, reflect, reserve, support, join',
      },
    ],
  ],
  ['One [two](A,)', [{ line: 1, reason: 'a name is missing behind a bracket' }]],
  ['One\n\ntwo \u202ereversed', [{ line: 3, reason: 'an invisible command stands in the words (U+202E)' }]],
  [' \n ', [{ line: 1, reason: 'there is no text' }]],
])('tells the line and the reason of %j', (written, expected) => expect(troubles(written)).toEqual(expected))

/** The talks of a text that was brought in, its groups' names standing for parties. */
const talksOf = ({ groups, names }: ReturnType<typeof read>): Talks =>
  foldAct(
    noTalks,
    {
      type: 'began',
      language: 'en',
      source: null,
      document: '',
      opens: groups.map(({ holders, stances }, index) => ({
        id: names[index] ?? '',
        party: holders[0] ?? null,
        name: holders.length === 0 ? 'unattributed' : null,
        stances: [
          ...holders.slice(1).map(party => ({ party, verb: 'join' as const })),
          ...stances.map(({ name, verb }) => ({ party: name, verb })),
        ],
      })),
    },
    { party: null, number: 1 },
  )
const render = (written: string, isolate = false) => {
  const found = read(written)
  return renderPlain(found.doc, talksOf(found), ({ party, name }) => party ?? name ?? '', { isolate })
}

const word = fc.constantFrom('shall', 'the parties', 'می‌شود', 'أطراف', 'x', 'Doha,')
const { tree } = fc.letrec<{ tree: string; words: string }>(tie => ({
  words: fc
    .array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, word, tie('tree')), {
      minLength: 1,
      maxLength: 3,
    })
    .map(each => each.join(' ')),
  tree: fc
    .tuple(
      tie('words'),
      fc.constantFrom(
        '(A)',
        '(B)',
        '(A, B)',
        '(C: delete)',
        '',
        '(A; C: retain)',
        '(“A, Republic of (South)”)',
        '(unattributed; C: delete)',
      ),
    )
    .map(([inside, by]) => `[${inside}]${by}`),
}))
const paragraph = fc.array(fc.oneof(word, tree), { minLength: 1, maxLength: 5 }).map(each => each.join(' '))

/** Each paragraph as it is called; each character with the parties that would insert and strike it. A party that would strike it twice does so once. */
const owned = (written: string) => {
  const { doc, groups, names } = read(written)
  const holders = (proposal: string) => {
    const { holders: all = [], stances = [] } = groups[names.indexOf(proposal)] ?? {}
    return [...all, ...stances.map(({ name, verb }) => `${name}: ${verb}`)].join()
  }
  const labels = labelsOf(doc)
  return doc.children.map((each, index) => [
    `${String(each.attrs['kind'])} ${labels[index] ?? ''}`,
    ...each.children.flatMap(run => {
      const by = insertedBy(run)
      const against = [...new Set(struckBy(run).map(holders))].toSorted()
      return (run.text ?? '')
        .split('')
        .map(character => `${character} ${by === null ? '' : holders(by)} ${against.join()}`)
    }),
  ])
}

const label = fc.constantFrom('PP1. ', 'OP2. ', 'OP3bis. ', 'OP4alt. ', '# ', '')

it('reads back what it writes: every paragraph, every character, whose it is and what is said of it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(label, paragraph), { minLength: 1, maxLength: 4 }), paragraphs => {
      const written = paragraphs.map(each => each.join('')).join('\n\n')
      const again = render(written).join('\n\n')
      expect(owned(again)).toEqual(owned(written))
      const isolated = render(written, true).join('\n\n')
      expect(isolated.replace(/[\u2066-\u2069]/gu, '')).toBe(again)
      expect(countBrackets(again).imbalances).toEqual([])
    }),
    { numRuns: 80 },
  )
})

it('never fails, whatever it is given', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc
          .array(fc.constantFrom('[', ']', '(A)', '(', '\n', '\n\n', 'OP1. ', '# ', ' ', 'x', '\u2068'))
          .map(each => each.join('')),
      ),
      written => {
        const found = readBracketed(written)
        if (!('troubles' in found)) read(written).doc.check()
      },
    ),
  )
})
