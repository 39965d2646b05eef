import { z } from 'zod'
import { Edtf } from '../../domain/edtf.ts'
import { type EntityType, PredicateName, vocabulary } from '../../domain/vocabulary.ts'

/** One field of a claim's value, as a form asks for it. */
export interface ValueField {
  readonly name: string
  readonly needed: boolean
  readonly shape:
    | { readonly type: 'text' | 'long' | 'date' | 'number' | 'yes-no' | 'language' | 'entity' }
    | { readonly type: 'choice'; readonly options: readonly string[] }
  /** What the form begins with. */
  readonly usual?: string | boolean
}

const optionsOf = (schema: z.ZodType): readonly string[] =>
  schema instanceof z.ZodEnum ? schema.options.map(String) : []

/** Fields whose text is a sentence rather than a word or two. */
const long = new Set(['text', 'reason', 'condition', 'caveat', 'notLinkedTo'])

const typeOf = (
  schema: z.ZodType,
  name: string,
  isReference: boolean,
  isNamed: boolean,
): ValueField['shape'] => {
  if (isReference) return { type: 'entity' }
  if (schema === Edtf) return { type: 'date' }
  if (schema instanceof z.ZodEnum) return { type: 'choice', options: optionsOf(schema) }
  if (schema instanceof z.ZodBoolean) return { type: 'yes-no' }
  if (schema instanceof z.ZodNumber) return { type: 'number' }
  if (name === 'language') return { type: 'language' }
  return { type: long.has(name) && !isNamed ? 'long' : 'text' }
}

/** `asWritten` is kept beside a date by itself. */
const kept = new Set(['asWritten'])

/** The fields of a predicate's value, read off the vocabulary itself. */
export const fieldsOf = (name: PredicateName): ValueField[] => {
  const predicate = vocabulary[name]
  const references: readonly string[] = 'references' in predicate ? predicate.references : []
  const fields: readonly [string, z.ZodType][] = Object.entries(predicate.value.shape)
  return fields.flatMap(([field, given]): ValueField[] => {
    if (kept.has(field)) return []
    let schema = given
    let usual: unknown
    if (schema instanceof z.ZodDefault) usual = schema.parse(undefined)
    while (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
      schema = schema.unwrap() as z.ZodType
    return [
      {
        name: field,
        needed: !given.safeParse(undefined).success,
        shape: typeOf(schema, field, references.includes(field), name === 'named'),
        ...((typeof usual === 'string' || typeof usual === 'boolean') && { usual }),
      },
    ]
  })
}

/** The questions a form asks under one heading, in the order in which people think of them. */
export const groups = {
  words: ['said', 'position', 'demand', 'proposed', 'pledge', 'described'],
  identity: ['named', 'coded', 'party-kind', 'track-kind', 'outcome-kind', 'happened'],
  meeting: [
    'meeting-date',
    'meeting-place',
    'meeting-status',
    'meeting-level',
    'meeting-of',
    'round',
    'prepares',
    'in-margins-of',
    'agenda-item',
  ],
  people: ['participation', 'attendance', 'represented-by', 'holds-post', 'related-to'],
  course: ['lifecycle', 'outcome-status', 'measure-status', 'responsible-for', 'became-known'],
  frame: ['concerns', 'track-parent', 'subject-matter', 'usual-level', 'house-rule', 'designation-policy'],
} as const satisfies Record<string, readonly PredicateName[]>
export type Group = keyof typeof groups

const isGroup = (name: string): name is Group => name in groups

/** What may be said of an entity of this type, under the headings that have anything for it. */
export const predicatesFor = (type: EntityType): { group: Group; predicates: PredicateName[] }[] =>
  Object.entries(groups).flatMap(([group, all]) => {
    const predicates = all.filter(name => {
      const about: readonly EntityType[] = vocabulary[name].about
      return about.includes(type)
    })
    return isGroup(group) && predicates.length > 0 ? [{ group, predicates }] : []
  })

/** What a claim of this predicate links to; empty when to nothing. */
export const objectsOf = (name: PredicateName): readonly EntityType[] => {
  const predicate = vocabulary[name]
  return 'object' in predicate ? predicate.object : []
}

/** Whether the claim makes no sense without what it links to. */
export const needsObject = (name: PredicateName): boolean =>
  objectsOf(name).length > 0 && name !== 'became-known'

export const isPredicate = (name: unknown): name is PredicateName => PredicateName.safeParse(name).success
