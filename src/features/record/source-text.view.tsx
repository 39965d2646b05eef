import { memo, useEffect, useMemo, useRef } from 'react'
import { useText } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { type Passage, paragraphSpans, type Piece, piecesOf, type Span, wholeWords } from './passages.ts'

/** A passage as it is shown: how many claims rest on it, and whether its words are still those. */
export interface Shown extends Passage {
  readonly changed: boolean
}

const startOf = (piece: Element) => Number(piece instanceof HTMLElement ? piece.dataset['start'] : 0)

/** Which character of the text a point of the page is. Signs that stand between the pieces are no part of it. */
const characterAt = (container: HTMLElement, node: Node, offset: number): number | null => {
  const piece = node instanceof Text ? node.parentElement?.closest('[data-start]') : null
  if (piece) return startOf(piece) + offset
  const point = document.createRange()
  point.setStart(node, offset)
  const pieces = [...container.querySelectorAll('[data-start]')]
  const next = pieces.find(each => point.comparePoint(each, 0) >= 0)
  if (next !== undefined) return startOf(next)
  const last = pieces.at(-1)
  return last === undefined ? null : startOf(last) + (last.textContent?.length ?? 0)
}

const spanSelected = (container: HTMLElement, text: string): Span | null => {
  const selection = getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  if (!range.intersectsNode(container)) return null
  const within = (node: Node) => container.contains(node)
  const start = within(range.startContainer)
    ? characterAt(container, range.startContainer, range.startOffset)
    : 0
  const end = within(range.endContainer)
    ? characterAt(container, range.endContainer, range.endOffset)
    : text.length
  return start === null || end === null || end <= start ? null : wholeWords(text, { start, end })
}

interface Props {
  text: string
  language: string
  passages: readonly Shown[]
  /** The passage whose claims are open. */
  open: number | null
  /** What a claim is being written on. */
  chosen: Span | null
  onOpen: (passage: number) => void
  /** Somebody marked words with mouse, finger or keyboard; null when they began anew. */
  onMark?: (span: Span | null) => void
  panel: string
}

const PieceText = ({
  piece,
  text,
  passages,
  open,
  chosen,
}: Pick<Props, 'text' | 'passages' | 'open' | 'chosen'> & { piece: Piece }) => {
  const { start, end, on } = piece
  const content = text.slice(start, end)
  const isChosen = chosen !== null && start >= chosen.start && end <= chosen.end
  const lying = on.filter(index => index < passages.length)
  const names = [
    isChosen && 'chosen',
    lying.length > 1 && 'several',
    open !== null && lying.includes(open) && 'open',
    lying.some(index => passages[index]?.changed) && 'changed',
  ].filter(each => each !== false)
  if (lying.length === 0 && !isChosen) return <span data-start={start}>{content}</span>
  return (
    <mark data-start={start} data-on={lying.join(' ')} className={names.join(' ') || undefined}>
      {content}
    </mark>
  )
}

/** The text of a source, with the passages on which claims rest. A number after each opens its claims. */
export const SourceText = memo(({ text, language, passages, open, chosen, onOpen, onMark, panel }: Props) => {
  const say = useText()
  const container = useRef<HTMLDivElement>(null)
  const paragraphs = useMemo(() => paragraphSpans(text), [text])
  const all = chosen === null ? passages : [...passages, chosen]

  useEffect(() => {
    const here = container.current
    if (here === null) return
    const marked = () => {
      const span = spanSelected(here, text)
      if (span !== null) onMark?.(span)
    }
    const begun = () => onMark?.(null)
    const pressed = ({ target }: MouseEvent) => {
      if (getSelection()?.isCollapsed === false) return
      const mark = target instanceof Element ? target.closest<HTMLElement>('mark[data-on]') : null
      const on = mark?.dataset['on']?.split(' ').filter(Boolean).map(Number) ?? []
      // The shortest of those that lie there: it was aimed at most exactly.
      const length = (index: number) => (passages[index]?.end ?? 0) - (passages[index]?.start ?? 0)
      const [nearest] = on.toSorted((left, right) => length(left) - length(right))
      if (nearest !== undefined) onOpen(nearest)
    }
    document.addEventListener('selectionchange', marked)
    here.addEventListener('pointerdown', begun)
    here.addEventListener('click', pressed)
    return () => {
      document.removeEventListener('selectionchange', marked)
      here.removeEventListener('pointerdown', begun)
      here.removeEventListener('click', pressed)
    }
  }, [text, passages, onMark, onOpen])

  return (
    <div ref={container} className="source-text" lang={language} dir={directionOf(language)}>
      {paragraphs.map((paragraph, at) => (
        <p key={paragraph.start} data-number={say('parts.number', { number: at + 1 })}>
          {piecesOf(paragraph, all).map(piece => (
            <PieceWithNotes
              key={piece.start}
              piece={piece}
              {...{ text, passages, open, chosen, onOpen, panel, say }}
            />
          ))}
        </p>
      ))}
    </div>
  )
})

const PieceWithNotes = ({
  piece,
  text,
  passages,
  open,
  chosen,
  onOpen,
  panel,
  say,
}: Pick<Props, 'text' | 'passages' | 'open' | 'chosen' | 'onOpen' | 'panel'> & {
  piece: Piece
  say: ReturnType<typeof useText>
}) => (
  <>
    <PieceText {...{ piece, text, passages, open, chosen }} />
    {piece.ending
      .filter(index => index < passages.length)
      .map(index => (
        <button
          key={index}
          type="button"
          className="note-mark"
          id={`passage-${index}`}
          aria-expanded={open === index}
          aria-controls={panel}
          aria-label={say('record.passage.open', {
            number: index + 1,
            count: passages[index]?.claims.length ?? 0,
          })}
          onClick={() => onOpen(index)}
        >
          {say('parts.number', { number: index + 1 })}
        </button>
      ))}
  </>
)
