import { useState } from 'react'
import { useAct, useQueryOf } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { SelectField, TextField } from '../../web/parts/field.tsx'
import { Fold } from '../../web/parts/section.tsx'
import { useText } from '../../web/text.ts'
import type { TextView } from '../texts/texts.api.ts'
import type { DocumentContent } from './content.ts'
import { beginOutcome, type DocumentKind, documentKinds } from './outcome.ts'
import { Disagreements, Listed, useParagraphCall } from './sentences.view.tsx'
import { Fault } from './sure.view.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'

/** Which kinds can be made of a revision, and why not the others: brackets remain, or it is the chair’s alone. */
const KindField = ({
  kind,
  disagreements,
  presides,
  onChoose,
}: {
  kind: DocumentKind | null
  disagreements: DocumentContent['disagreements']
  presides: boolean
  onChoose: (kind: DocumentKind) => void
}) => {
  const say = useText()
  const callOf = useParagraphCall()
  const labels = disagreements.map(each => <bdi key={each.paragraph}>{callOf(each)}</bdi>)
  return (
    <fieldset className="kinds">
      <legend>{say('outcomes.begin.kind')}</legend>
      {documentKinds.map(each => {
        const notYet = beginOutcome({ kind: each }, disagreements) !== undefined
        const notYours = each === 'chairs-summary' && !presides
        return (
          <label key={each} className="check">
            <input
              type="radio"
              name="kind"
              required
              value={each}
              checked={kind === each}
              disabled={notYet || notYours}
              onChange={() => onChoose(each)}
            />{' '}
            {say(`outcomes.kind.${each}`)}
            {notYet && (
              <small className="line">
                <Phrase of="outcomes.begin.notYet" with={{ paragraphs: <Listed all={labels} /> }} />
              </small>
            )}
            {notYours && <small className="line">{say('outcomes.begin.chairOnly')}</small>}
          </label>
        )
      })}
    </fieldset>
  )
}

const MeetingField = ({
  track,
  meeting,
  onChoose,
}: {
  track: string
  meeting: string
  onChoose: (meeting: string) => void
}) => {
  const say = useText()
  const { data } = useQueryOf('readEntity', { params: { id: track } })
  const meetings = data?.meetings ?? []
  if (meetings.length === 0) return null
  return (
    <SelectField
      label={say('outcomes.begin.meeting')}
      value={meeting}
      onChange={event => onChoose(event.target.value)}
    >
      <option value="">{say('outcomes.begin.meeting.none')}</option>
      {meetings.toReversed().map(({ id }) => (
        <option key={id} value={id}>
          {data?.names[id]?.text ?? say('parts.unnamed')}
        </option>
      ))}
    </SelectField>
  )
}

/** The chair or the secretariat makes an outcome of a revision. Where brackets remain, the chair’s summary is offered. */
export const BeginOutcomeForm = ({ text }: { text: TextView }) => {
  const say = useText()
  const act = useAct('beginOutcome')
  const [revision, setRevision] = useState(text.revisions.at(-1)?.number ?? 1)
  const [chosen, setChosen] = useState<DocumentKind | null>(null)
  const [title, setTitle] = useState(text.title)
  const [meeting, setMeeting] = useState('')
  const { data, error } = useQueryOf('disagreements', { params: { id: text.id, revision } })
  const disagreements = data?.disagreements ?? []
  const bracketed = disagreements.length > 0
  const { presides } = text.mine
  // Where brackets remain there is one choice left, and it is the chair's.
  const kind = !bracketed ? chosen : presides ? 'chairs-summary' : null
  return (
    <Fold title={say('outcomes.begin')}>
      <form
        aria-label={say('outcomes.begin')}
        onSubmit={event => {
          event.preventDefault()
          if (kind === null) return
          act.mutate({
            body: { text: text.id, revision, kind, title, ...(meeting !== '' && { meeting }) },
          })
        }}
      >
        <SelectField
          label={say('outcomes.begin.revision')}
          value={revision}
          onChange={event => setRevision(Number(event.target.value))}
        >
          {text.revisions.map(each => (
            <option key={each.number} value={each.number}>
              {each.name}
            </option>
          ))}
        </SelectField>
        {bracketed && data !== undefined && (
          <div className="offered">
            <p>{say('outcomes.begin.offered')}</p>
            <Disagreements disagreements={data.disagreements} names={{ ...text.names, ...data.names }} />
          </div>
        )}
        <KindField kind={kind} disagreements={disagreements} presides={presides} onChoose={setChosen} />
        <TextField
          label={say('outcomes.begin.title')}
          required
          maxLength={400}
          lang={text.language}
          dir="auto"
          value={title}
          onChange={event => setTitle(event.target.value)}
        />
        <MeetingField track={text.track} meeting={meeting} onChoose={setMeeting} />
        <Button type="submit" busy={act.isPending} disabled={kind === null || data === undefined}>
          {say('outcomes.begin')}
        </Button>
        <Fault error={act.error ?? error} />
      </form>
    </Fold>
  )
}
