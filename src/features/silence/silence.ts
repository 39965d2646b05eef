import { z } from 'zod'
import { prose } from '../../domain/plain-wording.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isZone, momentsAt } from './moments.ts'

/** Hours of silence at least, where the track's house rules say nothing else (UNGA decision 74/544). */
export const usualMinimumHours = 72

/** One silence procedure as its readers see it (OSCE MC.DOC/1/06, Annex 1(A)). */
export const Silence = z.object({
  id: z.uuid(),
  text: z.uuid(),
  revision: z.int(),
  round: z.int(),
  track: z.uuid(),
  how: z.enum(['meeting', 'note']),
  meeting: z.uuid().nullable(),
  title: z.string(),
  deadline: z.date(),
  zone: z.string(),
  stated: z.string(),
  proposedAt: z.date(),
  /** Those entitled to break it. */
  members: z.array(z.uuid()),
  openedAt: z.date().nullable(),
  announcedAt: z.date().nullable(),
  issuedAt: z.date().nullable(),
  number: z.string().nullable(),
  objections: z.array(
    z.object({
      party: z.uuid(),
      kind: z.enum(['in-meeting', 'objection', 'amendment']),
      body: z.string(),
      proposal: z.uuid().nullable(),
      at: z.coerce.date(),
    }),
  ),
})
export type Silence = z.infer<typeof Silence>

export const silenceStates = [
  'proposed',
  'blocked',
  'running',
  'broken',
  'held',
  'announced',
  'issued',
] as const
export type SilenceState = (typeof silenceStates)[number]

/**
 * Where a procedure stands at a moment. An objection in the meeting blocks it; afterwards a written objection or amendment
 * breaks it; the expiry itself is too late. That it held follows from that and is stored nowhere.
 */
export const stateAt = (silence: Silence, now: Date): SilenceState => {
  if (silence.objections.some(({ kind }) => kind === 'in-meeting')) return 'blocked'
  if (silence.objections.length > 0) return 'broken'
  if (silence.issuedAt !== null) return 'issued'
  if (silence.announcedAt !== null) return 'announced'
  if (silence.openedAt === null) return 'proposed'
  return now < silence.deadline ? 'running' : 'held'
}

const reason = prose(8000)

export const ProposeSilence = z.strictObject({
  text: z.uuid(),
  revision: z.int().positive(),
  how: z.enum(['meeting', 'note']),
  meeting: z.uuid().optional(),
  /** The exact expiry as it is stated: local date and time, and the zone. */
  deadline: z.strictObject({
    local: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'a date and time such as 2026-03-30T12:00'),
    zone: z.string().min(1).max(60),
    /** Which of the two, where clocks are put back and show the time twice. */
    which: z.enum(['first', 'second']).optional(),
  }),
  /** Who may break it; by default every member with a delegation in the track. */
  members: z.array(z.uuid()).min(1).max(500).optional(),
})
export type ProposeSilence = z.infer<typeof ProposeSilence>

type TimeReason = 'no-such-zone' | 'no-such-time' | 'time-comes-twice'

/** The moment a stated deadline names. */
export const deadlineOf = ({
  local,
  zone,
  which,
}: ProposeSilence['deadline']): Date | Refusal<TimeReason> => {
  if (!isZone(zone)) return refuse('no-such-zone', zone)
  const [first, second] = momentsAt(zone, local)
  if (first === undefined) return refuse('no-such-time', `${local} ${zone}`)
  if (second === undefined) return first
  if (which === undefined) return refuse('time-comes-twice', `${local} ${zone}`)
  return which === 'first' ? first : second
}

export interface SilenceProposed {
  readonly type: 'silence-proposed'
  readonly round: number
  readonly deadline: Date
  readonly members: readonly string[]
  /** By note it runs at once; in a meeting only when nobody there objected. */
  readonly opened: boolean
}

export interface Frame {
  /** The procedures there were on this text. */
  readonly earlier: readonly Silence[]
  /** Hours of silence at least, by the house rules of the track. */
  readonly minimumHours: number
  /** The delegations of members in the track. */
  readonly members: readonly string[]
  /** The revisions that have the very words of the one asked for. */
  readonly sameWords: readonly number[]
  /** The paragraphs of it in which brackets stand. */
  readonly bracketed: readonly string[]
}

const hour = 3_600_000

/** Neither ended by an objection nor, proposed in a meeting and never opened, by its own expiry. */
const isUnderWay = (silence: Silence, now: Date): boolean => {
  const state = stateAt(silence, now)
  return state === 'proposed' ? now < silence.deadline : state !== 'blocked' && state !== 'broken'
}

