import { readMigrations } from './platform/migrate.ts'

/** Every migration of the product, wherever its feature lives, in order. */
export const migrations = readMigrations(
  import.meta.glob<string>('./**/[0-9]*.sql', { query: '?raw', import: 'default', eager: true }),
)
