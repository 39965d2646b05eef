const levels = ['debug', 'info', 'warn', 'error'] as const
type Level = (typeof levels)[number]

const wanted = levels.indexOf(levels.find(level => level === process.env['PARLEY_LOG']) ?? 'info')

const plain = (value: unknown): unknown =>
  value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value

/** One line of JSON on standard error. `event` is a constant in kebab-case; what varies goes into `facts`. */
export const log = (level: Level, event: string, facts: Readonly<Record<string, unknown>> = {}): void => {
  if (levels.indexOf(level) < wanted) return
  const entries = Object.entries(facts).map(([key, value]) => [key, plain(value)] as const)
  const line = { at: new Date().toISOString(), level, event, ...Object.fromEntries(entries) }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
