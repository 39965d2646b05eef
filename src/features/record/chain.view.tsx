import { useId } from 'react'
import { Button } from '../../web/parts/button.tsx'
import { SelectField, TextField } from '../../web/parts/field.tsx'
import { useText, useWord } from '../../web/text.ts'
import { type Chosen, emptyLink, type LinkDraft } from './draft.ts'
import { newId } from './new-id.ts'
import { EntityPicker } from './picker.view.tsx'
import type { Faults } from './writing.view.tsx'

const manners = ['direct', 'indirect', 'paraphrase'] as const

interface LinkProps {
  link: LinkDraft
  at: number
  onChange: (link: LinkDraft) => void
  onRemove: () => void
  created: readonly Chosen[]
  faults: Faults
}

const Link = ({ link, at, onChange, onRemove, created, faults }: LinkProps) => {
  const say = useText()
  const word = useWord()
  const name = useId()
  const fault = faults[`by.${at}.speaker`]
  return (
    <fieldset className="link">
      <legend>{at === 0 ? say('record.chain.first') : say('record.chain.via', { number: at + 1 })}</legend>
      <div className="choices">
        {[true, false].map(named => (
          <label key={String(named)} className="check">
            <input
              type="radio"
              name={name}
              checked={link.named === named}
              onChange={() => onChange({ ...link, named })}
            />{' '}
            {say(named ? 'record.chain.named' : 'record.chain.anonymous')}
          </label>
        ))}
      </div>
      {link.named ? (
        <EntityPicker
          label={say('record.chain.speaker')}
          types={['person', 'party']}
          value={link.speaker}
          onChange={speaker => onChange({ ...link, speaker })}
          created={created}
          fault={fault}
        />
      ) : (
        <TextField
          label={say('record.chain.called')}
          hint={say('record.chain.called.hint')}
          dir="auto"
          value={link.anonymous}
          onChange={event => onChange({ ...link, anonymous: event.target.value })}
          fault={fault}
        />
      )}
      <EntityPicker
        label={`${say('record.chain.onBehalfOf')} ${say('record.optional')}`}
        types={['party']}
        value={link.onBehalfOf}
        onChange={onBehalfOf => onChange({ ...link, onBehalfOf })}
        created={created}
        fault={faults[`by.${at}.onBehalfOf`]}
      />
      <div className="pair">
        <TextField
          label={`${say('record.chain.verb')} ${say('record.optional')}`}
          hint={say('record.chain.verb.hint')}
          dir="auto"
          value={link.verb}
          onChange={event => onChange({ ...link, verb: event.target.value })}
        />
        <SelectField
          label={`${say('record.chain.manner')} ${say('record.optional')}`}
          value={link.manner}
          onChange={event =>
            onChange({ ...link, manner: manners.find(each => each === event.target.value) ?? '' })
          }
        >
          <option value="">{say('record.choose.none')}</option>
          {manners.map(each => (
            <option key={each} value={each}>
              {word('manner', each)}
            </option>
          ))}
        </SelectField>
      </div>
      <Button look="quiet" onClick={onRemove}>
        {say('record.chain.remove')}
      </Button>
    </fieldset>
  )
}

interface Props {
  links: readonly LinkDraft[]
  onChange: (links: LinkDraft[]) => void
  created: readonly Chosen[]
  faults: Faults
}

/** Who said it, on whose behalf, and through whom it came: nearest the fact first. */
export const ChainFields = ({ links, onChange, created, faults }: Props) => {
  const say = useText()
  return (
    <div className="chain-fields">
      {links.length === 0 && <p className="hint">{say('record.chain.none')}</p>}
      {links.map((link, at) => (
        <Link
          key={link.id}
          link={link}
          at={at}
          onChange={changed => onChange(links.with(at, changed))}
          onRemove={() => onChange(links.toSpliced(at, 1))}
          created={created}
          faults={faults}
        />
      ))}
      <Button onClick={() => onChange([...links, emptyLink(newId())])}>
        {say(links.length === 0 ? 'record.chain.add' : 'record.chain.addVia')}
      </Button>
    </div>
  )
}
