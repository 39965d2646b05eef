import type { KeyboardEvent, MouseEvent } from 'react'
import type { Level } from '../../domain/vocabulary.ts'
import { useLinks } from '../../web/links.ts'
import { useLocale, useText, useWord } from '../../web/text.ts'
import { type Mark, markSize, positionOf, type Row, type Stretch } from './timeline.ts'
import type { Tick, TimeWindow } from './timeline.window.ts'

/** Turns a distance from the start of the line into one from the left, whichever way the page runs. */
export interface Side {
  readonly width: number
  readonly rightToLeft: boolean
}

export const leftOf = (start: number, { width, rightToLeft }: Side): number =>
  rightToLeft ? width - start : start

export const markKey = (track: string, meeting: string): string => `${track}/${meeting}`

const half = markSize / 2

/** Shapes by level, so that the level is told without colour: squares, circles, diamonds and a star for the summit. */
const glyphs: Readonly<Record<Level | 'unknown', string>> = {
  unknown: `M${-half} -2 H${half} V2 H${-half} Z`,
  experts: 'M-3.2 -3.2 H3.2 V3.2 H-3.2 Z',
  technical: 'M-4.5 -4.5 H4.5 V4.5 H-4.5 Z',
  'senior-officials': 'M0 -4 A4 4 0 1 1 0 4 A4 4 0 1 1 0 -4 Z',
  'special-envoys': 'M0 -5 A5 5 0 1 1 0 5 A5 5 0 1 1 0 -5 Z',
  'deputy-ministers': 'M0 -5 L5 0 L0 5 L-5 0 Z',
  ministers: 'M0 -6.5 L6.5 0 L0 6.5 L-6.5 0 Z',
  summit: 'M0 -7.5 L2.1 -2.4 L7.5 -2.4 L3.3 1.3 L4.8 6.8 L0 3.6 L-4.8 6.8 L-3.3 1.3 L-7.5 -2.4 L-2.1 -2.4 Z',
}

export const Glyph = ({
  level,
  x,
  y,
  className,
}: {
  level: Level | null
  x: number
  y: number
  className: string
}) => (
  <path className={`glyph ${className}`} transform={`translate(${x} ${y})`} d={glyphs[level ?? 'unknown']} />
)

/** One dated stretch: a shape where the day is known, a bar as long as the doubt where it is not. */
const StretchShape = ({ stretch, mark, side }: { stretch: Stretch; mark: Mark; side: Side }) => {
  const [from, to] = [leftOf(stretch.start, side), leftOf(stretch.end, side)].toSorted((a, b) => a - b)
  if (from === undefined || to === undefined) return null
  const kind = stretch.basis === 'known' || stretch.basis === 'published' ? 'reported' : mark.state
  const middle = (from + to) / 2
  if (to - from <= markSize * 1.6)
    return <Glyph level={mark.level} x={middle} y={mark.top} className={kind} />
  const [softLeft, softRight] = side.rightToLeft
    ? [stretch.softEnd, stretch.softStart]
    : [stretch.softStart, stretch.softEnd]
  const soft = softLeft && softRight ? 'both' : softLeft ? 'left' : softRight ? 'right' : 'none'
  return (
    <g className={`span ${kind} soft-${soft}`}>
      <rect x={from} y={mark.top - 3.5} width={to - from} height={7} rx={soft === 'none' ? 2 : 0} />
      <Glyph level={mark.level} x={middle} y={mark.top} className={kind} />
    </g>
  )
}

interface MarkProps {
  mark: Mark
  track: string
  side: Side
  label: string
  current: boolean
  onShow: (key: string | null) => void
  onOpen: (href: string) => void
  onKey: (event: KeyboardEvent) => void
}

/** A plain press stays in the application; one that asks for another window is the browser's. */
const follow = (event: MouseEvent, open: () => void) => {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented) return
  event.preventDefault()
  open()
}

