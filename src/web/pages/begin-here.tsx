import { Establish } from '../../features/access/establishing.view.tsx'
import { recordLink } from '../../features/record/links.ts'
import { useKnownOn, useLinks } from '../links.ts'
import { useGo } from '../router.ts'
import { useSession } from '../session.ts'
import { useText } from '../text.ts'

/** Whether the reader acts for anybody: more than administering, observing or keeping notes. */
export const useActing = (): boolean =>
  useSession()?.mandates.some(({ capacity }) => capacity !== 'administrator' && capacity !== 'observer') ===
  true

/** What this reader can do about an empty record: sign in, found a track, write, or ask for a mandate. */
export const BeginHere = () => {
  const say = useText()
  const links = useLinks()
  const go = useGo()
  const on = useKnownOn()
  const session = useSession()
  const acting = useActing()
  if (session === undefined) return null
  if (on !== null) return <p>{say('pages.begin.then')}</p>
  if (session.account === null)
    return (
      <>
        <p>{say('pages.begin.signIn')}</p>
        <a className="button primary" href={links.at('/sign-in')}>
          {say('shell.signIn')}
        </a>
      </>
    )
  const { administrator } = session.account
  if (acting)
    return (
      <>
        <p>{say('pages.begin.write')}</p>
        <p className="begin-actions">
          <a className="button" href={recordLink({ begin: 'track' })}>
            {say('record.begin.track')}
          </a>
          <a className="button" href={recordLink({ begin: 'meeting' })}>
            {say('record.begin.meeting')}
          </a>
          <a className="button" href="/sources?add=1">
            {say('record.begin.source')}
          </a>
        </p>
      </>
    )
  if (!administrator) return <p>{say('pages.begin.askForMandate')}</p>
  return (
    <>
      <p>{say('pages.begin.found')}</p>
      <p className="begin-actions">
        <Establish type="track" look="primary" onDone={id => go(links.to(id, 'track'))} />
        <a className="button" href="/administration">
          {say('pages.begin.invite')}
        </a>
      </p>
    </>
  )
}
