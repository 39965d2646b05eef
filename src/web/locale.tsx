import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { CalendarName } from '../domain/calendars.ts'
import { readSetting, setSetting, useSetting } from './settings.ts'
import { type Messages, SpeechContext, speechIn } from './text.ts'
import { habits, isLanguage, type Language } from './text/languages.ts'

interface Catalogue {
  readonly first: () => Promise<{ messages: Messages }>
  /** What only the pages of joint texts say. */
  readonly texts: () => Promise<{ messages: Readonly<Record<string, string>> }>
}

const catalogues: Readonly<Record<Language, Catalogue>> = {
  en: { first: () => import('./text/en.ts'), texts: () => import('./text/en-texts.ts') },
  ar: { first: () => import('./text/ar.ts'), texts: () => import('./text/ar-texts.ts') },
  fa: { first: () => import('./text/fa.ts'), texts: () => import('./text/fa-texts.ts') },
}

const wanted = (chosen: string | null): Language => (isLanguage(chosen) ? chosen : languageOfBrowser())

const languageOfBrowser = (): Language =>
  navigator.languages.map(tag => tag.split('-')[0]).find(isLanguage) ?? 'en'

export const chooseLanguage = (language: Language): void => setSetting('language', language)
/** Takes the language, unless one was chosen in this browser. */
export const preferLanguage = (language: string): void => {
  if (readSetting('language') === null && isLanguage(language)) chooseLanguage(language)
}
export const chooseCalendar = (calendar: CalendarName | null): void => setSetting('calendar', calendar)

const isCalendar = (name: string | null): name is CalendarName =>
  name === 'gregorian' || name === 'persian' || name === 'islamic-umalqura'

/** The words fetched so far. A language's first ones are one object for good, to which those of the texts are added. */
const spoken = new Map<Language, Promise<Messages>>()
let withTexts = false

const wordsOf = async (language: Language): Promise<Messages> => {
  const fetched =
    spoken.get(language) ?? catalogues[language].first().then(({ messages }) => ({ ...messages }))
  spoken.set(language, fetched)
  // Asked for again after a lost line.
  fetched.catch(() => spoken.delete(language))
  const [first, texts] = await Promise.all([fetched, withTexts ? catalogues[language].texts() : undefined])
  return Object.assign(first, texts?.messages)
}

/** Begins to fetch the words before there is anything to show them in. */
export const fetchWords = (): void => void wordsOf(wanted(readSetting('language')))

/** From now on the pages of joint texts can be shown, in any language. */
export const fetchTextWords = async (): Promise<void> => {
  withTexts = true
  await wordsOf(wanted(readSetting('language')))
}

/** Loads the language the reader chose, or the browser's, and tells the page which way it runs. */
export const LocaleProvider = ({ children }: { children: ReactNode }) => {
  const chosen = useSetting('language')
  const language = wanted(chosen)
  const calendar = useSetting('calendar')
  const [loaded, setLoaded] = useState<{ language: Language; messages: Messages }>()

  useEffect(() => {
    let current = true
    void wordsOf(language).then(messages => {
      if (current) setLoaded({ language, messages })
    })
    return () => {
      current = false
    }
  }, [language])

  const speech = useMemo(() => {
    if (loaded === undefined) return null
    const usual = habits[loaded.language]
    const first = isCalendar(calendar) ? calendar : usual.calendar
    const second = first === usual.calendar ? usual.secondCalendar : usual.calendar
    return speechIn(loaded.language, loaded.messages, { calendar: first, secondCalendar: second })
  }, [loaded, calendar])

  useEffect(() => {
    if (speech === null) return
    document.documentElement.lang = speech.language
    document.documentElement.dir = speech.direction
  }, [speech])

  return speech === null ? null : <SpeechContext value={speech}>{children}</SpeechContext>
}

/**
 * A document on the page that speaks its own language, whoever reads it: words, digits and dates as its language has them,
 * on the one clock of all documents.
 */
export const SpokenIn = ({ language, children }: { language: Language; children: ReactNode }) => {
  const [loaded, setLoaded] = useState<{ language: Language; messages: Messages }>()
  useEffect(() => {
    let current = true
    void wordsOf(language).then(messages => {
      if (current) setLoaded({ language, messages })
    })
    return () => {
      current = false
    }
  }, [language])
  const speech = useMemo(
    () => (loaded === undefined ? null : speechIn(loaded.language, loaded.messages, { zone: 'UTC' })),
    [loaded],
  )
  return speech === null ? null : <SpeechContext value={speech}>{children}</SpeechContext>
}
