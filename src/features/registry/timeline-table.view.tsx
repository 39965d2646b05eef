import { DataTable } from '../../web/parts/data-table.tsx'
import { DateText } from '../../web/parts/date-text.tsx'
import { IllustrationMark } from '../../web/parts/illustration-mark.tsx'
import { Name, type Names } from '../../web/parts/name.tsx'
import { useText, useWord } from '../../web/text.ts'
import type { MeetingSummary } from '../meetings/meetings.ts'
import { unique } from './folds.ts'
import { firstDayOf, inOrder, nested, placingDates, type TimelineTrack } from './timeline.ts'

interface Line {
  readonly track: string
  readonly meeting: MeetingSummary
}

/** The timeline as a plain table, for those who hear it and for paper. */
export const TimelineTable = ({ tracks, names }: { tracks: readonly TimelineTrack[]; names: Names }) => {
  const say = useText()
  const word = useWord()
  const or = say('pages.or')
  const lines = nested(tracks).flatMap(({ track }) =>
    inOrder(track.meetings).map((meeting): Line => ({ track: track.id, meeting })),
  )
  const nameOf = (id: string) => names[id]?.text ?? ''
  return (
    <DataTable
      caption={say('pages.timeline.table')}
      rows={lines}
      keyOf={line => `${line.track}/${line.meeting.id}`}
      columns={[
        {
          id: 'meeting',
          title: say('pages.column.meeting'),
          cell: ({ meeting }) => (
            <>
              <Name id={meeting.id} names={names} link />{' '}
              {meeting.illustration && <IllustrationMark partly />}
            </>
          ),
          order: ({ meeting }) => nameOf(meeting.id),
        },
        {
          id: 'track',
          title: say('pages.column.track'),
          cell: ({ track }) => <Name id={track} names={names} link />,
          order: ({ track }) => nameOf(track),
        },
        {
          id: 'when',
          title: say('pages.column.when'),
          cell: ({ meeting }) => (
            <span className="versions">
              {placingDates(meeting).map(({ date, basis }) => (
                <span key={date} className="version">
                  <span className="basis">
                    {basis === 'known' ? say('pages.meeting.firstReported') : word('meetingDate', basis)}
                  </span>{' '}
                  <DateText edtf={date} />
                </span>
              ))}
            </span>
          ),
          order: ({ meeting }) => firstDayOf(meeting),
        },
        {
          id: 'level',
          title: say('pages.column.level'),
          cell: ({ meeting }) => meeting.levels.map(level => word('level', level)).join(or),
        },
        {
          id: 'status',
          title: say('pages.column.status'),
          cell: ({ meeting }) => unique(meeting.statuses.map(each => word('meeting', each))).join(or),
        },
        {
          id: 'round',
          title: say('pages.column.round'),
          numeric: true,
          cell: ({ meeting }) => meeting.rounds.map(number => say('parts.number', { number })).join(or),
        },
        {
          id: 'place',
          title: say('pages.column.place'),
          cell: ({ meeting }) =>
            meeting.places.map(place => (
              <bdi key={place} dir="auto" className="line">
                {place}
              </bdi>
            )),
        },
      ]}
    />
  )
}
