/**
 * Resolves when we are asked to stop; asked again later, the process ends at once. A terminal and npm both pass on the
 * same Ctrl-C, so what follows immediately is the same request.
 */
export const untilStopped = (): Promise<void> =>
  new Promise(resolve => {
    let askedAt: number | undefined
    const stop = () => {
      if (askedAt !== undefined && Date.now() - askedAt > 500) process.exit(1)
      askedAt ??= Date.now()
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  })
