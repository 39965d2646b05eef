import type { Node } from 'prosemirror-model'
import { useQueryOf } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { useSpeech } from '../../web/text.ts'
import type { Present } from './line-presence.ts'
import { labelsOf } from './numbering.ts'
import { attrsOf } from './schema.ts'
import { coloursOf, HolderName, useHolderText } from './signs.view.tsx'
import type { Talks } from './talks.ts'
import type { TextView } from './texts.api.ts'

interface Props {
  present: readonly Present[]
  doc: Node
  text: TextView
  talks: Talks | null
  /** To a position of the text. */
  onGo: (at: number) => void
}

/** The parties in the text now, each with the paragraphs it is at; the page goes there when asked. */
export const PresentNow = ({ present, doc, text, talks, onGo }: Props) => {
  const { say, language } = useSpeech()
  const parties = [...new Set(present.map(({ party }) => party))]
  const unnamed = parties.flatMap(each => (each === null || text.names[each] !== undefined ? [] : [each]))
  const named = useQueryOf(
    'nameParties',
    { params: { id: text.id }, query: { parties: unnamed.toSorted() } },
    { enabled: unnamed.length > 0, keep: true },
  )
  const names = { ...named.data?.names, ...text.names }
  const nameOf = useHolderText(names)
  // The chair first, then the parties as their names sort in the language of the page.
  const { compare } = new Intl.Collator(language)
  const inOrder = parties.toSorted((left, right) => {
    if (left === null || right === null) return left === null ? -1 : 1
    return compare(nameOf({ party: left, name: null }), nameOf({ party: right, name: null }))
  })
  const colours = talks === null ? undefined : coloursOf(talks)
  const labels = labelsOf(doc)
  const places = new Map<string, { at: number; label: string }>()
  doc.forEach((paragraph, at, index) =>
    places.set(attrsOf(paragraph).id, { at: at + 1, label: labels[index] ?? '' }),
  )
  return (
    <section className="present-now" aria-label={say('texts.present.label')}>
      <h2>{say('texts.present.label')}</h2>
      <ul>
        {inOrder.length === 0 && <li>{say('texts.present.nobody')}</li>}
        {inOrder.map(party => (
          <li key={party ?? 'chair'}>
            <span className={`present-mark party-${colours?.get(party ?? '') ?? 0}`} aria-hidden="true" />
            <HolderName holder={{ party, name: null }} names={names} />
            {present
              .filter(each => each.party === party)
              .map(({ paragraph, people }) => {
                const place = places.get(paragraph)
                return (
                  <span key={paragraph}>
                    {people.length > 0 && (
                      <small>
                        {' '}
                        <bdi>{people.join(say('parts.comma'))}</bdi>
                      </small>
                    )}
                    {place !== undefined && (
                      <Button look="quiet" onClick={() => onGo(place.at)}>
                        {place.label === '' ? say('texts.present.heading') : <bdi>{place.label}</bdi>}
                      </Button>
                    )}
                  </span>
                )
              })}
          </li>
        ))}
      </ul>
    </section>
  )
}
