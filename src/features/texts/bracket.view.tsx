import { type ReactNode, useState } from 'react'
import { Button } from '../../web/parts/button.tsx'
import { SelectField, TextArea } from '../../web/parts/field.tsx'
import type { Names } from '../../web/parts/name.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { useText } from '../../web/text.ts'
import { answers, type BridgingAnswer, type Verb, verbs } from './acts.ts'
import { chainOf, opponentsOf } from './enact.ts'
import type { Piece } from './pieces.ts'
import { HolderName } from './signs.view.tsx'
import { holdersOf, isOpen, type Proposal, type Talks } from './talks.ts'
import type { Commanding } from './use-command.view.tsx'

export interface BracketProps {
  readonly proposal: Proposal
  readonly talks: Talks
  readonly names: Names
  /** What it would do, and where: from the text as it stands. */
  readonly piece: Piece | undefined
  readonly labelOf: (proposal: string) => string
  /** The reader: a party, the chair (null), or somebody who only reads. */
  readonly party: string | null | undefined
  readonly commanding: Commanding
  readonly onShow: () => void
  readonly onAlternative: () => void
  readonly chosen: boolean | null
  readonly onChoose: (chosen: boolean) => void
}

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

const VerbForm = ({
  proposal,
  party,
  commanding,
}: Pick<BracketProps, 'proposal' | 'commanding'> & { party: string }) => {
  const say = useText()
  const now = proposal.stances.get(party)
  const [verb, setVerb] = useState<Verb | ''>(now?.what ?? '')
  const [note, setNote] = useState(now?.note ?? '')
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void commanding.give({
          type: 'take-stance',
          proposal: proposal.id,
          verb: verb === '' ? null : verb,
          ...(note.trim() !== '' && { note }),
        })
      }}
    >
      <SelectField
        label={say('texts.verb.label')}
        hint={verb === '' ? undefined : say(`texts.verb.hint.${verb}`)}
        value={verb}
        onChange={event => setVerb(verbs.find(each => each === event.target.value) ?? '')}
      >
        <option value="">{say('texts.verb.none')}</option>
        {verbs.map(each => (
          <option key={each} value={each}>
            {say(`texts.verb.${each}`)}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={say('texts.verb.note')}
        rows={2}
        value={note}
        maxLength={4000}
        onChange={event => setNote(event.target.value)}
      />
      <Button type="submit" busy={commanding.busy}>
        {say('texts.verb.send')}
      </Button>
    </form>
  )
}

const AnswerForm = ({
  proposal,
  party,
  commanding,
}: Pick<BracketProps, 'proposal' | 'commanding'> & { party: string }) => {
  const say = useText()
  const now: BridgingAnswer | undefined = proposal.answers.get(party)?.what
  return (
    <fieldset className="actions" aria-label={say('texts.answer.title')}>
      {answers.map(each => (
        <Button
          key={each}
          aria-pressed={now === each}
          busy={commanding.busy}
          onClick={() => void commanding.give({ type: 'answer', proposal: proposal.id, answer: each })}
        >
          {say(`texts.answer.${each}`)}
        </Button>
      ))}
    </fieldset>
  )
}

const OfferForm = ({
  proposal,
  talks,
  labelOf,
  commanding,
}: Pick<BracketProps, 'proposal' | 'talks' | 'labelOf' | 'commanding'>) => {
  const say = useText()
  const others = [...talks.proposals.values()].filter(each => isOpen(each) && each.id !== proposal.id)
  const [other, setOther] = useState('')
  const [becomes, setBecomes] = useState<'accepted' | 'withdrawn'>('accepted')
  if (proposal.offer !== null)
    return (
      <Button
        busy={commanding.busy}
        onClick={() => void commanding.give({ type: 'retract-offer', proposal: proposal.id })}
      >
        {say('texts.offer.retract')}
      </Button>
    )
  if (others.length === 0) return null
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (other !== '')
          void commanding.give({
            type: 'offer-withdrawal',
            proposal: proposal.id,
            when: { proposal: other, becomes },
          })
      }}
    >
      <SelectField
        label={say('texts.offer.when')}
        value={other}
        required
        onChange={event => setOther(event.target.value)}
      >
        <option value="">{say('record.choose')}</option>
        {others.map(each => (
          <option key={each.id} value={each.id}>
            {labelOf(each.id)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={say('texts.offer.title')}
        value={becomes}
        onChange={event => setBecomes(event.target.value === 'withdrawn' ? 'withdrawn' : 'accepted')}
      >
        <option value="accepted">{say('texts.offer.accepted')}</option>
        <option value="withdrawn">{say('texts.offer.withdrawn')}</option>
      </SelectField>
      <Button type="submit" busy={commanding.busy}>
        {say('texts.offer.send')}
      </Button>
    </form>
  )
}

const ExplainForm = ({ proposal, commanding }: Pick<BracketProps, 'proposal' | 'commanding'>) => {
  const say = useText()
  const [words, setWords] = useState(proposal.rationale ?? '')
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (words.trim() !== '')
          void commanding.give({ type: 'explain', proposal: proposal.id, rationale: words })
      }}
    >
      <TextArea
        label={say('texts.bracket.rationale')}
        rows={3}
        value={words}
        maxLength={4000}
        onChange={event => setWords(event.target.value)}
      />
      <Button type="submit" busy={commanding.busy}>
        {say('texts.bracket.explain')}
      </Button>
    </form>
  )
}

