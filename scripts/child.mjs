import { spawn } from 'node:child_process'

/**
 * Runs a program to its end and answers whether it succeeded. A signal that ends us ends it first,
 * by force if it does not heed the signal (npm), so that nothing goes on writing behind the back of the next start. `heard` gets each piece of its output;
 * without it the output goes where ours goes.
 */
export const run = (program, args, { cwd, env, shell, heard, started } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      shell: shell ?? false,
      stdio: heard ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    })
    child.stdout?.on('data', heard)
    child.stderr?.on('data', heard)
    started?.(child.pid)

    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    let ended
    const passOn = signal => {
      ended = signal
      child.kill(signal)
      setTimeout(() => child.kill('SIGKILL'), 2_000).unref()
    }
    for (const signal of signals) process.on(signal, passOn)
    const stopListening = () => signals.forEach(signal => process.off(signal, passOn))

    child.once('error', error => {
      stopListening()
      reject(error)
    })
    child.once('close', code => {
      stopListening()
      if (ended) process.kill(process.pid, ended)
      else resolve(code === 0)
    })
  })
