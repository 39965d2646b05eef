import { useState } from 'react'
import { useLinks } from '../../web/links.ts'
import { Button } from '../../web/parts/button.tsx'
import { ClaimCard } from '../../web/parts/claim-card.tsx'
import { useText } from '../../web/text.ts'
import { ClaimWords } from './claim-words.view.tsx'
import { sameCompartment } from './compartment-field.view.tsx'
import { DisclosureDialog } from './disclosure.view.tsx'
import { recordLink } from './links.ts'
import type { Context } from './record.api.ts'
import type { Claim } from './record.ts'
import { useMayWrite, useWritable } from './writing.view.tsx'

interface Props {
  claim: Claim
  context: Context
  history?: readonly Claim[]
  /** Corrects it on this page; elsewhere it is a link to where that is done. */
  onCorrect?: ((claim: Claim) => void) | undefined
}

/** A claim with what it says, and what the reader may do with it. */
export const ClaimEntry = ({ claim, context, history = [], onCorrect }: Props) => {
  const say = useText()
  const links = useLinks()
  const may = useMayWrite()
  const writable = useWritable() ?? []
  const [opening, setOpening] = useState(false)
  const place = context.compartments[claim.compartment]
  const own = sameCompartment(writable, place) !== undefined
  const offered = may === 'yes' && own && claim.supersededBy === null
  return (
    <div className="claim-entry">
      <ClaimCard claim={claim} context={context} history={history}>
        <ClaimWords claim={claim} context={context} />
      </ClaimCard>
      {may === 'yes' && (
        <p className="claim-actions">
          {offered && onCorrect !== undefined && (
            <Button look="quiet" onClick={() => onCorrect(claim)}>
              {say('record.correct')}
            </Button>
          )}
          {offered && onCorrect === undefined && (
            <a href={links.at(recordLink({ about: claim.subject, corrects: claim.id }))}>
              {say('record.correct')}
            </a>
          )}
          <a href={links.at(recordLink({ about: claim.subject }))}>{say('record.addAbout')}</a>
          {offered && place?.kind !== 'public' && (
            <Button look="quiet" onClick={() => setOpening(true)}>
              {say('record.disclose.open')}
            </Button>
          )}
        </p>
      )}
      {opening && <DisclosureDialog claim={claim} context={context} onClose={() => setOpening(false)} />}
    </div>
  )
}
