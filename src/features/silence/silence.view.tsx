import { useEffect, useState } from 'react'
import { errorText, useAct, useQueryOf } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { SelectField, TextArea, TextField } from '../../web/parts/field.tsx'
import { Name, type Names } from '../../web/parts/name.tsx'
import { Empty, Loading, Problem } from '../../web/parts/states.tsx'
import { useSpeech, useText } from '../../web/text.ts'
import type { TextView } from '../texts/texts.api.ts'
import { Expiry } from './expiry.view.tsx'
import { ProposeSilenceForm } from './propose.view.tsx'
import type { SilenceView } from './silence.api.ts'
import { type Objection, Silence, type SilenceState, stateAt } from './silence.ts'

/** A procedure as it was told, with moments instead of their writing. */
const silenceOf = (view: SilenceView): Silence => {
  const moment = (at: string | null) => (at === null ? null : new Date(at))
  return Silence.parse({
    ...view,
    deadline: new Date(view.deadline),
    proposedAt: new Date(view.proposedAt),
    openedAt: moment(view.openedAt),
    announcedAt: moment(view.announcedAt),
    issuedAt: moment(view.issuedAt),
  })
}

/** The longest a browser's timer can wait. */
const longestTimer = 2 ** 31 - 1

/** The moment now, told anew when the deadline passes: a page left open does not go on saying that silence runs. */
const useNow = (deadline: number): Date => {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const left = deadline - Date.now()
    if (left < 0) return
    const timer = setTimeout(() => setNow(new Date()), Math.min(left + 20, longestTimer))
    return () => clearTimeout(timer)
  }, [deadline, now])
  return now
}

const ObjectionForm = ({
  state,
  busy,
  onObject,
}: {
  state: SilenceState
  busy: boolean
  onObject: (objection: Objection) => void
}) => {
  const say = useText()
  const [kind, setKind] = useState<'objection' | 'amendment'>('objection')
  const [body, setBody] = useState('')
  const inMeeting = state === 'proposed'
  const deed = inMeeting ? 'block' : state === 'broken' ? 'record' : 'break'
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (body.trim() !== '') onObject({ kind: inMeeting ? 'in-meeting' : kind, body })
      }}
    >
      {!inMeeting && (
        <SelectField
          label={say('silence.kind')}
          value={kind}
          onChange={event => setKind(event.target.value === 'amendment' ? 'amendment' : 'objection')}
        >
          <option value="objection">{say('silence.kind.objection')}</option>
          <option value="amendment">{say('silence.kind.amendment')}</option>
        </SelectField>
      )}
      <TextArea
        label={say('silence.body')}
        hint={say('silence.sure')}
        required
        rows={3}
        maxLength={8000}
        value={body}
        onChange={event => setBody(event.target.value)}
      />
      <Button type="submit" look="danger" busy={busy}>
        {say(`silence.${deed}`)}
      </Button>
    </form>
  )
}

interface PanelProps {
  readonly silence: Silence
  readonly now: Date
  readonly names: Names
  readonly revision: string
  /** The party the reader speaks for, the chair (null), or none. */
  readonly party: string | null | undefined
  /** The chair: circulate, announce. */
  readonly mayDirect: boolean
  /** The chair and the secretariat. */
  readonly mayIssue: boolean
  readonly busy: boolean
  readonly onObject: (objection: Objection) => void
  readonly onStep: (step: 'open' | 'announce' | 'issue', number?: string) => void
}

