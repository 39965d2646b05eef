import { Fragment, type ReactNode } from 'react'
import type { Node } from 'prosemirror-model'
import type { Sign } from './editor-look.ts'
import { type Segment, segmentsOf } from './render.ts'
import { paragraphsShown, type RunParagraph, type Shown } from './runs.ts'
import type { Talks } from './talks.ts'

type Signs = ReadonlyMap<string, Sign>

const Pieces = ({ segments, signs }: { segments: readonly Segment[]; signs: Signs }) =>
  segments.map((segment, at) => {
    if (segment.type === 'text')
      // The pieces of one paragraph never change places.
      // oxlint-disable-next-line react/no-array-index-key
      return <Fragment key={at}>{segment.text}</Fragment>
    const sign = signs.get(segment.proposal)
    const Mark = segment.what === 'insert' ? 'ins' : 'del'
    return (
      <Mark
        // oxlint-disable-next-line react/no-array-index-key
        key={at}
        className={`bracketed party-${sign?.colour ?? 0}`}
        data-opens="["
        data-closes={`]${segment.what === 'insert' ? (sign?.ins ?? '') : (sign?.del ?? '')}`}
      >
        <Pieces segments={segment.content} signs={signs} />
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
  language,
  direction,
}: {
  doc: Node
  talks: Talks
  shown: Shown
  signs: Signs
  language: string
  direction: 'ltr' | 'rtl'
}) => (
  <div className="joint-text look-marked" lang={language} dir={direction}>
    {paragraphsShown(doc, talks, shown).map(paragraph => (
      <Paragraph key={paragraph.id} kind={paragraph.kind} label={paragraph.label} direction={direction}>
        <Pieces segments={segmentsOf(withoutLabel(paragraph))} signs={signs} />
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
