import type { ReactNode } from 'react'
import { ApiError } from '../../platform/contract.ts'
import { errorText } from '../api.ts'
import { useSpeech, useText } from '../text.ts'
import { Button } from './button.tsx'

/** Nothing is there, and what to do about it. */
export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="empty">
    <p className="empty-title">{title}</p>
    {children !== undefined && <div>{children}</div>}
  </div>
)

/** Holds the room of what is coming, so that nothing jumps when it comes. */
export const Loading = ({ lines = 6 }: { lines?: number }) => {
  const say = useText()
  return (
    <output className="loading">
      <span className="visually-hidden">{say('parts.loading')}</span>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} className="line" aria-hidden="true" />
      ))}
    </output>
  )
}

/** Something went wrong: what, and the way on. */
export const Problem = ({ error, onRetry }: { error: unknown; onRetry?: () => void }) => {
  const speech = useSpeech()
  const gone = error instanceof ApiError && error.status === 404
  return (
    <div className="problem" role="alert">
      <p>{errorText(speech, error)}</p>
      {onRetry !== undefined && !gone && <Button onClick={onRetry}>{speech.say('parts.retry')}</Button>}
    </div>
  )
}
