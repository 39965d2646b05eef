import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { api, useAct } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { Instant } from '../../web/parts/date-text.tsx'
import { TextField } from '../../web/parts/field.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { Empty, Loading, Problem } from '../../web/parts/states.tsx'
import { Title } from '../../web/parts/title.tsx'
import { useGo } from '../../web/router.ts'
import { useSessionChange } from '../../web/session.ts'
import { useText } from '../../web/text.ts'

/** Read once from the fragment, which no server sees, and kept only while the page is open. */
const codeInAddress = () => {
  const code = decodeURIComponent(location.hash.slice(1))
  return code === '' ? null : code
}

const Acceptance = ({ code, signInName: given }: { code: string; signInName: string | null }) => {
  const say = useText()
  const go = useGo()
  const changed = useSessionChange()
  const accept = useAct('acceptInvitation')
  const [signInName, setSignInName] = useState(given ?? '')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const differs = tried && password !== again

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (password !== again) return
    accept.mutate(
      { body: { code, signInName, password } },
      { onSuccess: session => void changed(session).then(() => go('/', { replace: true })) },
    )
  }
  return (
    <form onSubmit={submit} className="narrow-form">
      <TextField
        label={say('access.signIn.name')}
        hint={say('access.invitation.signInName.hint')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        required
        pattern="[A-Za-z0-9][A-Za-z0-9._@\-]{1,59}"
        value={signInName}
        onChange={({ target }) => setSignInName(target.value)}
      />
      <TextField
        label={say('access.signIn.password')}
        hint={say('access.invitation.password.hint')}
        type="password"
        name="new-password"
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
        name="new-password-again"
        autoComplete="new-password"
        dir="ltr"
        required
        value={again}
        onChange={({ target }) => setAgain(target.value)}
      />
      {accept.isError && <Problem error={accept.error} />}
      <Button type="submit" look="primary" busy={accept.isPending}>
        {say('access.invitation.accept')}
      </Button>
    </form>
  )
}

export const InvitationPage = () => {
  const say = useText()
  const [code] = useState(codeInAddress)
  useEffect(() => {
    // Neither the history nor a glance at the screen is to give it away.
    history.replaceState(history.state, '', location.pathname + location.search)
  }, [])
  const invitation = useQuery({
    queryKey: ['invitation', code],
    queryFn: () => api.readInvitation({ body: { code: code ?? '' } }),
    // Once it is used, there is no more to ask of it.
    enabled: query => code !== null && query.state.data === undefined,
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  })
  return (
    <article className="sign-in">
      <Title>{say('access.invitation.title')}</Title>
      <h1>{say('access.invitation.title')}</h1>
      {code === null ? (
        <Empty title={say('access.invitation.missing')}>
          <p>{say('access.invitation.missing.text')}</p>
        </Empty>
      ) : invitation.isError ? (
        <Problem error={invitation.error} />
      ) : invitation.data === undefined ? (
        <Loading />
      ) : (
        <>
          <p>
            <Phrase
              of="access.invitation.for"
              with={{
                name: <bdi>{invitation.data.name}</bdi>,
                until: <Instant at={invitation.data.expiresAt} />,
              }}
            />
          </p>
          <Acceptance code={code} signInName={invitation.data.signInName} />
        </>
      )}
    </article>
  )
}
