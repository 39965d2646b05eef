import { z } from 'zod'
import { Edtf } from './edtf.ts'

/** What the record can speak about. A working group is a track with a parent. */
export const EntityType = z.enum([
  'party',
  'person',
  'track',
  'meeting',
  'issue',
  'proposal',
  'measure',
  'incident',
  'outcome',
])
export type EntityType = z.infer<typeof EntityType>

/** Levels of a meeting from lowest to highest (PROCEDURES, Meetings). */
export const levels = [
  'experts',
  'technical',
  'senior-officials',
  'special-envoys',
  'deputy-ministers',
  'ministers',
  'summit',
] as const
export const Level = z.enum(levels)
export type Level = z.infer<typeof Level>

export const partyKinds = ['state', 'organisation', 'authority', 'movement', 'group', 'news-agency'] as const
export const trackKinds = [
  'contact-group',
  'process',
  'format',
  'talks',
  'mediation',
  'working-group',
  'dialogue',
] as const
export const lifecycleSteps = [
  'proposed',
  'consultations',
  'constituted',
  'active',
  'suspended',
  'resumed',
  'upgraded',
  'concluded',
] as const
export const roles = [
  'parent-organisation',
  'convener',
  'chair',
  'co-chair',
  'host',
  'facilitator',
  'secretariat',
  'member',
  'party-concerned',
  'observer',
  'guest',
  'supporting',
] as const
export const participationStatuses = [
  'proposed',
  'invited',
  'accepted',
  'declined',
  'participates',
  'suspended',
  'left',
  'excluded',
] as const
export const meetingStatuses = [
  'proposed',
  'scheduled',
  'held',
  'postponed',
  'cancelled',
  'undisclosed',
] as const
export const attendanceStatuses = [
  'invited',
  'accepted',
  'declined',
  'attended',
  'absent',
  'not-invited',
] as const
export const capacities = [
  'member',
  'party',
  'observer',
  'guest',
  'host',
  'facilitator',
  'convener',
  'chair',
  'supporting',
] as const
/** Rank of a head of delegation, highest first, for the order of delegations by protocol. */
export const protocolRanks = [
  'head-of-state',
  'head-of-government',
  'foreign-minister',
  'other-minister',
  'deputy-minister',
  'permanent-representative',
  'special-envoy',
  'other',
] as const
export const registers = [
  'own',
  'official',
  'neutral',
  'contested',
  'short',
  'transliteration',
  'descriptive',
] as const
export const outcomeKinds = [
  'joint-statement',
  'chairs-summary',
  'road-map',
  'plan-of-measures',
  'programme',
  'working-group',
  'agreement',
  'readout',
  'recommendations',
] as const
export const demandKinds = ['condition', 'precondition', 'sequence', 'non-linkage', 'request'] as const
export const relations = [
  'protecting-power-for',
  'member-of',
  'organ-of',
  'part-of',
  'successor-of',
  'neighbour-of',
  'office-of',
  'in-conflict-with',
  'does-not-recognise',
] as const
/** Peace Accords Matrix scale, and the states it has no word for (PROCEDURES, Follow-up). */
export const implementationStatuses = [
  'proposed',
  'draft',
  'agreed',
  'not-initiated',
  'minimal',
  'intermediate',
  'full',
  'overdue',
  'suspended',
  'contested',
] as const
export const houseRules = [
  'order-of-delegations',
  'silence-minimum-hours',
  'languages',
  'rendering',
  'other',
] as const
export const disclosureWays = ['shared', 'relayed', 'informed', 'published', 'leaked'] as const

const text = z.string().trim().min(1).max(4000)
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en, fa, ps-AF')
const period = { from: Edtf.optional(), to: Edtf.optional() }

