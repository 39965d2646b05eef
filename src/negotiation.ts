import { type Document, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { answers, paragraphKinds, paragraphStates, verbs } from './features/texts/acts.ts'
import { documentKinds, stands, statementKinds } from './features/outcomes/outcome.ts'
import { Key } from './features/record/dossier.ts'
import { isWellFormed } from './domain/well-formed.ts'

// A negotiation told as a file: which texts, who sits at the table, and what each did, in order. It is carried out by the
// commands of the product, in each one's own name, so that whatever procedure forbids is refused here too.

const words = z.string().min(1)
const Keys = z.array(Key).min(1)
/** A paragraph as it is called in the room at that moment (`OP2bis`), or by its id. */
const Place = z.string().min(1)
const Minute = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/, 'a minute such as 2025-10-06T09:00Z')
const Day = z.iso.date()

/** What may be done, each by the verb that its entry begins with. */
const deeds = {
  /** A text of `texts`, with its first words. */
  begins: z.strictObject({ begins: Key }),
  proposes: z.strictObject({
    proposes: Key,
    in: Place,
    /** One of: other words for some; words to strike; words to put behind others; a paragraph behind this one. */
    replace: words.optional(),
    with: words.optional(),
    strike: words.optional(),
    insert: words.optional(),
    behind: words.optional(),
    paragraph: words.optional(),
    kind: z.enum(paragraphKinds).optional(),
    /** The new paragraph is offered in place of the one before it. */
    instead: z.boolean().default(false),
    because: words.optional(),
    'alternative-to': Key.optional(),
    bridges: Keys.optional(),
  }),
  says: z.strictObject({ says: z.enum(verbs), of: Key, note: words.optional() }),
  answers: z.strictObject({ answers: z.enum(answers), to: Key, note: words.optional() }),
  explains: z.strictObject({ explains: Key, because: words }),
  'would-withdraw': z.strictObject({
    'would-withdraw': Key,
    once: Key,
    is: z.enum(['accepted', 'withdrawn']),
  }),
  withdraws: z.strictObject({ withdraws: Keys }),
  decides: z.strictObject({
    decides: z.strictObject({
      accept: z.array(Key).default([]),
      reject: z.array(Key).default([]),
      settle: z.boolean().default(false),
      notwithstanding: z.boolean().default(false),
    }),
  }),
  sets: z.strictObject({ sets: z.enum(paragraphStates), in: z.array(Place).min(1) }),
  renumbers: z.strictObject({ renumbers: z.literal(true) }),
  issues: z.strictObject({ issues: words }),
  comments: z.strictObject({
    comments: words,
    to: z.enum(['delegation', 'chair', 'all']),
    in: Place,
    on: words,
    key: Key.optional(),
    'in-answer-to': Key.optional(),
  }),
  aligns: z.strictObject({ aligns: Key, in: z.array(Place).min(1) }),
  'asks-silence': z.strictObject({
    'asks-silence': Key,
    on: words,
    how: z.enum(['meeting', 'note']),
    meeting: Key.optional(),
    /** Local time in the zone. */
    until: z.string(),
    zone: z.string(),
  }),
  opens: z.strictObject({ opens: Key }),
  objects: z.strictObject({
    objects: z.enum(['in-meeting', 'objection', 'amendment']),
    to: Key,
    because: words,
    proposal: Key.optional(),
  }),
  announces: z.strictObject({ announces: Key, meeting: Key.optional() }),
  numbers: z.strictObject({ numbers: Key, number: words }),
  drafts: z.strictObject({
    drafts: Key,
    of: words,
    kind: z.enum(documentKinds),
    title: words,
    meeting: Key.optional(),
  }),
  agrees: z.strictObject({ agrees: Key }),
  stands: z.strictObject({
    stands: z.enum(stands),
    to: Key,
    /** Whose absence is recorded. */
    party: Key.optional(),
    in: Place.optional(),
    authority: words.optional(),
    until: Day.optional(),
  }),
  attaches: z.strictObject({
    attaches: z.enum(statementKinds),
    to: Key,
    words,
    language: z.string().default('en'),
  }),
  adopts: z.strictObject({ adopts: Key, silence: Key.optional() }),
  publishes: z.strictObject({ publishes: Key, number: words }),
} as const

type Deeds = typeof deeds
type Verb = keyof Deeds
export type Deed = { [V in Verb]: { readonly verb: V } & z.output<Deeds[V]> }[Verb]
export type DeedOf<V extends Verb> = Extract<Deed, { verb: V }>

const isVerb = (name: string): name is Verb => Object.hasOwn(deeds, name)

const WhoAndWhen = z.object({
  /** Absent: a minute after the one before. */
  at: Minute.optional(),
  /** The chair, the secretariat, or parties, who each do it one after another. */
  by: z.union([Key, Keys]),
  /** Which of the texts; absent: the first. */
  text: Key.optional(),
})

