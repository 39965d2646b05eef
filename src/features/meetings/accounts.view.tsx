import { DateText } from '../../web/parts/date-text.tsx'
import { Name } from '../../web/parts/name.tsx'
import { SourceMark } from '../../web/parts/sourced.tsx'
import { Said } from '../../web/pages/pieces.tsx'
import { useText, useWord } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import type { Context } from '../record/record.api.ts'
import type { ClaimOf } from '../record/record.ts'
import type { Account } from './meeting.ts'

const Line = ({ claim, context }: { claim: ClaimOf<'said'>; context: Context }) => {
  const word = useWord()
  const source = claim.source === null ? undefined : context.sources[claim.source]
  const language = claim.wordingLanguage ?? source?.language ?? 'en'
  const speaker = claim.by[0]?.speaker
  return (
    <li>
      <Said
        text={claim.value.text}
        before={
          claim.modality !== 'asserts' && (
            <span className={claim.modality === 'denies' ? 'tag denied' : 'tag'}>
              {word('modality', claim.modality)}
            </span>
          )
        }
      >
        <SourceMark claims={[claim]} context={context} />
      </Said>
      {claim.wording !== null && (
        <blockquote lang={language} dir={directionOf(language)}>
          <bdi>{claim.wording}</bdi>
        </blockquote>
      )}
      <small className="readout-by">
        {speaker !== undefined && <Name id={speaker} names={context.names} link />}
        <DateText edtf={claim.stated ?? claim.reported} precise={false} />
      </small>
    </li>
  )
}

/** Each side's account of the meeting in a column of its own. They are never made into one. */
export const Accounts = ({ accounts, context }: { accounts: readonly Account[]; context: Context }) => {
  const say = useText()
  return (
    <div className="readouts">
      {accounts.map(account => (
        <section key={account.of ?? 'unnamed'} className="readout">
          <h3>
            {account.of === null ? (
              say('pages.accounts.unattributed')
            ) : (
              <Name id={account.of} names={context.names} link />
            )}
          </h3>
          <ul>
            {account.claims.map(claim => (
              <Line key={claim.id} claim={claim} context={context} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
