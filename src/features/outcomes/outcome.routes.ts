import { randomUUID } from 'node:crypto'
import { momentSeen } from '../../domain/looking-back.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Handlers } from '../../platform/contract.ts'
import { NotFound, type Tx } from '../../platform/db.ts'
import { appendEvent } from '../../platform/events.ts'
import type { Asking } from '../../platform/http.context.ts'
import { namesOf } from '../record/read.store.ts'
import { canonical } from '../record/keys.ts'
import { findSilence, silencesOf } from '../silence/silence.store.ts'
import { type SilenceState, stateAt as silenceStateAt } from '../silence/silence.ts'
import { findRevision } from '../texts/beside.store.ts'
import { contentHash } from '../texts/chain.ts'
import { findText, standingIn } from '../texts/texts.store.ts'
import { contentOf, disagreementsIn, partiesNamed } from './content.store.ts'
import { DocumentContent } from './content.ts'
import type { OutcomePage, OutcomeRow, outcomesApi, OutcomeView } from './outcome.api.ts'
import {
  addAssociation,
  addFact,
  addOutcome,
  addStatement,
  allOutcomes,
  contentIssued,
  findOutcome,
  holdOutcome,
  isIntact,
  isMeetingOf,
  isNumberTaken,
  isPartySeen,
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
  issueOutcome,
  standsOn,
} from './outcome.ts'

const day = (now: Date) => now.toISOString().slice(0, 10)

const rowOf = (outcome: StoredOutcome): OutcomeRow => ({
  id: outcome.id,
  text: outcome.text,
  revision: outcome.revision,
  track: outcome.track,
  meeting: outcome.meeting,
  kind: outcome.kind,
  title: outcome.title,
  illustration: outcome.illustration,
  agreedAt: outcome.agreedAt?.toISOString() ?? null,
  adoptedAt: outcome.adoptedAt?.toISOString() ?? null,
  issued: outcome.issued === null ? null : { ...outcome.issued, at: outcome.issued.at.toISOString() },
})

const viewOf = (outcome: StoredOutcome, now: Date): OutcomeView => ({
  ...rowOf(outcome),
  silence: outcome.silence,
  stands: standsOn(outcome.associations, day(now)).map(each => ({
    ...each,
    exceptParagraphs: [...each.exceptParagraphs],
  })),
  statements: outcome.statements.map(each => ({ ...each, at: each.at.toISOString() })),
})

/** The silence procedures on its revision that held and were announced. */
const announcedOn = async (tx: Tx, { text, revision }: StoredOutcome, now: Date) =>
  (await silencesOf(tx, text))
    .filter(each => each.revision === revision && isAnnounced(silenceStateAt(each, now)))
    .map(({ id, round, number }) => ({ id, round, number }))

const isAnnounced = (state: SilenceState) => state === 'announced' || state === 'issued'

const pageOf = async (tx: Tx, id: string, language: string, now: Date): Promise<OutcomePage> => {
  const outcome = await findOutcome(tx, id)
  const kept = await contentIssued(tx, id)
  const asItStands = await contentOf(tx, outcome, null, now)
  const content = kept === undefined ? asItStands : DocumentContent.parse(kept)
  return {
    ...viewOf(outcome, now),
    stands: asItStands.stands,
    content,
    bytes: kept === undefined ? null : canonical(kept),
    mine: await standingIn(tx, outcome.track),
    silences: await announcedOn(tx, outcome, now),
    names: await namesOf(tx, Object.keys(asItStands.names), language, [outcome.track]),
  }
}

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

const begin = async (tx: Tx, command: BeginOutcome, now: Date): Promise<OutcomeView | Refusal> => {
  const text = await findText(tx, command.text)
  const mine = await standingIn(tx, text.track)
  if (!mine.presides && !mine.secretariat) return refuse('not-yours-to-write')
  // A chair's summary is the chair's responsibility alone.
  if (command.kind === 'chairs-summary' && !mine.presides) return refuse('for-the-chair-only')
  const against = beginOutcome(command, await disagreementsIn(tx, command.text, command.revision))
  if (against !== undefined) return against
  if (command.meeting !== undefined && !(await isMeetingOf(tx, command.meeting, text.track)))
    throw new NotFound('There is no such meeting of this track.')
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
  if (records && !(await isPartySeen(tx, party))) throw new NotFound('There is no such party.')
  const said = associate(outcome, party, command, now)
  if (isRefusal(said)) return said
  if (said.paragraph !== null) {
    const { lines } = await findRevision(tx, outcome.text, outcome.revision)
    if (!lines.some(line => line.paragraph === said.paragraph)) return refuse('no-such-paragraph')
  }
  await addAssociation(tx, randomUUID(), id, said)
  return tell(tx, 'outcome-association', id, now)
}

const issue = async (tx: Tx, id: string, number: string, now: Date): Promise<OutcomeView | Refusal> => {
  const outcome = await holdOutcome(tx, id)
  const mine = await standingIn(tx, outcome.track)
  if (!mine.presides && !mine.secretariat) return refuse('not-yours-to-write')
  if (outcome.kind === 'chairs-summary' && !mine.presides) return refuse('for-the-chair-only')
  const against = issueOutcome(outcome)
  if (against !== undefined) return against
  if (await isNumberTaken(tx, outcome, number)) return refuse('number-taken')
  const content = await contentOf(tx, outcome, number, now)
  await addFact(tx, id, { fact: 'issued', at: now, issued: { number, content, hash: contentHash(content) } })
  return tell(tx, 'outcome-issued', id, now)
}

export const outcomesHandlers: Handlers<typeof outcomesApi, Asking> = {
  listAllOutcomes: async ({ query }, { db, actor }) =>
    db.as(actor, async tx => ({ outcomes: (await allOutcomes(tx, query.track, query.meeting)).map(rowOf) }), {
      readOnly: true,
    }),

  readOutcome: async ({ params, query }, { db, actor, now }) =>
    db.as(actor, tx => pageOf(tx, params.id, query.language, now()), { readOnly: true }),

  listOutcomes: async ({ params }, { db, actor, now }) =>
    db.as(
      actor,
      async tx => {
        await findText(tx, params.id)
        const moment = momentSeen(actor.knownOn, now())
        return { outcomes: (await outcomesOf(tx, params.id)).map(each => viewOf(each, moment)) }
      },
      { readOnly: true },
    ),

  disagreements: async ({ params, query }, { db, actor }) =>
    db.as(
      actor,
      async tx => {
        const { track } = await findText(tx, params.id)
        const disagreements = await disagreementsIn(tx, params.id, params.revision)
        return {
          disagreements,
          names: await namesOf(tx, partiesNamed(disagreements), query.language, [track]),
        }
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
        announced: isAnnounced(silenceStateAt(silence, now())),
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
        return {
          ...issued,
          issuedAt: issued.issuedAt.toISOString(),
          content: DocumentContent.safeParse(issued.content).data ?? null,
          bytes: canonical(issued.content),
          intact: isIntact(issued),
        }
      },
      { readOnly: true },
    ),
}
