import type { CalendarName } from '../../domain/calendars.ts'

export const languages = ['en', 'ar', 'fa'] as const
export type Language = (typeof languages)[number]

export const isLanguage = (text: unknown): text is Language => languages.some(each => each === text)

interface Habits {
  /** What the language calls itself. */
  readonly name: string
  /** For numbers and days: digits and month names as its diplomatic documents use them. */
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
  readonly calendar: CalendarName
  /** Shown beside the first, for those who count in the other one. */
  readonly secondCalendar: CalendarName
}

export const habits: Readonly<Record<Language, Habits>> = {
  en: {
    name: 'English',
    tag: 'en-GB',
    direction: 'ltr',
    calendar: 'gregorian',
    secondCalendar: 'persian',
  },
  ar: {
    name: 'العربية',
    tag: 'ar',
    direction: 'rtl',
    calendar: 'gregorian',
    secondCalendar: 'islamic-umalqura',
  },
  fa: {
    name: 'فارسی',
    tag: 'fa-IR',
    direction: 'rtl',
    calendar: 'persian',
    secondCalendar: 'gregorian',
  },
}

const rightToLeft = new Set(['ar', 'fa', 'ps', 'ur', 'he', 'dv', 'sd', 'ug', 'ckb', 'prs', 'yi'])

/**
 * The language that words of the record are most likely in, where nobody said: by their letters alone, so that they are
 * spoken and drawn as nearly right as may be. Persian has letters that Arabic lacks.
 */
export const languageOfWords = (words: string): string => {
  const [letter] = /\p{L}/u.exec(words) ?? ['']
  if (/\p{Script=Arabic}/u.test(letter)) return /[پچژگکی]/.test(words) ? 'fa' : 'ar'
  return /\p{Script=Cyrillic}/u.test(letter) ? 'ru' : 'en'
}

/** Which way a text of this language runs. */
export const directionOf = (language: string): 'ltr' | 'rtl' =>
  /-Latn/i.test(language) || !rightToLeft.has(language.split('-')[0] ?? '') ? 'ltr' : 'rtl'
