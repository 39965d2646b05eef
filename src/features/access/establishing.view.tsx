import { type KeyboardEvent, useState } from 'react'
import { useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { Dialog } from '../../web/parts/dialog.tsx'
import { TextField } from '../../web/parts/field.tsx'
import { Problem } from '../../web/parts/states.tsx'
import { useLocale, useText } from '../../web/text.ts'
import type { Establishment } from './establish.ts'

interface Props {
  type: Establishment['type']
  onDone: (id: string, name: string) => void
  onClose: () => void
}

/** Names a track or party of which nobody has spoken yet, so that mandates can be granted for it. */
export const Establishing = ({ type, onDone, onClose }: Props) => {
  const say = useText()
  const { language } = useLocale()
  const establish = useAct('establish')
  const [name, setName] = useState('')
  const [open, setOpen] = useState(true)
  const ready = name.trim() !== ''
  const submit = () => {
    if (!ready) return
    // What it was asked from may be gone by the answer: an empty page is no longer empty.
    establish.mutateAsync({ body: { type, name, language, public: open } }).then(
      ({ id }) => onDone(id, name),
      () => undefined,
    )
  }
  // No form of its own: it may stand within the form of an invitation.
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    submit()
  }
  return (
    <Dialog
      title={say(`access.establish.${type}`)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{say('parts.cancel')}</Button>
          <Button look="primary" busy={establish.isPending} disabled={!ready} onClick={submit}>
            {say(`access.establish.${type}`)}
          </Button>
        </>
      }
    >
      <p>{say(`access.establish.${type}.text`)}</p>
      <TextField
        label={say('access.establish.name')}
        hint={say('access.establish.name.hint')}
        required
        maxLength={200}
        dir="auto"
        // The dialog was opened to write it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={name}
        onChange={({ target }) => setName(target.value)}
        onKeyDown={pressed}
      />
      {type === 'track' && (
        <label className="check">
          <input type="checkbox" checked={open} onChange={({ target }) => setOpen(target.checked)} />
          <span>
            {say('access.establish.public')}
            <small className="hint">{say('access.establish.public.hint')}</small>
          </span>
        </label>
      )}
      {establish.isError && <Problem error={establish.error} />}
    </Dialog>
  )
}

/** The button that opens it, and what it came to. */
export const Establish = ({
  type,
  look = 'usual',
  onDone,
}: Omit<Props, 'onClose'> & { look?: 'primary' | 'usual' | 'quiet' }) => {
  const say = useText()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button look={look} onClick={() => setAsking(true)}>
        {say(`access.establish.${type}`)}
      </Button>
      {asking && (
        <Establishing
          type={type}
          onClose={() => setAsking(false)}
          onDone={(id, name) => {
            setAsking(false)
            onDone(id, name)
          }}
        />
      )}
    </>
  )
}
