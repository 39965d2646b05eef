import { useEffect, useRef } from 'react'
import { useLinks } from '../../web/links.ts'
import { Button } from '../../web/parts/button.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { useText } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import type { Done } from './claim-form.view.tsx'
import { recordLink } from './links.ts'

interface Props {
  done: Done
  onCorrect?: (() => void) | undefined
  onNext: () => void
  next: string
  onClose?: (() => void) | undefined
}

/** It is recorded: where to see it, and how to put it right. Nothing is deleted, and this says so. */
export const ClaimDone = ({ done, onCorrect, onNext, next, onClose }: Props) => {
  const say = useText()
  const links = useLinks()
  const notice = useRef<HTMLElement>(null)
  useEffect(() => {
    notice.current?.focus()
  }, [])
  const { subject } = done.draft
  return (
    <section ref={notice} className="notice done" tabIndex={-1} aria-label={say('record.done')}>
      <p>
        <b>{say('record.done')}</b>{' '}
        {subject !== null && (
          <Phrase
            of="record.done.see"
            with={{
              name: (
                <a href={`${links.to(subject.id, subject.type)}`}>
                  <bdi lang={subject.language} dir={directionOf(subject.language)}>
                    {subject.text}
                  </bdi>
                </a>
              ),
            }}
          />
        )}
      </p>
      <p className="hint">{say('record.done.correct')}</p>
      <div className="actions">
        <Button look="primary" onClick={onNext}>
          {next}
        </Button>
        {onCorrect !== undefined ? (
          <Button onClick={onCorrect}>{say('record.correct')}</Button>
        ) : (
          subject !== null && (
            <a className="button" href={links.at(recordLink({ about: subject.id, corrects: done.claim }))}>
              {say('record.correct')}
            </a>
          )
        )}
        {onClose !== undefined && (
          <Button look="quiet" onClick={onClose}>
            {say('parts.close')}
          </Button>
        )}
      </div>
    </section>
  )
}
