import type { ReactNode } from 'react'
import type { Node } from 'prosemirror-model'
import type { Check, Place } from './designation.ts'
import { placesShown } from './designation-places.ts'
import type { Sign } from './editor-look.ts'
import { type Segment, segmentsOf } from './render.ts'
import { paragraphsShown, type RunParagraph, type Shown } from './runs.ts'
import type { Talks } from './talks.ts'

type Signs = ReadonlyMap<string, Sign>

const lengthOf = (segments: readonly Segment[]): number =>
  segments.reduce((sum, each) => sum + (each.type === 'text' ? each.text.length : lengthOf(each.content)), 0)

/** Words with the names marked that the track does not use. `start` is where they begin in the paragraph. */
const MarkedWords = ({
  words,
  start,
  places,
}: {
  words: string
  start: number
  places: readonly Place[]
}) => {
  const pieces: ReactNode[] = []
  let at = 0
  for (const { from, to, breach } of places) {
    const [first, end] = [Math.max(at, from - start), Math.min(words.length, to - start)]
    if (end <= first) continue
    pieces.push(
      words.slice(at, first),
      <mark key={first} className={`off-policy ${breach}`}>
        {words.slice(first, end)}
      </mark>,
    )
    at = end
  }
  return (
    <span className="words">
      {pieces}
      {words.slice(at)}
    </span>
  )
}

interface PiecesProps {
  readonly segments: readonly Segment[]
  readonly signs: Signs
  readonly places: readonly Place[]
  /** Where they begin in the paragraph. */
  readonly start?: number
}

const Pieces = ({ segments, signs, places, start = 0 }: PiecesProps) =>
  segments.map((segment, at) => {
    const from = start + lengthOf(segments.slice(0, at))
    if (segment.type === 'text')
      // The pieces of one paragraph never change places.
      // oxlint-disable-next-line react/no-array-index-key
      return <MarkedWords key={at} words={segment.text} start={from} places={places} />
    const sign = signs.get(segment.proposal)
    const Mark = segment.what === 'insert' ? 'ins' : 'del'
    return (
      <Mark
        // oxlint-disable-next-line react/no-array-index-key
        key={at}
        className={`bracketed party-${sign?.colour ?? 0} pattern-${sign?.pattern ?? 0}`}
        data-opens="["
        data-holders={segment.what === 'insert' ? sign?.ins : sign?.del}
      >
        <span className="enclosed" data-closes="]">
          <Pieces segments={segment.content} signs={signs} places={places} start={from} />
        </span>
      </Mark>
    )
  })

/** The words without what stands at the beginning, which is in the margin here. */
const withoutLabel = (paragraph: RunParagraph): RunParagraph => ({
  ...paragraph,
  label: '',
  kind: 'operative',
})

/** A text for reading: no carets, no proposals to make. */
export const Reading = ({
  doc,
  talks,
  shown,
  signs,
  check,
  language,
  direction,
}: {
  doc: Node
  talks: Talks
  shown: Shown
  signs: Signs
  check: Check | null
  language: string
  direction: 'ltr' | 'rtl'
}) => (
  <div className="joint-text look-marked" lang={language} dir={direction}>
    {paragraphsShown(doc, talks, shown).map(paragraph => (
      <Paragraph key={paragraph.id} kind={paragraph.kind} label={paragraph.label} direction={direction}>
        <Pieces
          segments={segmentsOf(withoutLabel(paragraph))}
          signs={signs}
          places={check === null ? [] : placesShown(check, paragraph)}
        />
      </Paragraph>
    ))}
  </div>
)

export const Paragraph = ({
  kind,
  label,
  direction,
  children,
}: {
  kind: string
  label: string
  direction: 'ltr' | 'rtl'
  children: ReactNode
}) => (
  <p data-kind={kind} data-label={label} dir={direction}>
    {children}
  </p>
)
