import { useState } from 'react'
import { Button } from '../../web/parts/button.tsx'
import { Instant } from '../../web/parts/date-text.tsx'
import { Dialog } from '../../web/parts/dialog.tsx'
import { TextField } from '../../web/parts/field.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { useText } from '../../web/text.ts'
import type { IssuedInvitation } from './access.api.ts'

interface Props {
  invitation: IssuedInvitation
  name: string
  onClose: () => void
}

/** The link that lets a person in, shown this once. */
export const InvitationLink = ({ invitation, name, onClose }: Props) => {
  const say = useText()
  const [copied, setCopied] = useState(false)
  const link = `${location.origin}/invitation#${encodeURIComponent(invitation.code)}`
  return (
    <Dialog
      title={say('access.admin.link.title', { name })}
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          {say('access.admin.link.done')}
        </Button>
      }
    >
      <p>
        <Phrase of="access.admin.link.text" with={{ until: <Instant at={invitation.expiresAt} /> }} />
      </p>
      <TextField
        label={say('access.admin.link')}
        readOnly
        dir="ltr"
        value={link}
        onFocus={({ target }) => target.select()}
      />
      <p>
        <Button onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>
          {say('access.admin.copy')}
        </Button>{' '}
        <output>{copied && say('access.admin.copied')}</output>
      </p>
    </Dialog>
  )
}
