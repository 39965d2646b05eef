import { readFileSync } from 'node:fs'

const ofProcess = (pid, file) => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').trim()
  } catch {
    return ''
  }
}

/** Who would have to live: our parent and, where a shell stands between npm and us, that shell's parent. */
const lineage = () => {
  const parent = process.ppid
  if (!/^(da)?sh$/.test(ofProcess(parent, 'comm'))) return `${parent}`
  const stat = ofProcess(parent, 'stat')
  return `${parent} ${stat.slice(stat.lastIndexOf(')')).split(' ')[2]}`
}

/** npm passes signals on to us, but cannot pass on its own sudden death; we end then too, instead of staying unseen. */
export const endWithNpm = () => {
  if (process.env.npm_lifecycle_event === undefined) return
  const first = lineage()
  const watch = setInterval(() => {
    if (lineage() === first) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  watch.unref()
}
