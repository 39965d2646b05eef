import { type ReactNode, useEffect, useState } from 'react'
import { errorText, useAct, useQueryOf } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { Instant } from '../../web/parts/date-text.tsx'
import { SelectField, TextField } from '../../web/parts/field.tsx'
import { Empty, Loading, Problem } from '../../web/parts/states.tsx'
import { useLinks } from '../../web/links.ts'
import { useSpeech, useText } from '../../web/text.ts'
import type { RevisionRow } from './texts.api.ts'
import { lineAddress, usePointedLine } from './use-view.view.tsx'

/** A revision as it was issued: its lines bear their numbers for good, on the screen and on paper. */
export const RevisionLines = ({
  text,
  revision,
  later,
  language,
  direction,
}: {
  text: string
  revision: RevisionRow
  later: readonly RevisionRow[]
  language: string
  direction: 'ltr' | 'rtl'
}) => {
  const speech = useSpeech()
  const { say } = speech
  const links = useLinks()
  const [to, setTo] = useState<number | null>(null)
  const asked = useQueryOf('readRevision', { params: { id: text, revision: revision.number } })
  const concordance = useQueryOf(
    'concordance',
    { params: { id: text, revision: revision.number }, query: { to: to ?? revision.number } },
    { enabled: to !== null },
  )
  const pointed = usePointedLine(asked.data !== undefined)
  if (asked.error) return <Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (asked.data === undefined) return <Loading lines={10} />
  const { lines, hash, issuedAt } = asked.data
  const toLine = (number: number, line: number) => links.at(lineAddress(text, number, line))
  const there = to === null ? null : (concordance.data?.lines ?? null)
  return (
    <section className="revision" aria-label={say('texts.revisions.lines', { name: revision.name })}>
      <header>
        <h2>
          <bdi>{revision.name}</bdi>
        </h2>
        <p className="tag-line">
          {say('texts.revisions.issued')} <Instant at={issuedAt} /> · {say('texts.revisions.hash')}{' '}
          <code>{hash.slice(0, 16)}</code>
        </p>
        {later.length > 0 && (
          <SelectField
            label={say('texts.revisions.concordance')}
            value={to ?? ''}
            onChange={event => setTo(event.target.value === '' ? null : Number(event.target.value))}
          >
            <option value="">–</option>
            {later.map(each => (
              <option key={each.number} value={each.number}>
                {each.name}
              </option>
            ))}
          </SelectField>
        )}
      </header>
      <ol className="lines" lang={language} dir={direction}>
        {lines.map(({ text: words, paragraph }, at) => (
          <li
            // A line is its place, for ever.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            id={`line-${at + 1}`}
            data-line={at + 1}
            className={[
              ...(paragraph === lines[at - 1]?.paragraph ? [] : ['first']),
              ...(pointed === at + 1 ? ['pointed-out'] : []),
            ].join(' ')}
          >
            <a
              className="line-number"
              href={toLine(revision.number, at + 1)}
              aria-label={say('texts.revisions.line.of', { number: at + 1, name: revision.name })}
            >
              {at + 1}
            </a>
            <bdi dir={direction}>{words}</bdi>
            {to !== null && there !== null && (
              <small className="there" lang={speech.language} dir={speech.direction}>
                {there[at] === null || there[at] === undefined ? (
                  say('texts.revisions.gone')
                ) : (
                  <a href={toLine(to, there[at])}>{say('texts.revisions.line', { number: there[at] })}</a>
                )}
              </small>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What differs between two revisions, or one and the text as it stands, word by word. */
export const Changes = ({
  text,
  from,
  to,
  language,
  direction,
}: {
  text: string
  from: number
  to: number | null
  language: string
  direction: 'ltr' | 'rtl'
}) => {
  const say = useText()
  const { data, error, refetch } = useQueryOf('compareRevisions', {
    params: { id: text },
    query: { from, ...(to !== null && { to }) },
  })
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Loading lines={8} />
  const changed = data.differences.some(each => each.change !== 'same')
  return (
    <div className="joint-text changes" lang={language} dir={direction}>
      {!changed && <Empty title={say('texts.revisions.same')} />}
      {data.differences.map(({ paragraph, label, change, parts }) => (
        <p key={paragraph} data-label={label} data-change={change} dir={direction}>
          {parts.map((part, at) => {
            const Mark = part.change === 'added' ? 'ins' : part.change === 'removed' ? 'del' : 'span'
            return (
              // The pieces of one paragraph never change places.
              // oxlint-disable-next-line react/no-array-index-key
              <Mark key={at}>{part.text}</Mark>
            )
          })}
        </p>
      ))}
    </div>
  )
}

interface Props {
  readonly text: string
  readonly revisions: readonly RevisionRow[]
  readonly number: number
  readonly mayIssue: boolean
  /** What is to be known before another is issued. */
  readonly notice?: ReactNode
  /** Asks which revisions there are by now. */
  readonly refresh: () => void
  readonly onRead: (revision: number) => void
  readonly onCompare: (from: number, to: number | null) => void
}

/** The revisions issued so far; to issue one, to read one, to compare two. */
export const Revisions = ({
  text,
  revisions,
  number,
  mayIssue,
  notice,
  refresh,
  onRead,
  onCompare,
}: Props) => {
  const speech = useSpeech()
  const { say } = speech
  const act = useAct('issueRevision')
  const [name, setName] = useState('')
  const [from, setFrom] = useState<number | null>(revisions.at(-1)?.number ?? null)
  const [to, setTo] = useState<number | null>(null)
  useEffect(refresh, [refresh])
  return (
    <div className="revisions">
      {revisions.length === 0 && <Empty title={say('texts.revisions.none')} />}
      <ul className="said">
        {revisions.map(each => (
          <li key={each.number}>
            <Button look="quiet" onClick={() => onRead(each.number)}>
              {say('texts.revisions.read', { name: each.name })}
            </Button>{' '}
            <Instant at={each.issuedAt} />
          </li>
        ))}
      </ul>
      {revisions.length > 0 && (
        <form
          onSubmit={event => {
            event.preventDefault()
            const first = from ?? revisions.at(-1)?.number
            if (first !== undefined) onCompare(first, to)
          }}
        >
          <SelectField
            label={say('texts.revisions.from')}
            value={from ?? ''}
            onChange={event => setFrom(Number(event.target.value))}
          >
            {revisions.map(each => (
              <option key={each.number} value={each.number}>
                {each.name}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={say('texts.revisions.to')}
            value={to ?? ''}
            onChange={event => setTo(event.target.value === '' ? null : Number(event.target.value))}
          >
            <option value="">{say('texts.revisions.now')}</option>
            {revisions.map(each => (
              <option key={each.number} value={each.number}>
                {each.name}
              </option>
            ))}
          </SelectField>
          <Button type="submit">{say('texts.revisions.compare')}</Button>
        </form>
      )}
      {mayIssue && (
        <form
          onSubmit={event => {
            event.preventDefault()
            act.mutate(
              { params: { id: text }, body: { commit: number, ...(name.trim() !== '' && { name }) } },
              { onSuccess: refresh },
            )
          }}
        >
          <TextField
            label={say('texts.revisions.name')}
            hint={say('texts.revisions.name.hint', { number: revisions.length + 1 })}
            value={name}
            maxLength={60}
            fault={act.error === null ? null : errorText(speech, act.error)}
            onChange={event => setName(event.target.value)}
          />
          {notice}
          <Button type="submit" busy={act.isPending}>
            {say('texts.revisions.issue')}
          </Button>
        </form>
      )}
    </div>
  )
}
