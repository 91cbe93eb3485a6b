import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readRuns } from '../../src/runs/read-run.js';
import { removeRun } from '../../src/runs/remove-run.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { asideName } from '../../src/store/sqlite/catalog/run-files.js';
import { openLocalStores } from '../../src/store/sqlite/local-stores.js';
import { createAccount, customers, jobYaml, toCsv } from '../helpers/customers.js';
import { ageRun, copyRun, rewriteRecord } from '../helpers/past-runs.js';
import { createWorkspace, SECRET } from '../helpers/workspace.js';

const fast = 'api: { rate: { limit: 1000, per: 1s } }';

async function setUp(more = fast) {
  const rate = { limit: 1000, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: createAccount(10), secret: SECRET, rate });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  workspace.write('customers.csv', toCsv(customers(10)));
  const job = workspace.write('job.yaml', jobYaml(more));
  const begin = async (command: string) => {
    await workspace.run([command, job, ...(command === 'run' ? ['--yes'] : [])]);
    return workspace.runFolders().at(-1) ?? '';
  };
  const prune = async (...args: string[]) => {
    const { code, stdout, stderr } = await workspace.run(['prune', '--json', ...args]);
    return { code, stderr, ...(stdout === '' ? {} : JSON.parse(stdout)) };
  };
  return { sandbox, workspace, job, begin, prune };
}

const idOf = (folder: string) => ({ runId: basename(folder) });

test('old runs are deleted, each told with job and age, then how many and how much; younger ones stay', async () => {
  const { workspace, begin } = await setUp();
  const [old, young] = [await begin('run'), await begin('check')];
  ageRun(old, 100);
  const { code, stdout } = await workspace.run(['prune', '--older-than', '90d']);
  expect(code).toBe(0);
  const job = basename(dirname(old));
  expect(stdout).toContain(`deleted ${basename(old)} (${job}, 100 days old)\n`);
  expect(stdout).toMatch(/\n1 run deleted, [\d.]+ kB freed\n$/);
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
  expect((await workspace.run(['report', basename(old)])).stderr).toContain('no run');
});

test('with --json one line tells all of it, and nothing else is on stdout', async () => {
  const { begin, prune } = await setUp();
  const [done, plan] = [await begin('run'), await begin('plan')];
  const pruned = await prune('--keep', '0');
  expect(pruned).toMatchObject({
    ...{ code: 0, dryRun: false, wouldDelete: [], failed: [], leftovers: 0 },
    deleted: [{ ...idOf(done), state: 'completed', bytes: expect.any(Number) }],
    spared: [{ ...idOf(plan), reason: 'resumable' }],
  });
  expect(pruned.bytes).toBe(pruned.deleted[0].bytes);
  expect(pruned.stderr).toContain(`deleted ${basename(done)}`);
});

test.each([
  [[], 'for example: wefeng-import prune --older-than 90d'],
  [['--job', 'x'], 'for example'],
  [['--force', '--yes'], 'for example'],
  [['--older-than', '90'], 'a whole number and its unit'],
  [['--older-than', '0d'], 'add --force'],
  [['--older-than', '3m'], 'm is minutes, not months'],
  [['--keep', '-1'], 'a whole number'],
  [['--state', 'old'], 'completed, planned'],
])('%j is refused, with what to write, and deletes nothing', async (args, words) => {
  const { workspace, begin } = await setUp();
  const folder = await begin('check');
  const { code, stdout, stderr } = await workspace.run(['prune', ...args]);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(words);
  expect(existsSync(folder)).toBe(true);
});

test('--dry-run says what would go, and nothing goes', async () => {
  const { workspace, begin, prune } = await setUp();
  const folder = await begin('check');
  const leftover = join(dirname(folder), asideName('20250101-000000-aaaa'));
  mkdirSync(leftover);
  const { stdout } = await workspace.run(['prune', '--keep', '0', '--dry-run']);
  expect(stdout).toContain(`would delete ${basename(folder)}`);
  expect(stdout).toContain('Nothing was');
  expect(await prune('--keep', '0', '--dry-run')).toMatchObject({ deleted: [], wouldDelete: [idOf(folder)] });
  expect([existsSync(folder), existsSync(leftover)]).toEqual([true, true]);
});

test('--keep keeps the newest of each job; job, state and age narrow it down', async () => {
  const { workspace, begin, prune } = await setUp();
  const first = await begin('check');
  const second = await begin('check');
  const third = await begin('check');
  const another = join(workspace.logDir, 'another', '20250101-000000-aaaa');
  mkdirSync(another, { recursive: true });
  expect((await prune('--keep', '1', '--job', 'nobody')).deleted).toEqual([]);
  expect((await prune('--keep', '1', '--older-than', '1h')).deleted).toEqual([]);
  expect((await prune('--keep', '1', '--state', 'completed')).deleted).toEqual([]);
  expect((await prune('--keep', '1')).deleted).toMatchObject([idOf(second), idOf(first)]);
  expect([existsSync(third), existsSync(another)]).toEqual([true, true]);
});

