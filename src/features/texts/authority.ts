import type { Node } from 'prosemirror-model'
import { Mapping, Step, type StepMap } from 'prosemirror-transform'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Act, Command, CommandOf } from './acts.ts'
import { type Commit, documentHash, genesis, seal } from './chain.ts'
import { type Author, enact } from './enact.ts'
import { changedWindows, isJudged, judge } from './rule.ts'
import { attrsOf, schema } from './schema.ts'
import { foldAct, noTalks, ownOf, type Talks } from './talks.ts'

/** A text as it stands after its latest commit. */
export interface TextState {
  readonly text: string
  readonly number: number
  readonly version: number
  readonly hash: string
  /** When the latest commit was made; null before the first. */
  readonly at: Date | null
  readonly doc: Node
  readonly talks: Talks
  /** Ids of paragraphs that are gone; they are never given again. */
  readonly retired: ReadonlySet<string>
}

/** The text that has nothing in its record yet, on its first paragraphs. */
export const newText = (text: string, doc: Node): TextState => ({
  text,
  number: 0,
  version: 0,
  hash: genesis,
  at: null,
  doc,
  talks: noTalks,
  retired: new Set(),
})

const retiring = (before: TextState, after: Node): ReadonlySet<string> => {
  const windows = changedWindows(before.doc.content, after.content)
  const left = new Set<string>()
  for (let at = windows.after.from; at < windows.after.to; at += 1) left.add(attrsOf(after.child(at)).id)
  const gone: string[] = []
  for (let at = windows.before.from; at < windows.before.to; at += 1) {
    const { id } = attrsOf(before.doc.child(at))
    if (!left.has(id)) gone.push(id)
  }
  return gone.length === 0 ? before.retired : new Set([...before.retired, ...gone])
}

interface Applied {
  readonly doc: Node
  readonly steps: readonly Step[]
}

/**
 * The steps as they come to be when others have changed the text meanwhile, by the same algorithm as
 * prosemirror-collab's in the browser, so that both leave out the same ones: those whose place is gone.
 */
const rebased = (doc: Node, steps: readonly Step[], since: readonly StepMap[]): Applied => {
  const mapping = new Mapping()
  for (const step of steps.toReversed()) mapping.appendMap(step.getMap().invert())
  for (const map of since) mapping.appendMap(map)
  const kept: Step[] = []
  let now = doc
  steps.forEach((step, index) => {
    const from = steps.length - index
    const mapped = step.map(mapping.slice(from))
    const result = mapped?.apply(now)
    if (mapped === null || mapped === undefined || result?.doc === null || result?.doc === undefined) return
    now = result.doc
    kept.push(mapped)
    mapping.appendMap(mapped.getMap(), from - 1)
  })
  return { doc: now, steps: kept }
}

/** The steps applied in order; undefined when one of them does not fit. */
const applied = (doc: Node, steps: readonly Step[]): Applied | undefined => {
  let now = doc
  for (const step of steps) {
    const { doc: next } = step.apply(now)
    if (next === null) return undefined
    now = next
  }
  return { doc: now, steps }
}

const parseSteps = (steps: readonly object[]): readonly Step[] | undefined => {
  try {
    const parsed = steps.map(each => Step.fromJSON(schema, each))
    return parsed.every(isJudged) ? parsed : undefined
  } catch {
    return undefined
  }
}

type SubmitReason =
  | 'ahead-of-text'
  | 'malformed-steps'
  | 'proposal-id-taken'
  | 'no-such-proposal'
  | 'for-the-chair-only'
  | 'proposal-decided'
  | 'not-well-formed'
  | 'paragraph-id-taken'
  | 'touches-others'

interface Submitted extends Applied {
  readonly act: Act
}

/** What is wrong with the proposals that a commit opens. */
export const openingTrouble = (
  { talks }: TextState,
  { party }: Author,
  { opens }: Pick<CommandOf<'propose'>, 'opens'>,
): Refusal<SubmitReason> | undefined => {
  const added = new Set<string>()
  const isKnown = (id: string) => added.has(id) || talks.proposals.has(id)
  for (const { id, alternativeTo, bridges = [], rehomes } of opens) {
    if (isKnown(id)) return refuse('proposal-id-taken', id)
    if (bridges.length > 0 && party !== null) return refuse('for-the-chair-only')
    const missing = [alternativeTo, rehomes, ...bridges].find(each => each !== undefined && !isKnown(each))
    if (missing !== undefined) return refuse('no-such-proposal', missing)
    added.add(id)
  }
  return undefined
}

/** The author's proposals that are closed and that the steps would still write in. */
const decidedIn = ({ talks }: TextState, { party }: Author, steps: readonly object[]): string[] => {
  const named = JSON.stringify(steps)
  return [...talks.proposals.values()]
    .filter(
      each => each.author === party && (each.closed !== null || each.released) && named.includes(each.id),
    )
    .map(({ id }) => id)
}

