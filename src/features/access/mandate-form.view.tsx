import { DayField } from '../../web/parts/day-field.tsx'
import { SelectField } from '../../web/parts/field.tsx'
import { useMandateNames } from '../../web/session.ts'
import { useLocale, useText, useWord } from '../../web/text.ts'
import { type MandateGrant, mandateCapacities } from './access.ts'
import { Establish } from './establishing.view.tsx'

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

const needsTrack = ({ capacity }: Draft) => ['secretariat', 'chair', 'facilitator'].includes(capacity)

const isIncomplete = (draft: Draft) =>
  (needsTrack(draft) && draft.track === '') || (draft.capacity === 'party' && draft.party === '')

/** Null while nothing can be granted: no capacity, no track or party where one is needed, or a date that cannot be read. */
export const grantOf = (draft: Draft): MandateGrant | null => {
  const { capacity, track, party, from, until } = draft
  return capacity === '' || from === undefined || until === undefined || isIncomplete(draft)
    ? null
    : {
        capacity,
        ...(track !== '' && { track }),
        ...(party !== '' && { party }),
        ...(from !== null && { startsAt: startOf(from) }),
        ...(until !== null && { endsAt: startOf(until, 1) }),
      }
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
  // What has just been named is there before the list has it.
  const options = (ids: readonly string[], chosen: string) =>
    [...new Set(chosen === '' ? ids : [...ids, chosen])]
      .map(id => ({ id, text: names[id]?.text ?? say('parts.unnamed') }))
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
            {options(parties, draft.party)}
          </SelectField>
          <SelectField
            label={say('access.admin.track')}
            required={needsTrack(draft)}
            value={draft.track}
            onChange={({ target }) => onChange({ ...draft, track: target.value })}
          >
            <option value="">
              {needsTrack(draft) ? say('access.admin.track.choose') : say('access.admin.track.all')}
            </option>
            {options(tracks, draft.track)}
          </SelectField>
          <p className="founding">
            <Establish type="track" look="quiet" onDone={track => onChange({ ...draft, track })} />
            <Establish type="party" look="quiet" onDone={party => onChange({ ...draft, party })} />
          </p>
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
