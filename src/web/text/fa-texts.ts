import { flatten } from './catalogue.ts'
import type { TextsKey } from './en.ts'
import { outcomes } from './fa/outcomes.ts'
import { textRefusal } from './fa/text-refusal.ts'
import { texts } from './fa/texts.ts'

export const messages: Readonly<Record<TextsKey, string>> = flatten({ outcomes, texts, refusal: textRefusal })
