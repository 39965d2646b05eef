import { createHash } from 'node:crypto'
import { bounds } from '../../domain/edtf.ts'
import { foldText, nameKeys } from '../../domain/names.ts'
import { type EntityType, vocabulary } from '../../domain/vocabulary.ts'
import type { CompartmentName, Dossier, DossierClaim, DossierSource } from './dossier.ts'
import { isId } from './is-id.ts'
import { canonical, entityId, isRandomId, namedId, sourceId } from './keys.ts'
import { compartmentKeys, isWithin, placeOf, roomiest, withIds } from './places.ts'

const firstDay = '0001-01-01'

/** What is wrong with a file, and where: `claims[3].value.date`. */
export interface Problem {
  readonly path: string
  readonly message: string
}

interface Days {
  readonly from: string
  readonly to: string
}

export interface SourceRow {
  readonly id: string
  readonly in: CompartmentName
  readonly source: DossierSource
  readonly published: Days
}
export interface VersionRow {
  readonly id: string
  readonly source: string
  readonly text: string
  readonly sha256: string
}
export interface KinshipRow {
  readonly source: string
  readonly original: string
  readonly kinship: 'copy' | 'translation'
  readonly in: CompartmentName
}
export interface ClaimRow {
  readonly id: string
  readonly in: CompartmentName
  readonly subject: string
  readonly subjectType: EntityType
  readonly object: string | null
  readonly source: string
  readonly value: unknown
  readonly by: unknown
  readonly reported: string
  readonly reportedDays: Days
  readonly claim: DossierClaim
  readonly supersedes: string | null
  readonly lexemes: readonly string[]
  readonly mentions: readonly Mention[]
}
interface Mention {
  readonly entity: string
  readonly role: 'speaker' | 'on-behalf-of' | 'represents' | 'to'
}
export interface DisclosureRow {
  readonly id: string
  readonly claim: string
  readonly to: CompartmentName
  readonly disclosure: Dossier['disclosures'][number]
}

/** What a row names without saying anything of it: its readers must know of it from elsewhere. */
export interface ReferenceRow {
  readonly path: string
  readonly entity: string
  readonly in: CompartmentName
}

/** Rows ready to be written, in an order that satisfies their references. */
export interface Plan {
  readonly entities: readonly { readonly id: string; readonly type: EntityType }[]
  readonly sources: readonly SourceRow[]
  readonly versions: readonly VersionRow[]
  readonly kinships: readonly KinshipRow[]
  readonly claims: readonly ClaimRow[]
  readonly disclosures: readonly DisclosureRow[]
  readonly references: readonly ReferenceRow[]
}

