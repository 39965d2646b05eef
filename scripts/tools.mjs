import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.mjs'
import { root } from './ensure.mjs'

/** The file an installed package's command stands for; so that no shell and no `.cmd` comes between. */
const commandOf = (name, command) => {
  const folder = join(root, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, bin[command])
}

/** Runs the command of an installed package. */
export const tool = (name, args, { command = name, ...options } = {}) =>
  run(process.execPath, [commandOf(name, command), ...args], { cwd: root, ...options })
