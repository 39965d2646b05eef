import { useText } from '../../web/text.ts'
import type { BurnDown as Point } from './brackets-held.ts'

const [width, height] = [240, 48]

/** How many brackets were open, commit by commit; the words beneath say the same. */
export const BurnDown = ({ points, now }: { points: readonly Point[]; now: number }) => {
  const say = useText()
  if (points.length === 0) return null
  const most = Math.max(1, ...points.map(each => each.open))
  const open = points.at(-1)?.open ?? 0
  const first = points[0]?.number ?? 0
  const last = Math.max(now, first + 1)
  const x = (number: number) => ((number - first) / (last - first)) * (width - 4) + 2
  const y = (count: number) => height - 2 - (count / most) * (height - 8)
  const line = points.reduce(
    (path, each) => `${path}H${x(each.number).toFixed(1)}V${y(each.open).toFixed(1)}`,
    `M2 ${y(0).toFixed(1)}`,
  )
  return (
    <figure className="burn-down">
      <svg preserveAspectRatio="none" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <path className="area" d={`${line}H${x(last).toFixed(1)}V${height - 2}H2Z`} />
        <path className="line" d={`${line}H${x(last).toFixed(1)}`} />
      </svg>
      <figcaption>{say('texts.burndown.text', { open, most })}</figcaption>
    </figure>
  )
}
