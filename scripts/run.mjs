// npm's scripts for those who work on Parley: check, fix, test, bench.
import './node-version.mjs'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bench } from './bench.mjs'
import { check } from './check.mjs'
import { ensureChromium } from './chromium.mjs'
import { ensureBuild, ensurePackages, root } from './ensure.mjs'
import { main } from './report.mjs'
import { tool } from './tools.mjs'

/** All that must hold; with arguments, only the tests they name. */
const test = async chosen => {
  if (chosen.length === 0 && !(await check())) return false
  await ensureBuild(console.log)
  const env = existsSync(join(root, 'test/journeys'))
    ? { PARLEY_CHROMIUM: await ensureChromium(console.log) }
    : {}
  return tool('vitest', ['run', ...chosen], { env })
}

const fix = async () => {
  const linted = await tool('oxlint', ['--type-aware', '--fix'])
  return (await tool('oxfmt', ['.'])) && linted
}

const tasks = {
  check,
  fix,
  test,
  bench: async args => {
    await bench(args)
    return true
  },
}

const [name, ...args] = process.argv.slice(2)
await main(async () => {
  await ensurePackages(console.error)
  return (await tasks[name](args)) ? 0 : 1
})
