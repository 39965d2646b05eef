import { describe, expect, it } from 'vitest'
import type { Claim } from '../record/record.ts'
import { couldBeSameTime, datesConflict } from './folds.ts'
import { givenClaim } from './given-claims.ts'
import { foldMatters, sidesOf, stancesConflict } from './matters.ts'
import { foldDesignations } from './names.ts'
import { foldPosts, mayHoldOn } from './people.ts'
import { type Judgement, standingJudgements } from './resolutions.ts'
import { foldStatements } from './statements.ts'
import { foldTrack } from './track.ts'

describe('Imprecise dates', () => {
  it('may be one day when their bounds meet', () => {
    expect(couldBeSameTime('2023-05-12', '2023-05-11~/2023-05-20~')).toBe(true)
    expect(couldBeSameTime('2023-05-09', '2023-05-11~/2023-05-20~')).toBe(false)
    expect(couldBeSameTime('../2022', '2021-03')).toBe(true)
    expect(datesConflict(['2023-05', '2023-05-12', '2023-05-13'])).toBe(true)
  })
})

describe('A track', () => {
  const parented = (subject: string, object: string, more: Partial<Claim> = {}) =>
    givenClaim(subject, 'track-parent', {}, { object, ...more })

  it('knows its parent and the working groups that report to it', () => {
    const claims = [parented('narcotics', 'doha'), parented('private-sector', 'doha'), parented('doha', 'un')]
    const doha = foldTrack(claims, 'doha')
    expect(doha.workingGroups.map(each => each.id)).toEqual(['narcotics', 'private-sector'])
    expect(doha.parent.versions.map(each => each.value)).toEqual(['un'])
  })

  it('does not count a working group that a source denies or a correction took back', () => {
    const claims = [
      parented('a', 'doha', { modality: 'denies' }),
      parented('b', 'doha', { supersededBy: 'later' }),
    ]
    expect(foldTrack(claims, 'doha').workingGroups).toEqual([])
  })

  it('tells its life in order, one step once however many sources tell it', () => {
    const step = (name: 'proposed' | 'constituted', occurred: string) =>
      givenClaim('t', 'lifecycle', { step: name }, { occurred })
    const { lifecycle } = foldTrack(
      [step('constituted', '2024-07'), step('proposed', '2024-02'), step('constituted', '2024-07')],
      't',
    )
    expect(lifecycle.map(each => [each.step, each.claims.length])).toEqual([
      ['proposed', 1],
      ['constituted', 2],
    ])
  })

  it('sets two kinds that sources give side by side', () => {
    const claims = [
      givenClaim('t', 'track-kind', { kind: 'process' }),
      givenClaim('t', 'track-kind', { kind: 'talks' }),
    ]
    expect(foldTrack(claims, 't').kind).toMatchObject({ disputed: true })
  })
})

describe('Matters', () => {
  const about = { subjectType: 'proposal' } as const

  it('hold who floated a proposal beside who denies it', () => {
    const claims = [
      givenClaim('bases', 'proposed', { to: 'taliban' }, { ...about, object: 'us' }),
      givenClaim('bases', 'proposed', { to: 'taliban' }, { ...about, object: 'us', modality: 'denies' }),
    ]
    const [proposal] = foldMatters(claims, 'page')
    expect(proposal?.floated.disputed).toBe(true)
    const { asserted, denied } = sidesOf(proposal?.floated ?? { versions: [], disputed: false })
    expect([asserted.length, denied.length]).toEqual([1, 1])
  })

  it('keep an explicit non-linkage apart from a condition', () => {
    const claims = [
      givenClaim(
        'aid',
        'demand',
        { kind: 'non-linkage', text: 'aid', notLinkedTo: 'recognition' },
        { subjectType: 'issue', object: 'us' },
      ),
    ]
    expect(foldMatters(claims, 'page')[0]?.demands[0]).toMatchObject({
      kind: 'non-linkage',
      notLinkedTo: 'recognition',
    })
  })

  it('leave out what a correction withdrew, and the page’s own entity', () => {
    const withdrawn = givenClaim(
      'x',
      'concerns',
      {},
      { subjectType: 'issue', object: 't', supersededBy: 'y' },
    )
    const own = givenClaim('page', 'concerns', {}, { subjectType: 'issue', object: 't' })
    expect(foldMatters([withdrawn, own], 'page')).toEqual([])
  })

  it('concern what they are claimed to concern', () => {
    const claims = [givenClaim('aid', 'concerns', {}, { subjectType: 'issue', object: 'doha' })]
    const [aid] = foldMatters(claims, 'doha')
    expect(aid?.concerns.versions.map(each => each.value)).toEqual(['doha'])
  })

  it('dispute a stance only when it is both for and against', () => {
    expect(stancesConflict(['1', '2', 'silent'])).toBe(false)
    expect(stancesConflict(['red-line', '1'])).toBe(true)
  })
})

