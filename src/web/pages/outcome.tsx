import '../style/pages.css'
import '../style/texts.css'
import '../style/outcomes.css'
import { useState } from 'react'
import { Download } from '../../features/outcomes/download.view.tsx'
import { verifyPath } from '../../features/outcomes/fingerprint.ts'
import type { OutcomePage as Page } from '../../features/outcomes/outcome.api.ts'
import { ProcedureFor } from '../../features/outcomes/outcomes.view.tsx'
import { Paper } from '../../features/outcomes/paper.view.tsx'
import { StandWords } from '../../features/outcomes/sentences.view.tsx'
import { useQueryOf } from '../api.ts'
import { useLinks } from '../links.ts'
import { Button } from '../parts/button.tsx'
import { DateText } from '../parts/date-text.tsx'
import { Name } from '../parts/name.tsx'
import { Phrase } from '../parts/phrase.tsx'
import { Loading, Problem } from '../parts/states.tsx'
import { useText } from '../text.ts'

/** Who has confirmed, or let lapse, what stood ad referendum when the document was issued. */
const SinceIssued = ({ outcome }: { outcome: Page }) => {
  const say = useText()
  const { content, stands, names } = outcome
  const changed = content.stands.flatMap(then => {
    const now = stands.find(({ party }) => party === then.party)
    return now === undefined || now.stand === then.stand ? [] : [now]
  })
  if (outcome.issued === null || changed.length === 0) return null
  return (
    <section className="since">
      <h3>{say('outcomes.document.since')}</h3>
      <ul>
        {changed.map(stand => (
          <li key={stand.party}>
            <Name id={stand.party} names={names} />:{' '}
            <StandWords stand={stand} paragraphs={content.paragraphs} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const Beside = ({ outcome }: { outcome: Page }) => {
  const say = useText()
  const links = useLinks()
  const { issued, bytes } = outcome
  return (
    <aside className="outcome-beside" aria-label={say('outcomes.tab')}>
      <p className="actions">
        <Button onClick={() => print()}>{say('outcomes.document.print')}</Button>
        {issued !== null && (
          <a className="button" href={verifyPath(issued)}>
            {say('outcomes.document.verify')}
          </a>
        )}
      </p>
      {issued !== null && bytes !== null && <Download bytes={bytes} number={issued.number} />}
      <SinceIssued outcome={outcome} />
      <ProcedureFor outcome={outcome} />
      <p>
        <a href={links.at(`/texts/${outcome.text}`)}>{say('outcomes.open.text')}</a>
      </p>
    </aside>
  )
}

/** One outcome: the document as it stands or as it was issued, and beside it what is happening to it. */
export const OutcomePage = ({ id }: { id: string }) => {
  const say = useText()
  const links = useLinks()
  const { data, error, refetch } = useQueryOf('readOutcome', { params: { id } })
  if (error)
    return (
      <>
        <title>{say('outcomes.title.page')}</title>
        <h1 className="visually-hidden">{say('outcomes.tab')}</h1>
        <Problem error={error} onRetry={() => void refetch()} />
      </>
    )
  if (data === undefined) return <Loading lines={12} />
  return (
    <div className="outcome-page">
      <title>{say('outcomes.page.title', { title: data.title })}</title>
      <p className="eyebrow">
        <a href={links.at('/texts')}>{say('shell.nav.texts')}</a> ·{' '}
        <Name id={data.track} names={data.names} link />
        {data.meeting !== null && (
          <>
            {' '}
            · <Name id={data.meeting} names={data.names} link />
          </>
        )}
      </p>
      <h1 className="visually-hidden">
        {say(`outcomes.kind.${data.kind}`)}: <bdi>{data.title}</bdi>
      </h1>
      <div className="outcome-halves">
        <div className="sheet">
          <Paper content={data.content} hash={data.issued?.hash ?? null}>
            {data.issued === null && <Draft />}
          </Paper>
        </div>
        <Beside outcome={data} />
      </div>
    </div>
  )
}

const Draft = () => {
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  return (
    <p className="draft-line">
      <Phrase of="outcomes.document.draft" with={{ date: <DateText edtf={today} /> }} />
    </p>
  )
}
