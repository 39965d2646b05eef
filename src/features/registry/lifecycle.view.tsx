import { DateText } from '../../web/parts/date-text.tsx'
import { SourceMark } from '../../web/parts/sourced.tsx'
import { StatedWords } from '../../web/pages/pieces.tsx'
import { useText, useWord } from '../../web/text.ts'
import type { Context } from '../record/record.api.ts'
import { statedIn } from './participation.ts'
import type { LifeStep } from './track.ts'

/** The life of a track, step by step, each with its date and its sources. */
export const Lifecycle = ({ steps, context }: { steps: readonly LifeStep[]; context: Context }) => {
  const say = useText()
  const word = useWord()
  return (
    <ol className="steps" aria-label={say('pages.track.lifecycle')}>
      {steps.map(step => {
        const [first] = step.claims
        const wordless = step.claims.filter(claim => claim.value.text === undefined)
        const denied = step.claims.every(claim => claim.modality === 'denies')
        return (
          <li key={first?.id} className={denied ? 'denied' : undefined}>
            <span className="step-when">
              {first?.occurred ? <DateText edtf={first.occurred} /> : say('pages.noDate')}
            </span>
            <span className="step-what">
              <b>{word('step', step.step)}</b>
              {denied && <span className="tag denied">{say('parts.denied')}</span>}
              {statedIn(step.claims, claim => claim.value.text).map(stated => (
                <StatedWords key={stated.text} stated={stated} context={context} />
              ))}
              {wordless.length > 0 && <SourceMark claims={wordless} context={context} />}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
