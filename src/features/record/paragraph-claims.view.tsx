import { Button } from '../../web/parts/button.tsx'
import { Section } from '../../web/parts/section.tsx'
import { useText, useWord } from '../../web/text.ts'
import { ClaimEntry } from './claim-entry.view.tsx'
import { ClaimWords } from './claim-words.view.tsx'
import type { Evidences } from './evidence.ts'
import type { SourceView } from './record.api.ts'
import type { Claim } from './record.ts'

interface Props {
  source: SourceView
  paragraphs: Evidences['paragraphs']
  /** The claim that the address names. */
  wanted: string | undefined
  onCorrect: ((claim: Claim) => void) | undefined
  onAdd: ((paragraph: number) => void) | undefined
}

/** Where the text is not held: its claims in the order of its paragraphs. */
export const ParagraphClaims = ({ source, paragraphs, wanted, onCorrect, onAdd }: Props) => {
  const say = useText()
  const word = useWord()
  return paragraphs.map(({ paragraph, claims }) => (
    <Section
      key={paragraph}
      level={3}
      title={
        paragraph === 0
          ? say('parts.evidence.headline')
          : say('parts.evidence.paragraph', { number: paragraph })
      }
      count={say('parts.number', { number: claims.length })}
      aside={
        onAdd !== undefined && (
          <Button look="quiet" onClick={() => onAdd(paragraph)}>
            {say('record.paragraph.add')}
          </Button>
        )
      }
    >
      {claims.map(claim => (
        <details
          key={claim.id}
          className={claim.id === wanted ? 'claim-line wanted' : 'claim-line'}
          open={claim.id === wanted}
        >
          <summary>
            <ClaimWords claim={claim} context={source} link={false} />
            {claim.modality !== 'asserts' && (
              <span className={claim.modality === 'denies' ? 'tag denied' : 'tag'}>
                {word('modality', claim.modality)}
              </span>
            )}
          </summary>
          <ClaimEntry claim={claim} context={source} history={source.claims} onCorrect={onCorrect} />
        </details>
      ))}
    </Section>
  ))
}
