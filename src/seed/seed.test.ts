import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { bounds } from '../domain/edtf.ts'
import { type EntityType, vocabulary } from '../domain/vocabulary.ts'
import { type CompartmentName, Dossier, type DossierClaim, Key } from '../features/record/dossier.ts'

const folder = import.meta.dirname
const files = readdirSync(folder)
  .filter(name => name.endsWith('.yaml'))
  .sort()
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8')
const dossiers = files
  .filter(file => file !== 'accounts.yaml')
  .map(file => ({ file, dossier: Dossier.parse(parse(textOf(file))) }))

const Accounts = z.array(
  z.strictObject({
    key: Key.startsWith('demo-'),
    name: z.string().min(1),
    names: z.strictObject({ ar: z.string().min(1), fa: z.string().min(1) }),
    language: z.enum(['ar', 'fa']).optional(),
    mandates: z
      .array(
        z.strictObject({
          capacity: z.enum(['party', 'secretariat', 'chair', 'facilitator', 'observer', 'administrator']),
          track: Key.optional(),
          party: Key.optional(),
        }),
      )
      .min(1),
  }),
)
const accounts = Accounts.parse(parse(textOf('accounts.yaml')))

const sources = new Map(dossiers.flatMap(({ dossier }) => dossier.sources).map(each => [each.key, each]))
const declared = dossiers.flatMap(({ dossier }) => dossier.entities)
const types = new Map(declared.map(each => [each.key, each.type]))

interface Statement extends DossierClaim {
  readonly where: string
  readonly source: string
}
const statements: Statement[] = dossiers.flatMap(({ file, dossier }) =>
  dossier.claims.map((claim, at) => ({
    ...claim,
    source: claim.source ?? dossier.from ?? 'none',
    where: `${file}, claim ${at + 1}: ${claim.about} ${claim.predicate} ${claim.object ?? ''}`,
  })),
)

/** The first day on which the claim was published. */
const publishedFrom = (claim: Statement) =>
  bounds(claim.reported ?? sources.get(claim.source)?.published ?? '').from ?? ''

const keysOf = (name: CompartmentName | undefined): string[] =>
  name === undefined || typeof name === 'string' ? [] : Object.values(name).filter(key => key !== 'mine')

/** Fields of a value that name another entity. */
const referencesOf = ({ predicate, value }: DossierClaim) => {
  const { references = [] }: { references?: readonly string[] } = vocabulary[predicate]
  return references.flatMap(field => {
    const key = value[field]
    return typeof key === 'string' ? [key] : []
  })
}

const articleFiles: Record<string, string> = {
  'article-oic-jeddah': '000_326a073207ff06ea.txt',
  'article-cemo-kandahar': '001_e597730830ff6590.txt',
  'article-sco-dushanbe': '002_4f8ed06a1bdb220a.txt',
  'article-us-taliban-doha': '003_332717e0cd88f024.txt',
  'article-iran-contact-group': '004_4059eb55d0137858.txt',
}
const articleFolder = join(folder, '../../../shared/articles')
const articlesAreHere = existsSync(articleFolder)
const articleOf = (source: string) =>
  readFileSync(join(articleFolder, articleFiles[source] ?? source), 'utf8')
const paragraphsOf = (text: string) => text.split('\n').filter(line => line.trim() !== '')
const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
const plain = (text: string) => wordsOf(text).join(' ')

it('declares every entity and every source once', () => {
  const keys = declared.map(each => each.key)
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  const sourceKeys = dossiers.flatMap(({ dossier }) => dossier.sources.map(each => each.key))
  expect(sourceKeys.filter((key, at) => sourceKeys.indexOf(key) !== at)).toEqual([])
})

it('speaks only of entities declared in the same file or an earlier one', () => {
  const known = new Set<string>()
  const unknown = dossiers.flatMap(({ file, dossier }) => {
    for (const { key } of dossier.entities) known.add(key)
    const used = [
      ...dossier.sources.flatMap(each => [...(each.issuer ? [each.issuer] : []), ...keysOf(each.in)]),
      ...dossier.claims.flatMap(claim => [
        claim.about,
        ...(claim.object ? [claim.object] : []),
        ...claim.by.flatMap(link => [link.speaker, link.onBehalfOf].filter(key => key !== undefined)),
        ...referencesOf(claim),
        ...keysOf(claim.in),
      ]),
      ...dossier.disclosures.flatMap(each => keysOf(each.to)),
    ]
    return used.filter(key => !known.has(key)).map(key => `${file}: ${key}`)
  })
  expect(unknown).toEqual([])
})

