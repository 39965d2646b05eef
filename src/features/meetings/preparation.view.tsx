import type { ReactNode } from 'react'
import { levels } from '../../domain/vocabulary.ts'
import { Section } from '../../web/parts/section.tsx'
import type { Names } from '../../web/parts/name.tsx'
import { useText, useWord } from '../../web/text.ts'
import { inOrder } from '../registry/timeline.ts'
import { MeetingLine } from './meeting-line.view.tsx'
import type { MeetingSummary } from './meetings.ts'
import { foldPreparation, type Prepared, type Preparing } from './preparation.ts'

interface Props {
  meetings: readonly MeetingSummary[]
  preparing: readonly Preparing[]
  names: Names
}

const Tree = ({
  trees,
  lineOf,
  label,
}: {
  trees: readonly Prepared[]
  lineOf: (id: string) => ReactNode
  label?: string
}) => (
  <ul className="preparation" aria-label={label}>
    {trees.map(tree => (
      <li key={tree.meeting}>
        {lineOf(tree.meeting)}
        {tree.preparedBy.length > 0 && <PreparedBy trees={tree.preparedBy} lineOf={lineOf} />}
      </li>
    ))}
  </ul>
)

const PreparedBy = ({ trees, lineOf }: { trees: readonly Prepared[]; lineOf: (id: string) => ReactNode }) => {
  const say = useText()
  return <Tree trees={trees} lineOf={lineOf} label={say('pages.meeting.preparedBy')} />
}

/** Meetings from the highest level down, latest first, each above those that prepared it. */
export const MeetingsByLevel = ({ meetings, preparing, names }: Props) => {
  const say = useText()
  const word = useWord()
  const latestFirst = inOrder(meetings).toReversed()
  const summaries = new Map(latestFirst.map(each => [each.id, each]))
  const trees = foldPreparation(
    latestFirst.map(each => each.id),
    preparing,
  )
  const levelOf = (tree: Prepared) => {
    const given = summaries.get(tree.meeting)?.levels ?? []
    return levels.findLast(level => given.includes(level)) ?? null
  }
  const lineOf = (id: string) => {
    const meeting = summaries.get(id)
    return meeting === undefined ? null : <MeetingLine meeting={meeting} names={names} />
  }
  return [...levels.toReversed(), null].map(level => {
    const of = trees.filter(tree => levelOf(tree) === level)
    if (of.length === 0) return null
    return (
      <Section
        key={level ?? 'unknown'}
        level={3}
        title={level === null ? say('pages.meeting.noLevel') : word('level', level)}
        count={say('parts.number', { number: of.length })}
      >
        <Tree trees={of} lineOf={lineOf} />
      </Section>
    )
  })
}
