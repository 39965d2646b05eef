import { useState } from 'react'
import { useAct } from '../../web/api.ts'
import { Instant } from '../../web/parts/date-text.tsx'
import { SelectField, TextField } from '../../web/parts/field.tsx'
import { useText } from '../../web/text.ts'
import type { OutcomePage } from './outcome.api.ts'
import { type Fact, type Step, stepsOf } from './steps.ts'
import { SureForm } from './sure.view.tsx'

const moment = (at: string | null) => (at === null ? null : new Date(at))

/** An outcome as it was told, with moments instead of their writing. */
const factsOf = ({ kind, text, revision, agreedAt, adoptedAt, issued }: OutcomePage) => ({
  kind,
  text,
  revision,
  agreedAt: moment(agreedAt),
  adoptedAt: moment(adoptedAt),
  issued: issued === null ? null : { ...issued, at: new Date(issued.at) },
})

const atOf = (outcome: OutcomePage, fact: Fact): string | null =>
  ({ agreed: outcome.agreedAt, adopted: outcome.adoptedAt, issued: outcome.issued?.at ?? null })[fact]

const Agree = ({ outcome: { id } }: { outcome: OutcomePage }) => {
  const say = useText()
  const act = useAct('agreeOutcome')
  return (
    <SureForm
      send={say('outcomes.do.agreed')}
      question={say('outcomes.sure.agreed')}
      busy={act.isPending}
      error={act.error}
      onSure={() => act.mutateAsync({ params: { id } })}
    />
  )
}

const Adopt = ({ outcome: { id, silences } }: { outcome: OutcomePage }) => {
  const say = useText()
  const act = useAct('adoptOutcome')
  const [silence, setSilence] = useState(silences.at(-1)?.id ?? '')
  return (
    <SureForm
      send={say('outcomes.do.adopted')}
      question={say('outcomes.sure.adopted')}
      busy={act.isPending}
      error={act.error}
      onSure={() => act.mutateAsync({ params: { id }, body: silence === '' ? {} : { silence } })}
    >
      {silences.length > 0 && (
        <SelectField
          label={say('outcomes.adopt.how')}
          value={silence}
          onChange={event => setSilence(event.target.value)}
        >
          {silences.map(each => (
            <option key={each.id} value={each.id}>
              {say('outcomes.adopt.silence', { round: each.round })}
            </option>
          ))}
          <option value="">{say('outcomes.fact.by.meeting')}</option>
        </SelectField>
      )}
    </SureForm>
  )
}

const Issue = ({ outcome }: { outcome: OutcomePage }) => {
  const say = useText()
  const act = useAct('issueOutcome')
  // Under silence the text was numbered already, and keeps that number.
  const [number, setNumber] = useState(
    outcome.silences.find(each => each.id === outcome.silence)?.number ?? '',
  )
  const unstated = outcome.stands.filter(({ stand }) => stand === 'unstated').length
  return (
    <SureForm
      send={say('outcomes.do.issued')}
      question={say('outcomes.sure.issued')}
      busy={act.isPending}
      error={act.error}
      onSure={() => act.mutateAsync({ params: { id: outcome.id }, body: { number } })}
      more={unstated > 0 && <p>{say('outcomes.sure.unstated', { count: unstated })}</p>}
    >
      <TextField
        label={say('outcomes.issue.number')}
        hint={say('outcomes.issue.number.hint')}
        required
        pattern=".*\S.*"
        maxLength={80}
        dir="auto"
        value={number}
        onChange={event => setNumber(event.target.value)}
      />
    </SureForm>
  )
}

const acts = { agreed: Agree, adopted: Adopt, issued: Issue } as const

const WhatStands = ({ outcome, step }: { outcome: OutcomePage; step: Step }) => {
  const say = useText()
  const at = atOf(outcome, step.fact)
  if (at !== null)
    return (
      <>
        <Instant at={at} />
        {step.fact === 'adopted' && (
          <span className="line">
            {say(outcome.silence === null ? 'outcomes.fact.by.meeting' : 'outcomes.fact.by.silence')}
          </span>
        )}
        {step.fact === 'issued' && (
          <span className="line">
            <bdi>{outcome.issued?.number}</bdi>
          </span>
        )}
      </>
    )
  return (
    <>
      <span className="nothing">{say('outcomes.fact.not')}</span>
      <small className="line">
        {say(`outcomes.fact.${step.fact}.meaning`)}.{' '}
        {step.first !== null && step.first !== 'issued' && say(`outcomes.fact.first.${step.first}`)}{' '}
        {say(`outcomes.fact.whose.${step.whose}`)}
      </small>
    </>
  )
}

/** Three facts apart, each with its moment; and the act that states the next, for whom it belongs to. */
export const Facts = ({ outcome, past }: { outcome: OutcomePage; past: boolean }) => {
  const say = useText()
  const steps = stepsOf(factsOf(outcome), outcome.mine)
  return (
    <>
      <h4>{say('outcomes.facts')}</h4>
      {outcome.kind === 'chairs-summary' && <p className="hint">{say('outcomes.fact.never')}</p>}
      <ol className="outcome-facts">
        {steps
          .filter(({ state }) => state !== 'never')
          .map(step => {
            const Act = acts[step.fact]
            return (
              <li key={step.fact} data-fact={step.fact} data-state={step.state}>
                <strong>{say(`outcomes.fact.${step.fact}`)}</strong>
                <div>
                  <WhatStands outcome={outcome} step={step} />
                  {step.mine && !past && <Act outcome={outcome} />}
                </div>
              </li>
            )
          })}
      </ol>
    </>
  )
}