const MeetingMark = ({ mark, track, side, label, current, onShow, onOpen, onKey }: MarkProps) => {
  const href = useLinks().to(mark.meeting.id, 'meeting')
  const key = markKey(track, mark.meeting.id)
  const starts = mark.stretches.map(each => each.start)
  const ends = mark.stretches.map(each => each.end)
  const [first, last] = [Math.min(...starts), Math.max(...ends)]
  const [left, right] = [leftOf(first, side), leftOf(last, side)].toSorted((a, b) => a - b)
  const middle = ((left ?? 0) + (right ?? 0)) / 2
  return (
    <a
      href={href}
      className={`mark ${mark.state}${mark.disputed ? ' disputed' : ''}${mark.meeting.illustration ? ' illustration' : ''}`}
      data-mark={key}
      aria-label={label}
      tabIndex={current ? 0 : -1}
      onFocus={() => onShow(key)}
      onKeyDown={onKey}
      onPointerEnter={() => onShow(key)}
      onClick={event => follow(event, () => onOpen(href))}
    >
      <rect
        className="target"
        x={(left ?? 0) - 4}
        y={mark.top - 9}
        width={(right ?? 0) - (left ?? 0) + 8}
        height={18}
        rx={4}
      />
      {mark.hidden !== null && (
        <path
          className="hidden-until"
          d={`M${leftOf(mark.hidden.start, side)} ${mark.top} H${leftOf(mark.hidden.end, side)} m0 -4 v8`}
        />
      )}
      {mark.bottom > mark.top && (
        <path className="levels" d={`M${middle} ${mark.top} V${mark.bottom} m-3 0 h6`} />
      )}
      {mark.stretches.length > 1 && <path className="apart" d={`M${left ?? 0} ${mark.top} H${right ?? 0}`} />}
      {mark.stretches.map(stretch => (
        <StretchShape key={stretch.date} stretch={stretch} mark={mark} side={side} />
      ))}
      {mark.state === 'called-off' && (
        <path className="strike" d={`M${middle - 6} ${mark.top + 5} l12 -10`} />
      )}
      {mark.disputed && (
        <text
          className="differs"
          x={(side.rightToLeft ? left : right) ?? 0}
          y={mark.top - 4}
          aria-hidden="true"
        >
          ≠
        </text>
      )}
    </a>
  )
}

/** Rough room that a word takes, in the small letters of the line. */
const roomFor = (text: string) => text.length * 6 + 8

const Steps = ({ row, side }: { row: Row; side: Side }) => {
  const word = useWord()
  const y = row.stepsTop
  return row.steps
    .toSorted((first, second) => first.start - second.start)
    .map((step, at, all) => {
      const text = word('step', step.step)
      const wide = step.end - step.start > markSize * 2
      const from = wide ? step.end : step.start
      const room = (all[at + 1]?.start ?? side.width) - from
      return (
        <g key={`${step.step} ${step.date}`} className="step" aria-hidden="true">
          <path d={`M${leftOf(step.start, side)} ${y - 4} v8`} />
          {wide && <path d={`M${leftOf(step.start, side)} ${y} H${leftOf(step.end, side)}`} />}
          {room > roomFor(text) && (
            <text x={leftOf(from + 5, side)} y={y + 3.5}>
              {text}
            </text>
          )}
        </g>
      )
    })
}

/** A row may be higher than its line where a name is long: upright lines run on to its end. */
const beyondRow = 80

interface LaneProps {
  row: Row
  window: TimeWindow
  ticks: readonly Tick[]
  today: string
  side: Side
  labelOf: (mark: Mark) => string
  /** The mark that the keyboard enters the timeline by. */
  current: string | null
  onShow: (key: string | null) => void
  onOpen: (href: string) => void
  onKey: (event: KeyboardEvent) => void
}

/** The line of one track: the higher the level of a meeting, the higher it stands. */
export const Lane = ({
  row,
  window,
  ticks,
  today,
  side,
  labelOf,
  current,
  onShow,
  onOpen,
  onKey,
}: LaneProps) => {
  const { width } = side
  const say = useText()
  const { direction } = useLocale()
  const now = positionOf(today, window, width)
  return (
    <svg className="lane" width={width} height={row.height} direction={direction} role="presentation">
      {ticks.map(tick => {
        const x = leftOf(positionOf(tick.day, window, width), side)
        return <line key={tick.day} className="grid" x1={x} x2={x} y1={0} y2={row.height + beyondRow} />
      })}
      {row.steps.length > 0 && (
        <line className="ground" x1={0} x2={width} y1={row.stepsTop - 7} y2={row.stepsTop - 7} />
      )}
      {now >= 0 && now <= width && (
        <line
          className="today"
          x1={leftOf(now, side)}
          x2={leftOf(now, side)}
          y1={0}
          y2={row.height + beyondRow}
        />
      )}
      <Steps row={row} side={side} />
      {row.marks.map(mark => (
        <MeetingMark
          key={mark.meeting.id}
          mark={mark}
          track={row.track}
          side={side}
          label={labelOf(mark)}
          current={current === markKey(row.track, mark.meeting.id)}
          onShow={onShow}
          onOpen={onOpen}
          onKey={onKey}
        />
      ))}
      {row.before > 0 && (
        <text className="beyond" x={leftOf(3, side)} y={12}>
          {say('pages.timeline.before', { count: row.before })}
        </text>
      )}
      {row.after > 0 && (
        <text className="beyond after" x={leftOf(width - 3, side)} y={12}>
          {say('pages.timeline.after', { count: row.after })}
        </text>
      )}
    </svg>
  )
}
