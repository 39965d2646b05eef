import { useState } from 'react'
import { Button } from '../../web/parts/button.tsx'
import { SelectField, TextArea } from '../../web/parts/field.tsx'
import type { Names } from '../../web/parts/name.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { useText } from '../../web/text.ts'
import { answers, type BridgingAnswer, type Verb, verbs } from './acts.ts'
import { chainOf, opponentsOf } from './enact.ts'
import type { Piece } from './pieces.ts'
import { HolderName } from './signs.view.tsx'
import { isOpen, type Proposal, type Talks } from './talks.ts'
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

interface Ending {
  /** It was said: the form is of no more use. */
  readonly onDone: () => void
}

/** Gives a command, and ends the form if it was taken. */
const giving =
  ({ commanding, onDone }: Pick<BracketProps, 'commanding'> & Ending) =>
  async (command: Parameters<Commanding['give']>[0]) => {
    if (await commanding.give(command)) onDone()
  }

export const VerbForm = ({
  proposal,
  party,
  commanding,
  onDone,
}: Pick<BracketProps, 'proposal' | 'commanding'> & { party: string } & Ending) => {
  const say = useText()
  const now = proposal.stances.get(party)
  const [verb, setVerb] = useState<Verb | ''>(now?.what ?? '')
  const [note, setNote] = useState(now?.note ?? '')
  const give = giving({ commanding, onDone })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void give({
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

export const AnswerForm = ({
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

export const OfferForm = ({
  proposal,
  talks,
  labelOf,
  commanding,
  onDone,
}: Pick<BracketProps, 'proposal' | 'talks' | 'labelOf' | 'commanding'> & Ending) => {
  const say = useText()
  const give = giving({ commanding, onDone })
  const others = [...talks.proposals.values()].filter(each => isOpen(each) && each.id !== proposal.id)
  const [other, setOther] = useState('')
  const [becomes, setBecomes] = useState<'accepted' | 'withdrawn'>('accepted')
  if (proposal.offer !== null)
    return (
      <Button
        busy={commanding.busy}
        onClick={() => void give({ type: 'retract-offer', proposal: proposal.id })}
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
          void give({
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

export const ExplainForm = ({
  proposal,
  commanding,
  onDone,
}: Pick<BracketProps, 'proposal' | 'commanding'> & Ending) => {
  const say = useText()
  const give = giving({ commanding, onDone })
  const [words, setWords] = useState(proposal.rationale ?? '')
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (words.trim() !== '') void give({ type: 'explain', proposal: proposal.id, rationale: words })
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

export const ChairForm = ({
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
