import { randomUUID } from 'node:crypto'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import type { Handlers } from '../../platform/contract.ts'
import type { Tx } from '../../platform/db.ts'
import { appendEvent } from '../../platform/events.ts'
import type { Asking } from '../../platform/http.context.ts'
import { houseRule, namesOf } from '../record/read.store.ts'
import { commentOn, issueRevision, wordingsOf } from './beside.commands.ts'
import {
  addAlignments,
  alignmentsOf,
  commentsOn,
  findRevision,
  placeAfter,
  revisionsOf,
} from './beside.store.ts'
import { commitView } from './commit-view.store.ts'
import { renderingOf } from './house-style.ts'
import { wordsIn } from './holders.store.ts'
import { compareTexts, concordance } from './revision.ts'
import { partiesIn } from './talks.ts'
import { talksView } from './talks-view.ts'
import type { textsApi, TextView } from './texts.api.ts'
import { commandText } from './line-letters.commands.ts'
import { beginText } from './texts.commands.ts'
import {
  commitsAfter,
  findText,
  listTexts,
  mapsSince,
  readState,
  standingIn,
  stateAt,
  textsOfFamily,
} from './texts.store.ts'

const textView = async (tx: Tx, id: string, language: string): Promise<TextView> => {
  const row = await findText(tx, id)
  const state = await readState(tx, id)
  const mine = await standingIn(tx, row.track)
  return {
    ...row,
    number: state.number,
    version: state.version,
    hash: state.hash,
    document: state.doc.toJSON() as Record<string, unknown>,
    talks: talksView(state.talks),
    rendering: renderingOf(await houseRule(tx, row.track, 'rendering')),
    mine,
    names: await namesOf(
      tx,
      [...new Set([...partiesIn(state.talks), ...mine.parties, row.track])],
      language,
      [row.track],
    ),
    languages: await textsOfFamily(tx, row.family),
    revisions: await revisionsOf(tx, id),
  }
}

/** How the paragraphs of several texts are worded now, each text read once. */
const wordingsOfAll = async (tx: Tx, texts: readonly string[]) => {
  const wordings = new Map<string, ReadonlyMap<string, string>>()
  for (const text of new Set(texts)) wordings.set(text, await wordingsOf(tx, text))
  return wordings
}

