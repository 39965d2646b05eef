import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { openTestDb } from '../../test/database.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { accountId, seedAccounts } from '../features/access/access.commands.ts'
import { outcomesHandlers } from '../features/outcomes/outcome.routes.ts'
import { entityId, namedId } from '../features/record/keys.ts'
import { silenceHandlers } from '../features/silence/silence.routes.ts'
import { standingOf } from '../features/texts/brackets-held.ts'
import { labelsOf } from '../features/texts/numbering.ts'
import { schema } from '../features/texts/schema.ts'
import { textsHandlers } from '../features/texts/texts.routes.ts'
import { readState } from '../features/texts/texts.store.ts'
import { verifyTexts } from '../features/texts/verify.store.ts'
import { importFiles } from '../import.ts'
import { negotiate } from '../negotiate.ts'
import { NotFound } from '../platform/db.ts'

// The two negotiations that come with Parley, as the people at their table see them.

const db = await openTestDb()
const here = import.meta.dirname
const files = ['sco-joint-statement.yaml', 'sco-work-plan.yaml'].map(name => join(here, 'negotiations', name))
const textOf = (key: string, negotiation: string) => namedId(`text ${key} of negotiation ${negotiation}`)
const statement = textOf('statement', 'sco-joint-statement')
const persian = textOf('persian', 'sco-joint-statement')
const plan = textOf('plan', 'sco-work-plan')

beforeAll(async () => {
  const dossier = readdirSync(here).filter(name => /^\d\d-.*\.yaml$/.test(name))
  await importFiles(
    db,
    dossier.toSorted().map(name => join(here, name)),
    new Date(),
  )
  await seedAccounts(db, { accounts: parse(readFileSync(join(here, 'accounts.yaml'), 'utf8')) })
  for (const file of files) await negotiate(db, file)
}, 120_000)

const as = (key: string) => ({ db, actor: { account: accountId(key) }, now: () => new Date() })
const [chair, iran] = [as('demo-sco-chair'), as('demo-sco-iran')]
const none = { params: undefined, query: undefined, body: undefined }
const granted = <Answer>(answer: Answer | Refusal): Answer => {
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer
}
const stateOf = (id: string) => db.asOwner(tx => readState(tx, id))
const silences = async () =>
  granted(
    await silenceHandlers.listSilences(
      { ...none, params: { id: statement }, query: { language: 'en' } },
      chair,
    ),
  ).silences
const outcomes = async () =>
  granted(await outcomesHandlers.listOutcomes({ ...none, params: { id: statement } }, chair)).outcomes

