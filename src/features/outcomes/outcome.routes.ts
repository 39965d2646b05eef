import { randomUUID } from 'node:crypto'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Handlers } from '../../platform/contract.ts'
import { NotFound, type Tx } from '../../platform/db.ts'
import { appendEvent } from '../../platform/events.ts'
import type { RequestContext } from '../../platform/http.ts'
import { findSilence } from '../silence/silence.store.ts'
import { stateAt as silenceStateAt } from '../silence/silence.ts'
import { findRevision } from '../texts/beside.store.ts'
import { standingOf } from '../texts/brackets-held.ts'
import { contentHash } from '../texts/chain.ts'
import { labelsOf } from '../texts/numbering.ts'
import { findText, standingIn, stateAt } from '../texts/texts.store.ts'
import type { outcomesApi, OutcomeView } from './outcome.api.ts'
import {
  addAssociation,
  addFact,
  addOutcome,
  addStatement,
  findOutcome,
  holdOutcome,
  issuedOutcome,
  outcomesOf,
  type StoredOutcome,
} from './outcome.store.ts'
import {
  adoptOutcome,
  agreeOutcome,
  type Associate,
  associate,
  attachStatement,
  type BeginOutcome,
  beginOutcome,
  type Disagreement,
  issueOutcome,
  standsOn,
} from './outcome.ts'

const day = (now: Date) => now.toISOString().slice(0, 10)

const viewOf = (outcome: StoredOutcome, now: Date): OutcomeView => ({
  ...outcome,
  agreedAt: outcome.agreedAt?.toISOString() ?? null,
  adoptedAt: outcome.adoptedAt?.toISOString() ?? null,
  issued: outcome.issued === null ? null : { ...outcome.issued, at: outcome.issued.at.toISOString() },
  stands: standsOn(outcome.associations, day(now)).map(each => ({
    ...each,
    exceptParagraphs: [...each.exceptParagraphs],
  })),
  statements: outcome.statements.map(each => ({ ...each, at: each.at.toISOString() })),
})

const tell = async (tx: Tx, type: string, id: string, now: Date): Promise<OutcomeView> => {
  const outcome = await findOutcome(tx, id)
  await appendEvent(tx, {
    type,
    compartment: outcome.compartment,
    at: now,
    body: { outcome: id, text: outcome.text },
  })
  return viewOf(outcome, now)
}

/** Which paragraphs of a revision are not agreed, and by whom. */
const disagreementsIn = async (tx: Tx, text: string, revision: number): Promise<Disagreement[]> => {
  const { commit } = await findRevision(tx, text, revision)
  const { state } = await stateAt(tx, text, commit)
  const labels = labelsOf(state.doc)
  return standingOf(state.doc, state.talks).flatMap(({ paragraph, pending, proposals }, index) =>
    proposals.length === 0
      ? []
      : [
          {
            paragraph,
            label: labels[index] ?? '',
            parties: pending.map(({ party, name }) => party ?? name ?? 'chair'),
          },
        ],
  )
}

const begin = async (tx: Tx, command: BeginOutcome, now: Date): Promise<OutcomeView | Refusal> => {
  const text = await findText(tx, command.text)
  const mine = await standingIn(tx, text.track)
  if (!mine.presides && !mine.secretariat) return refuse('not-yours-to-write')
  // A chair's summary is the chair's responsibility alone.
  if (command.kind === 'chairs-summary' && !mine.presides) return refuse('for-the-chair-only')
  const against = beginOutcome(command, await disagreementsIn(tx, command.text, command.revision))
  if (against !== undefined) return against
  const id = randomUUID()
  await addOutcome(tx, { ...command, id, track: text.track, compartment: text.compartment, at: now })
  return tell(tx, 'outcome-begun', id, now)
}

const speakerIn = (parties: readonly string[], as: string | undefined): string | Refusal => {
  const own = [...new Set(parties)]
  if (as !== undefined) return own.includes(as) ? as : refuse('not-yours-to-write')
  const [only, ...more] = own
  if (only === undefined) return refuse('for-parties-only')
  return more.length > 0 ? refuse('whose-name') : only
}

type Association = Associate & { readonly as?: string | undefined }

const associateWith = async (
  tx: Tx,
  id: string,
  { as, ...command }: Association,
  now: Date,
): Promise<OutcomeView | Refusal> => {
  const outcome = await holdOutcome(tx, id)
  const mine = await standingIn(tx, outcome.track)
  const records = command.stand === 'absent'
  if (records && !mine.presides && !mine.secretariat) return refuse('not-yours-to-write')
  const party = records ? command.party : speakerIn(mine.parties, as)
  if (party === undefined) return refuse('whose-name')
  if (isRefusal(party)) return party
  const said = associate(outcome, party, command, now)
  if (isRefusal(said)) return said
  await addAssociation(tx, randomUUID(), id, said)
  return tell(tx, 'outcome-association', id, now)
}

