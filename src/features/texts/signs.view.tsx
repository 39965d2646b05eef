import { useMemo } from 'react'
import type { Names } from '../../web/parts/name.tsx'
import { useSpeech, useText } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import type { Sign } from './editor-look.ts'
import { type Holder, holdersOf, isOpen, type Proposal, type Talks } from './talks.ts'

/** What a holder of a bracket is called here. */
export const useHolderText = (names: Names) => {
  const { say } = useSpeech()
  return ({ party, name }: Holder): string =>
    name ?? (party === null ? say('texts.bracket.chair') : (names[party]?.text ?? say('parts.unnamed')))
}

/** A party's name in a sentence, kept to its own direction. */
export const HolderName = ({ holder, names }: { holder: Holder; names: Names }) => {
  const text = useHolderText(names)(holder)
  const language = holder.party === null || holder.name !== null ? undefined : names[holder.party]?.language
  return (
    <bdi className="name" lang={language} dir={language === undefined ? 'auto' : directionOf(language)}>
      {text}
    </bdi>
  )
}

const colours = 10
const patterns = 5

/**
 * The place of each author in this text, from 0 on, by who proposed first: the same for everybody, and it never changes,
 * whoever comes later.
 */
const placesOf = ({ proposals }: Talks): ReadonlyMap<string, number> => {
  const places = new Map<string, number>()
  for (const { author, authorName } of proposals.values()) {
    const key = author ?? authorName ?? ''
    if (!places.has(key)) places.set(key, places.size)
  }
  return places
}

const lookAt = (place: number) => ({
  colour: (place % colours) + 1,
  pattern: ((place + Math.floor(place / colours)) % patterns) + 1,
})

/** Which of the colours each author has. */
export const coloursOf = (talks: Talks): ReadonlyMap<string, number> =>
  new Map([...placesOf(talks)].map(([key, place]) => [key, lookAt(place).colour]))

/** What stands behind each bracket that is open: `(A, B; C: reserve)`, and where it strikes, `(A: delete)`. */
export const useSigns = (
  talks: Talks | null,
  names: Names,
  party: string | null | undefined,
  how: 'names' | 'numbers' | 'bare',
): ReadonlyMap<string, Sign> => {
  const { say, direction } = useSpeech()
  const textOf = useHolderText(names)
  return useMemo(() => {
    if (talks === null) return new Map()
    const places = placesOf(talks)
    const isolated = (text: string) => `\u2068${text}\u2069`
    const sign = (proposal: Proposal): Sign => {
      const place = places.get(proposal.author ?? proposal.authorName ?? '') ?? 0
      const holders = holdersOf(proposal).map(each => isolated(textOf(each)))
      const stances = [...proposal.stances].flatMap(([who, { what }]) =>
        what === 'join'
          ? []
          : [`${isolated(textOf({ party: who, name: null }))}: ${say(`texts.verb.${what}`)}`],
      )
      const label = (verb: string) => {
        if (how === 'bare') return ''
        if (how === 'numbers') return say('parts.number', { number: place + 1 })
        const who = holders.map(each => `${each}${verb}`).join(say('parts.comma'))
        const all = [who, ...stances].filter(each => each !== '').join(say('parts.semicolon'))
        // The label runs in the direction of the page's language, whichever way the text runs.
        return `${direction === 'rtl' ? '\u2067' : '\u2066'}(${all})\u2069`
      }
      return {
        ...lookAt(place),
        ins: label(''),
        del: label(`: ${say('texts.verb.delete')}`),
        own: proposal.author === party && proposal.authorName === null,
      }
    }
    return new Map([...talks.proposals.values()].filter(isOpen).map(each => [each.id, sign(each)]))
    // `textOf` follows from the names and the language.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [talks, names, party, how, say, direction])
}

/** Whose each colour is, with the number that stands beside the words: nobody has to tell colours apart. */
export const ColourKey = ({ talks, names }: { talks: Talks; names: Names }) => {
  const say = useText()
  const places = placesOf(talks)
  const open = [...talks.proposals.values()].filter(isOpen)
  const authors = new Map(open.map(each => [each.author ?? each.authorName ?? '', each]))
  if (authors.size === 0) return null
  return (
    <ul className="colour-key" aria-label={say('texts.view.key')}>
      {[...authors]
        .map(([key, { author, authorName }]) => ({ place: places.get(key) ?? 0, author, authorName }))
        .toSorted((left, right) => left.place - right.place)
        .map(({ place, author, authorName }) => (
          <li key={place} className={`party-${lookAt(place).colour} pattern-${lookAt(place).pattern}`}>
            <span className="swatch">{say('parts.number', { number: place + 1 })}</span>{' '}
            <HolderName holder={{ party: author, name: authorName }} names={names} />
          </li>
        ))}
    </ul>
  )
}
