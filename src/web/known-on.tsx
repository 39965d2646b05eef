import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { useKnownOn } from './links.ts'
import { Button } from './parts/button.tsx'
import { DateText } from './parts/date-text.tsx'
import { Phrase } from './parts/phrase.tsx'
import { Popup } from './parts/popup.tsx'
import { Loading } from './parts/states.tsx'
import { useText } from './text.ts'

const Chooser = lazy(async () => ({ default: (await import('./known-on.chooser.tsx')).KnownOnChooser }))

/** A day as it stands in the address; anything else there is ignored. */
export const dayFrom = (text: unknown): string | undefined =>
  typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
    ? text
    : undefined

/** Sets the day the record is read as of, on whatever page this is; null goes back to today. */
export const useSetKnownOn = () => {
  const navigate = useNavigate()
  return useCallback(
    (day: string | null) =>
      void navigate({ to: '.', search: before => ({ ...before, on: day ?? undefined }), hash: true }),
    [navigate],
  )
}

/** “As known on …”: in the head of every page, today unless another day is chosen. */
export const KnownOn = () => {
  const say = useText()
  const on = useKnownOn()
  const set = useSetKnownOn()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  return (
    <div className="known-on">
      <Button
        ref={button}
        look="quiet"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="known-on-label">{say('shell.knownOn')}</span>{' '}
        <b>{on === null ? say('shell.knownOn.today') : <DateText edtf={on} />}</b>
      </Button>
      {open && (
        <Popup trigger={button} label={say('shell.knownOn.label')} onClose={close} className="known-on-popup">
          <Suspense fallback={<Loading lines={8} />}>
            <Chooser
              day={on}
              onChoose={day => {
                set(day)
                setOpen(false)
                button.current?.focus()
              }}
            />
          </Suspense>
        </Popup>
      )}
    </div>
  )
}

/** Across the page while a past day is shown, so that nobody takes it for today. */
export const KnownOnBanner = () => {
  const say = useText()
  const on = useKnownOn()
  const set = useSetKnownOn()
  if (on === null) return null
  return (
    <div className="banner">
      <output>
        <Phrase of="shell.knownOn.banner" with={{ day: <DateText edtf={on} /> }} />
      </output>
      <Button look="quiet" onClick={() => set(null)}>
        {say('shell.knownOn.clear')}
      </Button>
    </div>
  )
}
