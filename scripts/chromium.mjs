import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './child.mjs'
import { CannotStart, step } from './report.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const usual = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

const canRun = path => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const find = () => {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [...folders.flatMap(folder => names.map(name => join(folder, name))), ...usual].find(canRun)
}

const install = async () => {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  let output = ''
  const apt = args => run('apt-get', args, { env, heard: piece => (output += piece) })
  // Another apt-get may hold the lists for a moment; those we have may do.
  await apt(['update', '-q'])
  const options = ['-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120']
  const installed = await apt(['install', ...options, 'chromium'])
  if (!installed) throw new CannotStart(`apt-get could not install chromium:\n${output.trim()}`)
}

/** The browser the journeys run in: the one named, one already there, or on Debian as root a new one. */
export const ensureChromium = async report => {
  const named = process.env.PARLEY_CHROMIUM
  if (named && !canRun(named)) throw new CannotStart(`PARLEY_CHROMIUM names ${named}, which cannot be run.`)
  const present = named || find()
  if (present) return present

  if (existsSync('/etc/debian_version') && process.getuid?.() === 0)
    await step('Installing Chromium', report, install)
  const installed = find()
  if (installed) return installed
  throw new CannotStart('The journeys need Chromium: install it, or name it in PARLEY_CHROMIUM.')
}
