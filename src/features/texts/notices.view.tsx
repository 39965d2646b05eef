import { Button } from '../../web/parts/button.tsx'
import { refusalText, useSpeech } from '../../web/text.ts'
import type { Notice } from './editor-line.ts'
import type { TextRoom } from './editor-room.ts'

const Words = ({ words }: { words: string }) =>
  words.trim() === '' ? null : (
    <blockquote>
      <bdi dir="auto">{words}</bdi>
    </blockquote>
  )

const What = ({ notice }: { notice: Notice }) => {
  const speech = useSpeech()
  const { say, sayIf } = speech
  switch (notice.type) {
    case 'lost':
      return (
        <>
          <p>{say('texts.notice.lost')}</p>
          <Words words={notice.words} />
        </>
      )
    case 'rehomed':
      return <p>{say('texts.notice.rehomed')}</p>
    case 'not-done':
      return <p>{say('texts.notice.not-done')}</p>
    case 'refused': {
      const reason = sayIf(`texts.notice.reason.${notice.reason}`) ?? refusalText(speech, notice.reason)
      return (
        <>
          <p>
            {say(notice.words.trim() === '' ? 'texts.notice.refused.bare' : 'texts.notice.refused', {
              reason,
            })}
          </p>
          <Words words={notice.words} />
        </>
      )
    }
  }
}

/** Everything that did not go as the person meant, until they put it away: nothing is lost silently. */
export const Notices = ({ notices, room }: { notices: readonly Notice[]; room: TextRoom }) => {
  const { say } = useSpeech()
  return (
    <section className="room-notices" aria-label={say('texts.notices')} aria-live="polite">
      {notices.map(notice => (
        <div key={notice.id} className={`notice ${notice.type}`}>
          <What notice={notice} />
          <p className="actions">
            {notice.type === 'lost' && (
              <Button onClick={() => room.proposeAgain(notice)}>{say('texts.notice.again')}</Button>
            )}
            <Button look="quiet" onClick={() => room.dismiss(notice.id)}>
              {say('texts.notice.dismiss')}
            </Button>
          </p>
        </div>
      ))}
    </section>
  )
}
