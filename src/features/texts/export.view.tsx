import type { Node } from 'prosemirror-model'
import { useCallback, useRef, useState } from 'react'
import { useKnownOn } from '../../web/links.ts'
import { Button } from '../../web/parts/button.tsx'
import { Popup } from '../../web/parts/popup.tsx'
import { useText } from '../../web/text.ts'
import { renderPlain } from './render.ts'
import type { View } from './room-views.view.tsx'
import { useHolderText } from './signs.view.tsx'
import type { Talks } from './talks.ts'
import type { TextView } from './texts.api.ts'

const save = (name: string, content: string, type: string) => {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Letters and digits of a title, for the name of a file. */
const fileName = (title: string) =>
  title
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80)

/** The text as a file: as it is shown, in the plain form that `parley text import` reads, or with all that is known of it. */
export const Export = ({
  text,
  doc,
  talks,
  view,
}: {
  text: TextView
  doc: Node
  talks: Talks
  view: View
}) => {
  const say = useText()
  const nameOf = useHolderText(text.names)
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  const on = useKnownOn()
  const name = fileName(text.title)
  const plain = () => {
    const style =
      view.type === 'reading'
        ? { shown: view.shown }
        : { brackets: view.type === 'plain' ? ('bare' as const) : ('attributed' as const) }
    save(`${name}.txt`, `${renderPlain(doc, talks, nameOf, style).join('\n\n')}\n`, 'text/plain')
    close()
  }
  return (
    <>
      <Button look="quiet" ref={button} aria-expanded={open} onClick={() => setOpen(was => !was)}>
        {say('texts.export')}
      </Button>
      {open && (
        <Popup trigger={button} label={say('texts.export')} onClose={close} className="choices">
          <Button look="quiet" data-autofocus onClick={plain}>
            {say('texts.export.plain')}
          </Button>
          <a
            className="button quiet"
            href={`/api/texts/${text.id}${on === null ? '' : `?knownOn=${on}`}`}
            download={`${name}.json`}
            onClick={close}
          >
            {say('texts.export.json')}
          </a>
        </Popup>
      )}
    </>
  )
}
