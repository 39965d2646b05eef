import { useEffect, useMemo } from 'react'
import { useText } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { standingOf } from './brackets-held.ts'
import { plainLook, setLook } from './editor-look.ts'
import { setHand } from './editor-suggest.ts'
import type { View } from './room-views.view.tsx'
import { useSigns } from './signs.view.tsx'
import type { TextView } from './texts.api.ts'
import type { OpenRoom } from './use-room.view.tsx'

const signing = ({ type }: View) => (type === 'plain' ? 'bare' : type === 'colours' ? 'numbers' : 'names')

/** Keeps the editor looking as the page wants: labels, margins, what is pointed out. */
export const useLook = (
  open: OpenRoom,
  text: TextView,
  view: View,
  party: string | null | undefined,
  shown: string | null,
) => {
  const say = useText()
  const talks = open.view?.talks ?? null
  const signs = useSigns(talks, text.names, party, signing(view))
  const { room } = open
  const direction = directionOf(text.language)
  const doc = open.state?.doc ?? null
  const standing = useMemo(() => {
    const marks = new Map<string, string>()
    if (doc === null || talks === null) return marks
    for (const { paragraph, state } of standingOf(doc, talks))
      if (state !== 'open') marks.set(paragraph, say(`texts.state.mark.${state}`))
    return marks
  }, [doc, talks, say])
  const present = useMemo(() => {
    const marks = new Map<string, string>()
    for (const { paragraph, party: who } of open.present)
      if (who !== party) marks.set(paragraph, `${marks.get(paragraph) ?? ''}●`)
    return marks
  }, [open.present, party])
  const key = [...standing].flat().join()
  useEffect(() => {
    if (room === null) return
    room.editor.whenSettled(() => {
      const { view: editor } = room.editor
      if (editor.isDestroyed) return
      const look = {
        ...plainLook,
        brackets: view.type !== 'colours',
        signs,
        present,
        standing,
        direction,
        shown,
      }
      editor.dispatch(setLook(setHand(editor.state.tr, {}), look))
    })
    // `standing` is the same as long as its key is.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [room, signs, present, key, direction, shown, view.type])
  return signs
}