/** Everything that is issued, in one piece, so that its hash speaks for all of it. */
const contentOf = async (tx: Tx, outcome: StoredOutcome, number: string, now: Date) => {
  const text = await findText(tx, outcome.text)
  const revision = await findRevision(tx, outcome.text, outcome.revision)
  const { state } = await stateAt(tx, outcome.text, revision.commit)
  return {
    number,
    title: outcome.title,
    kind: outcome.kind,
    track: outcome.track,
    text: outcome.text,
    language: text.language,
    revision: revision.name,
    record: state.hash,
    lines: revision.lines.map(line => line.text),
    disagreements:
      outcome.kind === 'chairs-summary' ? await disagreementsIn(tx, outcome.text, outcome.revision) : [],
    adoptedAt: outcome.adoptedAt?.toISOString() ?? null,
    stands: standsOn(outcome.associations, day(now)),
    statements: outcome.statements.map(each => ({ ...each, at: each.at.toISOString() })),
  }
}

const issue = async (tx: Tx, id: string, number: string, now: Date): Promise<OutcomeView | Refusal> => {
  const outcome = await holdOutcome(tx, id)
  const mine = await standingIn(tx, outcome.track)
  if (!mine.presides && !mine.secretariat) return refuse('not-yours-to-write')
  if (outcome.kind === 'chairs-summary' && !mine.presides) return refuse('for-the-chair-only')
  const against = issueOutcome(outcome)
  if (against !== undefined) return against
  const content = await contentOf(tx, outcome, number, now)
  await addFact(tx, id, { fact: 'issued', at: now, issued: { number, content, hash: contentHash(content) } })
  return tell(tx, 'outcome-issued', id, now)
}

export const outcomesHandlers: Handlers<typeof outcomesApi, RequestContext> = {
  listOutcomes: async ({ params }, { db, actor, now }) =>
    db.as(
      actor,
      async tx => {
        await findText(tx, params.id)
        return { outcomes: (await outcomesOf(tx, params.id)).map(each => viewOf(each, now())) }
      },
      { readOnly: true },
    ),

  disagreements: async ({ params }, { db, actor }) =>
    db.as(
      actor,
      async tx => {
        await findText(tx, params.id)
        const disagreements = await disagreementsIn(tx, params.id, params.revision)
        return { disagreements: disagreements.map(each => ({ ...each, parties: [...each.parties] })) }
      },
      { readOnly: true },
    ),

  beginOutcome: async ({ body }, { db, actor, now }) => db.as(actor, tx => begin(tx, body, now())),

  associate: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, tx => associateWith(tx, params.id, body, now())),

  attachStatement: async ({ params, body: { as, ...statement } }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const outcome = await holdOutcome(tx, params.id)
      const party = speakerIn((await standingIn(tx, outcome.track)).parties, as)
      if (isRefusal(party)) return party
      const attached = attachStatement(outcome, party, statement, now())
      if (isRefusal(attached)) return attached
      await addStatement(tx, randomUUID(), params.id, attached)
      return tell(tx, 'outcome-statement-attached', params.id, now())
    }),

  agreeOutcome: async ({ params }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const outcome = await holdOutcome(tx, params.id)
      if (!(await standingIn(tx, outcome.track)).presides) return refuse('for-the-chair-only')
      const against = agreeOutcome(outcome)
      if (against !== undefined) return against
      await addFact(tx, params.id, { fact: 'agreed', at: now() })
      return tell(tx, 'outcome-agreed', params.id, now())
    }),

  adoptOutcome: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const outcome = await holdOutcome(tx, params.id)
      if (!(await standingIn(tx, outcome.track)).presides) return refuse('for-the-chair-only')
      const silence = body.silence === undefined ? undefined : await findSilence(tx, body.silence)
      const procedure = silence && {
        ...silence,
        announced: ['announced', 'issued'].includes(silenceStateAt(silence, now())),
      }
      const against = adoptOutcome(outcome, procedure)
      if (against !== undefined) return against
      await addFact(tx, params.id, { fact: 'adopted', at: now(), silence: body.silence })
      return tell(tx, 'outcome-adopted', params.id, now())
    }),

  issueOutcome: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, tx => issue(tx, params.id, body.number, now())),

  verifyOutcome: async ({ params, query }, { db, actor }) =>
    db.as(
      actor,
      async tx => {
        const issued = await issuedOutcome(tx, query.number, params.hash)
        if (issued === undefined) throw new NotFound('Nothing was issued under this number with this hash.')
        const intact = contentHash(issued.content) === issued.hash
        return { ...issued, issuedAt: issued.issuedAt.toISOString(), intact }
      },
      { readOnly: true },
    ),
}
