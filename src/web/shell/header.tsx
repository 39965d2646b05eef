import { useRouterState } from '@tanstack/react-router'
import { useCallback, useRef, useState } from 'react'
import type { SessionView } from '../../features/access/access.api.ts'
import { useAct } from '../api.ts'
import { KnownOn } from '../known-on.tsx'
import { useLinks } from '../links.ts'
import { chooseLanguage } from '../locale.tsx'
import { Button } from '../parts/button.tsx'
import { Popup } from '../parts/popup.tsx'
import { useLocale, useText } from '../text.ts'
import { habits, isLanguage, languages } from '../text/languages.ts'
import { places } from './places.ts'
import { You } from './you.tsx'

const Places = () => {
  const say = useText()
  const links = useLinks()
  const here = useRouterState({ select: state => state.location.pathname })
  return (
    <ul>
      {places.map(({ path, title }) => (
        <li key={path}>
          <a href={links.at(path)} aria-current={currentIn(here, path)}>
            {say(title)}
          </a>
        </li>
      ))}
    </ul>
  )
}

const currentIn = (here: string, path: string) => {
  if (here === path) return 'page'
  return path !== '/' && here.startsWith(`${path}/`) ? 'true' : undefined
}

const LanguageChoice = ({ signedIn }: { signedIn: boolean }) => {
  const say = useText()
  const { language } = useLocale()
  const remember = useAct('setLanguage')
  return (
    <select
      className="quiet"
      aria-label={say('shell.language')}
      value={language}
      onChange={({ target: { value } }) => {
        if (!isLanguage(value)) return
        chooseLanguage(value)
        if (signedIn) remember.mutate({ body: { language: value } })
      }}
    >
      {languages.map(each => (
        <option key={each} value={each} lang={each}>
          {habits[each].name}
        </option>
      ))}
    </select>
  )
}

interface Props {
  session: SessionView | undefined
  onSearch: () => void
}

export const Header = ({ session, onSearch }: Props) => {
  const say = useText()
  const links = useLinks()
  const [open, setOpen] = useState(false)
  const menu = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  return (
    <header className="page-head">
      <a className="mark" href={links.at('/')}>
        {say('shell.name')}
      </a>
      {session?.demonstration === true && (
        <span className="tag demonstration wide-only" title={say('shell.demonstration.meaning')}>
          {say('shell.demonstration')}
        </span>
      )}
      <Button
        ref={menu}
        look="quiet"
        className="narrow-only"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {say('shell.menu')}
      </Button>
      {open && (
        <Popup trigger={menu} label={say('shell.navigation')} onClose={close} className="places">
          {/* Any place chosen closes the list. */}
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
          <div onClick={close}>
            <Places />
          </div>
        </Popup>
      )}
      <nav aria-label={say('shell.navigation')} className="wide-only">
        <Places />
      </nav>
      <div className="tools">
        <Button look="quiet" className="search-button" onClick={onSearch}>
          <span className="search-word">{say('shell.search')}</span>
          <kbd aria-hidden="true">/</kbd>
        </Button>
        <KnownOn />
        <LanguageChoice signedIn={Boolean(session?.account)} />
        <You session={session} />
      </div>
    </header>
  )
}
