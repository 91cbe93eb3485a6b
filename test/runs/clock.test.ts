import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fast, fullAccount, idOf } from '../helpers/account.js';
import { setUpImport } from '../helpers/import.js';
import { readSummary } from '../helpers/workspace.js';

const header = ['id', '职位'];
const rows = [0, 1, 2, 3].map((index) => [idOf(index), `新职位${index}`]);
const mapping = 'fields: { position: 职位 }';

const setUp = (clockSkewSeconds: number, more = fast) =>
  setUpImport({ account: fullAccount(4), header, rows, mapping, more, options: { faults: { clockSkewSeconds } } });

const countIn = (text: string, part: string): number => text.split(part).length - 1;

test.each([
  [120, /clock is (?:119|120|121) s behind the server's/, -120],
  [-120, /clock is (?:119|120|121) s ahead of the server's/, 120],
])(
  'a server whose clock is %i s off is told of once a run: to the person, in run.log and in summary.json',
  async (skew, words, ahead) => {
    const { run } = await setUp(skew);
    const { code, stderr, summary, folder } = await run('run', '<job>');
    expect(code).toBe(0);
    expect(stderr.match(new RegExp(words, 'g'))).toHaveLength(1);
    expect(Math.abs((summary.clock?.aheadSeconds ?? 0) - ahead)).toBeLessThanOrEqual(1);
    const lines = readFileSync(join(folder, 'run.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ message }) => message === 'clock')).toMatchObject([summary.clock ?? {}]);
  },
);

test('a clock that is a little off is not told of', async () => {
  const { run } = await setUp(30);
  const { code, stderr, summary } = await run('run', '<job>');
  expect({ code, clock: summary.clock }).toEqual({ code: 0, clock: null });
  expect(stderr).not.toContain('clock');
});

test('a run that is gone on with does not tell it again, and its summary still does', async () => {
  const { run, sandbox } = await setUp(120);
  const plan = await run('plan', '<job>');
  expect(countIn(plan.stderr, "this machine's clock")).toBe(1);
  const applied = await run('apply', plan.summary.runId);
  expect(countIn(applied.stderr, "this machine's clock")).toBe(0);
  expect(applied.summary.clock).toEqual(plan.summary.clock);
  sandbox.setFaults({});
  const again = await run('rollback', plan.summary.runId, '--yes');
  expect(again.summary.clock).toBe(null);
});

test('a refused signature is laid to the clock first; once it is set, resume does the rest', async () => {
  const { run, sandbox } = await setUp(600);
  const { code, summary, folder } = await run('run', '<job>');
  expect(code).toBe(3);
  expect(summary.stoppedBy).toMatchObject({ code: 'stop.authClockBehind' });
  expect(summary.stoppedBy?.message).toMatch(
    /^this machine's clock is (?:599|600|601) s behind the server's: set it first/,
  );
  sandbox.setFaults({});
  expect(await run('resume', folder)).toMatchObject({ code: 0 });
  expect(readSummary(folder)).toMatchObject({ stoppedBy: null, rows: { updated: 4 } });
});

test('init says so, too, when it cannot read the account', async () => {
  const { workspace } = await setUp(-600);
  const { code, stderr } = await workspace.run(['init', 'customers.csv', '--out', 'new.yaml']);
  expect(code).toBe(0);
  expect(stderr).toMatch(/could not be read: this machine's clock is (?:599|600|601) s ahead of the server's/);
  expect(stderr).toContain('HTTP 401');
});
