import type { Node } from 'prosemirror-model'
import { Step } from 'prosemirror-transform'
import type { Opened } from './acts.ts'
import { TextEditor } from './editor.ts'
import type { Draft, NewNotice, Notice, RoomCommit, RoomOptions, RoomView } from './editor-line.ts'
import { isRefused, joined, proposalsMarked, statusOf, wordsIn, wordsOf } from './editor-mishaps.ts'
import { fromServer, handOf, setHand, suggested, suggestingAt } from './editor-suggest.ts'
import { proposalsNamed, receive, rehome, unsent } from './room.ts'
import { newId } from '../record/new-id.ts'
import { schema } from './schema.ts'
import { suggestReplace } from './suggest.ts'
import { foldAct, ownOf, type Talks } from './talks.ts'

// One open editor in a text that others write in at the same time: what it sends, what it receives, and what it tells
// the person of anything that did not go as they meant.

const pause = 350
const longest = 30_000

export class TextRoom {
  readonly editor: TextEditor
  readonly #options: RoomOptions
  readonly #client: string
  #talks: Talks
  #number: number
  #version: number
  /** The text the server has, for what is kept. */
  #confirmed: Node
  #ref: number
  #sending = 0
  #failures = 0
  #refusals = 0
  #decided = new Set<string>()
  #notices: Notice[] = []
  #noticed = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #pulling: Promise<void> | null = null
  #again = false
  #over = false

  constructor(options: RoomOptions) {
    const { place, attributes, party, standing, draft } = options
    this.#options = options
    this.#client = draft?.client ?? options.client
    this.#ref = draft?.ref ?? 0
    this.#talks = standing.talks
    this.#number = draft?.number ?? standing.number
    this.#version = draft?.version ?? standing.version
    this.#confirmed = draft === null ? standing.doc : schema.nodeFromJSON(draft.doc)
    this.editor = new TextEditor(place, {
      doc: this.#confirmed,
      version: this.#version,
      client: this.#client,
      attributes,
      canWrite: () => party !== undefined,
      onRefused: () => this.#tell({ type: 'not-done' }),
      onChange: (_, tr) => {
        if (tr.docChanged && tr.getMeta('addToHistory') !== false) this.#wrote()
        else if (tr.docChanged || tr.selectionSet) this.#report()
      },
    })
    this.#closed()
    this.#setKnown()
    if (draft !== null) this.#resume(draft)
    this.#report()
  }

  get view(): RoomView {
    const waiting = unsent(this.editor.state) !== null
    return {
      talks: this.#talks,
      number: this.#number,
      version: this.#version,
      delivery: !waiting ? 'delivered' : this.#failures > 0 ? 'kept-here' : 'on-its-way',
      notices: this.#notices,
    }
  }

