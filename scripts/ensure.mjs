// Brings packages and build up to what the source says, before anything is installed: only Node itself may be imported.
import './node-version.mjs'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './child.mjs'
import { alone } from './lock.mjs'
import { CannotStart, step } from './report.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))
const at = path => join(root, path)

const onlyOne = async (name, report, work) => {
  try {
    return await alone(at(`.parley-${name}.lock`), work, {
      waiting: pid => report(`Waiting for process ${pid}, which is at it already (.parley-${name}.lock) …`),
    })
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(error.code))
      throw new CannotStart(
        `Parley cannot write to its own folder ${root}: make it writable for this user, or copy it elsewhere.`,
      )
    throw error
  }
}

const packagesIn = path => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

const suits = (allowed, own) => !allowed || allowed.includes(own)

/** npm writes its own list last, so a list that agrees with the lock file and the folders tells of a finished install. */
export const packagesAreInstalled = () => {
  const wanted = packagesIn(at('package-lock.json'))
  const installed = packagesIn(at('node_modules/.package-lock.json'))
  if (!wanted || !installed) return false
  return (
    Object.entries(wanted).every(([path, { optional }]) => path === '' || optional || path in installed) &&
    Object.entries(installed).every(
      ([path, { version, integrity, os, cpu }]) =>
        wanted[path]?.version === version &&
        wanted[path]?.integrity === integrity &&
        suits(os, process.platform) &&
        suits(cpu, process.arch) &&
        existsSync(at(`${path}/package.json`)),
    )
  )
}

const npm = (args, options) => {
  const cli = process.env.npm_execpath
  return cli?.endsWith('npm-cli.js')
    ? run(process.execPath, [cli, ...args], options)
    : run('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** A look at the network helps more often than npm's own page of words; its last line says which package it was. */
const whyInstallFailed = output => {
  const reason = output.split('\n').find(text => /npm (error|ERR!) (?!code)/.test(text)) ?? ''
  return `The packages could not be installed (${reason.replace(/npm (error|ERR!)\s*/, '').trim() || 'npm ci failed'}): see that the package registry can be reached and the disk is not full, then try again.`
}

const install = async addHolder => {
  let output = ''
  const heard = piece => (output += piece)
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  for (let attempt = 1; ; attempt++) {
    const succeeded = await npm(args, { cwd: root, heard, started: addHolder }).catch(error => {
      throw new CannotStart(
        `npm could not be run (${error.message}): install Node.js together with npm and try again.`,
      )
    })
    if (succeeded) return
    if (attempt === 2) throw new CannotStart(whyInstallFailed(output))
    output = ''
  }
}

export const ensurePackages = async report => {
  if (packagesAreInstalled()) return
  await onlyOne('install', report, async ({ addHolder }) => {
    if (packagesAreInstalled()) return
    await step('Installing packages', report, () => install(addHolder))
  })
}

const sources = folder =>
  readdirSync(at(folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return sources(path)
    return /\.test\.tsx?$/.test(entry.name) ? [] : [path]
  })

/** One fingerprint of everything the build reads. */
const fingerprint = () => {
  const hash = createHash('sha256')
  for (const path of [...sources('src').sort(), 'vite.config.ts', 'package.json', 'package-lock.json'])
    hash
      .update(`${path}\0`)
      .update(readFileSync(at(path)))
      .update('\0')
  return hash.digest('hex')
}

const stamp = at('dist/built-from')
const isBuilt = wanted => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted

const build = async (wanted, addHolder) => {
  rmSync(stamp, { force: true })
  let output = ''
  const succeeded = await run(process.execPath, [at('scripts/build.mjs')], {
    cwd: root,
    env: { NODE_ENV: 'production', NO_COLOR: '1' },
    heard: piece => (output += piece),
    started: addHolder,
  })
  if (!succeeded)
    throw new CannotStart(`Parley could not be built; mend the source and try again.\n${output.trim()}`)
  writeFileSync(stamp, wanted)
}

export const ensureBuild = async report => {
  const wanted = fingerprint()
  if (isBuilt(wanted)) return
  await onlyOne('build', report, async ({ addHolder }) => {
    if (isBuilt(wanted)) return
    await step('Building', report, () => build(wanted, addHolder))
  })
}
