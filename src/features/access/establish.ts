import { z } from 'zod'
import { Dossier } from '../record/dossier.ts'
import { InterfaceLanguage, type MandateGrant } from './access.ts'

/** A track or party that nobody has spoken of yet, so that somebody can be let act there. */
export const Establishment = z.object({
  type: z.enum(['track', 'party']),
  name: z.string().trim().min(1).max(200),
  language: InterfaceLanguage.default('en'),
  public: z
    .boolean()
    .default(true)
    .describe('whether everyone may know that the track exists; a party is at first known to its own desk'),
})
export type Establishment = z.infer<typeof Establishment>

/** Who founds a track keeps its secretariat until it is handed over; who founds a party, its desk. */
export const foundersMandate = (id: string, { type }: Pick<Establishment, 'type'>): MandateGrant =>
  type === 'track' ? { capacity: 'secretariat', track: id } : { capacity: 'party', party: id }

/** What is known of it so far: its name, on the founder’s own word. */
export const foundingDossier = (
  { id, source }: { readonly id: string; readonly source: string },
  { type, name, language, public: open }: Establishment,
  founder: string,
  now: Date,
): Dossier => {
  const where = type === 'party' ? { desk: id } : open ? ('public' as const) : { track: id }
  return Dossier.parse({
    from: source,
    entities: [{ key: id, type }],
    sources: [
      {
        key: source,
        kind: 'own-record',
        publisher: founder,
        title: name,
        language,
        published: now.toISOString().slice(0, 10),
        in: where,
      },
    ],
    claims: [
      {
        about: id,
        predicate: 'named',
        value: { text: name, language, register: 'official' },
        evidence: [{ paragraph: 0 }],
        in: where,
      },
    ],
  })
}
