import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { expect, it } from 'vitest'

// Who may import whom. A path says which layer a file is in; the first pattern that fits decides.
const layers = [
  ['test', /\.test\.tsx?$|(^|\/)given-[^/]+\.tsx?$/],
  ['main', /^[^/]+\.ts$/],
  ['cli', /^cli\//],
  ['api', /\.api\.ts$/],
  ['platform', /^platform\//],
  ['store', /\.store\.ts$/],
  ['routes', /\.(routes|reactions|commands)\.ts$/],
  ['view', /\.view\.tsx$|^web\//],
  ['domain', /^domain\/|^features\/.*\/[^/]+\.ts$/],
] as const

/** Layers, packages, packages by the beginning of their name (`@tanstack/*`), or single files of other layers. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [
    'domain',
    'zod',
    'any-ascii',
    'edtf',
    '@internationalized/date',
    'diff',
    'node:crypto',
    'prosemirror-*',
  ],
  api: ['domain', 'api', 'zod', 'platform/contract.ts'],
  store: ['domain', 'api', 'store', 'zod', 'platform', 'node:crypto', '@node-rs/argon2', 'prosemirror-*'],
  routes: [
    'domain',
    'api',
    'store',
    'routes',
    'platform',
    'zod',
    'node:*',
    'fastify',
    '@fastify/*',
    '@node-rs/argon2',
  ],
  view: [
    'domain',
    'api',
    'view',
    'contract.ts',
    'platform/contract.ts',
    'zod',
    'react',
    'react/*',
    'react-dom',
    'react-dom/*',
    'react-aria-components',
    'react-aria-components/*',
    '@internationalized/date',
    '@tanstack/*',
    '@lingui/*',
    'prosemirror-*',
    '@fontsource-variable/*',
  ],
  platform: ['domain', 'api', 'platform', '*'],
  cli: ['domain', 'cli', 'main', 'store', 'routes', 'platform', 'zod', 'node:*'],
  main: ['*', 'domain', 'api', 'store', 'routes', 'platform', 'cli', 'main'],
}

const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => /\.(tsx?|mjs)$/.test(path))

const layerOf = (path: string) => layers.find(([, pattern]) => pattern.test(path))?.[0] ?? 'no layer'
const featureOf = (path: string) => /^features\/([^/]+)/.exec(path)?.[1]

const importsOf = (path: string) => {
  const text = readFileSync(join('src', path), 'utf8')
  const fixed = text.matchAll(/^(?:import|export) (?:[^'"]*? from )?'([^']+)'/gm)
  const late = text.matchAll(/\bimport\('([^']+)'\)/g)
  return [...fixed, ...late].map(([, specifier = '']) => specifier)
}

const fits = (allowed: readonly string[], specifier: string, isLocal: boolean) =>
  allowed.some(each => {
    if (each === specifier) return true
    return !isLocal && each.endsWith('*') && specifier.startsWith(each.slice(0, -1))
  })

const troubleWith = (from: string, specifier: string): string | undefined => {
  const layer = layerOf(from)
  const isLocal = specifier.startsWith('.')
  const to = isLocal ? join(dirname(from), specifier).replace(/\?.*$/, '') : specifier
  const kind = isLocal ? layerOf(to) : to
  const allowed = mayImport[layer] ?? []
  if (isLocal && /\.(css|json|sql|ya?ml)$/.test(to)) return undefined
  if (!fits(allowed, kind, isLocal) && !fits(allowed, to, isLocal))
    return `${from} (${layer}) imports ${to} (${kind})`
  const strangers =
    featureOf(from) !== undefined && featureOf(to) !== undefined && featureOf(from) !== featureOf(to)
  return strangers && !['domain', 'api', 'store'].includes(kind)
    ? `${from} reaches into ${to}: features meet at their domain, their api and their store`
    : undefined
}

it('keeps every import inside its layer', () => {
  const troubles = source
    .filter(path => layerOf(path) !== 'test')
    .flatMap(from => importsOf(from).map(specifier => troubleWith(from, specifier)))
    .filter(trouble => trouble !== undefined)
  expect(troubles).toEqual([])
})

/** Files that are better read whole although they are long, each with the reason. */
const longOnPurpose: Readonly<Record<string, string>> = {
  'domain/vocabulary.ts': 'every word the record may use in one list, which is read and searched as a page',
  'features/record/draft.ts': 'one form: what it holds, what is wrong with it, and the file it becomes',
  'features/record/plan.ts': 'one pass from a file to its rows, with every check on the way',
  'features/texts/editor-room.ts':
    'one open editor’s whole talk with the server, whose parts share its state',
  'features/registry/registry.store.ts': 'the queries behind one entity’s page, which share their pieces',
}

it('has no file over 300 lines without a reason', () => {
  const long = source
    .filter(path => layerOf(path) !== 'test')
    .filter(path => readFileSync(join('src', path), 'utf8').split('\n').length > 301)
  expect(long.filter(path => !(path in longOnPurpose))).toEqual([])
  expect(Object.keys(longOnPurpose).filter(path => !long.includes(path))).toEqual([])
})

// Written in pieces, so that this file does not name what it looks for.
const elsewhere = new RegExp(
  [
    ['/', 'work', '/'],
    ['/', 'root', '/'],
    ['/', 'home', '/[a-z]'],
    ['registry', '\\.', 'npm'],
  ]
    .map(pieces => pieces.join(''))
    .join('|'),
)

it('names no path of one machine and no package registry', () => {
  const files = existsSync('.git')
    ? execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
        encoding: 'utf8',
      })
        .split('\0')
        .filter(path => path !== '' && existsSync(path))
    : source.map(path => join('src', path))
  expect(files.filter(path => elsewhere.test(readFileSync(path, 'utf8')))).toEqual([])
})