const Text = z.strictObject({
  title: words,
  language: z.string().default('en'),
  'parallel-to': Key.optional(),
  standing: z.enum(['authentic', 'translation']).default('authentic'),
  paragraphs: z
    .array(
      z
        .union([
          z.strictObject({ heading: words }),
          z.strictObject({ preambular: words }),
          z.strictObject({ operative: words }),
        ])
        .transform(each => Object.entries(each)[0] as [(typeof paragraphKinds)[number], string]),
    )
    .min(1),
})

const File = z.strictObject({
  negotiation: Key,
  track: Key,
  /** Its words are invented, to show how Parley works. */
  illustration: z.boolean().default(false),
  /** Which account acts for the chair, for the secretariat, and (with its key behind) for each party. */
  accounts: z.strictObject({ chair: Key, secretariat: Key, party: z.string() }),
  texts: z.record(Key, Text),
  acts: z.array(z.record(z.string(), z.unknown())).min(1),
})

export interface Act {
  readonly line: number
  readonly at: Date
  readonly by: readonly string[]
  readonly text: string
  readonly deed: Deed
}

export interface Negotiation extends Omit<z.output<typeof File>, 'acts'> {
  readonly acts: readonly Act[]
}

export interface Trouble {
  readonly line: number
  readonly reason: string
}

const minute = 60_000

type LineOf = (path: readonly PropertyKey[]) => number

/** The line on which what is at this path begins, or what it is missing from. */
const lineReader = (document: Document, counter: LineCounter): LineOf => {
  const lineOf: LineOf = path => {
    const node: unknown = document.getIn(path, true)
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range))
      return counter.linePos(Number(node.range[0])).line
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1))
  }
  return lineOf
}

const troublesIn = (error: z.ZodError, path: readonly PropertyKey[], lineOf: LineOf): Trouble[] =>
  error.issues.map(issue => ({
    line: lineOf([...path, ...issue.path]),
    reason: `${issue.path.join('.')}: ${issue.message}`,
  }))

const readDeed = (entry: Record<string, unknown>): Deed | z.ZodError | string => {
  const [verb, ...more] = Object.keys(entry).filter(isVerb)
  if (verb === undefined) return `nothing is done here: one of ${Object.keys(deeds).join(', ')} is missing`
  if (more.length > 0) return `two things are done here: ${[verb, ...more].join(' and ')}`
  const { at: _at, by: _by, text: _text, ...rest } = entry
  const read = deeds[verb].safeParse(rest)
  return read.success ? ({ verb, ...read.data } as Deed) : read.error
}

const readActs = (
  entries: readonly Record<string, unknown>[],
  { texts }: Pick<Negotiation, 'texts'>,
  lineOf: LineOf,
): { readonly acts: readonly Act[]; readonly troubles: readonly Trouble[] } => {
  const acts: Act[] = []
  const troubles: Trouble[] = []
  let before: number | undefined
  for (const [index, entry] of entries.entries()) {
    const path = ['acts', index]
    const line = lineOf(path)
    const trouble = (reason: string) => troubles.push({ line, reason })
    const who = WhoAndWhen.safeParse(entry)
    const deed = readDeed(entry)
    if (!who.success) troubles.push(...troublesIn(who.error, path, lineOf))
    if (typeof deed === 'string') trouble(deed)
    else if (deed instanceof z.ZodError) troubles.push(...troublesIn(deed, path, lineOf))
    if (!who.success || typeof deed === 'string' || deed instanceof z.ZodError) continue
    const { at, by, text = Object.keys(texts)[0] ?? '' } = who.data
    if (!Object.hasOwn(texts, text)) trouble(`there is no text ${text} in this file`)
    const time = at === undefined ? (before ?? Number.NaN) + minute : Date.parse(at)
    if (Number.isNaN(time)) trouble('the first act says when it was done')
    else if (before !== undefined && time < before) trouble('this was done before what stands above it')
    const doers = [by].flat()
    acts.push({ line, at: new Date(time), by: doers, text, deed })
    before = time + (doers.length - 1) * minute
  }
  return { acts, troubles }
}

/** Reads such a file; or says what is wrong with it, line by line. */
export const readNegotiation = (written: string): Negotiation | { readonly troubles: readonly Trouble[] } => {
  const counter = new LineCounter()
  const document = parseDocument(written, { lineCounter: counter })
  if (document.errors.length > 0)
    return {
      troubles: document.errors.map(({ pos, message }) => ({
        line: counter.linePos(pos[0]).line,
        reason: message,
      })),
    }
  const lineOf = lineReader(document, counter)
  const content: unknown = document.toJS()
  if (!isWellFormed(content))
    return { troubles: [{ line: 1, reason: 'a text holds a character that cannot be kept' }] }
  const file = File.safeParse(content)
  if (!file.success) return { troubles: troublesIn(file.error, [], lineOf) }
  const { acts, troubles } = readActs(file.data.acts, file.data, lineOf)
  return troubles.length > 0 ? { troubles } : { ...file.data, acts }
}
