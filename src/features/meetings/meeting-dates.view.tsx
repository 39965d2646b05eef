import { useDates } from '../../web/dates.ts'
import { DateText, Instant } from '../../web/parts/date-text.tsx'
import { Fold } from '../../web/parts/section.tsx'
import { SourceMark, Sourced } from '../../web/parts/sourced.tsx'
import { Fact, Said, Words } from '../../web/pages/pieces.tsx'
import { useLocale, useText, useWord } from '../../web/text.ts'
import { isCurrent, unique } from '../registry/folds.ts'
import type { Context } from '../record/record.api.ts'
import type { ClaimOf } from '../record/record.ts'
import type { MeetingDate } from './dates.ts'
import type { MeetingPlace } from './meeting.ts'
import { clocksFor, momentOf } from './zones.ts'

/** A time to the minute on the reader's clock, with the clock of the meeting's place beside. */
const Clock = ({ edtf, zone }: { edtf: string; zone: string | undefined }) => {
  const { zone: readerZone } = useLocale()
  const moment = momentOf(edtf, zone)
  if (moment === null) return <DateText edtf={edtf} />
  const [, there] = clocksFor(moment, zone, readerZone)
  return <Instant at={moment.toISOString()} zone={there?.zone ?? null} />
}

interface DateProps {
  date: MeetingDate
  /** Zones given for the place, for times written without one. */
  zones: readonly string[]
  context: Context
}

/** One of the three dates with all that sources give for it, what it was as written, and what it was moved from. */
export const DateFact = ({ date, zones, context }: DateProps) => {
  const say = useText()
  const word = useWord()
  const zoneOf = (edtf: string) =>
    date.reading.versions
      .filter(version => version.value === edtf)
      .flatMap(version => version.claims)
      .map(claim => claim.value['zone'])
      .find(zone => typeof zone === 'string') ?? zones[0]
  const dates = useDates()
  // Words that say just what the date above them says are not said twice.
  const written = unique(
    date.reading.versions.flatMap(version =>
      version.claims
        .map(claim => claim.value['asWritten'])
        .filter(words => typeof words === 'string')
        .filter(words => words !== dates.show(version.value)),
    ),
  )
  return (
    <Fact label={word('meetingDate', date.kind)}>
      <Sourced
        reading={{ ...date.reading, disputed: date.disputed }}
        render={edtf => <Clock edtf={edtf} zone={zoneOf(edtf)} />}
        context={context}
      />
      {written.map(words => (
        <small key={words} className="as-written">
          {say('pages.meeting.asWritten')}{' '}
          <q>
            <Words text={words} />
          </q>
        </small>
      ))}
      {date.moved.length > 0 && (
        <Fold title={say('pages.meeting.moved', { count: date.moved.length })}>
          {date.moved.map(claim => (
            <span key={claim.id} className="line corrected">
              <DateText edtf={claim.value.date} /> <SourceMark claims={[claim]} context={context} />
            </span>
          ))}
        </Fold>
      )}
    </Fact>
  )
}

/** Every status the meeting has had, corrected ones struck through. */
export const StatusHistory = ({
  history,
  context,
}: {
  history: readonly ClaimOf<'meeting-status'>[]
  context: Context
}) => {
  const say = useText()
  const word = useWord()
  return (
    <ol className="steps" aria-label={say('pages.meeting.statusHistory')}>
      {history.map(claim => (
        <li key={claim.id} className={isCurrent(claim) ? undefined : 'corrected'}>
          <span className="step-when">
            <DateText edtf={claim.occurred ?? claim.stated ?? claim.reported} />
          </span>
          <span className="step-what">
            <b>{word('meeting', claim.value.status)}</b>
            {claim.modality !== 'asserts' && <span className="tag">{word('modality', claim.modality)}</span>}
            {!isCurrent(claim) && <span className="tag corrected">{say('parts.claim.corrected')}</span>}
            {claim.value.reason === undefined ? (
              <SourceMark claims={[claim]} context={context} />
            ) : (
              <Said text={claim.value.reason}>
                <SourceMark claims={[claim]} context={context} />
              </Said>
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** Where, how, and in which time zone. */
export const Place = ({ place }: { place: MeetingPlace }) => {
  const word = useWord()
  return (
    <>
      <Words text={place.place} />
      {place.modes.map(mode => (
        <span key={mode} className="tag">
          {word('mode', mode)}
        </span>
      ))}
      {place.zones.map(zone => (
        <small key={zone} className="precision">
          {zone}
        </small>
      ))}
    </>
  )
}
