import { defineConfig } from 'vitest/config';

// Storage faults, one after another: each case has the disk and the processor for itself. FULL=1 goes through all of them,
// which takes hours; without it they are a set of some minutes.
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['test/storage/**/*.test.ts'],
    globalSetup: ['test/helpers/need-build.ts', 'test/storage/print-table.ts'],
    testTimeout: process.env.FULL ? 4 * 3_600_000 : 600_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
