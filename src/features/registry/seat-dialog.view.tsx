import { Dialog } from '../../web/parts/dialog.tsx'
import { Name, type Names } from '../../web/parts/name.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { ClaimCard } from '../../web/parts/claim-card.tsx'
import { Loading, Problem } from '../../web/parts/states.tsx'
import { useEntity } from '../../web/pages/asking.ts'
import { Words } from '../../web/pages/pieces.tsx'
import { useText, useWord } from '../../web/text.ts'
import { claimsOf } from '../record/record.ts'
import { inTime, isCurrent } from './folds.ts'

interface Props {
  track: string
  party: string
  names: Names
  onClose: () => void
}

const Claims = ({ track, party }: { track: string; party: string }) => {
  const say = useText()
  const word = useWord()
  const { data, error, retry } = useEntity(track)
  if (error) return <Problem error={error} onRetry={retry} />
  if (data === undefined) return <Loading lines={4} />
  const claims = claimsOf(data.claims, 'participation', track).filter(claim => claim.object === party)
  const current = inTime(claims.filter(isCurrent)).toReversed()
  if (current.length === 0) return <p>{say('parts.nothing')}</p>
  return current.map(claim => (
    <ClaimCard key={claim.id} claim={claim} context={data} history={claims}>
      {say('pages.matrix.seat', {
        role: word('role', claim.value.role),
        status: word('participation', claim.value.status),
      })}
      {[claim.value.condition, claim.value.reason].map(
        text =>
          text !== undefined && (
            <span key={text} className="line">
              <Words text={text} />
            </span>
          ),
      )}
    </ClaimCard>
  ))
}

/** What the sources say of one party's place in one track. */
export const SeatDialog = ({ track, party, names, onClose }: Props) => {
  const say = useText()
  return (
    <Dialog title={say('pages.matrix.open')} onClose={onClose} className="seat-dialog">
      <p className="lead">
        <Phrase
          of="pages.matrix.partyInTrack"
          with={{
            party: <Name id={party} names={names} link />,
            track: <Name id={track} names={names} link />,
          }}
        />
      </p>
      <Claims track={track} party={party} />
    </Dialog>
  )
}
