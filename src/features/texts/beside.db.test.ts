import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openTestDb } from '../../../test/database.ts'
import { givenRecord } from '../../../test/given.ts'
import { NotFound, sql } from '../../platform/db.ts'
import { eventsAfter } from '../../platform/events.ts'
import { givenNegotiation, granted, type Seat } from './given-negotiation.ts'
import { schema } from './schema.ts'
import type { CommentView } from './texts.api.ts'
import { textsHandlers } from './texts.routes.ts'

const db = await openTestDb()
const none = { query: undefined, body: undefined }

const room = async (words = 'OP1. The parties meet every month\nOP2. They report') => {
  const talks = await givenNegotiation(db)
  const { id: text } = granted(await talks.begin(words))
  const comment = (seat: Seat, audience: 'delegation' | 'chair' | 'all', more = {}) =>
    textsHandlers.comment(
      {
        params: { id: text },
        query: undefined,
        body: { id: randomUUID(), audience, version: 0, from: 5, to: 12, body: `To ${audience}`, ...more },
      },
      seat.context,
    )
  const comments = async (seat: Seat): Promise<CommentView[]> =>
    granted(
      await textsHandlers.listComments(
        { params: { id: text }, query: { language: 'en' }, body: undefined },
        seat.context,
      ),
    ).comments as CommentView[]
  const issue = (seat: Seat, commit: number, name?: string) =>
    textsHandlers.issueRevision(
      { params: { id: text }, query: undefined, body: { commit, name } },
      seat.context,
    )
  const decide = async (accept: string[]) =>
    granted(
      await talks.chair.command(text, {
        type: 'decide',
        accept,
        reject: [],
        settle: false,
        notwithstanding: false,
      }),
    )
  return { ...talks, text, comment, comments, issue, decide }
}

describe('a comment', () => {
  it('is read by its own delegation, by the chair if it is for the chair, by all if it is for all', async () => {
    const talks = await room()
    for (const audience of ['delegation', 'chair', 'all'] as const)
      granted(await talks.comment(talks.arden, audience))
    const seen = async (seat: Seat) => (await talks.comments(seat)).map(({ audience }) => audience).toSorted()
    expect(await seen(talks.arden)).toEqual(['all', 'chair', 'delegation'])
    expect(await seen(talks.chair)).toEqual(['all', 'chair'])
    for (const other of [talks.belmar, talks.secretariat, talks.observer])
      expect(await seen(other)).toEqual(['all'])
    await expect(talks.comments(talks.outsider)).rejects.toThrow(NotFound)
  })

  it('leaves no trace for those it is not for: no event, no change of the text', async () => {
    const talks = await room()
    const { cursor } = await db.as(talks.belmar.actor, tx => eventsAfter(tx, undefined))
    const before = await talks.belmar.read(talks.text)
    granted(await talks.comment(talks.arden, 'delegation'))
    granted(await talks.comment(talks.arden, 'chair'))
    expect((await db.as(talks.belmar.actor, tx => eventsAfter(tx, cursor))).events).toEqual([])
    expect(await talks.belmar.read(talks.text)).toEqual(before)
  })

  it('is answered where it stands, by the chair as well', async () => {
    const talks = await room()
    const { id } = granted(await talks.comment(talks.arden, 'chair'))
    granted(await talks.comment(talks.chair, 'chair', { answers: id, as: 'chair' }))
    expect((await talks.comments(talks.arden)).map(each => each.answers)).toEqual([null, id])
    expect(await talks.comments(talks.belmar)).toEqual([])
    await expect(talks.comment(talks.belmar, 'all', { answers: id })).rejects.toThrow(NotFound)
  })

  it('sent again is the same comment, once', async () => {
    const talks = await room()
    const id = randomUUID()
    for (const _ of [1, 2]) expect(await talks.comment(talks.arden, 'all', { id })).toEqual({ id })
    expect(await talks.comments(talks.arden)).toHaveLength(1)
  })

  it('in answer is for those who read what it answers, or is refused', async () => {
    const talks = await room()
    const { id } = granted(await talks.comment(talks.belmar, 'all'))
    for (const audience of ['delegation', 'chair'] as const)
      expect(await talks.comment(talks.arden, audience, { answers: id })).toEqual({
        refused: 'answered-elsewhere',
      })
    granted(await talks.comment(talks.arden, 'all', { answers: id }))
  })

  it('keeps its place while others write', async () => {
    const talks = await room()
    granted(await talks.comment(talks.arden, 'all'))
    await talks.belmar.propose(talks.text, 'The', 'The very')
    const [comment] = await talks.comments(talks.arden)
    const doc = schema.nodeFromJSON((await talks.arden.read(talks.text)).document)
    expect(comment?.quotation).toBe('parties')
    expect(doc.textBetween(comment?.from ?? 0, comment?.to ?? 0)).toBe('parties')
  })

  it('is written by nobody who only looks on, and in nobody else’s name', async () => {
    const talks = await room()
    expect(await talks.comment(talks.observer, 'all')).toEqual({ refused: 'not-yours-to-write' })
    expect(await talks.comment(talks.arden, 'all', { as: talks.belmarId })).toEqual({
      refused: 'not-yours-to-write',
    })
    expect(await talks.comment(talks.chair, 'delegation', { as: 'chair' })).toEqual({
      refused: 'for-parties-only',
    })
    const forge = db.as(talks.arden.actor, tx =>
      tx.run(sql`insert into text_comment (id, text, compartment, party, version, place_from, place_to, paragraph, quotation, body, at, account)
                 select gen_random_uuid(), t.id, t.compartment, ${talks.belmarId}, 0, 0, 0, 'p1', '', 'x', now(), ${talks.arden.actor.account}
                   from joint_text t where t.id = ${talks.text}`),
    )
    await expect(forge).rejects.toThrow(/row-level security/)
  })
})

