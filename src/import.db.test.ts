import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestDb } from '../test/database.ts'
import { CannotImport, importFiles } from './import.ts'
import { sql } from './platform/db.ts'

const db = await openTestDb()
const folder = mkdtempSync(join(tmpdir(), 'parley-import-'))
afterAll(() => rmSync(folder, { recursive: true }))

const importing = (content: string | Uint8Array, name = 'file.yaml') => {
  writeFileSync(join(folder, name), content)
  return importFiles(db, [join(folder, name)], new Date('2026-01-01T00:00:00Z'))
}
const titled = (key: string, title: string) =>
  `sources:\n  - { key: ${key}, kind: wire, publisher: P, language: en, published: '2023-01-01', title: ${title} }\n`
const kept = () =>
  db.asOwner(tx => tx.all(z.object({ title: z.string() }), sql`select title from source order by title`))

describe('a file that cannot be read', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['in the encoding of another century', Buffer.from([0x64, 0x3a, 0x20, 0xc7, 0xe1]), /not UTF-8/],
    ['in UTF-16', Buffer.from(`\ufeff${titled('a', 'A')}`, 'utf16le'), /not UTF-8/],
    ['with a NUL in a text', titled('a', String.raw`"a\0b"`), /cannot be kept/],
    ['with half a character in a text', titled('a', String.raw`"a\ud800b"`), /cannot be kept/],
    ['indented by tabs', 'sources:\n\t- key: a\n', /[Tt]ab/],
    [
      'with references that multiply',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
        .split('')
        .map((each, at) => `${each}: &${each} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`)
        .join('\n')}\n`,
      /alias|file.yaml/,
    ],
    ['empty', '', /file.yaml/],
    ['of nothing but a list', '- a\n', /file.yaml/],
    ['with fields nobody knows', 'dossiers: x\n', /nrecognized/],
    ['with a title of a number', titled('a', '5'), /title/],
  ])('%s is refused in words', async (_, content, message) => {
    const refused = await importing(content).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(CannotImport)
    expect(String(refused)).toMatch(message)
    expect(await kept()).toEqual([])
  })

  it('leaves nothing of the files read before it', async () => {
    writeFileSync(join(folder, 'good.yaml'), titled('good', 'Good'))
    writeFileSync(join(folder, 'bad.yaml'), 'claims: 5')
    const both = importFiles(db, [join(folder, 'good.yaml'), join(folder, 'bad.yaml')], new Date())
    await expect(both).rejects.toThrow(CannotImport)
    expect(await kept()).toEqual([])
  })
})

it('takes a file as any editor saves it', async () => {
  await importing(`\ufeff${titled('crlf', 'From elsewhere').replaceAll('\n', '\r\n')}`)
  expect(await kept()).toEqual([{ title: 'From elsewhere' }])
})