  destroy(): void {
    this.#over = true
    clearTimeout(this.#timer)
    this.editor.settle()
    this.#keep()
    this.editor.destroy()
  }

  dismiss(id: number): void {
    this.#notices = this.#notices.filter(each => each.id !== id)
    this.#report()
  }

  /** Proposes words that lost their place anew, where that place was. */
  proposeAgain(notice: Extract<Notice, { type: 'lost' }>): void {
    this.editor.whenSettled(() => {
      const { state, view } = this.editor
      const at = Math.min(Math.max(1, notice.lost.at), state.doc.content.size - 1)
      const how = suggestingAt(state, at)
      view.dispatch(
        suggested(state, how, tr => ({ caret: suggestReplace(tr, at, at, notice.lost.slice, how) })),
      )
      this.dismiss(notice.id)
    })
  }

  /** What is written next opens a proposal that is more than a proposal: an alternative to one, or a bridge. */
  begin(more: Pick<Opened, 'alternativeTo' | 'bridges'>): void {
    const id = newId()
    this.#more.set(id, more)
    this.editor.whenSettled(() => {
      const { state, view } = this.editor
      view.dispatch(setHand(state.tr, { next: id }))
      view.focus()
    })
  }

  /** There may be something new: asks, and takes it in when no input method is at work. */
  hear(): Promise<void> {
    if (this.#pulling !== null) {
      this.#again = true
      return this.#pulling
    }
    this.#pulling = this.#pull()
      .catch((error: unknown) => this.#missed(error))
      .finally(() => {
        this.#pulling = null
        if (!this.#again || this.#over) return
        this.#again = false
        void this.hear()
      })
    return this.#pulling
  }

  /** Commits that arrived by themselves: taken when they follow on what is known here; else what is missing is asked for. */
  heard(commits: readonly RoomCommit[]): void {
    const take = () => {
      const next = commits.filter(({ number }) => number > this.#number)
      if (this.#over || (next.length === 0 && commits.length > 0)) return
      if (next[0]?.number !== this.#number + 1) return void this.hear()
      this.#reached()
      this.#take(next)
    }
    const settled = () => this.editor.whenSettled(take)
    if (this.#pulling === null) settled()
    else void this.#pulling.then(settled)
  }

  /** Sends what is unsent, now: the line is back, or the person leaves. */
  send(): void {
    clearTimeout(this.#timer)
    this.editor.whenSettled(() => void this.#push())
  }

  #resume(draft: Draft): void {
    const { state, view } = this.editor
    const { tr } = state
    for (const json of draft.steps) tr.maybeStep(Step.fromJSON(schema, json))
    view.dispatch(setHand(fromServer(tr), { begun: new Set(draft.begun) }))
    void this.hear().then(() => this.send())
  }

  #tell(notice: NewNotice): void {
    this.#noticed += 1
    // Spreading a union keeps which of its members it is.
    this.#notices = [...this.#notices, { ...notice, id: this.#noticed } as Notice]
    this.#report()
  }

  #report(): void {
    if (!this.#over) this.#options.onChange(this.view, this.editor.state)
  }

  #keep(): void {
    const waiting = unsent(this.editor.state)
    this.#options.keep(
      waiting === null
        ? null
        : {
            client: this.#client,
            ref: this.#ref,
            doc: this.#confirmed.toJSON() as object,
            version: this.#version,
            number: this.#number,
            steps: waiting.steps,
            begun: [...handOf(this.editor.state).begun],
          },
    )
  }

  #wrote(): void {
    this.#keep()
    this.#report()
    this.#later(this.#failures === 0 ? pause : this.#wait())
  }

  #wait(): number {
    return Math.min(longest, 1000 * 2 ** Math.min(5, this.#failures)) * (0.5 + Math.random() / 2)
  }

  #later(wait: number): void {
    if (this.#over) return
    clearTimeout(this.#timer)
    // What was sent and not yet read back is asked for; what was not sent is sent.
    this.#timer = setTimeout(() => (this.#sending > 0 ? void this.hear() : this.send()), wait)
  }

  #setKnown(): void {
    const { state, view } = this.editor
    const { party } = this.#options
    if (party === undefined) return
    const known = ownOf(this.#talks, party)
    const begun = new Set([...handOf(state).begun].filter(each => !this.#talks.proposals.has(each)))
    view.dispatch(setHand(state.tr, { known, begun, sent: this.#sending }))
  }

  #opens(steps: readonly Record<string, unknown>[]): Opened[] {
    const { begun } = handOf(this.editor.state)
    return [...proposalsNamed(steps)]
      .filter(id => begun.has(id) && !this.#talks.proposals.has(id))
      .map(id => {
        return { id, ...this.#more.get(id) }
      })
  }

  /** What else is said of proposals begun here when they are opened. */
  readonly #more = new Map<string, Omit<Opened, 'id'>>()

  async #push(): Promise<void> {
    if (this.#over || this.#sending > 0 || this.editor.composing) return
    const waiting = unsent(this.editor.state)
    if (waiting === null || this.#options.party === undefined) return
    const letter = { client: this.#client, ref: this.#ref + 1, ...waiting, opens: this.#opens(waiting.steps) }
    this.#sending = waiting.steps.length
    this.#setKnown()
    try {
      await this.#options.line.propose(letter)
      this.#failures = 0
      this.#refusals = 0
      // It may have been heard already.
      if (this.#sending > 0) await this.hear()
    } catch (error) {
      this.#sending = 0
      this.#setKnown()
      await this.#refused(error)
    }
  }

  async #refused(error: unknown): Promise<void> {
    if (!isRefused(error)) {
      this.#missed(error)
      return
    }
    this.#failures = 0
    this.#refusals += 1
    const mayMend = error.refused === 'proposal-decided' || error.refused === 'ahead-of-text'
    if (!mayMend || this.#refusals > 2) {
      this.#giveBack(error.refused)
      return
    }
    // The decisions it speaks of are read, and what was written since goes to a new proposal.
    await this.hear()
    this.#rehomed()
    this.#later(0)
  }

  /** The server was not reached, or could not answer: what was written stays here and is sent again later. */
  #missed(error: unknown): void {
    if (isRefused(error)) return
    this.#failures += 1
    this.#keep()
    this.#report()
    if ([400, 403, 404, 413].includes(statusOf(error)))
      this.#tell({ type: 'refused', reason: 'server', words: '' })
    else this.#later(this.#wait())
  }

  /** Takes what the server will not have out of the text, and hands the words back to the person. */
  #giveBack(reason: string): void {
    const waiting = unsent(this.editor.state)
    const words = waiting === null ? '' : wordsIn(waiting.steps)
    this.editor.replace({ doc: this.#confirmed, version: this.#version, client: this.#client })
    this.#sending = 0
    this.#refusals = 0
    this.#setKnown()
    this.#keep()
    this.#tell({ type: 'refused', reason, words })
  }

  async #pull(): Promise<void> {
    for (;;) {
      const commits = await this.#options.line.after(this.#number)
      if (this.#over) return
      this.#reached()
      if (commits.length === 0) return
      await new Promise<void>(resolve => this.editor.whenSettled(resolve))
      if (this.#over) return
      // Some may have been heard meanwhile.
      this.#take(commits.filter(({ number }) => number > this.#number))
    }
  }

  #reached(): void {
    if (this.#failures === 0) return
    this.#failures = 0
    this.#report()
    if (this.#sending === 0 && unsent(this.editor.state) !== null) this.#later(0)
  }

  #take(commits: readonly RoomCommit[]): void {
    if (commits.length === 0) return
    const { view } = this.editor
    const { transactions, lost, diverged } = receive(view.state, commits, this.#client, this.#version)
    for (const { act, party, number } of commits) this.#talks = foldAct(this.#talks, act, { party, number })
    for (const { steps } of commits)
      for (const json of steps) {
        const { doc } = Step.fromJSON(schema, json).apply(this.#confirmed)
        if (doc === null) throw new RangeError('A commit does not fit the text.')
        this.#confirmed = doc
      }
    const last = commits.at(-1)
    this.#number = last?.number ?? this.#number
    this.#version = last?.versionTo ?? this.#version
    const own = commits.filter(each => each.client === this.#client).at(-1)
    if (own !== undefined) {
      this.#ref = own.ref ?? this.#ref
      this.#sending = 0
    }
    for (const tr of transactions) view.dispatch(fromServer(tr).setMeta('addToHistory', false))
    this.#closed()
    this.#setKnown()
    for (const each of joined(lost)) this.#tell({ type: 'lost', words: wordsOf(each.slice), lost: each })
    if (diverged) this.#giveBack('diverged')
    if (this.#sending === 0) this.#rehomed()
    this.#keep()
    this.#report()
    if (this.#sending === 0 && unsent(this.editor.state) !== null) this.#later(pause)
  }

  #closed(): void {
    for (const { id, closed, author } of this.#talks.proposals.values())
      if (author === this.#options.party && closed !== null) this.#decided.add(id)
  }

  /** What is still being written under proposals that are decided by now goes on as a new one, and its author is told. */
  #rehomed(): void {
    const { state, view } = this.editor
    if (this.#options.party === undefined || this.#decided.size === 0 || unsent(state) === null) return
    const id = newId()
    const { tr } = state
    const named = proposalsMarked(state.doc, this.#decided)
    if (!rehome(tr, this.#decided, id)) return
    const { begun } = handOf(state)
    const next = setHand(fromServer(tr), { begun: new Set([...begun, id]) })
    view.dispatch(next.setMeta('addToHistory', false))
    const [first] = named
    if (first !== undefined) this.#more.set(id, { rehomes: first })
    this.#tell({ type: 'rehomed', proposals: named })
  }
}
