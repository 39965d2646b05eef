import { type StepMap, Step } from 'prosemirror-transform'
import { z } from 'zod'
import { sql, type Tx } from '../../platform/db.ts'
import { isoText } from '../record/read.store.ts'
import { audit } from './audit.ts'
import { type Advanced, newText, type TextState } from './authority.ts'
import { Commit } from './chain.ts'
import { schema } from './schema.ts'
import { MapLog } from './maps.ts'
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
    TextRow.extend({ number: z.int(), changedAt: z.string(), openBrackets: z.int() }),
    sql`select ${textColumns}, latest.number, ${isoText(sql`latest.at`)} as "changedAt",
               -- Each is opened once, and closed at most once.
               (select coalesce(sum(coalesce(jsonb_array_length(c.act->'opens'), 0)
                                  - coalesce(jsonb_array_length(c.act->'closes'), 0)), 0)::int
                  from text_commit c where c.text = t.id) as "openBrackets"
          from joint_text t
          join lateral (select c.number, c.at from text_commit c where c.text = t.id order by c.number desc limit 1) latest
            on true
         where ${track ?? null}::uuid is null or t.track = ${track ?? null}::uuid
         order by latest.at desc, t.id`,
  )

const Capacity = z.object({ capacity: z.string(), party: z.uuid().nullable() })

const standingOf = (capacities: readonly z.infer<typeof Capacity>[]): Standing => ({
  parties: capacities.flatMap(({ party }) => party ?? []),
  presides: capacities.some(({ capacity }) => capacity === 'presides'),
  secretariat: capacities.some(({ capacity }) => capacity === 'secretariat'),
})

/** What the reader may do in a track. */
export const standingIn = async (tx: Tx, track: string): Promise<Standing> =>
  standingOf(await tx.all(Capacity, sql`select capacity, party from my_capacities(${track})`))

/** Somebody who may read a text: what they may do in its track, and when the first of their mandates ends. */
export const Reader = z.object({
  account: z.uuid(),
  standing: z.array(Capacity).transform(standingOf),
  until: z.coerce.date().nullable(),
})
export type Reader = z.infer<typeof Reader>

