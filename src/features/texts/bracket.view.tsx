import { type ReactNode, useState } from 'react'
import { Button } from '../../web/parts/button.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { useText } from '../../web/text.ts'
import {
  AnswerForm,
  type BracketProps,
  ChairForm,
  ExplainForm,
  OfferForm,
  VerbForm,
} from './bracket-forms.view.tsx'
import type { Piece } from './pieces.ts'
import { HolderName } from './signs.view.tsx'
import { holdersOf, isOpen } from './talks.ts'

/** What the bracket would put in and strike, in the words of the text. */
export const PieceWords = ({ piece }: { piece: Piece | undefined }) => {
  const say = useText()
  if (piece === undefined) return <p className="nothing">{say('texts.bracket.nothing')}</p>
  return (
    <p className="bracket-words">
      {piece.struck !== '' && (
        <del aria-label={say('texts.bracket.delete')}>
          <bdi dir="auto">{piece.struck}</bdi>
        </del>
      )}{' '}
      {piece.inserted !== '' && (
        <ins aria-label={say('texts.bracket.insert')}>
          <bdi dir="auto">{piece.inserted}</bdi>
        </ins>
      )}
      {piece.begins && <span className="tag">{say('texts.bracket.begins')}</span>}
      {piece.joins && <span className="tag">{say('texts.bracket.joins')}</span>}
    </p>
  )
}

const Said = ({ proposal, names }: Pick<BracketProps, 'proposal' | 'names'>) => {
  const say = useText()
  const all: [party: string, what: string, note: string | null][] = [
    ...[...proposal.stances].map(
      ([party, { what, note }]) =>
        [party, say(`texts.verb.${what}`), note] as [string, string, string | null],
    ),
    ...[...proposal.answers].map(
      ([party, { what, note }]) =>
        [party, say(`texts.answer.${what}`), note] as [string, string, string | null],
    ),
  ]
  if (all.length === 0) return null
  return (
    <ul className="said">
      {all.map(([party, what, note]) => (
        <li key={`${party} ${what}`}>
          <HolderName holder={{ party, name: null }} names={names} />: <strong>{what}</strong>
          {note !== null && (
            <>
              {' – '}
              <bdi dir="auto">{note}</bdi>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

const Origin = ({
  proposal,
  talks,
  names,
}: Pick<BracketProps, 'proposal' | 'talks' | 'names'>): ReactNode => {
  const say = useText()
  const other = proposal.alternativeTo === null ? undefined : talks.proposals.get(proposal.alternativeTo)
  return (
    <>
      {other !== undefined && (
        <p className="tag-line">
          <Phrase
            of="texts.bracket.alternative"
            with={{
              party: <HolderName holder={{ party: other.author, name: other.authorName }} names={names} />,
            }}
          />
        </p>
      )}
      {proposal.bridges.length > 0 && (
        <p className="tag-line">{say('texts.bracket.bridge', { count: proposal.bridges.length })}</p>
      )}
      {proposal.rehomes !== null && <p className="tag-line">{say('texts.bracket.rehomes')}</p>}
    </>
  )
}

const Deeds = (props: BracketProps) => {
  const say = useText()
  const { proposal, party, commanding } = props
  const [doing, setDoing] = useState<'verb' | 'explain' | 'offer' | null>(null)
  if (party === undefined) return null
  const holds = holdersOf(proposal).some(each => each.party === party && each.name === null)
  const isOwn = holds && proposal.author === party
  const done = () => setDoing(null)
  const toggle = (what: typeof doing) => () => setDoing(doing === what ? null : what)
  return (
    <>
      <div className="actions">
        {party !== null && !isOwn && (
          <Button look="quiet" aria-expanded={doing === 'verb'} onClick={toggle('verb')}>
            {say('texts.verb.label')} …
          </Button>
        )}
        {isOwn && (
          <>
            <Button look="quiet" aria-expanded={doing === 'explain'} onClick={toggle('explain')}>
              {say('texts.bracket.explain')} …
            </Button>
            <Button look="quiet" aria-expanded={doing === 'offer'} onClick={toggle('offer')}>
              {say('texts.offer.title')} …
            </Button>
          </>
        )}
        {holds && (
          <Button
            look="quiet"
            busy={commanding.busy}
            onClick={() => void commanding.give({ type: 'withdraw', proposals: [proposal.id] })}
          >
            {say(isOwn ? 'texts.bracket.withdraw' : 'texts.bracket.letgo')}
          </Button>
        )}
        <Button look="quiet" onClick={props.onAlternative}>
          {say('texts.bracket.alternate')}
        </Button>
      </div>
      {party !== null && proposal.bridges.length > 0 && (
        <AnswerForm proposal={proposal} party={party} commanding={commanding} />
      )}
      {doing === 'verb' && party !== null && (
        <VerbForm proposal={proposal} party={party} commanding={commanding} onDone={done} />
      )}
      {doing === 'explain' && <ExplainForm proposal={proposal} commanding={commanding} onDone={done} />}
      {doing === 'offer' && <OfferForm {...props} onDone={done} />}
      {party === null && <ChairForm {...props} />}
    </>
  )
}

/** One bracket: what it would do, who holds it and why, what others say, and what the reader may do about it. */
export const Bracket = (props: BracketProps) => {
  const say = useText()
  const { proposal, names, piece, labelOf, onShow, chosen, onChoose, commanding } = props
  const holders = holdersOf(proposal)
  const { offer } = proposal
  return (
    <article className="bracket" aria-label={labelOf(proposal.id)}>
      <header>
        {chosen !== null && (
          <input
            type="checkbox"
            aria-label={say('texts.bracket.choose')}
            checked={chosen}
            onChange={event => onChoose(event.target.checked)}
          />
        )}
        <h3>
          {holders.map((holder, at) => (
            <span key={`${holder.party} ${holder.name}`}>
              {at > 0 && say('parts.comma')}
              <HolderName holder={holder} names={names} />
            </span>
          ))}
        </h3>
        <Button look="quiet" onClick={onShow} disabled={piece === undefined}>
          {piece?.label !== undefined && piece.label !== ''
            ? piece.label
            : say(`texts.paragraph.${piece?.kind === 'note' ? 'note' : 'heading'}`)}
          <span className="visually-hidden"> {say('texts.bracket.show')}</span>
        </Button>
      </header>
      <PieceWords piece={piece} />
      <Origin {...props} />
      {proposal.rationale !== null && (
        <p className="rationale">
          <bdi dir="auto">{proposal.rationale}</bdi>
        </p>
      )}
      {offer !== null && isOpen(props.talks.proposals.get(offer.proposal)) && (
        <p className="tag-line">
          {say(`texts.offer.stands.${offer.becomes}`, { proposal: labelOf(offer.proposal) })}
        </p>
      )}
      <Said {...props} />
      <Deeds {...props} />
      {commanding.fault !== null && (
        <p className="fault" role="alert">
          {commanding.fault}
        </p>
      )}
    </article>
  )
}
