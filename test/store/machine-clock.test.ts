import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { createMachineClock, type Moment } from '../../src/store/machine-clock.js';
import { noFaketime, setWallClock } from '../helpers/wall-clock.js';

const minute = 60_000;
const hour = 60 * minute;
const built = pathToFileURL(join(import.meta.dirname, '../../dist/store/machine-clock.js')).href;

/** What the clocks tell another process, which a command starts in its own way. */
function readElsewhere(command: readonly string[], variables: Record<string, string> = {}): Moment | null {
  const code = `import { createMachineClock } from '${built}';
    process.stdout.write(JSON.stringify(createMachineClock()()));`;
  const [program = '', ...rest] = [...command, process.execPath, '--input-type=module', '-e', code];
  const { status, stdout } = spawnSync(program, rest, { env: { ...process.env, ...variables }, encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : null;
}

const namesBoots = existsSync('/proc/sys/kernel/random/boot_id');

test.runIf(namesBoots)('all processes of a boot read one monotonic clock, and a name for it', () => {
  const readClock = createMachineClock();
  const before = readClock();
  const there = readElsewhere([]);
  const after = readClock();
  expect(there?.boot).toMatch(/^[0-9a-f-]{36}( monotonic -?\d+ -?\d+)?$/);
  expect(there?.boot).toBe(before.boot);
  expect(there?.monotonicMs).toBeGreaterThan(before.monotonicMs);
  expect(there?.monotonicMs).toBeLessThan(after.monotonicMs);
});

test.runIf(namesBoots)('a process whose wall clock is an hour ahead reads the same monotonic clock', ({ skip }) => {
  const ahead = setWallClock(3600) ?? skip(noFaketime);
  const readClock = createMachineClock();
  const before = readClock();
  const there = readElsewhere([], ahead);
  expect(there?.wallMs).toBeGreaterThan(before.wallMs + hour - 1000);
  expect(there?.boot).toBe(before.boot);
  expect(there?.monotonicMs).toBeGreaterThan(before.monotonicMs);
  expect(there?.monotonicMs).toBeLessThan(readClock().monotonicMs);
});

test.runIf(namesBoots)('a container whose monotonic clock is moved has another name for it', ({ skip }) => {
  const there =
    readElsewhere(['unshare', '--time', '--monotonic', '3600', '--fork']) ?? skip('no right to make a time namespace');
  const here = createMachineClock()();
  expect(there.monotonicMs).toBeGreaterThan(here.monotonicMs + hour - minute);
  expect(there.boot).not.toBe(here.boot);
});
