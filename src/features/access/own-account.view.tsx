import { type FormEvent, useState } from 'react'
import { useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { TextField } from '../../web/parts/field.tsx'
import { Section } from '../../web/parts/section.tsx'
import { Empty, Loading, Problem } from '../../web/parts/states.tsx'
import { Title } from '../../web/parts/title.tsx'
import { useGo } from '../../web/router.ts'
import { useSession, useSessionChange } from '../../web/session.ts'
import { Mandates } from '../../web/shell/you.tsx'
import { useLocale, useText } from '../../web/text.ts'

const ChangePassword = ({ signInName }: { signInName: string }) => {
  const say = useText()
  const change = useAct('changePassword')
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const differs = tried && password !== again
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (password !== again) return
    change.mutate(
      { body: { current, password } },
      {
        onSuccess: () => {
          setCurrent('')
          setPassword('')
          setAgain('')
          setTried(false)
        },
      },
    )
  }
  return (
    <form onSubmit={submit} className="narrow-form">
      <input type="text" name="username" autoComplete="username" value={signInName} readOnly hidden />
      <TextField
        label={say('access.account.password.current')}
        type="password"
        autoComplete="current-password"
        dir="ltr"
        required
        value={current}
        onChange={({ target }) => setCurrent(target.value)}
      />
      <TextField
        label={say('access.account.password.new')}
        hint={say('access.invitation.password.hint')}
        type="password"
        autoComplete="new-password"
        dir="ltr"
        required
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      <TextField
        label={say('access.invitation.again')}
        fault={differs ? say('access.invitation.differs') : null}
        type="password"
        autoComplete="new-password"
        dir="ltr"
        required
        value={again}
        onChange={({ target }) => setAgain(target.value)}
      />
      {change.isError && <Problem error={change.error} />}
      <Button type="submit" look="primary" busy={change.isPending}>
        {say('access.account.password.change')}
      </Button>{' '}
      <output>{change.isSuccess && say('access.account.password.changed')}</output>
    </form>
  )
}

const SigningOut = () => {
  const say = useText()
  const go = useGo()
  const changed = useSessionChange()
  const here = useAct('signOut')
  const everywhere = useAct('signOutEverywhere')
  const done = { onSuccess: () => void changed().then(() => go('/')) }
  const error = here.error ?? everywhere.error
  return (
    <>
      <p className="account-actions">
        <Button busy={here.isPending} onClick={() => here.mutate({}, done)}>
          {say('shell.signOut')}
        </Button>
        <Button look="danger" busy={everywhere.isPending} onClick={() => everywhere.mutate({}, done)}>
          {say('shell.signOut.everywhere')}
        </Button>
      </p>
      <p className="hint">{say('access.account.everywhere.hint')}</p>
      {error !== null && <Problem error={error} />}
    </>
  )
}

/** One’s own account: what one may act as, the password, and the way out. */
export const AccountPage = () => {
  const say = useText()
  const { language } = useLocale()
  const session = useSession()
  if (session === undefined) return <Loading />
  const { account, mandates } = session
  return (
    <article className="sign-in">
      <Title>{say('access.account.title')}</Title>
      <h1>{say('access.account.title')}</h1>
      {account === null ? (
        <Empty title={say('shell.public.meaning')}>
          <a className="button primary" href="/sign-in">
            {say('shell.signIn')}
          </a>
        </Empty>
      ) : (
        <>
          <p>
            <bdi>{account.names[language] ?? account.name}</bdi>
            {account.signInName !== null && (
              <small className="hint">
                {' '}
                {say('access.signIn.name')}
                {say('pages.colon')} <bdi dir="ltr">{account.signInName}</bdi>
              </small>
            )}
          </p>
          <Section title={say('shell.mandates')}>
            <Mandates mandates={mandates} titled={false} />
          </Section>
          <Section title={say('access.account.password.change')}>
            {account.signInName === null ? (
              <p className="hint">{say('access.account.noPassword')}</p>
            ) : (
              <ChangePassword signInName={account.signInName} />
            )}
          </Section>
          <Section title={say('shell.signOut')}>
            <SigningOut />
          </Section>
        </>
      )}
    </article>
  )
}
