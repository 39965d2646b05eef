import { type FormEvent, useState } from 'react'
import { useAct } from '../../web/api.ts'
import { useLinks } from '../../web/links.ts'
import { Button } from '../../web/parts/button.tsx'
import { TextField } from '../../web/parts/field.tsx'
import { Name, type Names } from '../../web/parts/name.tsx'
import { Phrase } from '../../web/parts/phrase.tsx'
import { Fold, Section } from '../../web/parts/section.tsx'
import { Loading, Problem } from '../../web/parts/states.tsx'
import { Title } from '../../web/parts/title.tsx'
import { useGo } from '../../web/router.ts'
import { useMandateNames, useSession, useSessionChange } from '../../web/session.ts'
import { inOrder, MandateText } from '../../web/shell/you.tsx'
import { useLocale, useText } from '../../web/text.ts'
import type { SessionView } from './access.api.ts'
import { foldPlaces } from './places.ts'

/** Begins anew as whoever has just signed in, where they would begin. */
const useEnter = () => {
  const go = useGo()
  const links = useLinks()
  const changed = useSessionChange()
  return async (session: SessionView) => {
    await changed(session)
    go(links.at('/'))
  }
}

type DemonstrationAccount = SessionView['demonstrationAccounts'][number]

const Place = ({
  account,
  names,
  short = false,
}: {
  account: DemonstrationAccount
  names: Names
  short?: boolean
}) => {
  const say = useText()
  const { language } = useLocale()
  const enter = useEnter()
  const signIn = useAct('signInAs')
  const name = account.names[language] ?? account.name
  return (
    <li>
      <Button
        busy={signIn.isPending}
        aria-label={say('access.signIn.enter', { name })}
        onClick={() =>
          signIn.mutate({ body: { account: account.id } }, { onSuccess: session => void enter(session) })
        }
      >
        <bdi>{name}</bdi>
      </Button>
      {!short && (
        <ul className="mandates">
          {inOrder(account.mandates, names).map(mandate => (
            <li key={mandate.id}>
              <MandateText mandate={mandate} names={names} />
            </li>
          ))}
        </ul>
      )}
      {signIn.isError && <Problem error={signIn.error} />}
    </li>
  )
}

const Places = ({ accounts }: { accounts: readonly DemonstrationAccount[] }) => {
  const say = useText()
  const { names } = useMandateNames()
  const { shown, folded } = foldPlaces(accounts)
  return (
    <Section title={say('access.signIn.choose')}>
      <p>{say('access.signIn.choose.text')}</p>
      <ul className="accounts">
        {shown.map(account => (
          <Place key={account.id} account={account} names={names} />
        ))}
      </ul>
      {folded.map(({ track, places }) => (
        <Fold
          key={track}
          title={
            <Phrase
              of="access.signIn.delegations"
              with={{ track: <Name id={track} names={names} /> }}
              values={{ count: places.length }}
            />
          }
        >
          <ul className="accounts short">
            {places.map(account => (
              <Place key={account.id} account={account} names={names} short />
            ))}
          </ul>
        </Fold>
      ))}
    </Section>
  )
}

const WithPassword = () => {
  const say = useText()
  const enter = useEnter()
  const signIn = useAct('signIn')
  const [signInName, setSignInName] = useState('')
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate({ body: { signInName, password } }, { onSuccess: session => void enter(session) })
  }
  return (
    <form onSubmit={submit} className="narrow-form">
      <TextField
        label={say('access.signIn.name')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        required
        value={signInName}
        onChange={({ target }) => setSignInName(target.value)}
      />
      <TextField
        label={say('access.signIn.password')}
        type="password"
        name="password"
        autoComplete="current-password"
        dir="ltr"
        required
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      {signIn.isError && <Problem error={signIn.error} />}
      <Button type="submit" look="primary" busy={signIn.isPending}>
        {say('access.signIn.submit')}
      </Button>
    </form>
  )
}

export const SignInPage = () => {
  const say = useText()
  const { language } = useLocale()
  const session = useSession()
  if (session === undefined) return <Loading />
  const { account, demonstrationAccounts } = session
  return (
    <article className="sign-in">
      <Title>{say('access.signIn.title')}</Title>
      <h1>{say('access.signIn.title')}</h1>
      <p>
        {account === null ? (
          say('access.signIn.public')
        ) : (
          <Phrase
            of="access.signIn.already"
            with={{ name: <bdi>{account.names[language] ?? account.name}</bdi> }}
          />
        )}
      </p>
      {demonstrationAccounts.length > 0 && <Places accounts={demonstrationAccounts} />}
      {demonstrationAccounts.length > 0 ? (
        <Section title={say('access.signIn.withName')}>
          <WithPassword />
        </Section>
      ) : (
        <WithPassword />
      )}
    </article>
  )
}
