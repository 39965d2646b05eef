import { createHash } from 'node:crypto'
import { bounds } from '../../domain/edtf.ts'
import { foldText, nameKeys } from '../../domain/names.ts'
import { type EntityType, vocabulary } from '../../domain/vocabulary.ts'
import { CompartmentName, type Dossier, type DossierClaim, type DossierSource } from './dossier.ts'
import { canonical, entityId, isId, namedId, sourceId } from './keys.ts'

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

/** Rows ready to be written, in an order that satisfies their references. */
export interface Plan {
  readonly entities: readonly { readonly id: string; readonly type: EntityType }[]
  readonly sources: readonly SourceRow[]
  readonly versions: readonly VersionRow[]
  readonly kinships: readonly KinshipRow[]
  readonly claims: readonly ClaimRow[]
  readonly disclosures: readonly DisclosureRow[]
}

/** What the record holds already that a file may refer to without declaring it. */
export interface Known {
  readonly entities: ReadonlyMap<string, EntityType>
  readonly sources: ReadonlyMap<string, { readonly published: string }>
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Ids of everything a file refers to, for the caller to look up what exists. */
export const referencesOf = (dossier: Dossier): { entities: string[]; sources: string[] } => {
  const entities = new Set<string>()
  const sources = new Set<string>()
  for (const claim of dossier.claims) {
    entities.add(entityId(claim.about))
    if (claim.object !== undefined) entities.add(entityId(claim.object))
    for (const each of claim.by)
      for (const key of [each.speaker, each.onBehalfOf]) if (key !== undefined) entities.add(entityId(key))
    for (const field of referenceFields(claim)) entities.add(entityId(field))
    const source = claim.source ?? dossier.from
    if (source !== undefined) sources.add(sourceId(source))
  }
  for (const source of dossier.sources) {
    if (source.issuer !== undefined) entities.add(entityId(source.issuer))
    for (const key of [source.copyOf, source.translationOf]) if (key !== undefined) sources.add(sourceId(key))
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
  const published = new Map([...known.sources].map(([id, source]) => [id, source.published]))
  for (const source of dossier.sources) published.set(sourceId(source.key), source.published)

  const days = (edtf: string, path: string): Days => {
    const { from, to } = bounds(edtf)
    if (from === null || to === null) {
      problems.push({
        path,
        message: `${edtf} needs a first and a last day: when was it published at the latest?`,
      })
      return { from: '0001-01-01', to: '9999-12-31' }
    }
    return { from, to }
  }
  const typeOf = (key: string, path: string): EntityType | undefined => {
    const type = types.get(entityId(key))
    if (type === undefined) problems.push({ path, message: `nothing is known by the key ${key}` })
    return type
  }
  const sourceOf = (key: string, path: string): string => {
    if (!published.has(sourceId(key)))
      problems.push({ path, message: `no source is known by the key ${key}` })
    return sourceId(key)
  }

  const sources = dossier.sources.map((source, index): SourceRow => {
    if (source.issuer !== undefined) typeOf(source.issuer, `sources[${index}].issuer`)
    return {
      id: sourceId(source.key),
      in: withIds(source.in ?? 'public'),
      source,
      published: days(source.published, `sources[${index}].published`),
    }
  })
  const versions = dossier.sources.flatMap((source): VersionRow[] =>
    source.text === undefined ? [] : [versionRow(sourceId(source.key), source.text)],
  )
  const kinships = dossier.sources.flatMap((source, index): KinshipRow[] => {
    const kin = (key: string | undefined, kinship: KinshipRow['kinship']): KinshipRow[] =>
      key === undefined
        ? []
        : [
            {
              source: sourceId(source.key),
              original: sourceOf(key, `sources[${index}]`),
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
    const source = sourceKey === undefined ? '' : sourceOf(sourceKey, `${path}.source`)
    const mentions: Mention[] = []
    const mention = (key: string | undefined, role: Mention['role'], where: string) => {
      if (key === undefined) return undefined
      typeOf(key, where)
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
    const reported = claim.reported ?? published.get(source) ?? ''
    const reportedDays = reported === '' ? { from: '', to: '' } : days(reported, `${path}.reported`)
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
      in: withIds(claim.in ?? 'public'),
      supersedes,
    }
    const id = namedId(`claim ${canonical(content)}`)
    if (claim.label !== undefined) labels.set(claim.label, id)
    return [
      {
        id,
        in: content.in,
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
        lexemes: lexemesOf(claim),
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
    days(disclosure.at, `disclosures[${index}].at`)
    return [
      {
        id: namedId(`disclosure ${canonical({ ...disclosure, claim })}`),
        claim,
        to: disclosure.to,
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
  }
}

/** The same compartment with ids for keys, so that a file and its export name it alike. */
const withIds = (name: CompartmentName): CompartmentName => {
  if (name === 'public' || 'notes' in name) return name
  const fields = Object.entries(name).map(([field, key]) => [field, entityId(key)])
  return CompartmentName.parse(Object.fromEntries(fields))
}

/** A captured text. The id follows from source and content: the same text captured again is the same version. */
export const versionRow = (source: string, text: string): VersionRow => {
  const hash = sha256(text)
  return { id: namedId(`version ${source} ${hash}`), source, text, sha256: hash }
}

const mostLexemes = 400

/** What a claim is found by: for a name its sounds in any script, for anything else its words. */
const lexemesOf = (claim: DossierClaim): string[] => {
  const name =
    claim.predicate === 'named' && typeof claim.value['text'] === 'string' ? claim.value['text'] : undefined
  const words = [...Object.values(claim.value).filter(each => typeof each === 'string'), claim.wording ?? '']
  const lexemes = new Set([...(name === undefined ? [] : nameKeys(name)), ...wordsOf(words.join(' '))])
  return [...lexemes].slice(0, mostLexemes)
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
