import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// Migrating is told at every start; in tests only what goes wrong is worth a line.
process.env['PARLEY_LOG'] ??= 'warn'

const databaseTests = 'src/**/*.db.test.ts'

// The same database tests run on either engine; which one, a test asks of test/database.ts.
const onEngine = (engine: 'pglite' | 'postgres', other: 'pglite' | 'postgres') => ({
  extends: true as const,
  test: {
    name: engine,
    include: [databaseTests],
    exclude: [`src/**/*-${other}.db.test.ts`],
    globalSetup: ['test/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is awaited comes when the machine has time for it.
    expect: { poll: { timeout: 10_000 } },
  },
})

export default defineConfig({
  plugins: [react()],
  test: {
    // Each worker may hold a PGlite of some 300 MB and use a core; two keep two cores busy.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          testTimeout: 30_000,
          include: ['src/**/*.test.{ts,tsx}', 'test/*.test.ts'],
          exclude: [databaseTests],
        },
      },
      onEngine('pglite', 'postgres'),
      onEngine('postgres', 'pglite'),
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // What is awaited has crossed the server and another browser.
          expect: { poll: { timeout: 15_000 } },
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'start',
          include: ['test/start/*.test.ts'],
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
