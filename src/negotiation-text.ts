import { Transform } from 'prosemirror-transform'
import type { Command } from './features/texts/acts.ts'
import type { TextState } from './features/texts/authority.ts'
import { attrsOf, wording } from './features/texts/schema.ts'
import { type Suggesting, suggestDelete, suggestParagraph, suggestReplace } from './features/texts/suggest.ts'
import { ownOf } from './features/texts/talks.ts'
import { beginText } from './features/texts/texts.commands.ts'
import { textsHandlers } from './features/texts/texts.routes.ts'
import {
  CannotNegotiate,
  type Carry,
  type Doer,
  granted,
  paragraphCalled,
  type Table,
  wordsIn,
} from './negotiation-table.ts'
import type { DeedOf } from './negotiation.ts'
import { entityId } from './features/record/keys.ts'

// What is done in a text and beside it, each by the very operations that browsers ask for.

const none = { params: undefined, query: undefined, body: undefined }

const command = async (table: Table, { asking, as, client }: Doer, text: string, asked: Command) => {
  const body = { as, client, ref: table.nextRef(text, client), command: asked }
  granted(await textsHandlers.command({ ...none, params: { id: text }, body }, asking))
}

export const begins: Carry<DeedOf<'begins'>> = async (table, { asking }, { begins: key }) => {
  const { file } = table
  const text = file.texts[key]
  if (text === undefined) throw new CannotNegotiate(`there is no text ${key} in this file`)
  const parallel = text['parallel-to']
  const words = text.paragraphs.map(([kind, each]) => ({ kind, text: each }))
  const begun = await asking.db.as(asking.actor, tx =>
    beginText(
      tx,
      {
        id: table.textId(key),
        track: entityId(file.track),
        title: text.title,
        language: text.language,
        words: { paragraphs: words },
        ...(parallel !== undefined && { parallelTo: table.textId(parallel) }),
        standing: text.standing,
        illustration: file.illustration,
      },
      asking.now(),
    ),
  )
  granted(begun)
}

/** Makes the edit as an editor in the browser does. */
const edit = (tr: Transform, state: TextState, deed: DeedOf<'proposes'>, how: Suggesting) => {
  const found = paragraphCalled(state, deed.in)
  const { replace, with: put, strike, insert, behind, paragraph } = deed
  const asked = [replace, strike, insert, paragraph].filter(each => each !== undefined)
  if (asked.length !== 1 || (replace === undefined) !== (put === undefined))
    throw new CannotNegotiate('a proposal says one of: replace … with …, strike, insert (behind), paragraph')
  if (replace !== undefined && put !== undefined) {
    const { from, to } = wordsIn(found, replace)
    suggestReplace(tr, from, to, wording(put), how)
  } else if (strike !== undefined) {
    const { from, to } = wordsIn(found, strike)
    suggestDelete(tr, from, to, how)
  } else if (insert !== undefined) {
    const at = behind === undefined ? found.start + 1 : wordsIn(found, behind).to
    suggestReplace(tr, at, at, wording(insert), how)
  } else if (paragraph !== undefined) {
    const before = state.doc.child(found.index)
    const kind = deed.kind ?? attrsOf(before).kind
    const at = found.start + before.nodeSize
    suggestParagraph(tr, at, { text: paragraph, kind, alternative: deed.instead }, how)
  }
}

export const proposes: Carry<DeedOf<'proposes'>> = async (table, doer, deed, { textId }) => {
  const id = table.idOf('proposal', deed.proposes)
  const state = await table.stateOf(doer, textId)
  const tr = new Transform(state.doc)
  const newId = () => deed.proposes
  edit(tr, state, deed, { own: ownOf(state.talks, doer.party).add(id), proposal: id, newId })
  const alternativeTo = deed['alternative-to']
  await command(table, doer, textId, {
    type: 'propose',
    version: state.version,
    steps: JSON.parse(JSON.stringify(tr.steps)) as Record<string, unknown>[],
    opens: [
      {
        id,
        ...(deed.because !== undefined && { rationale: deed.because }),
        ...(alternativeTo !== undefined && { alternativeTo: table.find('proposal', alternativeTo) }),
        ...(deed.bridges !== undefined && { bridges: table.proposals(deed.bridges) }),
      },
    ],
  })
  table.keep('proposal', deed.proposes, id)
}

