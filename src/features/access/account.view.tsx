import { type ReactNode, useState } from 'react'
import { useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { DateText, Instant } from '../../web/parts/date-text.tsx'
import { Dialog } from '../../web/parts/dialog.tsx'
import type { Names } from '../../web/parts/name.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { Fold } from '../../web/parts/section.tsx'
import { Problem } from '../../web/parts/states.tsx'
import { inOrder, MandateText } from '../../web/shell/you.tsx'
import { useLocale, useText } from '../../web/text.ts'
import type { AccountMandate, AccountRow, IssuedInvitation } from './access.api.ts'
import { emptyDraft, grantOf, MandateFields } from './mandate-form.view.tsx'

const dayOf = (instant: string) => instant.slice(0, 10)

/** Whether it holds now or is still to come. */
export const isOver = ({ revokedAt, endsAt }: AccountMandate, now: Date): boolean =>
  revokedAt !== null || (endsAt !== null && new Date(endsAt) <= now)

interface Confirming {
  title: string
  text: ReactNode
  action: string
  error: unknown
  busy: boolean
  onConfirm: () => void
  onClose: () => void
}

const Confirmation = ({ title, text, action, error, busy, onConfirm, onClose }: Confirming) => {
  const say = useText()
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{say('parts.cancel')}</Button>
          <Button look="danger" busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {error !== null && <Problem error={error} />}
    </Dialog>
  )
}

interface MandateProps {
  mandate: AccountMandate
  names: Names
  name: string
  over: boolean
}

