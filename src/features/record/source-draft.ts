import { z } from 'zod'
import { readDate } from '../../domain/dates.read.ts'
import { bounds } from '../../domain/edtf.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { CompartmentName, Dossier, sourceKinds } from './dossier.ts'
import { Chosen, type Fault, naming, type Writing } from './draft.ts'

/** A source as far as it has been described. */
export const SourceDraft = z.object({
  id: z.uuid(),
  kind: z.union([z.enum(sourceKinds), z.literal('')]),
  publisher: z.string(),
  author: z.string(),
  title: z.string(),
  language: z.string(),
  published: z.string(),
  url: z.string(),
  note: z.string(),
  issuer: Chosen.nullable(),
  text: z.string(),
  in: CompartmentName,
})
export type SourceDraft = z.infer<typeof SourceDraft>

export const emptySource = (id: string, language: string, where: CompartmentName): SourceDraft => ({
  id,
  kind: '',
  publisher: '',
  author: '',
  title: '',
  language,
  published: '',
  url: '',
  note: '',
  issuer: null,
  text: '',
  in: where,
})

/** A link that browsers may follow. */
const isWebAddress = (text: string) => /^https?:/.test(text) && URL.canParse(text)

/** The file that adds a source, or what is still wrong with it. A text must be dated: it is known from that day on. */
export const sourceDossier = (
  draft: SourceDraft,
  { language, today }: Writing,
): Dossier | readonly Fault[] => {
  const faults: Fault[] = []
  for (const field of ['title', 'publisher', 'language', 'kind'] as const)
    if (draft[field].trim() === '') faults.push({ field, words: 'needed' })
  const reading = readDate(draft.published, { language, published: today })
  if (draft.published.trim() === '') faults.push({ field: 'published', words: 'needed' })
  else if (isRefusal(reading)) faults.push({ field: 'published', words: reading.refused })
  else {
    const { from, to } = bounds(reading.edtf)
    if (from === null || to === null) faults.push({ field: 'published', words: 'both-days-needed' })
    else if (to > today) faults.push({ field: 'published', words: 'not-yet' })
  }
  const url = draft.url.trim()
  if (url !== '' && !isWebAddress(url)) faults.push({ field: 'url', words: 'no-address' })
  if (faults.length > 0 || isRefusal(reading) || draft.kind === '') return faults

  const { issuer } = draft
  const author = draft.author.trim()
  const note = draft.note.trim()
  return Dossier.parse({
    from: draft.id,
    entities: issuer?.isNew === true ? [{ key: issuer.id, type: issuer.type }] : [],
    sources: [
      {
        key: draft.id,
        kind: draft.kind,
        publisher: draft.publisher.trim(),
        title: draft.title.trim(),
        language: draft.language,
        published: reading.edtf,
        in: draft.in,
        ...(author !== '' && { author }),
        ...(url !== '' && { url }),
        ...(note !== '' && { note }),
        ...(issuer !== null && { issuer: issuer.id }),
        ...(draft.text.trim() !== '' && { text: draft.text.replaceAll(/\r\n?/g, '\n') }),
      },
    ],
    // A party that is known only as the issuer still needs a name, and the source is where it stands.
    claims: issuer?.isNew === true ? [naming(issuer, [{ paragraph: 0 }], draft.in)] : [],
  })
}
