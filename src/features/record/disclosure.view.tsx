import { useState } from 'react'
import { disclosureWays } from '../../domain/vocabulary.ts'
import { useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { Dialog } from '../../web/parts/dialog.tsx'
import { SelectField, TextArea, TextField } from '../../web/parts/field.tsx'
import { Problem } from '../../web/parts/states.tsx'
import { useText, useWord } from '../../web/text.ts'
import { ClaimWords } from './claim-words.view.tsx'
import { DateField } from './date-field.view.tsx'
import { disclosureDossier, type DisclosureDraft, opened, type Opened } from './disclose.ts'
import type { Chosen } from './draft.ts'
import { EntityPicker } from './picker.view.tsx'
import type { Context } from './record.api.ts'
import type { Claim } from './record.ts'
import { useFaultText, useWriting } from './writing.view.tsx'

const kinds = Object.keys(opened).filter((each): each is Opened => each in opened)

const beginning = (claim: Claim, context: Context, today: string): DisclosureDraft => {
  const place = context.compartments[claim.compartment]
  const name = place?.track ? context.names[place.track] : undefined
  const track: Chosen | null =
    place?.track && name ? { id: place.track, type: 'track', text: name.text, language: name.language } : null
  return {
    kind: track === null || place?.kind === 'track' ? 'public' : 'track',
    track,
    party: null,
    how: track === null || place?.kind === 'track' ? 'published' : 'shared',
    at: today,
    permission: '',
    wording: '',
    attributed: true,
  }
}

interface Props {
  claim: Claim
  context: Context
  onClose: () => void
}

/** Opens one claim to others: to whom, how, when, on whose permission, in which words, and whether with its speaker. */
export const DisclosureDialog = ({ claim, context, onClose }: Props) => {
  const say = useText()
  const word = useWord()
  const writing = useWriting()
  const { inFields, ofAnswer } = useFaultText()
  const act = useAct('record')
  const [draft, setDraft] = useState(() => beginning(claim, context, writing.today))
  const [tried, setTried] = useState(false)
  const change = (part: Partial<DisclosureDraft>) => setDraft({ ...draft, ...part })
  const dossier = disclosureDossier(claim.id, draft, writing)
  const answered = ofAnswer(act.error)
  const faults = tried ? { ...('claims' in dossier ? {} : inFields(dossier)), ...answered } : {}
  const needs: readonly string[] = opened[draft.kind]

  const open = () => {
    setTried(true)
    if ('claims' in dossier) act.mutate({ body: dossier }, { onSuccess: onClose })
  }
  return (
    <Dialog
      title={say('record.disclose')}
      onClose={onClose}
      className="record-dialog"
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {say('parts.cancel')}
          </Button>
          <Button look="primary" busy={act.isPending} onClick={open}>
            {say('record.disclose.do')}
          </Button>
        </>
      }
    >
      <p className="disclosed">
        <ClaimWords claim={claim} context={context} />
      </p>
      <p className="hint">{say('record.disclose.meaning')}</p>
      <SelectField
        label={say('record.disclose.to')}
        value={draft.kind}
        onChange={({ target }) => change({ kind: kinds.find(each => each === target.value) ?? 'public' })}
      >
        {kinds.map(each => (
          <option key={each} value={each}>
            {word('compartment', each)}
          </option>
        ))}
      </SelectField>
      {needs.includes('track') && (
        <EntityPicker
          label={word('entity', 'track')}
          types={['track']}
          value={draft.track}
          onChange={track => change({ track })}
          fault={faults['track']}
        />
      )}
      {needs.includes('party') && (
        <EntityPicker
          label={word('entity', 'party')}
          types={['party']}
          value={draft.party}
          onChange={party => change({ party })}
          fault={faults['party']}
        />
      )}
      <SelectField
        label={say('record.disclose.how')}
        value={draft.how}
        onChange={({ target }) =>
          change({ how: disclosureWays.find(each => each === target.value) ?? draft.how })
        }
      >
        {disclosureWays.map(each => (
          <option key={each} value={each}>
            {word('disclosure', each)}
          </option>
        ))}
      </SelectField>
      <DateField
        label={say('record.disclose.at')}
        required
        value={draft.at}
        onChange={at => change({ at })}
        published={writing.today}
        fault={faults['at'] ?? faults['disclosures.0.at']}
      />
      <TextField
        label={`${say('record.disclose.permission')} ${say('record.optional')}`}
        hint={say('record.disclose.permission.hint')}
        dir="auto"
        value={draft.permission}
        onChange={event => change({ permission: event.target.value })}
      />
      <TextArea
        label={`${say('record.disclose.wording')} ${say('record.optional')}`}
        hint={say('record.disclose.wording.hint')}
        rows={2}
        value={draft.wording}
        onChange={event => change({ wording: event.target.value })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={draft.attributed}
          onChange={event => change({ attributed: event.target.checked })}
        />{' '}
        {say('record.disclose.attributed')}
      </label>
      {act.isError && answered === null && <Problem error={act.error} />}
    </Dialog>
  )
}
