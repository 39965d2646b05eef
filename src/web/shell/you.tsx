import { useCallback, useRef, useState } from 'react'
import type { MandateView, SessionView } from '../../features/access/access.api.ts'
import { useAct } from '../api.ts'
import { useLinks } from '../links.ts'
import { chooseCalendar } from '../locale.tsx'
import { Button } from '../parts/button.tsx'
import { SelectField } from '../parts/field.tsx'
import { Name, type Names } from '../parts/name.tsx'
import { Phrase } from '../parts/phrase.tsx'
import { Popup } from '../parts/popup.tsx'
import { Problem } from '../parts/states.tsx'
import { useSessionChange, useMandateNames } from '../session.ts'
import { useSetting } from '../settings.ts'
import { useLocale, useText, useWord } from '../text.ts'
import { chooseTheme, themes, useTheme } from '../theme.ts'

type Mandate = Omit<MandateView, 'id'>

/** In which capacity, for whom and where. */
export const MandateText = ({ mandate, names }: { mandate: Mandate; names: Names }) => {
  const word = useWord()
  const capacity = word('mandate', mandate.capacity)
  const party = mandate.party === null ? null : <Name id={mandate.party} names={names} />
  const track = mandate.track === null ? null : <Name id={mandate.track} names={names} />
  if (mandate.capacity === 'party')
    return track === null ? (
      <Phrase of="shell.mandate.desk" with={{ party }} />
    ) : (
      <Phrase of="shell.mandate.for" with={{ party, track }} />
    )
  if (party !== null && track !== null)
    return <Phrase of="shell.mandate.of" with={{ capacity, party, track }} />
  const which = party ?? track
  return which === null ? capacity : <Phrase of="shell.mandate.one" with={{ capacity, which }} />
}

const weight = ['administrator', 'chair', 'facilitator', 'secretariat', 'party', 'observer']

/** The weightiest first, then by track. */
export const inOrder = <Each extends Mandate>(mandates: readonly Each[], names: Names): Each[] =>
  mandates.toSorted(
    (first, second) =>
      weight.indexOf(first.capacity) - weight.indexOf(second.capacity) ||
      (names[first.track ?? '']?.text ?? '').localeCompare(names[second.track ?? '']?.text ?? ''),
  )

const calendars = ['gregorian', 'persian', 'islamic-umalqura'] as const

const Preferences = () => {
  const say = useText()
  const theme = useTheme()
  const calendar = useSetting('calendar')
  return (
    <div className="preferences">
      <SelectField
        label={say('shell.theme')}
        value={theme}
        onChange={({ target }) => {
          const chosen = themes.find(each => each === target.value)
          if (chosen) chooseTheme(chosen)
        }}
      >
        {themes.map(each => (
          <option key={each} value={each}>
            {say(`shell.theme.${each}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={say('shell.calendar')}
        value={calendar ?? ''}
        onChange={({ target }) => chooseCalendar(calendars.find(each => each === target.value) ?? null)}
      >
        <option value="">{say('shell.calendar.usual')}</option>
        {calendars.map(each => (
          <option key={each} value={each}>
            {say(`shell.calendar.${each}`)}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

/** What a reader may act as. */
export const Mandates = ({
  mandates,
  titled = true,
}: {
  mandates: readonly MandateView[]
  titled?: boolean
}) => {
  const say = useText()
  const { names } = useMandateNames(mandates.length > 0)
  if (mandates.length === 0) return <p className="hint">{say('shell.mandates.none')}</p>
  return (
    <>
      {titled && <p className="popup-title">{say('shell.mandates')}</p>}
      <ul className="mandates">
        {inOrder(mandates, names).map(mandate => (
          <li key={mandate.id}>
            <MandateText mandate={mandate} names={names} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** Who is reading, with which mandates, and how they like the pages. */
export const You = ({ session }: { session: SessionView | undefined }) => {
  const say = useText()
  const links = useLinks()
  const { language } = useLocale()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  const changed = useSessionChange()
  const account = session?.account ?? null
  const leaving = useAct('signOut')
  const signOut = () =>
    leaving.mutate(
      {},
      {
        onSuccess: () => {
          setOpen(false)
          void changed()
        },
      },
    )
  return (
    <>
      <Button
        ref={button}
        look="quiet"
        className="you"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {account === null ? say('shell.public') : <bdi>{account.names[language] ?? account.name}</bdi>}
      </Button>
      {open && (
        <Popup trigger={button} label={say('shell.you')} onClose={close} className="you-popup">
          {account === null ? (
            <p>{say('shell.public.meaning')}</p>
          ) : (
            <Mandates mandates={session?.mandates ?? []} />
          )}
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
          <div className="links" onClick={close}>
            {account === null && (
              <a className="button primary" href={links.at('/sign-in')}>
                {say('shell.signIn')}
              </a>
            )}
            {account !== null && <a href={links.at('/record')}>{say('shell.nav.record')}</a>}
            {account !== null && <a href={links.at('/account')}>{say('access.account.title')}</a>}
            {account?.administrator === true && (
              <a href={links.at('/administration')}>{say('shell.nav.administration')}</a>
            )}
          </div>
          <Preferences />
          {account !== null && (
            <Button busy={leaving.isPending} onClick={signOut}>
              {say('shell.signOut')}
            </Button>
          )}
          {leaving.isError && <Problem error={leaving.error} />}
        </Popup>
      )}
    </>
  )
}
