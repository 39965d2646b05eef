import type { PredicateName } from '../../domain/vocabulary.ts'
import { SelectField, TextArea, TextField } from '../../web/parts/field.tsx'
import { useSpeech, useText } from '../../web/text.ts'
import type { WordKind } from '../../web/text/words.ts'
import { DateField } from './date-field.view.tsx'
import type { Chosen, ClaimDraft } from './draft.ts'
import { fieldsOf, type ValueField } from './fields.ts'
import { EntityPicker, LanguageField } from './picker.view.tsx'
import type { Faults } from './writing.view.tsx'

/** Which list of words the choices of a field are shown in. */
export const wordsFor: Readonly<Record<string, WordKind>> = {
  'named.register': 'register',
  'party-kind.kind': 'party',
  'coded.scheme': 'scheme',
  'related-to.relation': 'relation',
  'track-kind.kind': 'track',
  'usual-level.level': 'level',
  'house-rule.rule': 'rule',
  'lifecycle.step': 'step',
  'participation.role': 'role',
  'participation.status': 'participation',
  'meeting-level.level': 'level',
  'meeting-status.status': 'meeting',
  'meeting-date.kind': 'meetingDate',
  'meeting-place.mode': 'mode',
  'attendance.status': 'attendance',
  'attendance.capacity': 'capacity',
  'attendance.mode': 'mode',
  'represented-by.rank': 'rank',
  'became-known.how': 'disclosure',
  'outcome-kind.kind': 'outcome',
  'outcome-status.status': 'outcomeStatus',
  'position.stance': 'stance',
  'demand.kind': 'demand',
  'measure-status.status': 'implementation',
  'pledge.stage': 'pledge',
}

/** The word for a choice of a field. */
export const useChoiceWord = () => {
  const { sayIf } = useSpeech()
  return (predicate: string, field: string, value: string): string => {
    const kind = wordsFor[`${predicate}.${field}`]
    return (kind && sayIf(`vocabulary.${kind}.${value}`)) ?? value
  }
}

export const useFieldName = () => {
  const { sayIf } = useSpeech()
  return (predicate: string, field: string): string =>
    sayIf(`record.field.${predicate}.${field}`) ?? sayIf(`record.field.${field}`) ?? field
}

interface OneProps {
  predicate: PredicateName
  field: ValueField
  value: string | boolean | Chosen | undefined
  onChange: (value: string | boolean | Chosen | null) => void
  published: string
  created: readonly Chosen[]
  fault: string | undefined
}

const One = ({ predicate, field, value, onChange, published, created, fault }: OneProps) => {
  const say = useText()
  const choice = useChoiceWord()
  const name = useFieldName()(predicate, field.name)
  const label = field.needed ? name : `${name} ${say('record.optional')}`
  const text = typeof value === 'string' ? value : ''
  const { shape } = field
  if (shape.type === 'yes-no')
    return (
      <label className="check">
        <input
          type="checkbox"
          checked={typeof value === 'boolean' ? value : field.usual === true}
          onChange={event => onChange(event.target.checked)}
        />{' '}
        {name}
      </label>
    )
  if (shape.type === 'entity')
    return (
      <EntityPicker
        label={label}
        types={['party']}
        value={typeof value === 'object' ? value : null}
        onChange={onChange}
        created={created}
        fault={fault}
      />
    )
  if (shape.type === 'date')
    return (
      <DateField
        label={name}
        required={field.needed}
        value={text}
        onChange={onChange}
        published={published}
        fault={fault}
      />
    )
  if (shape.type === 'choice')
    return (
      <SelectField label={label} value={text} fault={fault} onChange={event => onChange(event.target.value)}>
        <option value="">{say('record.choose')}</option>
        {shape.options.map(each => (
          <option key={each} value={each}>
            {choice(predicate, field.name, each)}
          </option>
        ))}
      </SelectField>
    )
  if (shape.type === 'language') return <LanguageField label={label} value={text} onChange={onChange} />
  const usual = { label, fault, value: text, dir: 'auto' } as const
  if (shape.type === 'long')
    return <TextArea {...usual} rows={3} onChange={event => onChange(event.target.value)} />
  return (
    <TextField
      {...usual}
      inputMode={shape.type === 'number' ? 'numeric' : 'text'}
      onChange={event => onChange(event.target.value)}
    />
  )
}

interface Props {
  predicate: PredicateName
  draft: ClaimDraft
  onChange: (value: ClaimDraft['value']) => void
  published: string
  created: readonly Chosen[]
  faults: Faults
}

/** The fields of what is claimed, whichever the vocabulary has for it. */
export const ValueFields = ({ predicate, draft, onChange, published, created, faults }: Props) =>
  fieldsOf(predicate).map(field => (
    <One
      key={field.name}
      predicate={predicate}
      field={field}
      value={draft.value[field.name]}
      onChange={given => {
        const { [field.name]: _, ...others } = draft.value
        onChange(given === null ? others : { ...others, [field.name]: given })
      }}
      published={published}
      created={created}
      fault={faults[`value.${field.name}`]}
    />
  ))
