import { flatten } from './catalogue.ts'
import type { TextsKey } from './en.ts'
import { outcomes } from './ar/outcomes.ts'
import { textRefusal } from './ar/text-refusal.ts'
import { silence } from './ar/silence.ts'
import { texts } from './ar/texts.ts'

export const messages: Readonly<Record<TextsKey, string>> = flatten({
  silence,
  outcomes,
  texts,
  refusal: textRefusal,
})