it('says something about every entity and rests something on every source', () => {
  const spokenOf = new Set(statements.map(claim => claim.about))
  expect(declared.filter(({ key }) => !spokenOf.has(key))).toEqual([])
  const used = new Set(statements.map(claim => claim.source))
  expect([...sources.keys()].filter(key => !used.has(key))).toEqual([])
  expect([...used].filter(key => !sources.has(key))).toEqual([])
})

it('keeps every statement within the vocabulary', () => {
  const errors = statements.flatMap(({ where, about, predicate, object, value }) => {
    const rule: { about: readonly EntityType[]; object?: readonly EntityType[]; value: z.ZodType } =
      vocabulary[predicate]
    const type = types.get(about)
    const objectType = object === undefined ? undefined : types.get(object)
    const found = rule.value.safeParse(value)
    const stray = found.success
      ? Object.keys(value).filter(field => !Object.keys(found.data as object).includes(field))
      : [found.error.message]
    return [
      ...(type && rule.about.includes(type) ? [] : [`${where}: not said of a ${type}`]),
      ...(objectType && rule.object === undefined ? [`${where}: links to nothing`] : []),
      ...(rule.object && !objectType && predicate !== 'became-known' ? [`${where}: links to what?`] : []),
      ...(objectType && rule.object && !rule.object.includes(objectType) ? [`${where}: ${objectType}`] : []),
      ...stray.map(field => `${where}: ${field}`),
    ]
  })
  expect(errors).toEqual([])
})

it('never says the same thing twice', () => {
  const told = statements.map(claim => JSON.stringify({ ...claim, where: '', label: '' }))
  expect(told.filter((claim, at) => told.indexOf(claim) !== at)).toEqual([])
})

it('refers with disclosures and corrections to claims of the same file', () => {
  const lost = dossiers.flatMap(({ file, dossier }) => {
    const labels = dossier.claims.flatMap(claim => claim.label ?? [])
    const wanted = [
      ...dossier.disclosures.map(each => each.claim),
      ...dossier.claims.flatMap(claim => claim.supersedes ?? []),
    ]
    return [
      ...wanted.filter(label => !labels.includes(label)),
      ...labels.filter((label, at) => labels.indexOf(label) !== at || !wanted.includes(label)),
    ].map(label => `${file}: ${label}`)
  })
  expect(lost).toEqual([])
})

it('dates every source and every claim with days that a query can use', () => {
  const times = [
    ...[...sources.values()].map(each => each.published),
    ...statements.flatMap(claim => claim.reported ?? []),
    ...dossiers.flatMap(({ dossier }) => dossier.disclosures.map(each => each.at)),
  ]
  expect(times.filter(time => bounds(time).from === null || bounds(time).to === null)).toEqual([])
})

it('reports nothing before its source was published', () => {
  const early = statements.filter(
    claim => publishedFrom(claim) < (bounds(sources.get(claim.source)?.published ?? '').from ?? '9'),
  )
  expect(early.map(claim => claim.where)).toEqual([])
})

it('quotes at most six words, and only where the wording is the fact', () => {
  const quotations = statements.flatMap(({ evidence, wording, value }) => [
    ...evidence.flatMap(each => ('words' in each && each.words ? [each.words] : [])),
    ...[wording, value['asWritten']].flatMap(each => (typeof each === 'string' ? [each] : [])),
  ])
  expect(quotations.filter(words => wordsOf(words).length > 6)).toEqual([])
})

it('rests every claim on a numbered paragraph', () => {
  const loose = statements.filter(({ evidence }) => !evidence.every(each => 'paragraph' in each))
  expect(loose.map(claim => claim.where)).toEqual([])
})

it.skipIf(!articlesAreHere)('points to paragraphs that exist and quotes words that stand there', () => {
  const wrong = statements
    .filter(claim => claim.source in articleFiles)
    .flatMap(({ where, source, evidence }) => {
      const article = articleOf(source)
      const paragraphs = paragraphsOf(article)
      return evidence.flatMap(each => {
        if (!('paragraph' in each)) return [where]
        const paragraph = each.paragraph === 0 ? article : paragraphs[each.paragraph - 1]
        return paragraph && plain(paragraph).includes(plain(each.words ?? '')) ? [] : [where]
      })
    })
  expect(wrong).toEqual([])
})

