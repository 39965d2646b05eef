import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './ensure.mjs'
import { CannotStart } from './report.mjs'

/** The programs a measurement starts: `bench/NAME/PROGRAM.process.ts` is built as `NAME-PROGRAM.js` beside it. */
const programsOf = name => {
  const folder = join(root, 'bench', name)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(file => file.endsWith('.process.ts'))
    .map(file => [`${name}-${basename(file, '.process.ts')}`, join(folder, file)])
}

/** Builds the measurements as the server is built, so that what is measured is what runs. */
const build = async names => {
  const vite = await import('vite')
  const input = Object.fromEntries(
    names.flatMap(name => [[name, join(root, 'bench', `${name}.ts`)], ...programsOf(name)]),
  )
  await vite.build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { ssr: true, outDir: 'dist/bench', rolldownOptions: { input } },
  })
}

/** Runs the measurement named first with the arguments that follow, or all of them, and prints what they found. */
export const bench = async ([chosen, ...args]) => {
  const all = readdirSync(join(root, 'bench'))
    .filter(file => file.endsWith('.ts'))
    .filter(file => /^export .*\brun\b/m.test(readFileSync(join(root, 'bench', file), 'utf8')))
    .map(file => basename(file, '.ts'))
  if (chosen && !all.includes(chosen))
    throw new CannotStart(`There is no measurement “${chosen}”: choose one of ${all.join(', ')}.`)

  const names = chosen ? [chosen] : all
  await build(names)
  process.env.NODE_ENV ??= 'production'
  const found = {}
  for (const name of names) {
    const { run } = await import(pathToFileURL(join(root, 'dist/bench', `${name}.js`)).href)
    console.error(`Measuring ${name} …`)
    found[name] = await run(args)
  }
  console.log(JSON.stringify(found, null, 2))
}
