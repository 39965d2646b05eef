import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { NotFound, type Tx } from '../../platform/db.ts'
import { appendEvent } from '../../platform/events.ts'
import type { Command } from './acts.ts'
import { type Advanced, command as decide, inTurn } from './authority.ts'
import type { Commit } from './chain.ts'
import { type HeldText, takeText } from './line.store.ts'
import { authorIn } from './texts.commands.ts'
import { addCommits, commitOf, findText, type Loaded, mapsSince, stateAt } from './texts.store.ts'

/** A command as it is sent: in whose name, from which open editor, and which of its commands it is. */
export interface Letter {
  readonly account: string
  readonly as?: string | undefined
  readonly client: string
  readonly ref: number
  readonly command: Command
  /** The number of who may read what, by which its sender was let in; left out by who was let in just now. */
  readonly access?: number
}

/** The commit it became, now or when it was sent before; why not; or undefined: its sender knows of no such text. */
export type Answer = Commit | Refusal | undefined

export interface Taken {
  readonly answers: readonly Answer[]
  /** What was written, in order. */
  readonly added: readonly Commit[]
  /** The number of who may read what, and the moment; unknown when nothing was written. */
  readonly at?: { readonly access: number; readonly moment: Date }
}

/** Letters judged one after another upon a text that is held. What is accepted is not written yet. */
class Judging {
  readonly #tx: Tx
  readonly #held: HeldText
  readonly #now: Date
  loaded: Loaded
  readonly added: Advanced[] = []

  constructor(tx: Tx, held: HeldText, loaded: Loaded, now: Date) {
    this.#tx = tx
    this.#held = held
    this.#now = now
    this.loaded = loaded
  }

  async judge({ account, client, ref, command }: Letter, party: string | null): Promise<Commit | Refusal> {
    const { state } = this.loaded
    const editor = this.#held.editors.get(client)
    const same = editor !== undefined && ref <= editor.ref ? await this.#before(client, ref) : undefined
    if (same !== undefined) return same.account === account ? same : refuse('editor-of-another')
    const version = command.type === 'propose' ? command.version : undefined
    const turn = inTurn(editor, { account, ref }, version)
    if (turn !== undefined) return turn
    const since =
      version === undefined || version >= state.version ? [] : await mapsSince(this.#tx, this.loaded, version)
    const done = decide(state, { party, account, client, ref }, command, { since, now: this.#now })
    if (isRefusal(done)) return done
    this.added.push(done)
    this.loaded = { state: done.state, maps: this.loaded.maps.and(done.maps) }
    this.#held.editors.set(client, { account, ref, versionTo: done.commit.versionTo })
    return done.commit
  }

  #before(client: string, ref: number): Promise<Commit | undefined> | Commit {
    const here = this.added.find(({ commit }) => commit.client === client && commit.ref === ref)
    return here?.commit ?? commitOf(this.#tx, this.loaded.state.text, client, ref)
  }
}

/**
 * Takes letters of several people in one transaction: all are judged one after another, what is accepted is written at
 * once, and a refused one spoils nothing. Each is done once however often it is sent. Nothing is done when a sender is to
 * be asked again who they are.
 */
export const takeLetters = async (
  tx: Tx,
  text: string,
  letters: readonly Letter[],
  now: Date,
): Promise<Taken | 'ask-again'> => {
  const held = await takeText(
    tx,
    text,
    letters.map(each => each.account),
    letters.map(each => each.client),
  )
  const { head, readers } = held
  if (letters.some(({ access }) => access !== undefined && access !== held.access)) return 'ask-again'
  const judging =
    head === undefined
      ? undefined
      : new Judging(tx, held, await stateAt(tx, text, head.number, head.hash), now)
  const answers: Answer[] = []
  for (const letter of letters) {
    const reader = readers.get(letter.account)
    const author = reader && authorIn(reader.standing, letter.as, letter.command.type)
    if (author === undefined || isRefusal(author)) answers.push(author)
    else answers.push((await judging?.judge(letter, author.party)) ?? refuse('not-yours-to-write'))
  }
  if (judging === undefined || judging.added.length === 0) return { answers, added: [] }
  const at = await addCommits(tx, judging.loaded, judging.added)
  tx.wake(text, String(judging.loaded.state.number))
  return { answers, added: judging.added.map(({ commit }) => commit), at }
}

export interface Commanded extends Omit<Letter, 'account'> {
  readonly text: string
}

/** Carries one command out. What is more than writing on is an event for all who follow the text. */
export const commandText = async (
  tx: Tx,
  { text, ...letter }: Commanded,
  now: Date,
): Promise<Commit | Refusal> => {
  const account = tx.actor === 'owner' ? null : tx.actor.account
  if (account === null) return refuse('not-yours-to-write')
  const taken = await takeLetters(tx, text, [{ ...letter, account }], now)
  if (taken === 'ask-again') throw new Error('Who was let in just now is not asked again.')
  const { answers, added } = taken
  const [answer] = answers
  if (answer === undefined) throw new NotFound('There is no such row.')
  if (isRefusal(answer)) return answer
  for (const { act, number } of added)
    if (act.type !== 'proposed') {
      const { compartment } = await findText(tx, text)
      await appendEvent(tx, { type: `text-${act.type}`, compartment, at: now, body: { text, number } })
    }
  return answer
}
