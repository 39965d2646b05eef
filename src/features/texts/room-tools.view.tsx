import { SelectField } from '../../web/parts/field.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { useText } from '../../web/text.ts'
import { setSetting, useSetting } from '../../web/settings.ts'
import type { RoomView } from './editor-line.ts'
import { HolderName, useHolderText } from './signs.view.tsx'
import type { TextView } from './texts.api.ts'
import { hiddenSetting } from './use-room.view.tsx'

/** What the reader may write as: each of their parties, and the chair. */
export const hatsOf = ({ mine }: TextView): (string | null)[] => [
  ...mine.parties,
  ...(mine.presides ? [null] : []),
]

export const Hat = ({
  text,
  party,
  onChoose,
  past,
}: {
  text: TextView
  party: string | null | undefined
  onChoose: (party: string | null) => void
  past: boolean
}) => {
  const say = useText()
  const nameOf = useHolderText(text.names)
  const hats = hatsOf(text)
  return (
    <div className="hat">
      {hats.length > 1 && (
        <SelectField
          label={say('texts.as.label')}
          value={party ?? 'chair'}
          onChange={event => onChoose(event.target.value === 'chair' ? null : event.target.value)}
        >
          {hats.map(each => (
            <option key={each ?? 'chair'} value={each ?? 'chair'}>
              {nameOf({ party: each, name: null })}
            </option>
          ))}
        </SelectField>
      )}
      <p className="hint" id="text-hint">
        {past ? (
          say('texts.as.past')
        ) : party === undefined ? (
          say('texts.as.reader')
        ) : party === null ? (
          say('texts.as.presiding')
        ) : (
          <Phrase
            of="texts.as.party"
            with={{ party: <HolderName holder={{ party, name: null }} names={text.names} /> }}
          />
        )}
      </p>
    </div>
  )
}

export const Delivery = ({ view }: { view: RoomView | null }) => {
  const say = useText()
  if (view === null) return null
  return (
    <output className={`delivery ${view.delivery}`}>
      {say(`texts.delivery.${view.delivery}`)}{' '}
      <small>{say('texts.delivery.version', { version: view.version })}</small>
    </output>
  )
}

/** Whether the others are shown at which paragraph one is. */
export const Shown = () => {
  const say = useText()
  const hidden = useSetting(hiddenSetting) !== null
  return (
    <label className="choice">
      <input
        type="checkbox"
        checked={!hidden}
        onChange={({ target }) => setSetting(hiddenSetting, target.checked ? null : 'yes')}
      />
      {say('texts.present.shown')}
    </label>
  )
}
