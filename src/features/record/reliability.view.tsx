import { useState } from 'react'
import { useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { Instant } from '../../web/parts/date-text.tsx'
import { SelectField, TextArea } from '../../web/parts/field.tsx'
import { Fold, Section } from '../../web/parts/section.tsx'
import { Problem } from '../../web/parts/states.tsx'
import { useSpeech, useText } from '../../web/text.ts'
import type { SourceView } from './record.api.ts'

const letters = ['A', 'B', 'C', 'D', 'E', 'F'] as const
const numbers = [1, 2, 3, 4, 5, 6] as const

type Judgement = SourceView['reliability'][number]

const JudgementText = ({ judgement }: { judgement: Judgement }) => {
  const { sayIf, say } = useSpeech()
  const { reliability, credibility, reason, judgedAt, judgedBy } = judgement
  return (
    <div className="judgement">
      <p>
        <b className="grade" dir="ltr">
          {reliability}
          {credibility}
        </b>{' '}
        {sayIf(`vocabulary.reliability.${reliability}`)}
        {say('parts.comma')}
        {sayIf(`vocabulary.credibility.${credibility}`)}
      </p>
      <p>
        <bdi>{reason}</bdi>
      </p>
      <p className="hint">
        {judgedBy !== '' && (
          <>
            <bdi>{judgedBy}</bdi>
            {say('parts.comma')}
          </>
        )}
        <Instant at={judgedAt} />
      </p>
    </div>
  )
}

const Judge = ({ source, onDone }: { source: string; onDone: () => void }) => {
  const say = useText()
  const { sayIf } = useSpeech()
  const act = useAct('judgeSource')
  const [reliability, setReliability] = useState<(typeof letters)[number] | ''>('')
  const [credibility, setCredibility] = useState(0)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const missing = (given: boolean) => (tried && !given ? say('record.fault.needed') : undefined)
  const judge = () => {
    setTried(true)
    if (reliability === '' || credibility === 0 || reason.trim() === '') return
    act.mutate({ params: { id: source }, body: { reliability, credibility, reason } }, { onSuccess: onDone })
  }
  return (
    <div className="judge">
      <div className="pair">
        <SelectField
          label={say('record.reliability.source')}
          value={reliability}
          fault={missing(reliability !== '')}
          onChange={({ target }) => setReliability(letters.find(each => each === target.value) ?? '')}
        >
          <option value="">{say('record.choose')}</option>
          {letters.map(each => (
            <option key={each} value={each}>
              {`${each} · ${sayIf(`vocabulary.reliability.${each}`) ?? ''}`}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say('record.reliability.content')}
          value={credibility}
          fault={missing(credibility !== 0)}
          onChange={({ target }) => setCredibility(Number(target.value))}
        >
          <option value={0}>{say('record.choose')}</option>
          {numbers.map(each => (
            <option key={each} value={each}>
              {`${each} · ${sayIf(`vocabulary.credibility.${each}`) ?? ''}`}
            </option>
          ))}
        </SelectField>
      </div>
      <TextArea
        label={say('record.reason')}
        hint={say('record.reliability.reason.hint')}
        rows={2}
        maxLength={2000}
        value={reason}
        fault={missing(reason.trim() !== '')}
        onChange={event => setReason(event.target.value)}
      />
      {act.isError && <Problem error={act.error} />}
      <Button look="primary" busy={act.isPending} onClick={judge}>
        {say('record.reliability.judge')}
      </Button>
    </div>
  )
}

/** How far the source is to be trusted, by whose judgement, and what was judged before. */
export const Reliability = ({ source, mayWrite }: { source: SourceView; mayWrite: boolean }) => {
  const say = useText()
  const [judging, setJudging] = useState(false)
  const [latest, ...earlier] = source.reliability
  return (
    <Section
      title={say('record.reliability')}
      aside={
        mayWrite && (
          <Button aria-expanded={judging} onClick={() => setJudging(!judging)}>
            {say(latest === undefined ? 'record.reliability.judge' : 'record.reliability.again')}
          </Button>
        )
      }
    >
      {judging && <Judge source={source.id} onDone={() => setJudging(false)} />}
      {latest === undefined ? (
        <p className="hint">{say('record.reliability.none')}</p>
      ) : (
        <JudgementText judgement={latest} />
      )}
      {earlier.length > 0 && (
        <Fold title={say('record.reliability.earlier', { count: earlier.length })}>
          {earlier.map(each => (
            <JudgementText key={each.judgedAt} judgement={each} />
          ))}
        </Fold>
      )}
    </Section>
  )
}
