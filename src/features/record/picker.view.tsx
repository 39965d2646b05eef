import { useState } from 'react'
import type { EntityType } from '../../domain/vocabulary.ts'
import { api, useQueryOf } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { SelectField, TextField } from '../../web/parts/field.tsx'
import { Name } from '../../web/parts/name.tsx'
import { useLocale, useText, useWord } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { Combobox, type Option, useSettled } from './combobox.view.tsx'
import type { Chosen, CitedSource } from './draft.ts'
import { newId } from './new-id.ts'

const languages = ['en', 'ar', 'fa', 'prs', 'ps', 'ur', 'tr', 'ru', 'uz', 'tk', 'tg', 'fr', 'de', 'zh']

/** The language a text is in, of those that Parley's users meet. */
export const LanguageField = ({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (language: string) => void
}) => {
  const say = useText()
  const { tag } = useLocale()
  const names = new Intl.DisplayNames(tag, { type: 'language', fallback: 'code' })
  const offered = languages.includes(value) || value === '' ? languages : [value, ...languages]
  return (
    <SelectField label={label} value={value} onChange={event => onChange(event.target.value)}>
      {value === '' && <option value="">{say('record.choose')}</option>}
      {offered.map(each => (
        <option key={each} value={each}>
          {names.of(each)}
        </option>
      ))}
    </SelectField>
  )
}

/** The language a name is most likely in, by its letters. */
export const languageOfText = (text: string, page: string): string => {
  if (!/\p{Script=Arabic}/u.test(text)) return /\p{Script=Cyrillic}/u.test(text) ? 'ru' : 'en'
  if (/[ټډړښږځڅڼ]/.test(text)) return 'ps'
  return page === 'ar' || /[يكةى]/.test(text) ? 'ar' : 'fa'
}

const ChosenName = ({ chosen }: { chosen: Chosen }) => (
  <bdi lang={chosen.language} dir={directionOf(chosen.language)}>
    {chosen.text}
  </bdi>
)

interface Props {
  label: string
  types: readonly EntityType[]
  value: Chosen | null
  onChange: (chosen: Chosen | null) => void
  hint?: string
  fault?: string | undefined
  /** What this draft creates already; offered like what the record knows. */
  created?: readonly Chosen[]
  autoFocus?: boolean
  /** A correction stays with its subject. */
  fixed?: boolean
}

/** Finds an entity by any spelling of its name, or makes a new one with its type and name. */
export const EntityPicker = ({ value, onChange, fixed = false, ...rest }: Props) => {
  const say = useText()
  const word = useWord()
  // Whoever picks or changes goes on where they were.
  const [moved, setMoved] = useState(false)
  const change = (chosen: Chosen | null) => {
    setMoved(true)
    onChange(chosen)
  }
  // oxlint-disable jsx-a11y/no-autofocus -- only where the person was a moment ago
  if (value === null) return <Search {...rest} autoFocus={rest.autoFocus ?? moved} onChange={change} />
  return (
    <fieldset className="picked">
      <legend>{rest.label}</legend>
      <p className="picked-value">
        <ChosenName chosen={value} />{' '}
        <span className="tag">
          {value.isNew === true
            ? say('record.pick.new', { type: word('entity', value.type) })
            : word('entity', value.type)}
        </span>{' '}
        {!fixed && (
          <Button look="quiet" autoFocus={moved} onClick={() => change(null)}>
            {say('record.pick.change')}
          </Button>
        )}
      </p>
      {value.isNew === true && (
        <div className="pair">
          <TextField
            label={say('record.pick.name')}
            dir="auto"
            value={value.text}
            onChange={event => onChange({ ...value, text: event.target.value })}
          />
          <LanguageField
            label={say('record.pick.language')}
            value={value.language}
            onChange={language => onChange({ ...value, language })}
          />
        </div>
      )}
    </fieldset>
  )
}
// oxlint-enable jsx-a11y/no-autofocus

