import { defineConfig } from 'vitest/config';

// Storage faults. FULL=1 goes through all of them, one after another, which takes hours; without it they are a set of some
// minutes.
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['test/storage/**/*.test.ts'],
    globalSetup: ['test/helpers/need-build.ts', 'test/storage/print-table.ts'],
    testTimeout: process.env.FULL ? 4 * 3_600_000 : 600_000,
    hookTimeout: 120_000,
    maxWorkers: process.env.FULL ? 1 : 2,
  },
});