export const commitColumns = sql`c.text, c.number, c.version_from as "versionFrom", c.version_to as "versionTo", c.party, c.account,
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

/** A text with the maps of its latest steps, for bringing up to date what was written on an earlier version. */
export interface Loaded {
  readonly state: TextState
  readonly maps: MapLog
}

// What this process has read and need not read again. It is only ever ahead of nothing: every use goes on from it by what the
// reader itself may see, and a state that does not fit the record is dropped.
const kept = new Map<string, Loaded>()
const mostKept = 50
const snapshotEvery = 200

const keep = (loaded: Loaded) => {
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
const addedBy = new WeakMap<Tx, Map<string, Loaded>>()

const keepAdded = (tx: Tx, loaded: Loaded) => {
  const own = addedBy.get(tx) ?? new Map<string, Loaded>()
  addedBy.set(tx, own.set(loaded.state.text, loaded))
  tx.afterCommit(() => keep(loaded))
}

const mapsOf = ({ steps }: Pick<Commit, 'steps'>) => steps.map(step => Step.fromJSON(schema, step).getMap())

const goOn = (loaded: Loaded, commits: readonly Commit[]): Loaded | undefined => {
  let { state, maps } = loaded
  for (const commit of commits) {
    // Judged once more: what came into the record past the server is shown to nobody as the text.
    const next = audit(state, commit, { whole: false })
    if ('broken' in next) return undefined
    state = next
    maps = maps.and(mapsOf(commit))
  }
  return { state, maps }
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
  at: z.date(),
})

/** The first words, or the latest snapshot that is not past a commit. */
const pointBefore = async (tx: Tx, text: string, number: number): Promise<Loaded> => {
  const snapshot = await tx.find(
    Snapshot,
    sql`select s.number, s.version, s.hash, s.document, s.retired, c.at
          from text_snapshot s join text_commit c on c.text = s.text and c.number = s.number and c.hash = s.hash
         where s.text = ${text} and s.number <= ${number} order by s.number desc limit 1`,
  )
  if (snapshot !== undefined) {
    const doc = schema.nodeFromJSON(snapshot.document)
    const talks = await talksUpTo(tx, text, snapshot.number)
    const state = { ...snapshot, text, doc, talks, retired: new Set(snapshot.retired) }
    return { state, maps: MapLog.after(snapshot.version) }
  }
  const { document } = await tx.one(
    z.object({ document: z.unknown() }),
    sql`select document from joint_text where id = ${text}`,
  )
  return { state: newText(text, schema.nodeFromJSON(document)), maps: MapLog.after(0) }
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

const HashRow = z.object({ hash: z.string() })

/**
 * The text after a commit that the reader may see. What is known of it already need only be confirmed: by the hash of that
 * commit, or by the first commit that goes on from it.
 */
export const stateAt = async (tx: Tx, text: string, number: number, knownHash?: string): Promise<Loaded> => {
  const own = addedBy.get(tx)?.get(text)
  if (own?.state.number === number) return own
  const known = own ?? kept.get(text)
  const hashThere = async () =>
    knownHash ??
    (await tx.find(HashRow, sql`select hash from text_commit where text = ${text} and number = ${number}`))
      ?.hash
  const isBehind = known !== undefined && known.state.number < number
  const isThere = known?.state.number === number && (await hashThere()) === known.state.hash
  const loaded =
    (known !== undefined && (isBehind || isThere) ? await readOn(tx, known, number) : undefined) ??
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

/** The maps from a version on. */
export const mapsSince = async (
  tx: Tx,
  { state, maps }: Loaded,
  version: number,
): Promise<readonly StepMap[]> => {
  const atHand = maps.since(version)
  if (atHand !== undefined) return atHand
  const older = await tx.all(
    Commit.pick({ versionFrom: true, steps: true }),
    sql`select version_from as "versionFrom", steps from text_commit
         where text = ${state.text} and version_to > ${version} and version_to > version_from
           and number <= ${state.number} order by number`,
  )
  return older.flatMap(mapsOf).slice(version - (older[0]?.versionFrom ?? version))
}

const Appended = z.object({ access: z.int(), moment: z.date() })

/**
 * Adds commits that follow one another to the record, each in the name of its own account, and moves the head on to what
 * is after them. Answers the number of who may read what, and the moment.
 */
export const addCommits = async (
  tx: Tx,
  after: Loaded,
  added: readonly Advanced[],
): Promise<z.infer<typeof Appended>> => {
  const { text, number, version, hash } = after.state
  const rows = added.map(({ commit }) => ({
    ...commit,
    version_from: commit.versionFrom,
    version_to: commit.versionTo,
    previous_hash: commit.previousHash,
  }))
  const appended = await tx.one(
    Appended,
    sql`select access, moment
          from append_commits(${JSON.stringify(rows)}, ${text}, ${number}, ${version}, ${hash})`,
  )
  for (const { state } of added)
    if (state.number % snapshotEvery === 0)
      await tx.run(sql`insert into text_snapshot (text, number, version, hash, document, retired)
                       values (${text}, ${state.number}, ${state.version}, ${state.hash},
                               ${JSON.stringify(state.doc)}, ${[...state.retired]})`)
  keepAdded(tx, after)
  return appended
}

/** A new text with its first commit. */
export const addText = async (tx: Tx, row: Omit<StoredText, 'begunAt'>, first: Advanced): Promise<void> => {
  const { commit, state } = first
  await tx.run(sql`
    insert into joint_text (id, track, compartment, title, language, family, standing, document, illustration, begun_at, begun_by)
    values (${row.id}, ${row.track}, ${row.compartment}, ${row.title}, ${row.language}, ${row.family}, ${row.standing},
            ${JSON.stringify(state.doc)}, ${row.illustration}, ${commit.at.toISOString()}, ${commit.account})`)
  const before = newText(row.id, state.doc)
  await tx.run(sql`insert into text_head (text, number, version, hash)
                   values (${row.id}, ${before.number}, ${before.version}, ${before.hash})`)
  await addCommits(tx, { state, maps: MapLog.after(0) }, [first])
}