it('is listed with how many of its brackets are open', async () => {
  const talks = await room('OP1. The [two](the BÉLMAR) parties [soon] meet')
  const listed = async (seat: Seat) => {
    const query = { track: talks.trackId }
    const { texts } = granted(
      await textsHandlers.listTexts({ params: undefined, query, body: undefined }, seat.context),
    )
    return texts.map(each => each.openBrackets)
  }
  expect(await listed(talks.observer)).toEqual([2])
  const proposal = await talks.arden.propose(talks.text, 'parties', 'sides')
  expect(await listed(talks.observer)).toEqual([3])
  await talks.decide([proposal])
  expect(await listed(talks.observer)).toEqual([2])
  const { talks: said } = await talks.belmar.read(talks.text)
  const own = said.proposals.filter(({ author }) => author === talks.belmarId).map(({ id }) => id)
  expect(own).toHaveLength(1)
  granted(await talks.belmar.command(talks.text, { type: 'withdraw', proposals: own }))
  expect(await listed(talks.observer)).toEqual([1])
  expect(await listed(talks.outsider)).toEqual([])
})

describe('an issued revision', () => {
  const lines = async (talks: Awaited<ReturnType<typeof room>>, revision: number, seat = talks.arden) =>
    granted(
      await textsHandlers.readRevision({ params: { id: talks.text, revision }, ...none }, seat.context),
    ).lines.map(({ text }) => text)
  const long = `OP1. ${'The parties meet every month. '.repeat(12).trim()}\nOP2. They report`

  it('keeps its lines whatever happens to the text', async () => {
    const talks = await room(long)
    granted(await talks.issue(talks.secretariat, 1))
    const before = await lines(talks, 1)
    expect(before.length).toBeGreaterThan(4)
    expect(before.every(line => line.length <= 84)).toBe(true)
    await talks.decide([await talks.arden.propose(talks.text, 'The parties', 'The two parties')])
    expect(await lines(talks, 1)).toEqual(before)
  })

  it('names who holds each bracket as the room calls them, whoever issues it', async () => {
    const talks = await room()
    const named = (text: string, register: 'short' | 'neutral', where?: { secretariat: string }) => ({
      about: 'arden',
      predicate: 'named' as const,
      value: { text, language: 'en', register },
      evidence: [{ paragraph: 1 }],
      ...(where && { in: where }),
    })
    const policy = {
      about: talks.track,
      predicate: 'designation-policy' as const,
      object: 'belmar',
      value: { text: 'The Belmar side', language: 'en', asterisk: true },
      evidence: [{ paragraph: 1 }],
    }
    const claims = [named('ARD', 'short'), named('A', 'short', { secretariat: talks.track }), policy]
    await givenRecord(db, { entities: [], claims })
    const proposal = await talks.arden.propose(talks.text, 'every month', 'yearly')
    granted(await talks.belmar.command(talks.text, { type: 'take-stance', proposal, verb: 'reserve' }))
    const { number } = await talks.chair.read(talks.text)
    granted(await talks.issue(talks.secretariat, number))
    expect((await lines(talks, 1, talks.observer)).join(' ')).toContain(
      '[every month](ARD: delete; The Belmar side*: reserve)[yearly](ARD; The Belmar side*: reserve)',
    )
  })

  it('leads by its lines to a later one', async () => {
    const talks = await room(long)
    granted(await talks.issue(talks.secretariat, 1))
    const extra =
      'Recalling everything that was said and done before, at great length, in many places and at many times, '
    await talks.decide([
      await talks.arden.propose(
        talks.text,
        'The parties',
        `${extra}The parties`.replace('The parties', 'The parties'),
      ),
    ])
    await talks.decide([await talks.belmar.propose(talks.text, 'They report', 'x'.repeat(200))])
    const { number } = await talks.arden.read(talks.text)
    granted(await talks.issue(talks.secretariat, number))
    const concordance = granted(
      await textsHandlers.concordance(
        { params: { id: talks.text, revision: 1 }, query: { to: 2 }, body: undefined },
        talks.observer.context,
      ),
    ).lines
    const [old, later] = [await lines(talks, 1), await lines(talks, 2)]
    expect(concordance).toHaveLength(old.length)
    const shifted = concordance[2] ?? 0
    expect(shifted).toBeGreaterThan(3)
    expect(`${later[shifted - 1]} ${later[shifted]}`).toContain(old[2]?.slice(0, 20))
  })

  it('compares with another and with the text as it stands', async () => {
    const talks = await room()
    granted(await talks.issue(talks.secretariat, 1, 'First draft'))
    await talks.decide([await talks.arden.propose(talks.text, 'every month', 'twice a year')])
    const compare = async (to?: number) =>
      granted(
        await textsHandlers.compareRevisions(
          { params: { id: talks.text }, query: { from: 1, to }, body: undefined },
          talks.observer.context,
        ),
      ).differences
    const [first, second] = await compare()
    expect(second).toMatchObject({ label: 'OP2', change: 'same' })
    const side = (gone: 'added' | 'removed') =>
      first?.parts.map(({ text, change }) => (change === gone ? '' : text)).join('')
    expect([first?.change, side('added'), side('removed')]).toEqual([
      'changed',
      'The parties meet every month',
      'The parties meet twice a year',
    ])
    expect((await compare(1)).every(({ change }) => change === 'same')).toBe(true)
  })

  it('has its own number when two are issued at once, and is of no earlier text than the one before', async () => {
    const talks = await room()
    await talks.arden.propose(talks.text, 'every month', 'each week')
    const both = await Promise.all([talks.issue(talks.chair, 2), talks.issue(talks.secretariat, 2)])
    expect(both.map(each => granted(each).number).toSorted((left, right) => left - right)).toEqual([1, 2])
    expect(await talks.issue(talks.chair, 1)).toEqual({ refused: 'revision-of-later-text' })
    expect(await talks.issue(talks.chair, 2, 'Rev.4').then(granted)).toMatchObject({ number: 3 })
    expect(await talks.issue(talks.chair, 2)).toEqual({ refused: 'revision-name-taken', detail: 'Rev.4' })
  })

  it('is issued by the secretariat or the chair, once under a name', async () => {
    const talks = await room()
    for (const seat of [talks.arden, talks.observer])
      expect(await talks.issue(seat, 1)).toEqual({ refused: 'not-yours-to-write' })
    expect(granted(await talks.issue(talks.chair, 1)).name).toBe('Rev.1')
    expect(await talks.issue(talks.chair, 1, 'Rev.1')).toEqual({
      refused: 'revision-name-taken',
      detail: 'Rev.1',
    })
    expect(await talks.issue(talks.chair, 99)).toEqual({ refused: 'ahead-of-text' })
    await expect(lines(talks, 1, talks.outsider)).rejects.toThrow(NotFound)
  })
})

