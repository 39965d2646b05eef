import { z } from 'zod'
import { prose } from '../../domain/plain-wording.ts'

// What is done to a text besides writing in it. A command is what somebody asks; an act is what then stands in the
// record, with everything that followed from it.

/** What a paragraph does in a UN-style document: recall, decide, head a part, or stand under the text as a footnote. */
export const paragraphKinds = ['preambular', 'operative', 'heading', 'note'] as const
export type ParagraphKind = (typeof paragraphKinds)[number]

/** What other parties say of a bracket (UN compilations: `(P: retain)`). To join is to hold it as well. */
export const verbs = ['retain', 'delete', 'reflect', 'reserve', 'support', 'join'] as const
export type Verb = (typeof verbs)[number]

/** What parties answer to a bridging proposal. */
export const answers = ['accept', 'can-live-with', 'cannot'] as const
export type BridgingAnswer = (typeof answers)[number]

export const paragraphStates = [
  'open',
  'agreed-in-informals',
  'agreed-ad-referendum',
  'agreed',
  'placement-to-be-decided',
] as const
export type ParagraphState = (typeof paragraphStates)[number]

const ProposalId = z.uuid()
const Note = prose(4000)
const Proposals = z.array(ProposalId).min(1).max(500)

const Opened = z.strictObject({
  id: ProposalId,
  /** The proposal for whose place this is another wording. */
  alternativeTo: ProposalId.optional(),
  rationale: Note.optional(),
  /** Only the chair's: the proposals between which it would build a bridge. */
  bridges: z.array(ProposalId).min(1).max(50).optional(),
  /** The decided proposal whose later edits this takes up. */
  rehomes: ProposalId.optional(),
})
export type Opened = z.infer<typeof Opened>

/** Withdraws when another proposal is accepted, or is itself withdrawn: links of a chain the chair can settle at once. */
const Condition = z.strictObject({ proposal: ProposalId, becomes: z.enum(['accepted', 'withdrawn']) })
export type Condition = z.infer<typeof Condition>

const paragraph = z.string().min(1).max(64)

/** What a delegation, or the chair with proposals of its own, may ask. */
export const Command = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('propose'),
    /** The version of the text that the steps were made on. */
    version: z.int().min(0),
    steps: z.array(z.record(z.string(), z.unknown())).max(2000),
    opens: z.array(Opened).max(200).default([]),
  }),
  z.strictObject({
    type: z.literal('take-stance'),
    proposal: ProposalId,
    /** Null takes back what was said. */
    verb: z.enum(verbs).nullable(),
    note: Note.optional(),
  }),
  z.strictObject({
    type: z.literal('answer'),
    proposal: ProposalId,
    answer: z.enum(answers),
    note: Note.optional(),
  }),
  z.strictObject({ type: z.literal('explain'), proposal: ProposalId, rationale: Note }),
  z.strictObject({ type: z.literal('withdraw'), proposals: Proposals }),
  z.strictObject({ type: z.literal('offer-withdrawal'), proposal: ProposalId, when: Condition }),
  z.strictObject({ type: z.literal('retract-offer'), proposal: ProposalId }),
  /** The chair: accept and reject, and settle what was offered to follow from it. */
  z.strictObject({
    type: z.literal('decide'),
    accept: z.array(ProposalId).max(500).default([]),
    reject: z.array(ProposalId).max(500).default([]),
    /** Also carry out the withdrawals that were offered for this case. */
    settle: z.boolean().default(false),
    /** Although a party would delete it or cannot live with it: the record says so. */
    notwithstanding: z.boolean().default(false),
  }),
  z.strictObject({ type: z.literal('set-state'), paragraph, state: z.enum(paragraphStates) }),
  z.strictObject({ type: z.literal('renumber') }),
])
export type Command = z.infer<typeof Command>
export type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>

const Letting = z.strictObject({ proposal: ProposalId, party: z.uuid().nullable() })
export type Letting = z.infer<typeof Letting>

const Closing = z.strictObject({
  proposal: ProposalId,
  how: z.enum(['accepted', 'rejected', 'withdrawn', 'superseded']),
})
export type Closing = z.infer<typeof Closing>

/** What stands in the record, whole: nothing has to be worked out again to know what followed. */
export const Act = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('began'),
    language: z.string(),
    /** Where its first words were taken from. */
    source: z.string().nullable(),
    /** The hash of those words, brackets included. */
    document: z.string(),
    /** Brackets it was brought in with, each its party's own, or under a name nobody here acts for. */
    opens: z.array(
      z.strictObject({
        id: ProposalId,
        party: z.uuid().nullable(),
        name: z.string().nullable(),
        stances: z.array(z.strictObject({ party: z.uuid(), verb: z.enum(verbs) })),
      }),
    ),
  }),
  z.strictObject({ type: z.literal('proposed'), opens: z.array(Opened) }),
  z.strictObject({
    type: z.literal('took-stance'),
    proposal: ProposalId,
    verb: z.enum(verbs).nullable(),
    note: Note.optional(),
  }),
  z.strictObject({
    type: z.literal('answered'),
    proposal: ProposalId,
    answer: z.enum(answers),
    note: Note.optional(),
  }),
  z.strictObject({ type: z.literal('explained'), proposal: ProposalId, rationale: Note }),
  z.strictObject({ type: z.literal('offered'), proposal: ProposalId, when: Condition }),
  z.strictObject({ type: z.literal('retracted'), proposal: ProposalId }),
  z.strictObject({ type: z.literal('withdrew'), lets: z.array(Letting), closes: z.array(Closing) }),
  z.strictObject({
    type: z.literal('decided'),
    lets: z.array(Letting),
    closes: z.array(Closing),
    notwithstanding: z.array(z.uuid()),
  }),
  z.strictObject({
    type: z.literal('set-state'),
    paragraph,
    state: z.enum(paragraphStates),
    /** The wording that was agreed; another wording is not. */
    wording: z.string(),
  }),
  z.strictObject({ type: z.literal('renumbered') }),
])
export type Act = z.infer<typeof Act>