describe('Names', () => {
  const named = (
    text: string,
    language: string,
    register: 'own' | 'contested' | 'official',
    usedBy?: string,
  ) => givenClaim('p', 'named', { text, language, register, ...(usedBy === undefined ? {} : { usedBy }) })

  it('stand by language, the reader’s first, each with those who use it', () => {
    const groups = foldDesignations(
      [
        named('Taliban', 'en', 'contested', 'news agencies'),
        named('Taliban', 'en', 'contested', 'the United States'),
        named('امارت اسلامی', 'fa', 'own'),
        named('Islamic Emirate', 'en', 'own'),
      ],
      'p',
      'fa',
    )
    expect(groups.map(each => each.language)).toEqual(['fa', 'en'])
    expect(groups[1]?.names.map(each => [each.register, each.usedBy])).toEqual([
      ['own', []],
      ['contested', ['news agencies', 'the United States']],
    ])
  })
})

describe('Posts', () => {
  it('stand latest first, those without a date last, and may be asked about a day', () => {
    const held = (title: string, from?: string, to?: string) =>
      givenClaim(
        'x',
        'holds-post',
        {
          title,
          language: 'en',
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        },
        { subjectType: 'person', object: 'ministry' },
      )
    const posts = foldPosts([held('Spokesman'), held('Deputy', '2020', '2022'), held('Minister', '2023')], {
      person: 'x',
    })
    expect(posts.map(each => each.title)).toEqual(['Minister', 'Deputy', 'Spokesman'])
    expect(posts.map(each => mayHoldOn(each, '2021-06-01'))).toEqual([false, true, true])
  })
})

describe('Judgements on near-identical names', () => {
  const judged = (second: string, verdict: Judgement['verdict'], judgedAt: string): Judgement => ({
    id: judgedAt,
    first: 'khalifi',
    second,
    verdict,
    reason: 'offices differ',
    judgedAt,
    judgedBy: null,
  })

  it('stand until withdrawn, the latest over the earlier', () => {
    const standing = standingJudgements(
      [
        judged('khulaifi', 'unsure', '2026-01-01'),
        judged('khulaifi', 'different', '2026-01-02'),
        judged('other', 'same', '2026-01-01'),
        judged('other', 'withdrawn', '2026-01-03'),
      ],
      'khalifi',
    )
    expect(standing.map(each => [each.other, each.judgement.verdict])).toEqual([['khulaifi', 'different']])
  })
})

describe('What was said', () => {
  it('names the speaker nearest the words and keeps the way it came down', () => {
    const [statement] = foldStatements([
      givenClaim(
        'm',
        'said',
        { text: 'fruitful' },
        { by: [{ speaker: 'mujahid', onBehalfOf: 'taliban' }, { anonymous: 'a news agency' }] },
      ),
    ])
    expect(statement).toMatchObject({ speaker: 'mujahid', onBehalfOf: 'taliban' })
    expect(statement?.through).toHaveLength(1)
  })
})
