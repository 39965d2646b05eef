import { z } from 'zod'
import { readDate } from '../../domain/dates.read.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { EntityType, PredicateName, vocabulary } from '../../domain/vocabulary.ts'
import { CompartmentName, Dossier, modalities } from './dossier.ts'
import { fieldsOf, isPredicate, needsObject, objectsOf } from './fields.ts'
import type { Citation, Claim, NameView } from './record.ts'

/** An entity somebody picked, or one that the draft itself will create (`isNew`). */
export const Chosen = z.object({
  id: z.uuid(),
  type: EntityType,
  text: z.string(),
  language: z.string(),
  isNew: z.boolean().optional(),
})
export type Chosen = z.infer<typeof Chosen>

/** One link of the chain of attribution as the form holds it. */
export const LinkDraft = z.object({
  id: z.string(),
  named: z.boolean(),
  speaker: Chosen.nullable(),
  anonymous: z.string(),
  onBehalfOf: Chosen.nullable(),
  verb: z.string(),
  manner: z.enum(['', 'direct', 'indirect', 'paraphrase']),
})
export type LinkDraft = z.infer<typeof LinkDraft>

const CitedSource = z.object({ id: z.uuid(), title: z.string(), language: z.string(), published: z.string() })
export type CitedSource = z.infer<typeof CitedSource>

/** What the claim rests on: a passage of a text that is held, a paragraph of one that is not, or what the officer knows. */
export const Basis = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('passage'),
    source: CitedSource,
    quote: z.object({
      exact: z.string(),
      prefix: z.string().optional(),
      suffix: z.string().optional(),
      start: z.int().optional(),
      end: z.int().optional(),
    }),
  }),
  z.object({
    type: z.literal('paragraph'),
    source: CitedSource.nullable(),
    paragraph: z.string(),
    words: z.string(),
  }),
  z.object({ type: z.literal('own'), id: z.uuid(), title: z.string(), note: z.string() }),
])
export type Basis = z.infer<typeof Basis>

/** A claim as far as it has been filled in. Dates stand as people wrote them. */
export const ClaimDraft = z.object({
  subject: Chosen.nullable(),
  predicate: z.union([PredicateName, z.literal('')]),
  object: Chosen.nullable(),
  value: z.record(z.string(), z.union([z.string(), z.boolean(), Chosen])),
  modality: z.enum(modalities),
  by: z.array(LinkDraft),
  wording: z.string(),
  occurred: z.string(),
  stated: z.string(),
  in: CompartmentName,
  supersedes: z.uuid().nullable(),
  basis: Basis,
})
export type ClaimDraft = z.infer<typeof ClaimDraft>

export const emptyLink = (id: string): LinkDraft => ({
  id,
  named: true,
  speaker: null,
  anonymous: '',
  onBehalfOf: null,
  verb: '',
  manner: '',
})

/** Something is missing or cannot be read, in the field of that name. `words` is the key of the sentence to show. */
export interface Fault {
  readonly field: string
  readonly words: string
  /** What the server said of it, where it was the server. */
  readonly detail?: string
}

/** Who is writing, when, and in what language: what the draft itself does not know. */
export interface Writing {
  readonly language: string
  /** `YYYY-MM-DD`. */
  readonly today: string
  /** How the officer's own record names its publisher. */
  readonly author: string
  /** What an own record is called when nobody gave it a title. */
  readonly ownTitle: string
}

/** The day that dates such as “last Friday” are counted from. */
export const publishedOf = (basis: Basis, today: string): string =>
  basis.type === 'own' ? today : (basis.source?.published ?? today)

const dated = (written: string, basis: Basis, { language, today }: Writing) =>
  readDate(written, { language, published: publishedOf(basis, today) })

/** The sources, evidence and names that a basis comes to. */
export const evidenceOf = (basis: Basis, where: CompartmentName, writing: Writing) => {
  if (basis.type === 'passage')
    return { from: basis.source.id, sources: [], evidence: [basis.quote], faults: [] }
  if (basis.type === 'paragraph') {
    const number = Number(basis.paragraph)
    const faults: Fault[] = []
    if (basis.source === null) faults.push({ field: 'source', words: 'source-needed' })
    if (basis.paragraph.trim() === '' || !Number.isInteger(number) || number < 0)
      faults.push({ field: 'paragraph', words: 'paragraph-needed' })
    if (basis.words.trim().length > 120) faults.push({ field: 'words', words: 'words-too-many' })
    const words = basis.words.trim()
    return {
      from: basis.source?.id ?? '',
      sources: [],
      evidence: [{ paragraph: number, ...(words !== '' && { words }) }],
      faults,
    }
  }
  const note = basis.note.trim()
  const source = {
    key: basis.id,
    kind: 'own-record' as const,
    publisher: writing.author,
    title: basis.title.trim() || writing.ownTitle,
    language: writing.language,
    published: writing.today,
    in: where,
    ...(note !== '' && { text: note }),
  }
  const evidence = note === '' ? { paragraph: 1 } : { exact: note, start: 0, end: note.length }
  return { from: basis.id, sources: [source], evidence: [evidence], faults: [] }
}

