import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { dayIn } from '../../domain/dates.show.ts'
import { useQueryOf } from '../../web/api.ts'
import { useKnownOn, useLinks } from '../../web/links.ts'
import { Empty } from '../../web/parts/states.tsx'
import { useSession } from '../../web/session.ts'
import { useLocale, useSpeech, useText } from '../../web/text.ts'
import { RefusedError } from '../../platform/contract.ts'
import type { CompartmentName } from './dossier.ts'
import { type Fault, faultAt, type Writing } from './draft.ts'
import type { CompartmentView } from './record.ts'

/** Today where the reader is, or in UTC if it is not yet that day there: what is recorded can be seen at once. */
const todayIn = (zone: string): string => {
  const now = new Date().toISOString()
  const here = dayIn(now, zone)
  return here < now.slice(0, 10) ? here : now.slice(0, 10)
}

/** Who writes, when, and in what language. */
export const useWriting = (): Writing => {
  const say = useText()
  const { language, zone } = useLocale()
  const account = useSession()?.account
  return {
    language,
    today: todayIn(zone),
    author: account?.names[language] ?? account?.name ?? say('record.own.author'),
    ownTitle: say('record.own.untitled'),
  }
}

export interface Writable extends CompartmentView {
  readonly name: CompartmentName
  /** Who reads it, in words. */
  readonly words: string
}

/** The compartments the reader may add to; undefined until the server has said. */
export const useWritable = (): readonly Writable[] | undefined => {
  const say = useText()
  const { data } = useQueryOf('writableCompartments', { query: {} })
  if (data === undefined) return undefined
  const nameOf = (id: string | null) => (id === null ? '' : (data.names[id]?.text ?? say('parts.unnamed')))
  return data.compartments.map(each => ({
    ...each,
    words: say(`parts.readers.${each.kind}`, { track: nameOf(each.track), party: nameOf(each.party) }),
  }))
}

/** Whether the reader may add anything just now, and if not, why. */
export const useMayWrite = (): 'yes' | 'signed-out' | 'nothing-writable' | 'looking-back' | 'not-known' => {
  const on = useKnownOn()
  const session = useSession()
  const writable = useWritable()
  if (on !== null) return 'looking-back'
  if (session === undefined || writable === undefined) return 'not-known'
  if (session.account === null) return 'signed-out'
  return writable.length === 0 ? 'nothing-writable' : 'yes'
}

/** Says why nothing can be added here and now. */
export const CannotWrite = ({ why }: { why: 'signed-out' | 'nothing-writable' | 'looking-back' }) => {
  const say = useText()
  const links = useLinks()
  return (
    <Empty title={say(`record.cannot.${why}`)}>
      <p>{say(`record.cannot.${why}.text`)}</p>
      {why === 'signed-out' && (
        <a className="button primary" href={links.at('/sign-in')}>
          {say('shell.signIn')}
        </a>
      )}
    </Empty>
  )
}

const prefix = 'parley.draft'

const kept = <Draft,>(key: string, schema: z.ZodType<Draft>): Draft | null => {
  try {
    const found = schema.safeParse(JSON.parse(sessionStorage.getItem(key) ?? 'null'))
    return found.success ? found.data : null
  } catch {
    return null
  }
}

/**
 * What somebody has begun to write here. It outlives a reload and a session that ended, in this tab and for this
 * person alone: whoever signs in next does not find it.
 */
export const useDraft = <Draft,>(
  place: string,
  schema: z.ZodType<Draft>,
): [Draft | null, (draft: Draft | null) => void] => {
  const account = useSession()?.account?.id
  const key = account === undefined ? null : `${prefix}.${account}.${place}`
  const [draft, setDraft] = useState<{ key: string | null; draft: Draft | null }>({ key: null, draft: null })
  if (draft.key !== key) setDraft({ key, draft: key === null ? null : kept(key, schema) })

  useEffect(() => {
    if (draft.key === null) return
    try {
      if (draft.draft === null) sessionStorage.removeItem(draft.key)
      else sessionStorage.setItem(draft.key, JSON.stringify(draft.draft))
    } catch {
      // No storage: the draft lives as long as the page.
    }
  }, [draft])
  return [draft.key === key ? draft.draft : null, next => setDraft({ key, draft: next })]
}

/** What is wrong, by the field it is wrong in. */
export type Faults = Readonly<Record<string, string>>

/** Sentences for what is wrong with a draft, or for what the server found wrong with it. */
export const useFaultText = () => {
  const { say, sayIf } = useSpeech()
  const sentence = ({ words, detail }: Fault) =>
    sayIf(`record.fault.${words}`, { detail: detail ?? '' }) ??
    sayIf(`record.date.${words}`, { detail: detail ?? '' }) ??
    detail ??
    say('record.fault.wrong', { detail: '' })
  const inFields = (faults: readonly Fault[]): Faults =>
    Object.fromEntries(faults.map(each => [each.field, sentence(each)]))
  /** Null where the answer speaks of no field. */
  const ofAnswer = (error: unknown): Faults | null =>
    error instanceof RefusedError && error.refused === 'unreadable-record'
      ? inFields((error.detail ?? '').split('\n').map(faultAt))
      : null
  return { inFields, ofAnswer }
}
