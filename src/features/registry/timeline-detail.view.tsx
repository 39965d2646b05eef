import { DateText } from '../../web/parts/date-text.tsx'
import { IllustrationMark } from '../../web/parts/illustration-mark.tsx'
import { Name, type Names } from '../../web/parts/name.tsx'
import { useText, useWord } from '../../web/text.ts'
import type { MeetingSummary } from '../meetings/meetings.ts'
import { unique } from './folds.ts'
import { placingDates } from './timeline.ts'

interface Props {
  meeting: MeetingSummary | undefined
  names: Names
}

/** The meeting under the pointer or the keyboard, in words; how to find one where there is none. */
export const TimelineDetail = ({ meeting, names }: Props) => {
  const say = useText()
  const word = useWord()
  if (meeting === undefined) return <p className="timeline-detail hint">{say('pages.timeline.hint')}</p>
  const or = say('pages.or')
  const [first] = placingDates(meeting)
  return (
    <p className="timeline-detail">
      <b>
        <Name id={meeting.id} names={names} link />
      </b>
      {meeting.illustration && <IllustrationMark partly />}
      <span className="basis">
        {first?.basis === 'known' && say('pages.meeting.firstReported')}
        {first !== undefined && first.basis !== 'known' && word('meetingDate', first.basis)}
      </span>
      {placingDates(meeting).map(({ date }) => (
        <DateText key={date} edtf={date} />
      ))}
      {meeting.levels.length > 0 && <span>{meeting.levels.map(each => word('level', each)).join(or)}</span>}
      {meeting.statuses.length > 0 && (
        <span>{unique(meeting.statuses.map(each => word('meeting', each))).join(or)}</span>
      )}
      {meeting.places.map(place => (
        <bdi key={place} dir="auto">
          {place}
        </bdi>
      ))}
    </p>
  )
}
