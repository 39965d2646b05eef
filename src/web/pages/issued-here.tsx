import { lazy, Suspense } from 'react'
import { fetchTextWords } from '../locale.tsx'
import { useSession } from '../session.ts'

const Shown = lazy(async () => {
  const [{ IssuedHere: found }] = await Promise.all([
    import('../../features/outcomes/issued-here.view.tsx'),
    fetchTextWords(),
  ])
  return { default: found }
})

/** The outcomes issued in Parley of a track or of a meeting, for those who may know of any: the public has no texts to see. */
export const IssuedHere = (asked: { track: string } | { meeting: string }) => {
  const account = useSession()?.account ?? null
  return account === null ? null : (
    <Suspense fallback={null}>
      <Shown {...asked} />
    </Suspense>
  )
}
