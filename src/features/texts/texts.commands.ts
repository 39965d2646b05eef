import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { sql, type Tx } from '../../platform/db.ts'
import { appendEvent } from '../../platform/events.ts'
import { compartmentId } from '../record/compartment.store.ts'
import { newId } from '../record/new-id.ts'
import type { Command, ParagraphKind } from './acts.ts'
import { bearers } from './bearers.ts'
import { begin, type Beginning, newText } from './authority.ts'
import { type Bracketed, bracketedDocument, type Group, readBracketed } from './bracketed.ts'
import { isNumbered } from './numbering.ts'
import { type NewParagraph, plainText, textDocument } from './schema.ts'
import type { Standing, TextRow } from './texts.api.ts'
import { addText, findText, standingIn, type StoredText } from './texts.store.ts'

/** Paragraph ids of first words: short, and in order. */
const counted = () => {
  let count = 0
  return () => `p${(count += 1)}`
}

const Called = z.object({ id: z.uuid(), name: z.string() })

/** The parties that bear these names, as far as each is one party's only. */
const partiesCalled = async (tx: Tx, names: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (names.length === 0) return new Map()
  const rows = await tx.all(
    Called,
    sql`select distinct c.subject as id, c.value->>'text' as name from shown_claim c
         where c.predicate = 'named' and c.subject_type = 'party' and c.modality <> 'denies'
           and not exists (select from claim s where s.supersedes = c.id)`,
  )
  return bearers(names, rows)
}

/** Whose each bracket is: the parties named if all are known here, else the names as they were written. */
const openingOf = (
  { holders, stances }: Group,
  parties: ReadonlyMap<string, string>,
): Omit<Beginning['opens'][number], 'id'> | Refusal<'unreadable-text'> => {
  const known = holders.map(each => parties.get(each))
  const [first = null, ...others] = known
  const isKnown = known.length > 0 && known.every(each => each !== undefined)
  const all: { party: string; verb: Beginning['opens'][number]['stances'][number]['verb'] }[] = []
  if (isKnown) for (const party of others) if (party !== undefined) all.push({ party, verb: 'join' })
  for (const { name, verb } of stances) {
    const party = parties.get(name)
    if (party === undefined)
      return refuse(
        'unreadable-text',
        `nobody here is called “${name}”, so what it says (“${verb}”) would be lost`,
      )
    all.push({ party, verb })
  }
  const name = holders.length === 0 ? 'unattributed' : holders.join(', ')
  return { party: isKnown ? first : null, name: isKnown ? null : name, stances: all }
}

const brought = async (tx: Tx, read: Bracketed, kinds: readonly (ParagraphKind | null)[] = []) => {
  const names = new Set(
    read.groups.flatMap(each => [...each.holders, ...each.stances.map(({ name }) => name)]),
  )
  const parties = await partiesCalled(tx, [...names])
  const opens: Beginning['opens'] = []
  for (const group of read.groups) {
    const opening = openingOf(group, parties)
    if (isRefusal(opening)) return opening
    opens.push({ id: newId(), ...opening })
  }
  const doc = bracketedDocument(
    read,
    opens.map(({ id }) => id),
    counted(),
    kinds,
  )
  return { doc, opens }
}

const agreedOnly = (paragraphs: readonly Omit<NewParagraph, 'id'>[]) => {
  const nextId = counted()
  const counts = { preambular: 0, operative: 0, heading: 0, note: 0 }
  return textDocument(
    paragraphs.map(({ kind = 'operative', text = '' }) => {
      counts[kind] += 1
      return {
        id: nextId(),
        kind,
        text: plainText(text),
        number: isNumbered(kind) ? String(counts[kind]) : null,
      }
    }),
  )
}

