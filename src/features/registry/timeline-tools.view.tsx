import { Button } from '../../web/parts/button.tsx'
import { DateText } from '../../web/parts/date-text.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { useText } from '../../web/text.ts'
import { panBy, type TimeWindow, zoomBy, zoomOf, zooms, zoomTo } from './timeline.window.ts'

interface Props {
  window: TimeWindow
  all: TimeWindow
  onWindow: (window: TimeWindow | null) => void
}

/** How much time is in view, and which. */
export const TimelineTools = ({ window, all, onWindow }: Props) => {
  const say = useText()
  const zoom = zoomOf(window, all)
  return (
    <div className="timeline-tools">
      <fieldset className="segments">
        <legend className="visually-hidden">{say('pages.timeline.zoom')}</legend>
        {zooms.map(each => (
          <button
            key={each}
            type="button"
            aria-pressed={zoom === each}
            onClick={() => onWindow(each === 'all' ? null : zoomTo(each, window, all))}
          >
            {say(`pages.timeline.zoom.${each}`)}
          </button>
        ))}
      </fieldset>
      <fieldset className="segments">
        <legend className="visually-hidden">{say('pages.timeline.move')}</legend>
        <button type="button" onClick={() => onWindow(panBy(window, -0.5))}>
          {say('pages.timeline.earlier')}
        </button>
        <button type="button" onClick={() => onWindow(panBy(window, 0.5))}>
          {say('pages.timeline.later')}
        </button>
      </fieldset>
      <div className="timeline-nearer">
        <Button
          look="quiet"
          aria-label={say('pages.timeline.further')}
          onClick={() => onWindow(zoomBy(window, 2))}
        >
          −
        </Button>
        <Button
          look="quiet"
          aria-label={say('pages.timeline.nearer')}
          onClick={() => onWindow(zoomBy(window, 0.5))}
        >
          +
        </Button>
      </div>
      <p className="timeline-period" aria-live="polite">
        <Phrase
          of="pages.timeline.period"
          with={{
            from: <DateText edtf={window.from} precise={false} />,
            to: <DateText edtf={window.to} precise={false} />,
          }}
        />
      </p>
    </div>
  )
}
