import type { Node } from 'prosemirror-model'
import { useEffect, useState } from 'react'
import { errorText, useAct, useQueryOf } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { SelectField } from '../../web/parts/field.tsx'
import { Empty, Loading, Problem } from '../../web/parts/states.tsx'
import { useLinks } from '../../web/links.ts'
import { useSpeech } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { languageName } from './language-name.ts'
import { paragraphsShown, type RunParagraph, wordsOf } from './runs.ts'
import { schema } from './schema.ts'
import { talksFrom } from './talks-view.ts'
import type { Talks } from './talks.ts'
import type { TextRow, TextView } from './texts.api.ts'

const settled = 1_000
const again = 15_000

const Cell = ({ paragraph, language }: { paragraph: RunParagraph | undefined; language: string }) => (
  <td lang={language} dir={directionOf(language)}>
    {paragraph !== undefined && (
      <>
        {paragraph.label !== '' && <small className="count">{paragraph.label}</small>} {wordsOf(paragraph)}
      </>
    )}
  </td>
)

const Beside = ({
  text,
  doc,
  talks,
  other,
  mayAlign,
}: {
  text: TextView
  doc: Node
  talks: Talks
  other: TextRow
  mayAlign: boolean
}) => {
  const speech = useSpeech()
  const { say, language } = speech
  const asked = useQueryOf('readText', { params: { id: other.id }, query: { language } })
  const alignments = useQueryOf('listAlignments', { params: { id: text.id } })
  const act = useAct('align')
  const [readOther, readAlignments] = [asked.refetch, alignments.refetch]
  // The other language goes on in a room of its own: it is read again when this one stands still, and now and then.
  useEffect(() => {
    const read = () => void Promise.all([readOther(), readAlignments()])
    const soon = setTimeout(read, settled)
    const often = setInterval(read, again)
    return () => {
      clearTimeout(soon)
      clearInterval(often)
    }
  }, [doc, readOther, readAlignments])
  if (asked.error) return <Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (asked.data === undefined || alignments.data === undefined) return <Loading lines={6} />
  const here = paragraphsShown(doc, talks, { show: 'accepted' })
  const there = paragraphsShown(schema.nodeFromJSON(asked.data.document), talksFrom(asked.data.talks), {
    show: 'accepted',
  })
  const pairOf = (id: string) =>
    alignments.data.alignments.find(each => each.paragraph === id && each.parallel === other.id)
  const paired = new Set(alignments.data.alignments.map(each => each.parallelParagraph))
  const align = (pairs: { paragraph: string; parallelParagraph: string }[]) =>
    act.mutate({
      params: { id: text.id },
      body: { pairs: pairs.map(each => ({ ...each, parallel: other.id })) },
    })
  const free = there.filter(each => !paired.has(each.id))
  return (
    <>
      <div className="table-frame" tabIndex={-1}>
        <table className="data-table beside">
          <thead>
            <tr>
              <th scope="col">
                {languageName(text.language)}{' '}
                <span className="tag">{say(`texts.standing.${text.standing}`)}</span>
              </th>
              <th scope="col">
                {languageName(other.language)}{' '}
                <span className="tag">{say(`texts.standing.${other.standing}`)}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {here.map(paragraph => {
              const pair = pairOf(paragraph.id)
              const parallel = there.find(each => each.id === pair?.parallelParagraph)
              return (
                <tr key={paragraph.id} className={pair?.stale === true ? 'stale' : undefined}>
                  <Cell paragraph={paragraph} language={text.language} />
                  <td lang={other.language} dir={directionOf(other.language)}>
                    {parallel !== undefined && wordsOf(parallel)}
                    <small className="line" lang={language} dir={speech.direction}>
                      {pair === undefined
                        ? say('texts.languages.unpaired')
                        : say(pair.stale ? 'texts.languages.stale' : 'texts.languages.same')}
                      {pair?.stale === true && mayAlign && (
                        <Button
                          look="quiet"
                          busy={act.isPending}
                          onClick={() =>
                            align([{ paragraph: paragraph.id, parallelParagraph: pair.parallelParagraph }])
                          }
                        >
                          {say('texts.languages.align')}
                        </Button>
                      )}
                    </small>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {mayAlign && free.length > 0 && (
        <Button
          busy={act.isPending}
          onClick={() =>
            align(
              here
                .filter(each => pairOf(each.id) === undefined)
                .flatMap((each, at) => {
                  const parallelParagraph = free[at]?.id
                  return parallelParagraph === undefined ? [] : [{ paragraph: each.id, parallelParagraph }]
                }),
            )
          }
        >
          {say('texts.languages.alignAll')}
        </Button>
      )}
      {act.error !== null && (
        <p className="fault" role="alert">
          {errorText(speech, act.error)}
        </p>
      )}
    </>
  )
}

/** The same text in its other languages, paragraph beside paragraph. */
export const Languages = ({
  text,
  doc,
  talks,
  mayAlign,
}: {
  text: TextView
  doc: Node
  talks: Talks
  mayAlign: boolean
}) => {
  const { say } = useSpeech()
  const links = useLinks()
  const others = text.languages.filter(each => each.id !== text.id)
  const [chosen, setChosen] = useState(others[0]?.id ?? '')
  const other = others.find(each => each.id === chosen)
  if (others.length === 0) return <Empty title={say('texts.languages.only')} />
  return (
    <div className="languages">
      <SelectField
        label={say('texts.languages.beside')}
        value={chosen}
        onChange={event => setChosen(event.target.value)}
      >
        {others.map(each => (
          <option key={each.id} value={each.id}>
            {languageName(each.language)}
          </option>
        ))}
      </SelectField>
      {other !== undefined && (
        <>
          <p>
            <a href={links.at(`/texts/${other.id}`)}>{say('texts.languages.open')}</a>
          </p>
          <Beside key={other.id} text={text} doc={doc} talks={talks} other={other} mayAlign={mayAlign} />
        </>
      )}
    </div>
  )
}
