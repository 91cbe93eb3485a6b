import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { createAccount, customers, jobYaml, toCsv } from '../helpers/customers.js';
import { ageRun, rewriteRecord } from '../helpers/past-runs.js';
import { createWorkspace, SECRET } from '../helpers/workspace.js';

const fast = 'api: { rate: { limit: 1000, per: 1s } }';

async function setUp(more = fast) {
  const rate = { limit: 1000, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: createAccount(10), secret: SECRET, rate });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  workspace.write('customers.csv', toCsv(customers(10)));
  const job = workspace.write('job.yaml', jobYaml(more));
  const list = async (...args: string[]) => {
    const { code, stdout } = await workspace.run(['runs', '--json', ...args]);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toHaveLength(2);
    return JSON.parse(stdout).runs as { runId: string; state: string; [key: string]: unknown }[];
  };
  const lastId = () => basename(workspace.runFolders().at(-1) ?? '');
  return { workspace, job, list, lastId };
}

test('a line a run, in columns: id, job, command, state, rows, how many are not done, when, how long, how large', async () => {
  const { workspace, job } = await setUp();
  workspace.write('customers.csv', toCsv([...customers(9), ['wm_x', 'not a phone', '']]));
  await workspace.run(['check', job]);
  await workspace.run(['run', job, '--yes']);
  const { stdout } = await workspace.run(['runs']);
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(
    /^\d{8}-\d{6}-\w{4} {2}\S+ {2}run {4}completed {2}10 rows {2}1 not done {2}20\d\d-.* \d+ s .* kB$/,
  );
  expect(lines[1]).toMatch(/ check {2}checked {4}10 rows {2}1 not done /);
  expect(new Set(lines.map((line) => line.indexOf('10 rows')))).toHaveLength(1);
});

test('runs begun in one second come in their true order, the newest first', async () => {
  const { workspace, job, list } = await setUp();
  for (let count = 0; count < 6; count++) await workspace.run(['check', job]);
  const newestFirst = workspace
    .runFolders()
    .map((folder) => basename(folder))
    .toReversed();
  expect((await list()).map(({ runId }) => runId)).toEqual(newestFirst);
  expect((await list('--limit', '2')).map(({ runId }) => runId)).toEqual(newestFirst.slice(0, 2));
});

test('runs are picked out by state, job and start; what resume or apply would take is resumable', async () => {
  const { workspace, job, list, lastId } = await setUp();
  await workspace.run(['check', job]);
  const checked = lastId();
  await workspace.run(['plan', job]);
  const planned = lastId();
  await workspace.run(['run', job, '--yes']);
  const completed = lastId();
  const ids = async (...args: string[]) => (await list(...args)).map(({ runId }) => runId);
  expect(await ids('--state', 'checked')).toEqual([checked]);
  expect(await ids('--state', 'planned')).toEqual([planned]);
  expect(await ids('--state', 'resumable')).toEqual([planned]);
  expect(await ids('--state', 'completed')).toEqual([completed]);
  ageRun(workspace.runFolders()[0] ?? '', 3);
  expect(await ids('--since', '2d')).toEqual([completed, planned]);
  expect(await ids('--since', '2020-01-01')).toEqual([completed, planned, checked]);
  expect(await ids('--job', 'another')).toEqual([]);
  for (const args of [
    ['--since', 'soon'],
    ['--state', 'fine'],
    ['--limit', 'x'],
  ]) {
    expect((await workspace.run(['runs', ...args])).code).toBe(1);
  }
});

test('what cannot be read is listed as such, and breaks nothing', async () => {
  const { workspace, job, list } = await setUp();
  await workspace.run(['check', job]);
  const [folder = ''] = workspace.runFolders();
  const place = (runId: string, file?: string, content = '') => {
    mkdirSync(join(folder, '..', runId));
    if (file) writeFileSync(join(folder, '..', runId, file), content);
  };
  place('20250101-000004-aaaa', 'run.db', 'garbage'.repeat(1000));
  place('20250101-000003-aaaa', 'refusal.txt', 'no');
  place('20250101-000002-aaaa');
  place('20250101-000001-aaaa', 'run.db');
  place('20259901-000000-aaaa');
  const states = (await list()).map(({ state }) => state);
  expect(states).toEqual(['checked', 'damaged', 'refused', 'interrupted', 'interrupted']);
  expect((await workspace.run(['runs'])).stdout.split('\n')).toHaveLength(6);
});

test('a run of another version of the program is listed as that', async () => {
  const { workspace, job, list } = await setUp();
  await workspace.run(['check', job]);
  const [folder = ''] = workspace.runFolders();
  const file = join(folder, 'run.db');
  const content = readFileSync(file);
  content.writeUInt32BE(99, 60);
  writeFileSync(file, content);
  expect((await list()).map(({ state }) => state)).toEqual(['otherVersion']);
});

test('what a live process works on is running; when it is killed, it is interrupted', async () => {
  // Far from its end, however long the other one takes to begin.
  const { workspace, job, list } = await setUp('api: { rate: { limit: 2, per: 60s } }');
  const sending = workspace.start(['run', job, '--yes']);
  const checking = workspace.start(['check', job, '--file', '-']);
  const states = async () =>
    (await list()).map(({ command, state, resumable }) => [command, state, resumable]).toSorted();
  await expect.poll(states, { timeout: 20_000 }).toEqual([
    ['check', 'running', false],
    ['run', 'running', false],
  ]);
  await expect.poll(async () => (await list('--state', 'interrupted')).length).toBe(0);
  sending.child.kill('SIGKILL');
  checking.child.kill('SIGKILL');
  await Promise.all([sending.ended, checking.ended]);
  // A check has nothing to be resumed.
  expect(await states()).toEqual([
    ['check', 'interrupted', false],
    ['run', 'interrupted', true],
  ]);
});

test('counts are those of the run itself where its summary is of an earlier end', async () => {
  const { workspace, job, list } = await setUp();
  await workspace.run(['plan', job]);
  const [folder = ''] = workspace.runFolders();
  expect(await list()).toMatchObject([{ state: 'planned', rows: 10, notFine: 0 }]);
  rewriteRecord(folder, () => ({ state: 'interrupted', begun: true, finishedAt: null }));
  expect(await list()).toMatchObject([{ state: 'interrupted', rows: 10, notFine: 10, finishedAt: null }]);
});
