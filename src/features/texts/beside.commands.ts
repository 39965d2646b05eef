import { type Refusal, isRefusal, refuse } from '../../domain/refusal.ts'
import { NotFound, type Tx } from '../../platform/db.ts'
import { appendEvent } from '../../platform/events.ts'
import { compartmentId } from '../record/compartment.store.ts'
import {
  addComment,
  addRevision,
  compartmentOfComment,
  holdText,
  isOwnComment,
  type NewComment,
  placeAfter,
  revisionsOf,
} from './beside.store.ts'
import { baseWording } from './brackets-held.ts'
import { contentHash } from './chain.ts'
import { wordsIn } from './holders.store.ts'
import { linesOf } from './revision.ts'
import { attrsOf } from './schema.ts'
import type { RevisionRow } from './texts.api.ts'
import { authorIn } from './texts.commands.ts'
import { findText, mapsSince, readState, standingIn, stateAt } from './texts.store.ts'

/** Issues the text as it stood after a commit. */
export const issueRevision = async (
  tx: Tx,
  text: string,
  { name, commit }: { name?: string | undefined; commit: number },
  now: Date,
): Promise<RevisionRow | Refusal> => {
  const row = await findText(tx, text)
  const { track, compartment } = row
  const mine = await standingIn(tx, track)
  if (!mine.presides && !mine.secretariat) return refuse('not-yours-to-write')
  // Held, so that of two issued at once each has its number.
  await holdText(tx, text)
  const current = await readState(tx, text)
  const earlier = await revisionsOf(tx, text)
  if (commit > current.number) return refuse('ahead-of-text')
  if (commit < (earlier.at(-1)?.commit ?? 0)) return refuse('revision-of-later-text')
  const { state } = await stateAt(tx, text, commit)
  const number = earlier.length + 1
  const called = name ?? `Rev.${number}`
  if (earlier.some(each => each.name === called)) return refuse('revision-name-taken', called)
  const lines = linesOf(state.doc, state.talks, await wordsIn(tx, row, state.talks))
  const issued = {
    number,
    name: called,
    commit,
    version: state.version,
    // Over the record up to here and the lines as they were issued.
    hash: contentHash({ text, number, commit, record: state.hash, lines }),
  }
  await addRevision(tx, { ...issued, text, lines, at: now })
  await appendEvent(tx, { type: 'text-revision-issued', compartment, at: now, body: { text, number } })
  return { ...issued, issuedAt: now.toISOString() }
}

type Asked = Pick<NewComment, 'id' | 'version' | 'from' | 'to' | 'body'> & {
  readonly as?: string | undefined
  readonly audience: 'delegation' | 'chair' | 'all'
  readonly answers?: string | undefined
}

/** Where a comment goes: to those it is for, or where what it answers is. */
const placeOf = async (tx: Tx, text: { id: string; track: string }, party: string | null, asked: Asked) => {
  if (asked.answers !== undefined) {
    const answered = await compartmentOfComment(tx, asked.answers)
    if (answered.text !== text.id) throw new NotFound('There is no such comment on this text.')
    // Told to more people than was meant, a comment cannot be taken back.
    return answered.audience === asked.audience ? answered : refuse('answered-elsewhere')
  }
  const toChair = asked.audience === 'chair'
  if (asked.audience !== 'all' && party === null) return refuse('for-parties-only')
  const compartment = await compartmentId(
    tx,
    asked.audience === 'all' || party === null
      ? { track: text.track }
      : { delegation: party, of: text.track },
  )
  return compartment === null ? refuse('not-yours-to-write') : { compartment, toChair }
}

/** Puts a comment beside a place in the text, for those it is for and for nobody else. */
export const commentOn = async (
  tx: Tx,
  id: string,
  asked: Asked,
  now: Date,
): Promise<{ id: string } | Refusal> => {
  const text = await findText(tx, id)
  if (await isOwnComment(tx, asked.id, id)) return { id: asked.id }
  const author = authorIn(await standingIn(tx, text.track), asked.as)
  if (isRefusal(author)) return author
  const place = await placeOf(tx, text, author.party, asked)
  if (isRefusal(place)) return place
  const loaded = await stateAt(tx, id, (await readState(tx, id)).number)
  if (asked.version > loaded.state.version) return refuse('ahead-of-text')
  const { doc } = loaded.state
  const here = placeAfter(asked, await mapsSince(tx, loaded, asked.version))
  const at = Math.min(here.from, doc.content.size)
  const to = Math.min(here.to, doc.content.size)
  const paragraph = doc.child(Math.min(doc.resolve(at).index(0), doc.childCount - 1))
  await addComment(tx, {
    id: asked.id,
    text: id,
    compartment: place.compartment,
    toChair: place.toChair,
    party: author.party,
    version: loaded.state.version,
    from: at,
    to,
    paragraph: attrsOf(paragraph).id,
    quotation: doc.textBetween(at, to, '\n'),
    body: asked.body,
    answers: asked.answers ?? null,
    at: now,
  })
  // Told to those who may read it, and to nobody else that there is one: whoever is woken reads as itself.
  tx.wake()
  return { id: asked.id }
}

/** The agreed words of each paragraph. */
export const wordingsOf = async (tx: Tx, text: string): Promise<ReadonlyMap<string, string>> =>
  new Map((await readState(tx, text)).doc.children.map(each => [attrsOf(each).id, baseWording(each)]))
