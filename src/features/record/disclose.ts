import { z } from 'zod'
import { readDate } from '../../domain/dates.read.ts'
import { bounds } from '../../domain/edtf.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { disclosureWays } from '../../domain/vocabulary.ts'
import { type CompartmentName, Dossier } from './dossier.ts'
import { Chosen, type Fault, type Writing } from './draft.ts'
import type { CompartmentView } from './record.ts'

/** Kinds of compartment something can be opened to, with what must be named for each. */
export const opened = {
  public: [],
  track: ['track'],
  secretariat: ['track'],
  delegation: ['track', 'party'],
  leg: ['track', 'party'],
  desk: ['party'],
} as const satisfies Partial<Record<CompartmentView['kind'], readonly ('track' | 'party')[]>>
export type Opened = keyof typeof opened

/** The opening of one claim to others, as the form holds it. */
export const DisclosureDraft = z.object({
  kind: z.enum(['public', 'track', 'secretariat', 'delegation', 'leg', 'desk']),
  track: Chosen.nullable(),
  party: Chosen.nullable(),
  how: z.enum(disclosureWays),
  at: z.string(),
  permission: z.string(),
  wording: z.string(),
  attributed: z.boolean(),
})
export type DisclosureDraft = z.infer<typeof DisclosureDraft>

const compartmentOf = ({ kind, track, party }: DisclosureDraft): CompartmentName | null => {
  if (kind === 'public') return 'public'
  if (kind === 'desk') return party && { desk: party.id }
  if (track === null) return null
  if (kind === 'track') return { track: track.id }
  if (kind === 'secretariat') return { secretariat: track.id }
  if (party === null) return null
  return kind === 'leg' ? { leg: track.id, with: party.id } : { delegation: party.id, of: track.id }
}

/** The file that records a disclosure, or what is still missing. Its day must have come: nobody knows it before. */
export const disclosureDossier = (
  claim: string,
  draft: DisclosureDraft,
  { language, today }: Writing,
): Dossier | readonly Fault[] => {
  const faults: Fault[] = []
  const to = compartmentOf(draft)
  for (const field of opened[draft.kind])
    if (draft[field] === null) faults.push({ field, words: `${field}-needed` })
  const reading = readDate(draft.at, { language, published: today })
  if (isRefusal(reading))
    faults.push({ field: 'at', words: draft.at.trim() === '' ? 'needed' : reading.refused })
  else if (bounds(reading.edtf).to === null) faults.push({ field: 'at', words: 'last-day-needed' })
  if (faults.length > 0 || to === null || isRefusal(reading)) return faults
  return Dossier.parse({
    disclosures: [
      {
        claim,
        to,
        how: draft.how,
        at: reading.edtf,
        ...(draft.permission.trim() !== '' && { permission: draft.permission.trim() }),
        ...(draft.wording.trim() !== '' && { wording: draft.wording.trim() }),
        attributed: draft.attributed,
      },
    ],
  })
}
