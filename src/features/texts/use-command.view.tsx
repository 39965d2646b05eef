import { useState } from 'react'
import { api, errorText } from '../../web/api.ts'
import { useSpeech } from '../../web/text.ts'
import { newId } from '../record/new-id.ts'
import type { Command } from './acts.ts'
import type { TextRoom } from './editor-room.ts'

type Asked = typeof Command extends { readonly _zod: { readonly input: infer Input } } ? Input : never

export interface Commanding {
  readonly give: (command: Asked) => Promise<boolean>
  readonly busy: boolean
  /** Why the last one was not done. */
  readonly fault: string | null
}

/** Gives commands in a text. What was written before is sent first, so that they come in the order they were meant. */
export const useCommand = (
  text: string,
  party: string | null | undefined,
  room: TextRoom | null,
): Commanding => {
  const speech = useSpeech()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const give = async (command: Asked) => {
    setBusy(true)
    setFault(null)
    try {
      room?.send()
      await api.command({
        params: { id: text },
        body: { as: party ?? 'chair', client: newId(), ref: 1, command },
      })
      await room?.hear()
      return true
    } catch (error) {
      setFault(errorText(speech, error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { give, busy, fault }
}