it.skipIf(!articlesAreHere)('copies no eight words in a row from an article', () => {
  const runsOf = (text: string) => {
    const words = wordsOf(text)
    return words.slice(7).map((_, at) => words.slice(at, at + 8).join(' '))
  }
  const theirs = new Set(Object.keys(articleFiles).flatMap(source => runsOf(articleOf(source))))
  const copied = files.flatMap(file =>
    runsOf(textOf(file))
      .filter(run => theirs.has(run))
      .map(run => `${file}: ${run}`),
  )
  expect(copied).toEqual([])
})

it('has a track with a meeting, held or proposed, for each of the seven systems', () => {
  const systems = [
    'oic-contact-group',
    'doha-process',
    'sco-afghanistan-contact-group',
    'us-taliban-talks',
    'qatar-mediation',
    'iran-contact-group',
    'afghan-pakistani-talks',
  ]
  const meetingsOf = (track: string) =>
    statements.filter(claim => claim.predicate === 'meeting-of' && claim.object === track)
  expect(systems.filter(track => types.get(track) !== 'track' || meetingsOf(track).length === 0)).toEqual([])
})

it('names everything in English, Arabic and Persian', () => {
  const named = new Set(
    statements
      .filter(claim => claim.predicate === 'named')
      .map(claim => `${claim.about} ${String(claim.value['language'])}`),
  )
  const missing = declared
    .flatMap(({ key }) => ['en', 'ar', 'fa'].map(language => `${key} ${language}`))
    .filter(name => !named.has(name))
  expect(missing).toEqual([])
})

it('marks what is invented, in the source and in every claim that rests on it', () => {
  const unmarked = statements.filter(
    claim => (sources.get(claim.source)?.illustration ?? false) !== (claim.illustration ?? false),
  )
  expect(unmarked.map(claim => claim.where)).toEqual([])
  const untitled = [...sources.values()].filter(
    each => each.illustration && !each.title.startsWith('Illustration: '),
  )
  expect(untitled.map(each => each.key)).toEqual([])
})

it('keeps in its source’s compartment every claim that rests on a confidential source', () => {
  const strayed = statements.filter(
    claim => JSON.stringify(sources.get(claim.source)?.in) !== JSON.stringify(claim.in),
  )
  expect(strayed.map(claim => claim.where)).toEqual([])
})

it('knows nothing of the visit to Kandahar on 20 May 2023, save at the desk of Qatar', () => {
  const ofTheVisit = ['kandahar-visit-2023-05', 'qatar-mediation', 'haibatullah-akhundzada']
  const early = statements.filter(
    claim =>
      publishedFrom(claim) < '2023-05-21' &&
      [claim.about, claim.object ?? '', ...referencesOf(claim)].some(key => ofTheVisit.includes(key)),
  )
  const elsewhere = early.filter(claim => JSON.stringify(claim.in) !== '{"desk":"qatar"}')
  expect(elsewhere.map(claim => claim.where)).toEqual([])
  expect(early.length).toBeGreaterThan(0)
})

it('knows the visit on 7 June 2023, with both dates, how it came out and who had been informed', () => {
  const known = statements.filter(
    claim =>
      claim.about === 'kandahar-visit-2023-05' &&
      claim.in === undefined &&
      publishedFrom(claim) <= '2023-06-07',
  )
  const values = (predicate: string, field: string) =>
    known.filter(claim => claim.predicate === predicate).map(claim => claim.value[field])
  expect(values('meeting-date', 'date')).toEqual(['2023-05-12', '2023-05-11~/2023-05-20~'])
  expect(values('meeting-status', 'status')).toEqual(['undisclosed', 'held'])
  expect(values('became-known', 'how')).toEqual(['leaked', 'informed'])
})

it('gives the accounts of the demonstration mandates in tracks and for parties that exist', () => {
  const mandates = accounts.flatMap(account => account.mandates)
  expect(mandates.filter(each => each.track && types.get(each.track) !== 'track')).toEqual([])
  expect(mandates.filter(each => each.party && types.get(each.party) !== 'party')).toEqual([])
  expect(mandates.filter(each => each.capacity === 'party' && !each.party)).toEqual([])
  expect(new Set(accounts.map(account => account.key)).size).toBe(accounts.length)
})
