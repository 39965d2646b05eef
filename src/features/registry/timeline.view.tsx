import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { MeetingSummary } from '../meetings/meetings.ts'
import { useDates } from '../../web/dates.ts'
import { Name, type Names } from '../../web/parts/name.tsx'
import { useLocale, useText, useWord } from '../../web/text.ts'
import { unique } from './folds.ts'
import { Axis } from './timeline-axis.view.tsx'
import { TimelineDetail } from './timeline-detail.view.tsx'
import { useGestures } from './timeline-gestures.view.tsx'
import { Lane, markKey } from './timeline-lane.view.tsx'
import { TimelineLegend } from './timeline-legend.view.tsx'
import { type Move, moveFrom, type Place, placesOf } from './timeline-moves.ts'
import { TimelineTools } from './timeline-tools.view.tsx'
import { daysOf, layoutTimeline, placingDates, positionOf, type TimelineTrack } from './timeline.ts'
import { panBy, ticksOf, type TimeWindow, windowOfAll, windowShowing, zoomBy } from './timeline.window.ts'

interface Props {
  tracks: readonly TimelineTrack[]
  names: Names
  /** Today, or the day in the past that the page shows. */
  today: string
  /** That the day is a past one. */
  lookingBack: boolean
  /** Follows a mark's address inside the application. */
  onOpen: (href: string) => void
}

/** What a meeting is called to those who hear the page: its name, when, at what level, how far it has come. */
const useMeetingLabel = (names: Names) => {
  const say = useText()
  const word = useWord()
  const dates = useDates()
  return (meeting: MeetingSummary, disputed: boolean): string => {
    const or = say('pages.or')
    const placing = placingDates(meeting)
    return [
      names[meeting.id]?.text ?? say('parts.unnamed'),
      placing.map(({ date }) => dates.show(date)).join(or),
      placing.some(({ basis }) => basis === 'known') && say('pages.meeting.firstReported'),
      meeting.levels.map(level => word('level', level)).join(or),
      unique(meeting.statuses.map(status => word('meeting', status))).join(or),
      disputed && say('parts.disputed'),
      meeting.illustration && say('parts.illustration.partly'),
    ]
      .filter(each => each !== false && each !== '')
      .join(say('parts.comma'))
  }
}

/** The width that lanes have, kept as the page grows and shrinks. */
const useLaneWidth = (lanes: RefObject<HTMLDivElement | null>) => {
  const [width, setWidth] = useState(880)
  useLayoutEffect(() => {
    const axis = lanes.current?.querySelector('.lane-holder')
    if (!(axis instanceof HTMLElement)) return
    const measure = () => setWidth(Math.max(240, Math.floor(axis.clientWidth)))
    measure()
    const watched = new ResizeObserver(measure)
    watched.observe(axis)
    return () => watched.disconnect()
  }, [lanes])
  return width
}

const moves: Readonly<Record<string, Move>> = {
  ArrowDown: 'row-below',
  ArrowUp: 'row-above',
  Home: 'first',
  End: 'last',
}