const submit = (
  state: TextState,
  author: Author,
  command: CommandOf<'propose'>,
  since: readonly StepMap[],
): Submitted | Refusal<SubmitReason> => {
  if (command.version > state.version) return refuse('ahead-of-text')
  const trouble = openingTrouble(state, author, command)
  if (trouble !== undefined) return trouble
  const steps = parseSteps(command.steps)
  if (steps === undefined) return refuse('malformed-steps')
  const own = ownOf(state.talks, author.party)
  for (const { id } of command.opens) own.add(id)
  try {
    const after = since.length === 0 ? applied(state.doc, steps) : rebased(state.doc, steps, since)
    if (after === undefined) return refuse('malformed-steps')
    const against = judge(state.doc, after.doc, { own, retired: state.retired })
    if (against === undefined) return { ...after, act: { type: 'proposed', opens: command.opens } }
    const decided = decidedIn(state, author, command.steps)
    return decided.length > 0 ? refuse('proposal-decided', decided.join()) : against
  } catch {
    // ProseMirror throws at steps that no editor makes.
    return refuse('malformed-steps')
  }
}

/** Who gives a command, and from where. */
export interface Sender extends Author {
  readonly account: string | null
  readonly client: string | null
  readonly ref: number | null
}

export interface Advanced {
  readonly commit: Commit
  readonly state: TextState
  /** Of the commit's steps. */
  readonly maps: readonly StepMap[]
}

const advance = (
  state: TextState,
  { act, steps, doc }: { act: Act; steps: readonly Step[]; doc: Node },
  { party, account, client, ref }: Sender,
  now: Date,
): Advanced => {
  const number = state.number + 1
  const commit = seal({
    text: state.text,
    number,
    versionFrom: state.version,
    versionTo: state.version + steps.length,
    party,
    account,
    client,
    ref,
    // As they will come back from the database: plain JSON.
    steps: JSON.parse(JSON.stringify(steps)) as Record<string, unknown>[],
    act,
    // Never before the latest, whatever the clocks of several servers say: a past day shows the record up to a moment.
    at: state.at !== null && state.at > now ? state.at : now,
    previousHash: state.hash,
  })
  return { commit, state: after(state, commit, doc), maps: steps.map(each => each.getMap()) }
}

const after = (state: TextState, commit: Commit, doc: Node): TextState => ({
  text: state.text,
  number: commit.number,
  version: commit.versionTo,
  hash: commit.hash,
  at: commit.at,
  doc,
  talks: foldAct(state.talks, commit.act, { party: commit.party, number: commit.number }),
  retired: commit.steps.length === 0 ? state.retired : retiring(state, doc),
})

export interface Beginning {
  readonly language: string
  readonly source: string | null
  readonly opens: Extract<Act, { type: 'began' }>['opens']
}

/** The first commit of a text, on its first words. `state` is that of `newText`. */
export const begin = (state: TextState, beginning: Beginning, sender: Sender, now: Date): Advanced => {
  const act: Act = { type: 'began', ...beginning, document: documentHash(state.doc) }
  return advance(state, { act, steps: [], doc: state.doc }, sender, now)
}

/**
 * Decides a command upon a text: what goes into the record, and the text after it; or why not. `since` are the maps of
 * the steps from the version a proposal was made on to now.
 */
export const command = (
  state: TextState,
  sender: Sender,
  asked: Command,
  { since, now }: { readonly since: readonly StepMap[]; readonly now: Date },
): Advanced | Refusal => {
  if (asked.type === 'propose') {
    const submitted = submit(state, sender, asked, since)
    return 'refused' in submitted ? submitted : advance(state, submitted, sender, now)
  }
  const enacted = enact(state, sender, asked)
  if ('refused' in enacted) return enacted
  const done = applied(state.doc, enacted.steps)
  if (done === undefined) throw new Error(`The steps computed for ${asked.type} do not fit the text.`)
  return advance(state, { ...enacted, doc: done.doc }, sender, now)
}

/** What is known of the open editor a commit comes from. */
export interface Client {
  readonly account: string | null
  /** Its latest commit. */
  readonly ref: number
  readonly versionTo: number
}

/**
 * Whether an editor's commit is next in its turn. Its commits build on one another: taken out of order they would put
 * words where nobody meant them.
 */
export const inTurn = (
  client: Client | undefined,
  { account, ref }: Pick<Sender, 'account' | 'ref'>,
  version: number | undefined,
): Refusal<'editor-of-another' | 'out-of-order'> | undefined => {
  if (client !== undefined && client.account !== account) return refuse('editor-of-another')
  if (ref !== (client?.ref ?? 0) + 1) return refuse('out-of-order')
  return version !== undefined && client !== undefined && version < client.versionTo
    ? refuse('out-of-order')
    : undefined
}

/** The text after a commit of its record, taken as it is. Throws when it does not fit: the record was damaged. */
export const replay = (state: TextState, commit: Commit): TextState => {
  const steps = parseSteps(commit.steps)
  const done = steps === undefined ? undefined : applied(state.doc, steps)
  if (done === undefined) throw new Error(`Commit ${commit.number} of text ${state.text} does not fit.`)
  return after(state, commit, done.doc)
}
