import { useState } from 'react'
import { errorText, useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { SelectField, TextField } from '../../web/parts/field.tsx'
import { Fold } from '../../web/parts/section.tsx'
import { useSpeech } from '../../web/text.ts'
import type { TextView } from '../texts/texts.api.ts'
import { momentsAt } from './moments.ts'

/** The chair puts a revision under silence, stating the exact expiry on the clock of a named place. */
export const ProposeSilenceForm = ({ text, hours }: { text: TextView; hours: number }) => {
  const speech = useSpeech()
  const { say, zone: own } = speech
  const act = useAct('proposeSilence')
  const [revision, setRevision] = useState(text.revisions.at(-1)?.number ?? 0)
  const [how, setHow] = useState<'meeting' | 'note'>('note')
  const [local, setLocal] = useState('')
  const [zone, setZone] = useState(own)
  const [which, setWhich] = useState<'first' | 'second'>('first')
  const twice =
    local !== '' && Intl.supportedValuesOf('timeZone').includes(zone) && momentsAt(zone, local).length > 1
  return (
    <Fold title={say('silence.propose')}>
      <form
        onSubmit={event => {
          event.preventDefault()
          act.mutate({
            body: {
              text: text.id,
              revision,
              how,
              deadline: { local: local.slice(0, 16), zone, ...(twice && { which }) },
            },
          })
        }}
      >
        <SelectField
          label={say('silence.revision')}
          value={revision}
          onChange={event => setRevision(Number(event.target.value))}
        >
          {text.revisions.map(each => (
            <option key={each.number} value={each.number}>
              {each.name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say('silence.how')}
          value={how}
          onChange={event => setHow(event.target.value === 'meeting' ? 'meeting' : 'note')}
        >
          <option value="note">{say('silence.how.note')}</option>
          <option value="meeting">{say('silence.how.meeting')}</option>
        </SelectField>
        <TextField
          label={say('silence.local')}
          hint={say('silence.propose.hint', { hours })}
          type="datetime-local"
          required
          value={local}
          onChange={event => setLocal(event.target.value)}
        />
        <SelectField label={say('silence.zone')} value={zone} onChange={event => setZone(event.target.value)}>
          {[...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])].map(each => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </SelectField>
        {twice && (
          <SelectField
            label={say('silence.which')}
            value={which}
            onChange={event => setWhich(event.target.value === 'second' ? 'second' : 'first')}
          >
            <option value="first">{say('silence.which.first')}</option>
            <option value="second">{say('silence.which.second')}</option>
          </SelectField>
        )}
        <Button type="submit" busy={act.isPending}>
          {say('silence.propose')}
        </Button>
        {act.error !== null && (
          <p className="fault" role="alert">
            {errorText(speech, act.error)}
          </p>
        )}
      </form>
    </Fold>
  )
}
