import { flatten } from './catalogue.ts'
import { outcomes } from './en/outcomes.ts'
import { textRefusal } from './en/text-refusal.ts'
import { silence } from './en/silence.ts'
import { texts } from './en/texts.ts'

/** What only the pages of joint texts say; it is fetched with them. */
export const messages = flatten({ silence, outcomes, texts, refusal: textRefusal })
