import { DayField } from '../../web/parts/day-field.tsx'
import { SelectField } from '../../web/parts/field.tsx'
import { useMandateNames } from '../../web/session.ts'
import { useLocale, useText, useWord } from '../../web/text.ts'
import { type MandateGrant, mandateCapacities } from './access.ts'

/** A mandate as it is being written: days instead of moments, and perhaps no capacity yet. */
export interface Draft {
  readonly capacity: MandateGrant['capacity'] | ''
  readonly track: string
  readonly party: string
  readonly from: string | null | undefined
  readonly until: string | null | undefined
}

export const emptyDraft: Draft = { capacity: '', track: '', party: '', from: null, until: null }

/** Midnight of the reader's own clock. */
const startOf = (day: string, later = 0) => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}

/** Null while nothing can be granted: no capacity, or a date that cannot be read. */
export const grantOf = ({ capacity, track, party, from, until }: Draft): MandateGrant | null =>
  capacity === '' || from === undefined || until === undefined
    ? null
    : {
        capacity,
        ...(track !== '' && { track }),
        ...(party !== '' && { party }),
        ...(from !== null && { startsAt: startOf(from) }),
        ...(until !== null && { endsAt: startOf(until, 1) }),
      }

interface Props {
  draft: Draft
  onChange: (draft: Draft) => void
  /** Whether it may be left for later. */
  optional?: boolean
}

export const MandateFields = ({ draft, onChange, optional = false }: Props) => {
  const say = useText()
  const word = useWord()
  const { tag } = useLocale()
  const { names, tracks, parties } = useMandateNames()
  const compare = new Intl.Collator(tag).compare
  const options = (ids: readonly string[]) =>
    ids
      .map(id => ({ id, text: names[id]?.text ?? id }))
      .toSorted((first, second) => compare(first.text, second.text))
      .map(({ id, text }) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))
  const everywhere = draft.capacity === 'administrator'
  return (
    <div className="mandate-fields">
      <SelectField
        label={say('access.admin.capacity')}
        required={!optional}
        value={draft.capacity}
        onChange={({ target }) => {
          const capacity = mandateCapacities.find(each => each === target.value) ?? ''
          onChange({ ...draft, capacity, ...(capacity === 'administrator' && { track: '', party: '' }) })
        }}
      >
        <option value="">{optional ? say('access.admin.capacity.later') : ''}</option>
        {mandateCapacities.map(each => (
          <option key={each} value={each}>
            {word('mandate', each)}
          </option>
        ))}
      </SelectField>
      {draft.capacity !== '' && !everywhere && (
        <>
          <SelectField
            label={say('access.admin.party')}
            required={draft.capacity === 'party'}
            value={draft.party}
            onChange={({ target }) => onChange({ ...draft, party: target.value })}
          >
            <option value="">{say('access.admin.party.none')}</option>
            {options(parties)}
          </SelectField>
          <SelectField
            label={say('access.admin.track')}
            required={['secretariat', 'chair', 'facilitator'].includes(draft.capacity)}
            value={draft.track}
            onChange={({ target }) => onChange({ ...draft, track: target.value })}
          >
            <option value="">{say('access.admin.track.all')}</option>
            {options(tracks)}
          </SelectField>
        </>
      )}
      {draft.capacity !== '' && (
        <>
          <DayField
            label={say('access.admin.from')}
            hint={say('access.admin.from.hint')}
            onRead={from => onChange({ ...draft, from })}
          />
          <DayField
            label={say('access.admin.until')}
            hint={say('access.admin.until.hint')}
            onRead={until => onChange({ ...draft, until })}
          />
        </>
      )}
    </div>
  )
}