describe('the joint statement', () => {
  it('was proposed on by thirty delegations, each in its own name, and every bracket is decided', async () => {
    const { talks } = await stateOf(statement)
    const proposals = [...talks.proposals.values()]
    const authors = new Set(proposals.flatMap(({ author }) => author ?? []))
    expect(authors.size).toBe(30)
    expect(proposals.filter(({ closed }) => closed === null)).toEqual([])
    expect(new Set(proposals.map(({ closed }) => closed?.how))).toEqual(
      new Set(['accepted', 'rejected', 'withdrawn', 'superseded']),
    )
  })

  it('ends with every paragraph agreed, numbered one after another', async () => {
    const { doc, talks } = await stateOf(statement)
    expect(standingOf(doc, talks).filter(({ state }) => state !== 'agreed')).toEqual([])
    const numbered = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`)
    expect(labelsOf(doc).filter(label => label !== '')).toEqual([
      ...numbered('PP', 11),
      ...numbered('OP', 17),
    ])
  })

  it('lets what was offered follow in one act of the chair', async () => {
    const { talks } = await stateOf(statement)
    const closed = (key: string) =>
      talks.proposals.get(namedId(`proposal ${key} of negotiation sco-joint-statement`))?.closed
    const number = closed('kazakhstan-interim')?.number
    expect(closed('kazakhstan-interim')?.how).toBe('accepted')
    for (const each of ['uzbekistan-september', 'belarus-figures'])
      expect(closed(each)).toEqual({ how: 'withdrawn', number })
  })

  it('was issued three times, with lines of its own each time', async () => {
    const { revisions } = granted(
      await textsHandlers.readText({ ...none, params: { id: statement }, query: { language: 'en' } }, chair),
    )
    expect(revisions.map(({ name }) => name)).toEqual(['Rev.1', 'Rev.2', 'Rev.3'])
    expect(new Set(revisions.map(({ hash }) => hash)).size).toBe(3)
  })

  it('was under silence over a weekend, which one delegation broke by an amendment; a second round held', async () => {
    const [first, second] = await silences()
    const day = (at: string | undefined) => new Date(at ?? '').getUTCDay()
    expect([day(first?.proposedAt), day(first?.deadline)]).toEqual([4, 1])
    expect(first).toMatchObject({ state: 'broken', zone: 'Asia/Shanghai' })
    expect(first?.objections).toMatchObject([{ party: entityId('tajikistan'), kind: 'amendment' }])
    expect(second).toMatchObject({ state: 'issued', objections: [], how: 'meeting', round: 2 })
  })

  it('asks silence of members only, and not of those who observe', async () => {
    const [first] = await silences()
    expect(first?.members).toHaveLength(10)
    expect(first?.members).not.toContain(entityId('mongolia'))
  })

  it('is adopted with one reservation and one agreement ad referendum, confirmed since', async () => {
    const [outcome] = await outcomes()
    const stands = outcome?.stands.map(({ party, stand }) => [party, stand] as const) ?? []
    expect(stands.filter(([, stand]) => stand === 'adopts')).toHaveLength(9)
    expect(stands.filter(([, stand]) => stand !== 'adopts')).toEqual([[entityId('uzbekistan'), 'confirmed']])
    expect(outcome?.statements).toMatchObject([{ party: entityId('belarus'), kind: 'reservation' }])
  })

  it('was issued as a document that whoever holds it can verify, and that says what it is', async () => {
    const [outcome] = await outcomes()
    const { number = '', hash = '' } = outcome?.issued ?? {}
    const verified = granted(
      await outcomesHandlers.verifyOutcome(
        { ...none, params: { hash }, query: { number } },
        {
          ...chair,
          actor: { account: null },
        },
      ),
    )
    expect(verified).toMatchObject({ number: 'ILLUSTRATION/2025/1', intact: true })
    expect(verified.title).toContain('illustration')
  })

  it('is beside a translation of which one paragraph is stale', async () => {
    const { alignments } = granted(
      await textsHandlers.listAlignments({ ...none, params: { id: persian } }, chair),
    )
    const { doc } = await stateOf(persian)
    const labels = labelsOf(doc)
    const labelOf = (id: string) => labels[doc.children.findIndex(each => each.attrs['id'] === id)]
    const stale = alignments.filter(each => each.stale).map(({ paragraph }) => labelOf(paragraph))
    expect(stale).toEqual(['PP4', 'OP2'])
    expect(alignments).toHaveLength(8)
  })

  it('has a chain without a broken link, as all texts have', async () => {
    const verified = await db.asOwner(tx => verifyTexts(tx))
    expect(verified).toHaveLength(3)
    expect(verified.filter(({ broken }) => broken !== undefined)).toEqual([])
  })

  it('is marked as invented, in its head and in its title, as every text here is', async () => {
    const { texts } = granted(await textsHandlers.listTexts({ ...none, query: {} }, chair))
    expect(texts).toHaveLength(3)
    expect(texts.filter(({ illustration }) => !illustration)).toEqual([])
    for (const each of texts) {
      expect(each.title).toMatch(/illustration|نمونهٔ نمایشی/)
      expect((await stateOf(each.id)).doc.child(1).textContent).toMatch(/invented|ساختگی/)
    }
  })

  it('stays as it is when it is told again', async () => {
    const { hash } = await stateOf(statement)
    for (const file of files) await negotiate(db, file)
    expect((await stateOf(statement)).hash).toBe(hash)
  })
})

describe('the draft work plan', () => {
  it('is open, with brackets of eight delegations and the chair', async () => {
    const { talks } = await stateOf(plan)
    const open = [...talks.proposals.values()].filter(({ closed }) => closed === null)
    expect(open).toHaveLength(9)
    expect(new Set(open.map(({ author }) => author)).size).toBe(9)
  })
})

describe('at this table', () => {
  const read = (key: string | null, id = statement) =>
    textsHandlers.readText(
      { ...none, params: { id }, query: { language: 'en' } },
      {
        ...chair,
        actor: { account: key === null ? null : accountId(key) },
      },
    )

  it.each([null, 'demo-analyst', 'demo-iranian-delegation', 'demo-oic-secretariat'])(
    'whoever does not sit there finds no text (%s)',
    async key => {
      await expect(read(key)).rejects.toThrow(NotFound)
      const actor = { account: key === null ? null : accountId(key) }
      const { texts } = granted(await textsHandlers.listTexts({ ...none, query: {} }, { ...chair, actor }))
      expect(texts).toEqual([])
    },
  )

  it('an observer reads, and cannot write', async () => {
    const seen = granted(await read('demo-sco-observer', plan))
    expect(schema.nodeFromJSON(seen.document).childCount).toBeGreaterThan(10)
    const body = { client: namedId('an editor'), ref: 1, command: { type: 'renumber' as const } }
    const answer = await textsHandlers.command(
      { ...none, params: { id: plan }, body },
      as('demo-sco-observer'),
    )
    expect(answer).toMatchObject({ refused: 'not-yours-to-write' })
  })

  it('a delegation’s note to itself is on no other’s page, and a word to the chair on the chair’s alone', async () => {
    const seenBy = async (who: typeof chair) =>
      granted(
        await textsHandlers.listComments(
          { ...none, params: { id: statement }, query: { language: 'en' } },
          who,
        ),
      )
        .comments.map(({ audience }) => audience)
        .toSorted()
    expect(await seenBy(iran)).toEqual(['all', 'all', 'delegation'])
    expect(await seenBy(chair)).toEqual(['all', 'all', 'chair', 'chair'])
    expect(await seenBy(as('demo-sco-uzbekistan'))).toEqual(['all', 'all', 'chair', 'chair'])
    expect(await seenBy(as('demo-sco-china'))).toEqual(['all', 'all'])
  })
})
