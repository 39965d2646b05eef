import type { Verb } from './acts.ts'
import type { Holder } from './talks.ts'

/** How brackets speak of themselves: what their holders are called, and what others say of them. */
export interface BracketWords {
  readonly nameOf: (holder: Holder) => string
  readonly verbOf: (verb: Verb) => string
}

interface Words {
  readonly chair: string
  readonly unattributed: string
  readonly verbs: Readonly<Record<Verb, string>>
}

const english: Words = {
  chair: 'the chair',
  unattributed: 'unattributed',
  verbs: {
    retain: 'retain',
    delete: 'delete',
    reflect: 'reflect',
    reserve: 'reserve',
    support: 'support',
    join: 'join',
  },
}

/** The words of a text in one of these languages, as the pages have them; of any other in English. */
const byLanguage: Readonly<Record<string, Words>> = {
  ar: {
    chair: 'الرئاسة',
    unattributed: 'بلا نسبة',
    verbs: {
      retain: 'إبقاء',
      delete: 'حذف',
      reflect: 'تأمل',
      reserve: 'تحفظ',
      support: 'تأييد',
      join: 'انضمام',
    },
  },
  fa: {
    chair: 'ریاست',
    unattributed: 'بی‌نام',
    verbs: {
      retain: 'حفظ',
      delete: 'حذف',
      reflect: 'تأمل',
      reserve: 'محفوظ',
      support: 'پشتیبانی',
      join: 'پیوستن',
    },
  },
}

/** How brackets speak in a text's own language, with the names its parties have there. */
export const bracketWords = (language: string, names: ReadonlyMap<string, string>): BracketWords => {
  const words = byLanguage[language.split('-')[0] ?? ''] ?? english
  return {
    nameOf: ({ party, name }) => {
      if (name === 'unattributed') return words.unattributed
      return name ?? (party === null ? words.chair : (names.get(party) ?? '…'))
    },
    verbOf: verb => words.verbs[verb],
  }
}
