import { useState } from 'react'
import { useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { DayField } from '../../web/parts/day-field.tsx'
import { SelectField, TextField } from '../../web/parts/field.tsx'
import { Name } from '../../web/parts/name.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { Fold } from '../../web/parts/section.tsx'
import { useText } from '../../web/text.ts'
import type { OutcomePage } from './outcome.api.ts'
import { useParagraphName } from './sentences.view.tsx'
import { AttachStatementForm } from './statement-form.view.tsx'
import { Fault, SureForm } from './sure.view.tsx'

const words = ['adopts', 'ad-referendum', 'not-associated', 'without', 'back'] as const
type Word = (typeof words)[number]

interface Props {
  readonly outcome: OutcomePage
  readonly party: string
}

const Confirm = ({ outcome, party, authority }: Props & { authority: string }) => {
  const say = useText()
  const act = useAct('associate')
  return (
    <SureForm
      send={say('outcomes.mine.confirm')}
      question={
        <Phrase of="outcomes.mine.confirm.sure" with={{ authority: <bdi dir="auto">{authority}</bdi> }} />
      }
      busy={act.isPending}
      error={act.error}
      onSure={() => act.mutateAsync({ params: { id: outcome.id }, body: { stand: 'confirms', as: party } })}
    />
  )
}

const Associate = ({ outcome, party }: Props) => {
  const say = useText()
  const act = useAct('associate')
  const nameOf = useParagraphName(outcome.content.paragraphs)
  const own = outcome.stands.find(each => each.party === party)
  const [word, setWord] = useState<Word | ''>('')
  const [authority, setAuthority] = useState('')
  const [confirmBy, setConfirmBy] = useState<string | null | undefined>(null)
  const [paragraph, setParagraph] = useState('')
  const leftOut = own?.exceptParagraphs ?? []
  const offered = words.filter(each => {
    // A chair's summary is nobody's to adopt; one may still say that one is not associated with it.
    if (outcome.kind === 'chairs-summary' && (each === 'adopts' || each === 'ad-referendum')) return false
    return each !== 'back' || leftOut.length > 0
  })
  const choices =
    word === 'back'
      ? leftOut
      : outcome.content.paragraphs.map(({ id }) => id).filter(id => !leftOut.includes(id))
  const body = {
    as: party,
    stand:
      word === 'back' || word === 'adopts' ? 'adopts' : word === 'ad-referendum' ? word : 'not-associated',
    ...((word === 'without' || word === 'back') && { paragraph }),
    ...(word === 'ad-referendum' && { authority, confirmBy: confirmBy ?? undefined }),
  } as const
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (word === '') return
        // What was begun anew meanwhile stays.
        const done = () => {
          setWord(now => (now === word ? '' : now))
          setParagraph(now => (now === paragraph ? '' : now))
        }
        act.mutate({ params: { id: outcome.id }, body }, { onSuccess: done })
      }}
    >
      <SelectField
        label={say('outcomes.mine.stand')}
        required
        value={word}
        onChange={({ target }) => {
          setWord(words.find(each => each === target.value) ?? '')
          setParagraph('')
        }}
      >
        <option value="">–</option>
        {offered.map(each => (
          <option key={each} value={each}>
            {say(`outcomes.mine.${each}`)}
          </option>
        ))}
      </SelectField>
      {word === 'ad-referendum' && (
        <>
          <TextField
            label={say('outcomes.mine.authority')}
            hint={say('outcomes.mine.authority.hint')}
            required
            maxLength={400}
            dir="auto"
            value={authority}
            onChange={event => setAuthority(event.target.value)}
          />
          <DayField
            label={say('outcomes.mine.confirmBy')}
            hint={say('outcomes.mine.confirmBy.hint')}
            onRead={setConfirmBy}
          />
        </>
      )}
      {(word === 'without' || word === 'back') && (
        <SelectField
          label={say('outcomes.mine.paragraph')}
          required
          value={paragraph}
          onChange={event => setParagraph(event.target.value)}
        >
          <option value="">–</option>
          {choices.map(id => (
            <option key={id} value={id}>
              {nameOf(id)}
            </option>
          ))}
        </SelectField>
      )}
      <p className="hint">{say('outcomes.mine.hint')}</p>
      <Button type="submit" busy={act.isPending}>
        {say('outcomes.mine.send')}
      </Button>
      <Fault error={act.error} />
    </form>
  )
}

/** What one delegation may say of an outcome: how it stands, that what it referred home is confirmed, a statement of its own. */
export const OwnWord = ({ outcome, party }: Props) => {
  const own = outcome.stands.find(each => each.party === party)
  const isIssued = outcome.issued !== null
  const waits = own?.stand === 'ad-referendum'
  if (isIssued && !waits) return null
  return (
    <section className="own-word">
      <h4>
        <Phrase of="outcomes.mine" with={{ party: <Name id={party} names={outcome.names} /> }} />
      </h4>
      {waits && <Confirm outcome={outcome} party={party} authority={own.authority ?? ''} />}
      {!isIssued && (
        <>
          <Associate outcome={outcome} party={party} />
          <AttachStatementForm outcome={outcome.id} party={party} />
        </>
      )}
    </section>
  )
}

/** The chair and the secretariat record who was not there. */
export const RecordAbsence = ({ outcome }: { outcome: OutcomePage }) => {
  const say = useText()
  const act = useAct('associate')
  const [party, setParty] = useState('')
  if (outcome.stands.length === 0) return null
  return (
    <Fold title={say('outcomes.absence')}>
      <form
        onSubmit={event => {
          event.preventDefault()
          act.mutate(
            { params: { id: outcome.id }, body: { stand: 'absent', party } },
            { onSuccess: () => setParty(now => (now === party ? '' : now)) },
          )
        }}
      >
        <SelectField
          label={say('outcomes.absence.party')}
          required
          value={party}
          onChange={event => setParty(event.target.value)}
        >
          <option value="">–</option>
          {outcome.stands.map(each => (
            <option key={each.party} value={each.party}>
              {outcome.names[each.party]?.text ?? say('parts.unnamed')}
            </option>
          ))}
        </SelectField>
        <Button type="submit" busy={act.isPending}>
          {say('outcomes.absence.send')}
        </Button>
        <Fault error={act.error} />
      </form>
    </Fold>
  )
}
