import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { Button } from '../../web/parts/button.tsx'
import { useText } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { paragraphSpans, type Span, type Unit, unitSpans } from './passages.ts'

const units: readonly Unit[] = ['sentence', 'paragraph', 'word']

/** How far a key moves: one on, one back, or to an end. Both axes work, whichever way the text runs. */
const stepOf = (key: string, direction: 'ltr' | 'rtl', count: number): number => {
  const on = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  const back = direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft'
  if (key === 'ArrowDown' || key === on) return 1
  if (key === 'ArrowUp' || key === back) return -1
  return key === 'Home' ? -count : key === 'End' ? count : 0
}

interface Props {
  text: string
  language: string
  onTake: (span: Span) => void
  onClose: () => void
}

/** Chooses a passage without a mouse: arrow keys go from sentence to sentence, with Shift they take more in. */
export const KeyChooser = ({ text, language, onTake, onClose }: Props) => {
  const say = useText()
  const base = useId()
  const [unit, setUnit] = useState<Unit>('sentence')
  const [{ anchor, at }, move] = useState({ anchor: 0, at: 0 })
  const list = useRef<HTMLDivElement>(null)
  const spans = useMemo(() => unitSpans(text, unit, language), [text, unit, language])
  const paragraphs = useMemo(() => paragraphSpans(text), [text])
  const direction = directionOf(language)
  const [first, last] = [Math.min(anchor, at), Math.max(anchor, at)]

  useEffect(() => {
    list.current?.focus({ preventScroll: true })
  }, [unit])
  useEffect(() => {
    document.getElementById(`${base}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [base, at])

  const change = (next: Unit) => {
    const here = spans[at]?.start ?? 0
    const same = unitSpans(text, next, language).findLastIndex(each => each.start <= here)
    setUnit(next)
    move({ anchor: Math.max(0, same), at: Math.max(0, same) })
  }
  const take = () => {
    const [from, to] = [spans[first], spans[last]]
    if (from !== undefined && to !== undefined) onTake({ start: from.start, end: to.end })
  }
  const pressed = (event: KeyboardEvent) => {
    const step = stepOf(event.key, direction, spans.length)
    if (step !== 0) {
      const next = Math.max(0, Math.min(spans.length - 1, at + step))
      move({ anchor: event.shiftKey ? anchor : next, at: next })
    } else if (event.key === 'Enter' || event.key === ' ') take()
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
  }
  return (
    <div className="key-chooser">
      <div className="toolbar">
        <label className="inline">
          {say('record.keys.unit')}{' '}
          <select
            value={unit}
            onChange={event => change(units.find(each => each === event.target.value) ?? 'sentence')}
          >
            {units.map(each => (
              <option key={each} value={each}>
                {say(`record.keys.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <Button look="primary" onClick={take}>
          {say('record.keys.take')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {say('parts.cancel')}
        </Button>
      </div>
      <p className="hint" id={`${base}-hint`}>
        {say('record.keys.hint')}
      </p>
      <div
        ref={list}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a text, whose sentences are chosen among
        role="listbox"
        tabIndex={0}
        className="source-text choosing"
        aria-label={say('record.keys.label')}
        aria-describedby={`${base}-hint`}
        aria-multiselectable="true"
        aria-activedescendant={`${base}-${at}`}
        lang={language}
        dir={direction}
        onKeyDown={pressed}
      >
        {paragraphs.map((paragraph, number) => (
          <div
            key={paragraph.start}
            className="paragraph"
            data-number={say('parts.number', { number: number + 1 })}
            role="presentation"
          >
            {spans.map((span, index) =>
              span.start < paragraph.start || span.start >= paragraph.end ? null : (
                // The list itself takes the keys.
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
                <span
                  key={span.start}
                  id={`${base}-${index}`}
                  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
                  role="option"
                  tabIndex={-1}
                  aria-selected={index >= first && index <= last}
                  className={index === at ? 'unit active' : 'unit'}
                  onClick={event => move({ anchor: event.shiftKey ? anchor : index, at: index })}
                >
                  {text.slice(span.start, span.end)}{' '}
                </span>
              ),
            )}
          </div>
        ))}
      </div>
    </div>
  )
}
