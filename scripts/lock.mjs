import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** When a process began, where the system tells: a number used again after a restart is then not mistaken for it. */
const beginning = pid => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')')).split(' ')[20]
  } catch {
    return ''
  }
}

const alive = line => {
  const [pid, began] = line.split(' ')
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  return beginning(pid) === (began ?? '')
}

const read = path => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const age = path => Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)

/** True if this process made the file; false if it is there already. */
const create = (path, text) => {
  try {
    writeFileSync(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** A file just made may still be empty while its maker writes; one left empty for seconds was abandoned. */
const abandoned = path => {
  const holders = read(path).split('\n').filter(Boolean)
  return holders.length > 0 ? !holders.some(alive) : age(path) > 5_000
}

/** Removes the lock of holders that died. Only one process at a time looks and removes, else a fresh lock could go. */
const removeAbandoned = path => {
  const broom = path.replace(/\.lock$/, '.broom.lock')
  if (age(broom) > 10_000) rmSync(broom, { force: true })
  if (!create(broom, '')) return
  try {
    if (abandoned(path)) rmSync(path, { force: true })
  } finally {
    rmSync(broom, { force: true })
  }
}

const line = pid => `${pid} ${beginning(pid)}\n`

/**
 * Runs `work` while no other process runs its own under the same lock file. The lock is held as long as we, or a
 * program named by `addHolder`, live.
 */
export const alone = async (path, work, { waiting } = {}) => {
  for (let told = false; !create(path, line(process.pid)); await pause(200)) {
    if (abandoned(path)) {
      removeAbandoned(path)
    } else if (!told) {
      waiting?.(read(path).split(' ')[0])
      told = true
    }
  }
  try {
    return await work({ addHolder: pid => writeFileSync(path, line(pid), { flag: 'a' }) })
  } finally {
    rmSync(path, { force: true })
  }
}