const usualRegister = (type: EntityType) =>
  ['party', 'person', 'track'].includes(type) ? 'official' : 'descriptive'

type ClaimWritten = z.input<typeof Dossier>['claims'] extends (infer Each)[] | undefined ? Each : never

/** The claim that makes a new entity known: its name, resting on the same evidence as what is said of it. */
export const naming = (
  { id, type, text, language }: Chosen,
  evidence: ClaimWritten['evidence'],
  where: CompartmentName,
): ClaimWritten => ({
  about: id,
  predicate: 'named',
  value: { text: text.trim(), language, register: usualRegister(type) },
  evidence,
  in: where,
})

const valueOf = (draft: ClaimDraft, predicate: PredicateName, writing: Writing) => {
  const faults: Fault[] = []
  const value: Record<string, unknown> = {}
  for (const { name, needed, shape, usual } of fieldsOf(predicate)) {
    const given = draft.value[name] ?? usual ?? ''
    if (typeof given === 'object') value[name] = given.id
    else if (typeof given === 'boolean') value[name] = given
    else if (given.trim() === '') {
      if (needed) faults.push({ field: `value.${name}`, words: 'needed' })
    } else if (shape.type === 'number') value[name] = Number(given)
    else if (shape.type === 'date') {
      const reading = dated(given, draft.basis, writing)
      if (isRefusal(reading)) faults.push({ field: `value.${name}`, words: reading.refused })
      else value[name] = reading.edtf
      if (predicate === 'meeting-date' && given.trim() !== value[name]) value['asWritten'] = given.trim()
    } else value[name] = given.trim()
  }
  if (faults.length > 0) return { value, faults }
  const parsed = vocabulary[predicate].value.safeParse(value)
  for (const issue of parsed.error?.issues ?? [])
    faults.push({ field: `value.${issue.path.join('.')}`, words: 'wrong', detail: issue.message })
  return { value, faults }
}

const chainOf = (draft: ClaimDraft) => {
  const faults: Fault[] = []
  const by = draft.by.map((link, at) => {
    const speaker = link.named ? link.speaker?.id : undefined
    const anonymous = link.named ? '' : link.anonymous.trim()
    if (speaker === undefined && anonymous === '' && link.onBehalfOf === null)
      faults.push({ field: `by.${at}.speaker`, words: 'speaker-needed' })
    return {
      ...(speaker !== undefined && { speaker }),
      ...(anonymous !== '' && { anonymous }),
      ...(link.onBehalfOf !== null && { onBehalfOf: link.onBehalfOf.id }),
      ...(link.verb.trim() !== '' && { verb: link.verb.trim() }),
      ...(link.manner !== '' && { manner: link.manner }),
    }
  })
  return { by, faults }
}

/** Every entity that a draft will create, each once. */
export const newIn = (draft: ClaimDraft): Chosen[] => {
  const all = [
    draft.subject,
    draft.object,
    ...Object.values(draft.value).filter(each => typeof each === 'object'),
    ...draft.by.flatMap(({ named, speaker, onBehalfOf }) => [named ? speaker : null, onBehalfOf]),
  ]
  const found = new Map<string, Chosen>()
  for (const each of all) if (each?.isNew === true) found.set(each.id, each)
  return [...found.values()]
}

