import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { answerOf } from './parley.ts'

const web = join(import.meta.dirname, '../../dist/web')
const assets = join(web, 'assets')
const most = 250 * 1024

/** Scripts and styles that a file names, in HTML, in an import, or among what is fetched with a page. */
const namedIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name)

/** Scripts and styles that a script cannot run without. */
const importsOf = (name: string): string[] =>
  name.endsWith('.js')
    ? namedIn(readFileSync(join(assets, name), 'utf8'), /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)
    : []

/** Everything that comes with these, each once. */
const together = (names: readonly string[]): Set<string> => {
  const all = new Set<string>()
  const add = (name: string) => {
    if (all.has(name)) return
    all.add(name)
    for (const each of importsOf(name)) add(each)
  }
  for (const name of names) add(name)
  return all
}

/** The built files of one source file: its script, and its styles where it has any. */
const builtFrom = (stem: string) =>
  readdirSync(assets).filter(name => new RegExp(`^${stem}-[\\w-]{8}\\.(js|css)$`).test(name))

const compressed = (names: Iterable<string>) =>
  [...names].reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0)

describe('what a browser fetches to show the first page', () => {
  beforeAll(async () => {
    await answerOf(['--help'])
  })

  it.each(['en', 'ar', 'fa'])('is at most 250 KiB of scripts and styles in %s', language => {
    const first = namedIn(readFileSync(join(web, 'index.html'), 'utf8'), /\/assets\/([^"]+\.(?:js|css))"/g)
    expect(first).not.toEqual([])
    expect(builtFrom(language)).toHaveLength(1)
    expect(builtFrom('landscape').length).toBeGreaterThan(1)
    const all = together([...first, ...builtFrom(language), ...builtFrom('landscape'), ...builtFrom('pages')])
    expect(compressed(all)).toBeLessThan(most)
  })
})
