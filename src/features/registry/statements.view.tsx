import { useState } from 'react'
import { Button } from '../../web/parts/button.tsx'
import { DateText } from '../../web/parts/date-text.tsx'
import { Name } from '../../web/parts/name.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { SourceMark } from '../../web/parts/sourced.tsx'
import { Said, Words } from '../../web/pages/pieces.tsx'
import { useText, useWord } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import type { Context } from '../record/record.api.ts'
import { Modality } from './matter-parts.view.tsx'
import type { Statement } from './statements.ts'

const Who = ({ statement, context }: { statement: Statement; context: Context }) => {
  const say = useText()
  const { speaker, anonymous, onBehalfOf, claim } = statement
  const source = claim.source === null ? undefined : context.sources[claim.source]
  const who =
    speaker !== null ? (
      <Name id={speaker} names={context.names} link />
    ) : anonymous !== null ? (
      <Words text={anonymous} />
    ) : onBehalfOf === null && source !== undefined ? (
      <Words text={source.publisher} language={source.language} />
    ) : null
  if (onBehalfOf === null) return who ?? say('parts.by.unnamed')
  const party = <Name id={onBehalfOf} names={context.names} link />
  if (who === null) return party
  return <Phrase of="parts.by.for" with={{ who, party }} />
}

/** One statement: who, for whom, what, when, and through whom it reached the record. */
export const StatementCard = ({
  statement,
  context,
  about,
}: {
  statement: Statement
  context: Context
  /** Names what the statement is about, where that is not the page itself. */
  about?: boolean
}) => {
  const say = useText()
  const word = useWord()
  const { claim } = statement
  const source = claim.source === null ? undefined : context.sources[claim.source]
  return (
    <article className="statement">
      <p className="statement-who">
        <Who statement={statement} context={context} />
        {claim.by[0]?.manner !== undefined && (
          <span className="tag">{word('manner', claim.by[0].manner)}</span>
        )}
      </p>
      <p className="statement-text">
        <Said text={claim.value.text} before={<Modality claim={claim} />}>
          <SourceMark claims={[claim]} context={context} />
        </Said>
      </p>
      {claim.wording !== null && (
        <blockquote
          lang={claim.wordingLanguage ?? source?.language}
          dir={directionOf(claim.wordingLanguage ?? source?.language ?? 'en')}
        >
          <bdi>{claim.wording}</bdi>
        </blockquote>
      )}
      <p className="statement-when">
        {claim.stated !== null || claim.occurred !== null ? (
          <DateText edtf={claim.stated ?? claim.occurred ?? claim.reported} />
        ) : (
          <span>
            <Phrase of="pages.statement.reported" with={{ date: <DateText edtf={claim.reported} /> }} />
          </span>
        )}
        {about && (
          <span className="about">
            <Phrase
              of="pages.statement.about"
              with={{ subject: <Name id={claim.subject} names={context.names} link /> }}
            />
          </span>
        )}
        {statement.through.length > 0 && (
          <span>{say('pages.statement.through', { count: statement.through.length })}</span>
        )}
      </p>
    </article>
  )
}

const atOnce = 12

interface Props {
  statements: readonly Statement[]
  context: Context
  /** The page's own entity: statements about anything else say about what. */
  page: string
}

export const Statements = ({ statements, context, page }: Props) => {
  const say = useText()
  const [all, setAll] = useState(false)
  const shown = all ? statements : statements.slice(0, atOnce)
  return (
    <div className="statements">
      {shown.map(statement => (
        <StatementCard
          key={statement.claim.id}
          statement={statement}
          context={context}
          about={statement.claim.subject !== page}
        />
      ))}
      {shown.length < statements.length && (
        <p className="more">
          <Button onClick={() => setAll(true)}>{say('pages.showAll', { count: statements.length })}</Button>
        </p>
      )}
    </div>
  )
}
