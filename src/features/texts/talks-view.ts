import { z } from 'zod'
import { answers, paragraphStates, verbs } from './acts.ts'
import type { Proposal, Talks } from './talks.ts'

const saidBy = <What extends z.ZodType>(what: What) =>
  z.object({ party: z.uuid(), what, note: z.string().nullable(), number: z.int() })

/** A proposal as it is sent: see `Proposal` for what its fields mean. */
export const ProposalView = z.object({
  id: z.uuid(),
  author: z.uuid().nullable(),
  authorName: z.string().nullable(),
  opened: z.int(),
  alternativeTo: z.uuid().nullable(),
  bridges: z.array(z.uuid()),
  rehomes: z.uuid().nullable(),
  rationale: z.string().nullable(),
  released: z.boolean(),
  stances: z.array(saidBy(z.enum(verbs))),
  answers: z.array(saidBy(z.enum(answers))),
  offer: z.object({ proposal: z.uuid(), becomes: z.enum(['accepted', 'withdrawn']) }).nullable(),
  closed: z
    .object({ how: z.enum(['accepted', 'rejected', 'withdrawn', 'superseded']), number: z.int() })
    .nullable(),
})
export type ProposalView = z.infer<typeof ProposalView>

export const TalksView = z.object({
  proposals: z.array(ProposalView),
  paragraphs: z.array(
    z.object({ paragraph: z.string(), state: z.enum(paragraphStates), wording: z.string(), number: z.int() }),
  ),
})
export type TalksView = z.infer<typeof TalksView>

const viewOf = (proposal: Proposal): ProposalView => ({
  ...proposal,
  bridges: [...proposal.bridges],
  stances: [...proposal.stances].map(([party, said]) => ({ party, ...said })),
  answers: [...proposal.answers].map(([party, said]) => ({ party, ...said })),
})

/** Talks as plain data, to be sent. */
export const talksView = ({ proposals, paragraphs }: Talks): TalksView => ({
  proposals: [...proposals.values()].map(viewOf),
  paragraphs: [...paragraphs].map(([paragraph, set]) => ({ paragraph, ...set })),
})

/** Talks from what was sent: what `foldAct` goes on from, commit by commit. */
export const talksFrom = ({ proposals, paragraphs }: TalksView): Talks => ({
  proposals: new Map(
    proposals.map(each => [
      each.id,
      {
        ...each,
        stances: new Map(each.stances.map(({ party, ...said }) => [party, said])),
        answers: new Map(each.answers.map(({ party, ...said }) => [party, said])),
      },
    ]),
  ),
  paragraphs: new Map(paragraphs.map(({ paragraph, ...set }) => [paragraph, set])),
})
