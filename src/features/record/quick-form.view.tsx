import { type FormEvent, useEffect, useRef, useState } from 'react'
import { levels, meetingStatuses, partyKinds, trackKinds } from '../../domain/vocabulary.ts'
import { useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { SelectField, TextArea, TextField } from '../../web/parts/field.tsx'
import { Problem } from '../../web/parts/states.tsx'
import { type TextKey, useText, useWord } from '../../web/text.ts'
import { BasisFields } from './basis-fields.view.tsx'
import { CompartmentField } from './compartment-field.view.tsx'
import { DateField } from './date-field.view.tsx'
import { type Chosen, publishedOf } from './draft.ts'
import { EntityPicker, LanguageField, languageOfText } from './picker.view.tsx'
import { parentOf, quickDossier, type QuickDraft } from './quick.ts'
import { type Faults, useFaultText, useWriting, type Writable } from './writing.view.tsx'

interface PartProps {
  draft: QuickDraft
  change: (part: Partial<QuickDraft>) => void
  faults: Faults
}

const ChoiceField = <Value extends string>({
  label,
  options,
  words,
  value,
  onChange,
}: {
  label: string
  options: readonly Value[]
  words: (value: Value) => string
  value: Value | ''
  onChange: (value: Value | '') => void
}) => {
  const say = useText()
  return (
    <SelectField
      label={label}
      value={value}
      onChange={({ target }) => onChange(options.find(each => each === target.value) ?? '')}
    >
      <option value="">{say('record.choose.none')}</option>
      {options.map(each => (
        <option key={each} value={each}>
          {words(each)}
        </option>
      ))}
    </SelectField>
  )
}

const Parties = ({ draft, change, label }: PartProps & { label: string }) => {
  const say = useText()
  const [added, setAdded] = useState(false)
  const remove = (id: string) => change({ parties: draft.parties.filter(each => each.id !== id) })
  return (
    <div className="several">
      {draft.parties.length > 0 && (
        <ul aria-label={label}>
          {draft.parties.map(({ id, text, language, isNew }) => (
            <li key={id}>
              <bdi lang={language}>{text}</bdi>{' '}
              {isNew === true && <span className="tag">{say('record.quick.new')}</span>}
              <Button
                look="quiet"
                onClick={() => remove(id)}
                aria-label={say('record.quick.remove', { name: text })}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      <EntityPicker
        key={draft.parties.length}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- one party after another
        autoFocus={added}
        label={`${label} ${say('record.optional')}`}
        types={['party']}
        value={null}
        onChange={(party: Chosen | null) => {
          setAdded(true)
          if (party !== null && draft.parties.every(each => each.id !== party.id))
            change({ parties: [...draft.parties, party] })
        }}
      />
    </div>
  )
}

const parentLabel: Readonly<Record<QuickDraft['begin'], TextKey>> = {
  track: 'record.quick.parent',
  meeting: 'record.quick.track',
  party: 'record.quick.parent',
  person: 'record.quick.party',
}

const Particulars = (props: PartProps) => {
  const { draft, change, faults } = props
  const say = useText()
  const word = useWord()
  const writing = useWriting()
  const optional = (key: TextKey) => `${say(key)} ${say('record.optional')}`
  const parent = parentOf[draft.begin]
  const level = (
    <ChoiceField
      label={optional(draft.begin === 'track' ? 'record.quick.usualLevel' : 'record.quick.level')}
      options={levels}
      words={each => word('level', each)}
      value={draft.level}
      onChange={chosen => change({ level: chosen })}
    />
  )
  return (
    <>
      {draft.begin === 'person' && (
        <TextField
          label={optional('record.quick.title')}
          dir="auto"
          value={draft.title}
          fault={faults['title']}
          onChange={event => change({ title: event.target.value })}
        />
      )}
      {parent !== null && (
        <EntityPicker
          label={optional(parentLabel[draft.begin])}
          types={[parent]}
          value={draft.parent}
          fault={faults['parent']}
          onChange={chosen => change({ parent: chosen })}
        />
      )}
      {draft.begin === 'track' && (
        <>
          <div className="pair">
            <ChoiceField
              label={optional('record.quick.trackKind')}
              options={trackKinds}
              words={each => word('track', each)}
              value={draft.trackKind}
              onChange={trackKind => change({ trackKind })}
            />
            {level}
          </div>
          <TextArea
            label={optional('record.quick.about')}
            rows={2}
            value={draft.about}
            onChange={event => change({ about: event.target.value })}
          />
          <Parties {...props} label={say('record.quick.members')} />
        </>
      )}
      {draft.begin === 'meeting' && (
        <>
          <div className="pair">
            {level}
            <ChoiceField
              label={say('record.quick.status')}
              options={meetingStatuses}
              words={each => word('meeting', each)}
              value={draft.status}
              onChange={status => change({ status })}
            />
          </div>
          <DateField
            label={say('record.quick.date')}
            value={draft.date}
            onChange={date => change({ date })}
            published={publishedOf(draft.basis, writing.today)}
            fault={faults['date']}
          />
          <TextField
            label={optional('record.quick.place')}
            dir="auto"
            value={draft.place}
            onChange={event => change({ place: event.target.value })}
          />
          <Parties {...props} label={say('record.quick.invited')} />
        </>
      )}
      {draft.begin === 'party' && (
        <div className="pair">
          <ChoiceField
            label={optional('record.quick.partyKind')}
            options={partyKinds}
            words={each => word('party', each)}
            value={draft.partyKind}
            onChange={partyKind => change({ partyKind })}
          />
          <TextField
            label={optional('record.quick.shortName')}
            dir="auto"
            value={draft.shortName}
            onChange={event => change({ shortName: event.target.value })}
          />
        </div>
      )}
    </>
  )
}

interface Props {
  draft: QuickDraft
  onChange: (draft: QuickDraft) => void
  onDone: (draft: QuickDraft) => void
  onCancel: () => void
  writable: readonly Writable[]
}

/** Something new, with what one usually knows of it from the start: recorded whole or not at all. */
export const QuickForm = ({ draft, onChange, onDone, onCancel, writable }: Props) => {
  const say = useText()
  const writing = useWriting()
  const { inFields, ofAnswer } = useFaultText()
  const act = useAct('record')
  const [tried, setTried] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  const dossier = quickDossier(draft, writing)
  const answered = ofAnswer(act.error)
  const faults: Faults = tried > 0 ? { ...('claims' in dossier ? {} : inFields(dossier)), ...answered } : {}
  const change = (part: Partial<QuickDraft>) => onChange({ ...draft, ...part })
  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [tried])

  const save = (event: FormEvent) => {
    event.preventDefault()
    setTried(tried + 1)
    if ('claims' in dossier) act.mutate({ body: dossier }, { onSuccess: () => onDone(draft) })
  }
  return (
    <form ref={form} className="quick-form" onSubmit={save} noValidate>
      <div className="pair wide-first">
        <TextField
          label={say('record.quick.name')}
          dir="auto"
          value={draft.name}
          fault={faults['name']}
          onChange={event =>
            change({
              name: event.target.value,
              ...(draft.name === '' && { language: languageOfText(event.target.value, writing.language) }),
            })
          }
        />
        <LanguageField
          label={say('record.pick.language')}
          value={draft.language}
          onChange={language => change({ language })}
        />
      </div>
      <Particulars draft={draft} change={change} faults={faults} />
      <BasisFields basis={draft.basis} onChange={basis => change({ basis })} faults={faults} />
      <CompartmentField writable={writable} value={draft.in} onChange={where => change({ in: where })} />
      {act.isError &&
        (answered === null ? (
          <Problem error={act.error} />
        ) : (
          <ul className="fault" role="alert">
            {Object.values(answered).map(each => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        ))}
      <div className="actions">
        <Button type="submit" look="primary" busy={act.isPending}>
          {say('record.quick.save')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {say('record.discard')}
        </Button>
      </div>
    </form>
  )
}
