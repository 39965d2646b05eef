import { MeetingLine } from '../../features/meetings/meeting-line.view.tsx'
import { foldMatters } from '../../features/registry/matters.ts'
import { Matters } from '../../features/registry/matters.view.tsx'
import { Designations } from '../../features/registry/designations.view.tsx'
import { fieldReading, inTime, isCurrent, unique } from '../../features/registry/folds.ts'
import { foldDesignations } from '../../features/registry/names.ts'
import { foldParticipants } from '../../features/registry/participation.ts'
import { foldPosts } from '../../features/registry/people.ts'
import { Posts } from '../../features/registry/posts.view.tsx'
import type { EntityPage } from '../../features/registry/registry.api.ts'
import { Relations } from '../../features/registry/relations.view.tsx'
import { Similar } from '../../features/registry/similar.view.tsx'
import { foldStatements, saidBy } from '../../features/registry/statements.ts'
import { Statements } from '../../features/registry/statements.view.tsx'
import { claimsOf } from '../../features/record/record.ts'
import { statedIn } from '../../features/registry/participation.ts'
import { inOrder } from '../../features/registry/timeline.ts'
import { useMayWrite } from '../../features/record/writing.view.tsx'
import { Name } from '../parts/name.tsx'
import { Section } from '../parts/section.tsx'
import { SourceMark, Sourced } from '../parts/sourced.tsx'
import { useLocale, useText, useWord } from '../text.ts'
import { EntityFrame, EntityHead, Fact, Facts, rootsOf, SourcedFact, StatedList, Words } from './pieces.tsx'
import '../style/pages.css'

const PartyFacts = ({ page }: { page: EntityPage }) => {
  const say = useText()
  const word = useWord()
  const codes = claimsOf(page.claims, 'coded', page.id).filter(isCurrent)
  return (
    <Facts>
      <SourcedFact
        label={say('pages.party.kind')}
        reading={fieldReading(claimsOf(page.claims, 'party-kind', page.id), 'kind', rootsOf(page))}
        render={kind => word('party', kind)}
        context={page}
      />
      {codes.map(claim => (
        <Fact key={claim.id} label={word('scheme', claim.value.scheme)}>
          <bdi>{claim.value.code}</bdi> <SourceMark claims={[claim]} context={page} />
        </Fact>
      ))}
    </Facts>
  )
}

/** The tracks in which the party has a place, and what place. */
const Seats = ({ page }: { page: EntityPage }) => {
  const word = useWord()
  const claims = page.claims.filter(claim => claim.predicate === 'participation' && claim.object === page.id)
  const tracks = unique(claims.map(claim => claim.subject))
  return (
    <ul className="seats">
      {tracks.map(track => {
        const [own] = foldParticipants(claims, track, rootsOf(page))
        return (
          <li key={track}>
            <Name id={track} names={page.names} link />
            {own?.seats.map(seat => (
              <span key={seat.role} className="line">
                <span className="basis">{word('role', seat.role)}</span>{' '}
                <Sourced
                  reading={{ ...seat.statuses, disputed: seat.disputed }}
                  render={status => word('participation', status)}
                  context={page}
                />{' '}
                <StatedList all={[...seat.conditions, ...seat.reasons]} context={page} />
              </span>
            ))}
          </li>
        )
      })}
    </ul>
  )
}

const Attendance = ({ page }: { page: EntityPage }) => {
  const word = useWord()
  const claims = claimsOf(page.claims, 'attendance').filter(
    claim => claim.object === page.id && isCurrent(claim),
  )
  const meetings = unique(claims.map(claim => claim.subject))
  const known = inOrder(page.meetings.filter(meeting => meetings.includes(meeting.id))).toReversed()
  return (
    <ul className="attendance">
      {known.map(meeting => (
        <li key={meeting.id}>
          <MeetingLine meeting={meeting} names={page.names} />
          {inTime(claims.filter(claim => claim.subject === meeting.id)).map(claim => (
            <span key={claim.id} className="line">
              <span className={claim.modality === 'denies' ? 'tag denied' : 'tag'}>
                {word('attendance', claim.value.status)}
              </span>
              {claim.value.capacity !== undefined && (
                <span className="basis">{word('capacity', claim.value.capacity)}</span>
              )}{' '}
              {claim.value.reason !== undefined && <Words text={claim.value.reason} />}{' '}
              <SourceMark claims={[claim]} context={page} />
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}

const PartyView = ({ page }: { page: EntityPage }) => {
  const say = useText()
  const { language } = useLocale()
  const mayWrite = useMayWrite()
  const { claims, id } = page
  const described = statedIn(claimsOf(claims, 'described', id).filter(isCurrent), claim => claim.value.text)
  const relations = claimsOf(claims, 'related-to').filter(isCurrent)
  const posts = foldPosts(claims, { body: id })
  const matters = foldMatters(
    claims.filter(
      claim => claim.object === id || claim.predicate === 'concerns' || claim.predicate === 'proposed',
    ),
    id,
    rootsOf(page),
  )
  const said = foldStatements(claims.filter(claim => saidBy(claim, id)))
  const about = foldStatements(claims.filter(claim => !saidBy(claim, id)))
  const seated = claims.some(claim => claim.predicate === 'participation' && claim.object === id)
  const attended = claims.some(claim => claim.predicate === 'attendance' && claim.object === id)
  return (
    <>
      <EntityHead page={page}>
        {described.length > 0 && (
          <p className="lead">
            <StatedList all={described} context={page} />
          </p>
        )}
      </EntityHead>
      <PartyFacts page={page} />
      <Section title={say('pages.party.designations')}>
        <Designations groups={foldDesignations(claims, id, language)} context={page} />
      </Section>
      {(page.similar.length > 0 || page.resolutions.length > 0) && (
        <Section title={say('pages.similar.title')}>
          <Similar page={page} mayJudge={mayWrite === 'yes'} />
        </Section>
      )}
      {relations.length > 0 && (
        <Section title={say('pages.party.relations')}>
          <Relations relations={relations} party={id} context={page} />
        </Section>
      )}
      {seated && (
        <Section title={say('pages.party.tracks')}>
          <Seats page={page} />
        </Section>
      )}
      {matters.length > 0 && (
        <Section title={say('pages.party.matters')}>
          <Matters matters={matters} context={page} />
        </Section>
      )}
      {posts.length > 0 && (
        <Section title={say('pages.party.posts')} count={say('parts.number', { number: posts.length })}>
          <Posts posts={posts} context={page} of="body" />
        </Section>
      )}
      {attended && (
        <Section title={say('pages.party.meetings')}>
          <Attendance page={page} />
        </Section>
      )}
      {said.length > 0 && (
        <Section title={say('pages.party.said')} count={say('parts.number', { number: said.length })}>
          <Statements statements={said} context={page} page={id} />
        </Section>
      )}
      {about.length > 0 && (
        <Section title={say('pages.statementsAbout')} count={say('parts.number', { number: about.length })}>
          <Statements statements={about} context={page} page={id} />
        </Section>
      )}
    </>
  )
}

/** A state, organisation, authority or movement. */
export const PartyPage = ({ id }: { id: string }) => (
  <EntityFrame id={id}>{page => <PartyView page={page} />}</EntityFrame>
)
