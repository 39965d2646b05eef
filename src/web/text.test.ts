import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import { parseAst } from 'vite'
import { describe, expect, it } from 'vitest'
import { catalogues } from './markup.ts'
import { refusalText, speechIn } from './text.ts'
import { type Language, languages } from './text/languages.ts'

const { en, ar, fa } = catalogues
const others = { ar, fa }

/** Arguments of a message with their kinds, and the cases its plurals tell apart. */
const shapeOf = (message: string) => {
  const args = new Set<string>()
  const plurals: string[][] = []
  const walk = (token: unknown): void => {
    if (!Array.isArray(token)) return
    const [name, kind, cases] = token as unknown[]
    if (typeof name === 'string' && (token.length === 1 || typeof kind === 'string')) {
      args.add(typeof kind === 'string' ? `${name}: ${kind}` : name)
      if (typeof cases !== 'object' || cases === null) return
      if (kind === 'plural') plurals.push(Object.keys(cases).filter(each => each !== 'offset'))
      for (const each of Object.values(cases))
        for (const inner of Array.isArray(each) ? each : []) walk(inner)
      return
    }
    for (const each of token) walk(each)
  }
  for (const token of compileMessageOrThrow(message)) walk(token)
  return { args: [...args].toSorted(), plurals }
}

/** Forms that sound like the general one: Arabic for nothing, Persian for one of a thing, take the form of many. */
const spokenAsOther: Readonly<Record<Language, readonly string[]>> = { en: [], ar: ['zero'], fa: ['one'] }

/** The same in every language: names of norms and brands. */
const sameEverywhere = /\{[^{}]*\}|Parley|SHA-256/g

describe('each language', () => {
  it('has every message, and none that no page says', () => {
    for (const messages of Object.values(others))
      expect(Object.keys(messages).toSorted()).toEqual(Object.keys(en).toSorted())
  })

  it('is not English by oversight', () => {
    const sayable = (text: string) => /\p{L}/u.test(text.replaceAll(sameEverywhere, ''))
    const same = Object.entries(en).flatMap(([key, text]) =>
      Object.entries(others)
        .filter(([, messages]) => sayable(text) && new Map(Object.entries(messages)).get(key) === text)
        .map(([language]) => `${language} ${key}`),
    )
    expect(same).toEqual([])
  })

  it('writes Persian with Persian letters and Arabic with Arabic ones', () => {
    const arabicOnly = Object.entries(fa).filter(([, text]) => /[يكة]/.test(text))
    const persianOnly = Object.entries(ar).filter(([, text]) => /[یکپچژگ]/.test(text))
    expect(arabicOnly).toEqual([])
    expect(persianOnly).toEqual([])
  })

  it('fills the same arguments as English', () => {
    for (const messages of Object.values(others))
      for (const [key, text] of Object.entries(messages))
        expect({ key, args: shapeOf(text).args }).toEqual({
          key,
          args: shapeOf(new Map(Object.entries(en)).get(key) ?? '').args,
        })
  })

  it('has a form for each of its grammatical numbers', () => {
    for (const language of languages) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      const lacking = Object.entries(catalogues[language]).flatMap(([key, text]) =>
        shapeOf(text).plurals.flatMap(cases =>
          forms
            .filter(form => !spokenAsOther[language].includes(form) && !cases.includes(form))
            .map(form => `${language} ${key}: ${form}`),
        ),
      )
      expect(lacking).toEqual([])
    }
  })
})

describe('saying', () => {
  const count = (language: Language, number: number) =>
    speechIn(language, catalogues[language]).say('parts.sources', { count: number })

  it('counts as each language counts', () => {
    expect(count('en', 1)).toBe('1 independent source')
    expect([1, 2, 3, 11].map(number => count('ar', number).replaceAll(/[\d٠-٩]+/g, '#'))).toEqual([
      'مصدر مستقل واحد',
      'مصدران مستقلان',
      '# مصادر مستقلة',
      '# مصدرًا مستقلًا',
    ])
    expect(count('fa', 3)).toBe('۳ منبع مستقل')
  })

  it('names a reason nobody wrote a sentence for', () =>
    expect(refusalText(speechIn('en', en), 'moon-is-full')).toContain('moon-is-full'))

  it('shows the moment until which a refusal holds on the reader’s clock', () => {
    const speech = speechIn('en', en, { zone: 'UTC' })
    expect(refusalText(speech, 'too-many-attempts', '2026-01-01T10:00:00.000Z')).toContain('1 January 2026')
  })
})

const filesIn = (folder: string, pattern: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(path => join(folder, path.replaceAll('\\', '/')))
    .filter(path => pattern.test(path))

it('has a sentence for every reason of refusal in the code', () => {
  const reasons = filesIn('src', /(?<!\.test)\.tsx?$/).flatMap(path =>
    [...readFileSync(path, 'utf8').matchAll(/\brefuse(?:d: |\()(?:[^'")]*\? )?'([a-z-]+)'/g)].map(
      ([, reason = '']) => reason,
    ),
  )
  expect(reasons.length).toBeGreaterThan(20)
  expect([...new Set(reasons)].filter(reason => !(`refusal.${reason}` in en))).toEqual([])
})

interface Node {
  readonly type: string
  readonly value?: unknown
  readonly name?: { readonly name?: string }
}
const spoken = new Set(['title', 'placeholder', 'alt', 'label', 'aria-label', 'aria-description'])

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value

/** Words that stand in a page's code instead of in a catalogue. */
const literalsIn = (node: unknown, found: string[] = []): string[] => {
  if (Array.isArray(node)) for (const each of node) literalsIn(each, found)
  else if (isNode(node)) {
    const says = (value: unknown) => {
      // The key of a message is not read by anybody.
      if (typeof value === 'string' && /\p{L}/u.test(value) && !(value in en)) found.push(value.trim())
    }
    if (node.type === 'JSXText') says(node.value)
    if (node.type === 'JSXAttribute' && spoken.has(node.name?.name ?? '') && isNode(node.value))
      if (node.value.type === 'Literal') says(node.value.value)
    if (node.type === 'JSXExpressionContainer' && 'expression' in node && isNode(node.expression))
      if (node.expression.type === 'Literal' && !('inAttribute' in node)) says(node.expression.value)
    for (const [key, each] of Object.entries(node)) {
      // A literal in braces is text only among children, not as the value of an attribute.
      const inside = node.type === 'JSXAttribute' && key === 'value' && isNode(each)
      literalsIn(inside ? { ...each, inAttribute: true } : each, found)
    }
  }
  return found
}

it('writes no words into pages that a translator would not find', () => {
  const found = filesIn('src', /(?<!\.test)\.tsx$/).flatMap(path =>
    literalsIn(parseAst(readFileSync(path, 'utf8'), { lang: 'tsx' }, path)).map(text => `${path}: ${text}`),
  )
  expect(found).toEqual([])
})
