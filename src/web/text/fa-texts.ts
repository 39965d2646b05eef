import { flatten } from './catalogue.ts'
import type { TextsKey } from './en.ts'
import { textRefusal } from './fa/text-refusal.ts'
import { texts } from './fa/texts.ts'

export const messages: Readonly<Record<TextsKey, string>> = flatten({ texts, refusal: textRefusal })