/** One silence procedure: where it stands at this moment, until when, who objected, and what the reader may do. */
export const SilencePanel = ({
  silence,
  now,
  names,
  revision,
  party,
  mayDirect,
  mayIssue,
  busy,
  onObject,
  onStep,
}: PanelProps) => {
  const say = useText()
  const [number, setNumber] = useState('')
  const state = stateAt(silence, now)
  const { objections, members, round } = silence
  const open = now < silence.deadline && (state === 'proposed' || state === 'running' || state === 'broken')
  const mayObject =
    open &&
    typeof party === 'string' &&
    members.includes(party) &&
    !objections.some(each => each.party === party)
  return (
    <section className="silence" data-state={state} aria-label={say('silence.round', { round, revision })}>
      <h3>{say('silence.round', { round, revision })}</h3>
      <p>
        <output>
          <strong>{say(`silence.state.${state}`)}</strong>
        </output>
        {silence.number !== null && (
          <>
            {' '}
            <bdi>{silence.number}</bdi>
          </>
        )}
      </p>
      <Expiry deadline={silence.deadline} zone={silence.zone} />
      {members.length > 0 && (state === 'proposed' || state === 'running') && (
        <p className="tag-line">
          {say('silence.members')}:{' '}
          {members.map((member, at) => (
            <span key={member}>
              {at > 0 && say('parts.comma')}
              <Name id={member} names={names} />
            </span>
          ))}
        </p>
      )}
      {state === 'held' && <p className="hint">{say('silence.held.hint')}</p>}
      {objections.length > 0 && (
        <ul className="said">
          {objections.map(each => (
            <li key={each.party}>
              <Name id={each.party} names={names} />: {say(`silence.kind.${each.kind}`)}
              <blockquote>
                <bdi dir="auto">{each.body}</bdi>
              </blockquote>
            </li>
          ))}
        </ul>
      )}
      {mayObject && <ObjectionForm state={state} busy={busy} onObject={onObject} />}
      {mayDirect && state === 'proposed' && (
        <Button busy={busy} onClick={() => onStep('open')}>
          {say('silence.open')}
        </Button>
      )}
      {mayDirect && state === 'held' && (
        <Button busy={busy} onClick={() => onStep('announce')}>
          {say('silence.announce')}
        </Button>
      )}
      {mayIssue && state === 'announced' && (
        <form
          onSubmit={event => {
            event.preventDefault()
            if (number.trim() !== '') onStep('issue', number)
          }}
        >
          <TextField
            label={say('silence.number')}
            required
            maxLength={80}
            value={number}
            onChange={event => setNumber(event.target.value)}
          />
          <Button type="submit" busy={busy}>
            {say('silence.issue')}
          </Button>
        </form>
      )}
    </section>
  )
}

const One = ({
  view,
  names,
  ...rest
}: { view: SilenceView } & Pick<PanelProps, 'names' | 'revision' | 'party' | 'mayDirect' | 'mayIssue'>) => {
  const speech = useSpeech()
  const silence = silenceOf(view)
  const now = useNow(silence.deadline.getTime())
  const object = useAct('objectToSilence')
  const opening = useAct('openSilence')
  const announcing = useAct('announceSilence')
  const issuing = useAct('issueSilence')
  const acts = [object, opening, announcing, issuing]
  const fault = acts.find(each => each.error !== null)?.error ?? null
  const params = { id: view.id }
  return (
    <>
      <SilencePanel
        {...rest}
        silence={silence}
        now={now}
        names={names}
        busy={acts.some(each => each.isPending)}
        onObject={objection =>
          object.mutate({
            params,
            body: { ...objection, ...(typeof rest.party === 'string' && { as: rest.party }) },
          })
        }
        onStep={(step, number) => {
          if (step === 'open') opening.mutate({ params })
          else if (step === 'announce') announcing.mutate({ params, body: {} })
          else issuing.mutate({ params, body: { number: number ?? '' } })
        }}
      />
      {fault !== null && (
        <p className="fault" role="alert">
          {errorText(speech, fault)}
        </p>
      )}
    </>
  )
}

/** The silence procedures on a text, the latest first, and where the chair puts a revision under silence. */
export const Silences = ({
  text,
  party,
  mayDirect,
}: {
  text: TextView
  party: string | null | undefined
  mayDirect: boolean
}) => {
  const { say, language } = useSpeech()
  const asked = useQueryOf('listSilences', { params: { id: text.id }, query: { language } })
  if (asked.error !== null) return <Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (asked.data === undefined) return <Loading lines={4} />
  const { silences, minimumHours, names } = asked.data
  const nameOf = (number: number) =>
    text.revisions.find(each => each.number === number)?.name ?? `Rev.${number}`
  return (
    <div className="silences">
      {silences.length === 0 && <Empty title={say('silence.none')}>{say('silence.none.hint')}</Empty>}
      {silences
        .toSorted((left, right) => right.round - left.round)
        .map(view => (
          <One
            key={view.id}
            view={view}
            names={names}
            revision={nameOf(view.revision)}
            party={party}
            mayDirect={mayDirect && party === null}
            mayIssue={mayDirect}
          />
        ))}
      {party === null && mayDirect && text.revisions.length > 0 && (
        <ProposeSilenceForm text={text} hours={minimumHours} />
      )}
    </div>
  )
}
