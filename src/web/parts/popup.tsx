import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'

interface Props {
  /** What was pressed: the popup stands beneath it, and focus returns to it. */
  trigger: RefObject<HTMLElement | null>
  label: string
  onClose: () => void
  className?: string
  /** Focus stays where it is: it was not asked for by key. */
  quiet?: boolean
  children: ReactNode
}

const gap = 6
const margin = 8

const place = (popup: HTMLElement, trigger: HTMLElement) => {
  const { top, bottom, left, right } = trigger.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = popup
  const below = innerHeight - bottom - gap - margin
  const above = top - gap - margin
  const under = height <= below || below >= above
  const start = getComputedStyle(trigger).direction === 'rtl' ? right - width : left
  popup.style.maxBlockSize = `${Math.max(under ? below : above, 120)}px`
  popup.style.top = `${under ? bottom + gap : Math.max(margin, top - gap - Math.min(height, above))}px`
  popup.style.left = `${Math.max(margin, Math.min(start, document.documentElement.clientWidth - width - margin))}px`
}

/** A small panel above the page, without stopping work beneath. Escape or a press elsewhere closes it. */
export const Popup = ({ trigger, label, onClose, className = '', quiet = false, children }: Props) => {
  const popup = useRef<HTMLDialogElement>(null)

  useLayoutEffect(() => {
    const shown = popup.current
    const from = trigger.current
    if (shown === null || from === null) return
    shown.showPopover()
    const move = () => place(shown, from)
    move()
    const wanted = shown.querySelector<HTMLElement>('[data-autofocus]') ?? shown
    if (!quiet) wanted.focus({ preventScroll: true })
    const heard = quiet ? document : shown

    const holds = (target: EventTarget | null) =>
      target instanceof Node && (shown.contains(target) || from.contains(target))
    const pressed = ({ target }: PointerEvent) => {
      if (!holds(target)) onClose()
    }
    const left = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null && !holds(relatedTarget)) onClose()
    }
    const typed = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.key !== 'Escape') return
      event.stopPropagation()
      if (!quiet) from.focus()
      onClose()
    }
    const watched = new ResizeObserver(move)
    watched.observe(shown)
    shown.addEventListener('focusout', left)
    heard.addEventListener('keydown', typed)
    addEventListener('resize', move)
    addEventListener('scroll', move, true)
    addEventListener('pointerdown', pressed)
    return () => {
      watched.disconnect()
      shown.removeEventListener('focusout', left)
      heard.removeEventListener('keydown', typed)
      removeEventListener('resize', move)
      removeEventListener('scroll', move, true)
      removeEventListener('pointerdown', pressed)
    }
  }, [onClose, trigger, quiet])

  return createPortal(
    <dialog ref={popup} popover="manual" aria-label={label} tabIndex={-1} className={`popup ${className}`}>
      {children}
    </dialog>,
    document.body,
  )
}