const Search = ({
  label,
  types,
  onChange,
  hint,
  fault,
  created = [],
  autoFocus,
}: Omit<Props, 'value' | 'fixed'>) => {
  const say = useText()
  const word = useWord()
  const { language } = useLocale()
  const [text, setText] = useState('')
  const wanted = useSettled(text).trim()
  const [only] = types
  const query = useQueryOf(
    'search',
    {
      query: { q: wanted || '-', limit: 20, ...(types.length === 1 && only !== undefined && { type: only }) },
    },
    { enabled: wanted !== '', keep: true },
  )
  const hits = (wanted === '' ? [] : (query.data?.hits ?? [])).filter(
    (hit): hit is typeof hit & { type: EntityType } => hit.type !== 'source' && types.includes(hit.type),
  )
  const drafted = created.filter(
    each => types.includes(each.type) && each.text.toLowerCase().includes(text.trim().toLowerCase()),
  )
  const names = query.data?.names ?? {}
  const options: Option[] = [
    ...drafted.map(each => ({
      id: each.id,
      content: (
        <>
          <ChosenName chosen={each} />{' '}
          <small>{say('record.pick.new', { type: word('entity', each.type) })}</small>
        </>
      ),
    })),
    ...hits.slice(0, 10).map(hit => ({
      id: hit.id,
      content: (
        <>
          <Name id={hit.id} names={names} /> <small>{word('entity', hit.type)}</small>
          {names[hit.id]?.text !== hit.matched && (
            <small>
              {' '}
              <bdi lang={hit.language}>{hit.matched}</bdi>
            </small>
          )}
        </>
      ),
    })),
    ...(text.trim() === ''
      ? []
      : types.map(type => ({
          id: `new-${type}`,
          content: (
            <span className="create">
              {say('record.pick.create', { type: word('entity', type) })} <bdi>{text.trim()}</bdi>
            </span>
          ),
        }))),
  ]
  const pick = (id: string) => {
    const type = types.find(each => id === `new-${each}`)
    const hit = hits.find(each => each.id === id)
    setText('')
    if (type !== undefined)
      onChange({
        id: newId(),
        type,
        text: text.trim(),
        language: languageOfText(text, language),
        isNew: true,
      })
    else if (hit !== undefined)
      onChange({
        id,
        type: hit.type,
        text: names[id]?.text ?? hit.matched,
        language: names[id]?.language ?? hit.language,
      })
    else onChange(drafted.find(each => each.id === id) ?? null)
  }
  return (
    <Combobox
      label={label}
      hint={hint ?? say('record.pick.hint')}
      fault={fault}
      text={text}
      onText={setText}
      options={options}
      onPick={pick}
      busy={query.isFetching}
      {...(autoFocus !== undefined && { autoFocus })}
    />
  )
}

/** Finds a source by its title or publisher. */
export const SourcePicker = ({
  label,
  value,
  onChange,
  fault,
  except,
}: {
  label: string
  value: CitedSource | null
  onChange: (source: CitedSource | null) => void
  fault?: string | undefined
  except?: string
}) => {
  const say = useText()
  const { language } = useLocale()
  const [text, setText] = useState('')
  const wanted = useSettled(text).trim()
  const query = useQueryOf(
    'search',
    { query: { q: wanted || '-', limit: 12, type: 'source' } },
    { enabled: wanted !== '', keep: true },
  )
  if (value !== null)
    return (
      <fieldset className="picked">
        <legend>{label}</legend>
        <p className="picked-value">
          <cite lang={value.language} dir={directionOf(value.language)}>
            {value.title}
          </cite>{' '}
          <Button look="quiet" onClick={() => onChange(null)}>
            {say('record.pick.change')}
          </Button>
        </p>
      </fieldset>
    )
  const hits = wanted === '' ? [] : (query.data?.hits ?? []).filter(each => each.id !== except)
  const pick = async (id: string) => {
    const {
      title,
      language: written,
      published,
    } = await api.readSource({ params: { id }, query: { language } })
    onChange({ id, title, language: written, published })
  }
  return (
    <Combobox
      label={label}
      hint={say('record.pick.source.hint')}
      fault={fault}
      text={text}
      onText={setText}
      options={hits.map(({ id, matched, language: written }) => ({
        id,
        content: <bdi lang={written}>{matched}</bdi>,
      }))}
      onPick={id => void pick(id).catch(() => onChange(null))}
      busy={query.isFetching}
    />
  )
}
