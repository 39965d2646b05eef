import { flatten } from './catalogue.ts'
import type { FirstKey } from './en.ts'
import { access } from './fa/access.ts'
import { pages } from './fa/pages.ts'
import { parts } from './fa/parts.ts'
import { record } from './fa/record.ts'
import { refusal } from './fa/refusal.ts'
import { shell } from './fa/shell.ts'
import { vocabulary } from './fa/vocabulary.ts'

export const messages: Readonly<Record<FirstKey, string>> = flatten({
  access,
  pages,
  parts,
  record,
  refusal,
  shell,
  vocabulary,
})
