import type { EditorState } from 'prosemirror-state'
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useSetting } from '../../web/settings.ts'
import { newId } from '../record/new-id.ts'
import { openDrafts } from './editor-drafts.ts'
import type { Line, RoomView } from './editor-line.ts'
import { TextRoom } from './editor-room.ts'
import type { Present } from './line-presence.ts'
import { connect, type Connection } from './line-connection.view.tsx'
import { attrsOf, schema } from './schema.ts'
import { talksFrom } from './talks-view.ts'
import type { TextView } from './texts.api.ts'

export interface OpenRoom {
  /** Puts the editor into an element of the page. */
  readonly place: (element: HTMLElement | null) => void
  readonly room: TextRoom | null
  readonly view: RoomView | null
  readonly state: EditorState | null
  /** Who is where in the text. */
  readonly present: readonly Present[]
}

export interface Entering {
  readonly text: TextView
  readonly account: string | null
  /** In whose name: a party, or (null) the chair; undefined: only reading. */
  readonly party: string | null | undefined
  /** The text is shown as it was on a day: nothing new arrives. */
  readonly past: boolean
  readonly attributes: Readonly<Record<string, string>>
}

/** A day gone by stays as it is. */
const pastLine: Line = { after: () => Promise.resolve([]), propose: () => Promise.resolve() }

/** Whether where one is in a text is not shown to others. */
export const hiddenSetting = 'text-unseen'

const paragraphIn = ({ doc, selection }: EditorState): string =>
  attrsOf(doc.child(selection.$head.index(0))).id

/** Opens the text in an editor, in somebody's name, for as long as the page shows it. */
export const useRoom = ({ text, account, party, past, attributes }: Entering): OpenRoom => {
  const [room, setRoom] = useState<TextRoom | null>(null)
  const [seen, setSeen] = useState<{ view: RoomView; state: EditorState } | null>(null)
  const [element, setElement] = useState<HTMLElement | null>(null)
  const place = useCallback((given: HTMLElement | null) => setElement(given), [])
  const named = useRef(attributes)
  const [connection, setConnection] = useState<Connection | null>(null)
  const [present, setPresent] = useState<readonly Present[]>([])
  const hidden = useSetting(hiddenSetting) !== null

  useEffect(() => {
    if (element === null) return
    let ended = false
    let opened: TextRoom | undefined
    let line: Connection | undefined
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
      const client = drafts.draft?.client ?? drafts.client
      if (!past)
        line = connect({
          text: text.id,
          party,
          client,
          known: () => opened?.view.number ?? drafts.draft?.number ?? text.number,
          onCommits: commits => opened?.heard(commits),
          onStanding: () => opened?.send(),
          onPresent: setPresent,
        })
      opened = new TextRoom({
        place: mount,
        attributes: named.current,
        line: line ?? pastLine,
        party,
        client,
        standing: {
          doc: schema.nodeFromJSON(text.document),
          version: text.version,
          number: text.number,
          talks: talksFrom(text.talks),
        },
        draft: drafts.draft,
        keep: drafts.keep,
        // What stands beside the text may come after the letter that was typed.
        onChange: (view, state) => startTransition(() => setSeen({ view, state })),
      })
      setRoom(opened)
      setConnection(line ?? null)
      setSeen({ view: opened.view, state: opened.editor.state })
    })
    return () => {
      ended = true
      opened?.destroy()
      line?.end()
      release()
      element.replaceChildren()
      setRoom(null)
      setConnection(null)
      setPresent([])
    }
  }, [element, text, account, party, past])

  useEffect(() => {
    if (room === null) return
    const leaving = () => room.send()
    addEventListener('pagehide', leaving)
    document.addEventListener('visibilitychange', leaving)
    return () => {
      removeEventListener('pagehide', leaving)
      document.removeEventListener('visibilitychange', leaving)
    }
  }, [room])

  const state = seen?.state ?? null
  const here = state === null ? null : paragraphIn(state)
  useEffect(() => {
    if (party !== undefined) connection?.here(hidden ? null : here)
  }, [connection, party, hidden, here])

  return useMemo(
    () => ({ place, room, view: seen?.view ?? null, state, present }),
    [place, room, seen, state, present],
  )
}
