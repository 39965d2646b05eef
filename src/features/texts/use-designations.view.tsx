import { type RefObject, useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { type EditorState, TextSelection, type Transaction } from 'prosemirror-state'
import { useQueryOf } from '../../web/api.ts'
import { type Check, checkBy } from './designation.ts'
import type { Marked, Survey } from './designation-places.ts'
import {
  designationsIn,
  leave,
  nextPlace,
  placeAt,
  proposeFootnote,
  proposeName,
  setCheck,
} from './editor-designations.ts'
import type { TextView } from './texts.api.ts'
import type { OpenRoom } from './use-room.view.tsx'

/** A marked name the reader asks about. */
export interface AskedName {
  readonly place: Marked
  readonly anchor: RefObject<HTMLElement | null>
  /** Asked with the pointer: the keys stay with the text. */
  readonly quiet: boolean
}

export interface NameCheck {
  /** Null until it is known, or where nothing is to be checked. */
  readonly check: Check | null
  readonly survey: Survey
  readonly mayWrite: boolean
  readonly asked: AskedName | null
  readonly close: () => void
  /** The pointer is on what is shown of the name, or has left it. */
  readonly hold: (on: boolean) => void
  readonly use: (place: Marked) => void
  readonly addFootnote: (party: string) => void
  readonly leave: (place: Marked) => void
  readonly show: (place: Marked) => void
  readonly step: (towards: 1 | -1) => void
}

const nothing: Survey = { places: [], footnotes: [] }
const [openAfter, closeAfter] = [350, 300]

const isNextKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  !altKey && (key === 'F8' || ((key === '.' || key === '>') && (ctrlKey || metaKey)))

interface Asked {
  readonly anchor: RefObject<HTMLElement | null>
  readonly how: 'key' | 'press' | 'hover'
}

/** Keeps the marks of the policy up to date in the editor, and what is asked about one of them. */
export const useDesignations = (
  { room }: OpenRoom,
  text: TextView,
  party: string | null | undefined,
): NameCheck => {
  const { data } = useQueryOf('readDesignations', { params: { id: text.id } })
  const check = useMemo(
    () => (data === undefined || data.policies.length === 0 ? null : checkBy(data)),
    [data],
  )
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  const [asked, setAsked] = useState<Asked | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const dispatch = useCallback(
    (make: (state: EditorState) => Transaction | null) => {
      room?.editor.whenSettled(() => {
        const { view } = room.editor
        if (view.isDestroyed) return
        const tr = make(view.state)
        if (tr !== null) view.dispatch(tr)
        redraw()
      })
    },
    [room],
  )
  useEffect(() => dispatch(state => setCheck(state.tr, check)), [dispatch, check])

  const focus = useCallback(() => room?.editor.view.focus(), [room])
  const close = useCallback(() => {
    clearTimeout(timer.current)
    if (document.activeElement instanceof HTMLElement && document.activeElement.closest('.popup')) focus()
    setAsked(null)
  }, [focus])

  /** Asks about the mark at a place, once it is drawn. */
  const askAt = useCallback(
    (at: number, how: Asked['how']) => {
      const anchor = room === null ? undefined : markAt(room.editor.view.dom, at, room.editor.view)
      if (anchor !== undefined) setAsked({ anchor: { current: anchor }, how })
    },
    [room],
  )
  const goTo = useCallback(
    (place: Marked) =>
      dispatch(({ doc, tr }) =>
        tr.setSelection(TextSelection.create(doc, place.from, place.to)).scrollIntoView(),
      ),
    [dispatch],
  )
  const step = useCallback(
    (towards: 1 | -1) => {
      if (room === null) return
      const next = nextPlace(room.editor.state, towards)
      if (next === undefined) return
      setAsked(null)
      focus()
      goTo(next)
      askAt(next.from, 'key')
    },
    [room, focus, goTo, askAt],
  )

  useEffect(() => {
    if (room === null || check === null) return
    const { view } = room.editor
    const { dom } = view
    const placeOf = (target: EventTarget | null) => {
      const mark = target instanceof Element ? target.closest<HTMLElement>('.off-policy') : null
      return mark === null ? undefined : mark
    }
    const later = (work: () => void, wait: number) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(work, wait)
    }
    const over = ({ target }: MouseEvent) => {
      const mark = placeOf(target)
      if (mark !== undefined)
        later(() => setAsked(now => now ?? { anchor: { current: mark }, how: 'hover' }), openAfter)
    }
    const out = ({ target }: MouseEvent) => {
      if (placeOf(target) !== undefined)
        later(() => setAsked(now => (now?.how === 'hover' ? null : now)), closeAfter)
    }
    const pressed = ({ target }: MouseEvent) => {
      const mark = placeOf(target)
      if (mark === undefined) return
      clearTimeout(timer.current)
      setAsked({ anchor: { current: mark }, how: 'press' })
    }
    const typed = (event: KeyboardEvent) => {
      if (!isNextKey(event) || event.isComposing) return
      event.preventDefault()
      const here = event.shiftKey ? undefined : placeAt(view.state)
      const isNew = here !== undefined && view.state.selection.empty
      if (isNew) askAt(here.from, 'key')
      else step(event.shiftKey ? -1 : 1)
    }
    dom.addEventListener('mouseover', over)
    dom.addEventListener('mouseout', out)
    dom.addEventListener('click', pressed)
    dom.addEventListener('keydown', typed)
    return () => {
      clearTimeout(timer.current)
      dom.removeEventListener('mouseover', over)
      dom.removeEventListener('mouseout', out)
      dom.removeEventListener('click', pressed)
      dom.removeEventListener('keydown', typed)
    }
  }, [room, check, askAt, step])

  const state = room?.editor.state
  const anchor = asked?.anchor.current ?? null
  const place =
    state === undefined || anchor === null || !anchor.isConnected
      ? undefined
      : placeAt(state, room?.editor.view.posAtDOM(anchor, 0))
  return {
    check,
    survey: state === undefined || check === null ? nothing : designationsIn(state),
    mayWrite: party !== undefined,
    asked:
      asked === null || place === undefined
        ? null
        : { place, anchor: asked.anchor, quiet: asked.how !== 'key' },
    close,
    hold: on => {
      clearTimeout(timer.current)
      if (!on && asked?.how === 'hover') timer.current = setTimeout(close, closeAfter)
    },
    use: chosen => {
      close()
      dispatch(now => (check === null ? null : proposeName(now, check, chosen)))
      focus()
    },
    addFootnote: whose => {
      close()
      dispatch(now => (check === null ? null : proposeFootnote(now, check, whose)))
      focus()
    },
    leave: chosen => {
      close()
      dispatch(({ tr }) => leave(tr, chosen))
      focus()
    },
    show: chosen => {
      focus()
      goTo(chosen)
    },
    step,
  }
}

const markAt = (
  dom: HTMLElement,
  at: number,
  view: { posAtDOM: (node: globalThis.Node, offset: number) => number },
): HTMLElement | undefined =>
  [...dom.querySelectorAll<HTMLElement>('.off-policy')].find(mark => view.posAtDOM(mark, 0) === at)