/** One kind of statement the record can hold: what it is about, what it links to, and the shape of its value. */
interface Predicate<Value extends z.ZodType> {
  readonly about: readonly EntityType[]
  /** What `object` must be; absent when the statement links to nothing. */
  readonly object?: readonly EntityType[]
  /** Whether two sources that give different values contradict each other, or simply add to one another. */
  readonly single: boolean
  /** Fields of the value that name another entity, by key or id. */
  readonly references?: readonly string[]
  readonly value: Value
}

const predicate = <Value extends z.ZodType>(each: Predicate<Value>): Predicate<Value> => each
const anything = EntityType.options
const matters = ['issue', 'proposal', 'measure', 'incident', 'outcome'] as const

/**
 * The vocabulary of the record. Everything Parley knows of the world is a claim: a subject, one of these predicates,
 * perhaps an object, and a value of the predicate's shape. Names are kebab-case and never reused with a new meaning.
 */
export const vocabulary = {
  named: predicate({
    about: anything,
    single: false,
    value: z.object({ text, language, register: z.enum(registers), usedBy: text.optional() }),
  }),
  described: predicate({ about: anything, single: false, value: z.object({ text }) }),

  'party-kind': predicate({
    about: ['party'],
    single: true,
    value: z.object({ kind: z.enum(partyKinds) }),
  }),
  coded: predicate({
    about: ['party', 'person'],
    single: false,
    value: z.object({ scheme: z.enum(['iso-3166', 'm49', 'wikidata']), code: text }),
  }),
  'related-to': predicate({
    about: ['party'],
    object: ['party'],
    single: false,
    value: z.object({ relation: z.enum(relations), text: text.optional(), ...period }),
  }),

  'holds-post': predicate({
    about: ['person'],
    object: ['party'],
    single: false,
    value: z.object({ title: text, language, acting: z.boolean().optional(), ...period }),
  }),

  'track-kind': predicate({
    about: ['track'],
    single: true,
    value: z.object({ kind: z.enum(trackKinds) }),
  }),
  'track-parent': predicate({ about: ['track'], object: ['track'], single: true, value: z.object({}) }),
  'usual-level': predicate({ about: ['track'], single: true, value: z.object({ level: Level }) }),
  'subject-matter': predicate({ about: ['track'], single: false, value: z.object({ text }) }),
  'house-rule': predicate({
    about: ['track'],
    single: false,
    value: z.object({ rule: z.enum(houseRules), value: text }),
  }),
  'designation-policy': predicate({
    about: ['track'],
    object: ['party'],
    single: false,
    value: z.object({
      text,
      language,
      caveat: text.optional(),
      asterisk: z.boolean().optional(),
      audience: text.optional(),
    }),
  }),
  lifecycle: predicate({
    about: ['track'],
    single: false,
    value: z.object({ step: z.enum(lifecycleSteps), text: text.optional() }),
  }),
  participation: predicate({
    about: ['track'],
    object: ['party'],
    single: false,
    value: z.object({
      role: z.enum(roles),
      status: z.enum(participationStatuses),
      reason: text.optional(),
      condition: text.optional(),
      ...period,
    }),
  }),

  'meeting-of': predicate({ about: ['meeting'], object: ['track'], single: false, value: z.object({}) }),
  'meeting-level': predicate({ about: ['meeting'], single: true, value: z.object({ level: Level }) }),
  'meeting-status': predicate({
    about: ['meeting'],
    single: true,
    value: z.object({ status: z.enum(meetingStatuses), reason: text.optional() }),
  }),
  'meeting-date': predicate({
    about: ['meeting'],
    single: true,
    value: z.object({
      kind: z.enum(['planned', 'occurred', 'published']),
      date: Edtf,
      asWritten: text.optional(),
      zone: text.optional(),
    }),
  }),
  'meeting-place': predicate({
    about: ['meeting'],
    single: true,
    value: z.object({
      place: text,
      mode: z.enum(['in-person', 'video', 'indirect', 'mixed']).optional(),
      zone: text.optional(),
    }),
  }),
  prepares: predicate({ about: ['meeting'], object: ['meeting'], single: false, value: z.object({}) }),
  'in-margins-of': predicate({ about: ['meeting'], object: ['meeting'], single: false, value: z.object({}) }),
  round: predicate({
    about: ['meeting'],
    object: ['track'],
    single: true,
    value: z.object({ number: z.int().min(1) }),
  }),
  attendance: predicate({
    about: ['meeting'],
    object: ['party'],
    single: false,
    value: z.object({
      status: z.enum(attendanceStatuses),
      capacity: z.enum(capacities).optional(),
      mode: z.enum(['in-person', 'video']).optional(),
      level: text.optional(),
      reason: text.optional(),
    }),
  }),
  'represented-by': predicate({
    about: ['meeting'],
    object: ['person'],
    single: false,
    references: ['party'],
    /** For whom the person spoke or sat, with the title held that day. */
    value: z.object({
      party: text.optional(),
      head: z.boolean().optional(),
      title: text.optional(),
      language: language.optional(),
      rank: z.enum(protocolRanks).optional(),
      present: z.boolean().default(true),
    }),
  }),
  'agenda-item': predicate({
    about: ['meeting', 'track'],
    single: false,
    value: z.object({ number: z.string().regex(/^\d+(\.\d+)*$/, 'a number such as 2 or 2.1'), text }),
  }),
  'became-known': predicate({
    about: ['meeting', 'outcome', 'proposal'],
    object: ['party', 'person'],
    single: false,
    value: z.object({ how: z.enum(disclosureWays), text: text.optional() }),
  }),

  concerns: predicate({
    about: matters,
    object: ['track', 'meeting', 'party', 'issue', 'outcome', 'incident'],
    single: false,
    value: z.object({}),
  }),
  'outcome-kind': predicate({
    about: ['outcome'],
    single: true,
    value: z.object({ kind: z.enum(outcomeKinds) }),
  }),
  'outcome-status': predicate({
    about: ['outcome'],
    single: true,
    value: z.object({
      status: z.enum(['expected', 'draft', 'agreed', 'adopted', 'issued', 'none']),
      text: text.optional(),
    }),
  }),
  said: predicate({ about: anything, single: false, value: z.object({ text }) }),
  position: predicate({
    about: ['issue', 'proposal'],
    object: ['party'],
    single: false,
    value: z.object({
      stance: z.enum(['-2', '-1', '0', '1', '2', 'red-line', 'silent', 'not-asked', 'unclear']),
      option: text.optional(),
      text,
    }),
  }),
  demand: predicate({
    about: ['issue', 'track', 'proposal', 'measure'],
    object: ['party'],
    single: false,
    value: z.object({ kind: z.enum(demandKinds), text, notLinkedTo: text.optional() }),
  }),
  proposed: predicate({
    about: ['proposal', 'measure'],
    object: ['party'],
    single: false,
    references: ['to'],
    value: z.object({ to: text.optional(), text: text.optional() }),
  }),
  'measure-status': predicate({
    about: ['measure'],
    single: true,
    value: z.object({ status: z.enum(implementationStatuses), text: text.optional() }),
  }),
  'responsible-for': predicate({
    about: ['measure'],
    object: ['party'],
    single: false,
    value: z.object({ due: Edtf.optional() }),
  }),
  pledge: predicate({
    about: ['measure'],
    object: ['party'],
    single: false,
    value: z.object({
      stage: z.enum(['pledged', 'committed', 'disbursed']),
      text,
      amount: text.optional(),
      notLinkedTo: text.optional(),
    }),
  }),
  happened: predicate({
    about: ['incident'],
    single: true,
    value: z.object({ text, place: text.optional() }),
  }),
} as const satisfies Record<string, Predicate<z.ZodType>>

export type PredicateName = keyof typeof vocabulary
export const PredicateName = z.enum(Object.keys(vocabulary) as [PredicateName, ...PredicateName[]])
export type ValueOf<Name extends PredicateName> = z.infer<(typeof vocabulary)[Name]['value']>
