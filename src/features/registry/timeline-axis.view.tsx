import { useMemo } from 'react'
import { useLocale } from '../../web/text.ts'
import { leftOf, type Side } from './timeline-lane.view.tsx'
import { positionOf } from './timeline.ts'
import type { Tick, TickUnit, TimeWindow } from './timeline.window.ts'

const parts: Readonly<Record<TickUnit, Intl.DateTimeFormatOptions>> = {
  decade: { year: 'numeric' },
  year: { year: 'numeric' },
  month: { year: 'numeric', month: 'short' },
  day: { month: 'short', day: 'numeric' },
}

/** What a tick is called, in the calendar the reader chose. Ticks stand on Gregorian beginnings. */
const useTickText = () => {
  const { tag, calendar } = useLocale()
  return useMemo(() => {
    const format = (unit: TickUnit) =>
      new Intl.DateTimeFormat(tag, {
        ...parts[unit],
        timeZone: 'UTC',
        calendar: calendar === 'gregorian' ? 'gregory' : calendar,
      })
    // A year of another calendar begins inside a Gregorian one: name the month, or the tick would name two years.
    const year = calendar === 'gregorian' ? format('year') : format('month')
    const formats = { decade: year, year, month: format('month'), day: format('day') }
    return ({ day, unit }: Tick) => formats[unit].format(new Date(`${day}T00:00:00Z`))
  }, [tag, calendar])
}

interface Props {
  ticks: readonly Tick[]
  window: TimeWindow
  side: Side
  today: string
  todayText: string
}

/** Dates along the top, and the paints that the lanes below share. */
export const Axis = ({ ticks, window, side, today, todayText }: Props) => {
  const textOf = useTickText()
  const { direction } = useLocale()
  const now = positionOf(today, window, side.width)
  const inView = now >= 0 && now <= side.width
  return (
    <svg className="axis" width={side.width} height={34} direction={direction} aria-hidden="true">
      <defs>
        {(['left', 'right', 'both'] as const).map(soft => (
          <linearGradient key={soft} id={`timeline-soft-${soft}`}>
            <stop offset="0" className={soft === 'right' ? 'full' : 'faded'} />
            <stop offset="0.35" className="full" />
            <stop offset="0.65" className="full" />
            <stop offset="1" className={soft === 'left' ? 'full' : 'faded'} />
          </linearGradient>
        ))}
      </defs>
      {ticks.map(tick => {
        const start = positionOf(tick.day, window, side.width)
        const x = leftOf(start, side)
        return (
          <g key={tick.day}>
            <line className="tick" x1={x} x2={x} y1={26} y2={34} />
            {side.width - start > 44 && (
              <text x={x + (side.rightToLeft ? -3 : 3)} y={30}>
                {textOf(tick)}
              </text>
            )}
          </g>
        )
      })}
      {inView && (
        <g className="now">
          <line className="today" x1={leftOf(now, side)} x2={leftOf(now, side)} y1={14} y2={34} />
          <text x={leftOf(Math.min(Math.max(now, 40), side.width - 40), side)} y={11} textAnchor="middle">
            {todayText}
          </text>
        </g>
      )}
    </svg>
  )
}
