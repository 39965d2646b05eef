import { foldText, scriptOf, withoutPoints, type Script } from './names.script.ts'
import { surnameApart, toLatin } from './names.transliterate.ts'
import { isChildOf, isLegalForm, isParticle } from './names.vocabulary.ts'

/** One word of a name as read. */
export interface Word {
  /** As `toLatin` gives it, marks included. */
  readonly latin: string
  /** In its own script, folded. */
  readonly written: string
  readonly script: Script
  /** Follows bin, ibn, ben: a parent's name. */
  readonly isParent: boolean
}

// Persian suffixes after a joiner belong to the word; elsewhere the joiner stands between words.
const joined = /\u200c(?=(?:زاده|زاد|پور|نژاد|وال|یار|فر|الله|الدین|الدين|یان|ی)(?:\s|$))/g

const joinArabic = (text: string): string =>
  text
    .replace(joined, '')
    .replaceAll('\u200c', ' ')
    .replace(/(^|\s)(عبد)\s*ال\s*/g, '$1$2ال')
    .replace(/(\S{3,})\s+(الدین|الدين|الله|دین|زاده|زى|زی|خیل)(?=\s|$)/g, '$1$2')
    .replace(/(^|\s)ال(?=\S{3})(?!له)/g, '$1')
    .replace(/ةالله/g, 'تالله')
    .replace(/خوا/g, 'خا')

// "Putin, Vladimir": what follows the one comma goes first, unless it is a company's legal form.
function unlist(text: string): string {
  const [last = '', first = '', ...more] = text.split(/[,،、]/)
  if (more.length > 0 || first.trim() === '' || /\d/.test(text)) return text
  const following = first.trim().toLowerCase().replaceAll('.', '')
  return following.split(/\s+/).every(word => isLegalForm(word, word)) ? text : `${first} ${last}`
}

const plainText = (text: string): string => joinArabic(withoutPoints(text.normalize('NFKC')))

// L.L.C. is one word, J.-C. and A.B.C. are initials.
function undotted(dotted: string): string {
  const together = dotted.replaceAll('.', '').toLowerCase()
  return isLegalForm(together, together) ? together : dotted.replaceAll('.', ' ')
}

const splitWords = (text: string): string[] =>
  unlist(/^[\x20-\x7f]*$/.test(text) ? text : plainText(text))
    .replace(/(\p{Ll}{3})(\p{Lu}\p{Ll}{2})/gu, '$1 $2')
    .replace(/(?<!\p{L})(?:\p{L}\.){2,}\p{L}?(?!\p{L})/gu, undotted)
    .toLowerCase()
    .replace(/[’'`ʿʾʼʻ‘"׳״“”]/g, '')
    .replaceAll('&', ' and ')
    .split(/[^\p{L}\p{M}\p{Nd}]+/u)
    .filter(word => word !== '')

/** The words of a name in order, each in its script and in Latin; bin and ibn become marks on the next. */
export function readWords(text: string): Word[] {
  const whole = splitWords(text)
  let isParent = false
  return whole.flatMap((word, index) => {
    const script = scriptOf(word)
    const parts = whole.length === 1 ? surnameApart(word, script) : [word]
    return parts.flatMap(part => {
      const latin = toLatin(part, script).replace(/[^a-zħǰ0-9]+/g, '')
      const written = foldText(part)
      if (latin === '') return []
      if (index + 1 < whole.length && isChildOf(latin, written)) {
        isParent = true
        return []
      }
      const read = { latin, written, script, isParent: isParent && !isParticle(latin) }
      if (!isParticle(latin)) isParent = false
      return [read]
    })
  })
}
