import { useQueryOf } from '../../web/api.ts'
import { DateText } from '../../web/parts/date-text.tsx'
import { IllustrationMark } from '../../web/parts/illustration-mark.tsx'
import { Section } from '../../web/parts/section.tsx'
import { useLinks } from '../../web/links.ts'
import { useText } from '../../web/text.ts'
import type { OutcomeRow } from './outcome.api.ts'

/** How far an outcome is: being made, agreed, adopted, or issued under a number. */
export const StageOf = ({ outcome }: { outcome: OutcomeRow }) => {
  const say = useText()
  const { issued, adoptedAt, agreedAt } = outcome
  if (issued !== null) return say('outcomes.here.under', { number: `\u2068${issued.number}\u2069` })
  return say(`outcomes.here.stage.${adoptedAt !== null ? 'adopted' : agreedAt !== null ? 'agreed' : 'begun'}`)
}

/** What was negotiated and issued here, of a track or of a meeting: apart from what sources say of outcomes. */
export const IssuedHere = (asked: { track: string } | { meeting: string }) => {
  const say = useText()
  const links = useLinks()
  const { data } = useQueryOf('listAllOutcomes', { query: asked })
  const issued = data?.outcomes.flatMap(each =>
    each.issued === null ? [] : [{ ...each, issued: each.issued }],
  )
  if (issued === undefined || issued.length === 0) return null
  return (
    <Section title={say('outcomes.here')} count={say('parts.number', { number: issued.length })}>
      <p className="hint">{say('outcomes.here.hint')}</p>
      <ul className="list">
        {issued.map(each => (
          <li key={each.id}>
            <a href={links.at(`/outcomes/${each.id}`)}>
              <bdi dir="auto">{each.title}</bdi>
            </a>{' '}
            {each.illustration && <IllustrationMark />}
            <small className="line">
              {say(`outcomes.kind.${each.kind}`)} · <bdi>{each.issued.number}</bdi> ·{' '}
              <DateText edtf={each.issued.at.slice(0, 10)} />
            </small>
          </li>
        ))}
      </ul>
    </Section>
  )
}