/** What the record holds already that a file may refer to without declaring it. */
export interface Known {
  readonly entities: ReadonlyMap<string, EntityType>
  readonly sources: ReadonlyMap<string, { readonly published: string; readonly in?: CompartmentName }>
  /** The account that writes; none for the operator. */
  readonly writer?: string | null
  /** The day it is, furthest east. */
  readonly today?: string
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Where a source of this key may be, nearest first, for what stands in `place`. */
const candidates = (key: string, place: CompartmentName, writer: string | null): string[] => [
  ...new Set([place, ...roomiest(place)].map(each => sourceId(key, placeOf(each, writer)))),
]

/** Ids of everything a file refers to, for the caller to look up what exists. */
export const referencesOf = (
  dossier: Dossier,
  writer: string | null = null,
): { entities: string[]; sources: string[] } => {
  const entities = new Set<string>()
  const sources = new Set<string>()
  const places = [
    ...[...dossier.sources, ...dossier.claims].map(each => each.in ?? 'public'),
    ...dossier.disclosures.map(each => each.to),
  ]
  for (const place of places) for (const { key } of compartmentKeys(place)) entities.add(entityId(key))
  for (const claim of dossier.claims) {
    entities.add(entityId(claim.about))
    if (claim.object !== undefined) entities.add(entityId(claim.object))
    for (const each of claim.by)
      for (const key of [each.speaker, each.onBehalfOf]) if (key !== undefined) entities.add(entityId(key))
    for (const field of referenceFields(claim)) entities.add(entityId(field))
    const source = claim.source ?? dossier.from
    if (source !== undefined)
      for (const id of candidates(source, claim.in ?? 'public', writer)) sources.add(id)
  }
  for (const source of dossier.sources) {
    if (source.issuer !== undefined) entities.add(entityId(source.issuer))
    for (const key of [source.key, source.copyOf, source.translationOf])
      if (key !== undefined) for (const id of candidates(key, source.in ?? 'public', writer)) sources.add(id)
  }
  return { entities: [...entities], sources: [...sources] }
}

const referencesIn = (claim: DossierClaim): readonly string[] => {
  const predicate = vocabulary[claim.predicate]
  return 'references' in predicate ? predicate.references : []
}

const referenceFields = (claim: DossierClaim): string[] =>
  referencesIn(claim).flatMap(field => {
    const key = claim.value[field]
    return typeof key === 'string' ? [key] : []
  })

/**
 * Turns a file into rows, or says everything that is wrong with it: unknown keys, values of the wrong shape, dates
 * without bounds. Nothing is guessed and nothing is left half-done. Ids follow from content, so that the same file
 * planned twice gives the same rows.
 */
export const planDossier = (dossier: Dossier, known: Known): Plan | readonly Problem[] => {
  const problems: Problem[] = []
  const types = new Map(known.entities)
  for (const [index, { key, type }] of dossier.entities.entries()) {
    const before = types.get(entityId(key))
    if (before !== undefined && before !== type)
      problems.push({ path: `entities[${index}]`, message: `${key} is a ${before} already, not a ${type}` })
    types.set(entityId(key), type)
  }
  const writer = known.writer ?? null
  const idOf = (source: DossierSource) => sourceId(source.key, placeOf(source.in ?? 'public', writer))
  const cited = new Map<string, { readonly published: string; readonly in: CompartmentName }>()
  for (const source of dossier.sources)
    cited.set(idOf(source), { published: source.published, in: withIds(source.in ?? 'public') })
  for (const [id, { published, in: place = 'public' }] of known.sources)
    cited.set(id, { published, in: withIds(place) })

  const days = (edtf: string, path: string): Days => {
    const { from, to } = bounds(edtf)
    if (from === null || to === null)
      problems.push({
        path,
        message: `${edtf} needs a first and a last day: when was it published at the latest?`,
      })
    return from === null || to === null ? { from: firstDay, to: '9999-12-31' } : countable({ from, to }, path)
  }
  const countable = (given: Days, path: string): Days => {
    if (given.from >= firstDay) return given
    problems.push({ path, message: 'the calendar begins with the year 1' })
    return { from: firstDay, to: firstDay }
  }
  const typeOf = (key: string, path: string): EntityType | undefined => {
    const type = types.get(entityId(key))
    if (type === undefined) problems.push({ path, message: `nothing is known by the key ${key}` })
    return type
  }
  const sourceOf = (key: string, place: CompartmentName, path: string): string => {
    const own = dossier.sources.filter(each => each.key === key).map(idOf)
    const found = [...candidates(key, place, writer), ...own].find(id => cited.has(id))
    if (found === undefined) problems.push({ path, message: `no source is known by the key ${key}` })
    return found ?? ''
  }
  const place = (name: CompartmentName | undefined, path: string): CompartmentName => {
    for (const { key, type } of compartmentKeys(name ?? 'public')) {
      const found = typeOf(key, path)
      if (found !== undefined && found !== type)
        problems.push({ path, message: `${key} is a ${found}, not a ${type}` })
    }
    if (typeof name === 'object' && 'notes' in name && known.writer === null)
      problems.push({ path, message: 'notes are an account’s own, and nobody is signed in here' })
    return withIds(name ?? 'public')
  }
  const references: ReferenceRow[] = []
  const refer = (key: string, path: string, name: CompartmentName) =>
    void references.push({ path, entity: entityId(key), in: withIds(name) })

  const sources = dossier.sources.map((source, index): SourceRow => {
    const path = `sources[${index}]`
    const into = place(source.in, `${path}.in`)
    const id = idOf(source)
    const there = known.sources.get(id)
    if (there?.in !== undefined && canonical(withIds(there.in)) !== canonical(into))
      problems.push({ path: `${path}.in`, message: `${source.key} is kept elsewhere already` })
    if (there === undefined && writer !== null && isId(source.key) && !isRandomId(source.key))
      problems.push({
        path: `${path}.key`,
        message: 'a new source is named by a key or by an id drawn by lot',
      })
    if (source.issuer !== undefined) {
      typeOf(source.issuer, `${path}.issuer`)
      refer(source.issuer, `${path}.issuer`, into)
    }
    return { id, in: into, source, published: days(source.published, `${path}.published`) }
  })
  const versions = dossier.sources.flatMap((source): VersionRow[] =>
    source.text === undefined ? [] : [versionRow(idOf(source), source.text)],
  )
  const kinships = dossier.sources.flatMap((source, index): KinshipRow[] => {
    const kin = (key: string | undefined, kinship: KinshipRow['kinship']): KinshipRow[] =>
      key === undefined
        ? []
        : [
            {
              source: idOf(source),
              original: sourceOf(key, source.in ?? 'public', `sources[${index}]`),
              kinship,
              in: withIds(source.in ?? 'public'),
            },
          ]
    return [...kin(source.copyOf, 'copy'), ...kin(source.translationOf, 'translation')]
  })

  const labels = new Map<string, string>()
  const claims = dossier.claims.flatMap((claim, index): ClaimRow[] => {
    const path = `claims[${index}]`
    const before = problems.length
    const predicate = vocabulary[claim.predicate]
    const about: readonly EntityType[] = predicate.about
    const objects: readonly EntityType[] = 'object' in predicate ? predicate.object : []
    const subjectType = typeOf(claim.about, `${path}.about`)
    if (subjectType !== undefined && !about.includes(subjectType))
      problems.push({ path: `${path}.about`, message: `${claim.predicate} is not said of a ${subjectType}` })
    const objectType = claim.object === undefined ? undefined : typeOf(claim.object, `${path}.object`)
    if (objectType !== undefined && !objects.includes(objectType))
      problems.push({
        path: `${path}.object`,
        message: `${claim.predicate} does not link to a ${objectType}`,
      })
    if (claim.object === undefined && objects.length > 0 && claim.predicate !== 'became-known')
      problems.push({ path: `${path}.object`, message: `${claim.predicate} needs a ${objects.join(' or ')}` })
    const value = predicate.value.safeParse(claim.value)
    for (const issue of value.error?.issues ?? [])
      problems.push({ path: [`${path}.value`, ...issue.path].join('.'), message: issue.message })
    const sourceKey = claim.source ?? dossier.from
    if (sourceKey === undefined)
      problems.push({ path: `${path}.source`, message: 'nothing is known without a source' })
    const into = place(claim.in, `${path}.in`)
    const source = sourceKey === undefined ? '' : sourceOf(sourceKey, into, `${path}.source`)
    const from = cited.get(source)
    if (from !== undefined && !isWithin(into, from.in))
      problems.push({
        path: `${path}.source`,
        message:
          'some who could read this may not read its source: record it where the source is, then disclose it',
      })
    if (claim.object !== undefined) refer(claim.object, `${path}.object`, into)
    const mentions: Mention[] = []
    const mention = (key: string | undefined, role: Mention['role'], where: string) => {
      if (key === undefined) return undefined
      typeOf(key, where)
      refer(key, where, into)
      mentions.push({ entity: entityId(key), role })
      return entityId(key)
    }
    const by = claim.by.map((each, at) => ({
      ...each,
      speaker: mention(each.speaker, 'speaker', `${path}.by[${at}].speaker`),
      onBehalfOf: mention(each.onBehalfOf, 'on-behalf-of', `${path}.by[${at}].onBehalfOf`),
    }))
    const linked: Record<string, string> = {}
    for (const field of referencesIn(claim)) {
      const key = claim.value[field]
      const id =
        typeof key === 'string'
          ? mention(key, field === 'to' ? 'to' : 'represents', `${path}.value.${field}`)
          : undefined
      if (id !== undefined) linked[field] = id
    }
    const reported = claim.reported ?? from?.published ?? ''
    const reportedDays = reported === '' ? { from: '', to: '' } : days(reported, `${path}.reported`)
    const publishedLast = bounds(from?.published ?? '').to
    if (publishedLast !== null && reportedDays.to < publishedLast)
      problems.push({
        path: `${path}.reported`,
        message: `nobody could know on ${reported} what its source published on ${from?.published}`,
      })
    for (const [field, edtf] of [
      ['occurred', claim.occurred],
      ['stated', claim.stated],
      ['value.date', claim.value['date']],
    ] as const) {
      const first = typeof edtf === 'string' ? bounds(edtf).from : null
      if (first !== null) countable({ from: first, to: first }, `${path}.${field}`)
    }
    if (claim.label !== undefined && labels.has(claim.label))
      problems.push({ path: `${path}.label`, message: `two claims have the label ${claim.label}` })
    const supersedes =
      claim.supersedes === undefined
        ? null
        : (labels.get(claim.supersedes) ?? (isId(claim.supersedes) ? claim.supersedes : null))
    if (claim.supersedes !== undefined && supersedes === null)
      problems.push({
        path: `${path}.supersedes`,
        message: `no earlier claim has the label ${claim.supersedes}`,
      })
    if (problems.length > before || subjectType === undefined || !value.success) return []

    const content = {
      subject: entityId(claim.about),
      predicate: claim.predicate,
      object: claim.object === undefined ? null : entityId(claim.object),
      value: { ...value.data, ...linked },
      modality: claim.modality,
      source,
      evidence: claim.evidence,
      by,
      wording: claim.wording,
      occurred: claim.occurred,
      stated: claim.stated,
      reported,
      in: ownPlace(into, writer),
      supersedes,
    }
    const id = namedId(`claim ${canonical(content)}`)
    if (claim.label !== undefined) labels.set(claim.label, id)
    return [
      {
        id,
        in: into,
        subject: content.subject,
        subjectType,
        object: content.object,
        source,
        value: content.value,
        by,
        reported,
        reportedDays,
        claim,
        supersedes,
        lexemes: lexemesOf(claim.predicate, value.data, claim.wording),
        mentions,
      },
    ]
  })

  const disclosures = dossier.disclosures.flatMap((disclosure, index): DisclosureRow[] => {
    const claim = labels.get(disclosure.claim) ?? (isId(disclosure.claim) ? disclosure.claim : undefined)
    if (claim === undefined) {
      problems.push({
        path: `disclosures[${index}].claim`,
        message: `no claim has the label ${disclosure.claim}`,
      })
      return []
    }
    const at = days(disclosure.at, `disclosures[${index}].at`)
    if (writer !== null && known.today !== undefined && at.from > known.today)
      problems.push({ path: `disclosures[${index}].at`, message: 'this day has not come yet' })
    const to = place(disclosure.to, `disclosures[${index}].to`)
    const named = { ...disclosure, to: ownPlace(disclosure.to, writer), claim }
    return [
      {
        id: namedId(`disclosure ${canonical(named)}`),
        claim,
        to,
        disclosure,
      },
    ]
  })
  if (problems.length > 0) return problems
  return {
    entities: dossier.entities.map(({ key, type }) => ({ id: entityId(key), type })),
    sources,
    versions,
    kinships,
    claims,
    disclosures,
    references: references.filter(
      ({ entity, in: name }) => !claims.some(claim => claim.subject === entity && isWithin(name, claim.in)),
    ),
  }
}

/** What stands in one account's notes is another row than the same in another's. */
const ownPlace = (name: CompartmentName, writer: string | null) =>
  typeof name === 'object' && 'notes' in name && writer !== null ? { notes: writer } : name

/** A captured text. The id follows from source and content: the same text captured again is the same version. */
export const versionRow = (source: string, text: string): VersionRow => {
  const hash = sha256(text)
  return { id: namedId(`version ${source} ${hash}`), source, text, sha256: hash }
}

const mostLexemes = 400
/** The database takes 2046 bytes; no word is so long, but a text without spaces is. */
const longestLexeme = /^.{0,200}/su

/** What a claim is found by: for a name its sounds in any script, for anything else its words. */
const lexemesOf = (predicate: string, value: object, wording = ''): string[] => {
  const texts = Object.entries(value).filter(([, each]) => typeof each === 'string')
  const name = predicate === 'named' ? texts.find(([field]) => field === 'text')?.[1] : undefined
  const words = wordsOf([...texts.map(([, each]) => each), wording].join(' '))
  const lexemes = new Set([...(name === undefined ? [] : nameKeys(name)), ...words])
  return [...lexemes].slice(0, mostLexemes).map(each => longestLexeme.exec(each)?.[0] ?? '')
}

/** Words of a text as they are indexed: folded, without punctuation, each once. */
export const wordsOf = (text: string): string[] => [
  ...new Set(foldText(text).match(/[\p{Letter}\p{Number}\p{Mark}]+/gu) ?? []),
]

const quoted = (lexeme: string) => `'${lexeme.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`

/**
 * A text-search query in PostgreSQL's own notation from lexemes as they are indexed; those of `prefixes` match longer
 * words too. Null when there is nothing to look for.
 */
export const lexemeQuery = (
  lexemes: readonly string[],
  prefixes: readonly string[],
  how: 'and' | 'or',
): string | null => {
  const terms = [
    ...lexemes.filter(Boolean).map(quoted),
    ...prefixes.filter(Boolean).map(each => `${quoted(each)}:*`),
  ]
  return terms.length === 0 ? null : terms.join(how === 'and' ? ' & ' : ' | ')
}
