import { isRefusal, type Refusal } from './domain/refusal.ts'
import { accountId } from './features/access/access.commands.ts'
import { entityId, namedId } from './features/record/keys.ts'
import type { TextState } from './features/texts/authority.ts'
import { labelsOf } from './features/texts/numbering.ts'
import { attrsOf } from './features/texts/schema.ts'
import { readState } from './features/texts/texts.store.ts'
import type { Act, Negotiation } from './negotiation.ts'
import type { ActingDb } from './platform/db.ts'
import type { Asking } from './platform/http.context.ts'

/** What cannot be done as the file tells it. */
export class CannotNegotiate extends Error {
  override name = 'CannotNegotiate'
}

/** Somebody who does something: the account, and in whose name. */
export interface Doer {
  readonly asking: Asking
  readonly as: string | undefined
  /** Null: the chair, or the secretariat. */
  readonly party: string | null
  /** The open editor it writes from. */
  readonly client: string
}

/** An answer that is no refusal. */
export const granted = <Answer>(answer: Answer | Refusal): Answer => {
  if (isRefusal(answer))
    throw new CannotNegotiate(
      `this is refused: ${answer.refused}${answer.detail ? ` (${answer.detail})` : ''}`,
    )
  return answer as Answer
}

/** The table a negotiation is carried out at: who sits there, and what its keys have come to stand for. */
export const tableFor = (db: ActingDb, file: Negotiation) => {
  /** The same wherever the file is read. */
  const idOf = (kind: string, key: string) => namedId(`${kind} ${key} of negotiation ${file.negotiation}`)
  const known = new Map<string, string>()
  const refs = new Map<string, number>()
  /** What a key of the file stands for, once that has come about. */
  const find = (kind: string, key: string): string => {
    const id = known.get(`${kind} ${key}`)
    if (id === undefined) throw new CannotNegotiate(`there is no ${kind} “${key}” yet`)
    return id
  }
  const keep = (kind: string, key: string, id: string) => void known.set(`${kind} ${key}`, id)
  const textId = (key: string) => idOf('text', key)
  const nameAndParty = (by: string) => {
    const { chair, secretariat, party } = file.accounts
    if (by === 'chair') return { account: chair, as: 'chair', party: null }
    if (by === 'secretariat') return { account: secretariat, as: undefined, party: null }
    return { account: party + by, as: entityId(by), party: entityId(by) }
  }
  const doer = (by: string, at: Date): Doer => {
    const { account, ...name } = nameAndParty(by)
    const actor = { account: accountId(account) }
    return { ...name, asking: { db, actor, now: () => at }, client: idOf('editor', by) }
  }
  const stateOf = ({ asking }: Doer, text: string): Promise<TextState> =>
    asking.db.as(asking.actor, tx => readState(tx, text))
  return {
    file,
    idOf,
    find,
    keep,
    textId,
    doer,
    stateOf,
    /** The number of the next command from an editor. */
    nextRef: (text: string, client: string) => {
      const ref = (refs.get(`${text} ${client}`) ?? 0) + 1
      refs.set(`${text} ${client}`, ref)
      return ref
    },
    proposals: (keys: readonly string[]) => keys.map(key => find('proposal', key)),
    meeting: (key: string | undefined) => (key === undefined ? {} : { meeting: entityId(key) }),
  }
}
export type Table = ReturnType<typeof tableFor>

/** A paragraph of the text as it stands. */
export interface Found {
  readonly id: string
  readonly index: number
  /** The position at which it begins. */
  readonly start: number
  readonly text: string
}

/** The paragraph that is called so in the room, or has this id. */
export const paragraphCalled = ({ doc }: Pick<TextState, 'doc'>, called: string): Found => {
  const labels = labelsOf(doc)
  const index = doc.children.findIndex((each, at) => labels[at] === called || attrsOf(each).id === called)
  const paragraph = doc.maybeChild(index)
  if (paragraph === null) throw new CannotNegotiate(`no paragraph is called ${called} now`)
  let start = 0
  for (let at = 0; at < index; at += 1) start += doc.child(at).nodeSize
  return { id: attrsOf(paragraph).id, index, start, text: paragraph.textContent }
}

/** Where these words stand in a paragraph: once, and no more. */
export const wordsIn = ({ text, start }: Found, words: string): { from: number; to: number } => {
  const at = text.indexOf(words)
  if (at < 0) throw new CannotNegotiate(`“${words}” does not stand in “${text}”`)
  if (text.includes(words, at + 1)) throw new CannotNegotiate(`“${words}” stands more than once there`)
  return { from: start + 1 + at, to: start + 1 + at + words.length }
}

export type Carry<Deed> = (
  table: Table,
  doer: Doer,
  deed: Deed,
  act: Pick<Act, 'text'> & { readonly textId: string },
) => Promise<void>
