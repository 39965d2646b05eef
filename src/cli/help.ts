import type { Command } from './commands.ts'

const column = (rows: readonly (readonly [string, string])[]) => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('')
}

export const usageOf = ({ name, usage, options = {} }: Command) =>
  ['Usage: parley', name, usage, Object.keys(options).length > 0 ? '[options]' : undefined]
    .filter(Boolean)
    .join(' ')

export const helpFor = (command: Command) => {
  const options = Object.entries(command.options ?? {}).map(
    ([name, { value, about }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, about] as const,
  )
  return [
    `${usageOf(command)}\n`,
    `${command.summary}\n`,
    options.length > 0 ? `Options:\n${column(options)}` : undefined,
    command.notes === undefined ? undefined : `${command.notes}\n`,
  ]
    .filter(part => part !== undefined)
    .join('\n')
}

/** The help for all commands, or for those whose name begins with a word such as `user`. */
export const overview = (commands: readonly Command[]) => {
  const rows = commands.map(({ name, usage, summary }) => [`${name} ${usage ?? ''}`.trim(), summary] as const)
  return `Usage: parley COMMAND …

${column(rows)}
“parley COMMAND --help” says more about one of them. Answers go to standard output, troubles to standard error;
the exit code is 0, or 1 if the input could not be used, or 2 if the command was called wrongly.
`
}
