import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Context } from '../../features/record/record.api.ts'
import type { Claim } from '../../features/record/record.ts'
import { useText, useWord } from '../text.ts'
import { AttributionChain, Passage } from './claim-card.tsx'
import { DateText } from './date-text.tsx'
import { CompartmentBadge, IllustrationMark } from './marks.tsx'

interface Noted {
  readonly claims: readonly Claim[]
  readonly context: Context
}

const noted = new WeakMap<Element, Noted>()

/** Remembers what a mark on the page stands for, should the page be printed. */
export const noteFor = (mark: Element | null, what: Noted): void => {
  if (mark !== null) noted.set(mark, what)
}

/** The notes in the order of their marks, each once; tells every mark its number. */
const collect = (numbered: (mark: HTMLElement, number: number) => void): Noted[] => {
  const numbers = new Map<string, number>()
  const notes: Noted[] = []
  for (const mark of document.querySelectorAll<HTMLElement>('main .source-mark')) {
    const note = noted.get(mark)
    // What the reader left closed is not printed.
    if (note === undefined || mark.closest('details:not([open])') !== null) continue
    const key = note.claims.map(claim => claim.id).join()
    const number = numbers.get(key) ?? notes.push(note)
    numbers.set(key, number)
    numbered(mark, number)
  }
  return notes
}

const Note = ({ note }: { note: Noted }) => {
  const word = useWord()
  return note.claims.map(claim => {
    const compartment = note.context.compartments[claim.compartment]
    return (
      <div key={claim.id}>
        {claim.modality !== 'asserts' && <span className="tag">{word('modality', claim.modality)}</span>}
        <AttributionChain claim={claim} context={note.context} />
        {claim.evidence.map(evidence => (
          <span className="passage" key={JSON.stringify(evidence)}>
            <Passage
              evidence={evidence}
              language={note.context.sources[claim.source ?? '']?.language ?? 'en'}
            />
          </span>
        ))}
        <DateText edtf={claim.reported} />
        {compartment !== undefined && (
          <CompartmentBadge compartment={compartment} names={note.context.names} />
        )}
        {claim.illustration && <IllustrationMark />}
      </div>
    )
  })
}

/** On paper nothing can be pressed: the marks become numbers, and the sources stand as notes at the end. */
export const PrintedNotes = () => {
  const say = useText()
  const [notes, setNotes] = useState<readonly Noted[]>([])
  useEffect(() => {
    const begin = () => {
      const found = collect((mark, number) => {
        mark.dataset['note'] = say('parts.number', { number })
      })
      // The browser takes the page as it stands when this returns.
      flushSync(() => setNotes(found))
    }
    const end = () => setNotes([])
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [say])

  if (notes.length === 0) return null
  return (
    <section className="printed-notes">
      <h2>{say('parts.sources.title')}</h2>
      <ol>
        {notes.map(note => (
          <li key={note.claims.map(claim => claim.id).join()}>
            <Note note={note} />
          </li>
        ))}
      </ol>
    </section>
  )
}
