import { flatten } from './catalogue.ts'
import { access } from './en/access.ts'
import { pages } from './en/pages.ts'
import { parts } from './en/parts.ts'
import { record } from './en/record.ts'
import { refusal } from './en/refusal.ts'
import { shell } from './en/shell.ts'
import { texts } from './en/texts.ts'
import { vocabulary } from './en/vocabulary.ts'

export const messages = flatten({ access, pages, parts, record, refusal, shell, texts, vocabulary })
export type TextKey = keyof typeof messages
