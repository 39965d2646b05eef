// Builds the pages into dist/web and the server and commands into dist/server. Called by ensure.mjs, which knows when.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'vite'

const common = { configFile: 'vite.config.ts', logLevel: 'warn' }

/** The server sends what is compressed already, so that no request waits for it. */
const compress = async file => {
  const text = await readFile(file)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
  await Promise.all([
    writeFile(`${file}.br`, await promisify(brotliCompress)(text, quality)),
    writeFile(`${file}.gz`, await promisify(gzip)(text)),
  ])
}

const buildPages = async () => {
  await build(common)
  const files = await readdir('dist/web', { recursive: true, withFileTypes: true })
  const texts = files.filter(file => file.isFile() && /\.(js|css|svg|json)$/.test(file.name))
  await Promise.all(texts.map(({ parentPath, name }) => compress(join(parentPath, name))))
}

try {
  await Promise.all([buildPages(), build({ ...common, build: { ssr: true } })])
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
