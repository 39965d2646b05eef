import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { SelectField, TextArea, TextField } from '../../web/parts/field.tsx'
import { Fold } from '../../web/parts/section.tsx'
import { Problem } from '../../web/parts/states.tsx'
import { useText, useWord } from '../../web/text.ts'
import { CompartmentField } from './compartment-field.view.tsx'
import { DateField } from './date-field.view.tsx'
import { sourceKinds } from './dossier.ts'
import { EntityPicker, LanguageField, languageOfText } from './picker.view.tsx'
import { sourceDossier, type SourceDraft } from './source-draft.ts'
import { TextInput } from './text-input.view.tsx'
import { type Faults, useFaultText, useWriting, type Writable } from './writing.view.tsx'

interface Props {
  draft: SourceDraft
  onChange: (draft: SourceDraft) => void
  onDone: (id: string) => void
  onCancel: () => void
  writable: readonly Writable[]
}

/** Brings a text, or the description of one, into the record. */
export const SourceForm = ({ draft, onChange, onDone, onCancel, writable }: Props) => {
  const say = useText()
  const word = useWord()
  const writing = useWriting()
  const { inFields, ofAnswer } = useFaultText()
  const act = useAct('record')
  const [tried, setTried] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  const dossier = sourceDossier(draft, writing)
  const answered = ofAnswer(act.error)
  const faults: Faults = tried > 0 ? { ...('claims' in dossier ? {} : inFields(dossier)), ...answered } : {}
  const stray = Object.entries(answered ?? {}).flatMap(([field, fault]) => (field in draft ? [] : [fault]))
  const change = (part: Partial<SourceDraft>) => onChange({ ...draft, ...part })
  const usual = (field: 'publisher' | 'author' | 'title' | 'url' | 'note') => ({
    value: draft[field],
    fault: faults[field],
    dir: 'auto' as const,
    onChange: ({ target }: { target: { value: string } }) => change({ [field]: target.value }),
  })
  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [tried])

  const save = (event: FormEvent) => {
    event.preventDefault()
    setTried(tried + 1)
    if ('claims' in dossier) act.mutate({ body: dossier }, { onSuccess: () => onDone(draft.id) })
  }
  return (
    <form ref={form} className="source-form" onSubmit={save} noValidate>
      <TextInput
        label={`${say('record.source.text')} ${say('record.optional')}`}
        value={draft.text}
        language={draft.language}
        onChange={(text, fileName) => {
          const first = text.trim().split('\n')[0]?.trim() ?? ''
          change({
            text,
            ...(draft.title === '' &&
              first !== '' && { title: first.length <= 160 ? first : (fileName ?? '') }),
            ...(draft.text === '' && { language: languageOfText(text.slice(0, 2000), writing.language) }),
          })
        }}
        fault={faults['text']}
      />
      <p className="hint">{say('record.source.text.hint')}</p>
      <TextField label={say('record.title')} {...usual('title')} lang={draft.language || undefined} />
      <div className="pair">
        <TextField label={say('record.publisher')} {...usual('publisher')} />
        <TextField label={`${say('record.author')} ${say('record.optional')}`} {...usual('author')} />
      </div>
      <div className="pair">
        <SelectField
          label={say('record.kind')}
          value={draft.kind}
          fault={faults['kind']}
          onChange={({ target }) => change({ kind: sourceKinds.find(each => each === target.value) ?? '' })}
        >
          <option value="">{say('record.choose')}</option>
          {sourceKinds.map(each => (
            <option key={each} value={each}>
              {word('source', each)}
            </option>
          ))}
        </SelectField>
        <LanguageField
          label={say('record.language')}
          value={draft.language}
          onChange={language => change({ language })}
        />
      </div>
      <DateField
        label={say('record.published')}
        required
        value={draft.published}
        onChange={published => change({ published })}
        published={writing.today}
        fault={faults['published']}
      />
      <EntityPicker
        label={`${say('record.issuer')} ${say('record.optional')}`}
        hint={say('record.issuer.hint')}
        types={['party']}
        value={draft.issuer}
        onChange={issuer => change({ issuer })}
        fault={faults['issuer']}
      />
      <Fold title={say('record.source.more')} open={draft.url !== '' || draft.note !== ''}>
        <TextField
          label={`${say('record.url')} ${say('record.optional')}`}
          {...usual('url')}
          dir="ltr"
          inputMode="url"
        />
        <TextArea label={`${say('record.note')} ${say('record.optional')}`} {...usual('note')} rows={2} />
      </Fold>
      <CompartmentField
        writable={writable}
        value={draft.in}
        onChange={where => change({ in: where })}
        fault={faults['in']}
      />
      {act.isError && answered === null && <Problem error={act.error} />}
      {stray.length > 0 && (
        <ul className="fault" role="alert">
          {stray.map(each => (
            <li key={each}>
              <bdi>{each}</bdi>
            </li>
          ))}
        </ul>
      )}
      <div className="actions">
        <Button type="submit" look="primary" busy={act.isPending}>
          {say('record.source.save')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {say('record.discard')}
        </Button>
      </div>
    </form>
  )
}
