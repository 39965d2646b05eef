import { Accounts } from '../../features/meetings/accounts.view.tsx'
import { Agenda } from '../../features/meetings/agenda.view.tsx'
import { dayOf } from '../../features/meetings/dates.ts'
import { foldDelegations, type OrderRule, readOrderRule } from '../../features/meetings/delegations.ts'
import { Delegations } from '../../features/meetings/delegations.view.tsx'
import { WhoKnewWhen } from '../../features/meetings/disclosure.view.tsx'
import { DateFact, Place, StatusHistory } from '../../features/meetings/meeting-dates.view.tsx'
import { MeetingLine } from '../../features/meetings/meeting-line.view.tsx'
import { foldAccounts, foldMeeting, type Meeting } from '../../features/meetings/meeting.ts'
import { foldMatters } from '../../features/registry/matters.ts'
import { Matters } from '../../features/registry/matters.view.tsx'
import type { EntityPage } from '../../features/registry/registry.api.ts'
import { foldStatements } from '../../features/registry/statements.ts'
import { Statements } from '../../features/registry/statements.view.tsx'
import { claimsOf } from '../../features/record/record.ts'
import { Name } from '../parts/name.tsx'
import { Phrase } from '../parts/phrase.tsx'
import { Fold, Section } from '../parts/section.tsx'
import { SourceMark, Sourced } from '../parts/sourced.tsx'
import { Empty } from '../parts/states.tsx'
import { useText, useWord } from '../text.ts'
import { AddLink } from './add-link.tsx'
import { IssuedHere } from './issued-here.tsx'
import { useEntity } from './asking.ts'
import { EntityFrame, EntityHead, Fact, Facts, rootsOf, SourcedFact, StatedList } from './pieces.tsx'
import '../style/pages.css'

const MeetingFacts = ({ meeting, page }: { meeting: Meeting; page: EntityPage }) => {
  const say = useText()
  const word = useWord()
  const zones = meeting.places.versions.flatMap(({ value }) => value.zones)
  return (
    <Facts>
      <SourcedFact
        label={say('pages.meeting.tracks')}
        reading={meeting.tracks}
        render={id => <Name id={id} names={page.names} link />}
        context={page}
      />
      {meeting.rounds.map(round => (
        <Fact key={round.track ?? 'round'} label={say('pages.column.round')}>
          <Sourced reading={round.number} render={number => say('parts.number', { number })} context={page} />{' '}
          {round.track !== null && meeting.rounds.length > 1 && (
            <Phrase
              of="pages.meeting.roundOf"
              with={{ track: <Name id={round.track} names={page.names} link /> }}
            />
          )}
        </Fact>
      ))}
      <SourcedFact
        label={say('pages.column.level')}
        reading={meeting.level}
        render={level => word('level', level)}
        context={page}
      />
      <SourcedFact
        label={say('pages.column.status')}
        reading={meeting.status}
        render={status => word('meeting', status)}
        context={page}
      />
      {meeting.dates.map(date => (
        <DateFact key={date.kind} date={date} zones={zones} context={page} />
      ))}
      <SourcedFact
        label={say('pages.column.place')}
        reading={meeting.places}
        render={place => <Place place={place} />}
        context={page}
      />
    </Facts>
  )
}

/** A single status without a reason is told among the facts already. */
const tellsMore = (history: Meeting['statusHistory']) =>
  history.length > 1 || history.some(claim => claim.value.reason !== undefined)

/** Meetings that this one stands in some relation to, each in a line of its own. */
const Related = ({ meeting, page }: { meeting: Meeting; page: EntityPage }) => {
  const say = useText()
  const summaries = new Map(page.meetings.map(each => [each.id, each]))
  const groups = [
    [say('pages.meeting.prepares'), meeting.prepares],
    [say('pages.meeting.preparedBy'), meeting.preparedBy],
    [say('pages.meeting.marginsOf'), meeting.marginsOf],
    [say('pages.meeting.inItsMargins'), meeting.inItsMargins],
  ] as const
  if (groups.every(([, all]) => all.length === 0)) return null
  return (
    <Section title={say('pages.meeting.related')}>
      <Facts>
        {groups.map(([label, all]) =>
          all.length === 0 ? null : (
            <Fact key={label} label={label}>
              {all.map(({ id, claims }) => {
                const summary = summaries.get(id)
                const mark = <SourceMark claims={claims} context={page} />
                return summary === undefined ? (
                  <span key={id} className="line">
                    <Name id={id} names={page.names} link /> {mark}
                  </span>
                ) : (
                  <MeetingLine key={id} meeting={summary} names={page.names} mark={mark} />
                )
              })}
            </Fact>
          ),
        )}
      </Facts>
    </Section>
  )
}

