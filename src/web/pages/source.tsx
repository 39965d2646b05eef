import '../style/record.css'
import '../style/record-source.css'
import { SourceReading } from '../../features/record/source.view.tsx'
import { useQueryOf } from '../api.ts'
import { Loading, Problem } from '../parts/states.tsx'
import type { OneProps } from '../routes.tsx'

/** One source: its text or its paragraphs, what rests on it, and what was judged of it. */
export const SourcePage = ({ id }: OneProps) => {
  const source = useQueryOf('readSource', { params: { id } }, { keep: true })
  if (source.data !== undefined) return <SourceReading source={source.data} />
  if (source.isError) return <Problem error={source.error} onRetry={() => void source.refetch()} />
  return <Loading lines={14} />
}