describe('versions in several languages', () => {
  const parallel = async () => {
    const talks = await room()
    const other = granted(
      await textsHandlers.beginText(
        {
          params: undefined,
          query: undefined,
          body: {
            track: talks.trackId,
            title: 'بیانیهٔ مشترک',
            language: 'fa',
            words: { paragraphs: [{ kind: 'operative', text: 'طرف‌ها هر ماه دیدار می‌کنند' }] },
            parallelTo: talks.text,
            standing: 'translation',
          },
        },
        talks.secretariat.context,
      ),
    )
    const align = (seat: Seat, paragraph = 'p1') =>
      textsHandlers.align(
        {
          params: { id: talks.text },
          query: undefined,
          body: { pairs: [{ paragraph, parallel: other.id, parallelParagraph: 'p1' }] },
        },
        seat.context,
      )
    const stale = async (text: string) =>
      granted(
        await textsHandlers.listAlignments({ params: { id: text }, ...none }, talks.observer.context),
      ).alignments.map(each => each.stale)
    return { ...talks, other: other.id, align, stale }
  }

  it('are one family, each authentic or a translation', async () => {
    const talks = await parallel()
    const { languages } = await talks.observer.read(talks.text)
    expect(languages.map(({ language, standing }) => [language, standing])).toEqual([
      ['en', 'authentic'],
      ['fa', 'translation'],
    ])
  })

  it('are stale where one is worded otherwise since, until somebody says they are the same again', async () => {
    const talks = await parallel()
    granted(await talks.align(talks.secretariat))
    expect([await talks.stale(talks.text), await talks.stale(talks.other)]).toEqual([[false], [false]])
    const proposal = await talks.arden.propose(talks.text, 'every month', 'each week')
    expect(await talks.stale(talks.text)).toEqual([false])
    await talks.decide([proposal])
    expect([await talks.stale(talks.text), await talks.stale(talks.other)]).toEqual([[true], [true]])
    granted(await talks.align(talks.secretariat))
    expect([await talks.stale(talks.text), await talks.stale(talks.other)]).toEqual([[false], [false]])
  })

  it('are aligned by the secretariat or the chair', async () => {
    const talks = await parallel()
    for (const seat of [talks.arden, talks.observer])
      expect(await talks.align(seat)).toEqual({ refused: 'not-yours-to-write' })
    await expect(talks.align(talks.outsider)).rejects.toThrow(NotFound)
    expect(await talks.align(talks.chair, 'none')).toEqual({ refused: 'no-such-paragraph' })
  })
})