const Participants = ({ page, rule }: { page: EntityPage; rule: OrderRule }) => {
  const say = useText()
  const { delegations, others } = foldDelegations(page.claims, page.id, rootsOf(page))
  return (
    <Section
      title={say('pages.meeting.participants')}
      count={say('parts.number', { number: delegations.length })}
    >
      {delegations.length === 0 && others.length === 0 ? (
        <Empty title={say('pages.meeting.noParticipants')}>
          <AddLink aim={{ about: page.id }}>{say('pages.add.attendance')}</AddLink>
        </Empty>
      ) : (
        <Delegations delegations={delegations} others={others} rule={rule} context={page} />
      )}
    </Section>
  )
}

/** The participants in the order that the house rules of the track give. */
const ParticipantsByRule = ({ page, track }: { page: EntityPage; track: string }) => {
  const { data } = useEntity(track)
  const rule = claimsOf(data?.claims ?? [], 'house-rule', track).find(
    claim => claim.value.rule === 'order-of-delegations' && claim.supersededBy === null,
  )
  return <Participants page={page} rule={readOrderRule(rule?.value.value)} />
}

const MeetingView = ({ page }: { page: EntityPage }) => {
  const say = useText()
  const word = useWord()
  const roots = rootsOf(page)
  const meeting = foldMeeting(page.claims, page.id, roots)
  const all = foldMatters(page.claims, page.id, roots)
  // A meeting's own results belong to it; a matter it dealt with lived before and after.
  const outcomes = all.filter(each => each.type === 'outcome')
  const matters = all.filter(each => each.type !== 'outcome')
  const present = claimsOf(page.claims, 'attendance', page.id)
    .filter(claim => claim.value.status === 'attended')
    .flatMap(claim => claim.object ?? [])
  const accounts = foldAccounts(page.claims, page.id, present)
  const further = foldStatements(
    page.claims.filter(claim => claim.subject !== page.id && claim.subjectType !== 'outcome'),
  )
  const knownFrom = page.meetings.find(each => each.id === page.id)?.knownFrom ?? null
  const track = meeting.tracks.versions[0]?.value ?? null
  const level = meeting.level.versions[0]?.value
  const occurred = meeting.dates.find(each => each.kind === 'occurred')?.reading.versions[0]?.value
  return (
    <>
      <EntityHead
        page={page}
        eyebrow={
          level === undefined ? undefined : say('pages.meeting.eyebrow', { level: word('level', level) })
        }
      >
        {meeting.descriptions.length > 0 && (
          <p className="lead">
            <StatedList all={meeting.descriptions} context={page} />
          </p>
        )}
      </EntityHead>
      <MeetingFacts meeting={meeting} page={page} />
      {meeting.learnings.length > 0 && (
        <Section title={say('pages.disclosure.title')}>
          <WhoKnewWhen
            learnings={meeting.learnings}
            event={occurred ?? dayOf(meeting.dates)}
            eventText={say('pages.disclosure.event')}
            knownFrom={knownFrom}
            context={page}
          />
        </Section>
      )}
      {track === null ? (
        <Participants page={page} rule={readOrderRule(undefined)} />
      ) : (
        <ParticipantsByRule page={page} track={track} />
      )}
      {accounts.length > 0 && (
        <Section title={say('pages.accounts.title')} count={say('parts.number', { number: accounts.length })}>
          <p className="hint">{say('pages.accounts.hint')}</p>
          <Accounts accounts={accounts} context={page} />
        </Section>
      )}
      {meeting.agenda.length > 0 && (
        <Section title={say('pages.meeting.agenda')}>
          <Agenda items={meeting.agenda} context={page} />
        </Section>
      )}
      <IssuedHere meeting={page.id} />
      {outcomes.length > 0 && (
        <Section title={say('pages.meeting.outcomes')}>
          <Matters matters={outcomes} context={page} />
        </Section>
      )}
      <Related meeting={meeting} page={page} />
      {tellsMore(meeting.statusHistory) && (
        <Section title={say('pages.meeting.statusHistory')}>
          <StatusHistory history={meeting.statusHistory} context={page} />
        </Section>
      )}
      {(matters.length > 0 || further.length > 0) && (
        <Section id="around" title={say('pages.meeting.around')}>
          <p className="hint">{say('pages.meeting.around.hint')}</p>
          {matters.length > 0 && (
            <Fold title={say('pages.meeting.matters', { count: matters.length })}>
              <Matters matters={matters} context={page} />
            </Fold>
          )}
          {further.length > 0 && (
            <Fold title={say('pages.statementsOnMatters', { count: further.length })}>
              <Statements statements={further} context={page} page={page.id} />
            </Fold>
          )}
        </Section>
      )}
    </>
  )
}

/** One meeting: when, where, at what level; who came; what each side said of it. */
export const MeetingPage = ({ id }: { id: string }) => (
  <EntityFrame id={id}>{page => <MeetingView page={page} />}</EntityFrame>
)
