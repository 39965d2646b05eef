import { type FormEvent, useState } from 'react'
import { errorText, useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { Instant } from '../../web/parts/date-text.tsx'
import { TextField } from '../../web/parts/field.tsx'
import { Name, type Names } from '../../web/parts/name.tsx'
import { Words } from '../../web/pages/pieces.tsx'
import { useSpeech, useText, useWord } from '../../web/text.ts'
import type { EntityPage } from './registry.api.ts'
import { type Judgement, standingJudgements } from './resolutions.ts'

const verdicts = ['same', 'different', 'unsure'] as const

/** Asks whether two entries are one. Nothing is merged: a judgement with its reason is kept, and can be taken back. */
const Question = ({ first, second, names }: { first: string; second: string; names: Names }) => {
  const speech = useSpeech()
  const { say } = speech
  const word = useWord()
  const [reason, setReason] = useState('')
  const judge = useAct('judgeSame')
  const decide =
    (verdict: (typeof verdicts)[number]) => (event: FormEvent | { preventDefault: () => void }) => {
      event.preventDefault()
      judge.mutate({ body: { first, second, verdict, reason } })
    }
  const missing = reason.trim() === ''
  return (
    <form className="similar" onSubmit={event => event.preventDefault()}>
      <p>
        <Name id={second} names={names} link />
      </p>
      <TextField
        label={say('pages.similar.reason')}
        value={reason}
        required
        maxLength={2000}
        fault={judge.error === null ? null : errorText(speech, judge.error)}
        onChange={event => setReason(event.target.value)}
      />
      <div className="actions">
        {verdicts.map(verdict => (
          <Button key={verdict} disabled={missing} busy={judge.isPending} onClick={decide(verdict)}>
            {word('verdict', verdict)}
          </Button>
        ))}
      </div>
    </form>
  )
}

const Standing = ({ judgement, other, names }: { judgement: Judgement; other: string; names: Names }) => {
  const speech = useSpeech()
  const { say } = speech
  const word = useWord()
  const judge = useAct('judgeSame')
  const undo = () =>
    judge.mutate({
      body: {
        first: judgement.first,
        second: judgement.second,
        verdict: 'withdrawn',
        reason: say('pages.similar.withdrawn'),
      },
    })
  return (
    <li>
      <span className="tag">{word('verdict', judgement.verdict)}</span> <Name id={other} names={names} link />{' '}
      <q>
        <Words text={judgement.reason} />
      </q>{' '}
      <small>
        {judgement.judgedBy !== null && (
          <>
            <bdi>{judgement.judgedBy}</bdi>
            {say('parts.comma')}
          </>
        )}
        <Instant at={judgement.judgedAt} />
      </small>{' '}
      <Button look="quiet" onClick={undo} busy={judge.isPending}>
        {say('pages.similar.undo')}
      </Button>
      {judge.error !== null && (
        <span className="fault" role="alert">
          {errorText(speech, judge.error)}
        </span>
      )}
    </li>
  )
}

/** Entries with nearly the same name, and what was judged of them. */
export const Similar = ({ page, mayJudge }: { page: EntityPage; mayJudge: boolean }) => {
  const say = useText()
  const standing = standingJudgements(page.resolutions, page.id)
  const open = page.similar.filter(each => !standing.some(({ other }) => other === each.id))
  return (
    <>
      {standing.length > 0 && (
        <ul className="judgements">
          {standing.map(({ other, judgement }) => (
            <Standing key={judgement.id} other={other} judgement={judgement} names={page.names} />
          ))}
        </ul>
      )}
      {open.length > 0 && (
        <>
          <p className="hint">{say('pages.similar.hint')}</p>
          {open.map(({ id }) =>
            mayJudge ? (
              <Question key={id} first={page.id} second={id} names={page.names} />
            ) : (
              <p key={id}>
                <Name id={id} names={page.names} link />
              </p>
            ),
          )}
        </>
      )}
    </>
  )
}