const ChairForm = ({
  proposal,
  talks,
  names,
  labelOf,
  commanding,
}: Pick<BracketProps, 'proposal' | 'talks' | 'names' | 'labelOf' | 'commanding'>) => {
  const say = useText()
  const [notwithstanding, setNotwithstanding] = useState(false)
  const opponents = opponentsOf(proposal)
  const chain = chainOf(talks, [proposal.id])
  const decide = (how: 'accept' | 'reject', settle = false) =>
    void commanding.give({ type: 'decide', [how]: [proposal.id], settle, notwithstanding })
  return (
    <div className="chair-decides">
      {opponents.length > 0 && (
        <label className="check">
          <input
            type="checkbox"
            checked={notwithstanding}
            onChange={event => setNotwithstanding(event.target.checked)}
          />{' '}
          <Phrase
            of="texts.chair.opposed"
            with={{
              parties: opponents.map((party, at) => [
                at > 0 && say('parts.comma'),
                <HolderName key={party} holder={{ party, name: null }} names={names} />,
              ]),
            }}
          />{' '}
          {say('texts.chair.notwithstanding')}
        </label>
      )}
      {chain.length > 0 && (
        <>
          <p>{say('texts.chair.chain')}</p>
          <ol>
            {chain.map(({ proposal: id }) => (
              <li key={id}>{labelOf(id)}</li>
            ))}
          </ol>
        </>
      )}
      <fieldset className="actions" aria-label={say('texts.chair.title')}>
        <Button
          busy={commanding.busy}
          disabled={opponents.length > 0 && !notwithstanding}
          onClick={() => decide('accept')}
        >
          {say('texts.chair.accept')}
        </Button>
        {chain.length > 0 && (
          <Button
            busy={commanding.busy}
            disabled={opponents.length > 0 && !notwithstanding}
            onClick={() => decide('accept', true)}
          >
            {say('texts.chair.settle')}
          </Button>
        )}
        <Button busy={commanding.busy} onClick={() => decide('reject')}>
          {say('texts.chair.reject')}
        </Button>
      </fieldset>
    </div>
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
        <VerbForm proposal={proposal} party={party} commanding={commanding} />
      )}
      {doing === 'explain' && <ExplainForm proposal={proposal} commanding={commanding} />}
      {doing === 'offer' && <OfferForm {...props} />}
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
          {piece?.label !== undefined && piece.label !== '' ? piece.label : say('texts.paragraph.heading')}
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
      {offer !== null && (
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
