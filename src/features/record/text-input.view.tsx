import { type ChangeEvent, useState } from 'react'
import { isRefusal } from '../../domain/refusal.ts'
import { Field, TextArea } from '../../web/parts/field.tsx'
import { useLocale, useText } from '../../web/text.ts'
import { longestText, readText } from './text-file.ts'

interface Props {
  label: string
  value: string
  onChange: (text: string, fileName?: string) => void
  language: string
  fault?: string | undefined
}

/** A text, pasted or read from a file. */
export const TextInput = ({ label, value, onChange, language, fault }: Props) => {
  const say = useText()
  const { tag } = useLocale()
  const [refused, setRefused] = useState<string>()
  const chosen = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    if (file === undefined) return
    const text = readText(new Uint8Array(await file.arrayBuffer()))
    target.value = ''
    if (isRefusal(text)) return setRefused(say(`record.fault.${text.refused}`))
    setRefused(undefined)
    onChange(text, file.name.replace(/\.(txt|md)$/i, ''))
  }
  const number = new Intl.NumberFormat(tag)
  return (
    <div className="text-input">
      <TextArea
        label={label}
        rows={8}
        lang={language || undefined}
        maxLength={longestText}
        value={value}
        onChange={event => {
          setRefused(undefined)
          onChange(event.target.value)
        }}
        fault={fault}
        hint={say('record.text.length', { count: number.format(value.length) })}
      />
      <Field label={say('record.text.file')} hint={say('record.text.file.hint')} fault={refused}>
        {wiring => (
          <input
            {...wiring}
            type="file"
            accept=".txt,.md,text/plain,text/markdown"
            onChange={event => void chosen(event)}
          />
        )}
      </Field>
    </div>
  )
}
