import type { ReactNode } from 'react'
import { DateText } from '../../web/parts/date-text.tsx'
import { Name } from '../../web/parts/name.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { SourceMark } from '../../web/parts/sourced.tsx'
import { Said } from '../../web/pages/pieces.tsx'
import { useText, useWord } from '../../web/text.ts'
import type { Context } from '../record/record.api.ts'
import { daysApart, type Learning } from './disclosure.ts'

/** How long after the event, as exactly as the dates allow. */
const Gap = ({ event, when }: { event: string | null; when: string }) => {
  const say = useText()
  const gap = event === null ? null : daysApart(event, when)
  if (gap === null || gap.most <= 0) return null
  return (
    <span className="gap">
      {gap.least === gap.most
        ? say('pages.disclosure.daysLater', { count: gap.most })
        : say('pages.disclosure.daysLaterBetween', { least: gap.least, most: gap.most })}
    </span>
  )
}

interface Props {
  learnings: readonly Learning[]
  /** When the meeting took place, as first given; null where nobody says. */
  event: string | null
  /** What stands first: the event itself. */
  eventText: ReactNode
  /** The first day on which the reader could have known; null where it is not told. */
  knownFrom: string | null
  context: Context
}

/** Who knew when: the event, then each who learnt of it, by which way. */
export const WhoKnewWhen = ({ learnings, event, eventText, knownFrom, context }: Props) => {
  const say = useText()
  const word = useWord()
  return (
    <ol className="who-knew" aria-label={say('pages.disclosure.title')}>
      {event !== null && (
        <li className="event">
          <span className="step-when">
            <DateText edtf={event} />
          </span>
          <span className="step-what">
            <b>{eventText}</b>
          </span>
        </li>
      )}
      {learnings.map(learning => (
        <li key={learning.claims[0]?.id} className={learning.how}>
          <span className="step-when">
            {learning.when === null ? (
              <>
                {say('pages.noDate')}
                <span className="gap">
                  <Phrase
                    of="pages.statement.reported"
                    with={{ date: <DateText edtf={learning.reported} /> }}
                  />
                </span>
              </>
            ) : (
              <>
                <DateText edtf={learning.when} />
                <Gap event={event} when={learning.when} />
              </>
            )}
          </span>
          <span className="step-what">
            <b>
              {learning.who === null ? (
                say('pages.disclosure.public')
              ) : (
                <Name id={learning.who} names={context.names} link />
              )}
            </b>
            <span className={`tag way-${learning.how}`}>{word('disclosure', learning.how)}</span>
            {learning.text === null ? (
              <SourceMark claims={learning.claims} context={context} />
            ) : (
              <Said text={learning.text}>
                <SourceMark claims={learning.claims} context={context} />
              </Said>
            )}
          </span>
        </li>
      ))}
      {knownFrom !== null && (
        <li className="reader">
          <span className="step-when">
            <DateText edtf={knownFrom} />
            <Gap event={event} when={knownFrom} />
          </span>
          <span className="step-what">{say('pages.disclosure.reader')}</span>
        </li>
      )}
    </ol>
  )
}
