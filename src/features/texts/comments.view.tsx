import type { EditorState } from 'prosemirror-state'
import { useEffect, useState } from 'react'
import { useAct, useQueryOf, errorText } from '../../web/api.ts'
import { onWake } from '../../web/live.ts'
import { Button } from '../../web/parts/button.tsx'
import { Instant } from '../../web/parts/date-text.tsx'
import { SelectField, TextArea } from '../../web/parts/field.tsx'
import { Empty, Loading, Problem } from '../../web/parts/states.tsx'
import { useSpeech } from '../../web/text.ts'
import { newId } from '../record/new-id.ts'
import type { RoomView } from './editor-line.ts'
import { HolderName } from './signs.view.tsx'
import type { CommentView } from './texts.api.ts'

const audiences = ['delegation', 'chair', 'all'] as const
type Audience = (typeof audiences)[number]

interface Props {
  readonly text: string
  readonly state: EditorState
  readonly view: RoomView
  readonly party: string | null | undefined
  readonly onShow: (from: number, to: number) => void
}

const Write = ({
  text,
  state,
  view,
  party,
  answering,
  onDone,
}: Omit<Props, 'onShow'> & { answering: CommentView | null; onDone: () => void }) => {
  const speech = useSpeech()
  const { say } = speech
  const act = useAct('comment')
  const [body, setBody] = useState('')
  const [audience, setAudience] = useState<Audience>(
    answering?.audience ?? (party === null ? 'all' : 'delegation'),
  )
  const { from, to } = answering ?? state.selection
  const quoted = state.doc.textBetween(
    Math.min(from, state.doc.content.size),
    Math.min(to, state.doc.content.size),
    ' ',
  )
  // Its place is told in the server's text, so what was written here must be there first.
  const ready = view.delivery === 'delivered'
  const send = () =>
    act.mutate(
      {
        params: { id: text },
        body: {
          id: newId(),
          as: party ?? 'chair',
          audience,
          version: view.version,
          from,
          to,
          body,
          ...(answering !== null && { answers: answering.id }),
        },
      },
      {
        onSuccess: () => {
          setBody('')
          onDone()
        },
      },
    )
  return (
    <form
      className="comment-form"
      onSubmit={event => {
        event.preventDefault()
        if (body.trim() !== '' && ready) send()
      }}
    >
      {answering === null && (
        <p className="hint">
          {say('texts.comments.about')}:{' '}
          {quoted.trim() === '' ? (
            say('texts.comments.select')
          ) : (
            <q>
              <bdi dir="auto">{quoted}</bdi>
            </q>
          )}
        </p>
      )}
      <TextArea
        label={say('texts.comments.body')}
        value={body}
        maxLength={8000}
        required
        fault={act.error === null ? null : errorText(speech, act.error)}
        onChange={event => setBody(event.target.value)}
      />
      {/* An answer is read by whoever reads what it answers. */}
      {answering === null && (
        <SelectField
          label={say('texts.comments.audience')}
          value={audience}
          onChange={event => setAudience(audiences.find(each => each === event.target.value) ?? 'delegation')}
        >
          {audiences
            .filter(each => party !== null || each !== 'delegation')
            .map(each => (
              <option key={each} value={each}>
                {say(`texts.audience.${each}`)}
              </option>
            ))}
        </SelectField>
      )}
      <Button type="submit" busy={act.isPending} disabled={!ready}>
        {say('texts.comments.send')}
      </Button>
      {!ready && <p className="hint">{say('texts.comments.wait')}</p>}
    </form>
  )
}

/** Remarks beside the text, each read only by those it is for. */
export const Comments = ({ onShow, ...writing }: Props) => {
  const { say, language } = useSpeech()
  const [answering, setAnswering] = useState<CommentView | null>(null)
  const { data, error, refetch } = useQueryOf('listComments', {
    params: { id: writing.text },
    query: { language },
  })
  useEffect(() => onWake(() => void refetch()), [refetch])
  return (
    <div className="comments">
      {error !== null ? (
        <Problem error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={3} />
      ) : (
        <>
          {data.comments.length === 0 && <Empty title={say('texts.comments.none')} />}
          <ul className="said">
            {data.comments.map(comment => (
              <li key={comment.id} className={comment.answers === null ? undefined : 'answer'}>
                <p className="comment-who">
                  <HolderName holder={{ party: comment.party, name: null }} names={data.names} />{' '}
                  <span className="tag">{say(`texts.audience.${comment.audience}`)}</span>{' '}
                  <Instant at={comment.at} />
                </p>
                {comment.answers === null &&
                  (comment.from === comment.to && comment.quotation !== '' ? (
                    <p className="tag-line">{say('texts.comments.gone')}</p>
                  ) : (
                    <Button look="quiet" onClick={() => onShow(comment.from, comment.to)}>
                      <q>
                        <bdi dir="auto">{comment.quotation === '' ? '…' : comment.quotation}</bdi>
                      </q>
                    </Button>
                  ))}
                <p>
                  <bdi dir="auto">{comment.body}</bdi>
                </p>
                {writing.party !== undefined && comment.answers === null && (
                  <Button
                    look="quiet"
                    onClick={() => setAnswering(answering?.id === comment.id ? null : comment)}
                  >
                    {say('texts.comments.answer')}
                  </Button>
                )}
                {answering?.id === comment.id && (
                  <Write {...writing} answering={comment} onDone={() => setAnswering(null)} />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {writing.party !== undefined && answering === null && (
        <Write {...writing} answering={null} onDone={() => {}} />
      )}
    </div>
  )
}
