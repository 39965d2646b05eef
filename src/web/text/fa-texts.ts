import { flatten } from './catalogue.ts'
import type { TextsKey } from './en.ts'
import { outcomes } from './fa/outcomes.ts'
import { textRefusal } from './fa/text-refusal.ts'
import { silence } from './fa/silence.ts'
import { texts } from './fa/texts.ts'

export const messages: Readonly<Record<TextsKey, string>> = flatten({
  silence,
  outcomes,
  texts,
  refusal: textRefusal,
})
