import { setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { createContext, useContext } from 'react'
import type { CalendarName } from '../domain/calendars.ts'
import { showInstant } from '../domain/dates.show.ts'
import { habits, type Language } from './text/languages.ts'
import type { FirstKey, TextKey } from './text/en.ts'
import type { WordKind, Words } from './text/words.ts'

export type { TextKey } from './text/en.ts'
export type { Language } from './text/languages.ts'

/** What every page may say. What only some pages say is added to it before they are shown. */
export type Messages = Readonly<Record<FirstKey, string>>

/** What a message is filled with: words and numbers. Names and dates go through `Phrase`, as elements. */
export type TextValues = Readonly<Record<string, string | number | Date>>

/** Says a message in the language of the page. `t('shell.search')` */
export type Say = (key: TextKey, values?: TextValues) => string

/** The word for a value of a closed list. `word('level', 'ministers')` */
export type Word = <Kind extends WordKind>(kind: Kind, value: Words[Kind]) => string

export interface Locale {
  readonly language: Language
  /** For `Intl`: language with the digits its diplomatic documents use. */
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
  readonly calendar: CalendarName
  readonly secondCalendar: CalendarName
  /** The reader's own time zone. */
  readonly zone: string
}

export interface Speech extends Locale {
  readonly say: Say
  /** Like `say`, for keys known only at run time: null when there is no such message. */
  readonly sayIf: (key: string, values?: TextValues) => string | null
}

/** Speaks one language. Each message is compiled when first said. */
export const speechIn = (language: Language, messages: Messages, locale: Partial<Locale> = {}): Speech => {
  const { tag, direction, calendar, secondCalendar } = habits[language]
  const i18n = setupI18n({ locale: language, locales: tag, messages: { [language]: {} } })
  const compiled = new Set<string>()
  const all: Readonly<Record<string, string>> = messages
  const sayIf = (key: string, values?: TextValues) => {
    const message = all[key]
    if (message === undefined) return null
    if (!compiled.has(key)) {
      i18n.load(language, { [key]: compileMessage(message) })
      compiled.add(key)
    }
    return i18n._(key, values)
  }
  return {
    language,
    tag,
    direction,
    calendar,
    secondCalendar,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...locale,
    sayIf,
    say: (key, values) => sayIf(key, values) ?? key,
  }
}

export const SpeechContext = createContext<Speech | null>(null)

export const useSpeech = (): Speech => {
  const speech = useContext(SpeechContext)
  if (speech === null) throw new Error('Nothing can be said outside a LocaleProvider.')
  return speech
}

export const useText = (): Say => useSpeech().say

export const useWord = (): Word => {
  const { sayIf } = useSpeech()
  return (kind, value) => sayIf(`vocabulary.${kind}.${value}`) ?? value
}

export const useLocale = (): Locale => useSpeech()

/** The sentence for a reason of refusal, in the reader's language. */
export const refusalText = (speech: Speech, refused: string, detail = ''): string => {
  const { say, sayIf, language, calendar, zone } = speech
  // Some reasons come with the moment until which they hold.
  const told = /^\d{4}-\d\d-\d\dT/.test(detail)
    ? showInstant(detail, { locale: language, calendar, zone })
    : detail
  return sayIf(`refusal.${refused}`, { detail: told }) ?? say('refusal.other', { reason: refused })
}