export const proposeSilence = (
  command: ProposeSilence,
  { earlier, minimumHours, members, sameWords, bracketed }: Frame,
  now: Date,
):
  | SilenceProposed
  | Refusal<
      | TimeReason
      | 'silence-too-short'
      | 'silence-under-way'
      | 'same-version'
      | 'brackets-remain-in-outcome'
      | 'no-members'
      | 'not-a-member'
    > => {
  const deadline = deadlineOf(command.deadline)
  if ('refused' in deadline) return deadline
  if (deadline.getTime() - now.getTime() < minimumHours * hour)
    return refuse('silence-too-short', String(minimumHours))
  if (earlier.some(each => isUnderWay(each, now))) return refuse('silence-under-way')
  // Reopening is a new round on a new version: nobody is asked to be silent again on words they broke it over.
  if (earlier.some(({ revision }) => revision >= command.revision || sameWords.includes(revision)))
    return refuse('same-version')
  // What would be adopted is one exact text.
  if (bracketed.length > 0) return refuse('brackets-remain-in-outcome', bracketed.join(', '))
  const asked = command.members ?? members
  if (asked.length === 0) return refuse('no-members')
  const stranger = asked.find(party => !members.includes(party))
  if (stranger !== undefined) return refuse('not-a-member', stranger)
  return {
    type: 'silence-proposed',
    round: earlier.length + 1,
    deadline,
    members: [...new Set(asked)],
    opened: command.how === 'note',
  }
}

export const Objection = z.strictObject({
  /** In the meeting where it is proposed; or afterwards in writing: an objection, or an amendment. */
  kind: z.enum(['in-meeting', 'objection', 'amendment']),
  body: reason,
  /** The proposal in the text that the amendment is. */
  proposal: z.uuid().optional(),
})
export type Objection = z.infer<typeof Objection>

export interface SilenceObjected {
  readonly type: 'silence-blocked' | 'silence-broken' | 'silence-objection-recorded'
  readonly party: string
  readonly at: Date
}

/**
 * A member objects: in the meeting, which blocks the procedure, or in writing before the expiry, which breaks it. While the
 * first objection stands, another member may still record that it could not agree, until the same expiry.
 */
export const objectTo = (
  silence: Silence,
  party: string,
  { kind }: Pick<Objection, 'kind'>,
  now: Date,
):
  | SilenceObjected
  | Refusal<'not-a-member' | 'already-objected' | 'not-in-meeting' | 'not-open' | 'deadline-passed'> => {
  if (!silence.members.includes(party)) return refuse('not-a-member')
  if (silence.objections.some(each => each.party === party)) return refuse('already-objected')
  const inMeeting = kind === 'in-meeting'
  if (inMeeting && (silence.how !== 'meeting' || silence.openedAt !== null)) return refuse('not-in-meeting')
  if (!inMeeting && silence.openedAt === null) return refuse('not-open')
  // Announced on a server whose clock is ahead, it is over all the same.
  if (now >= silence.deadline || silence.announcedAt !== null) return refuse('deadline-passed')
  const first = silence.objections.length === 0
  const type = !first ? 'silence-objection-recorded' : inMeeting ? 'silence-blocked' : 'silence-broken'
  return { type, party, at: now }
}

export interface SilenceStepped {
  readonly type: 'silence-opened' | 'silence-announced' | 'silence-issued'
  readonly at: Date
}

/** The secretariat circulates what nobody in the meeting objected to: silence runs. */
export const openSilence = (
  silence: Silence,
  minimumHours: number,
  now: Date,
): SilenceStepped | Refusal<'silence-over' | 'silence-too-short'> => {
  if (stateAt(silence, now) !== 'proposed') return refuse('silence-over')
  if (silence.deadline.getTime() - now.getTime() < minimumHours * hour)
    return refuse('silence-too-short', String(minimumHours))
  return { type: 'silence-opened', at: now }
}

/** The next meeting announces what held. */
export const announceSilence = (silence: Silence, now: Date): SilenceStepped | Refusal<'not-held'> =>
  stateAt(silence, now) === 'held' ? { type: 'silence-announced', at: now } : refuse('not-held')

/** The numbered text is issued once it was announced. */
export const issueSilence = (silence: Silence, now: Date): SilenceStepped | Refusal<'not-announced'> =>
  stateAt(silence, now) === 'announced' ? { type: 'silence-issued', at: now } : refuse('not-announced')
