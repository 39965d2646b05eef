import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useText } from '../text.ts'
import { Button } from './button.tsx'

interface Props {
  title: string
  onClose: () => void
  children: ReactNode
  /** The buttons that answer it. Without them there is one to close it. */
  actions?: ReactNode
  className?: string
}

/** A question that must be answered, or a task that must be ended, before the page goes on. Render it to open it. */
export const Dialog = ({ title, onClose, children, actions, className = '' }: Props) => {
  const say = useText()
  const heading = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    if (shown !== null && !shown.open) shown.showModal()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={heading}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={heading}>{title}</h2>
      {children}
      <div className="actions">{actions ?? <Button onClick={onClose}>{say('parts.close')}</Button>}</div>
    </dialog>
  )
}
