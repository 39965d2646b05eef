import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { useLocale } from '../text.ts'

export interface Tab {
  readonly id: string
  readonly title: ReactNode
  readonly panel: () => ReactNode
}

interface Props {
  readonly label: string
  readonly tabs: readonly Tab[]
  /** Which is shown first; another one later leads there. */
  readonly first?: string | undefined
  readonly onChoose?: (id: string) => void
}

/** Several views in one place, one seen at a time. Arrow keys move between them. */
export const Tabs = ({ label, tabs, first, onChoose }: Props) => {
  const { direction } = useLocale()
  const base = useId()
  const list = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState(first ?? tabs[0]?.id)
  const [before, setBefore] = useState(first)
  if (first !== before) {
    setBefore(first)
    if (first !== undefined) setChosen(first)
  }
  const at = Math.max(
    0,
    tabs.findIndex(tab => tab.id === chosen),
  )
  const shown = tabs[at]
  const choose = (id: string) => {
    setChosen(id)
    onChoose?.(id)
  }

  const move = ({ key, preventDefault }: Pick<KeyboardEvent, 'key' | 'preventDefault'>) => {
    const forward = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const back = direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft'
    const to =
      key === forward
        ? (at + 1) % tabs.length
        : key === back
          ? (at + tabs.length - 1) % tabs.length
          : key === 'Home'
            ? 0
            : key === 'End'
              ? tabs.length - 1
              : null
    const next = to === null ? undefined : tabs[to]
    if (to === null || next === undefined) return
    preventDefault()
    choose(next.id)
    const button = list.current?.children[to]
    if (button instanceof HTMLElement) button.focus()
  }

  return (
    <div className="tabs">
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={event => move({ key: event.key, preventDefault: () => event.preventDefault() })}
      >
        {tabs.map((tab, index) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${base}-${tab.id}`}
            aria-selected={index === at}
            aria-controls={`${base}-panel`}
            tabIndex={index === at ? 0 : -1}
            onClick={() => choose(tab.id)}
          >
            {tab.title}
          </button>
        ))}
      </div>
      {shown !== undefined && (
        <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${shown.id}`}>
          {shown.panel()}
        </div>
      )}
    </div>
  )
}
