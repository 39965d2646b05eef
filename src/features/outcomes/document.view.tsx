import type { ReactNode } from 'react'
import { DateText } from '../../web/parts/date-text.tsx'
import { Caveats, Name } from '../../web/parts/name.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { useLocale, useText } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import type { DocumentContent } from './content.ts'
import { grouped, verifyPath } from './fingerprint.ts'
import { Disagreements, StandWords } from './sentences.view.tsx'

const dayOf = (moment: string) => moment.slice(0, 10)

const Head = ({ content }: { content: DocumentContent }) => {
  const say = useText()
  const { names, meeting } = content
  const dates = [
    ['agreed', content.agreedAt],
    [content.adoptedBy === 'silence' ? 'adopted.silence' : 'adopted.meeting', content.adoptedAt],
    ['issued', content.issuedAt],
  ] as const
  return (
    <header>
      {content.illustration && <p className="illustration-line">{say('texts.illustration')}</p>}
      <div className="letterhead">
        <p>
          <Name id={content.track} names={names} />
        </p>
        {content.number !== null && (
          <p className="number">
            <span className="visually-hidden">{say('outcomes.document.number')}</span>{' '}
            <bdi>{content.number}</bdi>
          </p>
        )}
      </div>
      <p className="kind">{say(`outcomes.kind.${content.kind}`)}</p>
      <h2 className="document-title">
        <bdi lang={content.language} dir={directionOf(content.language)}>
          {content.title}
        </bdi>
      </h2>
      <dl>
        {meeting !== null && (
          <div>
            <dt>{say('outcomes.document.meeting')}</dt>
            <dd>
              <Name id={meeting} names={names} />
            </dd>
          </div>
        )}
        {dates.map(([what, at]) =>
          at === null ? null : (
            <div key={what}>
              <dt>{say(`outcomes.document.${what}`)}</dt>
              <dd>
                <DateText edtf={dayOf(at)} />
              </dd>
            </div>
          ),
        )}
      </dl>
    </header>
  )
}

/** The words, each line bearing the number it has on every screen and paper. */
const Lines = ({ content }: { content: DocumentContent }) => {
  const say = useText()
  const { tag } = useLocale()
  const begins = new Set(content.paragraphs.map(({ line }) => line))
  const kindOf = (line: number) => content.paragraphs.findLast(each => each.line <= line)?.kind ?? 'operative'
  const digits = new Intl.NumberFormat(tag, { useGrouping: false })
  const direction = directionOf(content.language)
  return (
    <ol
      className="lines"
      lang={content.language}
      dir={direction}
      aria-label={say('outcomes.document.words', { revision: content.revision })}
    >
      {content.lines.map((words, at) => (
        <li
          // A line is its place, for ever.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          id={`line-${at + 1}`}
          data-line={digits.format(at + 1)}
          className={`${begins.has(at + 1) ? 'first' : ''} ${kindOf(at + 1)}`}
        >
          <bdi dir={direction}>{words}</bdi>
        </li>
      ))}
    </ol>
  )
}

const Association = ({ content }: { content: DocumentContent }) => {
  const say = useText()
  const { stands, statements, names } = content
  if (stands.length === 0) return null
  return (
    <section className="association">
      <h3>{say('outcomes.document.stands')}</h3>
      <table>
        <caption className="visually-hidden">{say('outcomes.document.stands')}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{say('outcomes.stands.party')}</th>
            <th scope="col">{say('outcomes.stands.stand')}</th>
          </tr>
        </thead>
        <tbody>
          {stands.map(stand => (
            <tr key={stand.party}>
              <th scope="row">
                <Name id={stand.party} names={names} />
              </th>
              <td>
                <StandWords stand={stand} paragraphs={content.paragraphs} />
                {statements.map((each, at) =>
                  each.party === stand.party ? (
                    <span key={each.at} className={`line ${each.kind}`}>
                      {say(`outcomes.statement.${each.kind}`)}{' '}
                      <small>({say('outcomes.document.see', { number: at + 1 })})</small>
                    </span>
                  ) : null,
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Annexes = ({ content: { statements, names } }: { content: DocumentContent }) => {
  const say = useText()
  if (statements.length === 0) return null
  return (
    <section className="annexes">
      <h3>{say('outcomes.document.annexes')}</h3>
      {statements.map(({ party, kind, body, language, at }, index) => (
        <section key={at} className="annex">
          <h4>
            <span className="annex-number">{say('outcomes.document.annex', { number: index + 1 })}</span>{' '}
            <Phrase
              of="outcomes.statement.by"
              values={{ kind: say(`outcomes.statement.${kind}`) }}
              with={{ party: <Name id={party} names={names} /> }}
            />
          </h4>
          <blockquote lang={language} dir={directionOf(language)}>
            {body}
          </blockquote>
          <p className="date-line">
            <DateText edtf={dayOf(at)} />
          </p>
        </section>
      ))}
    </section>
  )
}

/** What ties a paper to what was issued: number, fingerprint, and where both can be asked about. */
const Imprint = ({ content, hash, origin }: { content: DocumentContent; hash: string; origin: string }) => {
  const say = useText()
  const path = verifyPath({ number: content.number ?? '', hash })
  return (
    <footer className="imprint">
      <dl>
        <div>
          <dt>{say('outcomes.document.number')}</dt>
          <dd>
            <bdi>{content.number}</bdi>
          </dd>
        </div>
        <div>
          <dt>{say('outcomes.document.hash')}</dt>
          <dd>
            <code dir="ltr">{grouped(hash)}</code>
          </dd>
        </div>
        <div>
          <dt>{say('outcomes.document.record')}</dt>
          <dd>
            <code dir="ltr">{grouped(content.record)}</code>
          </dd>
        </div>
      </dl>
      <p>
        {say('outcomes.document.verify.hint')}{' '}
        <a href={path}>
          <bdi dir="ltr">{`${origin}${path}`}</bdi>
        </a>
      </p>
    </footer>
  )
}

/** An outcome as a document, on the screen and on paper: whole, in its own language, the same for everybody. */
export const OutcomeDocument = ({
  content,
  hash,
  origin,
  children,
}: {
  content: DocumentContent
  /** The fingerprint, once it is issued. */
  hash: string | null
  /** Where this Parley is: `https://parley.example`. */
  origin: string
  children?: ReactNode
}) => {
  const say = useText()
  const { language, direction } = useLocale()
  return (
    <article className="outcome-document" lang={language} dir={direction} data-kind={content.kind}>
      <Head content={content} />
      {children}
      {content.kind === 'chairs-summary' && (
        <div className="of-the-chair">
          <p>{say('outcomes.document.summary')}</p>
          <Disagreements disagreements={content.disagreements} names={content.names} />
        </div>
      )}
      <Lines content={content} />
      <Association content={content} />
      <Annexes content={content} />
      <Caveats names={content.names} />
      {hash !== null && <Imprint content={content} hash={hash} origin={origin} />}
    </article>
  )
}