/** Tracks in time. Arrow keys walk the meetings, Enter opens one, plus and minus zoom, zero shows all. */
export const Timeline = ({ tracks, names, today, lookingBack, onOpen }: Props) => {
  const say = useText()
  const { direction } = useLocale()
  const rightToLeft = direction === 'rtl'
  const lanes = useRef<HTMLDivElement>(null)
  const width = useLaneWidth(lanes)
  const all = useMemo(() => windowOfAll([...daysOf(tracks), today], today), [tracks, today])
  const [chosen, setChosen] = useState<TimeWindow | null>(null)
  const window = chosen ?? all
  const rows = useMemo(() => layoutTimeline(tracks, window, width), [tracks, window, width])
  const places = useMemo(() => placesOf(tracks), [tracks])
  const ticks = useMemo(() => ticksOf(window, width), [window, width])
  const [shown, setShown] = useState<string | null>(null)
  const [wanted, setWanted] = useState<Place | null>(null)
  const labelOf = useMeetingLabel(names)
  const gestures = useGestures({ lanes, window, rightToLeft, onWindow: setChosen })

  useEffect(() => {
    if (wanted === null) return
    const mark = lanes.current?.querySelector<SVGAElement>(
      `[data-mark="${markKey(wanted.track, wanted.meeting)}"]`,
    )
    mark?.focus()
    mark?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [wanted, window])

  // Where the line is wider than the page, begin at the latest meetings, or at the present where there are none.
  useLayoutEffect(() => {
    const scroller = lanes.current
    if (scroller === null || scroller.scrollWidth <= scroller.clientWidth) return
    const marks = [...scroller.querySelectorAll('.mark')].map(mark => mark.getBoundingClientRect().left)
    const now = scroller.querySelector('.today')?.getBoundingClientRect().left
    const at = marks.length === 0 ? now : rightToLeft ? Math.min(...marks) : Math.max(...marks)
    const share = rightToLeft ? 0.3 : 0.7
    if (at !== undefined)
      scroller.scrollLeft += at - scroller.getBoundingClientRect().left - scroller.clientWidth * share
    // Only once: later the reader decides.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])

  const drawn = rows.flatMap(row => row.marks.map(mark => markKey(row.track, mark.meeting.id)))
  const current = shown !== null && drawn.includes(shown) ? shown : (drawn[0] ?? null)

  const go = (move: Move, from: Place) => {
    const to = moveFrom(places, from, move)
    if (to === null) return
    setChosen(windowShowing(window, to.day))
    setWanted({ ...to })
  }
  /** The meeting in focus stays where it is. */
  const zoom = (factor: number, held: Place | undefined) =>
    setChosen(zoomBy(window, factor, held === undefined ? 0.5 : positionOf(held.day, window, 1)))
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { key } = event
    const at = event.target instanceof Element ? event.target.getAttribute('data-mark') : null
    const from = places.flat().find(place => markKey(place.track, place.meeting) === at)
    const sideways: Move | null =
      key === 'ArrowRight' || key === 'ArrowLeft'
        ? (key === 'ArrowRight') === rightToLeft
          ? 'earlier'
          : 'later'
        : null
    const move = sideways ?? moves[key]
    if (move !== undefined && from !== undefined) go(move, from)
    else if (key === '+' || key === '=') zoom(0.5, from)
    else if (key === '-') zoom(2, from)
    else if (key === '0') setChosen(null)
    else if (key === 'PageUp') setChosen(panBy(window, -0.5))
    else if (key === 'PageDown') setChosen(panBy(window, 0.5))
    else return
    event.preventDefault()
  }

  const side = { width, rightToLeft }
  const meetings = new Map(tracks.flatMap(track => track.meetings.map(each => [each.id, each])))
  const detail = shown === null ? undefined : meetings.get(shown.slice(shown.indexOf('/') + 1))
  return (
    <div className="timeline">
      <TimelineTools window={window} all={all} onWindow={setChosen} />
      <div ref={lanes} className="timeline-lanes" {...gestures}>
        <div className="timeline-row axis-row">
          <div className="timeline-track" />
          <div className="lane-holder">
            <Axis
              ticks={ticks}
              window={window}
              side={side}
              today={today}
              todayText={say(lookingBack ? 'pages.timeline.knownOn' : 'pages.timeline.today')}
            />
          </div>
        </div>
        <ul className="timeline-rows" aria-label={say('pages.timeline.label')}>
          {rows.map(row => (
            <li key={row.track} className={`timeline-row depth-${Math.min(row.depth, 3)}`}>
              <div className="timeline-track">
                <Name id={row.track} names={names} link />
              </div>
              <div className="lane-holder">
                <Lane
                  row={row}
                  window={window}
                  ticks={ticks}
                  today={today}
                  side={side}
                  labelOf={mark => labelOf(mark.meeting, mark.disputed)}
                  current={current}
                  onShow={setShown}
                  onOpen={onOpen}
                  onKey={pressed}
                />
              </div>
            </li>
          ))}
        </ul>
      </div>
      <TimelineDetail meeting={detail} names={names} />
      <TimelineLegend />
    </div>
  )
}
