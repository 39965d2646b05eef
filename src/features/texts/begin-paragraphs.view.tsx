import { useDeferredValue, useMemo } from 'react'
import { useText } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { type ParagraphKind, paragraphKinds } from './acts.ts'
import { paragraphsWritten, readBracketed } from './bracketed.ts'
import { labelOf } from './numbering.ts'

type Written = ReturnType<typeof paragraphsWritten>[number]

const wordsOf = ({ pieces }: Written) => pieces.map(({ text }) => text).join('')

/** What a person made of paragraphs, by their words: it stays with one when others are put in before it. */
export type ChosenKinds = ReadonlyMap<string, ParagraphKind>

/** The kinds chosen for a text as it is written now, one for each paragraph. */
export const kindsIn = (words: string, chosen: ChosenKinds): (ParagraphKind | null)[] => {
  const read = readBracketed(words)
  return 'troubles' in read ? [] : read.paragraphs.map(each => chosen.get(wordsOf(each)) ?? null)
}

/** What each paragraph will be and how it is called, to be seen and put right before the text is begun. */
export const BeginParagraphs = ({
  words,
  language,
  chosen,
  onChoose,
}: {
  words: string
  language: string
  chosen: ChosenKinds
  onChoose: (chosen: ChosenKinds) => void
}) => {
  const say = useText()
  const later = useDeferredValue(words)
  const read = useMemo(() => (later.trim() === '' ? null : readBracketed(later)), [later])
  if (read === null || 'troubles' in read) return null
  const choose = (paragraph: Written, kind: ParagraphKind) =>
    onChoose(new Map(chosen).set(wordsOf(paragraph), kind))
  const paragraphs = paragraphsWritten(read, kindsIn(later, chosen))
  return (
    <div className="table-frame begin-paragraphs" tabIndex={-1}>
      <table className="data-table">
        <caption>{say('texts.begin.paragraphs')}</caption>
        <tbody>
          {paragraphs.map((paragraph, at) => {
            const label = labelOf(paragraph)
            const beginning = wordsOf(paragraph).slice(0, 80)
            return (
              // A paragraph has nothing else to be told by: the same words may stand twice.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={at}>
                <td>
                  <bdi dir="ltr">{label}</bdi>
                </td>
                <td>
                  <select
                    aria-label={say('texts.begin.kind', { words: `\u2068${beginning}\u2069` })}
                    value={paragraph.kind}
                    onChange={event => {
                      const kind = paragraphKinds.find(each => each === event.target.value)
                      if (kind !== undefined) choose(paragraph, kind)
                    }}
                  >
                    {paragraphKinds.map(each => (
                      <option key={each} value={each}>
                        {say(`texts.kind.${each}`)}
                      </option>
                    ))}
                  </select>
                </td>
                <td lang={language} dir={directionOf(language)}>
                  {beginning}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
