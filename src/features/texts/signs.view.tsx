import { useMemo } from 'react'
import type { Names } from '../../web/parts/name.tsx'
import { useSpeech } from '../../web/text.ts'
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

/** Which colour each party has in this text: by the order of their ids, so that it is the same for everybody. */
export const coloursOf = ({ proposals }: Talks): ReadonlyMap<string, number> => {
  const parties = [
    ...new Set([...proposals.values()].map(({ author, authorName }) => author ?? authorName ?? '')),
  ]
  return new Map(parties.toSorted().map((party, at) => [party, (at % colours) + 1]))
}

/** What stands behind each bracket that is open: `(A, B; C: reserve)`, and where it strikes, `(A: delete)`. */
export const useSigns = (
  talks: Talks | null,
  names: Names,
  party: string | null | undefined,
  named: boolean,
): ReadonlyMap<string, Sign> => {
  const { say, direction } = useSpeech()
  const textOf = useHolderText(names)
  return useMemo(() => {
    if (talks === null) return new Map()
    const colour = coloursOf(talks)
    const isolated = (text: string) => `\u2068${text}\u2069`
    const sign = (proposal: Proposal): Sign => {
      const holders = holdersOf(proposal).map(each => isolated(textOf(each)))
      const stances = [...proposal.stances].flatMap(([who, { what }]) =>
        what === 'join'
          ? []
          : [`${isolated(textOf({ party: who, name: null }))}: ${say(`texts.verb.${what}`)}`],
      )
      const label = (verb: string) => {
        const who = holders.map(each => `${each}${verb}`).join(say('parts.comma'))
        // The label runs in the direction of the page's language, whichever way the text runs.
        const begins = direction === 'rtl' ? '\u2067' : '\u2066'
        return named ? `${begins}(${[who, ...stances].filter(each => each !== '').join('; ')})\u2069` : ''
      }
      return {
        ins: label(''),
        del: label(`: ${say('texts.verb.delete')}`),
        colour: colour.get(proposal.author ?? proposal.authorName ?? '') ?? 0,
        own: proposal.author === party && proposal.authorName === null,
      }
    }
    return new Map([...talks.proposals.values()].filter(isOpen).map(each => [each.id, sign(each)]))
    // `textOf` follows from the names and the language.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [talks, names, party, named, say, direction])
}
