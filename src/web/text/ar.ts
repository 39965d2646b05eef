import { flatten } from './catalogue.ts'
import type { FirstKey } from './en.ts'
import { access } from './ar/access.ts'
import { pages } from './ar/pages.ts'
import { parts } from './ar/parts.ts'
import { record } from './ar/record.ts'
import { refusal } from './ar/refusal.ts'
import { shell } from './ar/shell.ts'
import { vocabulary } from './ar/vocabulary.ts'

export const messages: Readonly<Record<FirstKey, string>> = flatten({
  access,
  pages,
  parts,
  record,
  refusal,
  shell,
  vocabulary,
})
