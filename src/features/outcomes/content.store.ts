import type { Node } from 'prosemirror-model'
import { z } from 'zod'
import { isId } from '../record/is-id.ts'
import { sql, type Tx } from '../../platform/db.ts'
import { orderDelegations, readOrderRule } from '../meetings/delegations.ts'
import { namesOf } from '../record/read.store.ts'
import { membersOf } from '../silence/silence.store.ts'
import { findRevision } from '../texts/beside.store.ts'
import { standingOf } from '../texts/brackets-held.ts'
import { labelsOf } from '../texts/numbering.ts'
import { attrsOf } from '../texts/schema.ts'
import type { LineView } from '../texts/texts.api.ts'
import { findText, stateAt } from '../texts/texts.store.ts'
import type { DocumentContent, Paragraph } from './content.ts'
import { type Disagreement, standsInOrder, standsOn } from './outcome.ts'
import type { StoredOutcome } from './outcome.store.ts'

const pageLanguages = ['en', 'ar', 'fa']

/** The language of the page that a text of this language is framed in: its own where there is one. */
const frameOf = (language: string): string => {
  const [own = 'en'] = language.split('-')
  return pageLanguages.includes(own) ? own : 'en'
}

/** The paragraphs of a revision, each with its kind, how it is called, and where its lines begin. */
const paragraphsOf = (doc: Node, lines: readonly LineView[]): Paragraph[] => {
  const labels = labelsOf(doc)
  return doc.children.flatMap((paragraph, at) => {
    const { id, kind } = attrsOf(paragraph)
    const line = lines.findIndex(each => each.paragraph === id) + 1
    return line === 0 ? [] : [{ id, label: labels[at] ?? '', kind, line }]
  })
}

/** Which paragraphs of a revision are not agreed, and by whom. */
export const disagreementsIn = async (
  tx: Tx,
  text: string,
  revision: number,
): Promise<DocumentContent['disagreements']> => {
  const { commit, lines } = await findRevision(tx, text, revision)
  const { state } = await stateAt(tx, text, commit)
  const paragraphs = new Map(paragraphsOf(state.doc, lines).map(each => [each.id, each]))
  return standingOf(state.doc, state.talks).flatMap(({ paragraph, pending, proposals }) => {
    const { label = '', kind = 'operative', line = 1 } = paragraphs.get(paragraph) ?? {}
    const parties = pending.map(({ party, name }) => party ?? name ?? 'chair')
    return proposals.length === 0 ? [] : [{ paragraph, label, kind, line, parties }]
  })
}

/** The parties a disagreement names, so that they can be called by name. */
export const partiesNamed = (disagreements: readonly Pick<Disagreement, 'parties'>[]): string[] =>
  disagreements.flatMap(({ parties }) => parties.filter(isId))

/** The track's rule for the order of its delegations, in its own words. */
const orderRule = async (tx: Tx, track: string) => {
  const rule = await tx.find(
    z.object({ value: z.string() }),
    sql`select c.value->>'value' as value from shown_claim c
         where c.subject = ${track} and c.predicate = 'house-rule' and c.value->>'rule' = 'order-of-delegations'
           and c.modality = 'asserts' and not exists (select from claim s where s.supersedes = c.id)
         order by c.known_from desc, c.id limit 1`,
  )
  return readOrderRule(rule?.value)
}

/** Everybody whose word is expected and everybody who gave it, as the track orders its delegations. */
const partiesInOrder = async (
  tx: Tx,
  { track, associations, statements }: StoredOutcome,
  language: string,
): Promise<string[]> => {
  const members = await membersOf(tx, track)
  const rule = await orderRule(tx, track)
  const parties = [...new Set([...members, ...[...associations, ...statements].map(({ party }) => party)])]
  const names = await namesOf(tx, parties, (rule.by === 'alphabet' && rule.language) || language, [track])
  const delegations = parties.map(party => ({
    party,
    name: names[party]?.text ?? '',
    kinds: names[party]?.kinds ?? [],
    observer: !members.includes(party),
    rank: null,
  }))
  return orderDelegations(delegations, rule, language).map(({ party }) => party)
}

/** Everything that is issued, in one piece, so that its hash speaks for all of it; before that, how it would be. */
export const contentOf = async (
  tx: Tx,
  outcome: StoredOutcome,
  number: string | null,
  now: Date,
): Promise<DocumentContent> => {
  const text = await findText(tx, outcome.text)
  const revision = await findRevision(tx, outcome.text, outcome.revision)
  const { state } = await stateAt(tx, outcome.text, revision.commit)
  const language = frameOf(text.language)
  const isSummary = outcome.kind === 'chairs-summary'
  const disagreements = isSummary ? await disagreementsIn(tx, outcome.text, outcome.revision) : []
  const parties = await partiesInOrder(tx, outcome, language)
  const stands = standsInOrder(standsOn(outcome.associations, now.toISOString().slice(0, 10)), parties)
    // A chair's summary is the chair's alone: nobody's word is expected, but what somebody said of it stands.
    .filter(
      ({ stand, exceptParagraphs }) => !isSummary || stand !== 'unstated' || exceptParagraphs.length > 0,
    )
  // Whom the document does not name needs no note to its name.
  const named = [
    ...[...stands, ...outcome.statements].map(({ party }) => party),
    ...partiesNamed(disagreements),
    outcome.track,
    ...(outcome.meeting === null ? [] : [outcome.meeting]),
  ]
  return {
    number,
    title: outcome.title,
    kind: outcome.kind,
    language: text.language,
    illustration: outcome.illustration,
    track: outcome.track,
    meeting: outcome.meeting,
    text: outcome.text,
    revision: revision.name,
    record: state.hash,
    lines: revision.lines.map(line => line.text),
    paragraphs: paragraphsOf(state.doc, revision.lines),
    disagreements,
    agreedAt: outcome.agreedAt?.toISOString() ?? null,
    adoptedAt: outcome.adoptedAt?.toISOString() ?? null,
    adoptedBy: outcome.adoptedAt === null ? null : outcome.silence === null ? 'meeting' : 'silence',
    issuedAt: number === null ? null : now.toISOString(),
    stands: stands.map(each => ({ ...each, exceptParagraphs: [...each.exceptParagraphs] })),
    statements: outcome.statements.map(each => ({ ...each, at: each.at.toISOString() })),
    names: await namesOf(tx, named, language, [outcome.track]),
  }
}
