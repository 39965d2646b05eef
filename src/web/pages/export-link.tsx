import { useKnownOn } from '../links.ts'
import { useText } from '../text.ts'

/** What the reader may see of one track, or of everything, as a file of the record that any installation can read. */
export const ExportLink = ({ track }: { track?: string }) => {
  const say = useText()
  const on = useKnownOn()
  const query = new URLSearchParams({
    ...(track && { track }),
    ...(on !== null && { knownOn: on }),
  }).toString()
  return (
    <a href={query === '' ? '/api/export' : `/api/export?${query}`} download="parley-record.json">
      {say(track === undefined ? 'pages.export' : 'pages.export.track')}
    </a>
  )
}
