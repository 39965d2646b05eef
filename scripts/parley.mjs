// What bin/parley and `npm start` run: everything is installed and built first, then the command itself.
import './node-version.mjs'
import { ensureBuild, ensurePackages, root } from './ensure.mjs'
import { endWithNpm } from './npm-parent.mjs'
import { main } from './report.mjs'

endWithNpm()

// Commands answer on standard output, so their preparations are told on standard error; a server's answer is its progress.
const report = process.argv[2] === 'serve' ? console.log : console.error

await main(async () => {
  await ensurePackages(report)
  await ensureBuild(report)
  process.env.NODE_ENV ??= 'production'
  process.env.PARLEY_LOG ??= 'warn'
  const { runAtTerminal } = await import(new URL('../dist/server/cli.js', import.meta.url).href)
  return runAtTerminal(process.argv.slice(2), root)
})
