import { randomUUID } from 'node:crypto'
import { collab } from 'prosemirror-collab'
import type { Node } from 'prosemirror-model'
import { EditorState, type Transaction } from 'prosemirror-state'
import { Step, type StepMap } from 'prosemirror-transform'
import { isRefusal, type Refusal } from '../../domain/refusal.ts'
import type { Command } from './acts.ts'
import { begin, type Client, command, inTurn, newText, type Sender, type TextState } from './authority.ts'
import type { Commit } from './chain.ts'
import { historyPlugin, type undo } from './editor-history.ts'
import { handPlugin, setHand } from './editor-suggest.ts'
import { type Lost, proposalsNamed, receive, rehome, unsent, unseenIn } from './room.ts'
import { schema } from './schema.ts'
import { type Suggesting, suggestReplace } from './suggest.ts'
import { ownOf } from './talks.ts'

// A room in memory: the real authority, and delegations with real editors' states, whose letters may be slow or lost.

const now = new Date('2026-03-01T12:00:00.000Z')

export type Room = ReturnType<typeof givenRoom>

export const givenRoom = (doc: Node) => {
  const id = randomUUID()
  const began = begin(newText(id, doc), { language: 'en', source: null, opens: [] }, secretariat, now)
  const room = {
    first: doc,
    state: began.state,
    commits: [began.commit],
    maps: [] as StepMap[],
    clients: new Map<string, Client>(),
  }
  const keep = (commit: Commit, state: TextState) => {
    room.state = state
    room.commits.push(commit)
    for (const step of commit.steps) room.maps.push(Step.fromJSON(schema, step).getMap())
  }
  /** What the server does with a letter. */
  const answer = (sender: Sender, asked: Command): Commit | Refusal => {
    const known = sender.client === null ? undefined : room.clients.get(sender.client)
    if (sender.client !== null) {
      const same = room.commits.find(each => each.client === sender.client && each.ref === sender.ref)
      if (same !== undefined && same.account === sender.account) return same
      const outOfTurn = inTurn(known, sender, asked.type === 'propose' ? asked.version : undefined)
      if (outOfTurn !== undefined) return outOfTurn
    }
    const since = asked.type === 'propose' ? room.maps.slice(asked.version) : []
    const done = command(room.state, sender, asked, { since, now })
    if (isRefusal(done)) return done
    keep(done.commit, done.state)
    if (sender.client !== null && sender.ref !== null)
      room.clients.set(sender.client, {
        account: sender.account,
        ref: sender.ref,
        versionTo: done.commit.versionTo,
      })
    return done.commit
  }
  return Object.assign(room, { answer })
}

const secretariat: Sender = { party: null, account: null, client: null, ref: null }
export const chair: Sender = { ...secretariat, account: randomUUID() }

export interface Letter {
  readonly from: Delegate
  readonly sender: Sender
  readonly command: Extract<Command, { type: 'propose' }>
}
export type Delegate = ReturnType<typeof givenDelegate>

/** A delegation at its editor, which it opened on the text as it is now. */
export const givenDelegate = (room: Room, party: string) => {
  const client = randomUUID()
  const account = randomUUID()
  let paragraphs = 0
  const self = {
    party,
    client,
    account,
    state: EditorState.create({
      doc: room.state.doc,
      plugins: [collab({ version: room.state.version, clientID: client }), handPlugin(), historyPlugin()],
    }),
    version: room.state.version,
    /** How many commits it has read. */
    read: room.commits.length,
    ref: 0,
    waiting: null as number | null,
    minted: [] as string[],
    decided: new Set<string>(),
    /** What it struck with its own hand and has not let stand again since; and all it ever struck or wrote. */
    struckHere: new Set<string>(),
    everStruck: new Set<string>(),
    lost: [] as Lost[],
    rehomed: 0,
    refused: [] as Refusal[],
    diverged: 0,
  }
  const open = () => {
    const own = ownOf(room.state.talks, party)
    for (const each of self.minted) if (!self.decided.has(each)) own.add(each)
    for (const each of self.decided) own.delete(each)
    return own
  }
  const mint = () => {
    const proposal = randomUUID()
    self.minted.push(proposal)
    return proposal
  }
  const suggesting = (proposal: string): Suggesting => ({
    own: open().add(proposal),
    proposal,
    newId: () => `${client.slice(0, 8)}-${(paragraphs += 1)}`,
    isUnseen: unseenIn(self.state, self.waiting ?? 0),
  })
  const dispatch = (edit: (tr: Transaction) => unknown) => {
    const { tr } = self.state
    edit(tr)
    if (tr.docChanged) self.state = self.state.apply(tr)
  }
  const rehomeDecided = () =>
    dispatch(tr => {
      tr.setMeta('addToHistory', false)
      if (rehome(tr, self.decided, mint())) self.rehomed += 1
    })
  /** Undoes what it did last, or does it again. */
  const turn = (way: typeof undo) => {
    const next = mint()
    const hand = { known: open(), begun: new Set<string>(), sent: self.waiting ?? 0, next }
    self.state = self.state.apply(setHand(self.state.tr, hand))
    const tr = way(self.state)
    if (tr !== null) self.state = self.state.apply(tr)
  }
  return Object.assign(self, {
    open,
    turn,
    mint,
    suggesting,
    dispatch,
    /** A letter with what is unsent, unless one is under way. */
    letter: (): Letter | null => {
      const sending = self.waiting === null ? unsent(self.state) : null
      if (sending === null) return null
      self.waiting = sending.steps.length
      const known = room.commits
        .slice(0, self.read)
        .flatMap(({ act }) => (act.type === 'proposed' ? act.opens.map(each => each.id) : []))
      const opens = [...proposalsNamed(sending.steps)]
        .filter(each => self.minted.includes(each) && !known.includes(each))
        .map(each => ({ id: each }))
      return {
        from: self as Delegate,
        sender: { party, account, client, ref: self.ref + 1 },
        command: { type: 'propose', ...sending, opens },
      }
    },
    /** The next commits, as they come from the server. */
    hear: (count: number) => {
      const commits = room.commits.slice(self.read, self.read + count)
      for (const { act } of commits)
        if (act.type === 'decided' || act.type === 'withdrew')
          for (const { proposal } of act.closes) self.decided.add(proposal)
      const { transactions, lost, diverged } = receive(self.state, commits, client, self.version)
      for (const tr of transactions) self.state = self.state.apply(tr.setMeta('addToHistory', false))
      self.version = commits.at(-1)?.versionTo ?? self.version
      self.read += commits.length
      if (diverged) self.diverged += 1
      self.lost.push(...lost)
      for (const commit of commits)
        if (commit.client === client) {
          self.ref = commit.ref ?? self.ref
          self.waiting = null
        }
      // What lost its place is proposed anew where that place was.
      for (const { slice, at } of lost) dispatch(tr => suggestReplace(tr, at, at, slice, suggesting(mint())))
      if (self.waiting === null) rehomeDecided()
    },
    refuse: (refusal: Refusal) => {
      self.refused.push(refusal)
      self.waiting = null
    },
    rehomeDecided,
  })
}
