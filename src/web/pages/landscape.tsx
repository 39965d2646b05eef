import { useCallback, useEffect, useRef, useState } from 'react'
import { Matrix, type Chosen } from '../../features/registry/matrix.view.tsx'
import { SeatDialog } from '../../features/registry/seat-dialog.view.tsx'
import { nested } from '../../features/registry/timeline.ts'
import { Timeline } from '../../features/registry/timeline.view.tsx'
import { TimelineTable } from '../../features/registry/timeline-table.view.tsx'
import { useNarrow } from '../narrow.ts'
import { useKnownOn } from '../links.ts'
import { Button } from '../parts/button.tsx'
import { Caveats } from '../parts/name.tsx'
import { Section } from '../parts/section.tsx'
import { Empty, Loading, Problem } from '../parts/states.tsx'
import { Title } from '../parts/title.tsx'
import { useGo } from '../router.ts'
import { useText, useWord } from '../text.ts'
import { AddLink } from './add-link.tsx'
import { BeginHere, useActing } from './begin-here.tsx'
import { type Landscape, useLandscape } from './asking.ts'
import { ExportLink } from './export-link.tsx'
import { kindsOf, More } from './pieces.tsx'
import { TrackList } from './track-list.tsx'
import '../style/pages.css'
import '../style/pages-timeline.css'
import '../style/pages-matrix.css'

const todayOf = () => new Date().toISOString().slice(0, 10)

/** Tracks in time, as a picture or as a table; paper has both. */
const InTime = ({ landscape }: { landscape: Landscape }) => {
  const say = useText()
  const on = useKnownOn()
  const go = useGo()
  const narrow = useNarrow()
  const [inWords, setInWords] = useState<boolean | null>(null)
  const words = inWords ?? narrow
  const { tracks, names } = landscape
  if (tracks.every(track => track.meetings.length === 0))
    return (
      <Section title={say('pages.timeline.title')}>
        <TrackList tracks={tracks} names={names} />
        <Empty title={say('pages.track.noMeetings')}>
          <AddLink aim={{ begin: 'meeting' }}>{say('record.begin.meeting')}</AddLink>
        </Empty>
      </Section>
    )
  return (
    <Section
      title={say('pages.timeline.title')}
      aside={
        <Button look="quiet" onClick={() => setInWords(!words)}>
          {say(
            words ? 'pages.timeline.asPicture' : narrow ? 'pages.timeline.asList' : 'pages.timeline.asTable',
          )}
        </Button>
      }
    >
      {words && narrow && <TrackList tracks={tracks} names={names} />}
      {!words && (
        <Timeline
          tracks={tracks}
          names={names}
          today={on ?? todayOf()}
          lookingBack={on !== null}
          onOpen={go}
        />
      )}
      <div className={words && !narrow ? undefined : 'only-print'}>
        <TimelineTable tracks={tracks} names={names} />
      </div>
    </Section>
  )
}

const WhoSitsWhere = ({ landscape }: { landscape: Landscape }) => {
  const say = useText()
  const { tracks, names } = landscape
  const seated = tracks.some(track => track.participations.length > 0)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const section = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen === null) return undefined
    const within = section.current
    // When the dialog is gone, the keyboard is back at the seat that was opened.
    return () => within?.querySelector<HTMLElement>('[data-at][tabindex="0"]')?.focus()
  }, [chosen])
  const kinds = useCallback((party: string) => kindsOf(names, party), [names])
  return (
    <Section title={say('pages.matrix.title')}>
      {!seated && (
        <Empty title={say('pages.track.noParticipants')}>
          <AddLink aim={tracks[0] === undefined ? {} : { about: tracks[0].id }}>
            {say('pages.add.participant')}
          </AddLink>
        </Empty>
      )}
      {seated && (
        <div ref={section}>
          <Matrix
            tracks={nested(tracks).map(each => each.track)}
            names={names}
            kindsOf={kinds}
            onOpen={setChosen}
          />
        </div>
      )}
      {chosen !== null && <SeatDialog {...chosen} names={names} onClose={() => setChosen(null)} />}
    </Section>
  )
}

/** Every track the reader may know of: when they met and at what level, and who sits where. */
export const LandscapePage = () => {
  const say = useText()
  const word = useWord()
  const asked = useLandscape()
  const acting = useActing()
  const { data } = asked
  if (asked.error) return <Problem error={asked.error} onRetry={asked.retry} />
  if (data === undefined) return <Loading lines={14} />
  return (
    <div className="landscape">
      <Title>{say('pages.landscape.title')}</Title>
      <header className="entity-head">
        <h1>{say('pages.landscape.title')}</h1>
        <p className="lead">
          {data.tracks.length < data.total
            ? say('pages.landscape.shown', { shown: data.tracks.length, total: data.total })
            : say('pages.landscape.counts', {
                tracks: data.total,
                meetings: data.tracks.reduce((sum, track) => sum + track.meetingCount, 0),
              })}
        </p>
        <p className="head-actions">
          {data.total > 0 && acting && (
            <AddLink aim={{ begin: 'track' }}>
              {say('pages.add.new', { entity: word('entity', 'track') })}
            </AddLink>
          )}
          {data.total > 0 && <ExportLink />}
        </p>
      </header>
      {data.tracks.length === 0 ? (
        <Empty title={say('pages.landscape.empty')}>
          <BeginHere />
        </Empty>
      ) : (
        <>
          <InTime landscape={data} />
          <More
            asked={asked}
            label={say('pages.landscape.more', { shown: data.tracks.length, total: data.total })}
          />
          <WhoSitsWhere landscape={data} />
          <Caveats names={data.names} />
        </>
      )}
    </div>
  )
}
