import { Fragment, useMemo, useState } from 'react'
import { Button } from '../../web/parts/button.tsx'
import { useLocale, useText } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { type Change, differenceOf, extentOf, type Part } from './difference.ts'

/** Words that came or went, marked for eye and ear. */
const PartText = ({ part }: { part: Part }) => {
  const say = useText()
  const { language: page } = useLocale()
  if (part.kind === 'same') return part.text
  const Tag = part.kind === 'added' ? 'ins' : 'del'
  return (
    <Tag>
      <span className="visually-hidden" lang={page}>
        {say(`record.difference.${part.kind}`)}{' '}
      </span>
      {part.text}
      <span className="visually-hidden" lang={page}>
        {' '}
        {say('record.difference.end')}{' '}
      </span>
    </Tag>
  )
}

const Paragraph = ({ change }: { change: Change }) => (
  <p className={change.kind}>
    {change.parts.map((part, at) => (
      // The parts of a paragraph stand in their order for ever.
      // oxlint-disable-next-line react/no-array-index-key
      <PartText key={at} part={part} />
    ))}
  </p>
)

interface Run {
  readonly same: boolean
  readonly changes: readonly Change[]
}

/** Changes, and between them the stretches where nothing changed, short enough to be shown or else folded. */
const runsOf = (changes: readonly Change[]): Run[] => {
  const runs: { same: boolean; changes: Change[] }[] = []
  for (const change of changes) {
    const same = change.kind === 'same'
    const last = runs.at(-1)
    if (last?.same === same) last.changes.push(change)
    else runs.push({ same, changes: [change] })
  }
  return runs
}

const blank = ({ parts }: Change) => parts.every(({ text }) => text.trim() === '')

const Unchanged = ({ run }: { run: Run }) => {
  const say = useText()
  const { language: page, direction } = useLocale()
  const [open, setOpen] = useState(false)
  const count = run.changes.filter(each => !blank(each)).length
  if (open || count <= 1)
    return run.changes
      .filter(each => !blank(each))
      .map((change, at) => <Paragraph key={at} change={change} />)
  return (
    <p className="unchanged" lang={page} dir={direction}>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {say('record.difference.unchanged', { count })}
      </Button>
    </p>
  )
}

interface Props {
  before: string
  after: string
  language: string
}

/** What the publisher changed from one captured version to another, word by word. */
export const DifferenceView = ({ before, after, language }: Props) => {
  const say = useText()
  const changes = useMemo(() => differenceOf(before, after), [before, after])
  const { added, removed } = extentOf(changes)
  const runs = runsOf(changes)
  return (
    <div className="difference">
      <p className="hint">
        {added + removed === 0
          ? say(before === after ? 'record.difference.none' : 'record.difference.space')
          : say('record.difference.extent', { added, removed })}
      </p>
      <div className="difference-text" lang={language} dir={directionOf(language)}>
        {runs.map((run, at) => (
          // The runs of one difference never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <Fragment key={at}>
            {run.same ? (
              <Unchanged run={run} />
            ) : (
              run.changes
                .filter(each => !blank(each))
                .map((change, index) => <Paragraph key={index} change={change} />)
            )}
          </Fragment>
        ))}
      </div>
    </div>
  )
}
