// Builds the pages into dist/web and the server and commands into dist/server. Called by ensure.mjs, which knows when.
import { build } from 'vite'

const common = { configFile: 'vite.config.ts', logLevel: 'warn' }
try {
  await Promise.all([build(common), build({ ...common, build: { ssr: true } })])
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
