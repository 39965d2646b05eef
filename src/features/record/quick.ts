import { z } from 'zod'
import { readDate } from '../../domain/dates.read.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { Level, meetingStatuses, partyKinds, trackKinds } from '../../domain/vocabulary.ts'
import { CompartmentName, Dossier } from './dossier.ts'
import { Basis, Chosen, evidenceOf, type Fault, naming, publishedOf, type Writing } from './draft.ts'
import { begun } from './links.ts'

/** Something new with what one usually knows of it from the start. Fields of other kinds of thing stay empty. */
export const QuickDraft = z.object({
  begin: z.enum(begun),
  id: z.uuid(),
  name: z.string(),
  language: z.string(),
  shortName: z.string(),
  trackKind: z.union([z.enum(trackKinds), z.literal('')]),
  partyKind: z.union([z.enum(partyKinds), z.literal('')]),
  level: z.union([Level, z.literal('')]),
  status: z.union([z.enum(meetingStatuses), z.literal('')]),
  parent: Chosen.nullable(),
  about: z.string(),
  date: z.string(),
  place: z.string(),
  title: z.string(),
  parties: z.array(Chosen),
  in: CompartmentName,
  basis: Basis,
})
export type QuickDraft = z.infer<typeof QuickDraft>

/** What `parent` may be: the body a track belongs to, a meeting's track, a person's party. */
export const parentOf = { track: 'track', meeting: 'track', party: null, person: 'party' } as const

export const emptyQuick = (
  begin: QuickDraft['begin'],
  id: string,
  language: string,
  where: CompartmentName,
  basis: Basis,
): QuickDraft => ({
  begin,
  id,
  name: '',
  language,
  shortName: '',
  trackKind: '',
  partyKind: '',
  level: '',
  status: begin === 'meeting' ? 'scheduled' : '',
  parent: null,
  about: '',
  date: '',
  place: '',
  title: '',
  parties: [],
  in: where,
  basis,
})

type Statement = Readonly<{ predicate: string; object?: string; value: object }>

const trackStatements = (draft: QuickDraft): Statement[] => [
  ...(draft.trackKind === '' ? [] : [{ predicate: 'track-kind', value: { kind: draft.trackKind } }]),
  ...(draft.parent === null ? [] : [{ predicate: 'track-parent', object: draft.parent.id, value: {} }]),
  ...(draft.level === '' ? [] : [{ predicate: 'usual-level', value: { level: draft.level } }]),
  ...(draft.about.trim() === ''
    ? []
    : [{ predicate: 'subject-matter', value: { text: draft.about.trim() } }]),
  ...draft.parties.map(({ id }) => ({
    predicate: 'participation',
    object: id,
    value: { role: 'member', status: 'participates' },
  })),
]

const meetingStatements = (draft: QuickDraft, edtf: string | null): Statement[] => {
  const kind = draft.status === 'held' || draft.status === 'undisclosed' ? 'occurred' : 'planned'
  const asWritten = draft.date.trim()
  return [
    ...(draft.parent === null ? [] : [{ predicate: 'meeting-of', object: draft.parent.id, value: {} }]),
    ...(draft.level === '' ? [] : [{ predicate: 'meeting-level', value: { level: draft.level } }]),
    ...(draft.status === '' ? [] : [{ predicate: 'meeting-status', value: { status: draft.status } }]),
    ...(edtf === null
      ? []
      : [
          {
            predicate: 'meeting-date',
            value: { kind, date: edtf, ...(asWritten !== edtf && { asWritten }) },
          },
        ]),
    ...(draft.place.trim() === ''
      ? []
      : [{ predicate: 'meeting-place', value: { place: draft.place.trim() } }]),
    ...draft.parties.map(({ id }) => ({
      predicate: 'attendance',
      object: id,
      value: { status: kind === 'occurred' ? 'attended' : 'invited' },
    })),
  ]
}

const statementsOf = (draft: QuickDraft, edtf: string | null): Statement[] => {
  if (draft.begin === 'track') return trackStatements(draft)
  if (draft.begin === 'meeting') return meetingStatements(draft, edtf)
  if (draft.begin === 'party')
    return [
      ...(draft.partyKind === '' ? [] : [{ predicate: 'party-kind', value: { kind: draft.partyKind } }]),
      ...(draft.shortName.trim() === ''
        ? []
        : [
            {
              predicate: 'named',
              value: { text: draft.shortName.trim(), language: draft.language, register: 'short' },
            },
          ]),
    ]
  if (draft.parent === null || draft.title.trim() === '') return []
  return [
    {
      predicate: 'holds-post',
      object: draft.parent.id,
      value: { title: draft.title.trim(), language: draft.language },
    },
  ]
}

/** Something new and all that was said of it, as one file: recorded whole or not at all. */
export const quickDossier = (draft: QuickDraft, writing: Writing): Dossier | readonly Fault[] => {
  const { from, sources, evidence, faults } = evidenceOf(draft.basis, draft.in, writing)
  const all: Fault[] = [...faults]
  if (draft.name.trim() === '') all.push({ field: 'name', words: 'needed' })
  if (draft.begin === 'person' && (draft.parent === null) !== (draft.title.trim() === ''))
    all.push({ field: draft.parent === null ? 'parent' : 'title', words: 'post-needs-both' })
  let edtf: string | null = null
  if (draft.begin === 'meeting' && draft.date.trim() !== '') {
    const reading = readDate(draft.date, {
      language: writing.language,
      published: publishedOf(draft.basis, writing.today),
    })
    if (isRefusal(reading)) all.push({ field: 'date', words: reading.refused })
    else edtf = reading.edtf
  }
  if (all.length > 0) return all

  const { id, begin: type, name: text, language } = draft
  const itself: Chosen = { id, type, text, language, isNew: true }
  const linked = [draft.parent, ...draft.parties].filter(each => each?.isNew === true)
  const created = [itself, ...new Map(linked.flatMap(each => (each ? [[each.id, each]] : []))).values()]
  return Dossier.parse({
    from,
    entities: created.map(each => ({ key: each.id, type: each.type })),
    sources,
    claims: [
      ...created.map(each => naming(each, evidence, draft.in)),
      ...statementsOf(draft, edtf).map(each => ({ about: id, ...each, evidence, in: draft.in })),
    ],
  })
}
