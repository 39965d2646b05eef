import type { ReactNode } from 'react'
import { levels } from '../../domain/vocabulary.ts'
import { useText, useWord } from '../../web/text.ts'
import { Fold } from '../../web/parts/section.tsx'
import { Glyph } from './timeline-lane.view.tsx'

const Sample = ({ children }: { children: ReactNode }) => (
  <svg className="sample" width={34} height={16} aria-hidden="true">
    {children}
  </svg>
)

/** What shapes and strokes mean. */
export const TimelineLegend = () => {
  const say = useText()
  const word = useWord()
  return (
    <div className="timeline-legend">
      <ul aria-label={say('pages.timeline.legend.levels')}>
        {levels.toReversed().map(level => (
          <li key={level}>
            <Sample>
              <Glyph level={level} x={17} y={8} className="occurred" />
            </Sample>
            {word('level', level)}
          </li>
        ))}
        <li>
          <Sample>
            <Glyph level={null} x={17} y={8} className="occurred" />
          </Sample>
          {say('pages.timeline.legend.noLevel')}
        </li>
      </ul>
      <Fold title={say('pages.timeline.legend')}>
        <ul className="states" aria-label={say('pages.timeline.legend.states')}>
          <li>
            <Sample>
              <Glyph level="ministers" x={17} y={8} className="occurred" />
            </Sample>
            {say('pages.timeline.legend.occurred')}
          </li>
          <li>
            <Sample>
              <Glyph level="ministers" x={17} y={8} className="planned" />
            </Sample>
            {say('pages.timeline.legend.planned')}
          </li>
          <li>
            <Sample>
              <Glyph level="ministers" x={17} y={8} className="called-off" />
              <path className="strike" d="M11 13 l12 -10" />
            </Sample>
            {say('pages.timeline.legend.calledOff')}
          </li>
          <li>
            <Sample>
              <path className="hidden-until" d="M10 8 H31 m0 -4 v8" />
              <Glyph level="ministers" x={8} y={8} className="undisclosed" />
            </Sample>
            {say('pages.timeline.legend.undisclosed')}
          </li>
          <li>
            <Sample>
              <Glyph level="ministers" x={17} y={8} className="reported" />
            </Sample>
            {say('pages.timeline.legend.reported')}
          </li>
          <li>
            <Sample>
              <g className="span occurred soft-both">
                <rect x={1} y={5} width={32} height={6} />
              </g>
            </Sample>
            {say('pages.timeline.legend.span')}
          </li>
          <li>
            <Sample>
              <path className="apart" d="M6 8 H28" />
              <Glyph level="ministers" x={6} y={8} className="occurred" />
              <Glyph level="ministers" x={28} y={8} className="occurred" />
            </Sample>
            {say('pages.timeline.legend.disputed')}
          </li>
        </ul>
      </Fold>
    </div>
  )
}
