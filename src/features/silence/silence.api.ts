import { z } from 'zod'
import { line } from '../../domain/plain-wording.ts'
import { op } from '../../platform/contract.ts'
import { NameView } from '../record/record.ts'
import { Objection, ProposeSilence, silenceStates } from './silence.ts'

const Id = z.object({ id: z.uuid() })

export const SilenceView = z.object({
  id: z.uuid(),
  text: z.uuid(),
  revision: z.int(),
  round: z.int(),
  track: z.uuid(),
  how: z.enum(['meeting', 'note']),
  meeting: z.uuid().nullable(),
  title: z.string(),
  /** At the moment of the request; what has to be known at a later one follows from the rest. */
  state: z.enum(silenceStates),
  deadline: z.string(),
  zone: z.string(),
  stated: z.string(),
  proposedAt: z.string(),
  openedAt: z.string().nullable(),
  announcedAt: z.string().nullable(),
  issuedAt: z.string().nullable(),
  number: z.string().nullable(),
  members: z.array(z.uuid()),
  objections: z.array(
    z.object({
      party: z.uuid(),
      kind: z.enum(['in-meeting', 'objection', 'amendment']),
      body: z.string(),
      proposal: z.uuid().nullable(),
      at: z.string(),
    }),
  ),
})
export type SilenceView = z.infer<typeof SilenceView>

export const silenceApi = {
  listSilences: op({
    method: 'GET',
    path: '/api/texts/:id/silences',
    summary: 'The silence procedures there were on a text, and the least hours by the house rules',
    params: Id,
    query: z.object({ language: z.enum(['en', 'ar', 'fa']).default('en') }),
    response: z.object({
      silences: z.array(SilenceView),
      minimumHours: z.number(),
      members: z.array(z.uuid()),
      /** Of everybody who may break one, or has objected. */
      names: z.record(z.string(), NameView),
    }),
  }),
  proposeSilence: op({
    method: 'POST',
    path: '/api/silences',
    summary: 'Put a revision under silence: the chair’s act',
    body: ProposeSilence,
    response: SilenceView,
  }),
  openSilence: op({
    method: 'POST',
    path: '/api/silences/:id/opening',
    summary: 'Circulate what nobody in the meeting objected to: silence runs',
    params: Id,
    response: SilenceView,
  }),
  objectToSilence: op({
    method: 'POST',
    path: '/api/silences/:id/objections',
    summary: 'Object, in the meeting or in writing, or send an amendment',
    params: Id,
    body: Objection.extend({ as: z.uuid().optional() }),
    response: SilenceView,
  }),
  announceSilence: op({
    method: 'POST',
    path: '/api/silences/:id/announcement',
    summary: 'Announce in a meeting that silence held',
    params: Id,
    body: z.object({ meeting: z.uuid().optional() }),
    response: SilenceView,
  }),
  issueSilence: op({
    method: 'POST',
    path: '/api/silences/:id/issue',
    summary: 'Issue the text that was announced, under its number',
    params: Id,
    body: z.object({ number: line(80) }),
    response: SilenceView,
  }),
}
