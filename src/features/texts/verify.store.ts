import { z } from 'zod'
import { sql, type Tx } from '../../platform/db.ts'
import { audit, type Broken } from './audit.ts'
import { newText, type TextState } from './authority.ts'
import { contentHash } from './chain.ts'
import { paragraphsShown } from './runs.ts'
import { schema } from './schema.ts'
import { LineView } from './texts.api.ts'
import { commitsAfter } from './texts.store.ts'

/** What was found of one text's record. */
export interface Verified {
  readonly text: string
  readonly title: string
  /** How many commits were found in order. */
  readonly commits: number
  /** The hash of the last of them, to be compared with what somebody noted down. */
  readonly hash: string
  /** The first link that is broken, and how. */
  readonly broken?: {
    readonly number: number
    readonly why: Broken | 'unreadable' | 'head' | 'snapshot' | 'revision'
  }
}

const TextToVerify = z.object({ id: z.uuid(), title: z.string(), document: z.unknown() })
const Head = z.object({ number: z.int(), version: z.int(), hash: z.string() })
const Snapshot = Head.extend({ document: z.unknown(), retired: z.array(z.string()) })
const Issued = z.object({
  number: z.int(),
  commit: z.int(),
  version: z.int(),
  hash: z.string(),
  lines: z.array(LineView),
})

const page = 500

const withoutSpaces = (text: string) => text.replaceAll(' ', '')

/** Whether the characters stand in the lines in their order, whatever signs and names stand between them. */
const standIn = (words: string, lines: string): boolean => {
  let at = 0
  for (const letter of lines) if (words.startsWith(letter, at)) at += letter.length
  return at === words.length
}

/**
 * Whether lines hold the words of the text as it stood: agreed paragraphs exactly these, others with the names of that day
 * beside their brackets. Where lines break does not matter.
 */
const holdWords = ({ doc, talks }: TextState, lines: readonly LineView[]): boolean => {
  const shown = paragraphsShown(doc, talks)
  const inLines = [...new Set(lines.map(({ paragraph }) => paragraph))]
  if (inLines.join() !== shown.map(({ id }) => id).join()) return false
  return shown.every(({ id, label, beginning, runs }) => {
    const own = lines.filter(each => each.paragraph === id)
    const written = withoutSpaces(own.map(({ text }) => text).join(''))
    const words = withoutSpaces(runs.map(({ text }) => text).join(''))
    const isAgreed = [beginning, ...runs].every(run => run.insertedBy === null && run.struckBy.length === 0)
    return isAgreed ? written === (label === '' ? words : `${label}.${words}`) : standIn(words, written)
  })
}

/** Whether an issued revision has its hash, and holds the words of the text as it stood. */
const isRevisionOf = (state: TextState, revision: z.infer<typeof Issued>): boolean => {
  const { number, commit, lines } = revision
  const content = { text: state.text, number, commit, record: state.hash, lines }
  return (
    revision.version === state.version && revision.hash === contentHash(content) && holdWords(state, lines)
  )
}

const isSnapshotOf = (state: TextState, snapshot: z.infer<typeof Snapshot>): boolean =>
  snapshot.hash === state.hash &&
  snapshot.version === state.version &&
  contentHash(snapshot.document) === contentHash(state.doc.toJSON()) &&
  contentHash(snapshot.retired.toSorted()) === contentHash([...state.retired].toSorted())

const verifyText = async (
  tx: Tx,
  { id, title, document }: z.infer<typeof TextToVerify>,
): Promise<Verified> => {
  const snapshots = await tx.all(
    Snapshot,
    sql`select number, version, hash, document, retired from text_snapshot where text = ${id} order by number`,
  )
  const revisions = await tx.all(
    Issued,
    sql`select number, commit, version, hash, lines from text_revision where text = ${id} order by commit, number`,
  )
  let state: TextState
  try {
    state = newText(id, schema.nodeFromJSON(document))
  } catch {
    return { text: id, title, commits: 0, hash: '', broken: { number: 1, why: 'unreadable' } }
  }
  const brokenAt = (number: number, why: NonNullable<Verified['broken']>['why']): Verified => ({
    text: id,
    title,
    commits: state.number,
    hash: state.hash,
    broken: { number, why },
  })
  for (;;) {
    const commits = await commitsAfter(tx, id, state.number, page).catch((error: unknown) => {
      if (error instanceof z.ZodError) return undefined
      throw error
    })
    if (commits === undefined) return brokenAt(state.number + 1, 'unreadable')
    if (commits.length === 0) break
    for (const commit of commits) {
      const next = audit(state, commit)
      if ('broken' in next) return brokenAt(state.number + 1, next.broken)
      state = next
      for (const snapshot of snapshots)
        if (snapshot.number === state.number && !isSnapshotOf(state, snapshot))
          return brokenAt(state.number, 'snapshot')
      for (const [index, revision] of revisions.entries())
        if (
          revision.commit === state.number &&
          (revision.number !== index + 1 || !isRevisionOf(state, revision))
        )
          return brokenAt(state.number, 'revision')
    }
  }
  const astray = snapshots.find(({ number }) => number < 1 || number > state.number)
  if (astray !== undefined) return brokenAt(astray.number, 'snapshot')
  const head = await tx.find(Head, sql`select number, version, hash from text_head where text = ${id}`)
  const isWhole =
    head !== undefined &&
    head.number === state.number &&
    head.version === state.version &&
    head.hash === state.hash &&
    state.number > 0
  return isWhole
    ? { text: id, title, commits: state.number, hash: state.hash }
    : brokenAt(state.number + 1, 'head')
}

/** Works out every chain again from the first words, rule included, and names the first broken link of each. */
export const verifyTexts = async (tx: Tx): Promise<Verified[]> => {
  const texts = await tx.all(
    TextToVerify,
    sql`select id, title, document from joint_text order by begun_at, id`,
  )
  const verified: Verified[] = []
  for (const each of texts) verified.push(await verifyText(tx, each))
  return verified
}