export const says: Carry<DeedOf<'says'>> = (table, doer, { says: verb, of, note }, { textId }) =>
  command(table, doer, textId, {
    type: 'take-stance',
    proposal: table.find('proposal', of),
    verb,
    ...(note !== undefined && { note }),
  })

export const answers: Carry<DeedOf<'answers'>> = (table, doer, { answers: answer, to, note }, { textId }) =>
  command(table, doer, textId, {
    type: 'answer',
    proposal: table.find('proposal', to),
    answer,
    ...(note !== undefined && { note }),
  })

export const explains: Carry<DeedOf<'explains'>> = (table, doer, { explains: key, because }, { textId }) =>
  command(table, doer, textId, {
    type: 'explain',
    proposal: table.find('proposal', key),
    rationale: because,
  })

export const wouldWithdraw: Carry<DeedOf<'would-withdraw'>> = (table, doer, deed, { textId }) =>
  command(table, doer, textId, {
    type: 'offer-withdrawal',
    proposal: table.find('proposal', deed['would-withdraw']),
    when: { proposal: table.find('proposal', deed.once), becomes: deed.is },
  })

export const withdraws: Carry<DeedOf<'withdraws'>> = (table, doer, { withdraws: keys }, { textId }) =>
  command(table, doer, textId, { type: 'withdraw', proposals: table.proposals(keys) })

export const decides: Carry<DeedOf<'decides'>> = (
  table,
  doer,
  { decides: { accept, reject, ...how } },
  act,
) =>
  command(table, doer, act.textId, {
    type: 'decide',
    accept: table.proposals(accept),
    reject: table.proposals(reject),
    ...how,
  })

export const sets: Carry<DeedOf<'sets'>> = async (table, doer, { sets: state, in: places }, { textId }) => {
  const text = await table.stateOf(doer, textId)
  for (const each of places)
    await command(table, doer, textId, {
      type: 'set-state',
      paragraph: paragraphCalled(text, each).id,
      state,
    })
}

export const renumbers: Carry<DeedOf<'renumbers'>> = (table, doer, _deed, { textId }) =>
  command(table, doer, textId, { type: 'renumber' })

export const issues: Carry<DeedOf<'issues'>> = async (table, doer, { issues: name }, { textId, text }) => {
  const { number: commit } = await table.stateOf(doer, textId)
  const body = { name, commit }
  const revision = granted(
    await textsHandlers.issueRevision({ ...none, params: { id: textId }, body }, doer.asking),
  )
  table.keep('revision', `${text} ${name}`, String(revision.number))
}

export const comments: Carry<DeedOf<'comments'>> = async (table, doer, deed, { textId }) => {
  const state = await table.stateOf(doer, textId)
  const key = deed.key ?? `${deed.comments.slice(0, 60)} ${doer.client}`
  const answered = deed['in-answer-to']
  const body = {
    id: table.idOf('comment', key),
    as: doer.as,
    audience: deed.to,
    version: state.version,
    ...wordsIn(paragraphCalled(state, deed.in), deed.on),
    body: deed.comments,
    ...(answered !== undefined && { answers: table.find('comment', answered) }),
  }
  const { id } = granted(await textsHandlers.comment({ ...none, params: { id: textId }, body }, doer.asking))
  table.keep('comment', key, id)
}

export const aligns: Carry<DeedOf<'aligns'>> = async (
  table,
  doer,
  { aligns: key, in: places },
  { textId },
) => {
  const parallel = table.textId(key)
  const [here, there] = [await table.stateOf(doer, textId), await table.stateOf(doer, parallel)]
  const pairs = places.map(each => ({
    paragraph: paragraphCalled(here, each).id,
    parallel,
    parallelParagraph: paragraphCalled(there, each).id,
  }))
  granted(await textsHandlers.align({ ...none, params: { id: textId }, body: { pairs } }, doer.asking))
}
