import { MeetingsByLevel } from '../../features/meetings/preparation.view.tsx'
import { Agenda } from '../../features/meetings/agenda.view.tsx'
import { foldAgenda } from '../../features/meetings/agenda.ts'
import { groupedBy, isCurrent } from '../../features/registry/folds.ts'
import { Lifecycle } from '../../features/registry/lifecycle.view.tsx'
import { foldDemands, foldMatters } from '../../features/registry/matters.ts'
import { Demands } from '../../features/registry/matter-parts.view.tsx'
import { Matters } from '../../features/registry/matters.view.tsx'
import { holdersOf, type Role } from '../../features/registry/participation.ts'
import { Participants } from '../../features/registry/participants.view.tsx'
import type { EntityPage } from '../../features/registry/registry.api.ts'
import { foldStatements } from '../../features/registry/statements.ts'
import { Statements } from '../../features/registry/statements.view.tsx'
import { foldTrack, type Track } from '../../features/registry/track.ts'
import { claimsOf } from '../../features/record/record.ts'
import { Name } from '../parts/name.tsx'
import { Section } from '../parts/section.tsx'
import { SourceMark } from '../parts/sourced.tsx'
import { Empty } from '../parts/states.tsx'
import { useText, useWord } from '../text.ts'
import { AddLink } from './add-link.tsx'
import { IssuedHere } from './issued-here.tsx'
import {
  EntityFrame,
  EntityHead,
  Fact,
  Facts,
  LinkedRow,
  rootsOf,
  SourcedFact,
  StatedList,
  Words,
} from './pieces.tsx'
import { ExportLink } from './export-link.tsx'
import '../style/pages.css'

const leading: readonly Role[] = [
  'parent-organisation',
  'convener',
  'host',
  'facilitator',
  'chair',
  'co-chair',
  'secretariat',
]

const TrackFacts = ({ track, page }: { track: Track; page: EntityPage }) => {
  const say = useText()
  const word = useWord()
  return (
    <Facts>
      <SourcedFact
        label={say('pages.track.kind')}
        reading={track.kind}
        render={kind => word('track', kind)}
        context={page}
      />
      <SourcedFact
        label={say('pages.track.parent')}
        reading={track.parent}
        render={id => <Name id={id} names={page.names} link />}
        context={page}
      />
      {track.workingGroups.length > 0 && (
        <Fact label={say('pages.track.workingGroups')}>
          <LinkedRow all={track.workingGroups} context={page} />
        </Fact>
      )}
      {leading.map(role => {
        const holders = holdersOf(track.participants, role)
        return holders.length === 0 ? null : (
          <Fact key={role} label={word('role', role)}>
            <LinkedRow all={holders} context={page} />
          </Fact>
        )
      })}
      <SourcedFact
        label={say('pages.track.usualLevel')}
        reading={track.usualLevel}
        render={level => word('level', level)}
        context={page}
      />
      {track.subjects.length > 0 && (
        <Fact label={say('pages.track.subject')}>
          <StatedList all={track.subjects} context={page} />
        </Fact>
      )}
      {track.rules.map(({ rule, stated }) => (
        <Fact key={`${rule} ${stated.text}`} label={word('rule', rule)}>
          <StatedList all={[stated]} context={page} />
        </Fact>
      ))}
    </Facts>
  )
}

/** What each party is to be called in the documents of this track, language by language, with its caveat. */
const Policies = ({ track, page }: { track: Track; page: EntityPage }) => (
  <ul className="policies">
    {[...groupedBy(track.policies, claim => claim.object)].map(([party, claims]) => (
      <li key={party ?? 'everyone'}>
        {party !== null && <Name id={party} names={page.names} link />}
        <ul>
          {claims.map(claim => (
            <li key={claim.id}>
              <Words
                text={claim.value.asterisk === true ? `${claim.value.text}*` : claim.value.text}
                language={claim.value.language}
              />{' '}
              {claim.value.audience !== undefined && (
                <span className="tag">
                  <Words text={claim.value.audience} />
                </span>
              )}{' '}
              <SourceMark claims={[claim]} context={page} />
              {claim.value.caveat !== undefined && (
                <small className="line">
                  <Words text={claim.value.caveat} language={claim.value.language} />
                </small>
              )}
            </li>
          ))}
        </ul>
      </li>
    ))}
  </ul>
)

