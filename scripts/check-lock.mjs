// Finds what would keep `npm ci` from working on another platform, on the oldest Node we promise, or behind another registry.
import { readFileSync } from 'node:fs'

const read = path => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'))
const { packages } = read('package-lock.json')
const floor = read('package.json').engines.node.match(/\d+/g).map(Number)

/** Node looks for a package beside the one that asks, then outwards. */
const isThere = (name, from) => {
  const inside = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`
  if (packages[inside]) return true
  return from !== '' && isThere(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))))
}

const compare = (left, right) => {
  const at = [0, 1, 2].find(index => (left[index] ?? 0) !== (right[index] ?? 0))
  return at === undefined ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
}

const meets = (version, [, operator = '', ...digits]) => {
  const bound = digits.filter(digit => /^\d+$/.test(digit)).map(Number)
  const order = compare(version, bound)
  if (operator === '>=') return order >= 0
  if (operator === '>') return order > 0
  if (operator === '<=') return order <= 0
  if (operator === '<') return order < 0
  if (operator === '^') return order >= 0 && version[0] === bound[0]
  if (operator === '~') return order >= 0 && version[0] === bound[0] && version[1] === bound[1]
  return bound.every((digit, index) => digit === (version[index] ?? 0))
}

const comparators = /([<>]=?|[\^~=])?\s*v?(\d+|[x*])(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?/g
const allows = (range, version) =>
  range.split('||').some(part => [...part.matchAll(comparators)].every(match => meets(version, match)))

const troubles = Object.entries(packages).flatMap(([path, entry]) => [
  ...Object.keys(entry.optionalDependencies ?? {})
    .filter(name => !isThere(name, path))
    .map(name => `${path || 'package.json'} wants ${name} on some platform, and the lock file lacks it`),
  ...(path !== '' && entry.engines?.node && !allows(entry.engines.node, floor)
    ? [`${path}@${entry.version} needs Node ${entry.engines.node}, and we promise ${floor.join('.')}`]
    : []),
  ...(/^https?:/.test(entry.resolved ?? '') ? [`${path} names a registry: ${entry.resolved}`] : []),
])

for (const trouble of troubles) console.error(trouble)
process.exitCode = troubles.length > 0 ? 1 : 0
