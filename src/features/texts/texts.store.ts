import { type StepMap, Step } from 'prosemirror-transform'
import { z } from 'zod'
import { sql, type Tx } from '../../platform/db.ts'
import { isoText } from '../record/read.store.ts'
import { type Advanced, type Client, newText, replay, type TextState } from './authority.ts'
import { Commit } from './chain.ts'
import { schema } from './schema.ts'
import { foldAct, noTalks, type Talks } from './talks.ts'
import { type Standing, TextRow } from './texts.api.ts'

const textColumns = sql`t.id, t.track, t.title, t.language, t.family, t.standing, t.illustration,
  ${isoText(sql`t.begun_at`)} as "begunAt"`

export const StoredText = TextRow.extend({ compartment: z.uuid() })
export type StoredText = z.infer<typeof StoredText>

export const findText = (tx: Tx, id: string): Promise<StoredText> =>
  tx.one(StoredText, sql`select ${textColumns}, t.compartment from joint_text t where t.id = ${id}`)

export const textsOfFamily = (tx: Tx, family: string): Promise<TextRow[]> =>
  tx.all(
    TextRow,
    sql`select ${textColumns} from joint_text t where t.family = ${family}
                      order by t.id <> t.family, t.begun_at, t.id`,
  )

export const listTexts = (tx: Tx, track: string | undefined) =>
  tx.all(
    TextRow.extend({ number: z.int(), changedAt: z.string() }),
    sql`select ${textColumns}, latest.number, ${isoText(sql`latest.at`)} as "changedAt"
          from joint_text t
          join lateral (select c.number, c.at from text_commit c where c.text = t.id order by c.number desc limit 1) latest
            on true
         where ${track ?? null}::uuid is null or t.track = ${track ?? null}::uuid
         order by latest.at desc, t.id`,
  )

/** What the reader may do in a track. */
export const standingIn = async (tx: Tx, track: string): Promise<Standing> => {
  const rows = await tx.all(
    z.object({ capacity: z.string(), party: z.uuid().nullable() }),
    sql`select capacity, party from my_capacities(${track})`,
  )
  return {
    parties: rows.flatMap(({ party }) => party ?? []),
    presides: rows.some(({ capacity }) => capacity === 'presides'),
    secretariat: rows.some(({ capacity }) => capacity === 'secretariat'),
  }
}

const commitColumns = sql`c.text, c.number, c.version_from as "versionFrom", c.version_to as "versionTo", c.party, c.account,
  c.client, c.ref, c.steps, c.act, c.at, c.previous_hash as "previousHash", c.hash`

export const commitsAfter = (tx: Tx, text: string, number: number, limit: number): Promise<Commit[]> =>
  tx.all(
    Commit,
    sql`select ${commitColumns} from text_commit c
         where c.text = ${text} and c.number > ${number} order by c.number limit ${limit}`,
  )

/** The commit an editor sent under this number, if it arrived before. */
export const commitOf = (tx: Tx, text: string, client: string, ref: number): Promise<Commit | undefined> =>
  tx.find(
    Commit,
    sql`select ${commitColumns} from text_commit c where c.text = ${text} and c.client = ${client} and c.ref = ${ref}`,
  )

const ClientRow = z.object({ account: z.uuid().nullable(), ref: z.int(), versionTo: z.int() })

export const clientIn = (tx: Tx, text: string, client: string): Promise<Client | undefined> =>
  tx.find(
    ClientRow,
    sql`select account, ref, version_to as "versionTo" from text_commit
         where text = ${text} and client = ${client} order by ref desc limit 1`,
  )

/** A text with the maps of its latest steps, for bringing up to date what was written on an earlier version. */
interface Loaded {
  readonly state: TextState
  readonly maps: readonly StepMap[]
  /** The version before the first of the maps. */
  readonly mapsFrom: number
}

// What this process has read and need not read again. It is only ever ahead of nothing: every use goes on from it by what the
// reader itself may see, and a state that does not fit the record is dropped.
const kept = new Map<string, Loaded>()
const mostKept = 50
const snapshotEvery = 200

/** How many maps of steps are kept at hand; older ones are read again for the rare editor that far behind. */
const mostMaps = 5000

