import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import { useQueryOf } from '../api.ts'
import { useLinks } from '../links.ts'
import { Problem } from '../parts/states.tsx'
import { useGo } from '../router.ts'
import { useText } from '../text.ts'
import { directionOf } from '../text/languages.ts'
import { type Choice, grouped, useCommands, useFound, useRecent } from './palette.choices.ts'

interface OptionProps {
  choice: Choice
  id: string
  chosen: boolean
  onPoint: () => void
  onOpen: () => void
}

const Option = ({ choice, id, chosen, onPoint, onOpen }: OptionProps) => {
  const option = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) option.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    // Keys are pressed in the field above, which tells which option is meant.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus, jsx-a11y/prefer-tag-over-role
    <div ref={option} role="option" id={id} aria-selected={chosen} onPointerMove={onPoint} onClick={onOpen}>
      <bdi lang={choice.language} dir={choice.language && directionOf(choice.language)}>
        {choice.text}
      </bdi>
      {choice.note !== undefined && <small>{choice.note}</small>}
    </div>
  )
}

/** Finds anything by name in any spelling or script, goes anywhere, does what the menus do. */
export const Palette = ({ onClose }: { onClose: () => void }) => {
  const say = useText()
  const links = useLinks()
  const go = useGo()
  const base = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [words, setWords] = useState('')
  const [pointed, setPointed] = useState(0)
  const query = useDeferredValue(words.trim())
  const search = useQueryOf(
    'search',
    { query: { q: query, limit: 30 } },
    { enabled: query !== '', keep: true },
  )
  const found = useFound(query === '' ? undefined : search.data)
  const commands = useCommands(words.trim())
  const { recent, remember } = useRecent()
  const choices = [...(query === '' ? recent : found), ...commands]
  const at = Math.min(pointed, Math.max(0, choices.length - 1))

  useEffect(() => {
    const shown = dialog.current
    if (shown !== null && !shown.open) shown.showModal()
    return () => shown?.close()
  }, [])

  const open = (choice: Choice | undefined) => {
    if (choice === undefined) return
    onClose()
    if (choice.path !== undefined) {
      if (choice.remembered === true) remember(choice)
      go(links.at(choice.path))
    } else choice.run?.()
  }
  const pressed = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      open(choices[at])
    } else if (step !== undefined && choices.length > 0) {
      event.preventDefault()
      const to = at + step
      const wraps = Math.abs(step) === 1
      setPointed(
        wraps ? (to + choices.length) % choices.length : Math.max(0, Math.min(choices.length - 1, to)),
      )
    }
  }
  const waiting = query !== '' && search.isFetching && search.data === undefined
  return (
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label={say('shell.search.title')}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={event => event.target === dialog.current && onClose()}
    >
      <input
        type="text"
        role="combobox"
        dir="auto"
        aria-label={say('shell.search.field')}
        placeholder={say('shell.search.field')}
        aria-expanded="true"
        aria-controls={`${base}-list`}
        aria-activedescendant={choices.length === 0 ? undefined : `${base}-${at}`}
        autoComplete="off"
        spellCheck={false}
        value={words}
        onChange={event => {
          setWords(event.target.value)
          setPointed(0)
        }}
        onKeyDown={pressed}
      />
      <output className="visually-hidden">
        {query !== '' && !waiting && say('shell.search.found', { count: found.length })}
      </output>
      {search.isError && query !== '' && <Problem error={search.error} />}
      {query !== '' && !waiting && !search.isError && found.length === 0 && (
        <p className="hint">{say('shell.search.none', { query })}</p>
      )}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div role="listbox" id={`${base}-list`} aria-label={say('shell.search.title')} tabIndex={-1}>
        {grouped(choices).map(([title, group]) => (
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          <div key={title} role="group" aria-label={title}>
            <div className="group-title" aria-hidden="true">
              {title}
            </div>
            {group.map(choice => {
              const index = choices.indexOf(choice)
              return (
                <Option
                  key={choice.key}
                  choice={choice}
                  id={`${base}-${index}`}
                  chosen={index === at}
                  onPoint={() => setPointed(index)}
                  onOpen={() => open(choice)}
                />
              )
            })}
          </div>
        ))}
      </div>
      <p className="hint keys">{say('shell.search.hint')}</p>
    </dialog>
  )
}
