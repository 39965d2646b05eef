import { useId } from 'react'
import { TextArea, TextField } from '../../web/parts/field.tsx'
import { useText } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import type { Basis } from './draft.ts'
import { newId } from './new-id.ts'
import { SourcePicker } from './picker.view.tsx'
import type { Faults } from './writing.view.tsx'

/** A passage as it stands in its source. */
export const QuotedPassage = ({ text, language }: { text: string; language: string }) => (
  <blockquote className="passage" lang={language} dir={directionOf(language)}>
    {text}
  </blockquote>
)

interface Props {
  basis: Basis
  onChange: (basis: Basis) => void
  faults: Faults
  /** On the page of a source nothing else can be meant. */
  fixedSource?: boolean
}

/** What the claim rests on: a source with a paragraph, or the officer's own record. */
export const BasisFields = ({ basis, onChange, faults, fixedSource = false }: Props) => {
  const say = useText()
  const name = useId()
  if (basis.type === 'passage')
    return <QuotedPassage text={basis.quote.exact} language={basis.source.language} />
  if (fixedSource && basis.type === 'paragraph')
    return <ParagraphFields basis={basis} onChange={onChange} faults={faults} />
  const isOwn = basis.type === 'own'
  const choose = (own: boolean) =>
    onChange(
      own
        ? { type: 'own', id: newId(), title: '', note: '' }
        : { type: 'paragraph', source: null, paragraph: '', words: '' },
    )
  return (
    <fieldset className="resting">
      <legend>{say('record.basis')}</legend>
      <div className="choices">
        {[true, false].map(own => (
          <label key={String(own)} className="check">
            <input type="radio" name={name} checked={isOwn === own} onChange={() => choose(own)} />{' '}
            {say(own ? 'record.basis.own' : 'record.basis.source')}
          </label>
        ))}
      </div>
      {isOwn ? (
        <>
          <TextField
            label={`${say('record.own.title')} ${say('record.optional')}`}
            hint={say('record.own.title.hint')}
            dir="auto"
            value={basis.title}
            onChange={event => onChange({ ...basis, title: event.target.value })}
          />
          <TextArea
            label={`${say('record.own.note')} ${say('record.optional')}`}
            hint={say('record.own.note.hint')}
            rows={3}
            value={basis.note}
            onChange={event => onChange({ ...basis, note: event.target.value })}
          />
        </>
      ) : (
        <>
          <SourcePicker
            label={say('record.source')}
            value={basis.source}
            onChange={source => onChange({ ...basis, source })}
            fault={faults['source']}
          />
          <ParagraphFields basis={basis} onChange={onChange} faults={faults} />
        </>
      )}
    </fieldset>
  )
}

/** Where the text is not held: which paragraph, and a few words if the wording is itself the fact. */
export const ParagraphFields = ({
  basis,
  onChange,
  faults,
}: {
  basis: Extract<Basis, { type: 'paragraph' }>
  onChange: (basis: Basis) => void
  faults: Faults
}) => {
  const say = useText()
  return (
    <div className="pair">
      <TextField
        label={say('record.paragraph')}
        hint={say('record.paragraph.hint')}
        inputMode="numeric"
        value={basis.paragraph}
        onChange={event => onChange({ ...basis, paragraph: event.target.value })}
        fault={faults['paragraph'] ?? faults['evidence']}
      />
      <TextField
        label={`${say('record.words')} ${say('record.optional')}`}
        hint={say('record.words.hint')}
        dir="auto"
        maxLength={120}
        lang={basis.source?.language}
        value={basis.words}
        onChange={event => onChange({ ...basis, words: event.target.value })}
        fault={faults['words']}
      />
    </div>
  )
}
