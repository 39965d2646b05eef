// Format, lint, types, dead code and the lock file: everything a reviewer should not have to look for.
import { run } from './child.mjs'
import { root } from './ensure.mjs'
import { tool } from './tools.mjs'

const checks = {
  format: options => tool('oxfmt', ['--check', '.'], options),
  lint: options => tool('oxlint', ['--type-aware', '--deny-warnings'], options),
  types: options => tool('typescript', ['--noEmit'], { ...options, command: 'tsc' }),
  'dead code': options => tool('knip', [], options),
  'lock file': options => run(process.execPath, ['scripts/check-lock.mjs'], { ...options, cwd: root }),
}

/** Runs all checks at once, tells each as it ends, and answers whether all passed. */
export const check = async () => {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, begin]) => {
      let output = ''
      const passed = await begin({ heard: piece => (output += piece) })
      console.log(`${passed ? '✓' : '✗'} ${name}`)
      if (!passed) console.error(output)
      return passed
    }),
  )
  return results.every(Boolean)
}
