import { useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { useLinks } from '../../web/links.ts'
import { useGo } from '../../web/router.ts'
import type { View } from './room-views.view.tsx'
import type { TextView } from './texts.api.ts'

/** Where a line of an issued revision can be pointed to: “line 42 of Rev.2” is an address. */
export const lineAddress = (text: string, revision: number, line?: number): string =>
  `/texts/${text}?revision=${revision}${line === undefined ? '' : `#line-${line}`}`

/** Which way the text is shown. An issued revision has an address of its own, so that it can be sent to somebody. */
export const useView = (text: TextView): [View, (view: View) => void] => {
  const { revision }: { revision?: unknown } = useSearch({ strict: false })
  const go = useGo()
  const links = useLinks()
  const [view, setView] = useState<View>({ type: text.rendering })
  const asked = text.revisions.find(each => each.number === Number(revision))
  const choose = useCallback(
    (next: View) => {
      if (next.type === 'revision') go(links.at(lineAddress(text.id, next.number)))
      else {
        if (asked !== undefined) go(links.at(`/texts/${text.id}`))
        setView(next)
      }
    },
    [asked, go, links, text.id],
  )
  return [asked === undefined ? view : { type: 'revision', number: asked.number }, choose]
}

const lineIn = (hash: string) => Number(/^#line-(\d+)$/.exec(hash)?.[1] ?? 0)

/** The line the address points to, brought into sight; 0 for none. `ready`: the lines are there. */
export const usePointedLine = (ready: boolean): number => {
  const [line, setLine] = useState(() => lineIn(location.hash))
  useEffect(() => {
    const changed = () => setLine(lineIn(location.hash))
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  useEffect(() => {
    if (ready && line > 0) document.getElementById(`line-${line}`)?.scrollIntoView({ block: 'center' })
  }, [ready, line])
  return line
}
