import { z } from 'zod'
import { line, prose } from '../../domain/plain-wording.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'

export const documentKinds = ['joint-statement', 'chairs-summary', 'road-map', 'outcome-document'] as const
export type DocumentKind = (typeof documentKinds)[number]

export const stands = ['adopts', 'ad-referendum', 'confirms', 'not-associated', 'absent'] as const
export const statementKinds = ['interpretative-statement', 'reservation', 'explanation-of-position'] as const

export const Association = z.object({
  party: z.uuid(),
  stand: z.enum(stands),
  /** Set when a party is not associated with this paragraph only, or adopts it after all. */
  paragraph: z.string().nullable(),
  authority: z.string().nullable(),
  confirmBy: z.string().nullable(),
  at: z.date(),
})
export type Association = z.infer<typeof Association>

export const AttachedStatement = z.object({
  party: z.uuid(),
  kind: z.enum(statementKinds),
  body: z.string(),
  language: z.string(),
  at: z.date(),
})
export type AttachedStatement = z.infer<typeof AttachedStatement>

/** An outcome document with the facts about it. Agreed, adopted and issued are apart: none follows from another. */
export interface Outcome {
  readonly id: string
  readonly text: string
  readonly revision: number
  readonly track: string
  readonly kind: DocumentKind
  readonly title: string
  readonly agreedAt: Date | null
  readonly adoptedAt: Date | null
  readonly issued: { readonly at: Date; readonly number: string; readonly hash: string } | null
  readonly associations: readonly Association[]
  readonly statements: readonly AttachedStatement[]
}

export const partyStands = [
  'adopts',
  'ad-referendum',
  'confirmed',
  'lapsed',
  'not-associated',
  'absent',
  'unstated',
] as const

/** How a party stands, its latest word; and with which paragraphs alone it is not associated. */
export interface PartyStand {
  readonly party: string
  readonly stand: (typeof partyStands)[number]
  readonly authority: string | null
  readonly confirmBy: string | null
  readonly exceptParagraphs: readonly string[]
}

/** The paragraphs a party left out and has not taken back in. */
const exceptedIn = (own: readonly Association[]): string[] => {
  const latest = new Map(own.map(({ paragraph, stand }) => [paragraph, stand]))
  return [...latest].flatMap(([paragraph, stand]) =>
    paragraph !== null && stand === 'not-associated' ? [paragraph] : [],
  )
}

/**
 * How each party stands on a day. To leave one paragraph out says nothing yet of the rest. Agreement ad referendum is confirmed by a later word of that party; unconfirmed after its
 * deadline it has lapsed, by itself (VCLT art. 12(2)(b)).
 */
export const standsOn = (associations: readonly Association[], today: string): PartyStand[] => {
  const parties = [...new Set(associations.map(({ party }) => party))]
  return parties.flatMap((party): PartyStand[] => {
    const own = associations.filter(each => each.party === party)
    const latest = own.findLast(({ paragraph }) => paragraph === null)
    const exceptParagraphs = exceptedIn(own)
    if (latest === undefined)
      return [{ party, stand: 'unstated', authority: null, confirmBy: null, exceptParagraphs }]
    const referred = own.findLast(({ stand }) => stand === 'ad-referendum')
    const { authority = null, confirmBy = null } = latest.stand === 'confirms' ? (referred ?? {}) : latest
    const isLate = latest.stand === 'ad-referendum' && confirmBy !== null && confirmBy < today
    const stand = latest.stand === 'confirms' ? 'confirmed' : isLate ? 'lapsed' : latest.stand
    return [{ party, stand, authority, confirmBy, exceptParagraphs }]
  })
}

/** Paragraphs that are not agreed, and by whom: what a chair's summary names. */
export interface Disagreement {
  readonly paragraph: string
  readonly label: string
  readonly parties: readonly string[]
}

export const BeginOutcome = z.strictObject({
  text: z.uuid(),
  revision: z.int().positive(),
  kind: z.enum(documentKinds),
  title: line(400),
  meeting: z.uuid().optional(),
})
export type BeginOutcome = z.infer<typeof BeginOutcome>

/**
 * All but a chair's summary exist only when every phrase is agreed by all associated. Where brackets remain, the chair's
 * summary, which is the chair's responsibility alone, is what can still be offered.
 */
export const beginOutcome = (
  { kind }: Pick<BeginOutcome, 'kind'>,
  disagreements: readonly Disagreement[],
): Refusal<'brackets-remain-in-outcome'> | undefined =>
  kind !== 'chairs-summary' && disagreements.length > 0
    ? refuse(
        'brackets-remain-in-outcome',
        disagreements.map(({ label, paragraph }) => label || paragraph).join(', '),
      )
    : undefined

export const Associate = z.strictObject({
  stand: z.enum(stands),
  /** Of whom, when it is the secretariat that records an absence. */
  party: z.uuid().optional(),
  paragraph: z.string().min(1).max(64).optional(),
  authority: line(400).optional(),
  confirmBy: z.iso.date().optional(),
})
export type Associate = z.infer<typeof Associate>

type AssociationReason =
  | 'already-issued'
  | 'needs-authority-and-deadline'
  | 'deadline-in-the-past'
  | 'nothing-to-confirm'
  | 'confirmation-too-late'
  | 'only-not-associated-with-a-paragraph'
  | 'has-spoken'
  | 'chairs-alone'

