import type { EditorState } from 'prosemirror-state'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { api } from '../../web/api.ts'
import { onWake } from '../../web/live.ts'
import { newId } from '../record/new-id.ts'
import { openDrafts } from './editor-drafts.ts'
import type { Letter, RoomView } from './editor-line.ts'
import { TextRoom } from './editor-room.ts'
import { schema } from './schema.ts'
import { talksFrom } from './talks-view.ts'
import type { TextView } from './texts.api.ts'

export interface OpenRoom {
  /** Puts the editor into an element of the page. */
  readonly place: (element: HTMLElement | null) => void
  readonly room: TextRoom | null
  readonly view: RoomView | null
  readonly state: EditorState | null
}

export interface Entering {
  readonly text: TextView
  readonly account: string | null
  /** In whose name: a party, or (null) the chair; undefined: only reading. */
  readonly party: string | null | undefined
  readonly attributes: Readonly<Record<string, string>>
}

const lineTo = (text: string, party: string | null | undefined) => ({
  after: async (number: number) =>
    (await api.readCommits({ params: { id: text }, query: { after: number } })).commits,
  propose: ({ client, ref, ...proposed }: Letter) =>
    api.command({
      params: { id: text },
      body: { as: party ?? 'chair', client, ref, command: { type: 'propose', ...proposed } },
    }),
})

/** Opens the text in an editor, in somebody's name, for as long as the page shows it. */
export const useRoom = ({ text, account, party, attributes }: Entering): OpenRoom => {
  const [room, setRoom] = useState<TextRoom | null>(null)
  const [seen, setSeen] = useState<{ view: RoomView; state: EditorState } | null>(null)
  const [element, setElement] = useState<HTMLElement | null>(null)
  const place = useCallback((given: HTMLElement | null) => setElement(given), [])
  const named = useRef(attributes)

  useEffect(() => {
    if (element === null) return
    let ended = false
    let opened: TextRoom | undefined
    let release = () => {}
    const fresh = newId()
    const kept =
      account === null || party === undefined
        ? Promise.resolve({ draft: null, client: fresh, keep: () => {}, release: () => {} })
        : openDrafts(account, `${text.id} ${party ?? 'chair'}`, fresh)
    void kept.then(drafts => {
      release = drafts.release
      if (ended) {
        release()
        return
      }
      const mount = document.createElement('div')
      element.replaceChildren(mount)
      opened = new TextRoom({
        place: mount,
        attributes: named.current,
        line: lineTo(text.id, party),
        party,
        client: drafts.client,
        standing: {
          doc: schema.nodeFromJSON(text.document),
          version: text.version,
          number: text.number,
          talks: talksFrom(text.talks),
        },
        draft: drafts.draft,
        keep: drafts.keep,
        onChange: (view, state) => setSeen({ view, state }),
      })
      setRoom(opened)
      setSeen({ view: opened.view, state: opened.editor.state })
      void opened.hear()
    })
    return () => {
      ended = true
      opened?.destroy()
      release()
      element.replaceChildren()
      setRoom(null)
    }
  }, [element, text, account, party])

  useEffect(() => {
    if (room === null) return
    const back = () => void room.hear().then(() => room.send())
    const leaving = () => room.send()
    addEventListener('online', back)
    addEventListener('pagehide', leaving)
    document.addEventListener('visibilitychange', leaving)
    return () => {
      removeEventListener('online', back)
      removeEventListener('pagehide', leaving)
      document.removeEventListener('visibilitychange', leaving)
    }
  }, [room])

  useEffect(() => (room === null ? undefined : onWake(() => void room.hear())), [room])

  return useMemo(
    () => ({ place, room, view: seen?.view ?? null, state: seen?.state ?? null }),
    [place, room, seen],
  )
}
