import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Field } from '../../web/parts/field.tsx'
import { useText } from '../../web/text.ts'

export interface Option {
  readonly id: string
  readonly content: ReactNode
}

interface Props {
  label: ReactNode
  hint?: ReactNode
  fault?: string | undefined
  text: string
  onText: (text: string) => void
  options: readonly Option[]
  onPick: (id: string) => void
  busy: boolean
  autoFocus?: boolean
}

/** A field that offers what it finds while one writes. Arrow keys choose, Enter takes, Escape closes. */
export const Combobox = ({ label, hint, fault, text, onText, options, onPick, busy, autoFocus }: Props) => {
  const say = useText()
  const base = useId()
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const list = useRef<HTMLUListElement>(null)
  const shown = open && text.trim() !== ''
  const active = shown ? options[at] : undefined

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const pick = (id: string) => {
    setOpen(false)
    setAt(-1)
    onPick(id)
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && options.length > 0) {
      event.preventDefault()
      setOpen(true)
      setAt((Math.max(at, step > 0 ? -1 : 0) + step + options.length) % options.length)
    } else if (event.key === 'Enter' && shown) {
      event.preventDefault()
      if (active !== undefined) pick(active.id)
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    }
  }
  return (
    <div
      className="combobox"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setOpen(false)
      }}
    >
      <Field label={label} hint={hint} fault={fault}>
        {wiring => (
          <input
            {...wiring}
            type="text"
            role="combobox"
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            aria-expanded={shown}
            aria-controls={`${base}-list`}
            aria-autocomplete="list"
            aria-activedescendant={active === undefined ? undefined : `${base}-${active.id}`}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field that was just asked for
            autoFocus={autoFocus}
            value={text}
            onFocus={() => setOpen(true)}
            onChange={event => {
              onText(event.target.value)
              setOpen(true)
              setAt(-1)
            }}
            onKeyDown={pressed}
          />
        )}
      </Field>
      {/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/click-events-have-key-events -- what was found, under a field that takes the keys; HTML has no tag for it */}
      <ul
        ref={list}
        role="listbox"
        id={`${base}-list`}
        aria-label={say('record.found')}
        hidden={!shown || options.length === 0}
      >
        {options.map(({ id, content }, index) => (
          <li
            key={id}
            id={`${base}-${id}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerDown={event => event.preventDefault()}
            onClick={() => pick(id)}
          >
            {content}
          </li>
        ))}
      </ul>
      {/* oxlint-enable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/click-events-have-key-events */}
      <output className="visually-hidden">
        {shown && !busy && say('shell.search.found', { count: options.length })}
      </output>
    </div>
  )
}

/** The text as it was a moment ago, so that not every letter is a question to the server. */
export const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 180)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