/** A party says how it stands. Once the document is issued, only what was agreed ad referendum can still be confirmed. */
export const associate = (
  outcome: Pick<Outcome, 'kind' | 'issued' | 'associations' | 'statements'>,
  party: string,
  command: Associate,
  now: Date,
): Association | Refusal<AssociationReason> => {
  const today = now.toISOString().slice(0, 10)
  const { stand, paragraph = null, authority = null, confirmBy = null } = command
  const current = standsOn(outcome.associations, today).find(each => each.party === party)
  if (stand === 'confirms') {
    if (current?.stand === 'lapsed') return refuse('confirmation-too-late')
    if (current?.stand !== 'ad-referendum') return refuse('nothing-to-confirm')
  } else if (outcome.issued !== null) return refuse('already-issued')
  // Nobody records the absence of a party that has said itself how it stands.
  const hasSpoken =
    outcome.associations.some(each => each.party === party && each.stand !== 'absent') ||
    outcome.statements.some(each => each.party === party)
  if (stand === 'absent' && hasSpoken) return refuse('has-spoken')
  if (outcome.kind === 'chairs-summary' && (stand === 'adopts' || stand === 'ad-referendum'))
    return refuse('chairs-alone')
  if (paragraph !== null && stand !== 'not-associated') {
    const isTakenBack = stand === 'adopts' && current?.exceptParagraphs.includes(paragraph) === true
    if (!isTakenBack) return refuse('only-not-associated-with-a-paragraph')
  }
  if (stand === 'ad-referendum') {
    if (authority === null || confirmBy === null) return refuse('needs-authority-and-deadline')
    if (confirmBy < today) return refuse('deadline-in-the-past')
    return { party, stand, paragraph, authority, confirmBy, at: now }
  }
  return { party, stand, paragraph, authority: null, confirmBy: null, at: now }
}

export const AttachStatement = z.strictObject({
  kind: z.enum(statementKinds),
  body: prose(20_000),
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en, fa, ps-AF'),
})
export type AttachStatement = z.infer<typeof AttachStatement>

export const attachStatement = (
  outcome: Pick<Outcome, 'issued'>,
  party: string,
  statement: AttachStatement,
  now: Date,
): AttachedStatement | Refusal<'already-issued'> =>
  outcome.issued === null ? { party, ...statement, at: now } : refuse('already-issued')

/** The chair: all phrases are agreed. */
export const agreeOutcome = (
  outcome: Pick<Outcome, 'kind' | 'agreedAt'>,
): Refusal<'already-agreed' | 'chairs-alone'> | undefined => {
  // A chair's summary is nobody's agreement.
  if (outcome.kind === 'chairs-summary') return refuse('chairs-alone')
  return outcome.agreedAt === null ? undefined : refuse('already-agreed')
}

/** The chair: it is adopted, in the meeting or because silence held and was announced. */
export const adoptOutcome = (
  outcome: Pick<Outcome, 'kind' | 'agreedAt' | 'adoptedAt' | 'text' | 'revision'>,
  silence: { readonly text: string; readonly revision: number; readonly announced: boolean } | undefined,
):
  | Refusal<'already-adopted' | 'not-agreed' | 'chairs-alone' | 'not-held' | 'not-the-same-text'>
  | undefined => {
  if (outcome.kind === 'chairs-summary') return refuse('chairs-alone')
  if (outcome.adoptedAt !== null) return refuse('already-adopted')
  if (outcome.agreedAt === null) return refuse('not-agreed')
  if (silence === undefined) return undefined
  if (silence.text !== outcome.text || silence.revision !== outcome.revision)
    return refuse('not-the-same-text')
  return silence.announced ? undefined : refuse('not-held')
}

/** Issued is what was adopted; a chair's summary the chair issues by itself. Once. */
export const issueOutcome = (
  outcome: Pick<Outcome, 'kind' | 'adoptedAt' | 'issued'>,
): Refusal<'already-issued' | 'not-adopted'> | undefined => {
  if (outcome.issued !== null) return refuse('already-issued')
  return outcome.kind !== 'chairs-summary' && outcome.adoptedAt === null ? refuse('not-adopted') : undefined
}

/** “Paragraphs 3 and 4 agreed by all except A, B”: paragraphs that the same parties do not agree to, together. */
export const disagreementsByParties = (
  disagreements: readonly Disagreement[],
): { readonly labels: readonly string[]; readonly parties: readonly string[] }[] => {
  const groups = new Map<string, { labels: string[]; parties: readonly string[] }>()
  for (const { label, paragraph, parties } of disagreements) {
    const key = parties.toSorted().join()
    const group = groups.get(key) ?? { labels: [], parties }
    group.labels.push(label || paragraph)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/**
 * The stands of all whose word is expected, in their order, and of nobody twice. Who has said nothing is unstated: that it
 * sat at the table means nothing.
 */
export const standsInOrder = (said: readonly PartyStand[], parties: readonly string[]): PartyStand[] =>
  parties.map(
    party =>
      said.find(each => each.party === party) ?? {
        party,
        stand: 'unstated',
        authority: null,
        confirmBy: null,
        exceptParagraphs: [],
      },
  )
