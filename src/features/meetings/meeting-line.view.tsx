import type { ReactNode } from 'react'
import { levels } from '../../domain/vocabulary.ts'
import { DateText } from '../../web/parts/date-text.tsx'
import { IllustrationMark } from '../../web/parts/illustration-mark.tsx'
import { Name, type Names } from '../../web/parts/name.tsx'
import { useText, useWord } from '../../web/text.ts'
import { datesConflict, unique } from '../registry/folds.ts'
import { placingDates } from '../registry/timeline.ts'
import { meetingStatusesConflict } from './meeting.ts'
import type { MeetingSummary } from './meetings.ts'

/** When a meeting was or is to be, every date that some source gives. */
export const MeetingWhen = ({ meeting }: { meeting: MeetingSummary }) => {
  const say = useText()
  const word = useWord()
  const dates = placingDates(meeting)
  const [first] = dates
  const conflict = datesConflict(dates.map(each => each.date))
  return (
    <span className={conflict ? 'meeting-when versions disputed' : 'meeting-when'}>
      {first?.basis === 'known' && <span className="basis">{say('pages.meeting.firstReported')} </span>}
      {(first?.basis === 'planned' || first?.basis === 'published') && (
        <span className="basis">{word('meetingDate', first.basis)} </span>
      )}
      {dates.map(({ date }) => (
        <span key={date} className="version">
          <DateText edtf={date} />
        </span>
      ))}
    </span>
  )
}

export const levelsText = (meeting: MeetingSummary, word: ReturnType<typeof useWord>, or: string): string =>
  levels
    .filter(level => meeting.levels.includes(level))
    .map(level => word('level', level))
    .join(or)

export const statusesText = (meeting: MeetingSummary, word: ReturnType<typeof useWord>, or: string): string =>
  unique(meeting.statuses)
    .map(status => word('meeting', status))
    .join(or)

/** One meeting in a list: its name, when, at what level, how far it has come. */
export const MeetingLine = ({
  meeting,
  names,
  mark,
}: {
  meeting: MeetingSummary
  names: Names
  /** The sources of what brings the meeting here. */
  mark?: ReactNode
}) => {
  const say = useText()
  const word = useWord()
  const or = say('pages.or')
  const disputed =
    meeting.levels.length > 1 ||
    meetingStatusesConflict(meeting.statuses) ||
    datesConflict(placingDates(meeting).map(each => each.date))
  return (
    <div className="meeting-line">
      <span className="meeting-name">
        <Name id={meeting.id} names={names} link /> {mark}
        {meeting.rounds.length > 0 && (
          <span className="tag">
            {say('pages.meeting.round', {
              numbers: meeting.rounds.map(number => say('parts.number', { number })).join(or),
            })}
          </span>
        )}
        {disputed && <span className="tag denied">{say('parts.disputed')}</span>}
        {meeting.illustration && <IllustrationMark partly />}
      </span>
      <span className="meeting-facts">
        <MeetingWhen meeting={meeting} />
        {meeting.levels.length > 0 && <span>{levelsText(meeting, word, or)}</span>}
        {meeting.statuses.length > 0 && <span>{statusesText(meeting, word, or)}</span>}
        {meeting.places.map(place => (
          <bdi key={place} dir="auto">
            {place}
          </bdi>
        ))}
      </span>
    </div>
  )
}
