import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { KnownOnContext } from './links.ts'
import { SpeechContext, speechIn, type TextKey } from './text.ts'
import { messages as ar } from './text/ar.ts'
import { messages as arTexts } from './text/ar-texts.ts'
import { messages as en } from './text/en.ts'
import { messages as enTexts } from './text/en-texts.ts'
import { messages as fa } from './text/fa.ts'
import { messages as faTexts } from './text/fa-texts.ts'
import type { Language } from './text/languages.ts'

export const catalogues: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = {
  en: { ...en, ...enTexts },
  ar: { ...ar, ...arTexts },
  fa: { ...fa, ...faTexts },
}

interface Around {
  readonly language?: Language
  /** The day the page is read as of. */
  readonly on?: string | null
}

/** The page as markup, for tests: in one language, on one clock, without a browser and without a server. */
export const markup = (page: ReactNode, { language = 'en', on = null }: Around = {}): string => {
  const speech = speechIn(language, catalogues[language], { zone: 'UTC' })
  const known = createElement(KnownOnContext, { value: on }, page)
  const asking = createElement(QueryClientProvider, { client: new QueryClient() }, known)
  return renderToStaticMarkup(createElement(SpeechContext, { value: speech }, asking))
}
