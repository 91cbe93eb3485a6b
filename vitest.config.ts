import { existsSync, statfsSync } from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// The long ones, which mostly wait for windows and processes; begun first, they end with the rest.
const long = /service|runs\/|faults\/|commands\/|demo|package/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (long.test(moduleId.split('/test/').at(-1) ?? '') ? 0 : 1);
    return files.toSorted((a, b) => rank(a) - rank(b));
  }
}

// The disk is not what most tests are about: where memory has room, their files lie there, and nobody waits for fsync.
const memory = '/dev/shm';
const roomBytes = 2 * 1024 ** 3;
if (!process.env.TMPDIR && existsSync(memory)) {
  const { bavail, bsize } = statfsSync(memory);
  if (bavail * bsize > roomBytes) process.env.TMPDIR = memory;
}

export default defineConfig({
  test: {
    root: import.meta.dirname,
    globalSetup: ['test/helpers/need-build.ts'],
    include: ['test/**/*.test.ts'],
    // They want the machine for themselves: npm run test:storage.
    exclude: [...configDefaults.exclude, 'test/storage/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most of the time is spent waiting for servers, processes and windows, not computing.
    maxWorkers: 5,
    // No module keeps anything between tests: each is loaded once a worker, not once a file.
    isolate: false,
    sequence: { sequencer: LongFirst },
  },
});
