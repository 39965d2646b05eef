import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { useLocale } from '../text.ts'

export interface Tab {
  readonly id: string
  readonly title: ReactNode
  readonly panel: () => ReactNode
}

/** Several views in one place, one seen at a time. Arrow keys move between them. */
export const Tabs = ({ label, tabs, first }: { label: string; tabs: readonly Tab[]; first?: string }) => {
  const { direction } = useLocale()
  const base = useId()
  const list = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState(first ?? tabs[0]?.id)
  const at = Math.max(
    0,
    tabs.findIndex(tab => tab.id === chosen),
  )
  const shown = tabs[at]

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
    if (to === null) return
    preventDefault()
    setChosen(tabs[to]?.id)
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
            onClick={() => setChosen(tab.id)}
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
