import { defineConfig } from 'vitest/config';

// Tests of faults that take long. One after another: each has the disk and the processor for itself. FULL=1 goes through
// all cases, which takes hours; without it test/storage is a set of some minutes.
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['test/faults/**/*.test.ts', 'test/storage/**/*.test.ts'],
    globalSetup: ['test/storage/print-table.ts'],
    testTimeout: process.env.FULL ? 4 * 3_600_000 : 600_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
