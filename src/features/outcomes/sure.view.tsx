import { type ReactNode, useState } from 'react'
import { errorText } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { Dialog } from '../../web/parts/dialog.tsx'
import { useSpeech } from '../../web/text.ts'

export const Fault = ({ error }: { error: unknown }) => {
  const speech = useSpeech()
  return error === null || error === undefined ? null : (
    <p className="fault" role="alert">
      {errorText(speech, error)}
    </p>
  )
}

/** A form whose sending cannot be taken back: it asks once more, and keeps what was entered when it is refused. */
export const SureForm = ({
  send,
  question,
  busy,
  error,
  onSure,
  look = 'usual',
  label,
  children,
  more,
}: {
  /** What the button says. */
  send: string
  question: ReactNode
  busy: boolean
  error: unknown
  /** Does it; answers whether it was done. */
  onSure: () => Promise<unknown>
  look?: 'usual' | 'primary'
  label?: string
  children?: ReactNode
  /** What else to consider before being sure. */
  more?: ReactNode
}) => {
  const { say } = useSpeech()
  const [asking, setAsking] = useState(false)
  return (
    <form
      aria-label={label}
      onSubmit={event => {
        event.preventDefault()
        setAsking(true)
      }}
    >
      {children}
      <Button type="submit" look={look} busy={busy}>
        {send}
      </Button>
      {!asking && <Fault error={error} />}
      {asking && (
        <Dialog
          title={typeof question === 'string' ? question : send}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{say('parts.cancel')}</Button>
              <Button
                look="primary"
                busy={busy}
                onClick={() => {
                  // What went wrong is shown beside the form, where what was entered still stands.
                  const close = () => setAsking(false)
                  void onSure().then(close, close)
                }}
              >
                {send}
              </Button>
            </>
          }
        >
          {typeof question !== 'string' && <p>{question}</p>}
          {more}
          <p>{say('outcomes.sure.hint')}</p>
        </Dialog>
      )}
    </form>
  )
}
