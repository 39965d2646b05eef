import { type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { panBy, type TimeWindow, zoomBy } from './timeline.window.ts'

interface Grip {
  readonly window: TimeWindow
  readonly points: ReadonlyMap<number, number>
}

interface Given {
  lanes: RefObject<HTMLDivElement | null>
  window: TimeWindow
  rightToLeft: boolean
  onWindow: (window: TimeWindow) => void
}

const spread = (points: ReadonlyMap<number, number>) => {
  const all = [...points.values()]
  return {
    apart: Math.abs((all[0] ?? 0) - (all[1] ?? 0)),
    middle: all.reduce((a, b) => a + b, 0) / all.length,
  }
}

/**
 * Two fingers, or the wheel with Ctrl, bring a stretch of time nearer; the mouse drags the line along. One finger is
 * left to the browser, which scrolls.
 */
export const useGestures = ({ lanes, window, rightToLeft, onWindow }: Given) => {
  const points = useRef(new Map<number, number>())
  const grip = useRef<Grip | null>(null)
  const dragged = useRef(false)

  const shareAt = (x: number) => {
    const box = lanes.current?.querySelector('.lane')?.getBoundingClientRect()
    if (box === undefined || box.width === 0) return { share: 0.5, width: 1 }
    const share = (x - box.left) / box.width
    return { share: Math.min(1, Math.max(0, rightToLeft ? 1 - share : share)), width: box.width }
  }

  const take = () => {
    grip.current = { window, points: new Map(points.current) }
  }

  const latest = useRef({ window, onWindow, shareAt })
  useEffect(() => {
    latest.current = { window, onWindow, shareAt }
  })
  useEffect(() => {
    const watched = lanes.current
    // React listens for wheels passively; only an active listener may keep the page from zooming.
    const turned = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      const now = latest.current
      now.onWindow(zoomBy(now.window, Math.exp(event.deltaY / 300), now.shareAt(event.clientX).share))
    }
    watched?.addEventListener('wheel', turned, { passive: false })
    return () => watched?.removeEventListener('wheel', turned)
  }, [lanes])

  const release = ({ pointerId }: PointerEvent) => {
    points.current.delete(pointerId)
    grip.current = null
    if (points.current.size > 0) take()
  }

  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType === 'mouse' && event.button !== 0) return
      dragged.current = false
      points.current.set(event.pointerId, event.clientX)
      take()
    },
    onPointerMove: (event: PointerEvent) => {
      const held = grip.current
      if (held === null || !points.current.has(event.pointerId)) return
      points.current.set(event.pointerId, event.clientX)
      const [before, now] = [spread(held.points), spread(points.current)]
      if (points.current.size === 2 && before.apart > 0 && now.apart > 0) {
        dragged.current = true
        onWindow(zoomBy(held.window, before.apart / now.apart, shareAt(before.middle).share))
      } else if (event.pointerType === 'mouse' && event.buttons === 1) {
        const moved = now.middle - before.middle
        if (Math.abs(moved) > 4) dragged.current = true
        if (dragged.current) onWindow(panBy(held.window, ((rightToLeft ? 1 : -1) * moved) / shareAt(0).width))
      }
    },
    onPointerUp: release,
    onPointerCancel: release,
    onPointerLeave: release,
    // The end of a drag over a meeting is not a wish to open it.
    onClickCapture: (event: { preventDefault: () => void; stopPropagation: () => void }) => {
      if (!dragged.current) return
      event.preventDefault()
      event.stopPropagation()
      dragged.current = false
    },
    onDragStart: (event: { preventDefault: () => void }) => event.preventDefault(),
  }
}
