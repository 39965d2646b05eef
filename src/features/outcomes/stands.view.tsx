import { Name } from '../../web/parts/name.tsx'
import { useText } from '../../web/text.ts'
import type { OutcomePage } from './outcome.api.ts'
import { StandWords } from './sentences.view.tsx'

/** Every party and how it stands now, as the track orders its delegations. */
export const Stands = ({ outcome }: { outcome: OutcomePage }) => {
  const say = useText()
  if (outcome.stands.length === 0) return null
  return (
    <>
      <h4>{say('outcomes.stands')}</h4>
      <table className="data-table outcome-stands">
        <caption className="visually-hidden">{say('outcomes.stands')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('outcomes.stands.party')}</th>
            <th scope="col">{say('outcomes.stands.stand')}</th>
          </tr>
        </thead>
        <tbody>
          {outcome.stands.map(stand => (
            <tr key={stand.party} data-stand={stand.stand}>
              <th scope="row">
                <Name id={stand.party} names={outcome.names} />
              </th>
              <td>
                <StandWords stand={stand} paragraphs={outcome.content.paragraphs} />
                {outcome.statements
                  .filter(each => each.party === stand.party)
                  .map(each => (
                    <small key={each.at} className="line">
                      {say(`outcomes.statement.${each.kind}`)}
                    </small>
                  ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {outcome.kind !== 'chairs-summary' && <p className="hint">{say('outcomes.stands.hint')}</p>}
    </>
  )
}