const trimmed = (loaded: Loaded): Loaded => {
  const extra = loaded.maps.length - mostMaps
  // Now and then, not at every step.
  if (extra < mostMaps) return loaded
  return { ...loaded, maps: loaded.maps.slice(extra), mapsFrom: loaded.mapsFrom + extra }
}

const keep = (read: Loaded) => {
  const loaded = trimmed(read)
  const { text, number } = loaded.state
  if ((kept.get(text)?.state.number ?? 0) > number) return
  kept.delete(text)
  kept.set(text, loaded)
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break
    kept.delete(oldest)
  }
}

// What a transaction itself has added: nobody else knows it before it commits.
const added = new WeakMap<Tx, Map<string, Loaded>>()

const keepAdded = (tx: Tx, loaded: Loaded) => {
  const own = added.get(tx) ?? new Map<string, Loaded>()
  added.set(tx, own.set(loaded.state.text, trimmed(loaded)))
  tx.afterCommit(() => keep(loaded))
}

const mapsOf = ({ steps }: Commit) => steps.map(step => Step.fromJSON(schema, step).getMap())

const goOn = (loaded: Loaded, commits: readonly Commit[]): Loaded | undefined => {
  let { state } = loaded
  const maps = [...loaded.maps]
  for (const commit of commits) {
    if (commit.number !== state.number + 1 || commit.previousHash !== state.hash) return undefined
    state = replay(state, commit)
    maps.push(...mapsOf(commit))
  }
  return { ...loaded, state, maps }
}

const ActRow = Commit.pick({ number: true, party: true, act: true })

/** Everything said and decided up to a commit; commits that only went on writing say nothing. */
const talksUpTo = async (tx: Tx, text: string, number: number): Promise<Talks> => {
  const rows = await tx.all(
    ActRow,
    sql`select number, party, act from text_commit
         where text = ${text} and number <= ${number} and act <> '{"type": "proposed", "opens": []}'::jsonb order by number`,
  )
  return rows.reduce((talks, { act, ...by }) => foldAct(talks, act, by), noTalks)
}

const Snapshot = z.object({
  number: z.int(),
  version: z.int(),
  hash: z.string(),
  document: z.unknown(),
  retired: z.array(z.string()),
})

/** The first words, or the latest snapshot that is not past a commit. */
const pointBefore = async (tx: Tx, text: string, number: number): Promise<Loaded> => {
  const snapshot = await tx.find(
    Snapshot,
    sql`select number, version, hash, document, retired from text_snapshot
         where text = ${text} and number <= ${number} order by number desc limit 1`,
  )
  if (snapshot !== undefined) {
    const doc = schema.nodeFromJSON(snapshot.document)
    const talks = await talksUpTo(tx, text, snapshot.number)
    const { number: at, version, hash, retired } = snapshot
    const state = { text, number: at, version, hash, doc, talks, retired: new Set(retired) }
    return { state, maps: [], mapsFrom: version }
  }
  const { document } = await tx.one(
    z.object({ document: z.unknown() }),
    sql`select document from joint_text where id = ${text}`,
  )
  return { state: newText(text, schema.nodeFromJSON(document)), maps: [], mapsFrom: 0 }
}

const page = 1000

const readOn = async (tx: Tx, from: Loaded, number: number): Promise<Loaded | undefined> => {
  let loaded = from
  while (loaded.state.number < number) {
    const most = Math.min(page, number - loaded.state.number)
    const next = goOn(loaded, await commitsAfter(tx, loaded.state.text, loaded.state.number, most))
    if (next === undefined || next.state.number === loaded.state.number) return undefined
    loaded = next
  }
  return loaded
}

/** The text after a commit that the reader may see. */
export const stateAt = async (tx: Tx, text: string, number: number): Promise<Loaded> => {
  const known = added.get(tx)?.get(text) ?? kept.get(text)
  const hash = await tx.find(
    z.object({ hash: z.string() }),
    sql`select hash from text_commit where text = ${text} and number = ${known?.state.number ?? 0}`,
  )
  const usable = known !== undefined && known.state.number <= number && hash?.hash === known.state.hash
  const loaded =
    (usable ? await readOn(tx, known, number) : undefined) ??
    (await readOn(tx, await pointBefore(tx, text, number), number))
  if (loaded === undefined) throw new Error(`The record of text ${text} is damaged: run parley verify.`)
  return loaded
}

