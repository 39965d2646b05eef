import '../style/pages.css'
import '../style/texts-names.css'
import '../style/texts-room.css'
import '../style/texts.css'
import '../style/outcomes.css'
import { useCallback, useEffect, useState } from 'react'
import { Outcomes } from '../../features/outcomes/outcomes.view.tsx'
import { Silences } from '../../features/silence/silence.view.tsx'
import { Room } from '../../features/texts/room.view.tsx'
import type { TextView } from '../../features/texts/texts.api.ts'
import { api } from '../api.ts'
import { useKnownOn } from '../links.ts'
import { Loading, Problem } from '../parts/states.tsx'
import { useLocale, useText } from '../text.ts'

interface Once {
  /** The text as it was when the page was opened. */
  readonly text: TextView | undefined
  /** The latest answer, for names, languages and revisions. */
  readonly latest: TextView | undefined
  readonly error: unknown
  readonly refresh: () => void
}

/**
 * The room goes on by itself from the text as it was when the page was opened, commit by commit: asking for the whole
 * text at everything that happens would be asking for it all the time.
 */
const useTextOnce = (id: string): Once => {
  const { language } = useLocale()
  const on = useKnownOn()
  const [text, setText] = useState<TextView>()
  const [latest, setLatest] = useState<TextView>()
  const [error, setError] = useState<unknown>(null)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    const asking = new AbortController()
    const read = api.readText(
      { params: { id }, query: { language } },
      { signal: asking.signal, ...(on !== null && { knownOn: on }) },
    )
    read.then(
      answer => {
        setError(null)
        setText(first => first ?? answer)
        setLatest(answer)
      },
      (why: unknown) => {
        if (!asking.signal.aborted) setError(why)
      },
    )
    return () => asking.abort()
  }, [id, language, on, asked])
  const refresh = useCallback(() => setAsked(times => times + 1), [])
  return { text, latest, error, refresh }
}

/** The joint text room. */
export const TextPage = ({ id }: { id: string }) => {
  const say = useText()
  const on = useKnownOn()
  const { text, latest, error, refresh } = useTextOnce(id)
  if (text !== undefined) {
    const shown = latest ?? text
    const mayDirect = on === null && (shown.mine.presides || shown.mine.secretariat)
    return (
      <Room
        key={on}
        text={text}
        latest={shown}
        refresh={refresh}
        more={party => [
          {
            id: 'silence',
            title: say('texts.tab.silence'),
            panel: () => <Silences text={shown} party={party} mayDirect={mayDirect} />,
          },
          {
            id: 'outcome',
            title: say('outcomes.tab'),
            panel: () => <Outcomes text={shown} party={party} mayDirect={mayDirect} />,
          },
        ]}
      />
    )
  }
  if (error === null) return <Loading lines={12} />
  return (
    <>
      <title>{say('texts.title.page')}</title>
      <h1 className="visually-hidden">{say('shell.nav.texts')}</h1>
      <Problem error={error} onRetry={refresh} />
    </>
  )
}