const TrackView = ({ page }: { page: EntityPage }) => {
  const say = useText()
  const word = useWord()
  const track = foldTrack(page.claims, page.id, rootsOf(page))
  const kind = track.kind.versions.find(version => !version.denied)?.value
  const matters = foldMatters(page.claims, page.id, rootsOf(page))
  const demands = foldDemands(page.claims, page.id)
  const statements = foldStatements(page.claims)
  const preparing = claimsOf(page.claims, 'prepares')
    .filter(claim => isCurrent(claim) && claim.modality !== 'denies')
    .flatMap(claim => (claim.object === null ? [] : [{ meeting: claim.subject, prepares: claim.object }]))
  return (
    <>
      <EntityHead
        page={page}
        eyebrow={kind === undefined ? undefined : word('track', kind)}
        actions={
          <>
            <ExportLink track={page.id} />
            <a href={`/texts?track=${page.id}`}>{say('shell.nav.texts')}</a>
          </>
        }
      >
        {track.descriptions.length > 0 && (
          <p className="lead">
            <StatedList all={track.descriptions} context={page} />
          </p>
        )}
      </EntityHead>
      <TrackFacts track={track} page={page} />
      <Section
        title={say('pages.track.meetings')}
        count={say('parts.number', { number: page.totals.meetings })}
      >
        {page.meetings.length === 0 ? (
          <Empty title={say('pages.track.noMeetings')}>
            <AddLink aim={{ begin: 'meeting' }}>{say('record.begin.meeting')}</AddLink>
          </Empty>
        ) : (
          <>
            <MeetingsByLevel meetings={page.meetings} preparing={preparing} names={page.names} />
            {page.meetings.length < page.totals.meetings && (
              <p className="hint">{say('pages.track.latestMeetings', { count: page.meetings.length })}</p>
            )}
          </>
        )}
      </Section>
      <Section
        title={say('pages.track.participants')}
        count={say('parts.number', { number: track.participants.length })}
      >
        {track.participants.length === 0 ? (
          <Empty title={say('pages.track.noParticipants')}>
            <AddLink aim={{ about: page.id }}>{say('pages.add.participant')}</AddLink>
          </Empty>
        ) : (
          <Participants participants={track.participants} context={page} />
        )}
      </Section>
      {track.policies.length > 0 && (
        <Section title={say('pages.track.policies')}>
          <Policies track={track} page={page} />
        </Section>
      )}
      {track.lifecycle.length > 0 && (
        <Section title={say('pages.track.lifecycle')}>
          <Lifecycle steps={track.lifecycle} context={page} />
        </Section>
      )}
      {track.agenda.length > 0 && (
        <Section title={say('pages.meeting.agenda')}>
          <Agenda items={foldAgenda(track.agenda)} context={page} />
        </Section>
      )}
      <IssuedHere track={page.id} />
      {(matters.length > 0 || demands.length > 0) && (
        <Section title={say('pages.matters')}>
          {demands.length > 0 && <Demands demands={demands} context={page} />}
          <Matters matters={matters} context={page} />
        </Section>
      )}
      {statements.length > 0 && (
        <Section title={say('pages.statements')} count={say('parts.number', { number: statements.length })}>
          <Statements statements={statements} context={page} page={page.id} />
        </Section>
      )}
    </>
  )
}

/** A contact group, process, format, talks or working group. */
export const TrackPage = ({ id }: { id: string }) => (
  <EntityFrame id={id}>{page => <TrackView page={page} />}</EntityFrame>
)
