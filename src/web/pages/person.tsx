import { MeetingLine } from '../../features/meetings/meeting-line.view.tsx'
import { Designations } from '../../features/registry/designations.view.tsx'
import { isCurrent, unique } from '../../features/registry/folds.ts'
import { foldDesignations } from '../../features/registry/names.ts'
import { statedIn } from '../../features/registry/participation.ts'
import { foldPosts, foldSittings, type Sitting } from '../../features/registry/people.ts'
import { Posts } from '../../features/registry/posts.view.tsx'
import type { EntityPage } from '../../features/registry/registry.api.ts'
import { Similar } from '../../features/registry/similar.view.tsx'
import { foldStatements, saidBy } from '../../features/registry/statements.ts'
import { Statements } from '../../features/registry/statements.view.tsx'
import { inOrder } from '../../features/registry/timeline.ts'
import { claimsOf } from '../../features/record/record.ts'
import { useMayWrite } from '../../features/record/writing.view.tsx'
import { Name } from '../parts/name.tsx'
import { Section } from '../parts/section.tsx'
import { SourceMark } from '../parts/sourced.tsx'
import { Empty } from '../parts/states.tsx'
import { useLocale, useText, useWord } from '../text.ts'
import { EntityFrame, EntityHead, StatedList, Words } from './pieces.tsx'
import '../style/pages.css'

const SittingLine = ({ sitting, page }: { sitting: Sitting; page: EntityPage }) => {
  const say = useText()
  const word = useWord()
  const parties = unique(sitting.claims.flatMap(claim => claim.value.party ?? []))
  const titles = new Map(
    sitting.claims.flatMap(({ value }) =>
      value.title === undefined ? [] : [[value.title, value.language] as const],
    ),
  )
  return (
    <span className="line">
      {parties.map(party => (
        <Name key={party} id={party} names={page.names} link />
      ))}
      {sitting.claims.some(claim => claim.value.head === true) && (
        <span className="tag">{say('pages.meeting.head')}</span>
      )}
      {sitting.claims.some(claim => !claim.value.present) && (
        <span className="tag denied">{word('attendance', 'absent')}</span>
      )}{' '}
      {[...titles].map(([title, language]) => (
        <Words key={title} text={title} language={language} />
      ))}{' '}
      <SourceMark claims={sitting.claims} context={page} />
    </span>
  )
}

const Sittings = ({ page }: { page: EntityPage }) => {
  const sittings = foldSittings(page.claims, page.id)
  const meetings = inOrder(
    page.meetings.filter(meeting => sittings.some(sitting => sitting.meeting === meeting.id)),
  ).toReversed()
  return (
    <ul className="attendance">
      {meetings.map(meeting => (
        <li key={meeting.id}>
          <MeetingLine meeting={meeting} names={page.names} />
          {sittings
            .filter(sitting => sitting.meeting === meeting.id)
            .map(sitting => (
              <SittingLine key={sitting.meeting} sitting={sitting} page={page} />
            ))}
        </li>
      ))}
    </ul>
  )
}

const PersonView = ({ page }: { page: EntityPage }) => {
  const say = useText()
  const { language } = useLocale()
  const mayWrite = useMayWrite()
  const { claims, id } = page
  const posts = foldPosts(claims, { person: id })
  const described = statedIn(claimsOf(claims, 'described', id).filter(isCurrent), claim => claim.value.text)
  const said = foldStatements(claims.filter(claim => saidBy(claim, id)))
  const about = foldStatements(claims.filter(claim => !saidBy(claim, id)))
  const sat = claims.some(claim => claim.predicate === 'represented-by' && claim.object === id)
  return (
    <>
      <EntityHead page={page}>
        {described.length > 0 && (
          <p className="lead">
            <StatedList all={described} context={page} />
          </p>
        )}
      </EntityHead>
      <Section title={say('pages.person.posts')}>
        {posts.length === 0 ? (
          <Empty title={say('pages.person.noPosts')} />
        ) : (
          <Posts posts={posts} context={page} of="person" />
        )}
      </Section>
      <Section title={say('pages.person.names')}>
        <Designations groups={foldDesignations(claims, id, language)} context={page} />
      </Section>
      {(page.similar.length > 0 || page.resolutions.length > 0) && (
        <Section title={say('pages.similar.title')}>
          <Similar page={page} mayJudge={mayWrite === 'yes'} />
        </Section>
      )}
      {sat && (
        <Section title={say('pages.person.meetings')}>
          <Sittings page={page} />
        </Section>
      )}
      {said.length > 0 && (
        <Section title={say('pages.person.said')} count={say('parts.number', { number: said.length })}>
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

/** Someone who sits, speaks or holds a post. */
export const PersonPage = ({ id }: { id: string }) => (
  <EntityFrame id={id}>{page => <PersonView page={page} />}</EntityFrame>
)
