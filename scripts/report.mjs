/** What a person can mend; shown as one sentence, without a stack. */
export class CannotStart extends Error {
  name = 'CannotStart'
}

/** Tells that a long step began, that it still runs, and how long it took. */
export const step = async (title, report, work) => {
  const start = Date.now()
  const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`
  report(`${title} …`)
  const ticking = setInterval(() => report(`${title} … ${seconds()}`), 5_000)
  try {
    return await work()
  } finally {
    clearInterval(ticking)
    report(`${title}: ${seconds()}`)
  }
}

/** Runs a script's work and turns its answer, or its failure, into the exit code. */
export const main = async work => {
  try {
    process.exitCode = await work()
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
