import { flatten } from './catalogue.ts'
import { access } from './en/access.ts'
import { pages } from './en/pages.ts'
import { parts } from './en/parts.ts'
import { record } from './en/record.ts'
import { refusal } from './en/refusal.ts'
import { shell } from './en/shell.ts'
import { vocabulary } from './en/vocabulary.ts'
import type { messages as texts } from './en-texts.ts'

export const messages = flatten({ access, pages, parts, record, refusal, shell, vocabulary })
export type FirstKey = keyof typeof messages
export type TextsKey = keyof typeof texts
export type TextKey = FirstKey | TextsKey