export interface TextToBegin {
  /** Where what is begun must have the same id wherever it is. */
  readonly id?: string
  readonly track: string
  readonly title: string
  readonly language: string
  readonly words:
    | { readonly paragraphs: readonly Omit<NewParagraph, 'id'>[] }
    | { readonly bracketed: string; readonly kinds?: readonly (ParagraphKind | null)[] | undefined }
  readonly parallelTo?: string | undefined
  readonly standing?: 'authentic' | 'translation'
  readonly source?: string | undefined
  readonly illustration?: boolean
}

const firstWords = async (tx: Tx, words: TextToBegin['words']) => {
  if ('paragraphs' in words) return { doc: agreedOnly(words.paragraphs), opens: [] }
  const read = readBracketed(words.bracketed)
  if ('troubles' in read)
    return refuse(
      'unreadable-text',
      read.troubles.map(({ line, reason }) => `line ${line}: ${reason}`).join('\n'),
    )
  return brought(tx, read, words.kinds)
}

/** For the operator: nobody else may ask whether a key is taken. */
const isTrack = (tx: Tx, id: string) =>
  tx.find(
    z.object({ id: z.uuid() }),
    sql`select id from entity where id = ${id} and entity_type(id) = 'track'`,
  )

/** Begins a text, for the secretariat or the chair of the track, or the operator at the command line. */
export const beginText = async (
  tx: Tx,
  asked: TextToBegin,
  now: Date,
): Promise<
  TextRow | Refusal<'no-such-track' | 'not-yours-to-write' | 'not-the-same-text' | 'unreadable-text'>
> => {
  const account = tx.actor === 'owner' ? null : tx.actor.account
  if (tx.actor === 'owner') {
    if ((await isTrack(tx, asked.track)) === undefined) return refuse('no-such-track')
  } else {
    const mine = await standingIn(tx, asked.track)
    if (!mine.presides && !mine.secretariat) return refuse('not-yours-to-write')
  }
  const parallel = asked.parallelTo === undefined ? undefined : await findText(tx, asked.parallelTo)
  if (parallel !== undefined && parallel.track !== asked.track) return refuse('not-the-same-text')
  const words = await firstWords(tx, asked.words)
  if (isRefusal(words)) return words
  const compartment = await compartmentId(tx, { track: asked.track })
  if (compartment === null) return refuse('no-such-track')
  const id = asked.id ?? randomUUID()
  const row: Omit<StoredText, 'begunAt'> = {
    id,
    track: asked.track,
    title: asked.title,
    language: asked.language,
    family: parallel?.family ?? id,
    standing: asked.standing ?? 'authentic',
    illustration: asked.illustration ?? false,
    compartment,
  }
  const beginning = { language: asked.language, source: asked.source ?? null, opens: words.opens }
  const begun = begin(
    newText(id, words.doc),
    beginning,
    { party: null, account, client: null, ref: null },
    now,
  )
  await addText(tx, row, begun)
  await appendEvent(tx, { type: 'text-began', compartment: row.compartment, at: now, body: { text: id } })
  return { ...row, begunAt: now.toISOString() }
}

/** The acts that are the chair's alone. */
const chairs: readonly Command['type'][] = ['decide', 'set-state', 'renumber']

type NameReason = 'not-yours-to-write' | 'whose-name'

/** In whose name a command is given: what the mandates say, whatever the browser says. Null is the chair. */
export const authorIn = (
  { parties, presides }: Standing,
  as: string | undefined,
  type?: Command['type'],
): { readonly party: string | null } | Refusal<NameReason> => {
  if (as === 'chair') return presides ? { party: null } : refuse('not-yours-to-write')
  if (as !== undefined) return parties.includes(as) ? { party: as } : refuse('not-yours-to-write')
  if (presides && type !== undefined && chairs.includes(type)) return { party: null }
  const [only, ...more] = [...new Set(parties)]
    .map(party => ({ party: party as string | null }))
    .concat(presides ? { party: null } : [])
  if (only === undefined) return refuse('not-yours-to-write')
  return more.length > 0 ? refuse('whose-name') : only
}
