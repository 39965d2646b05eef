import { Fragment, type ReactNode } from 'react'
import { DateText } from '../../web/parts/date-text.tsx'
import { Name, type Names } from '../../web/parts/name.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { useLocale, useText } from '../../web/text.ts'
import { isId } from '../record/is-id.ts'
import type { DocumentContent, Paragraph } from './content.ts'
import { disagreementsByParties, type PartyStand } from './outcome.ts'

/** Several things in a sentence, joined as the language joins them. */
export const Listed = ({ all }: { all: readonly ReactNode[] }) => {
  const { tag } = useLocale()
  const parts = new Intl.ListFormat(tag).formatToParts(all.map((_, at) => String(at)))
  // The parts of one sentence never change places.
  // oxlint-disable-next-line react/no-array-index-key
  return parts.map(({ type, value }, at) => (
    <Fragment key={at}>{type === 'element' ? all[Number(value)] : value}</Fragment>
  ))
}

const Called = ({ party, names }: { party: string; names: Names }) => {
  const say = useText()
  if (party === 'chair') return say('outcomes.chair')
  return isId(party) ? <Name id={party} names={names} /> : <bdi>{party}</bdi>
}

/** “Paragraphs OP3 and OP4 agreed by all except A and B.”: a sentence for those who do not agree to the same paragraphs. */
export const Disagreements = ({
  disagreements,
  names,
}: {
  disagreements: DocumentContent['disagreements']
  names: Names
}) => {
  const callOf = useParagraphCall()
  const called = disagreements.map(each => ({ ...each, label: callOf(each) }))
  return (
    <ul className="disagreements">
      {disagreementsByParties(called).map(({ labels, parties }) => (
        <li key={parties.join()}>
          <Phrase
            of={parties.length === 0 ? 'outcomes.except.nobody' : 'outcomes.except'}
            values={{ count: labels.length }}
            with={{
              paragraphs: (
                <Listed
                  all={labels.map(label => (
                    <bdi key={label}>{label}</bdi>
                  ))}
                />
              ),
              parties: (
                <Listed
                  all={parties.map(party => (
                    <Called key={party} party={party} names={names} />
                  ))}
                />
              ),
            }}
          />
        </li>
      ))}
    </ul>
  )
}

type Paragraphs = DocumentContent['paragraphs']

/** What a paragraph is called: by its label, or a heading or note by the line it begins in. */
export const useParagraphCall = () => {
  const say = useText()
  return ({ label, kind, line }: Omit<Paragraph, 'id'>): string =>
    label === '' ? say(kind === 'note' ? 'outcomes.stand.note' : 'outcomes.stand.heading', { line }) : label
}

export const useParagraphName = (paragraphs: Paragraphs) => {
  const callOf = useParagraphCall()
  return (id: string): string => {
    const found = paragraphs.find(each => each.id === id)
    return found === undefined ? id : callOf(found)
  }
}

/** How one party stands, in words. */
export const StandWords = ({ stand, paragraphs }: { stand: PartyStand; paragraphs: Paragraphs }) => {
  const say = useText()
  const nameOf = useParagraphName(paragraphs)
  const { authority, confirmBy, exceptParagraphs } = stand
  const except = exceptParagraphs.length > 0 && (
    <Phrase
      of="outcomes.stand.except"
      values={{ count: exceptParagraphs.length }}
      with={{
        paragraphs: (
          <Listed
            all={exceptParagraphs.map(each => (
              <bdi key={each}>{nameOf(each)}</bdi>
            ))}
          />
        ),
      }}
    />
  )
  const by = authority !== null && {
    authority: <bdi dir="auto">{authority}</bdi>,
    date: confirmBy !== null && <DateText edtf={confirmBy} />,
  }
  return (
    <>
      {/* Who left out a paragraph and said no more has said something. */}
      {(stand.stand !== 'unstated' || !except) && (
        <span className={`stand ${stand.stand}`}>{say(`outcomes.stand.${stand.stand}`)}</span>
      )}
      {by && stand.stand !== 'adopts' && (
        <small className="line">
          {stand.stand === 'ad-referendum' && <Phrase of="outcomes.stand.referred" with={by} />}
          {stand.stand === 'lapsed' && <Phrase of="outcomes.stand.lapsed.on" with={by} />}
          {stand.stand === 'confirmed' && <Phrase of="outcomes.stand.authority" with={by} />}
        </small>
      )}
      {except && (
        <span className="stand except">
          {stand.stand !== 'unstated' && say('outcomes.stand.and')}
          {except}
        </span>
      )}
    </>
  )
}
