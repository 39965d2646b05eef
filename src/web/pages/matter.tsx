import { dayOf, foldDates } from '../../features/meetings/dates.ts'
import { foldLearnings } from '../../features/meetings/disclosure.ts'
import { WhoKnewWhen } from '../../features/meetings/disclosure.view.tsx'
import { MeetingLine } from '../../features/meetings/meeting-line.view.tsx'
import { foldMatter, foldMatters, isMatter } from '../../features/registry/matters.ts'
import { ConcernsFact, MatterBody, Matters } from '../../features/registry/matters.view.tsx'
import type { EntityPage } from '../../features/registry/registry.api.ts'
import { foldStatements } from '../../features/registry/statements.ts'
import { Statements } from '../../features/registry/statements.view.tsx'
import { Section } from '../parts/section.tsx'
import { Empty } from '../parts/states.tsx'
import { useText } from '../text.ts'
import { EntityFrame, EntityHead, Facts, rootsOf } from './pieces.tsx'
import '../style/pages.css'

const MatterView = ({ page }: { page: EntityPage }) => {
  const say = useText()
  const { claims, id, type } = page
  if (!isMatter(type)) return <Empty title={say('pages.matter.none')} />
  const matter = foldMatter(
    claims.filter(claim => claim.subject === id),
    id,
    type,
    rootsOf(page),
  )
  const others = foldMatters(claims, id, rootsOf(page))
  const statements = foldStatements(claims)
  const learnings = foldLearnings(claims, id)
  return (
    <>
      <EntityHead page={page} />
      <Facts>
        <ConcernsFact matter={matter} context={page} />
      </Facts>
      <div className="matter-whole">
        <MatterBody matter={matter} context={page} />
      </div>
      {learnings.length > 0 && (
        <Section title={say('pages.disclosure.title')}>
          <WhoKnewWhen
            learnings={learnings}
            event={dayOf(foldDates(claims, id))}
            eventText={say('pages.disclosure.event')}
            knownFrom={null}
            context={page}
          />
        </Section>
      )}
      {page.meetings.length > 0 && (
        <Section title={say('pages.matter.meetings')}>
          <ul className="attendance">
            {page.meetings.map(meeting => (
              <li key={meeting.id}>
                <MeetingLine meeting={meeting} names={page.names} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {others.length > 0 && (
        <Section title={say('pages.matter.others')}>
          <Matters matters={others} context={page} />
        </Section>
      )}
      {statements.length > 0 && (
        <Section title={say('pages.statements')} count={say('parts.number', { number: statements.length })}>
          <Statements statements={statements} context={page} page={id} />
        </Section>
      )}
    </>
  )
}

/** An issue, proposal, measure, incident or outcome document. */
export const MatterPage = ({ id }: { id: string }) => (
  <EntityFrame id={id}>{page => <MatterView page={page} />}</EntityFrame>
)