const MandateLine = ({ mandate, names, name, over }: MandateProps) => {
  const say = useText()
  const revoke = useAct('revokeMandate')
  const [asking, setAsking] = useState(false)
  const by = mandate.grantedBy === null ? say('access.admin.commandLine') : <bdi>{mandate.grantedBy}</bdi>
  return (
    <li>
      <span>
        <MandateText mandate={mandate} names={names} />
        <small className="hint">
          <Phrase
            of="access.admin.granted"
            with={{ by, from: <DateText edtf={dayOf(mandate.startsAt)} /> }}
          />
          {mandate.endsAt !== null && (
            <>
              {say('parts.comma')}
              <Phrase
                of="access.admin.granted.until"
                with={{ until: <DateText edtf={dayOf(mandate.endsAt)} /> }}
              />
            </>
          )}
          {mandate.revokedAt !== null && (
            <>
              {say('parts.comma')}
              <Phrase
                of="access.admin.revoked"
                with={{
                  by: <bdi>{mandate.revokedBy ?? say('access.admin.commandLine')}</bdi>,
                  at: <Instant at={mandate.revokedAt} />,
                }}
              />
            </>
          )}
        </small>
      </span>
      {!over && (
        <Button look="quiet" onClick={() => setAsking(true)}>
          {say('access.admin.revoke')}
        </Button>
      )}
      {asking && (
        <Confirmation
          title={say('access.admin.revoke.title')}
          text={
            <Phrase
              of="access.admin.revoke.text"
              with={{ name: <bdi>{name}</bdi>, mandate: <MandateText mandate={mandate} names={names} /> }}
            />
          }
          action={say('access.admin.revoke')}
          error={revoke.error}
          busy={revoke.isPending}
          onConfirm={() =>
            revoke.mutate({ params: { id: mandate.id } }, { onSuccess: () => setAsking(false) })
          }
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  )
}

interface GrantingProps {
  account: string
  name: string
  onClose: () => void
}

const Granting = ({ account, name, onClose }: GrantingProps) => {
  const say = useText()
  const grant = useAct('grantMandate')
  const [draft, setDraft] = useState(emptyDraft)
  const wanted = grantOf(draft)
  return (
    <Dialog
      title={say('access.admin.grant.to', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{say('parts.cancel')}</Button>
          <Button
            look="primary"
            busy={grant.isPending}
            disabled={wanted === null}
            onClick={() =>
              wanted !== null &&
              grant.mutate({ params: { id: account }, body: wanted }, { onSuccess: onClose })
            }
          >
            {say('access.admin.grant.submit')}
          </Button>
        </>
      }
    >
      <MandateFields draft={draft} onChange={setDraft} />
      {grant.isError && <Problem error={grant.error} />}
    </Dialog>
  )
}

const StateOf = ({ account }: { account: AccountRow }) => {
  const say = useText()
  const { disabledAt, demonstration, joined, invitedUntil, lastSignInAt } = account
  if (disabledAt !== null)
    return <Phrase of="access.admin.state.disabled" with={{ since: <Instant at={disabledAt} /> }} />
  if (lastSignInAt !== null)
    return <Phrase of="access.admin.state.seen" with={{ at: <Instant at={lastSignInAt} /> }} />
  if (demonstration) return say('access.admin.state.demonstration')
  if (joined) return say('access.admin.state.never')
  if (invitedUntil === null) return say('access.admin.state.lapsed')
  return <Phrase of="access.admin.state.invited" with={{ until: <Instant at={invitedUntil} /> }} />
}

interface Props {
  account: AccountRow
  names: Names
  now: Date
  onInvited: (invitation: IssuedInvitation, name: string) => void
}

/** One account: whether its person can come in, what it may act as, and what can be done about it. */
export const AccountPanel = ({ account, names, now, onInvited }: Props) => {
  const say = useText()
  const { language } = useLocale()
  const [granting, setGranting] = useState(false)
  const [disabling, setDisabling] = useState(false)
  const disable = useAct('disableAccount')
  const enable = useAct('enableAccount')
  const invite = useAct('inviteAgain')
  const name = account.names[language] ?? account.name
  const params = { id: account.id }
  const current = account.mandates.filter(mandate => !isOver(mandate, now))
  const past = account.mandates.filter(mandate => isOver(mandate, now))
  const error = enable.error ?? invite.error
  return (
    <li className={account.disabledAt === null ? 'account' : 'account disabled'}>
      <header>
        <h3>
          <bdi>{name}</bdi>
          {account.signInName !== null && <small className="hint"> {account.signInName}</small>}
        </h3>
        <small className="hint">
          <StateOf account={account} />
        </small>
      </header>
      <ul className="mandates">
        {inOrder(current, names).map(mandate => (
          <MandateLine key={mandate.id} mandate={mandate} names={names} name={name} over={false} />
        ))}
        {current.length === 0 && <li className="nothing">{say('access.admin.mandates.none')}</li>}
      </ul>
      {past.length > 0 && (
        <Fold title={say('access.admin.past')}>
          <ul className="mandates">
            {past.map(mandate => (
              <MandateLine key={mandate.id} mandate={mandate} names={names} name={name} over />
            ))}
          </ul>
        </Fold>
      )}
      <p className="account-actions">
        {account.disabledAt === null ? (
          <>
            <Button onClick={() => setGranting(true)}>{say('access.admin.grant')}</Button>
            <Button
              busy={invite.isPending}
              onClick={() => invite.mutate({ params }, { onSuccess: issued => onInvited(issued, name) })}
            >
              {say('access.admin.inviteAgain')}
            </Button>
            <Button look="danger" onClick={() => setDisabling(true)}>
              {say('access.admin.disable')}
            </Button>
          </>
        ) : (
          <Button busy={enable.isPending} onClick={() => enable.mutate({ params })}>
            {say('access.admin.enable')}
          </Button>
        )}
      </p>
      {error !== null && <Problem error={error} />}
      {granting && <Granting account={account.id} name={name} onClose={() => setGranting(false)} />}
      {disabling && (
        <Confirmation
          title={say('access.admin.disable.title')}
          text={<Phrase of="access.admin.disable.text" with={{ name: <bdi>{name}</bdi> }} />}
          action={say('access.admin.disable')}
          error={disable.error}
          busy={disable.isPending}
          onConfirm={() => disable.mutate({ params }, { onSuccess: () => setDisabling(false) })}
          onClose={() => setDisabling(false)}
        />
      )}
    </li>
  )
}