const Number = z.object({ number: z.int() })

/** The latest commit the reader may see: on a past day, an earlier one. */
export const latestNumber = async (tx: Tx, text: string): Promise<number> =>
  (
    await tx.one(
      Number,
      sql`select number from text_commit where text = ${text} order by number desc limit 1`,
    )
  ).number

/** The text as the reader sees it. */
export const readState = async (tx: Tx, text: string): Promise<TextState> => {
  const loaded = await stateAt(tx, text, await latestNumber(tx, text))
  tx.afterCommit(() => keep(loaded))
  return loaded.state
}

/**
 * The text as it stands, held until the transaction ends, so that commits come one after another. Undefined for those who
 * may only read.
 */
export const holdState = async (tx: Tx, text: string): Promise<Loaded | undefined> => {
  const head = await tx.find(Number, sql`select number from text_head where text = ${text} for update`)
  return head === undefined ? undefined : stateAt(tx, text, head.number)
}

/** The maps from a version on. */
export const mapsSince = async (
  tx: Tx,
  { state, maps, mapsFrom }: Loaded,
  version: number,
): Promise<readonly StepMap[]> => {
  if (version >= mapsFrom) return maps.slice(version - mapsFrom)
  const older = await tx.all(
    Commit.pick({ versionFrom: true, steps: true }),
    sql`select version_from as "versionFrom", steps from text_commit
         where text = ${state.text} and version_to > ${version} and version_to > version_from
           and number <= ${state.number} order by number`,
  )
  const all = older.flatMap(({ steps }) => steps.map(step => Step.fromJSON(schema, step).getMap()))
  return all.slice(version - (older[0]?.versionFrom ?? version))
}

const insertCommit = (tx: Tx, commit: Commit) =>
  tx.run(sql`
    insert into text_commit (text, number, version_from, version_to, party, account, client, ref, steps, act, at,
                             previous_hash, hash)
    values (${commit.text}, ${commit.number}, ${commit.versionFrom}, ${commit.versionTo}, ${commit.party}, ${commit.account},
            ${commit.client}, ${commit.ref}, ${JSON.stringify(commit.steps)}, ${JSON.stringify(commit.act)},
            ${commit.at.toISOString()}, ${commit.previousHash}, ${commit.hash})`)

/** Adds the commit to the record and moves the head on. `before` is what `holdState` gave. */
export const addCommit = async (tx: Tx, before: Loaded, { commit, state }: Advanced): Promise<void> => {
  await insertCommit(tx, commit)
  await tx.run(sql`update text_head set number = ${state.number}, version = ${state.version}, hash = ${state.hash}
                    where text = ${state.text}`)
  if (state.number % snapshotEvery === 0)
    await tx.run(sql`insert into text_snapshot (text, number, version, hash, document, retired)
                     values (${state.text}, ${state.number}, ${state.version}, ${state.hash},
                             ${JSON.stringify(state.doc)}, ${[...state.retired]})`)
  keepAdded(tx, { ...before, state, maps: [...before.maps, ...mapsOf(commit)] })
}

/** A new text with its first commit. */
export const addText = async (
  tx: Tx,
  row: Omit<StoredText, 'begunAt'>,
  { commit, state }: Advanced,
): Promise<void> => {
  await tx.run(sql`
    insert into joint_text (id, track, compartment, title, language, family, standing, document, illustration, begun_at, begun_by)
    values (${row.id}, ${row.track}, ${row.compartment}, ${row.title}, ${row.language}, ${row.family}, ${row.standing},
            ${JSON.stringify(state.doc)}, ${row.illustration}, ${commit.at.toISOString()}, ${commit.account})`)
  await insertCommit(tx, commit)
  await tx.run(sql`insert into text_head (text, number, version, hash)
                   values (${row.id}, ${state.number}, ${state.version}, ${state.hash})`)
  keepAdded(tx, { state, maps: [], mapsFrom: 0 })
}
