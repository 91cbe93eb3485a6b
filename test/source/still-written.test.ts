import { appendFileSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunError } from '../../src/messages/run-error.js';
import { identifyFile } from '../../src/source/identify-file.js';
import { jobYaml } from '../helpers/customers.js';
import { writeFinished } from '../helpers/temp-folder.js';
import { createWorkspace } from '../helpers/workspace.js';

const sound = 'id,a\nwm1,x\n';

const timers: NodeJS.Timeout[] = [];
const stopAll = () => timers.splice(0).forEach(clearInterval);

/** Something that goes on every 100 ms, until all is stopped. */
function goOn(work: () => void): void {
  work();
  timers.push(setInterval(work, 100));
}

describe('a file that was written a moment ago is looked at again a moment later', () => {
  const happenings: Record<string, (path: string) => void> = {
    'is still being written': (path) => goOn(() => appendFileSync(path, sound)),
    'is written again and again, to the same length': (path) => goOn(() => writeFileSync(path, sound)),
    'has another take its place': (path) => {
      writeFileSync(path, sound);
      goOn(() => {
        writeFileSync(`${path}.new`, `${sound}wm2,y\n`);
        renameSync(`${path}.new`, path);
      });
    },
    'goes away': (path) => {
      writeFileSync(path, sound);
      setTimeout(() => renameSync(path, `${path}.old`), 100);
    },
    'has come to rest': (path) => writeFileSync(path, sound),
    'has a time that is yet to come, as on a disk with another clock': (path) => {
      writeFileSync(path, sound);
      utimesSync(path, new Date(), new Date(Date.now() + 3_600_000));
    },
    'was written long ago': (path) => writeFinished(path, sound),
  };

  interface Outcome {
    readonly path: string;
    readonly ms: number;
    /** Identified, or why it was refused. */
    readonly result: unknown;
  }

  const outcomes = new Map<string, Outcome>();
  const folder = mkdtempSync(join(tmpdir(), 'wefeng-import-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // All at once: each takes its second.
  beforeAll(async () => {
    const all = Object.entries(happenings).map(async ([name, happen], index): Promise<void> => {
      const path = join(folder, `${index}.csv`);
      happen(path);
      const start = performance.now();
      const result = await identifyFile(path).catch((error) => (error instanceof RunError ? error.why.code : error));
      outcomes.set(name, { path, ms: performance.now() - start, result });
    });
    await Promise.all(all).finally(stopAll);
  });

  test.each([
    ['is still being written', 'source.moved'],
    ['is written again and again, to the same length', 'source.moved'],
    ['has another take its place', 'source.moved'],
    ['goes away', 'source.missing'],
  ])('one that %s is refused', (name, code) => {
    expect(outcomes.get(name)?.result).toBe(code);
  });

  test.each([
    ['has come to rest', 500, 5000],
    ['has a time that is yet to come, as on a disk with another clock', 500, 5000],
    ['was written long ago', 0, 500],
  ])('one that %s is taken after %i to %i ms', (name, least, most) => {
    const { path = '', ms, result } = outcomes.get(name) ?? {};
    expect(result).toMatchObject({ size: sound.length, modifiedMs: statSync(path).mtimeMs });
    expect(ms).toBeGreaterThanOrEqual(least);
    expect(ms).toBeLessThan(most);
  });
});

test.each(['check', 'run'])(
  '%s refuses a file that is still being written: exit 1, and says to wait',
  async (command) => {
    const workspace = createWorkspace();
    const job = workspace.write('job.yaml', jobYaml());
    const path = workspace.write('customers.csv', '企微客户ID,手机号,备注,积分\n');
    goOn(() => appendFileSync(path, 'wm_1,13800000000,x,1\n'));
    const { code, stderr } = await workspace.run([command, job]).finally(stopAll);
    expect(code).toBe(1);
    expect(stderr).toContain(`${path} changed while it was being read`);
    expect(workspace.runFolders()).toEqual([]);
  },
);
