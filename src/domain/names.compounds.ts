import { soundOf } from './names.sound.ts'
import { isParticle, isProphetName } from './names.vocabulary.ts'
import type { Word } from './names.words.ts'

/** A name made of a part that a whole class of names shares, and what tells it apart. */
export interface Compound {
  /** The name with the shared part in one spelling, `ħ` and `ǰ` as `toLatin` leaves them. */
  readonly marked: string
  /** `marked` without the shared part; equal to it where there is none. */
  readonly markedStem: string
  /** Which shared part: Abdul- (servant of), -ullah (of God), -uddin (of the faith). */
  readonly compound: '' | 'abd' | 'ullah' | 'din'
}

const servantAlone = /^abd[aueio]{0,2}(?:[lrsztdn]|sh)?$/
const tail = /^(?:[uo]ll?ah?|allah|allħ|[aue]d+[ie]+n|aldyn)$/
const article = /^(?:ud|al|ul|ad|ed)$/

const join = (first: Word, link: string, second: Word): Word => ({
  ...first,
  latin: first.latin + link + second.latin,
  written: first.written + second.written,
})

/** Abd + al + Rahman, Habib + ullah, Nur + ud + din as one word each, however they are spaced. */
export function joinCompounds(list: readonly Word[]): Word[] {
  const joint: Word[] = []
  for (const word of list) {
    const last = joint.at(-1)
    const beforeLast = joint.at(-2)
    const isLinked = beforeLast !== undefined && last !== undefined && article.test(last.latin)
    if (isLinked && servantAlone.test(beforeLast.latin)) joint.splice(-2, 2, join(beforeLast, 'ul', word))
    else if (isLinked && word.latin === 'din') joint.splice(-2, 2, join(beforeLast, 'ud', word))
    else if (last !== undefined && isServantOf(last, word)) joint.splice(-1, 1, join(last, 'ul', word))
    else if (last !== undefined && last.latin.length > 2 && tail.test(word.latin)) {
      joint.splice(-1, 1, join(last, '', word))
    } else joint.push(word)
  }
  return joint.map(word => ({ ...word, latin: word.latin.replace(/^(abd)[aueio]{0,2}[lrsztdn]?ul/, '$1ul') }))
}

const isServantOf = (servant: Word, name: Word): boolean =>
  servantAlone.test(servant.latin) &&
  name.latin.length > 2 &&
  !isParticle(name.latin) &&
  !isProphetName(soundOf(name.latin))

const god = /^abd[aueo]?l{1,2}[aeioħh]+$/
const servantOf = /^abd[aueio]{0,2}(?:l|sh(?=sh)|([rsztdn])(?=\1))?(?=[a-zħǰ]{3})/
const ofGod = /[uoa](?:ll[aoħ]+h?|lah)$/
const ofFaith = /(?:[uiea]d+[iey]+ne?|aldyn)$/

/** Takes a name in broad Latin letters apart. */
export function compoundOf(latin: string): Compound {
  const plain: Compound = { marked: latin, markedStem: latin, compound: '' }
  if (latin.startsWith('abd')) {
    if (god.test(latin)) return { marked: 'abdula', markedStem: 'abdula', compound: '' }
    const name = latin.replace(servantOf, '')
    return name === latin ? plain : { marked: `abdul${name}`, markedStem: name, compound: 'abd' }
  }
  const isOfFaith = /[iy]n$|ine$/.test(latin)
  if (!isOfFaith && !/l[aoħ]h?$/.test(latin)) return plain
  const stem = latin.replace(isOfFaith ? ofFaith : ofGod, '')
  if (stem === latin || stem.length < 2) return plain
  return isOfFaith
    ? { marked: `${stem}udin`, markedStem: stem, compound: 'din' }
    : { marked: `${stem}ula`, markedStem: stem, compound: 'ullah' }
}

/** Letters as `toLatin` gives them, without its marks. */
export const unmarked = (marked: string): string =>
  marked.replace(/[ħǰ]/g, mark => (mark === 'ħ' ? 'h' : 'j'))
