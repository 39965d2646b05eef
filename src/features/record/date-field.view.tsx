import { readDate } from '../../domain/dates.read.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { Button } from '../../web/parts/button.tsx'
import { DateText } from '../../web/parts/date-text.tsx'
import { TextField } from '../../web/parts/field.tsx'
import { useLocale, useSpeech, useText } from '../../web/text.ts'

interface Props {
  label: string
  value: string
  onChange: (written: string) => void
  /** The day that “last Friday” is counted from, EDTF. */
  published: string
  fault?: string | undefined
  required?: boolean
}

/** What is read in a date as it is being written: the date in words and in EDTF, or why it cannot be read. */
export const DateReadingText = ({
  written,
  published,
  onChoose,
}: {
  written: string
  published: string
  onChoose: (edtf: string) => void
}) => {
  const { say, sayIf } = useSpeech()
  const { language } = useLocale()
  if (written.trim() === '') return say('record.date.hint')
  const reading = readDate(written, { language, published })
  if (isRefusal(reading))
    return (
      <span className="unread">
        {sayIf(`record.date.${reading.refused}`, { detail: reading.detail ?? '' }) ?? reading.detail}
      </span>
    )
  return (
    <>
      <DateText edtf={reading.edtf} />{' '}
      <code dir="ltr" lang="zxx">
        {reading.edtf}
      </code>
      {reading.note?.map(note => (
        <span key={note} className="note">
          {sayIf(`record.note.${note}`)}
        </span>
      ))}
      {reading.alternatives?.map(edtf => (
        <Button key={edtf} look="quiet" onClick={() => onChoose(edtf)}>
          {say('record.date.instead')} <DateText edtf={edtf} />
        </Button>
      ))}
    </>
  )
}

/** A date as people write it. What is read in it stands beneath while one writes. */
export const DateField = ({ label, value, onChange, published, fault, required = false }: Props) => {
  const say = useText()
  return (
    <TextField
      label={required ? label : `${label} ${say('record.optional')}`}
      dir="auto"
      autoComplete="off"
      value={value}
      onChange={event => onChange(event.target.value)}
      fault={fault}
      hint={
        <output className="reading">
          <DateReadingText written={value} published={published} onChoose={onChange} />
        </output>
      }
    />
  )
}
