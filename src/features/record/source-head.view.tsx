import type { ReactNode } from 'react'
import { useLinks } from '../../web/links.ts'
import { CitationText } from '../../web/parts/claim-card.tsx'
import { DateText } from '../../web/parts/date-text.tsx'
import { CompartmentBadge, IllustrationMark } from '../../web/parts/marks.tsx'
import { Name } from '../../web/parts/name.tsx'
import { Title } from '../../web/parts/title.tsx'
import { useLocale, useText, useWord } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import type { SourceView } from './record.api.ts'

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="fact">
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

/** What the source is: who published it, when, in what language, and whose account it is. */
export const SourceHead = ({ source }: { source: SourceView }) => {
  const say = useText()
  const word = useWord()
  const links = useLinks()
  const { tag } = useLocale()
  const compartment = source.compartments[source.compartment]
  const root = source.sources[source.sources[source.id]?.root ?? source.id]
  return (
    <header className="entity-head source-head">
      <Title>{source.title}</Title>
      <p className="eyebrow">
        {word('source', source.kind)} {source.illustration && <IllustrationMark />}{' '}
        {compartment !== undefined && <CompartmentBadge compartment={compartment} names={source.names} />}
      </p>
      <h1>
        <cite lang={source.language} dir={directionOf(source.language)}>
          {source.title}
        </cite>
      </h1>
      <dl className="facts">
        <Fact label={say('record.publisher')}>
          <bdi lang={source.language}>{source.publisher}</bdi>
        </Fact>
        {source.author !== null && (
          <Fact label={say('record.author')}>
            <bdi lang={source.language}>{source.author}</bdi>
          </Fact>
        )}
        {source.issuer !== null && (
          <Fact label={say('record.issuer')}>
            <Name id={source.issuer} names={source.names} link />
          </Fact>
        )}
        <Fact label={say('record.published')}>
          <DateText edtf={source.published} />
        </Fact>
        <Fact label={say('record.language')}>
          {new Intl.DisplayNames(tag, { type: 'language', fallback: 'code' }).of(source.language)}
        </Fact>
        {source.url !== null && (
          <Fact label={say('record.url')}>
            <a href={source.url} rel="noreferrer" dir="ltr">
              {source.url}
            </a>
          </Fact>
        )}
        {root !== undefined && root.id !== source.id && (
          <Fact label={say('record.countedWith')}>
            <CitationText source={root} href={links.to(root.id, 'source')} />
          </Fact>
        )}
        {source.note !== null && (
          <Fact label={say('record.note')}>
            <bdi className="note">{source.note}</bdi>
          </Fact>
        )}
      </dl>
    </header>
  )
}
