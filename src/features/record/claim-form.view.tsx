import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { EntityType } from '../../domain/vocabulary.ts'
import { useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { SelectField, TextArea } from '../../web/parts/field.tsx'
import { Fold } from '../../web/parts/section.tsx'
import { Problem } from '../../web/parts/states.tsx'
import { type TextKey, useSpeech, useText, useWord } from '../../web/text.ts'
import { BasisFields } from './basis-fields.view.tsx'
import { ChainFields } from './chain.view.tsx'
import { CompartmentField } from './compartment-field.view.tsx'
import { DateField } from './date-field.view.tsx'
import { modalities } from './dossier.ts'
import { type ClaimDraft, dossierOf, newIn, publishedOf } from './draft.ts'
import { isPredicate, objectsOf, predicatesFor } from './fields.ts'
import { EntityPicker } from './picker.view.tsx'
import { Preview, previewOf } from './preview.view.tsx'
import type { Citation } from './record.ts'
import { ValueFields } from './value-fields.view.tsx'
import { type Faults, useFaultText, useWriting, type Writable } from './writing.view.tsx'

/** What was recorded, for saying so and for correcting it. */
export interface Done {
  readonly draft: ClaimDraft
  readonly claim: string
}

interface Props {
  draft: ClaimDraft
  onChange: (draft: ClaimDraft) => void
  onDone: (done: Done) => void
  onCancel: () => void
  writable: readonly Writable[]
  /** The source as it is cited, where the page knows it. */
  source?: Citation
  /** The form stands on the page of its source. */
  fixedSource?: boolean
}

const Step = ({ title, children }: { title: TextKey; children: ReactNode }) => {
  const say = useText()
  return (
    <fieldset className="step">
      <legend>{say(title)}</legend>
      {children}
    </fieldset>
  )
}

const PredicateField = ({
  draft,
  onChange,
  fault,
}: {
  draft: ClaimDraft
  onChange: (draft: ClaimDraft) => void
  fault: string | undefined
}) => {
  const { say, sayIf } = useSpeech()
  const word = useWord()
  if (draft.subject === null) return <p className="hint">{say('record.predicate.first')}</p>
  return (
    <SelectField
      label={say('record.predicate')}
      value={draft.predicate}
      fault={fault}
      hint={draft.predicate === '' ? undefined : (sayIf(`record.meaning.${draft.predicate}`) ?? undefined)}
      onChange={({ target }) => {
        const predicate = isPredicate(target.value) ? target.value : ''
        onChange({ ...draft, predicate, object: null, value: {} })
      }}
    >
      <option value="">{say('record.choose')}</option>
      {predicatesFor(draft.subject.type).map(({ group, predicates }) => (
        <optgroup key={group} label={say(`record.group.${group}`)}>
          {predicates.map(each => (
            <option key={each} value={each}>
              {word('predicate', each)}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  )
}

/** Who says what, of whom, on whose behalf, when: one claim with its evidence. */
export const ClaimForm = ({
  draft,
  onChange,
  onDone,
  onCancel,
  writable,
  source,
  fixedSource = false,
}: Props) => {
  const say = useText()
  const word = useWord()
  const writing = useWriting()
  const { inFields, ofAnswer } = useFaultText()
  const act = useAct('record')
  const [tried, setTried] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const change = (part: Partial<ClaimDraft>) => {
    act.reset()
    onChange({ ...draft, ...part })
  }
  const dossier = dossierOf(draft, writing)
  const missing = 'claims' in dossier ? {} : inFields(dossier)
  const answered = ofAnswer(act.error)
  const faults: Faults = tried ? { ...missing, ...answered } : {}
  const stray = Object.entries(answered ?? {}).filter(([field]) => !shownFields.test(field))
  const preview = 'claims' in dossier ? previewOf(draft, dossier, writable, writing, source) : null
  const created = newIn(draft)
  const published = publishedOf(draft.basis, writing.today)
  const objects = draft.predicate === '' ? [] : objectsOf(draft.predicate)

  const failed = act.isError || (tried && Object.keys(missing).length > 0)
  const [attempts, setAttempts] = useState(0)
  useEffect(() => {
    if (attempts > 0 && failed) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [attempts, failed])

  const save = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setAttempts(attempts + 1)
    if (!('claims' in dossier)) return
    act.mutate(
      { body: dossier },
      { onSuccess: ({ claims }) => onDone({ draft, claim: claims.at(-1) ?? '' }) },
    )
  }
  return (
    <form ref={form} className="claim-form" onSubmit={save} noValidate>
      {draft.supersedes !== null && <p className="notice">{say('record.correcting')}</p>}
      <BasisFields
        basis={draft.basis}
        onChange={basis => change({ basis })}
        faults={faults}
        fixedSource={fixedSource}
      />

      <Step title="record.step.what">
        <EntityPicker
          label={say('record.subject')}
          types={EntityType.options}
          value={draft.subject}
          fixed={draft.supersedes !== null}
          onChange={subject =>
            change(
              subject !== null && subject.type === draft.subject?.type
                ? { subject }
                : {
                    subject,
                    ...(subject?.id === draft.subject?.id ? {} : { predicate: '', object: null, value: {} }),
                  },
            )
          }
          created={created}
          fault={faults['subject']}
        />
        <PredicateField draft={draft} onChange={change} fault={faults['predicate']} />
        {objects.length > 0 && (
          <EntityPicker
            label={say('record.object')}
            types={objects}
            value={draft.object}
            onChange={object => change({ object })}
            created={created}
            fault={faults['object']}
          />
        )}
        {draft.predicate !== '' && (
          <ValueFields
            predicate={draft.predicate}
            draft={draft}
            onChange={value => change({ value })}
            published={published}
            created={created}
            faults={faults}
          />
        )}
        <SelectField
          label={say('record.modality')}
          hint={say(`record.modality.${draft.modality}`)}
          value={draft.modality}
          onChange={({ target }) =>
            change({ modality: modalities.find(each => each === target.value) ?? 'asserts' })
          }
        >
          {modalities.map(each => (
            <option key={each} value={each}>
              {word('modality', each)}
            </option>
          ))}
        </SelectField>
      </Step>

      <Step title="record.step.who">
        <ChainFields links={draft.by} onChange={by => change({ by })} created={created} faults={faults} />
      </Step>

      <Step title="record.step.when">
        {draft.predicate !== 'meeting-date' && (
          <DateField
            label={say('record.occurred')}
            value={draft.occurred}
            onChange={occurred => change({ occurred })}
            published={published}
            fault={faults['occurred']}
          />
        )}
        <DateField
          label={say('record.stated')}
          value={draft.stated}
          onChange={stated => change({ stated })}
          published={published}
          fault={faults['stated']}
        />
        <Fold title={say('record.wording.fold')} open={draft.wording !== ''}>
          <TextArea
            label={say('record.wording')}
            hint={say('record.wording.hint')}
            rows={2}
            maxLength={400}
            value={draft.wording}
            onChange={event => change({ wording: event.target.value })}
            fault={faults['wording']}
          />
        </Fold>
      </Step>

      <CompartmentField
        writable={writable}
        value={draft.in}
        onChange={where => change({ in: where })}
        fixed={draft.supersedes !== null}
        fault={faults['in']}
      />

      {preview !== null && <Preview {...preview} />}
      {tried && Object.keys(missing).length > 0 && (
        <p className="fault" role="alert">
          {say('record.missing', { count: Object.keys(missing).length })}
        </p>
      )}
      {act.isError && answered === null && <Problem error={act.error} />}
      {stray.length > 0 && (
        <ul className="fault" role="alert">
          {stray.map(([field, fault]) => (
            <li key={field}>
              <bdi>{fault}</bdi>
            </li>
          ))}
        </ul>
      )}
      <div className="actions">
        <Button type="submit" look="primary" busy={act.isPending}>
          {say(draft.supersedes === null ? 'record.save' : 'record.save.correction')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {say('record.discard')}
        </Button>
      </div>
    </form>
  )
}

/** Fields that have a place in the form; what the server says of others stands above the buttons. */
const shownFields =
  /^(subject|predicate|object|value\..+|by\.\d+\..+|occurred|stated|wording|source|paragraph|words|evidence|in)$/
