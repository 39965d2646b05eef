import { useState } from 'react'
import { useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { DataTable } from '../../web/parts/data-table.tsx'
import { Instant } from '../../web/parts/date-text.tsx'
import { SelectField } from '../../web/parts/field.tsx'
import { Section } from '../../web/parts/section.tsx'
import { Problem } from '../../web/parts/states.tsx'
import { useText } from '../../web/text.ts'
import { DifferenceView } from './difference.view.tsx'
import { wordSpans } from './passages.ts'
import type { SourceView } from './record.api.ts'
import { TextInput } from './text-input.view.tsx'

type Version = SourceView['versions'][number]

/** Keeps the text as it stands today: a publisher's silent edit becomes a further version. */
const Capture = ({ source, onDone }: { source: SourceView; onDone: (said: string) => void }) => {
  const say = useText()
  const act = useAct('captureVersion')
  const [text, setText] = useState('')
  const [empty, setEmpty] = useState(false)
  const known = source.versions.map(each => each.number)
  const keep = () => {
    setEmpty(text.trim() === '')
    if (text.trim() === '') return
    act.mutate(
      { params: { id: source.id }, body: { text } },
      {
        onSuccess: ({ number }) => {
          setText('')
          onDone(say(known.includes(number) ? 'record.version.same' : 'record.version.kept', { number }))
        },
      },
    )
  }
  return (
    <div className="capture">
      <TextInput
        label={say('record.version.text')}
        value={text}
        onChange={setText}
        language={source.language}
        fault={empty ? say('record.fault.needed') : undefined}
      />
      {act.isError && <Problem error={act.error} />}
      <Button look="primary" busy={act.isPending} onClick={keep}>
        {say('record.version.keep')}
      </Button>
    </div>
  )
}

const VersionField = ({
  label,
  versions,
  value,
  onChange,
}: {
  label: string
  versions: readonly Version[]
  value: number
  onChange: (number: number) => void
}) => {
  const say = useText()
  return (
    <SelectField label={label} value={value} onChange={event => onChange(Number(event.target.value))}>
      {versions.map(({ number }) => (
        <option key={number} value={number}>
          {say('record.version.number', { number })}
        </option>
      ))}
    </SelectField>
  )
}

const Compare = ({ versions, language }: { versions: readonly Version[]; language: string }) => {
  const say = useText()
  const last = versions.length
  const [[from, to], choose] = useState([last - 1, last])
  const textOf = (number: number) => versions.find(each => each.number === number)?.text ?? ''
  return (
    <div className="compare">
      <h3>{say('record.difference')}</h3>
      <div className="pair">
        <VersionField
          label={say('record.difference.from')}
          versions={versions}
          value={from ?? 1}
          onChange={number => choose([number, to])}
        />
        <VersionField
          label={say('record.difference.to')}
          versions={versions}
          value={to ?? last}
          onChange={number => choose([from, number])}
        />
      </div>
      <DifferenceView before={textOf(from ?? 1)} after={textOf(to ?? last)} language={language} />
    </div>
  )
}

interface Props {
  source: SourceView
  mayWrite: boolean
  shown: number
  onShow: (number: number) => void
}

/** The texts that were captured, each with its hash and the moment; and what changed between them. */
export const Versions = ({ source, mayWrite, shown, onShow }: Props) => {
  const say = useText()
  const [capturing, setCapturing] = useState(false)
  const [said, setSaid] = useState<string>()
  const { versions } = source
  return (
    <Section
      title={say('record.versions')}
      count={say('parts.number', { number: versions.length })}
      id="versions"
      aside={
        mayWrite && (
          <Button aria-expanded={capturing} onClick={() => setCapturing(!capturing)}>
            {say(versions.length === 0 ? 'record.version.first' : 'record.version.capture')}
          </Button>
        )
      }
    >
      {capturing && (
        <Capture
          source={source}
          onDone={words => {
            setCapturing(false)
            setSaid(words)
          }}
        />
      )}
      <output>{said !== undefined && <p className="notice">{said}</p>}</output>
      {versions.length === 0 ? (
        <p className="hint">{say('record.versions.none')}</p>
      ) : (
        <DataTable
          caption={say('record.versions')}
          rows={versions}
          keyOf={version => version.id}
          columns={[
            {
              id: 'number',
              title: say('record.version'),
              cell: ({ number }) => (
                <button
                  type="button"
                  className="as-link"
                  aria-pressed={number === shown}
                  onClick={() => onShow(number)}
                >
                  {say('record.version.number', { number })}
                </button>
              ),
            },
            {
              id: 'captured',
              title: say('record.version.captured'),
              cell: each => <Instant at={each.capturedAt} />,
            },
            {
              id: 'words',
              title: say('record.version.words'),
              numeric: true,
              cell: each => say('parts.number', { number: wordSpans(each.text).length }),
            },
            {
              id: 'hash',
              title: say('record.version.hash'),
              cell: each => (
                <code className="hash" dir="ltr" lang="zxx" title={each.sha256}>
                  {each.sha256}
                </code>
              ),
            },
          ]}
        />
      )}
      {versions.length > 1 && (
        <Compare key={versions.length} versions={versions} language={source.language} />
      )}
    </Section>
  )
}