test('what could be resumed or applied is spared, and told; --force takes it', async () => {
  const { workspace, begin, prune } = await setUp();
  const plan = await begin('plan');
  const cut = await begin('run');
  rewriteRecord(cut, () => ({ state: 'interrupted', phase: 'send', finishedAt: null }));
  const { stdout } = await workspace.run(['prune', '--keep', '0']);
  expect(stdout).toContain('2 spared, which resume or apply could go on with');
  expect(stdout).toContain(basename(plan));
  expect((await prune('--older-than', '0d', '--force')).deleted).toMatchObject([idOf(cut), idOf(plan)]);
});

test('what a live process works on is never deleted: neither a run nor a check, which holds no account', async () => {
  const { workspace, job, prune } = await setUp('api: { rate: { limit: 3, per: 1s } }');
  const sending = workspace.start(['run', job, '--yes']);
  const checking = workspace.start(['check', job, '--file', '-']);
  const spared = async () => {
    const { deleted, spared: runs } = await prune('--keep', '0', '--force');
    expect(deleted).toEqual([]);
    return (runs as { reason: string }[]).map(({ reason }) => reason);
  };
  await expect.poll(spared, { timeout: 20_000 }).toEqual(['running', 'running']);
  checking.child.stdin?.end(readFileSync(join(workspace.folder, 'customers.csv')));
  expect((await checking.ended).code).toBe(0);
  expect((await sending.ended).code).toBe(0);
  expect((await prune('--keep', '0')).deleted).toHaveLength(2);
});

test('a run that was left to be resumed, or taken up, after it was chosen stays', async () => {
  const { workspace, begin } = await setUp();
  const folder = await begin('run');
  const { runs } = openLocalStores(workspace.logDir);
  const [chosen] = await readRuns((await runs.list(null)).runs, runs);
  if (!chosen) throw new Error('no run');
  rewriteRecord(folder, () => ({ state: 'interrupted', phase: 'send' }));
  expect(await removeRun(chosen, false, runs)).toEqual({ kind: 'spared', why: 'resumable' });
  expect(existsSync(folder)).toBe(true);
  expect(await removeRun(chosen, true, runs)).toEqual({ kind: 'removed' });
});

test('a run that the scheduler has still to finish stays even with --force: else its file would be imported again', async () => {
  const { workspace, begin, prune } = await setUp();
  const folder = await begin('run');
  const store = await openLocalStores(workspace.logDir).openServiceStore();
  const claim = {
    ...idOf(folder),
    job: basename(dirname(folder)),
    path: '/inbox/a.csv',
    sha256: 'x',
    size: 1,
    modifiedMs: 1,
  };
  await store.claim(claim);
  expect((await prune('--keep', '0', '--force')).spared).toMatchObject([{ ...idOf(folder), reason: 'claimed' }]);
  await store.endClaim(claim, 'imported');
  await store.close();
  expect((await prune('--keep', '0')).deleted).toMatchObject([idOf(folder)]);
});

test('folders of runs without a run.db go by the time of their names; empty folders of jobs go too', async () => {
  const { workspace, prune } = await setUp();
  const place = (job: string, runId: string) => join(workspace.logDir, job, runId);
  const [refused, empty, young] = [
    place('a', '20250101-000000-aaaa'),
    place('b', '20250101-000000-bbbb'),
    place('b', '20990101-000000-cccc'),
  ];
  for (const folder of [refused, empty, young]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(refused, 'refusal.txt'), 'no');
  expect((await prune('--older-than', '90d')).deleted).toMatchObject([idOf(empty), idOf(refused)]);
  expect(readdirSync(workspace.logDir).toSorted()).toEqual(['b']);
  expect(readdirSync(join(workspace.logDir, 'b'))).toEqual([basename(young)]);
});

test('nothing but run folders goes, and no link is followed: what else is there is told and left alone', async () => {
  const { workspace, begin, prune } = await setUp();
  const folder = await begin('check');
  const outside = join(workspace.folder, 'outside');
  mkdirSync(join(outside, '20250101-000000-aaaa'), { recursive: true });
  writeFileSync(join(outside, 'precious'), 'x');
  const jobFolder = dirname(folder);
  symlinkSync(outside, join(jobFolder, '20250101-000000-aaaa'));
  symlinkSync(outside, join(workspace.logDir, 'linked'));
  symlinkSync(outside, join(folder, 'inside'));
  mkdirSync(join(jobFolder, 'archive'));
  writeFileSync(join(jobFolder, 'notes.txt'), 'x');
  const { code, deleted, stderr } = await prune('--keep', '0', '--force');
  expect([code, deleted.length]).toEqual([0, 1]);
  for (const name of ['linked', '20250101-000000-aaaa', 'archive', 'notes.txt']) expect(stderr).toContain(name);
  expect(readdirSync(outside).toSorted()).toEqual(['20250101-000000-aaaa', 'precious']);
  expect(readdirSync(jobFolder).toSorted()).toEqual(['20250101-000000-aaaa', 'archive', 'notes.txt']);
});