/** A draft as the file that records it, or everything that is still wrong with it. The claim itself comes last. */
export const dossierOf = (draft: ClaimDraft, writing: Writing): Dossier | readonly Fault[] => {
  const faults: Fault[] = []
  const { from, sources, evidence, faults: unfounded } = evidenceOf(draft.basis, draft.in, writing)
  if (draft.subject === null) faults.push({ field: 'subject', words: 'subject-needed' })
  if (draft.predicate === '') faults.push({ field: 'predicate', words: 'predicate-needed' })
  else if (draft.object === null && needsObject(draft.predicate))
    faults.push({ field: 'object', words: 'object-needed' })
  const { value, faults: unvalued } =
    draft.predicate === '' ? { value: {}, faults: [] } : valueOf(draft, draft.predicate, writing)
  const { by, faults: unsaid } = chainOf(draft)
  faults.push(...unvalued, ...unsaid, ...unfounded)

  const times = (['occurred', 'stated'] as const).flatMap(field => {
    if (draft[field].trim() === '') return []
    const reading = dated(draft[field], draft.basis, writing)
    if (!isRefusal(reading)) return [[field, reading.edtf] as const]
    faults.push({ field, words: reading.refused })
    return []
  })
  if (draft.wording.length > 400) faults.push({ field: 'wording', words: 'wording-too-long' })
  if (faults.length > 0 || draft.subject === null || draft.predicate === '') return faults

  const created = newIn(draft)
  const wording = draft.wording.trim()
  const linked = objectsOf(draft.predicate).length > 0 ? draft.object?.id : undefined
  return Dossier.parse({
    from,
    entities: created.map(({ id, type }) => ({ key: id, type })),
    sources,
    claims: [
      ...created.map(each => naming(each, evidence, draft.in)),
      {
        about: draft.subject.id,
        predicate: draft.predicate,
        ...(linked !== undefined && { object: linked }),
        value,
        modality: draft.modality,
        evidence,
        by,
        ...(wording !== '' && { wording }),
        ...Object.fromEntries(times),
        in: draft.in,
        ...(draft.supersedes !== null && { supersedes: draft.supersedes }),
      },
    ],
  })
}

/** The field of the form that a line of the server's `path: message` speaks of. */
export const faultAt = (line: string): Fault => {
  const [, path = '', detail = line] = /^(\S+?): (.*)$/s.exec(line) ?? []
  const field = path
    .replace(/^(claims|sources)\[\d+\]\.?/, '')
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .replace(/^about$/, 'subject')
  return { field, words: 'wrong', detail }
}

/** What an answer brings with its claims. */
interface Around {
  readonly names: Readonly<Record<string, NameView>>
  readonly sources: Readonly<Record<string, Citation>>
}

const chosenOf = (id: string | null | undefined, { names }: Around, type: EntityType): Chosen | null => {
  if (id === null || id === undefined) return null
  const name = names[id]
  return { id, type: name?.type ?? type, text: name?.text ?? '', language: name?.language ?? 'en' }
}

const basisOf = (claim: Claim, { sources }: Around, own: string): Basis => {
  const [evidence] = claim.evidence
  const source = claim.source === null ? undefined : sources[claim.source]
  if (source === undefined || evidence === undefined) return { type: 'own', id: own, title: '', note: '' }
  const { id, title, language, published } = source
  const cited = { id, title, language, published }
  return 'exact' in evidence
    ? { type: 'passage', source: cited, quote: evidence }
    : {
        type: 'paragraph',
        source: cited,
        paragraph: String(evidence.paragraph),
        words: evidence.words ?? '',
      }
}

/** A draft that begins as what a claim says, to correct it. `own` names the source, should it need one of its own. */
export const draftFrom = (claim: Claim, around: Around, where: CompartmentName, own: string): ClaimDraft => {
  const predicate = isPredicate(claim.predicate) ? claim.predicate : ''
  const fields = predicate === '' ? [] : fieldsOf(predicate)
  const value = fields.flatMap(({ name, shape }): [string, string | boolean | Chosen][] => {
    const given = claim.value[name]
    if (shape.type === 'entity' && typeof given === 'string') {
      const chosen = chosenOf(given, around, 'party')
      return chosen === null ? [] : [[name, chosen]]
    }
    if (typeof given === 'number') return [[name, String(given)]]
    return typeof given === 'string' || typeof given === 'boolean' ? [[name, given]] : []
  })
  return {
    subject: chosenOf(claim.subject, around, claim.subjectType),
    predicate,
    object: chosenOf(
      claim.object,
      around,
      (predicate === '' ? undefined : objectsOf(predicate)[0]) ?? 'party',
    ),
    value: Object.fromEntries(value),
    modality: claim.modality,
    by: claim.by.map((link, at) => ({
      id: String(at),
      named: link.anonymous === undefined,
      speaker: chosenOf(link.speaker, around, 'person'),
      anonymous: link.anonymous ?? '',
      onBehalfOf: chosenOf(link.onBehalfOf, around, 'party'),
      verb: link.verb ?? '',
      manner: link.manner ?? '',
    })),
    wording: claim.wording ?? '',
    occurred: claim.predicate === 'meeting-date' ? '' : (claim.occurred ?? ''),
    stated: claim.stated ?? '',
    in: where,
    supersedes: claim.id,
    basis: basisOf(claim, around, own),
  }
}

/** A claim about nothing yet, resting on this. */
export const emptyDraft = (basis: Basis, where: CompartmentName, link: string): ClaimDraft => ({
  subject: null,
  predicate: '',
  object: null,
  value: {},
  modality: 'asserts',
  by: basis.type === 'own' ? [] : [emptyLink(link)],
  wording: '',
  occurred: '',
  stated: '',
  in: where,
  supersedes: null,
  basis,
})
