import { flatten } from './catalogue.ts'
import type { TextKey } from './en.ts'
import { access } from './fa/access.ts'
import { pages } from './fa/pages.ts'
import { parts } from './fa/parts.ts'
import { record } from './fa/record.ts'
import { refusal } from './fa/refusal.ts'
import { shell } from './fa/shell.ts'
import { texts } from './fa/texts.ts'
import { vocabulary } from './fa/vocabulary.ts'

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
