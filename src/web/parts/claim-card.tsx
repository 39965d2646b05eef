import { Fragment, type ReactNode } from 'react'
import type { Evidence } from '../../features/record/dossier.ts'
import type { Context } from '../../features/record/record.api.ts'
import type { AttributionView, Claim } from '../../features/record/record.ts'
import { useLinks } from '../links.ts'
import { useLocale, useText, useWord } from '../text.ts'
import { directionOf } from '../text/languages.ts'
import { DateText, Instant } from './date-text.tsx'
import { CompartmentBadge, IllustrationMark } from './marks.tsx'
import { Name } from './name.tsx'
import { Phrase } from './phrase.tsx'
import { Fold } from './section.tsx'

type Citation = Context['sources'][string]

/** A source as it is cited: who published it and what it is called. */
export const CitationText = ({ source, href }: { source: Citation; href?: string }) => {
  const say = useText()
  const title = (
    <cite lang={source.language} dir={directionOf(source.language)}>
      {source.title}
    </cite>
  )
  return (
    <span className="citation">
      <bdi lang={source.language} dir="auto">
        {source.publisher}
      </bdi>
      {say('parts.comma')}
      {href === undefined ? title : <a href={href}>{title}</a>}
    </span>
  )
}

const Speaker = ({
  link,
  context,
  language,
}: {
  link: AttributionView
  context: Context
  language: string
}) => {
  const say = useText()
  const who =
    link.speaker !== undefined ? (
      <Name id={link.speaker} names={context.names} link />
    ) : link.anonymous !== undefined ? (
      <bdi dir="auto">{link.anonymous}</bdi>
    ) : (
      say('parts.by.unnamed')
    )
  const verb = link.verb !== undefined && (
    <>
      {' '}
      <i className="verb" lang={language}>
        <bdi dir="auto">{link.verb}</bdi>
      </i>
    </>
  )
  if (link.onBehalfOf === undefined)
    return (
      <>
        {who}
        {verb}
      </>
    )
  const party = <Name id={link.onBehalfOf} names={context.names} link />
  return (
    <>
      <Phrase of="parts.by.for" with={{ who, party }} />
      {verb}
    </>
  )
}

/** Who said it, through whom it came, and where it stands: nearest the fact first. */
export const AttributionChain = ({ claim, context }: { claim: Claim; context: Context }) => {
  const say = useText()
  const links = useLinks()
  const source = claim.source === null ? undefined : context.sources[claim.source]
  const cited =
    source === undefined ? (
      say('parts.by.hidden')
    ) : (
      <CitationText source={source} href={links.toPassage(source.id, claim.id)} />
    )
  const chain: ReactNode[] = [
    ...claim.by.map(link => (
      <Speaker key={JSON.stringify(link)} link={link} context={context} language={source?.language ?? 'en'} />
    )),
    cited,
  ]
  return (
    <p className="chain">
      {chain.map((link, at) => (
        // A chain is written once and never reordered.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={at}>
          {at > 0 && say('parts.comma')}
          {at > 0 ? <Phrase of="parts.by.via" with={{ who: link }} /> : link}
        </Fragment>
      ))}
    </p>
  )
}

const Quotation = ({ text, language }: { text: string; language: string }) => (
  <q lang={language} dir={directionOf(language)}>
    <bdi>{text}</bdi>
  </q>
)

/** The place in the source, as exactly as it is known. */
export const Passage = ({ evidence, language }: { evidence: Evidence; language: string }) => {
  const say = useText()
  if ('exact' in evidence) return <Quotation text={evidence.exact} language={language} />
  return (
    <>
      {evidence.paragraph === 0
        ? say('parts.evidence.headline')
        : say('parts.evidence.paragraph', { number: evidence.paragraph })}
      {evidence.words !== undefined && (
        <>
          {' '}
          <Quotation text={evidence.words} language={language} />
        </>
      )}
    </>
  )
}

const Times = ({ claim }: { claim: Claim }) => {
  const say = useText()
  return (
    <dl className="times">
      {claim.occurred !== null && (
        <div>
          <dt>{say('parts.time.occurred')}</dt>
          <dd>
            <DateText edtf={claim.occurred} />
          </dd>
        </div>
      )}
      {claim.stated !== null && (
        <div>
          <dt>{say('parts.time.stated')}</dt>
          <dd>
            <DateText edtf={claim.stated} />
          </dd>
        </div>
      )}
      <div>
        <dt>{say('parts.time.reported')}</dt>
        <dd>
          <DateText edtf={claim.reported} />
        </dd>
      </div>
      <div>
        <dt>{say('parts.time.recorded')}</dt>
        <dd>
          <Instant at={claim.recordedAt} />
        </dd>
      </div>
    </dl>
  )
}

interface Props {
  claim: Claim
  context: Context
  /** What it says, in the words of the page; shown above where it comes from. */
  children?: ReactNode
  /** Claims among which its earlier and later versions are found. */
  history?: readonly Claim[]
}

/** One statement of the record: who says so, how firmly, when, on what passage it rests, and who may read it. */
export const ClaimCard = ({ claim, context, children, history = [] }: Props) => {
  const say = useText()
  const word = useWord()
  const links = useLinks()
  const { language } = useLocale()
  const source = claim.source === null ? undefined : context.sources[claim.source]
  const compartment = context.compartments[claim.compartment]
  const manner = claim.by[0]?.manner
  const earlier = history.find(each => each.id === claim.supersedes)
  const later = history.find(each => each.id === claim.supersededBy)
  return (
    <article
      className={claim.supersededBy === null ? 'claim-card' : 'claim-card superseded'}
      id={`claim-${claim.id}`}
    >
      {children !== undefined && <div className="claim-value">{children}</div>}
      <p className="claim-tags">
        <span className={claim.modality === 'denies' ? 'tag denied' : 'tag'}>
          {word('modality', claim.modality)}
        </span>
        {manner !== undefined && <span className="tag">{word('manner', manner)}</span>}
        {source !== undefined && <span className="tag">{word('source', source.kind)}</span>}
        {compartment !== undefined && <CompartmentBadge compartment={compartment} names={context.names} />}
        {claim.illustration && <IllustrationMark />}
        {claim.supersededBy !== null && <span className="tag corrected">{say('parts.claim.corrected')}</span>}
        {claim.supersedes !== null && <span className="tag">{say('parts.claim.corrects')}</span>}
      </p>
      <AttributionChain claim={claim} context={context} />
      {claim.wording !== null && (
        <p className="wording">
          <Quotation text={claim.wording} language={claim.wordingLanguage ?? source?.language ?? language} />
        </p>
      )}
      {claim.evidence.length > 0 && (
        <ul className="evidence" aria-label={say('parts.evidence')}>
          {claim.evidence.map(evidence => (
            <li key={JSON.stringify(evidence)}>
              <Passage evidence={evidence} language={source?.language ?? 'en'} />
              {source !== undefined && (
                <>
                  {' '}
                  <a className="to-passage" href={links.toPassage(source.id, claim.id)}>
                    {say('parts.evidence.open')}
                  </a>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <Times claim={claim} />
      {later !== undefined && (
        <Fold title={say('parts.claim.later')}>
          <ClaimCard claim={later} context={context} />
        </Fold>
      )}
      {earlier !== undefined && (
        <Fold title={say('parts.claim.earlier')}>
          <ClaimCard claim={earlier} context={context} />
        </Fold>
      )}
    </article>
  )
}