test('one that cannot be deleted is told with its reason, the others go, and the exit code is 1', async () => {
  const { begin, prune } = await setUp();
  const [first, second] = [await begin('check'), await begin('check')];
  // A folder cannot take the place of a file.
  writeFileSync(join(dirname(first), asideName(basename(first))), 'in the way');
  const { code, deleted, failed, stderr } = await prune('--keep', '0');
  expect(code).toBe(1);
  expect(deleted).toMatchObject([idOf(second)]);
  expect(failed).toMatchObject([{ ...idOf(first), reason: 'ENOTDIR' }]);
  expect(stderr).toContain('cannot delete');
  expect(existsSync(join(first, 'run.db'))).toBe(true);
});

test('a prune that is killed leaves whole runs alone, and the next one takes away what it has left', async () => {
  const { workspace, begin, prune } = await setUp();
  const folder = await begin('check');
  copyRun(
    folder,
    Array.from({ length: 300 }, (_, index) => `20250101-000000-${(index + 4096).toString(16)}`),
  );
  const { child, ended } = workspace.start(['prune', '--keep', '1']);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  child.kill('SIGKILL');
  await ended;
  // The same as a kill right after the renaming.
  renameSync(folder, join(dirname(folder), asideName(basename(folder))));
  const { runs } = openLocalStores(workspace.logDir);
  const left = await readRuns((await runs.list(null)).runs, runs);
  expect(left.length).toBeGreaterThan(0);
  expect(left.every(({ standing }) => standing === 'checked')).toBe(true);
  const { deleted, leftovers } = await prune('--keep', '0');
  expect(deleted).toHaveLength(left.length);
  expect(leftovers).toBeGreaterThanOrEqual(1);
  expect(existsSync(dirname(folder))).toBe(false);
});

// FULL=1 takes as many as a machine keeps in some years.
const many = process.env.FULL ? 2000 : 400;

test(`${many} runs are listed and pruned by a process that may open a fraction of that many files`, async () => {
  const { workspace, begin } = await setUp();
  const folder = await begin('check');
  copyRun(
    folder,
    Array.from({ length: many }, (_, index) => `20250101-000000-${(index + 4096).toString(16)}`),
  );
  const listed = await workspace.start(['runs', '--json'], {}, 'ulimit -n 128').ended;
  expect(listed.code).toBe(0);
  const runs = JSON.parse(listed.stdout).runs as { state: string }[];
  expect(runs.filter(({ state }) => state === 'checked')).toHaveLength(many + 1);
  const pruned = await workspace.start(['prune', '--keep', '1', '--json'], {}, 'ulimit -n 128').ended;
  expect(pruned.code).toBe(0);
  expect(JSON.parse(pruned.stdout).deleted).toHaveLength(many);
  expect(readdirSync(dirname(folder))).toHaveLength(1);
});

// A terminal of its own, where the system has the program that makes one.
const script = (command: string) =>
  spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });

const hasScript = await new Promise<boolean>((resolve) => {
  script('true')
    .on('error', () => resolve(false))
    .on('close', (code) => resolve(code === 0));
});

test.runIf(hasScript)('on a terminal it asks: no deletes nothing, yes deletes, --yes is not asked', async () => {
  const { workspace, begin } = await setUp();
  const cli = join(import.meta.dirname, '../../dist/cli.js');
  const onTerminal = async (answer: string, flags: string) => {
    const variables = `LANG=en_US.UTF-8 WEFENG_LOG_DIR=${workspace.logDir} TERM=xterm`;
    const child = script(`env ${variables} ${process.execPath} ${cli} prune --keep 0 ${flags}`);
    let screen = '';
    child.stdout.on('data', (data) => {
      screen += data;
      if (String(data).includes('[y/N]')) child.stdin.write(`${answer}\n`);
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    return { code, screen };
  };
  const folder = await begin('check');
  const declined = await onTerminal('n', '');
  expect(declined).toMatchObject({ code: 1, screen: expect.stringContaining('nothing was deleted') });
  expect(declined.screen).toContain(`would delete ${basename(folder)}`);
  expect(existsSync(folder)).toBe(true);
  expect(await onTerminal('y', '')).toMatchObject({ code: 0, screen: expect.stringContaining('1 run deleted') });
  expect(existsSync(folder)).toBe(false);
  const next = await begin('check');
  expect((await onTerminal('', '--yes')).screen).not.toContain('[y/N]');
  expect(existsSync(next)).toBe(false);
});
