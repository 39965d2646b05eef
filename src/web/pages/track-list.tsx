import { MeetingLine } from '../../features/meetings/meeting-line.view.tsx'
import type { LandscapeTrack } from '../../features/registry/registry.api.ts'
import { inOrder, nested } from '../../features/registry/timeline.ts'
import { Name, type Names } from '../parts/name.tsx'
import { useText } from '../text.ts'

const atOnce = 2

/** Tracks with their latest meetings in words, where a page is too narrow for the picture. */
export const TrackList = ({ tracks, names }: { tracks: readonly LandscapeTrack[]; names: Names }) => {
  const say = useText()
  return (
    <ul className="track-list">
      {nested(tracks).map(({ track, depth }) => {
        const latest = inOrder(track.meetings).toReversed().slice(0, atOnce)
        const earlier = track.meetingCount - latest.length
        return (
          <li key={track.id} className={`depth-${Math.min(depth, 3)}`}>
            <Name id={track.id} names={names} link />
            {latest.length > 0 && (
              <ul>
                {latest.map(meeting => (
                  <li key={meeting.id}>
                    <MeetingLine meeting={meeting} names={names} />
                  </li>
                ))}
              </ul>
            )}
            {earlier > 0 && (
              <small className="hint">{say('pages.timeline.before', { count: earlier })}</small>
            )}
          </li>
        )
      })}
    </ul>
  )
}
