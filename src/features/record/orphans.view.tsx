import { Button } from '../../web/parts/button.tsx'
import { Section } from '../../web/parts/section.tsx'
import { useText } from '../../web/text.ts'
import { QuotedPassage } from './basis-fields.view.tsx'
import { ClaimEntry } from './claim-entry.view.tsx'
import type { SourceView } from './record.api.ts'
import type { Claim } from './record.ts'

interface Props {
  orphans: readonly Claim[]
  source: SourceView
  /** Chooses another passage of the shown text for it; absent where nothing may be written. */
  onChoose: ((claim: Claim) => void) | undefined
}

/** Claims whose passage cannot be pointed to in this version without guessing. A person decides. */
export const Orphans = ({ orphans, source, onChoose }: Props) => {
  const say = useText()
  if (orphans.length === 0) return null
  return (
    <Section title={say('record.orphans')} count={say('parts.number', { number: orphans.length })}>
      <p className="hint">{say('record.orphans.hint')}</p>
      {orphans.map(claim => (
        <div key={claim.id} className="orphan">
          {claim.evidence.map(
            evidence =>
              'exact' in evidence && (
                <QuotedPassage key={evidence.exact} text={evidence.exact} language={source.language} />
              ),
          )}
          <ClaimEntry claim={claim} context={source} history={source.claims} />
          {onChoose !== undefined && (
            <Button onClick={() => onChoose(claim)}>{say('record.orphans.choose')}</Button>
          )}
        </div>
      ))}
    </Section>
  )
}