export const textsHandlers: Handlers<typeof textsApi, Asking> = {
  listTexts: async ({ query }, { db, actor }) =>
    db.as(
      actor,
      async tx => {
        return { texts: await listTexts(tx, query.track) }
      },
      { readOnly: true },
    ),

  beginText: async ({ body }, { db, actor, now }) => db.as(actor, tx => beginText(tx, body, now())),

  readText: async ({ params, query }, { db, actor }) =>
    db.as(actor, tx => textView(tx, params.id, query.language), { readOnly: true }),

  nameParties: async ({ params, query: { parties, language } }, { db, actor }) =>
    db.as(
      actor,
      async tx => {
        const { track } = await findText(tx, params.id)
        return { names: await namesOf(tx, parties, language, [track]) }
      },
      { readOnly: true },
    ),

  readCommits: async ({ params, query: { after, limit } }, { db, actor }) =>
    db.as(
      actor,
      async tx => {
        await findText(tx, params.id)
        const commits = await commitsAfter(tx, params.id, after, limit)
        return { commits: commits.map(commitView), more: commits.length === limit }
      },
      { readOnly: true },
    ),

  command: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const done = await commandText(tx, { text: params.id, ...body }, now())
      return isRefusal(done) ? done : commitView(done)
    }),

  listComments: async ({ params, query }, { db, actor }) =>
    db.as(
      actor,
      async tx => {
        const { track } = await findText(tx, params.id)
        const loaded = await stateAt(tx, params.id, (await readState(tx, params.id)).number)
        const comments = []
        for (const { version, ...each } of await commentsOn(tx, params.id))
          comments.push({ ...each, ...placeAfter(each, await mapsSince(tx, loaded, version)) })
        const parties = [...new Set(comments.flatMap(({ party }) => party ?? []))]
        return { comments, names: await namesOf(tx, parties, query.language, [track]) }
      },
      { readOnly: true },
    ),

  comment: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, tx => commentOn(tx, params.id, body, now())),

  issueRevision: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, tx => issueRevision(tx, params.id, body, now())),

  readRevision: async ({ params }, { db, actor }) =>
    db.as(
      actor,
      async tx => {
        await findText(tx, params.id)
        const revision = await findRevision(tx, params.id, params.revision)
        const { state } = await stateAt(tx, params.id, revision.commit)
        return {
          ...revision,
          document: state.doc.toJSON() as Record<string, unknown>,
          talks: talksView(state.talks),
        }
      },
      { readOnly: true },
    ),

  concordance: async ({ params, query }, { db, actor }) =>
    db.as(
      actor,
      async tx => {
        await findText(tx, params.id)
        const earlier = await findRevision(tx, params.id, params.revision)
        const later = await findRevision(tx, params.id, query.to)
        if (earlier.number > later.number) return refuse('earlier-revision')
        const maps = await mapsSince(tx, await stateAt(tx, params.id, later.commit), earlier.version)
        return { lines: concordance(earlier.lines, later.lines, maps) }
      },
      { readOnly: true },
    ),

  compareRevisions: async ({ params, query }, { db, actor }) =>
    db.as(
      actor,
      async tx => {
        const text = await findText(tx, params.id)
        const from = await findRevision(tx, params.id, query.from)
        const to = query.to === undefined ? undefined : await findRevision(tx, params.id, query.to)
        const before = await stateAt(tx, params.id, from.commit)
        const after =
          to === undefined ? await readState(tx, params.id) : (await stateAt(tx, params.id, to.commit)).state
        const says = await wordsIn(tx, text, before.state.talks, after.talks)
        const differences = compareTexts(before.state, after, says)
        return { differences: differences.map(each => ({ ...each, parts: [...each.parts] })) }
      },
      { readOnly: true },
    ),

  listAlignments: async ({ params }, { db, actor }) =>
    db.as(
      actor,
      async tx => {
        await findText(tx, params.id)
        const stored = await alignmentsOf(tx, params.id)
        const wordings = await wordingsOfAll(tx, [params.id, ...stored.map(({ parallel }) => parallel)])
        const alignments = stored.map(
          ({ paragraph, wording, parallel, parallelParagraph, parallelWording }) => ({
            paragraph,
            parallel,
            parallelParagraph,
            stale:
              wordings.get(params.id)?.get(paragraph) !== wording ||
              wordings.get(parallel)?.get(parallelParagraph) !== parallelWording,
          }),
        )
        return { alignments }
      },
      { readOnly: true },
    ),

  align: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const { track, family, compartment } = await findText(tx, params.id)
      const mine = await standingIn(tx, track)
      if (!mine.presides && !mine.secretariat) return refuse('not-yours-to-write')
      const others = new Set(body.pairs.map(({ parallel }) => parallel))
      const families = new Set<string>()
      for (const other of others) families.add((await findText(tx, other)).family)
      const wordings = await wordingsOfAll(tx, [params.id, ...others])
      const rows = []
      for (const pair of body.pairs) {
        const wording = wordings.get(params.id)?.get(pair.paragraph)
        const parallelWording = wordings.get(pair.parallel)?.get(pair.parallelParagraph)
        if (wording === undefined || parallelWording === undefined) return refuse('no-such-paragraph')
        rows.push({ id: randomUUID(), ...pair, wording, parallelWording })
      }
      families.delete(family)
      if (families.size > 0 || others.has(params.id)) return refuse('not-the-same-text')
      await addAlignments(tx, params.id, rows, now())
      await appendEvent(tx, { type: 'text-aligned', compartment, at: now(), body: { text: params.id } })
      return {}
    }),
}
