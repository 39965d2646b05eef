import { randomUUID } from 'node:crypto'
import { momentSeen } from '../../domain/looking-back.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Handlers } from '../../platform/contract.ts'
import type { Tx } from '../../platform/db.ts'
import { appendEvent } from '../../platform/events.ts'
import type { Asking } from '../../platform/http.context.ts'
import { namesOf } from '../record/read.store.ts'
import { findRevision, type Revision, revisionsOf } from '../texts/beside.store.ts'
import { standingOf } from '../texts/brackets-held.ts'
import { labelsOf } from '../texts/numbering.ts'
import { isOpen } from '../texts/talks.ts'
import { findText, readState, standingIn, stateAt as textAt } from '../texts/texts.store.ts'
import type { silenceApi, SilenceView } from './silence.api.ts'
import {
  addObjection,
  addSilence,
  addStep,
  findSilence,
  holdSilence,
  holdText,
  isNumberTaken,
  membersOf,
  minimumHours,
  silencesOf,
} from './silence.store.ts'
import {
  announceSilence,
  issueSilence,
  objectTo,
  openSilence,
  type ProposeSilence,
  proposeSilence,
  type Silence,
  stateAt,
} from './silence.ts'

const iso = (date: Date | null) => date?.toISOString() ?? null

/** What the words of a revision are, as far as a procedure on it is concerned. */
const wordsOf = async (tx: Tx, text: string, { number, commit, version }: Revision) => {
  const { state } = await textAt(tx, text, commit)
  const labels = labelsOf(state.doc)
  return {
    sameWords: (await revisionsOf(tx, text))
      .filter(each => each.version === version && each.number !== number)
      .map(each => each.number),
    bracketed: standingOf(state.doc, state.talks).flatMap(({ paragraph, proposals }, index) =>
      proposals.length === 0 ? [] : [labels[index] || paragraph],
    ),
  }
}

const viewOf = (silence: Silence, now: Date): SilenceView => ({
  ...silence,
  state: stateAt(silence, now),
  deadline: silence.deadline.toISOString(),
  proposedAt: silence.proposedAt.toISOString(),
  openedAt: iso(silence.openedAt),
  announcedAt: iso(silence.announcedAt),
  issuedAt: iso(silence.issuedAt),
  objections: silence.objections.map(each => ({ ...each, at: each.at.toISOString() })),
})

/** Everybody in the track is told at once and in writing. */
const tell = async (tx: Tx, type: string, id: string, now: Date): Promise<SilenceView> => {
  const silence = await findSilence(tx, id)
  const { compartment } = await findText(tx, silence.text)
  await appendEvent(tx, { type, compartment, at: now, body: { silence: id, text: silence.text } })
  return viewOf(silence, now)
}

const propose = async (tx: Tx, command: ProposeSilence, now: Date): Promise<SilenceView | Refusal> => {
  const text = await findText(tx, command.text)
  const revision = await findRevision(tx, command.text, command.revision)
  if (!(await standingIn(tx, text.track)).presides) return refuse('for-the-chair-only')
  await holdText(tx, command.text)
  const frame = {
    ...(await wordsOf(tx, command.text, revision)),
    earlier: await silencesOf(tx, command.text),
    minimumHours: await minimumHours(tx, text.track),
    members: await membersOf(tx, text.track),
  }
  const proposed = proposeSilence(command, frame, now)
  if (isRefusal(proposed)) return proposed
  const id = randomUUID()
  await addSilence(tx, {
    id,
    text: command.text,
    revision: command.revision,
    round: proposed.round,
    track: text.track,
    compartment: text.compartment,
    how: command.how,
    meeting: command.meeting ?? null,
    title: `${text.title} (${revision.name}): under silence until ${command.deadline.local.replace('T', ' ')} ${command.deadline.zone}`,
    deadline: proposed.deadline,
    zone: command.deadline.zone,
    stated: command.deadline.local,
    at: now,
    members: proposed.members,
  })
  if (proposed.opened) await addStep(tx, id, { step: 'opened', at: now })
  return tell(tx, proposed.opened ? 'silence-opened' : proposed.type, id, now)
}

/** In whose name somebody objects: a party the account speaks for, whatever the browser says. */
const objectorIn = (parties: readonly string[], as: string | undefined): string | Refusal => {
  const own = [...new Set(parties)]
  if (as !== undefined) return own.includes(as) ? as : refuse('not-yours-to-write')
  const [only, ...more] = own
  if (only === undefined) return refuse('for-parties-only')
  return more.length > 0 ? refuse('whose-name') : only
}

export const silenceHandlers: Handlers<typeof silenceApi, Asking> = {
  listSilences: async ({ params, query }, { db, actor, now }) =>
    db.as(
      actor,
      async tx => {
        const { track } = await findText(tx, params.id)
        const silences = await silencesOf(tx, params.id)
        const members = await membersOf(tx, track)
        const asked = silences.flatMap(each => [
          ...each.members,
          ...each.objections.map(({ party }) => party),
        ])
        return {
          silences: silences.map(each => viewOf(each, momentSeen(actor.knownOn, now()))),
          minimumHours: await minimumHours(tx, track),
          members,
          names: await namesOf(tx, [...new Set([...members, ...asked])], query.language, [track]),
        }
      },
      { readOnly: true },
    ),

  proposeSilence: async ({ body }, { db, actor, now }) => db.as(actor, tx => propose(tx, body, now())),

  openSilence: async ({ params }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const silence = await holdSilence(tx, params.id)
      if (!(await standingIn(tx, silence.track)).presides) return refuse('for-the-chair-only')
      const opened = openSilence(silence, await minimumHours(tx, silence.track), now())
      if (isRefusal(opened)) return opened
      await addStep(tx, params.id, { step: 'opened', at: opened.at })
      return tell(tx, opened.type, params.id, now())
    }),

  objectToSilence: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const silence = await holdSilence(tx, params.id)
      const { as, ...objection } = body
      const party = objectorIn((await standingIn(tx, silence.track)).parties, as)
      if (isRefusal(party)) return party
      if (objection.proposal !== undefined) {
        const { talks } = await readState(tx, silence.text)
        const amendment = talks.proposals.get(objection.proposal)
        if (amendment?.author !== party || !isOpen(amendment)) return refuse('not-your-proposal')
      }
      const objected = objectTo(silence, party, objection, now())
      if (isRefusal(objected)) return objected
      await addObjection(tx, params.id, party, objection, objected.at)
      return tell(tx, objected.type, params.id, now())
    }),

  announceSilence: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const silence = await holdSilence(tx, params.id)
      if (!(await standingIn(tx, silence.track)).presides) return refuse('for-the-chair-only')
      const announced = announceSilence(silence, now())
      if (isRefusal(announced)) return announced
      await addStep(tx, params.id, { step: 'announced', at: announced.at, meeting: body.meeting })
      return tell(tx, announced.type, params.id, now())
    }),

  issueSilence: async ({ params, body }, { db, actor, now }) =>
    db.as(actor, async tx => {
      const silence = await holdSilence(tx, params.id)
      const mine = await standingIn(tx, silence.track)
      if (!mine.presides && !mine.secretariat) return refuse('not-yours-to-write')
      const issued = issueSilence(silence, now())
      if (isRefusal(issued)) return issued
      if (await isNumberTaken(tx, silence, body.number)) return refuse('number-taken', body.number)
      await addStep(tx, params.id, { step: 'issued', at: issued.at, number: body.number })
      return tell(tx, issued.type, params.id, now())
    }),
}
