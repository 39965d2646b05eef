import { useKnownOn } from '../links.ts'
import { useText } from '../text.ts'

/** All that the reader may see as a file of the record, which any installation can read. */
export const ExportLink = () => {
  const say = useText()
  const on = useKnownOn()
  return (
    <a href={on === null ? '/api/export' : `/api/export?knownOn=${on}`} download="parley-record.json">
      {say('pages.export')}
    </a>
  )
}
