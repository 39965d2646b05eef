import { flatten } from './catalogue.ts'
import type { TextKey } from './en.ts'
import { access } from './ar/access.ts'
import { pages } from './ar/pages.ts'
import { parts } from './ar/parts.ts'
import { record } from './ar/record.ts'
import { refusal } from './ar/refusal.ts'
import { shell } from './ar/shell.ts'
import { texts } from './ar/texts.ts'
import { vocabulary } from './ar/vocabulary.ts'

export const messages: Readonly<Record<TextKey, string>> = flatten({
  access,
  pages,
  parts,
  record,
  refusal,
  shell,
  texts,
  vocabulary,
})
